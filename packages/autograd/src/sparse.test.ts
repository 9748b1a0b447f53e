import {
  add,
  at,
  concat,
  cumprod,
  cumsum,
  diag,
  diagonal,
  einsum,
  exp,
  flip,
  inv,
  less,
  logsumexp,
  matmul,
  max,
  maximum,
  mean,
  multiply,
  negative,
  norm,
  outer,
  prod,
  reshape,
  roll,
  sin,
  softmax,
  sort,
  square,
  subtract,
  sum,
  take,
  transpose,
  tril,
  where,
  withValue,
  wrapArray,
} from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { grad } from "./grad.ts"
import { hessian } from "./hessian.ts"
import { jacobian } from "./jacobian.ts"
import { sparseHessian, sparseJacobian } from "./sparse.ts"
import { sparsity } from "./sparsity.ts"
import { vmap } from "./vmap.ts"

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

describe("sparsity of every kind of operation", () => {
  const M = (x: Any): Any => reshape(x, [3, 3] as Any)
  const index = wrapArray("int32", [3], Int32Array.of(2, 0, 2)) as Any
  const table: Readonly<Record<string, (x: Any) => Any>> = {
    sum: (x) => sum(M(x), { axis: 0 }),
    mean: (x) => mean(M(x), { axis: 1, keepdims: true }),
    prod: (x) => prod(M(x), { axis: 1 }),
    max: (x) => max(M(x), { axis: 0 }),
    logsumexp: (x) => logsumexp(M(x), { axis: 1 }),
    softmax: (x) => softmax(M(x)),
    transpose: (x) => transpose(M(x)),
    flip: (x) => flip(x),
    roll: (x) => roll(x, 2),
    matmul: (x) => matmul(M(x), M(square(x))),
    outer: (x) => outer(at(x, "0:3"), at(x, "3:6")),
    einsum: (x) => einsum("ij,kj->i", M(x), M(x)),
    diagonal: (x) => diagonal(M(x)),
    diag: (x) => diag(at(x, "0:3")),
    tril: (x) => tril(M(x)),
    concat: (x) => concat([at(x, "::2"), sin(x)]),
    take: (x) => take(M(x), index, { axis: 1 }),
    withValue: (x) => withValue(x, "0:3", square(at(x, "3:6"))),
    where: (x) => where(less(x, 0), x, at(x, "::-1")),
    maximum: (x) => maximum(x, at(x, 0)),
    cumsum: (x) => cumsum(M(x), { axis: 1 }),
    cumprod: (x) => cumprod(M(x), { axis: 0 }),
    sort: (x) => sort(x),
    inv: (x) => inv(add(M(x), diag(vector(5, 6, 7))) as Any),
    norm: (x) => norm(M(x), { axis: 1 }),
    negated: (x) => matmul(negative(M(x)), vector(1, -1, 1)),
    batch: (x) => (vmap as Any)((row: Any) => multiply(sum(row), row))(M(x)),
  }

  it.each(Object.keys(table))("%s: every entry that is not 0 is found", (name) => {
    const f = table[name] as (x: Any) => Any
    const x = ramp(9)
    const pattern = sparsity(f, x)
    const J = reshape((jacobian as Any)(f)(x), pattern.shape as Any) as Any
    const found = pattern.toArray() as boolean[][]
    J.toArray().forEach((row: number[], i: number) => {
      row.forEach((v, j) => {
        if (v !== 0) expect((found[i] as boolean[])[j]).toBe(true)
      })
    })
    const values = sparseJacobian(f, pattern)(x)
    near(dense(values), J.toArray())
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
