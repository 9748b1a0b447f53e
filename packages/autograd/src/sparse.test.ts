import {
  add,
  at,
  concat,
  cumsum,
  exp,
  less,
  matmul,
  max,
  multiply,
  reshape,
  sin,
  square,
  subtract,
  sum,
  take,
  where,
  wrapArray,
} from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { grad } from "./grad.ts"
import { hessian } from "./hessian.ts"
import { jacobian } from "./jacobian.ts"
import { sparseHessian, sparseJacobian } from "./sparse.ts"
import { sparsity } from "./sparsity.ts"

// biome-ignore lint/suspicious/noExplicitAny: tests call the functions as JavaScript does
type Any = any
const g = grad as Any
const vector = (...xs: number[]): Any => wrapArray("float64", [xs.length], Float64Array.from(xs))
const ramp = (n: number): Any => vector(...Array.from({ length: n }, (_, i) => Math.sin(i + 1)))
const dense = ({ shape, rows, columns, values }: Any): number[][] => {
  const out = Array.from({ length: shape[0] }, () => Array<number>(shape[1]).fill(0))
  const list = values.toArray()
  rows.forEach((row: number, k: number) => {
    ;(out[row] as number[])[columns[k]] = list[k]
  })
  return out
}
const near = (a: number[][], b: number[][]): void => {
  expect(a).toEqual(b.map((row) => row.map((v) => expect.closeTo(v, 10))))
}

// second differences: three bands
const bands = (x: Any): Any => add(multiply(at(x, "1:-1"), exp(at(x, "1:-1"))), multiply(at(x, ":-2"), at(x, "2:")))
// neighbours in a chain
const chain = (x: Any): Any => sum(multiply(square(subtract(at(x, "1:"), square(at(x, ":-1")))), 10))

describe("sparsity", () => {
  it("finds where results depend on arguments", () => {
    expect(sparsity(bands, ramp(4)).toArray()).toEqual([
      [true, true, true, false],
      [false, true, true, true],
    ])
    expect(sparsity((x: Any) => cumsum(x, { axis: 0 }), ramp(3)).toArray()).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ])
    expect(sparsity((x: Any) => concat([x, vector(1)]), ramp(2)).toArray()).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ])
    expect(sparsity(() => vector(1, 2), ramp(2)).toArray()).toEqual([
      [false, false],
      [false, false],
    ])
  })

  it("reads operations, not values, and the zeros of constants", () => {
    expect(sparsity((x: Any) => multiply(x, x), vector(0, 0)).toArray()).toEqual([
      [true, false],
      [false, true],
    ])
    const A = wrapArray("float64", [2, 2], Float64Array.of(1, 0, -1, 2)) as Any
    expect(sparsity((x: Any) => matmul(A, x), vector(1, 2)).toArray()).toEqual([
      [true, false],
      [true, true],
    ])
    expect(
      sparsity((x: Any) => where(less(x, 0), x, take(x, wrapArray("int32", [2], Int32Array.of(1, 1)) as Any)), vector(1, 2)).toArray(),
    ).toEqual([
      [true, true],
      [false, true],
    ])
    expect(
      sparsity((x: Any) => multiply(max(x), x), vector(1, 2))
        .toArray()
        .flat(),
    ).toEqual([true, true, true, true])
  })

  it("of a gradient is the pattern of the Hessian", () => {
    expect(sparsity(g(chain), ramp(4)).toArray()).toEqual([
      [true, true, false, false],
      [true, true, true, false],
      [false, true, true, true],
      [false, false, true, true],
    ])
  })
})

describe("sparseJacobian and sparseHessian", () => {
  it("give the entries of the dense ones in few passes", () => {
    const x = ramp(30)
    const J = sparseJacobian(bands, sparsity(bands, x))(x)
    expect([J.passes, J.rows.length]).toEqual([3, 3 * 28])
    near(dense(J), (jacobian as Any)(bands)(x).toArray())
    const H = sparseHessian(chain, sparsity(g(chain), x))(x)
    expect(H.passes).toBe(3)
    near(dense(H), (hessian as Any)(chain)(x).toArray())
  })

  it("go backwards where rows share fewer columns than columns share rows", () => {
    const f = (x: Any): Any => concat([sin(x), reshape(sum(square(x)) as Any, [1] as Any)])
    const x = ramp(8)
    const J = sparseJacobian(f, sparsity(f, x))(x)
    expect(J.passes).toBe(2)
    near(dense(J), (jacobian as Any)(f)(x).toArray())
  })

  it("refuse patterns that miss entries or have another shape", () => {
    const x = ramp(4)
    const eye = sparsity((v: Any) => v, x)
    expect(() => sparseJacobian((v: Any) => cumsum(v, { axis: 0 }), eye)(x)).toThrow(/misses entries in row 1/)
    expect(() => sparseJacobian(bands, eye)(x)).toThrow(/shape \[4, 4\]/)
    expect(() => sparseJacobian(bands, x)).toThrow(/boolean matrix/)
  })

  it("give values that are differentiated themselves", () => {
    const f = (x: Any): Any => multiply(x, square(x))
    const x = vector(1, 2)
    const total = (v: Any): Any => sum(sparseJacobian(f, sparsity(f, x))(v).values)
    expect(g(total)(x).toArray()).toEqual([6, 12])
  })
})
