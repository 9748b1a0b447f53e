import * as autograd from "@nablajs/autograd"
import {
  abs,
  add,
  allclose,
  at,
  cholesky,
  complex,
  concat,
  conj,
  cos,
  det,
  divide,
  eig,
  eigh,
  eigvals,
  eigvalsh,
  exp,
  expandDims,
  expm,
  fft,
  imag,
  inv,
  log,
  logdet,
  lstsq,
  matmul,
  matrixNorm,
  matrixPower,
  matrixTranspose,
  multiply,
  norm,
  pinv,
  qr,
  real,
  slogdet,
  solve,
  square,
  subtract,
  sum,
  svd,
  svdvals,
  symbol,
  trace,
  vecdot,
  vectorNorm,
} from "@nablajs/core"
import { random, tensor } from "@nablajs/tensor"
import { describe, expect, it } from "vitest"

// biome-ignore lint/suspicious/noExplicitAny: functions of any value
type Any = any

const { checkGrads, grad, hessian, hvp, jvp, vjp, vmap } = autograd as Record<string, Any>

const rng = random.defaultRng(17)
const sample = (...shape: number[]): Any => complex(rng.normal(shape) as Any, rng.normal(shape) as Any)
const H = (a: Any): Any => conj(matrixTranspose(a))
/** A matrix function by eigenvectors, which does not depend on their phases. */
const byEigenvectors = (v: Any, f: Any): Any => matmul(multiply(v, expandDims(f, -2)), H(v))

const square3 = sample(3, 3)
const tall = sample(4, 2)
const wide = sample(2, 4)
const b = sample(3, 2)
const reals = rng.normal([3, 3]) as Any

const functions: Record<string, readonly [(...xs: Any[]) => Any, ...Any[]]> = {
  inv: [inv, square3],
  det: [det, square3],
  logdet: [logdet, square3],
  "slogdet, both parts": [(x) => add(slogdet(x).sign as Any, slogdet(x).logabsdet as Any), square3],
  solve: [solve, square3, b],
  "solve with a real matrix": [(x) => solve(reals, x), b],
  "solve for a real right side": [(x) => solve(x, reals), square3],
  "a stack solved for one vector": [(x, y) => solve(x, y), sample(2, 3, 3), sample(3)],
  cholesky: [(x) => cholesky(matmul(x, H(x)) as Any), square3],
  "cholesky, upper": [(x) => cholesky(matmul(x, H(x)) as Any, { upper: true }), square3],
  "pinv of a tall matrix": [pinv, tall],
  "pinv of a wide matrix": [pinv, wide],
  lstsq: [lstsq, tall, sample(4)],
  "qr of a tall matrix": [(x) => matmul(qr(x).q, cos(real(qr(x).r) as Any) as Any), tall],
  "qr of a wide matrix": [(x) => qr(x).r, wide],
  svdvals: [svdvals, tall],
  "svd by a function of the values": [
    (x) => {
      const { u, s, vh } = svd(x, { fullMatrices: false }) as Any
      return matmul(multiply(u, exp(expandDims(s, -2))), vh)
    },
    wide,
  ],
  "svd of a square matrix, all vectors": [
    (x) => {
      const { u, s, vh } = svd(x) as Any
      return matmul(multiply(u, cos(expandDims(s, -2))), vh)
    },
    square3,
  ],
  eigvalsh: [(x) => eigvalsh(x), square3],
  "eigh by a function of the values": [
    (x) => {
      const { eigenvalues, eigenvectors } = eigh(x) as Any
      return byEigenvectors(eigenvectors, cos(eigenvalues))
    },
    square3,
  ],
  "sizes of eigenvectors' components": [(x) => square(abs((eigh(x) as Any).eigenvectors)), square3],
  eigvals: [eigvals, square3],
  "eigvals of a real matrix": [eigvals, reals],
  "eig by a function of the values": [
    (x) => {
      const { eigenvalues: w, eigenvectors: v } = eig(x) as Any
      return matmul(multiply(v, expandDims(exp(w), -2)), inv(v))
    },
    square3,
  ],
  "eig of a real matrix": [
    (x) => {
      const { eigenvalues: w, eigenvectors: v } = eig(x) as Any
      return real(matmul(multiply(v, expandDims(exp(w), -2)), inv(v)))
    },
    reals,
  ],
  expm: [expm, divide(square3, 4)],
  "a matrix power": [(x) => matrixPower(x, 3), square3],
  "an inverse power": [(x) => matrixPower(x, -2), square3],
  trace: [trace, square3],
  norm: [norm, b],
  "norm of order 3": [(x) => vectorNorm(x, { ord: 3, axis: 0 }), b],
  "nuclear norm": [(x) => matrixNorm(x, { ord: "nuc" }), tall],
  "spectral norm": [(x) => matrixNorm(x, { ord: 2 }), tall],
  "sums of columns": [(x) => matrixNorm(x, { ord: 1 }), tall],
  vecdot: [vecdot, sample(2, 3), sample(2, 3)],
  "vecdot with real numbers": [(x) => vecdot(x, reals), sample(3, 3)],
  fft: [fft.fft, sample(2, 5)],
  "ifft of few": [(x) => fft.ifft(x, { n: 3, norm: "ortho" }), sample(2, 5)],
  "fft of more": [(x) => fft.fft(x, { n: 8, axis: 0 }), sample(5, 2)],
  "fft of real numbers": [(x) => fft.fft(x), reals],
  rfft: [(x) => fft.rfft(x, { norm: "forward" }), rng.normal([2, 6])],
  "rfft of an odd number": [(x) => fft.rfft(x, { axis: 0 }), rng.normal([5, 2])],
  irfft: [(x) => fft.irfft(x), sample(2, 4)],
  "irfft to an odd number": [(x) => fft.irfft(x, { n: 5 }), sample(3, 4)],
  hfft: [(x) => fft.hfft(x), sample(4)],
  ihfft: [(x) => fft.ihfft(x), rng.normal([6])],
  fftn: [(x) => fft.fftn(x), sample(2, 3, 2)],
  rfftn: [(x) => fft.rfftn(x, { s: [4, 4], axes: [0, 1] }), reals],
  irfftn: [(x) => fft.irfftn(x), sample(3, 3)],
  "fftshift of ifft2": [(x) => fft.fftshift(fft.ifft2(x)), sample(3, 3)],
}

describe("derivatives of complex matrices and of transforms", () => {
  for (const [name, [f, ...xs]] of Object.entries(functions)) {
    it(`agree with central differences in both modes, to second order: ${name}`, () => {
      checkGrads(f, xs)
    })
  }
  it("come in batches: vmap of grad gives what a loop gives", () => {
    const stack = sample(3, 4, 4)
    const losses: readonly ((x: Any) => Any)[] = [
      (x) => sum(square(abs(inv(x)))),
      (x) => sum(square(eigvalsh(x))),
      (x) => sum(svdvals(x)),
      (x) => sum(square(real(fft.fft(x, { axis: 0 })))),
      (x) => sum(abs(eigvals(x))),
      (x) => sum(fft.irfft(x)),
    ]
    for (const loss of losses) {
      const together = vmap(grad(loss))(stack)
      for (let k = 0; k < 3; k++) {
        const one = grad(loss)(at(stack, k))
        expect(allclose(at(together, k), one, { rtol: 1e-10, atol: 1e-10 })).toBe(true)
      }
    }
  })
})

describe("conventions of gradients by complex matrices", () => {
  it("the gradient of ‖A‖² is 2A, of Re tr(BᴴA) is B", () => {
    const [x, y] = [sample(2, 3), sample(2, 3)]
    expect(allclose(grad((x: Any) => square(norm(x)) as Any)(x) as Any, multiply(2, x) as Any)).toBe(true)
    expect(allclose(grad((x: Any) => real(trace(matmul(H(y), x) as Any) as Any) as Any)(x) as Any, y)).toBe(true)
  })
  it("the gradient of log|det A| is A⁻ᴴ", () => {
    const g = grad((x: Any) => slogdet(x).logabsdet as Any)(square3)
    expect(allclose(g as Any, H(inv(square3)))).toBe(true)
  })
  it("the gradient of an eigenvalue of a Hermitian matrix is v vᴴ", () => {
    const g = grad((x: Any) => at(eigvalsh(x) as Any, 0) as Any)(square3) as Any
    const v = at((eigh(square3) as Any).eigenvectors, ":", ":1") as Any
    expect(allclose(g, matmul(v, H(v)) as Any, { rtol: 1e-9, atol: 1e-12 })).toBe(true)
  })
  it("a pull-back of the transform is its conjugate transpose, n times the inverse", () => {
    const [x, g] = [sample(6), sample(6)]
    const [, pull] = vjp(fft.fft, x)
    expect(allclose(pull(g)[0], multiply(6, fft.ifft(g)) as Any)).toBe(true)
    const [, dy] = jvp(fft.fft, [x], [g])
    expect(allclose(dy, fft.fft(g))).toBe(true)
  })
  it("power in time and in frequency is the same, and so are its derivatives", () => {
    const x = rng.normal([9]) as Any
    const power = (x: Any): Any => sum(square(abs(fft.fft(x, { norm: "ortho" }))))
    expect(allclose(grad(power)(x) as Any, multiply(2, x) as Any)).toBe(true)
    expect(allclose(hvp(power)(x, x) as Any, multiply(2, x) as Any)).toBe(true)
    const curvature = hessian(power)(x)
    expect(allclose(trace(curvature) as Any, 18 as Any)).toBe(true)
  })
  it("of a real matrix eigenvalues give real gradients", () => {
    const spread = (x: Any): Any => sum(square(abs(subtract(log(eigvals(x) as Any), complex(0, 1) as Any) as Any)))
    const g = grad(spread)(reals) as Any
    expect(g.dtype).toBe("float64")
    expect((imag(g) as Any).toArray().flat()).toEqual(Array(9).fill(0))
    expect(concat([g]).shape).toEqual([3, 3])
  })
  it("determinants have their gradient also where there is no inverse", () => {
    const singular = tensor([
      [1, 2],
      [2, 4],
    ])
    const adjugate = tensor([
      [4, -2],
      [-2, 1],
    ])
    expect(allclose(grad((x: Any) => det(x))(singular), adjugate)).toBe(true)
    const turned = multiply(singular, complex(0, 1)) as Any
    expect(allclose(grad((x: Any) => imag(det(x)) as Any)(turned), adjugate)).toBe(true)
  })
  it("determinants keep to the formula with the inverse in terms", () => {
    expect(String(grad((x: Any) => det(x))(symbol("X", ["n", "n"]) as Any))).not.toContain("adj")
  })
})
