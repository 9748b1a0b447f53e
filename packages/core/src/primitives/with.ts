// The changed copy: x.with([0, "1:3"], value).
import { allocate, type NDArray } from "../array.ts"
import { NablaError } from "../errors.ts"
import { countOf, type NumericShape, showShape } from "../shape.ts"
import type { Key, WithValue } from "../types/index.ts"
import { asNode, asTensor, shapeOf, type Value } from "../value.ts"
import { at } from "./at.ts"
import { broadcastTo } from "./broadcast.ts"
import { literalBeside } from "./cast.ts"
import { scatter } from "./gather.ts"
import { reshape } from "./reshape.ts"
import { where } from "./selection.ts"

/**
 * A copy of x with the part that `keys` name replaced by `value`, which is broadcast; x itself never changes. The same
 * element named twice is refused, for its value would depend on an order.
 *
 * @example withValue(tensor([1, 2, 3]), [0], 10).toArray() // => [10, 2, 3]
 */
export const withValue = ((x: Value, keys: Key | readonly Key[], value: Value): Value => {
  const list = (Array.isArray(keys) ? keys : [keys]) as readonly Key[]
  const shape = shapeOf(x)
  if (shape.some((n) => typeof n !== "number")) {
    throw new NablaError("unsupported", `with: needs sizes that are numbers, got ${showShape(shape)}`)
  }
  const places = at(positionsOf(shape as NumericShape) as never, ...(list as never)) as Value
  const flatPlaces = reshape(places as never, [-1] as never) as Value
  const seen = (asNode(flatPlaces) as NDArray).data
  if (seen === undefined) throw new NablaError("traced-value", "with: the places must be known, not traced; use where(mask, value, x)")
  if (new Set(seen).size !== seen.length) throw new NablaError("bad-argument", "with: the keys name an element twice")
  const part = reshape(broadcastTo(literalBeside("with", value, x) as never, shapeOf(places) as never) as never, [-1] as never) as Value
  const size = countOf(shape as NumericShape)
  const written = reshape(scatter(part, flatPlaces, { axis: 0, batch: 0, size }) as never, shape as never)
  return where(maskOf(seen, shape as NumericShape) as never, written as never, x as never) as Value
}) as unknown as WithValue

/** 0, 1, 2, … in that shape. */
function positionsOf(shape: NumericShape): Value {
  const out = allocate("int32", shape)
  const n = out.size
  for (let i = 0; i < n; i++) out.buffer[out.offset + i] = i
  return asTensor(out)
}

/** True at the given places of the flattened array. */
function maskOf(places: Iterable<number>, shape: NumericShape): Value {
  const out = allocate("bool", shape)
  out.buffer.fill(0, out.offset, out.offset + out.size)
  for (const k of places) out.buffer[out.offset + k] = 1
  return asTensor(out)
}
