// Picking by several tensors of positions at once, and positions from masks.
import { allocate, denseArray, type NDArray } from "../array.ts"
import { bindN } from "../bind.ts"
import { NablaError } from "../errors.ts"
import type { Multilinear } from "../primitive.ts"
import { broadcastShapes, type NumericShape, type Shape, showShape } from "../shape.ts"
import { type Dim, multiplySizes } from "../size.ts"
import { multilinear } from "../structural.ts"
import { asTensor, isComputed, shapeOf, type Value } from "../value.ts"
import { broadcastTo } from "./broadcast.ts"
import { astype } from "./cast.ts"
import { gather } from "./gather.ts"
import { transpose } from "./movement.ts"
import { reshape } from "./reshape.ts"

/** Positions along one axis. */
export interface Pick {
  readonly axis: number
  readonly index: Value
}

/** Positions on several axes of the given sizes as positions on all of them joined: ((i₀ n₁ + i₁) n₂ + i₂) … */
export const joinIndexPrimitive: Multilinear = /* @__PURE__ */ multilinear<{ readonly sizes: NumericShape }>({
  name: "joinIndex",
  arity: -1,
  stretch: true,
  shape: ([first]) => first as Shape,
  dtype: () => "int32",
  eager: (args, { sizes }, shape) => {
    const out = allocate("int32", shape as NumericShape)
    out.buffer.fill(0, out.offset, out.offset + out.size)
    args.forEach((arg, k) => {
      const index = denseArray(arg)
      const n = sizes[k] as number
      for (let i = 0; i < index.size; i++) {
        const raw = index.buffer[index.offset + i] as number
        const at = raw < 0 ? raw + n : raw
        if (!(at >= 0 && at < n)) {
          throw new NablaError(
            "index-out-of-range",
            `at: index ${raw} does not exist on an axis of size ${n}, got ${showShape(sizes)} for the axes that tensors pick from`,
          )
        }
        out.buffer[out.offset + i] = (out.buffer[out.offset + i] as number) * n + at
      }
    })
    return out
  },
  transposes: [],
  lift: (params) => params,
})

/** The elements at the positions that all picks name together; in front where the picked axes lie apart. */
export function pickAlong(x: Value, picks: readonly Pick[], apart: boolean): Value {
  const [only] = picks
  if (picks.length === 1 && only !== undefined && !apart) return gather(x, only.index, { axis: only.axis, batch: 0 })
  const shape = shapeOf(x)
  const picked = picks.map((p) => p.axis)
  const place = apart ? 0 : (picked[0] as number)
  const others = shape.map((_, i) => i).filter((i) => !picked.includes(i))
  const order = [...others.slice(0, place), ...picked, ...others.slice(place)]
  const sizes = picked.map((i) => shape[i] as Dim)
  if (sizes.some((n) => typeof n !== "number"))
    throw new NablaError("unsupported", `at: several tensors cannot pick from axes of named size, got shape ${showShape(shape)}`)
  const moved = transpose(x as never, order as never) as Value
  const rest = order.map((i) => shape[i] as Dim)
  const merged = reshape(
    moved as never,
    [...rest.slice(0, place), sizes.reduce(multiplySizes, 1), ...rest.slice(place + picked.length)] as never,
  ) as Value
  return gather(merged, joined(picks, sizes as number[]), { axis: place, batch: 0 })
}

function joined(picks: readonly Pick[], sizes: NumericShape): Value {
  const indices = picks.map((p) => p.index)
  const shape = indices.map(shapeOf).reduce((a, b) => broadcastShapes("at", a, b))
  return bindN(
    joinIndexPrimitive,
    indices.map((index) => broadcastTo(index as never, shape as never) as Value),
    { sizes },
  )
}

/** The positions where elements are not 0, in row-major order, one list for each axis. */
export function whereTrue(operation: string, x: Value | NDArray): Value[] {
  const given = x as unknown as NDArray
  // elements that are no numbers are compared with 0 by the conversion
  const mask = (isComputed(given) && given.dtype !== "bool" ? astype(x as never, "bool") : x) as unknown as NDArray
  if (mask.buffer === undefined) {
    throw new NablaError(
      "traced-value",
      `${operation}: how many elements are true is known for computed arrays only, not while tracing; use where(mask, x, 0) instead`,
    )
  }
  const data = mask.data
  const rank = mask.shape.length
  const hits: number[] = []
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) hits.push(i)
  let step = data.length
  return mask.shape.slice(0, rank).map((n) => {
    step /= n
    const out = allocate("int32", [hits.length])
    hits.forEach((k, i) => {
      out.buffer[out.offset + i] = Math.floor(k / step) % n
    })
    return asTensor(out)
  })
}
