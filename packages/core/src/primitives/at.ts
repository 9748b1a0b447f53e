// The notation of indexing: x.at(0, "1:3", null, "...", positions).
import type { NDArray } from "../array.ts"
import { type DType, isInteger } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import type { At, Key, MakeSlice, Slice, Tensor } from "../types/index.ts"
import { isNode, shapeOf, type Value } from "../value.ts"
import { flip } from "./movement.ts"
import { type Part, pick, slice as takeParts } from "./parts.ts"
import { type Pick, pickAlong, whereTrue } from "./pick.ts"
import { reshape } from "./reshape.ts"

/**
 * A range of positions for `at`: from `start` up to, not including, `stop`, every `step`-th. Same as the text
 * "start:stop:step".
 *
 * @example at(tensor([1, 2, 3, 4]), slice(1, 3)).toArray() // => [2, 3]
 */
export const slice = ((start: number | null = null, stop: number | null = null, step: number | null = null): Slice => ({
  start,
  stop,
  step,
})) as MakeSlice

const fail = (shape: Shape, what: string): never => {
  throw new NablaError("bad-argument", `at: ${what}, got shape ${showShape(shape)}`)
}

/** "1:3", ":", "::-1" as numbers. */
function readSlice(text: string, shape: Shape): Slice {
  const parts = text.split(":")
  if (parts.length < 2 || parts.length > 3 || parts.some((p) => !/^\s*-?\d*\s*$/.test(p) || p.trim() === "-")) {
    fail(shape, `cannot read the slice "${text}"; write "start:stop:step", each part optional`)
  }
  const [start, stop, step] = parts.map((p) => (p.trim() === "" ? null : Number(p)))
  return { start: start ?? null, stop: stop ?? null, step: step ?? null }
}

interface Range {
  readonly part: Part
  readonly reversed: boolean
}

/** Python's rule for the ends of a slice, as a forward range that may be read backwards. */
function range(s: Slice, n: Dim, shape: Shape): Range {
  const step = s.step ?? 1
  if (!Number.isInteger(step) || step === 0) fail(shape, `a slice needs a whole step other than 0, not ${step}`)
  for (const end of [s.start, s.stop])
    if (end !== null && end !== undefined && !Number.isInteger(end)) fail(shape, `slices run between whole numbers, not ${end}`)
  if (typeof n !== "number") return namedRange(s, n, step, shape)
  const clamp = (k: number, lo: number, hi: number): number => Math.min(hi, Math.max(lo, k < 0 ? k + n : k))
  if (step > 0) {
    const start = clamp(s.start ?? 0, 0, n)
    const stop = Math.max(start, clamp(s.stop ?? n, 0, n))
    return { part: start === 0 && stop === n && step === 1 ? null : { start, stop, step }, reversed: false }
  }
  const first = s.start === null || s.start === undefined ? n - 1 : clamp(s.start, -1, n - 1)
  const end = s.stop === null || s.stop === undefined ? -1 : clamp(s.stop, -1, n - 1)
  const count = Math.max(0, Math.ceil((first - end) / -step))
  const last = first + (count - 1) * step
  return { part: count === 0 ? { start: 0, stop: 0, step: 1 } : { start: last, stop: first + 1, step: -step }, reversed: true }
}

function namedRange(s: Slice, n: Dim, step: number, shape: Shape): Range {
  const whole = (s.start ?? 0) === 0 && (s.stop ?? null) === null
  if (whole && Math.abs(step) === 1) return { part: null, reversed: step < 0 }
  const { start, stop } = s
  if (step !== 1 || (start ?? 0) < 0 || stop === null || stop === undefined || stop < (start ?? 0)) {
    fail(shape, `an axis of named size ${n} takes ":", "::-1" and forward slices between positions counted from the front`)
  }
  return { part: { start: start ?? 0, stop: stop as number, step }, reversed: false }
}

/**
 * Part of x, one key for each axis: a position (negative ones count from the end), a slice `"1:3"` or `slice(1, 3)`,
 * `null` for a new axis, `"..."` for all axes between, a tensor of integer positions, or a boolean mask.
 * Parts by positions and slices share memory with x.
 *
 * @example at(tensor([[1, 2], [3, 4]]), ":", 0).toArray() // => [1, 3]
 */
export const at = ((x: Value, ...keys: readonly Key[]): Value => {
  const shape = shapeOf(x)
  const all = expand(keys, shape)
  const picks: (number | null)[] = []
  const parts: Part[] = []
  const back: number[] = []
  // sizes of the result before positions are gathered
  const sizes: Dim[] = []
  const gathers: Pick[] = []
  let fresh = false
  for (const key of all) {
    const axis = picks.length
    const n = shape[axis] as Dim
    if (key === null) {
      sizes.push(1)
      fresh = true
    } else if (typeof key === "number") {
      picks.push(position(key, n, axis, shape))
    } else if (isTruth(key)) {
      const [index] = whereTrue("at", reshape(key as never, [1] as never) as Value)
      gathers.push({ axis: sizes.length, index: index as Value })
      sizes.push(1)
      fresh = true
    } else if (isNode(key)) {
      for (const index of positions(key as Value, axis, shape)) {
        gathers.push({ axis: sizes.length, index })
        sizes.push(shape[picks.length] as Dim)
        picks.push(null)
        parts.push(null)
      }
    } else {
      const { part, reversed } = range(typeof key === "string" ? readSlice(key, shape) : (key as Slice), n, shape)
      if (reversed) back.push(parts.length)
      picks.push(null)
      parts.push(part)
      sizes.push(partLength(part, n))
    }
  }
  let out = picks.some((k) => k !== null) ? pick(x, picks) : x
  out = takeParts(out, parts)
  if (back.length > 0) out = flip(out as never, { axis: back }) as Value
  if (fresh) out = reshape(out as never, sizes as never) as Value
  return gathers.length === 0 ? out : pickAlong(out, gathers, apart(keys))
}) as unknown as At

/** Numbers beside tensors count as positions too: picks with another key between them, be it an idle "...", go to the front. */
function apart(keys: readonly Key[]): boolean {
  const picks = (key: Key): boolean => isNode(key) || typeof key === "number"
  return keys.slice(keys.findIndex(picks), keys.findLastIndex(picks)).some((key) => !picks(key))
}

function partLength(part: Part, n: Dim): Dim {
  if (part === null) return n
  return Math.ceil(((part.stop as number) - part.start) / part.step)
}

function position(key: number, n: Dim, axis: number, shape: Shape): number {
  const known = typeof n === "number"
  const k = key < 0 && known ? key + n : key
  if (!Number.isInteger(key) || k < 0 || (known && k >= n)) {
    throw new NablaError("index-out-of-range", `at: index ${key} does not exist on axis ${axis} of shape ${showShape(shape)}`)
  }
  return k
}

/** Integer positions as they are; a mask as the positions where it is true, one list for each of its axes. */
function positions(key: Value, axis: number, shape: Shape): readonly Value[] {
  const index = key as Tensor
  if (isInteger(index.dtype as DType)) return [index]
  if (index.dtype !== "bool") {
    throw new NablaError("dtype-mismatch", `at: a tensor among the keys holds integers or booleans, got ${String(index.dtype)}`)
  }
  // as in the standard, a size of 0 covers any axis: there is nothing true
  const covered = (index.shape as Shape).every((n, i) => n === shape[axis + i] || (n === 0 && axis + i < shape.length))
  if (!covered) {
    fail(shape, `a mask of shape ${showShape(index.shape)} does not cover the axes from ${axis} on`)
  }
  return whereTrue("at", index as unknown as NDArray)
}

/** A mask takes as many axes as it has. */
const axesOf = (key: Key): number => (isNode(key) && key.dtype === "bool" ? key.ndim : 1)

/** A truth value without axes takes all or nothing of x, along a new axis. */
const isTruth = (key: Key): boolean => isNode(key) && key.dtype === "bool" && key.ndim === 0

/** The keys with "..." written out and the missing ones added. */
function expand(keys: readonly Key[], shape: Shape): readonly Key[] {
  if (keys.length === shape.length && keys.every((key) => typeof key === "number")) return keys
  const used = keys.filter((key) => key !== null && key !== "...").reduce((sum: number, key) => sum + axesOf(key), 0)
  const open = keys.indexOf("...")
  if (used > shape.length) fail(shape, `${used} keys for ${shape.length} axes`)
  if (open >= 0 && keys.lastIndexOf("...") !== open) fail(shape, '"..." may stand only once')
  const bad = keys.find(
    (key) => !(key === null || typeof key === "number" || typeof key === "string" || (typeof key === "object" && !Array.isArray(key))),
  )
  if (bad !== undefined)
    fail(
      shape,
      `${Array.isArray(bad) ? "an array" : String(bad)} is no key; a list of positions is tensor([…], { dtype: "int32" }), a range is "1:3"`,
    )
  const rest = Array<Key>(shape.length - used).fill(":")
  return open < 0 ? [...keys, ...rest] : [...keys.slice(0, open), ...rest, ...keys.slice(open + 1)]
}
