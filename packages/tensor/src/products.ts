// Products put together from others.
import {
  at,
  einsum,
  fillLike,
  flip,
  matmul,
  multiply,
  NablaError,
  type Operand,
  reshape,
  shapeOf,
  showShape,
  slice,
  stack,
  type Tensor,
  tensordot,
  type Value,
  type Inner,
  type MultiDot,
  type Vander,
} from "@nablajs/core"
import type { Loose } from "./compose.ts"

/**
 * Σₖ a[…, k] b[…, k], each vector of a with each vector of b; with a number the plain product.
 *
 * @example inner(tensor([1, 2]), tensor([3, 4])).item() // => 11
 */
export const inner: Inner = ((a: Operand, b: Operand): Tensor => {
  const [s, t] = [shapeOf(a as Value), shapeOf(b as Value)]
  if (s.length === 0 || t.length === 0) return multiply(a as Loose, b as Loose) as Loose
  if (s.at(-1) !== t.at(-1))
    throw new NablaError("shape-mismatch", `inner: the last axes must agree, got ${showShape(s)} and ${showShape(t)}`)
  return tensordot(a as Loose, b as Loose, [[s.length - 1], [t.length - 1]] as Loose) as Loose
}) as Loose

/**
 * The product of several matrices in the order that costs least; the first and the last may be vectors.
 *
 * @example multiDot([tensor([1, 2]), tensor([[1, 0], [0, 1]]), tensor([3, 4])]).item() // => 11
 */
export const multiDot: MultiDot = ((arrays: readonly Tensor[]): Tensor => {
  const last = arrays.length - 1
  if (last < 1) throw new NablaError("bad-argument", `multiDot: expected two or more arrays, got ${arrays.length}`)
  if (last === 1) return matmul(arrays[0] as Loose, arrays[1] as Loose) as Loose
  const shapes = arrays.map((x) => shapeOf(x as unknown as Value))
  shapes.forEach((shape, i) => {
    const inside = i > 0 && i < last
    if (shape.length !== 2 && (inside || shape.length !== 1))
      throw new NablaError(
        "shape-mismatch",
        `multiDot: array ${i} must be a matrix${inside ? "" : " or a vector"}, got ${showShape(shape)}`,
      )
    const before = shapes[i - 1]
    if (before !== undefined && before.at(-1) !== shape[0])
      throw new NablaError(
        "shape-mismatch",
        `multiDot: ${showShape(before)} and ${showShape(shape)} do not chain: ${before.at(-1)} is not ${shape[0]}`,
      )
  })
  const label = (i: number): string => String.fromCodePoint(97 + i)
  if (last > 24) return arrays.reduce((product, x) => matmul(product as Loose, x as Loose) as Loose)
  // labels a, b, c … between neighbours; a vector at an end has the inner one alone
  const terms = shapes.map((shape, i) => (shape.length === 2 ? label(i) + label(i + 1) : label(i === 0 ? 1 : i)))
  const out = (shapes[0]?.length === 2 ? label(0) : "") + (shapes[last]?.length === 2 ? label(last + 1) : "")
  return (einsum as Loose)(`${terms.join(",")}->${out}`, ...arrays)
}) as Loose

/**
 * The powers of a vector as columns: xⁿ⁻¹ … x, 1, or 1, x, … with `increasing`; as many as x has elements when n is absent.
 *
 * @example vander(tensor([2, 3]), 3).toArray() // => [[4, 2, 1], [9, 3, 1]]
 */
export const vander: Vander = ((x: Tensor, n?: number, options: { readonly increasing?: boolean } = {}): Tensor => {
  const shape = shapeOf(x as unknown as Value)
  if (shape.length !== 1) throw new NablaError("shape-mismatch", `vander: expected a vector, got shape ${showShape(shape)}`)
  const count = n ?? (shape[0] as number)
  if (!Number.isInteger(count) || count < 0) throw new NablaError("bad-argument", `vander: expected the number of columns, got ${count}`)
  if (count === 0) return reshape(at(x as Loose, slice(0, 0)) as Loose, [shape[0] as number, 0] as never)
  // products, not powers, so that integers stay exact
  const columns: Loose[] = [fillLike(x as unknown as Value, 1)]
  for (let k = 1; k < count; k++) columns.push(multiply(columns[k - 1], x as Loose))
  const whole: Loose = stack(columns as Loose, { axis: 1 } as Loose)
  return options.increasing === true ? whole : (flip(whole, { axis: 1 } as Loose) as Loose)
}) as Loose
