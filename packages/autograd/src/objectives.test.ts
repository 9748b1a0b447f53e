// Objectives of the kind on which tools of differentiation are compared (ADBench: Gaussian mixtures, bundle adjustment, LSTM,
// hand tracking), written as users write them, and known problems solved by their derivatives.
import "@nablajs/core/fluent"
import {
  add,
  astype,
  at,
  cos,
  cross,
  diag,
  divide,
  dot,
  equal,
  exp,
  greater,
  logsumexp,
  matmul,
  mean,
  multiply,
  negative,
  norm,
  reshape,
  sigmoid,
  sin,
  softplus,
  solve,
  square,
  subtract,
  sum,
  tanh,
  transpose,
  wrapArray,
} from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { checkGrads } from "./check.ts"
import { grad, valueAndGrad } from "./grad.ts"
import { hessian, hvp } from "./hessian.ts"
import { jacfwd, jacobian, jacrev } from "./jacobian.ts"
import { scan } from "./control/scan.ts"
import { vmap } from "./vmap.ts"

// biome-ignore lint/suspicious/noExplicitAny: tests call the functions as JavaScript does
type Any = any
const g = grad as Any
const array = (shape: number[], ...xs: number[]): Any => wrapArray("float64", shape, Float64Array.from(xs))

// The same numbers in every run: the fractional parts of multiples of the golden ratio.
const spread = (shape: number[], low: number, high: number, start = 1): Any => {
  const n = shape.reduce((a, b) => a * b, 1)
  return array(shape, ...Array.from({ length: n }, (_, i) => low + (high - low) * (((i + start) * 0.6180339887498949) % 1)))
}

const close = (a: Any, b: Any, digits = 9): void => {
  expect(a.shape).toEqual(b.shape)
  const [x, y] = [Array.from(a.data as Float64Array), Array.from(b.data as Float64Array)]
  x.forEach((v, i) => expect(v).toBeCloseTo(y[i] as number, digits))
}

describe("a mixture of Gaussians", () => {
  const X = spread([20, 2], -2, 2)
  // log-likelihood up to a constant; the inverse covariances have the Cholesky factor diag(e^q) + l below the diagonal
  const loss = ({ alpha, mu, q, l }: Any): Any => {
    const component = (a: Any, m: Any, logs: Any, low: Any): Any => {
      const L = add(diag(exp(logs)), multiply(low, array([2, 2], 0, 0, 1, 0)))
      const moved = matmul(subtract(X, m), transpose(L as Any))
      return subtract(add(a, sum(logs)), multiply(0.5, sum(square(moved as Any), { axis: 1 })))
    }
    const all = (vmap as Any)(component)(alpha, mu, q, l)
    const likelihood = sum(logsumexp(all, { axis: 0 }))
    return negative(subtract(likelihood as Any, multiply(20, logsumexp(alpha) as Any)))
  }
  const start = { alpha: spread([3], -1, 1), mu: spread([3, 2], -1, 1, 7), q: spread([3, 2], -0.5, 0.5, 13), l: spread([3], -1, 1, 19) }

  it("has right derivatives to second order", () => {
    checkGrads(loss as Any, [start] as Any, { atol: 1e-5, rtol: 1e-5 })
    const v = { alpha: spread([3], -1, 1), mu: spread([3, 2], -1, 1), q: spread([3, 2], -1, 1), l: spread([3], -1, 1) }
    const H = (hessian as Any)(loss)(start)
    const product = (hvp as Any)(loss)(start, v)
    close(
      add(
        add(matmul(H.alpha.alpha, v.alpha), matmul(H.alpha.l, v.l)) as Any,
        add(einsumLast(H.alpha.mu, v.mu), einsumLast(H.alpha.q, v.q)),
      ),
      product.alpha,
      8,
    )
  })

  const einsumLast = (H: Any, v: Any): Any => matmul(reshape(H, [3, 6] as Any), reshape(v, [6] as Any))
})

describe("bundle adjustment", () => {
  // Rodrigues' rotation, projection, radial distortion
  const project = (camera: Any, x: Any): Any => {
    const r = at(camera, "0:3")
    const theta = norm(r)
    const axis = divide(r, theta)
    const moved = subtract(x, at(camera, "3:6"))
    const turned = add(
      add(multiply(moved, cos(theta)), multiply(cross(axis as Any, moved as Any) as Any, sin(theta))) as Any,
      multiply(axis as Any, multiply(dot(axis as Any, moved as Any), subtract(1, cos(theta as Any))) as Any),
    )
    const p = divide(at(turned as Any, "0:2"), at(turned as Any, 2))
    const r2 = sum(square(p as Any))
    const bent = add(1, add(multiply(at(camera, 7), r2), multiply(at(camera, 8), square(r2 as Any))))
    return add(multiply(at(camera, 6), multiply(p as Any, bent as Any)), at(camera, "9:11"))
  }
  const cameras = spread([4, 11], 0.1, 0.9)
  const points = add(spread([4, 3], -1, 1, 5), array([3], 0, 0, 5)) as Any

  it("has the same Jacobian in both modes, one by one and batched", () => {
    const [camera, x] = [at(cameras, 1), at(points, 1)]
    checkGrads(project as Any, [camera, x] as Any, { atol: 1e-5, rtol: 1e-5 })
    for (const argnums of [0, 1]) close((jacfwd as Any)(project, { argnums })(camera, x), (jacrev as Any)(project, { argnums })(camera, x))
    const all = (vmap as Any)((jacobian as Any)(project))(cameras, points)
    expect(all.shape).toEqual([4, 2, 11])
    close(at(all, 1), (jacobian as Any)(project)(camera, x))
  })
})

describe("an LSTM", () => {
  const n = 3
  const cell =
    (p: Any) =>
    ([h, c]: Any, x: Any): Any => {
      const gates = add(add(matmul(p.W, x), matmul(p.U, h)), p.b)
      const [i, f, o, a] = [0, 1, 2, 3].map((k) => at(gates as Any, `${k * n}:${(k + 1) * n}`)) as Any
      const next = add(multiply(sigmoid(f), c), multiply(sigmoid(i), tanh(a)))
      const out = multiply(sigmoid(o), tanh(next as Any))
      return [[out, next], out]
    }
  const p = { W: spread([4 * n, 2], -1, 1), U: spread([4 * n, n], -1, 1, 3), b: spread([4 * n], -0.5, 0.5, 11) }
  const xs = spread([6, 2], -1, 1, 17)
  const zero = array([n], 0, 0, 0)
  const loss = (q: Any): Any => mean(square(scan(cell(q), [zero, zero] as Any, xs)[1]))

  it("has right derivatives to second order", () => {
    checkGrads(loss as Any, [p] as Any)
  })
})

describe("a chain of bones", () => {
  // each joint turns by its angle about an axis of the frame before it
  const turn = (angle: Any): Any =>
    add(
      add(multiply(cos(angle), array([3, 3], 1, 0, 0, 0, 1, 0, 0, 0, 0)), multiply(sin(angle), array([3, 3], 0, -1, 0, 1, 0, 0, 0, 0, 0))),
      array([3, 3], 0, 0, 0, 0, 0, 0, 0, 0, 1),
    )
  const tilt = array([3, 3], 1, 0, 0, 0, 0, -1, 0, 1, 0)
  const reach = (angles: Any): Any => {
    let frame: Any = array([3, 3], 1, 0, 0, 0, 1, 0, 0, 0, 1)
    let tip: Any = array([3], 0, 0, 0)
    for (let k = 0; k < 5; k++) {
      frame = matmul(matmul(frame, turn(at(angles, k))), tilt)
      tip = add(tip, matmul(frame, array([3], 1, 0, 0.2)))
    }
    return tip
  }

  it("has the same Jacobian in both modes, and reaches a target by it", () => {
    let angles: Any = spread([5], -0.5, 0.5)
    close((jacfwd as Any)(reach)(angles), (jacrev as Any)(reach)(angles))
    const target = array([3], 0.8, 1.1, 0.3)
    // damped least squares
    for (let step = 0; step < 50; step++) {
      const J = (jacobian as Any)(reach)(angles)
      const error = subtract(target, reach(angles))
      const A = add(matmul(J, transpose(J)), multiply(1e-3, diag(array([3], 1, 1, 1))))
      angles = add(angles, matmul(transpose(J), solve(A as Any, error as Any)))
    }
    close(reach(angles), target, 6)
  })
})

describe("known problems are solved by their derivatives", () => {
  const rosenbrock = (x: Any): Any => {
    const [a, b] = [at(x, "0:-1"), at(x, "1:")]
    return sum(add(square(subtract(1, a)), multiply(100, square(subtract(b, square(a))))) as Any)
  }
  const newton = (f: Any, x0: Any, steps: number): Any => {
    let x = x0
    for (let k = 0; k < steps; k++) x = subtract(x, solve((hessian as Any)(f)(x), g(f)(x)))
    return x
  }

  it("Rosenbrock's valley in four dimensions, by Newton's method", () => {
    close(newton(rosenbrock, array([4], 0.8, 0.7, 0.6, 0.5), 30), array([4], 1, 1, 1, 1))
  })

  it("Himmelblau's function, at the minimum nearby", () => {
    const f = (x: Any): Any => {
      const [a, b] = [at(x, 0), at(x, 1)]
      return add(square(subtract(add(square(a), b), 11)), square(subtract(add(a, square(b)), 7)))
    }
    close(newton(f, array([2], 3.3, 1.8), 12), array([2], 3, 2))
  })

  it("least squares, by the one step of Newton's method that it takes", () => {
    const [A, b] = [spread([6, 3], -1, 1), spread([6], -1, 1, 23)]
    const f = (x: Any): Any => sum(square(subtract(matmul(A, x), b)))
    const x = newton(f, array([3], 5, -5, 5), 1)
    close(g(f)(x), array([3], 0, 0, 0))
  })

  it("logistic regression, by gradient steps with momentum, methods and trees", () => {
    const X = spread([40, 2], -2, 2)
    const y = array([40], ...X.toArray().map(([a, b]: number[]) => ((a as number) - 2 * (b as number) + 0.5 > 0 ? 1 : 0)))
    const loss = ({ w, b }: { w: Any; b: Any }): Any => {
      const z = X.matmul(w).add(b)
      return (softplus(z) as Any).sub(z.mul(y)).mean().add(w.square().sum().mul(1e-3))
    }
    let [w, b]: [Any, Any] = [array([2], 0, 0), 0]
    let [vw, vb]: [Any, Any] = [array([2], 0, 0), 0]
    for (let k = 0; k < 300; k++) {
      const [, d] = (valueAndGrad as Any)(loss)({ w, b })
      vw = vw.mul(0.9).add(d.w)
      vb = 0.9 * vb + d.b
      w = w.sub(vw.mul(0.5))
      b -= 0.5 * vb
    }
    close(g(loss)({ w, b }).w, array([2], 0, 0), 4)
    const sure = greater(X.matmul(w).add(b), 0)
    const right = sum(astype(equal(sure, greater(y, 0.5)), "float64") as Any)
    expect(right.item()).toBeGreaterThanOrEqual(38)
  })

  it("the largest eigenvalue, as the largest Rayleigh quotient", () => {
    const A = array([3, 3], 2, 1, 0, 1, 3, 1, 0, 1, 4)
    const quotient = (x: Any): Any => divide(dot(x, matmul(A, x)), dot(x, x))
    let x: Any = array([3], 1, 1, 1)
    for (let k = 0; k < 400; k++) x = add(x, multiply(0.5, g(quotient)(x)))
    const lambda = quotient(x).item()
    close(matmul(A, x), multiply(lambda, x), 6)
    expect(lambda).toBeCloseTo(3 + Math.sqrt(3), 8)
  })
})
