// A matrix with a vector: every element is read once, so memory decides, and packing would double it. Large matrices come in
// pieces that stay in the second-level cache between being copied and being read.
import { type DType, type NDArray, viewOf } from "@nablajs/core"
import { type Code, type Local, type Statements, upTo } from "../code.ts"
import { functions } from "../engine.ts"
import { copyIn, copyOut, layout, view, windowBytes, windowIn } from "../memory.ts"
import type { Module } from "../module.ts"
import { floats, i32, v128 } from "../simd.ts"
import type { Float } from "./tile.ts"

type I32 = Local<"i32">

/** Rows that are read side by side, so that as many streams of memory are open. */
const TOGETHER = 4

/**
 * dots: to[i] = Σₖ row_i[k] x[k], rows and x of neighbouring elements.
 * sums: to[i] += Σₖ row_k[i] x[k], the same matrix from its other side. Rows are `stride` bytes apart.
 */
function define(m: Module, dtype: Float, fused: boolean): void {
  const { scalar, vector, bytes, lanes, type } = floats[dtype]
  const plus = (x: Code<"v128">, y: Code<"v128">, sum: Code<"v128">) => (fused ? vector.fma(x, y, sum) : vector.add(sum, vector.mul(x, y)))
  const load = (at: Code<"i32">) => scalar.load(at) as never
  const block = 2 * 16

  const dot = (count: number) =>
    m.define(`dots${count}`, ["i32", "i32", "i32", "i32", "i32"], (v, row, stride, x, size, to) => {
      const rows = [row, ...v.locals("i32", count - 1)] as I32[]
      const sums = rows.map(() => v.locals("v128", 2) as [Local<"v128">, Local<"v128">])
      const rest = rows.map(() => v.local(type) as Local<"f32">)
      const [i, whole, end] = v.locals("i32", 3) as [I32, I32, I32]
      const add = (row: I32, sum: Local<"v128">, at: number) =>
        sum.set(plus(v128.load(i32.add(row, i), at), v128.load(i32.add(x, i), at), sum))
      const total = ([s, t]: readonly [Local<"v128">, Local<"v128">]) => {
        const both = vector.add(s, t)
        const part = (lane: number) => vector.extract(s, lane) as never
        const pairs = Array.from({ length: lanes / 2 }, (_, k) => scalar.add(part(2 * k), part(2 * k + 1)) as never)
        return { both: s.set(both), sum: pairs.reduce((a, b) => scalar.add(a, b) as never) }
      }
      return [
        rows.slice(1).map((r, k) => r.set(i32.add(rows[k] as I32, stride))),
        end.set(i32.mul(size, bytes)),
        whole.set(i32.and(end, -block)),
        upTo(
          i,
          whole,
          block,
          [0, 16].map((at, half) => rows.map((r, k) => add(r, (sums[k] as [Local<"v128">, Local<"v128">])[half] as Local<"v128">, at))),
        ),
        upTo(
          i,
          end,
          bytes,
          rest.map((r, k) =>
            r.set(scalar.add(r as never, scalar.mul(load(i32.add(rows[k] as I32, i)), load(i32.add(x, i))) as never) as never),
          ),
        ),
        sums.map((pair, k) => {
          const { both, sum } = total(pair)
          return [both, scalar.store(to, scalar.add(sum, rest[k] as never) as never, k * bytes)]
        }),
      ]
    })
  const [one, four] = [dot(1), dot(TOGETHER)]
  m.define("dots", ["i32", "i32", "i32", "i32", "i32", "i32"], (v, rows, stride, count, x, size, to) => {
    const i = v.local("i32")
    const at = i32.add(rows, i32.mul(i, stride))
    const target = i32.add(to, i32.mul(i, bytes))
    const whole = v.local("i32")
    return [
      whole.set(i32.and(count, -TOGETHER)),
      upTo(i, whole, TOGETHER, [four(at, stride, x, size, target)]),
      upTo(i, count, 1, [one(at, stride, x, size, target)]),
    ]
  })

  const sum = (count: number) =>
    m.define(`sums${count}`, ["i32", "i32", "i32", "i32", "i32"], (v, row, stride, x, size, to) => {
      const rows = [row, ...v.locals("i32", count - 1)] as I32[]
      const factors = rows.map((_, k) => v.hoist((lanes === 4 ? v128.load32Splat : v128.load64Splat)(x, k * bytes)))
      const [i, whole, end] = v.locals("i32", 3) as [I32, I32, I32]
      const target = i32.add(to, i)
      const wide = rows.reduce<Code<"v128">>(
        (total, r, k) => plus(v128.load(i32.add(r, i)), factors[k] as Code<"v128">, total),
        v128.load(target),
      )
      const single = rows.reduce<Code<"f32">>(
        (total, r, k) => scalar.add(total as never, scalar.mul(load(i32.add(r, i)), load(i32.add(x, k * bytes))) as never) as never,
        load(target),
      )
      return [
        rows.slice(1).map((r, k) => r.set(i32.add(rows[k] as I32, stride))),
        end.set(i32.mul(size, bytes)),
        whole.set(i32.and(end, -16)),
        upTo(i, whole, 16, [v128.store(target, wide)]),
        upTo(i, end, bytes, [scalar.store(target, single as never)]),
      ] satisfies Statements
    })
  const [each, group] = [sum(1), sum(TOGETHER)]
  m.define("sums", ["i32", "i32", "i32", "i32", "i32", "i32"], (v, rows, stride, count, x, size, to) => {
    const [k, whole] = [v.local("i32"), v.local("i32")]
    const at = i32.add(rows, i32.mul(k, stride))
    const factor = i32.add(x, i32.mul(k, bytes))
    return [
      whole.set(i32.and(count, -TOGETHER)),
      upTo(k, whole, TOGETHER, [group(at, stride, factor, size, to)]),
      upTo(k, count, 1, [each(at, stride, factor, size, to)]),
    ]
  })
}

/** Bytes of a piece. */
const PIECE = 256 << 10

/**
 * y[i] = Σₖ A[i, k] x[k] for a matrix of any strides, one of them that of neighbouring elements; undefined for others.
 * The result has `shape`, of as many elements as A has rows.
 */
export function matrixVector(A: NDArray, x: NDArray, shape: readonly number[]): NDArray | undefined {
  const dtype = A.dtype as Float & DType
  const { bytes } = floats[dtype]
  const [rows, inner] = A.shape as [number, number]
  const [down, along] = A.strides as [number, number]
  const byRows = along === 1 || inner === 1
  if (!byRows && down !== 1) return undefined
  // the axis that takes the long steps is cut into pieces
  const [count, size, stride] = byRows ? [rows, inner, down] : [inner, rows, along]
  const piece = Math.max(TOGETHER, Math.floor(PIECE / (size * bytes) / TOGETHER) * TOGETHER)
  const part = (from: number): NDArray => {
    const n = Math.min(piece, count - from)
    return viewOf(A, byRows ? [n, inner] : [rows, n], A.strides, A.offset + from * stride)
  }
  const places = layout(windowBytes(part(0)), inner * bytes, rows * bytes)
  if (places === undefined) return undefined
  const [atMatrix, atVector, atResult] = places as [number, number, number]
  const call = functions(`vector ${dtype}`, (m, fused) => define(m, dtype, fused))[byRows ? "dots" : "sums"] as (...args: number[]) => void
  copyIn(x, atVector)
  view(dtype).fill(0, atResult / bytes, atResult / bytes + rows)
  for (let from = 0; from < count; from += piece) {
    const matrix = part(from)
    const { address, strides } = windowIn(matrix, atMatrix)
    const n = Math.min(piece, count - from)
    const step = strides[byRows ? 0 : 1] as number
    if (byRows) call(address, step, n, atVector, size, atResult + from * bytes)
    else call(address, step, n, atVector + from * bytes, size, atResult)
  }
  return copyOut(dtype, shape, atResult)
}
