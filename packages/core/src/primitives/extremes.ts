// Running maxima and minima, and where on their line they stand.
import { allocate, denseArray, type NDArray } from "../array.ts"
import { bind1 } from "../bind.ts"
import { isWide } from "../dtype.ts"
import { checkOptions } from "../options.ts"
import type { Custom, Multilinear } from "../primitive.ts"
import { countOf, type NumericShape, type Shape } from "../shape.ts"
import { constant, custom } from "../structural.ts"
import type { CumulativeMax } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { lineAxis } from "./cumulative.ts"
import { gather } from "./gather.ts"
import { moveaxis } from "./movement.ts"

interface Along {
  readonly axis: number
}

interface Towards extends Along {
  readonly least: boolean
}

/** Calls back for each element with its place, the extreme so far on its line, and that one's position on the line. */
function visit(x: NDArray, { axis, least }: Towards, each: (at: number, best: number, position: number) => void): void {
  const { buffer, offset } = x
  const extreme = least ? Math.min : Math.max
  const pick = isWide(x.dtype) ? (a: number, b: number) => (b > a === least ? a : b) : extreme
  const n = x.shape[axis] as number
  const step = countOf(x.shape.slice(axis + 1))
  for (let block = 0; block < x.size; block += n * step) {
    for (let column = 0; column < step; column++) {
      let best = buffer[offset + block + column] as number
      let position = 0
      for (let i = 0, at = block + column; i < n; i++, at += step) {
        const v = buffer[offset + at] as number
        // NaN stays; of equal elements the last counts, as in PyTorch
        best = pick(best, v)
        if (v === best || Number.isNaN(v)) position = i
        each(at, best, position)
      }
    }
  }
}

/** Positions along the axis of the largest, or least, element so far. */
export const cumargPrimitive: Multilinear = /* @__PURE__ */ constant<Towards>({
  name: "cumarg",
  shape: ([x]) => x as Shape,
  dtype: () => "int32",
  eager: ([x], params, shape) => {
    const out = allocate("int32", shape as NumericShape)
    visit(denseArray(x as NDArray), params, (at, _, position) => {
      out.buffer[out.offset + at] = position
    })
    return out
  },
  lift: ({ axis, least }) => ({ axis: axis + 1, least }),
})

// The derivative is that of the element which stands as extreme.
const running = (name: string, least: boolean): Custom =>
  custom<Along>({
    name,
    shape: ([x]) => x as Shape,
    eager: ([x], { axis }, shape) => {
      const source = denseArray(x as NDArray)
      const out = allocate(source.dtype, shape as NumericShape)
      visit(source, { axis, least }, (at, best) => {
        out.buffer[out.offset + at] = best
      })
      return out
    },
    jvp: ([x], [dx], _, { axis }) => {
      const last = shapeOf(x as Value).length - 1
      const lines = (v: Value): Value => moveaxis(v as never, axis, -1) as Value
      const place = bind1(cumargPrimitive, x as Value, { axis, least })
      return [moveaxis(gather(lines(dx as Value), lines(place), { axis: last, batch: last }) as never, -1, axis) as Value]
    },
    lift: ({ axis }) => ({ axis: axis + 1 }),
  })

export const cummaxPrimitive: Custom = /* @__PURE__ */ running("cummax", false)

export const cumminPrimitive: Custom = /* @__PURE__ */ running("cummin", true)

function along(operation: string, primitive: Custom, x: Value, options: { readonly axis?: number | null }): Value {
  checkOptions(operation, options, ["axis"])
  return bind1(primitive, x, { axis: lineAxis(operation, x, options.axis) })
}

/**
 * The largest element so far along an axis, which only vectors may leave out: yᵢ = max(x₀, …, xᵢ); NaN from the first NaN on.
 * The dtype is kept; of equal elements the last has the derivative.
 *
 * @example cumulativeMax(tensor([1, 3, 2, 4])).toArray() // => [1, 3, 3, 4]
 */
export const cumulativeMax = ((x: Value, options: { readonly axis?: number | null } = {}): Value =>
  along("cumulativeMax", cummaxPrimitive, x, options)) as unknown as CumulativeMax

/**
 * The least element so far along an axis, which only vectors may leave out: yᵢ = min(x₀, …, xᵢ); NaN from the first NaN on.
 * The dtype is kept; of equal elements the last has the derivative.
 *
 * @example cumulativeMin(tensor([3, 1, 2, 0])).toArray() // => [3, 1, 1, 0]
 */
export const cumulativeMin = ((x: Value, options: { readonly axis?: number | null } = {}): Value =>
  along("cumulativeMin", cumminPrimitive, x, options)) as unknown as CumulativeMax<"cumulativeMin">
