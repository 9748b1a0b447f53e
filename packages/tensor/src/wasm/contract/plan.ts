// A contraction as products of matrices: its axes fall into a stack, rows, columns and inner ones, each group of any strides.
import type { NDArray, NumericShape } from "@nablajs/core"

/** As core's `contract` has it: a name for each axis of both operands and of the result. */
export interface Labels {
  readonly a: readonly number[]
  readonly b: readonly number[]
  readonly out: readonly number[]
}

/** The axes of one group: their sizes. */
export interface Group {
  readonly names: readonly number[]
  readonly sizes: readonly number[]
  readonly count: number
}

export interface Plan {
  /** The operand of the rows, then that of the columns; the last axis of the result runs along columns where it can. */
  readonly left: { readonly x: NDArray; readonly names: readonly number[] }
  readonly right: { readonly x: NDArray; readonly names: readonly number[] }
  readonly stack: Group
  readonly rows: Group
  readonly columns: Group
  readonly inner: Group
}

export function planOf(x: NDArray, y: NDArray, { a, b, out }: Labels): Plan {
  const [first, second] = [
    { x, names: a },
    { x: y, names: b },
  ] as const
  const last = out.at(-1)
  const turned = last !== undefined && !b.includes(last)
  const [left, right] = turned ? [second, first] : [first, second]
  const group = (names: readonly number[]): Group => {
    const sizes = names.map((name) => (a.includes(name) ? x.shape[a.indexOf(name)] : y.shape[b.indexOf(name)]) as number)
    return { names, sizes, count: sizes.reduce((all, n) => all * n, 1) }
  }
  return {
    left,
    right,
    stack: group(out.filter((name) => a.includes(name) && b.includes(name))),
    rows: group(out.filter((name) => !right.names.includes(name))),
    columns: group(out.filter((name) => !left.names.includes(name))),
    inner: group(a.filter((name) => !out.includes(name))),
  }
}

/** The strides of a group's axes in an array whose axes have these names; 0 for an axis that it lacks. */
export const stridesFor = (group: Group, names: readonly number[], strides: readonly number[]): number[] =>
  group.names.map((name) => strides[names.indexOf(name)] ?? 0)

/** Offsets of all positions of a group in row-major order, written from `at` on; the number of them. */
function writeOffsets(into: Int32Array, at: number, sizes: NumericShape, strides: readonly number[]): number {
  into[at] = 0
  let count = 1
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    const [n, stride] = [sizes[axis] as number, strides[axis] as number]
    for (let i = 1, to = at + count; i < n; i++) {
      for (let from = at; from < at + count; from++) into[to++] = (into[from] as number) + i * stride
    }
    count *= n
  }
  return count
}

/**
 * Writes tables one behind the other from an address on, each the offsets of a group under these strides, filled up with the last of
 * them to so many entries; gives their addresses.
 */
export function tablesFrom(integers: Int32Array, address: number) {
  let next = address / 4
  return (group: Group, strides: readonly number[], entries: number): number => {
    const at = next
    const count = writeOffsets(integers, at, group.sizes, strides)
    const last = integers[at + count - 1] as number
    for (let i = at + count; i < at + entries; i++) integers[i] = last
    next += entries
    return 4 * at
  }
}

/** The step with which a walk over the group in row-major order always moves; undefined where it varies. */
export function stepOf({ sizes }: Group, strides: readonly number[]): number | undefined {
  let [step, next]: (number | undefined)[] = [0, undefined]
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    const [size, stride] = [sizes[axis] as number, strides[axis] as number]
    if (size === 1) continue
    if (next === undefined) step = stride
    else if (stride !== next) return undefined
    next = stride * size
  }
  return step
}
