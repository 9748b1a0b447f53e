// Gauss's elimination in one column: the search for a pivot, the exchange of two rows, the factors.
import { type Code, type Local, type Statement, type Statements, upTo, when } from "../code.ts"
import type { Module } from "../module.ts"
import { f64, i32 } from "../scalars.ts"
import { v128 } from "../simd.ts"

type I32 = Local<"i32">
type F64 = Local<"f64">

export function generateElimination(module: Module): void {
  const exchange = module.define("exchangeRows", ["i32", "i32", "i32"], (v, n, p, q) => {
    const [j, pair, one] = [v.local("i32"), v.local("v128"), v.local("f64")]
    const [x, y] = [i32.add(p, j), i32.add(q, j)]
    return [
      n.set(i32.shl(n, 3)),
      upTo(j, i32.and(n, -16), 16, [pair.set(v128.load(x)), v128.store(x, v128.load(y)), v128.store(y, pair)]),
      when(i32.ltU(j, n), [one.set(f64.load(x)), f64.store(x, f64.load(y)), f64.store(y, one)]),
    ]
  })

  module.compute("eliminateColumn", ["i32", "i32", "i32", "i32", "i32"], "i32", (v, base, n, k, from, to) => {
    const [step, pivotAt, at, i, top, columns] = v.locals("i32", 6) as [I32, I32, I32, I32, I32, I32]
    const [best, size, pivot, factor] = v.locals("f64", 4) as [F64, F64, F64, F64]
    const above = v.locals("f64", 3) as F64[]
    const cell = (row: Code<"i32">, column: Code<"i32">): Code<"i32"> => i32.add(base, i32.add(i32.mul(row, step), i32.shl(column, 3)))
    // NaN is larger than all, and the first NaN stays
    const larger = i32.and(i32.or(f64.gt(size, best), f64.ne(size, size)), f64.eq(best, best))
    const below = (body: Statements): Statements => [
      at.set(i32.add(pivotAt, step)),
      i.set(i32.add(k, 1)),
      upTo(i, n, 1, [body, at.set(i32.add(at, step))]),
    ]
    const eliminate = (count: number): Statements => [
      ...above.slice(0, count).map((u, c) => u.set(f64.load(pivotAt, 8 * (c + 1)))),
      below([
        factor.set(f64.div(f64.load(at), pivot)),
        f64.store(at, factor),
        ...above.slice(0, count).map((u, c): Statement => {
          const place = 8 * (c + 1)
          return f64.store(at, f64.sub(f64.load(at, place), f64.mul(factor, u)), place)
        }),
      ]),
    ]
    const byColumns = (count: number): Statements =>
      count === 3 ? eliminate(3) : [when(i32.eq(columns, count), eliminate(count), byColumns(count + 1))]
    return {
      steps: [
        step.set(i32.shl(n, 3)),
        pivotAt.set(cell(k, k)),
        best.set(f64.abs(f64.load(pivotAt))),
        top.set(k),
        below([size.set(f64.abs(f64.load(at))), when(larger, [best.set(size), top.set(i)])]),
        when(i32.ne(top, k), [exchange(i32.sub(to, from), cell(k, from), cell(top, from))]),
        pivot.set(f64.load(pivotAt)),
        columns.set(i32.sub(i32.sub(to, k), 1)),
        when(f64.ne(pivot, 0), byColumns(0)),
      ],
      result: top,
    }
  })
}
