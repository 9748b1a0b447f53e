// Parts of a tensor and their places: slices with margins, elements with zeros around them, each the other's transpose.
import { allocate, clear, type NDArray, viewOf } from "../array.ts"
import { bind1, bindN } from "../bind.ts"
import { accumulate, assign } from "../kernels/fill.ts"
import type { Linear } from "../primitive.ts"
import type { NumericShape, Shape } from "../shape.ts"
import { addSizes, type Dim, subtractSizes } from "../size.ts"
import { linear } from "../structural.ts"
import { type Params, shapeOf, type Value } from "../value.ts"

/** What a slice takes along one axis, counted from the front; null takes all. */
export type Part = { readonly start: number; readonly stop: Dim; readonly step: number } | null

interface Parts {
  readonly parts: readonly Part[]
}

function partSize(part: Part, n: Dim): Dim {
  if (part === null) return n
  if (part.step === 1) return subtractSizes(part.stop, part.start)
  return Math.max(0, Math.ceil(((part.stop as number) - part.start) / part.step))
}

export const slicePrimitive: Linear = /* @__PURE__ */ linear<Parts>({
  name: "slice",
  shape: ([x], { parts }) => (x as Shape).map((n, i) => partSize(parts[i] as Part, n)),
  eager: ([x], { parts }, shape) => sliceWindow(x as NDArray, parts, shape as NumericShape),
  transpose: (g, [shape], { parts }) => {
    const from = shapeOf(g)
    const margins = (parts as Parts["parts"]).map((part, i) => marginsOf(part, (shape as Shape)[i] as Dim, from[i] as Dim))
    return [bind1(padPrimitive, g, { margins })]
  },
  restore,
  lift: ({ parts }) => ({ parts: [null, ...parts] }),
})

/** The window of `x` that the parts take, of the given shape. */
function sliceWindow(x: NDArray, parts: readonly Part[], shape: NumericShape): NDArray {
  let offset = x.offset
  const strides = x.strides.map((s, i) => {
    const part = parts[i] as Part
    if (part === null) return s
    offset += part.start * s
    return s * part.step
  })
  return viewOf(x, shape, strides, offset)
}

/** The margins that put `taken` elements back to their places among `n`. */
function marginsOf(part: Part, n: Dim, taken: Dim): Margin {
  if (part === null) return { low: 0, high: 0, step: 1 }
  const end =
    part.step === 1 ? addSizes(part.start, taken) : taken === 0 ? part.start : part.start + ((taken as number) - 1) * part.step + 1
  return { low: part.start, high: subtractSizes(n, end), step: part.step }
}

interface Margin {
  readonly low: number
  readonly high: Dim
  /** Elements come to lie this far apart. */
  readonly step: number
}

const spread = (n: Dim, step: number): Dim => (step === 1 || n === 0 ? n : ((n as number) - 1) * step + 1)

export const padPrimitive: Linear = /* @__PURE__ */ linear<{ readonly margins: readonly Margin[] }>({
  name: "pad",
  shape: ([x], { margins }) =>
    (x as Shape).map((n, i) => {
      const { low, high, step } = margins[i] as Margin
      return addSizes(addSizes(low, high), spread(n, step))
    }),
  eager: ([x], { margins }, shape) => {
    const out = allocate((x as NDArray).dtype, shape as NumericShape)
    clear(out)
    let offset = out.offset
    const strides = out.strides.map((s, i) => {
      const { low, step } = margins[i] as Margin
      offset += low * s
      return s * step
    })
    assign(viewOf(out, (x as NDArray).shape, strides, offset), x as NDArray)
    return out
  },
  transpose: (g, [shape], { margins }) => {
    const parts = (margins as readonly Margin[]).map(({ low, step }, i) => ({
      start: low,
      stop: addSizes(low, spread((shape as Shape)[i] as Dim, step)),
      step,
    }))
    return [slice(g, parts)]
  },
  lift: ({ margins }) => ({ margins: [{ low: 0, high: 0, step: 1 }, ...margins] }),
})

/** The parts of x along its axes, steps being positive; `at` reads the notation of users. */
export const slice = (x: Value, parts: readonly Part[]): Value =>
  parts.every((part) => part === null) ? x : bind1(slicePrimitive, x, { parts })

/** For each axis a position counted from the front, which removes the axis, or null, which keeps it. */
interface Picks {
  readonly picks: readonly (number | null)[]
}

const keptSizes = (shape: Shape, picks: Picks["picks"]): Shape => shape.filter((_, i) => picks[i] === null)

/** The window of `x` at the picked positions. */
function window(x: NDArray, picks: Picks["picks"]): NDArray {
  if (picks.length === 1 && picks[0] !== null) return viewOf(x, [], [], x.offset + (picks[0] as number) * (x.strides[0] as number))
  let offset = x.offset
  const shape: number[] = []
  const strides: number[] = []
  for (let i = 0; i < picks.length; i++) {
    const at = picks[i] as number | null
    if (at === null) {
      shape.push(x.shape[i] as number)
      strides.push(x.strides[i] as number)
    } else offset += at * (x.strides[i] as number)
  }
  return viewOf(x, shape, strides, offset)
}

export const pickPrimitive: Linear = /* @__PURE__ */ linear<Picks>({
  name: "pick",
  shape: ([x], { picks }) => keptSizes(x as Shape, picks),
  eager: ([x], { picks }) => window(x as NDArray, picks),
  transpose: (g, [shape], { picks }) => [bind1(placePrimitive, g, { picks, shape: shape as Shape })],
  restore,
  lift: ({ picks }) => ({ picks: [null, ...picks] }),
})

/** Where a part goes back to, in zeros of `shape`. */
interface Place extends Picks {
  readonly shape: Shape
}

export const placePrimitive: Linear = /* @__PURE__ */ linear<Place>({
  name: "place",
  shape: (_, { shape }) => shape,
  eager: ([g], { picks }, shape) => {
    const out = allocate((g as NDArray).dtype, shape as NumericShape)
    clear(out)
    const target = window(out, picks)
    if (target.size === 1) out.buffer[target.offset] = (g as NDArray).buffer[(g as NDArray).offset] as number
    else assign(target, g as NDArray)
    return out
  },
  transpose: (g, _, { picks }) => [pick(g, picks)],
  lift: ({ picks, shape }, _, batch) => ({ picks: [null, ...picks], shape: [batch, ...shape] }),
})

/** x without the axes of which one position is picked. */
export const pick = (x: Value, picks: Picks["picks"]): Value => bind1(pickPrimitive, x, { picks })

/** Where several parts go back to, in zeros of `shape`; where they overlap they add up. */
interface Restore {
  readonly places: readonly (Parts | Picks)[]
  readonly shape: Shape
}

const takenFrom = (x: NDArray, place: Parts | Picks, shape: NumericShape): NDArray =>
  "picks" in place ? window(x, place.picks) : sliceWindow(x, place.parts, shape)

const batchedPlace = (place: Parts | Picks): Parts | Picks =>
  "picks" in place ? { picks: [null, ...place.picks] } : { parts: [null, ...place.parts] }

// Many parts of one array, read one after the other, cost as much as the array this way, instead of an array each.
export const restorePrimitive: Linear = /* @__PURE__ */ linear<Restore>({
  name: "restore",
  arity: -1,
  stretch: true,
  shape: (_, { shape }) => shape,
  eager: (parts, { places }, shape) => {
    const out = allocate((parts[0] as NDArray).dtype, shape as NumericShape)
    clear(out)
    parts.forEach((part, k) => {
      accumulate(takenFrom(out, places[k] as Parts | Picks, part.shape), part)
    })
    return out
  },
  transpose: (g, _, { places }) =>
    (places as Restore["places"]).map((place) => ("picks" in place ? pick(g, place.picks) : slice(g, place.parts))),
  lift: ({ places, shape }, _, batch) => ({ places: places.map(batchedPlace), shape: [batch, ...shape] }),
})

function restore(parts: readonly Value[], params: readonly Params[], shape: Shape): Value {
  return bindN(restorePrimitive, parts, { places: params, shape })
}
