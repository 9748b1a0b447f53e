// Rows of operands of any strides: neighbouring axes are joined where all operands allow it, an odometer walks the rest.
import type { NDArray } from "../array.ts"
import type { NumericShape } from "../shape.ts"

/** Joined sizes, and for each operand its strides. */
interface Joined {
  readonly sizes: number[]
  readonly strides: number[][]
}

type Visit = (n: number, at: readonly number[], step: readonly number[], to: number) => void

/** Visits the rows of a broadcast of `operands` to `shape`, in row-major order. */
export function walk(shape: NumericShape, operands: readonly NDArray[], visit: Visit): void {
  const joined = joinAxes(shape, operands)
  const n = joined.sizes.at(-1) as number
  const step = joined.strides.map((s) => s.at(-1) as number)
  let to = 0
  odometer(joined, 1, operands, (at) => {
    visit(n, at, step, to)
    to += n
  })
}

/** Visits the offsets of all operands at each position on the axes but the last `inner` ones. */
export function odometer(
  { sizes, strides }: Joined,
  inner: number,
  operands: readonly NDArray[],
  visit: (at: readonly number[]) => void,
): void {
  const outer = sizes.length - inner
  const at = operands.map((x) => x.offset)
  const index = new Array<number>(Math.max(0, outer)).fill(0)
  for (;;) {
    visit(at)
    let axis = outer - 1
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
export function joinAxes(shape: NumericShape, arrays: readonly NDArray[]): Joined {
  const operands = arrays.map((x) => alignedStrides(x, shape))
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
