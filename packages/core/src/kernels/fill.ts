// Runs a loop over operands of any strides into a dense result: neighbouring axes are joined where all operands allow
// it, the innermost is left to the loop, an odometer walks the rest.
import { fast } from "../accelerate.ts"
import type { NDArray } from "../array.ts"
import { isWide, type TypedArray } from "../dtype.ts"
import type { NumericShape } from "../shape.ts"
import { SMALL } from "../slab.ts"
import { type Loop1, type Loop2, type Loop3, loop1 } from "./loops.ts"

export function fill1(loop: Loop1, x: NDArray, out: NDArray): void {
  const n = out.size
  if (n === 0) return
  if (x.dense) loop(n, x.buffer, x.offset, 1, out.buffer, out.offset)
  else walk(out.shape, [x], (m, at, step, to) => loop(m, x.buffer, at[0] as number, step[0] as number, out.buffer, out.offset + to))
}

export function fill2(loop: Loop2, a: NDArray, b: NDArray, out: NDArray): void {
  const n = out.size
  if (n === 0) return
  const whole = a.dense && b.dense
  if (whole && a.size === n && b.size === n) {
    loop(n, a.buffer, a.offset, 1, b.buffer, b.offset, 1, out.buffer, out.offset)
  } else if (whole && b.shape.length === 0 && a.size === n) {
    loop(n, a.buffer, a.offset, 1, b.buffer, b.offset, 0, out.buffer, out.offset)
  } else if (whole && a.shape.length === 0 && b.size === n) {
    loop(n, a.buffer, a.offset, 0, b.buffer, b.offset, 1, out.buffer, out.offset)
  } else {
    walk(out.shape, [a, b], (m, at, step, to) =>
      loop(m, a.buffer, at[0] as number, step[0] as number, b.buffer, at[1] as number, step[1] as number, out.buffer, out.offset + to),
    )
  }
}

export function fill3(loop: Loop3, a: NDArray, b: NDArray, c: NDArray, out: NDArray): void {
  if (out.size === 0) return
  walk(out.shape, [a, b, c], (m, at, step, to) =>
    loop(
      m,
      a.buffer,
      at[0] as number,
      step[0] as number,
      b.buffer,
      at[1] as number,
      step[1] as number,
      c.buffer,
      at[2] as number,
      step[2] as number,
      out.buffer,
      out.offset + to,
    ),
  )
}

const identity: Loop1 = /* @__PURE__ */ loop1((x) => x)

const isWideArray = (x: TypedArray): boolean => typeof (x[0] as unknown) === "bigint"

// Infinities and NaN become 0, and what does not fit wraps, as in conversions to other integers.
const toBigint = (x: number): number => BigInt(Number.isFinite(x) ? Math.trunc(x) : 0) as never

const widening: Loop1 = /* @__PURE__ */ loop1(toBigint)
const narrowing: Loop1 = /* @__PURE__ */ loop1(Number)

/** Bigints and numbers are never assigned to each other's arrays. */
function conversion(x: NDArray, out: TypedArray): Loop1 {
  return isWide(x.dtype) === isWideArray(out) ? identity : isWide(x.dtype) ? narrowing : widening
}

/** Elements of `x` in row-major order into `out` from `offset` on; conversions are those of the typed array. */
export function copyOut<A extends TypedArray>(x: NDArray, out: A, offset: number): A {
  const n = x.size
  if (n === 0) return out
  if (x.dense) {
    if (out.constructor === x.buffer.constructor) out.set(x.buffer.subarray(x.offset, x.offset + n), offset)
    else if (isWide(x.dtype) || isWideArray(out)) conversion(x, out)(n, x.buffer, x.offset, 1, out, offset)
    else if (!(n > SMALL && fast.copy?.(x, out, offset))) identity(n, x.buffer, x.offset, 1, out, offset)
  } else if (isWide(x.dtype) || !(n > SMALL && fast.copy?.(x, out, offset))) {
    const loop = conversion(x, out)
    walk(x.shape, [x], (m, at, step, to) => loop(m, x.buffer, at[0] as number, step[0] as number, out, offset + to))
  }
  return out
}

type Visit = (n: number, at: readonly number[], step: readonly number[], to: number) => void

/** Visits the rows of a broadcast of `operands` to `shape`, in row-major order. */
export function walk(shape: NumericShape, operands: readonly NDArray[], visit: Visit): void {
  const { sizes, strides } = join(
    shape,
    operands.map((x) => alignedStrides(x, shape)),
  )
  const at = operands.map((x) => x.offset)
  const last = sizes.length - 1
  const n = sizes[last] as number
  const step = strides.map((s) => s[last] as number)
  const index = new Array<number>(last).fill(0)
  for (let to = 0; ; to += n) {
    visit(n, at, step, to)
    let axis = last - 1
    for (; axis >= 0; axis--) {
      for (let k = 0; k < at.length; k++) at[k] = (at[k] as number) + (strides[k] as number[])[axis]!
      if (++(index[axis] as number) < (sizes[axis] as number)) break
      for (let k = 0; k < at.length; k++) at[k] = (at[k] as number) - (sizes[axis] as number) * (strides[k] as number[])[axis]!
      index[axis] = 0
    }
    if (axis < 0) return
  }
}

/** Strides of `x` under broadcasting: 0 on axes that it lacks or repeats. */
function alignedStrides(x: NDArray, shape: NumericShape): number[] {
  const missing = shape.length - x.shape.length
  return shape.map((_, i) => (i < missing || x.shape[i - missing] === 1 ? 0 : (x.strides[i - missing] as number)))
}

/** Joins axis i to i + 1 where every operand steps through both as through one. Always at least one axis. */
function join(shape: NumericShape, operands: readonly number[][]): { sizes: number[]; strides: number[][] } {
  const sizes: number[] = []
  const strides: number[][] = operands.map(() => [])
  for (let i = 0; i < shape.length; i++) {
    const n = shape[i] as number
    if (n === 1) continue
    const top = sizes.length - 1
    if (top >= 0 && operands.every((s, k) => (strides[k] as number[])[top] === (s[i] as number) * n)) {
      sizes[top] = (sizes[top] as number) * n
      for (let k = 0; k < operands.length; k++) (strides[k] as number[])[top] = (operands[k] as number[])[i] as number
    } else {
      sizes.push(n)
      for (let k = 0; k < operands.length; k++) (strides[k] as number[]).push((operands[k] as number[])[i] as number)
    }
  }
  if (sizes.length === 0) {
    sizes.push(1)
    for (const s of strides) s.push(0)
  }
  return { sizes, strides }
}

/** Writes `x`, broadcast, through the window `target`, which must be alone on its memory. */
export function assign(target: NDArray, x: NDArray): void {
  if (target.size === 0) return
  const into = target.buffer
  walk(target.shape, [target, x], (n, at, step) => {
    const from = x.buffer
    let i = at[0] as number
    let j = at[1] as number
    if (step[0] === 1 && step[1] === 1 && n > 16) into.set(from.subarray(j, j + n) as never, i)
    else for (let k = 0; k < n; k++, i += step[0] as number, j += step[1] as number) into[i] = from[j] as number
  })
}

/** Adds `x`, broadcast, to what the window `target` shows, which must be alone on its memory. */
export function accumulate(target: NDArray, x: NDArray): void {
  if (target.size === 0) return
  const into = target.buffer
  walk(target.shape, [target, x], (n, at, step) => {
    const from = x.buffer
    let i = at[0] as number
    let j = at[1] as number
    for (let k = 0; k < n; k++, i += step[0] as number, j += step[1] as number) into[i] = (into[i] as number) + (from[j] as number)
  })
}
