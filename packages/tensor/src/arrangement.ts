// Turning, mirroring and joining arrays as pictures and tables.
import {
  concat,
  flip,
  NablaError,
  normalizeAxis,
  type Operand,
  pad,
  reshape,
  shapeOf,
  showShape,
  stack,
  swapaxes,
  type Tensor,
  type Value,
  type Rot90,
  type Mirror,
  type AtLeast,
  type BlockDiag,
  type ColumnStack,
  type StackAlong,
  type Hstack,
} from "@nablajs/core"
import type { Loose } from "./compose.ts"

/**
 * x turned by quarter turns from the first towards the second of two axes, the first two if absent.
 *
 * @example rot90(tensor([[1, 2], [3, 4]])).toArray() // => [[2, 4], [1, 3]]
 */
export const rot90: Rot90 = ((x: Tensor, turns = 1, axes: readonly [number, number] = [0, 1]): Tensor => {
  const shape = shapeOf(x as unknown as Value)
  const [from, to] = axes.map((axis) => normalizeAxis("rot90", axis, shape.length, shape)) as [number, number]
  if (from === to || !Number.isInteger(turns))
    throw new NablaError("bad-argument", `rot90: expected whole turns and two different axes, got ${turns} and [${axes.join(", ")}]`)
  const quarter = ((turns % 4) + 4) % 4
  const y: Loose = x
  if (quarter === 0) return x
  if (quarter === 2) return flip(y, { axis: [from, to] } as Loose) as Loose
  const crossed: Loose = swapaxes(y, from as Loose, to as Loose)
  return flip(crossed, { axis: quarter === 1 ? from : to } as Loose) as Loose
}) as Loose

/**
 * The columns of x in reverse order.
 *
 * @example fliplr(tensor([[1, 2]])).toArray() // => [[2, 1]]
 */
export const fliplr: Mirror = ((x: Tensor): Tensor => flip(x as Loose, { axis: 1 } as Loose) as Loose) as Loose

/**
 * The rows of x in reverse order.
 *
 * @example flipud(tensor([[1], [2]])).toArray() // => [[2], [1]]
 */
export const flipud: Mirror = ((x: Tensor): Tensor => flip(x as Loose, { axis: 0 } as Loose) as Loose) as Loose

const rank = (x: Operand): number => shapeOf(x as Value).length
const sizes = (x: Operand): readonly number[] => shapeOf(x as Value) as readonly number[]

/**
 * x with at least one axis: a number becomes a vector.
 *
 * @example atleast1d(3).toArray() // => [3]
 */
export const atleast1d: AtLeast<1> = ((x: Operand): Tensor => (rank(x) >= 1 ? x : reshape(x as Loose, [1] as Loose)) as Loose) as Loose

/**
 * x with at least two axes: a vector becomes a row.
 *
 * @example atleast2d(tensor([1, 2])).shape // => [1, 2]
 */
export const atleast2d: AtLeast<2> = ((x: Operand): Tensor =>
  (rank(x) >= 2 ? x : reshape(x as Loose, [1, sizes(x)[0] ?? 1] as Loose)) as Loose) as Loose

/**
 * x with at least three axes: a vector of n becomes [1, n, 1], a matrix [m, n] becomes [m, n, 1].
 *
 * @example atleast3d(tensor([1, 2])).shape // => [1, 2, 1]
 */
export const atleast3d: AtLeast<3> = ((x: Operand): Tensor =>
  (rank(x) >= 3 ? x : reshape(x as Loose, (rank(x) === 2 ? [...sizes(x), 1] : [1, sizes(x)[0] ?? 1, 1]) as Loose)) as Loose) as Loose

const joined = (arrays: readonly Loose[], axis: number): Loose => concat(arrays as Loose, { axis } as Loose)

/**
 * Arrays one below the other; vectors are rows.
 *
 * @example vstack([tensor([1, 2]), tensor([3, 4])]).toArray() // => [[1, 2], [3, 4]]
 */
export const vstack: StackAlong<2, 0> = ((arrays: readonly Operand[]): Tensor => joined(arrays.map(atleast2d), 0)) as Loose

/**
 * Arrays side by side; vectors are joined to a longer one.
 *
 * @example hstack([tensor([1, 2]), tensor([3])]).toArray() // => [1, 2, 3]
 */
export const hstack: Hstack = ((arrays: readonly Operand[]): Tensor => {
  const whole = arrays.map(atleast1d)
  return joined(whole, whole.every((x) => rank(x) === 1) ? 0 : 1)
}) as Loose

/**
 * Arrays along a third axis.
 *
 * @example dstack([tensor([1, 2]), tensor([3, 4])]).toArray() // => [[[1, 3], [2, 4]]]
 */
export const dstack: StackAlong<3, 2> = ((arrays: readonly Operand[]): Tensor => joined(arrays.map(atleast3d), 2)) as Loose

/**
 * Vectors as the columns of a matrix, matrices side by side.
 *
 * @example columnStack([tensor([1, 2]), tensor([3, 4])]).toArray() // => [[1, 3], [2, 4]]
 */
export const columnStack: ColumnStack = ((arrays: readonly Operand[]): Tensor =>
  joined(
    arrays.map((x) => (rank(x) >= 2 ? x : stack([atleast1d(x)] as Loose, { axis: 1 } as Loose))),
    1,
  )) as Loose

/**
 * Matrices along the diagonal of a larger one, zeros elsewhere; a vector is a row.
 *
 * @example blockDiag([tensor([[1]]), tensor([[2, 3]])]).toArray() // => [[1, 0, 0], [0, 2, 3]]
 */
export const blockDiag: BlockDiag = ((arrays: readonly Operand[]): Tensor => {
  const blocks = arrays.map(atleast2d)
  const wrong = blocks.find((x) => rank(x) > 2)
  if (wrong !== undefined || blocks.length === 0)
    throw new NablaError(
      "shape-mismatch",
      `blockDiag: expected one or more matrices, got ${wrong === undefined ? "none" : `shape ${showShape(sizes(wrong))}`}`,
    )
  const width = blocks.reduce((sum, x) => sum + (sizes(x)[1] as number), 0)
  let left = 0
  const rows = blocks.map((x) => {
    const columns = sizes(x)[1] as number
    const row = pad(
      x as Loose,
      [
        [0, 0],
        [left, width - left - columns],
      ] as Loose,
    ) as Loose
    left += columns
    return row
  })
  return joined(rows, 0)
}) as Loose
