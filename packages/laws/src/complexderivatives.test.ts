import {
  abs,
  add,
  allclose,
  angle,
  complex,
  concat,
  conj,
  divide,
  exp,
  imag,
  log,
  matmul,
  multiply,
  pow,
  prod,
  real,
  sign,
  sin,
  sqrt,
  square,
  sum,
  tanh,
  where,
  astype,
  cumsum,
  take,
  reciprocal,
} from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { tensor } from "@nablajs/tensor"
import * as autograd from "@nablajs/autograd"

// biome-ignore lint/suspicious/noExplicitAny: functions of any value
type Any = any
const { checkGrads, grad, hvp, jacobian, jvp, vjp, vmap } = autograd as Any
const z = complex(tensor([0.5, -1.2, 0.3]), tensor([1.1, 0.4, -0.7])) as Any
const x = tensor([0.4, 1.3, -0.6]) as Any

const functions: Record<string, (z: Any) => Any> = {
  abs,
  angle,
  conj,
  real,
  imag,
  exp,
  log,
  sqrt,
  sin,
  tanh,
  square,
  sign,
  reciprocal,
  "a product with its conjugate": (z) => multiply(z, conj(z)),
  "a quotient": (z) => divide(z, add(multiply(z, z), 2)),
  "a power": (z) => pow(z, complex(1.5, -0.5)),
  "a whole power": (z) => pow(z, 3),
  "a product with real numbers": (z) => multiply(z, x),
  "a matrix": (z) =>
    matmul(
      complex(
        tensor([
          [1, 2, 3],
          [0, 1, -1],
        ]),
        tensor([
          [0, 1, 0],
          [2, 0, 1],
        ]),
      ) as Any,
      z,
    ),
  "a choice": (z) => where(tensor([true, false, true]) as Any, z, multiply(z, z)),
  "a part beside a real part": (z) => concat([z, real(z)] as Any),
  "running sums": (z) => cumsum(z),
  elements: (z) => take(z, tensor([2, 0, 0], { dtype: "int32" }) as Any),
  "one precision less": (z) => multiply(astype(real(z), "float64"), z),
  "a product of all": (z) => prod(z),
}

describe("derivatives of complex numbers", () => {
  for (const [name, f] of Object.entries(functions)) {
    it(`agree with central differences in both modes, to second order: ${name}`, () => {
      checkGrads(f as never, [z] as never)
    })
  }
  for (const [name, f] of Object.entries(functions)) {
    it(`are right through real numbers that become complex: ${name}`, () => {
      checkGrads(((x: Any) => f(add(multiply(x, complex(1, 2)), complex(0, 0.3)))) as never, [tensor([0.5, 0.8, 1.3])] as never)
    })
  }
  it("are ∂f/∂x + i ∂f/∂y", () => {
    const g = grad((z: Any) => sum(square(abs(z))) as Any)(z) as Any
    expect(g.toArray()).toEqual((multiply(z, 2) as Any).toArray())
    const h = grad((z: Any) => sum(imag(z)) as Any)(z) as Any
    expect(h.item === undefined ? null : h.toArray()[0]).toEqual({ re: 0, im: 1 })
  })
  it("of a real argument are real", () => {
    const g = grad((x: Any) => sum(abs(multiply(x, complex(3, 4)))) as Any)(tensor([1, -2]) as Any) as Any
    expect(g.dtype).toBe("float64")
    expect(g.toArray()).toEqual([5, -5])
    expect(grad((x: Any) => abs(complex(x, 1)) as Any)(0.75)).toBeCloseTo(0.6, 14)
  })
  it("keep single precision", () => {
    const g = grad((z: Any) => sum(abs(multiply(z, complex(3, 4)))) as Any)(astype(z, "complex64") as Any) as Any
    expect(g.dtype).toBe("complex64")
  })
  it("pull cotangents back by the conjugate transpose", () => {
    const [, pull] = vjp(((z: Any) => multiply(z, complex(0, 2))) as Any, complex(1, 1) as Any) as Any
    expect(pull(complex(1, 0))[0].item()).toEqual({ re: 0, im: -2 })
    const [, dy] = jvp(((z: Any) => multiply(z, complex(0, 2))) as Any, [complex(1, 1)] as Any, [complex(1, 0)] as Any) as Any
    expect(dy.item()).toEqual({ re: 0, im: 2 })
  })
  it("have batches, and products with second derivatives", () => {
    const steep = (z: Any): Any => sum(square(abs(z)))
    const twice = multiply(z, 2) as Any
    for (const g of [vmap(grad(steep) as Any)(z), hvp(steep)(z, z)] as Any[]) expect(allclose(g, twice, { rtol: 1e-14 })).toBe(true)
  })
  it("take real cotangents of complex results, and no complex ones of real results", () => {
    const turned = (x: Any): Any => exp(multiply(x, complex(0, 1)) as Any)
    const pull = (f: Any, g: Any): Any => (vjp(f, tensor([0.5]) as Any) as Any)[1](g)[0]
    expect(pull(turned, tensor([1])).toArray()).toEqual([-Math.sin(0.5)])
    expect(() => pull((x: Any) => multiply(x, 2), complex(tensor([1]), 1))).toThrow(/must be real/)
    const tangent = (jvp(turned as Any, [tensor([0.5])] as Any, [tensor([1])] as Any) as Any)[1]
    expect(allclose(tangent, multiply(complex(0, 1), turned(tensor([0.5]))) as Any)).toBe(true)
  })
  it("are refused for complex results, with what to do", () => {
    expect(() => grad((z: Any) => sum(z) as Any)(z)).toThrow(/returned a complex number.*abs\(y\)/)
    expect(() => jacobian((z: Any) => abs(z) as Any)(z)).toThrow(/by their parts/)
    expect((jacobian((x: Any) => multiply(x, complex(1, 2)) as Any)(tensor([1, 2]) as Any) as Any).toArray()).toEqual([
      [
        { re: 1, im: 2 },
        { re: 0, im: 0 },
      ],
      [
        { re: 0, im: 0 },
        { re: 1, im: 2 },
      ],
    ])
  })
})
