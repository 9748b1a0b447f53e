// The passes over a whole matrix of two-sided reductions, two rows and two columns at a time: an update and a product with a
// vector in one reading of the matrix.
import { type Code, type Local, type Statement, type Statements, upTo, when } from "../code.ts"
import type { Module, Variables } from "../module.ts"
import { fma } from "./product.ts"
import { f64, i32 } from "../scalars.ts"
import { f64x2, v128 } from "../simd.ts"

type Address = Local<"i32">

const total = (x: Code<"v128">, y: Code<"v128"> = x): Code<"f64"> => f64.add(f64x2.extract(x, 0), f64x2.extract(y, 1))
const cell = (base: Address, offset: Address): Code<"i32"> => i32.add(base, offset)
const even = (bytes: Address): Code<"i32"> => i32.and(bytes, -16)
const locals = <T extends "i32" | "f64" | "v128">(v: Variables, type: T, count: number): Local<T>[] => v.locals(type, count)

export function generateSteps(module: Module, fused: boolean): void {
  symmetricStep(module, fused)
  gatherColumns(module, fused)
  multiplyRows(module, fused)
}

/** How columns are read and written: two at a time, or a last one alone, with 0 beside it. */
interface Access {
  readonly load: (place: Code<"i32">) => Code<"v128">
  readonly store: (place: Code<"i32">, value: Code<"v128">) => Statement
}

const two: Access = { load: (place) => v128.load(place), store: (place, value) => v128.store(place, value) }
const last: Access = { load: (place) => v128.load64Zero(place), store: (place, value) => v128.store64Lane(place, value, 0) }

/** Runs over `bytes` of columns. */
const along = (j: Address, bytes: Address, step: (access: Access) => Statements): Statements => [
  j.set(0),
  upTo(j, even(bytes), 16, step(two)),
  when(i32.ltU(j, bytes), [step(last)]),
]

/** Rows from a on, `lda` bytes apart. */
const rowsFrom = (at: readonly Address[], a: Address, lda: Address): Statements =>
  at.map((row, i) => row.set(i === 0 ? a : i32.add(at[i - 1] as Address, lda)))

/** One number of each row, for both places of a vector. */
const spread = (homes: readonly Local<"v128">[], from: Code<"i32">, change = (x: Code<"v128">) => x): Statements =>
  homes.map((home, i) => home.set(change(v128.load64Splat(from, 8 * i))))

const clear = (j: Address, y: Address, bytes: Address): Statements => [j.set(0), upTo(j, bytes, 8, [f64.store(cell(y, j), 0)])]

function gatherColumns(module: Module, fused: boolean): void {
  const times = fma(fused)
  // one row, or two whose vectors' elements follow each other
  const define = (rows: number) =>
    module.define(
      `gather${rows}`,
      ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"],
      (v, bytes, a, lda, p, q, r, s, u, y) => {
        const j = v.local("i32")
        const at = locals(v, "i32", rows)
        const [minusP, minusR, ofU] = [locals(v, "v128", rows), locals(v, "v128", rows), locals(v, "v128", rows)]
        const [qj, sj, yj, x] = locals(v, "v128", 4) as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">]
        const step = ({ load, store }: Access): Statements => [
          qj.set(load(cell(q, j))),
          sj.set(load(cell(s, j))),
          yj.set(load(cell(y, j))),
          at.map((row, i): Statements => {
            const place = cell(row, j)
            return [
              x.set(times(minusR[i] as Local<"v128">, sj, times(minusP[i] as Local<"v128">, qj, load(place)))),
              store(place, x),
              yj.set(times(x, ofU[i] as Local<"v128">, yj)),
            ]
          }),
          store(cell(y, j), yj),
        ]
        return [rowsFrom(at, a, lda), spread(minusP, p, f64x2.neg), spread(minusR, r, f64x2.neg), spread(ofU, u), along(j, bytes, step)]
      },
    )
  const [one, pair] = [define(1), define(2)]
  module.define(
    "gatherColumns",
    ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"],
    (v, m, n, a, lda, p, q, r, s, u, y) => {
      const [i, j, bytes] = locals(v, "i32", 3) as [Address, Address, Address]
      const advance = (rows: number): Statements => [
        a.set(i32.add(a, i32.mul(lda, rows))),
        ...[p, r, u].map((x) => x.set(i32.add(x, 8 * rows))),
      ]
      return [
        bytes.set(i32.shl(n, 3)),
        clear(j, y, bytes),
        upTo(i, i32.and(m, -2), 2, [pair(bytes, a, lda, p, q, r, s, u, y), advance(2)]),
        when(i32.ltU(i, m), [one(bytes, a, lda, p, q, r, s, u, y)]),
      ]
    },
  )
}

function multiplyRows(module: Module, fused: boolean): void {
  const times = fma(fused)
  const define = (rows: number) =>
    module.define(`rows${rows}`, ["i32", "i32", "i32", "i32", "i32"], (v, bytes, a, lda, x, y) => {
      const j = v.local("i32")
      const at = locals(v, "i32", rows)
      const sums = locals(v, "v128", rows)
      const xj = v.local("v128")
      const step = ({ load }: Access): Statements => [
        xj.set(load(cell(x, j))),
        sums.map((sum, i) => sum.set(times(load(cell(at[i] as Address, j)), xj, sum))),
      ]
      return [rowsFrom(at, a, lda), along(j, bytes, step), sums.map((sum, i) => f64.store(y, total(sum), 8 * i))]
    })
  const [one, four] = [define(1), define(4)]
  module.define("multiplyRows", ["i32", "i32", "i32", "i32", "i32", "i32"], (v, m, n, a, lda, x, y) => {
    const [i, bytes] = locals(v, "i32", 2) as [Address, Address]
    const advance = (rows: number): Statements => [a.set(i32.add(a, i32.mul(lda, rows))), y.set(i32.add(y, 8 * rows))]
    return [
      bytes.set(i32.shl(n, 3)),
      upTo(i, i32.and(m, -4), 4, [four(bytes, a, lda, x, y), advance(4)]),
      upTo(i, m, 1, [one(bytes, a, lda, x, y), advance(1)]),
    ]
  })
}

/** The lower triangle of A loses p qᵀ + q pᵀ; y becomes A v. Rows i and i + 1 are read up to column i, then their corner. */
function symmetricStep(module: Module, fused: boolean): void {
  const times = fma(fused)
  const define = (rows: number) =>
    module.define(`symmetric${rows}`, ["i32", "i32", "i32", "i32", "i32", "i32", "i32"], (v, bytes, a, lda, p, q, x, y) => {
      const j = v.local("i32")
      const at = locals(v, "i32", rows)
      const [minusP, minusQ, ofX, sums] = [0, 1, 2, 3].map(() => locals(v, "v128", rows)) as [
        Local<"v128">[],
        Local<"v128">[],
        Local<"v128">[],
        Local<"v128">[],
      ]
      const [pj, qj, xj, yj, z] = locals(v, "v128", 5) as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">]
      const step = ({ load, store }: Access): Statements => [
        pj.set(load(cell(p, j))),
        qj.set(load(cell(q, j))),
        xj.set(load(cell(x, j))),
        yj.set(load(cell(y, j))),
        at.map((row, i): Statements => {
          const place = cell(row, j)
          return [
            z.set(times(minusQ[i] as Local<"v128">, pj, times(minusP[i] as Local<"v128">, qj, load(place)))),
            store(place, z),
            (sums[i] as Local<"v128">).set(times(z, xj, sums[i] as Local<"v128">)),
            yj.set(times(z, ofX[i] as Local<"v128">, yj)),
          ]
        }),
        store(cell(y, j), yj),
      ]
      const corner: Statements = at.flatMap((row, i) =>
        at.slice(0, i + 1).map((_, k): Statements => {
          const element = v.local("f64")
          const place = i32.add(cell(row, bytes), 8 * k)
          const value = (from: Address, e: number): Code<"f64"> => f64.load(i32.add(from, bytes), 8 * e)
          const change = f64.add(f64.mul(value(p, i), value(q, k)), f64.mul(value(q, i), value(p, k)))
          const gain = (to: number, by: number): Statements => [
            f64.store(i32.add(y, bytes), f64.add(value(y, to), f64.mul(element, value(x, by))), 8 * to),
          ]
          return [element.set(f64.sub(f64.load(place), change)), f64.store(place, element), gain(i, k), ...(i === k ? [] : [gain(k, i)])]
        }),
      )
      return [
        rowsFrom(at, a, lda),
        spread(minusP, cell(p, bytes), f64x2.neg),
        spread(minusQ, cell(q, bytes), f64x2.neg),
        spread(ofX, cell(x, bytes)),
        along(j, bytes, step),
        sums.map((sum, i) => f64.store(i32.add(y, bytes), total(sum), 8 * i)),
        corner,
      ]
    })
  const [one, pair] = [define(1), define(2)]
  module.define("symmetricStep", ["i32", "i32", "i32", "i32", "i32", "i32", "i32"], (v, k, a, lda, p, q, x, y) => {
    const [i, j, bytes] = locals(v, "i32", 3) as [Address, Address, Address]
    return [
      bytes.set(i32.shl(k, 3)),
      clear(j, y, bytes),
      upTo(i, i32.and(k, -2), 2, [bytes.set(i32.shl(i, 3)), pair(bytes, a, lda, p, q, x, y), a.set(i32.add(a, i32.shl(lda, 1)))]),
      when(i32.ltU(i, k), [bytes.set(i32.shl(i, 3)), one(bytes, a, lda, p, q, x, y)]),
    ]
  })
}
