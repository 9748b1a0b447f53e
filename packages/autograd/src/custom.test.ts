import { add, clip, dot, exp, isNablaError, log, multiply, pow, sin, square, stack, sum, tanh, wrapArray } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { checkGrads } from "./check.ts"
import { checkpoint } from "./checkpoint.ts"
import { customJvp, customVjp } from "./custom.ts"
import { jvp } from "./forward.ts"
import { grad } from "./grad.ts"
import { hessian } from "./hessian.ts"
import { jacfwd, jacrev } from "./jacobian.ts"
import { vmap } from "./vmap.ts"

// biome-ignore lint/suspicious/noExplicitAny: tests call the functions as JavaScript does
type Any = any
const g = grad as Any
const vector = (...xs: number[]): Any => wrapArray("float64", [xs.length], Float64Array.from(xs))

describe("customVjp", () => {
  const product: Any = customVjp(
    (x: Any, y: Any) => multiply(x, y),
    (x: Any, y: Any) => [multiply(x, y), { x, y }],
    ({ x, y }: Any, c: Any) => [multiply(c, y), multiply(c, x)],
  )

  it("is the function itself for values that nobody traces", () => {
    expect(product(2, 3)).toBe(6)
  })

  it("replaces the derivative in reverse mode", () => {
    const clipped: Any = customVjp(
      (x: Any) => x,
      (x: Any) => [x, null],
      (_: Any, c: Any) => [clip(c, -1, 1)],
    )
    expect(g((x: Any) => multiply(10, clipped(x)))(3)).toBe(1)
  })

  it("is differentiated again, forwards too, and batched", () => {
    checkGrads(((x: Any, y: Any) => product(sin(x), exp(y))) as Any, [0.4, 0.7] as Any)
    expect(g(g((x: Any) => product(x, square(x))))(2)).toBeCloseTo(12, 12)
    expect((jvp as Any)(product, [2, 3], [1, 10])).toEqual([6, 23])
    expect((hessian as Any)((x: Any) => product(x, square(x)))(2)).toBeCloseTo(12, 12)
    expect((jacfwd as Any)((x: Any) => product(x, 2))(vector(1, 2)).toArray()).toEqual([
      [2, 0],
      [0, 2],
    ])
    const rows = (vmap as Any)(
      g((x: Any, y: Any) => product(x, y)),
      { inAxes: [0, null] },
    )
    expect(rows(vector(1, 2), 5).toArray()).toEqual([5, 5])
    expect(g((y: Any) => sum((vmap as Any)((x: Any) => product(x, y))(vector(1, 2, 4))))(3)).toBe(7)
  })

  it("takes and gives trees", () => {
    const f: Any = customVjp(
      ({ a, b }: Any) => [add(a, b), multiply(a, b)],
      ({ a, b }: Any) => [
        [add(a, b), multiply(a, b)],
        [a, b],
      ],
      ([a, b]: Any, [s, p]: Any) => [{ a: add(s, multiply(p, b)), b: add(s, multiply(p, a)) }],
    )
    expect(g((t: Any) => f(t)[1])({ a: 2, b: 3 })).toEqual({ a: 3, b: 2 })
  })

  it("refuses rules that do not fit, and values reached around the arguments", () => {
    const fixed: Any = customVjp(
      (x: Any) => square(x),
      (x: Any) => [square(x), x],
      () => [vector(1, 2)],
    )
    const wrong = (backward: Any): Any =>
      g(
        customVjp(
          (x: Any) => square(x),
          (x: Any) => [square(x), x],
          backward,
        ),
      )
    expect(() => wrong((x: Any, c: Any) => multiply(c, x))(2)).toThrow(/a list of 1/)
    expect(() => g((x: Any) => sum(fixed(x)))(vector(1, 2, 3))).toThrow(/shape \[2\] for an argument of shape \[3\]/)
    const around = g((x: Any) =>
      (
        customVjp(
          (y: Any) => multiply(x, y),
          (y: Any) => [multiply(x, y), y],
          (_: Any, c: Any) => [c],
        ) as Any
      )(x),
    )
    expect(() => around(2)).toThrow(/pass it as an argument/)
  })
})

describe("customJvp", () => {
  // log(1 + eˣ) without overflow
  const soft: Any = customJvp(
    (x: Any) => log(add(1, exp(x))),
    ([x]: Any, [dx]: Any) => [log(add(1, exp(x))), multiply(dx, tanh(x))],
  )

  it("serves both modes, batches and higher orders", () => {
    expect((jvp as Any)(soft, [0.3], [2])[1]).toBeCloseTo(2 * Math.tanh(0.3), 14)
    expect(g(soft)(0.3)).toBeCloseTo(Math.tanh(0.3), 14)
    expect(g(g(soft))(0.3)).toBeCloseTo(1 - Math.tanh(0.3) ** 2, 14)
    const x = vector(0.1, 0.2)
    expect((vmap as Any)(g(soft))(x).toArray()).toEqual([Math.tanh(0.1), Math.tanh(0.2)])
    expect((jacrev as Any)(soft)(x).toArray()).toEqual((jacfwd as Any)(soft)(x).toArray())
  })

  it("refuses tangents of another shape", () => {
    const f: Any = customJvp(
      (x: Any) => square(x),
      ([x]: Any) => [square(x), vector(1, 2)],
    )
    expect(() => g(f)(2)).toThrow(/tangent of shape \[2\]/)
  })
})

describe("checkpoint", () => {
  const f = (x: Any, y: Any): Any => sum(tanh(multiply(sin(x), exp(y))))
  const part: Any = checkpoint(f)
  const [x, y] = [vector(0.1, 0.2), vector(0.3, -0.4)]

  it("changes neither values nor derivatives", () => {
    expect(part(x, y).item()).toBe(f(x, y).item())
    expect(g(part)(x, y).toArray()).toEqual(g(f)(x, y).toArray())
    expect((hessian as Any)(part)(x, y).toArray()).toEqual((hessian as Any)(f)(x, y).toArray())
    checkGrads(part as Any, [x, y] as Any)
    expect((vmap as Any)(part)(stack([x, y]), stack([y, x])).toArray()).toEqual([part(x, y).item(), part(y, x).item()])
  })

  it("runs the function again on the way back, and keeps nothing of it", () => {
    let runs = 0
    const counted: Any = checkpoint((a: Any) => {
      runs++
      return pow(a, 3)
    })
    expect(g(counted)(2)).toBe(12)
    expect(runs).toBe(2)
  })

  it("holds integers among its arguments", () => {
    const k = wrapArray("int32", [2], Int32Array.from([2, 3])) as Any
    expect(g(checkpoint((a: Any, n: Any) => dot(square(a), n)) as Any)(vector(1, 2), k).toArray()).toEqual([4, 12])
  })

  it("finds the traced values that the function takes from its surroundings", () => {
    const surrounded =
      (inner: Any) =>
      (w: Any, v: Any): Any => {
        const scaled = multiply(w, 2)
        return sum(inner((h: Any) => multiply(tanh(multiply(h, scaled)), add(w, exp(w))))(v))
      }
    const [kept, again] = [surrounded((f: Any) => f), surrounded(checkpoint)]
    const by = { argnums: [0, 1] }
    const numbers = (tree: Any): Any => tree.map((part: Any) => part.toArray())
    expect(numbers(g(again, by)(x, y))).toEqual(numbers(g(kept, by)(x, y)).map((row: number[]) => row.map((v) => expect.closeTo(v, 12))))
    checkGrads(again as Any, [x, y] as Any)
    expect((hessian as Any)(again)(x, y).toArray().flat()).toEqual(
      (hessian as Any)(kept)(x, y)
        .toArray()
        .flat()
        .map((v: number) => expect.closeTo(v, 12)),
    )
    // inside a batch, whose function shares w
    const rows = stack([x, y])
    const batch =
      (f: Any): Any =>
      (w: Any) =>
        sum((vmap as Any)((v: Any) => f(w, v))(rows))
    expect(g(batch(again))(x).toArray()).toEqual(
      g(batch(kept))(x)
        .toArray()
        .map((v: number) => expect.closeTo(v, 12)),
    )
    expect((jacfwd as Any)((w: Any) => again(w, y))(x).toArray()).toEqual(
      g(kept)(x, y)
        .toArray()
        .map((v: number) => expect.closeTo(v, 12)),
    )
    expect(g((w: Any) => checkpoint(() => w)())(3)).toBe(1)
    const nested = (w: Any): Any =>
      (checkpoint((h: Any) => multiply(w, (checkpoint((k: Any) => multiply(sin(k), multiply(h, w))) as Any)(h))) as Any)(exp(w))
    const flat = (w: Any): Any => multiply(w, multiply(sin(exp(w)), multiply(exp(w), w)))
    expect(g(nested)(0.4)).toBeCloseTo(g(flat)(0.4), 12)
    expect(g(g(nested))(0.4)).toBeCloseTo(g(g(flat))(0.4), 11)
    expect(g(g((w: Any) => multiply(w, (checkpoint((h: Any) => multiply(h, pow(w, 2))) as Any)(w))))(2)).toBe(48)
  })

  it("asks for values of younger transformations as arguments", () => {
    const f = (w: Any): Any => g((v: Any) => (checkpoint((h: Any) => multiply(h, v)) as Any)(w))(3)
    let code = ""
    try {
      g(f)(2)
    } catch (error) {
      code = isNablaError(error) ? error.code : ""
    }
    expect(code).toBe("traced-value")
  })
})
