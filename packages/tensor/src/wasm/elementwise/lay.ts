// How operands lie over a result: axes joined where all allow it, the last two of them a plane of rows.
import { type NDArray, type NumericShape, stridesOf } from "@nablajs/core"

/** Joined sizes, and for each operand its strides in elements, 0 where it is repeated. */
export interface Layout {
  readonly sizes: readonly number[]
  readonly strides: readonly (readonly number[])[]
}

/** Strides of `x` under broadcasting. */
function aligned(x: NDArray, shape: NumericShape): number[] {
  const missing = shape.length - x.shape.length
  return shape.map((_, i) => (i < missing || x.shape[i - missing] === 1 ? 0 : (x.strides[i - missing] as number)))
}

/**
 * The order of axes in which the first whole operand lies densely: the result takes it over, so that arithmetic on transposed
 * arrays reads and writes memory in order. null where that is the usual order, or none.
 */
export function orderOf(shape: NumericShape, operands: readonly NDArray[]): number[] | null {
  const whole = operands.find((x) => x.shape.length === shape.length && x.shape.every((n, i) => n === shape[i]))
  if (whole === undefined || whole.dense) return null
  const { strides } = whole
  const order = shape.map((_, i) => i).sort((i, j) => Math.abs(strides[j] as number) - Math.abs(strides[i] as number) || i - j)
  const own = stridesOf(order.map((i) => shape[i] as number))
  return order.every((i, k) => shape[i] === 1 || strides[i] === own[k]) ? order : null
}

export function layoutOf(shape: NumericShape, operands: readonly NDArray[], order: readonly number[] | null): Layout {
  const axes = order ?? shape.map((_, i) => i)
  const all = operands.map((x) => aligned(x, shape))
  const sizes: number[] = []
  const strides: number[][] = operands.map(() => [])
  for (const i of axes) {
    const n = shape[i] as number
    if (n === 1) continue
    const top = sizes.length - 1
    const joins = top >= 0 && all.every((s, k) => (strides[k] as number[])[top] === (s[i] as number) * n)
    if (joins) sizes[top] = (sizes[top] as number) * n
    else sizes.push(n)
    all.forEach((s, k) => {
      const own = strides[k] as number[]
      own[joins ? top : top + 1] = s[i] as number
    })
  }
  while (sizes.length < 2) {
    sizes.unshift(1)
    for (const s of strides) s.unshift(0)
  }
  return { sizes, strides }
}

/** Rows shorter than this are not worth a copy of their own. */
const SHORT = 32

/** Whether the rows of an operand can not be copied as they lie. */
export function isScattered(strides: readonly number[], sizes: readonly number[]): boolean {
  const [step, inner] = strides.slice(-2) as [number, number]
  const [rows, width] = sizes.slice(-2) as [number, number]
  if (inner === 0) return false
  return inner !== 1 || (width < SHORT && rows > 1 && step !== 0 && step !== width)
}
