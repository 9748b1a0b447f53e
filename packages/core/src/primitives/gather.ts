// Reading and adding by index.
import { allocate, clear, denseArray, type NDArray } from "../array.ts"
import { bind2 } from "../bind.ts"
import { type DType, isFloating, isInteger } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { checkOptions } from "../options.ts"
import type { Multilinear } from "../primitive.ts"
import { countOf, type NumericShape, normalizeAxis, type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { multilinear } from "../structural.ts"
import type { Take } from "../types/index.ts"
import { dtypeOf, shapeOf, type Value } from "../value.ts"

/** `batch` leading axes are shared by the array and the index; the rest of the index replaces `axis`. */
interface Gather {
  readonly axis: number
  readonly batch: number
}

interface Scatter extends Gather {
  /** Of the restored axis. */
  readonly size: Dim
}

export const gatherPrimitive: Multilinear = /* @__PURE__ */ multilinear<Gather>({
  name: "gather",
  arity: 2,
  shape: ([x, index], { axis, batch }) => [
    ...(x as Shape).slice(0, axis),
    ...(index as Shape).slice(batch),
    ...(x as Shape).slice(axis + 1),
  ],
  dtype: ([x]) => x as DType,
  eager: ([x, index], params, shape) => {
    const [source, at] = [denseArray(x as NDArray), denseArray(index as NDArray)]
    const out = allocate(source.dtype, shape as NumericShape)
    visit("gather", source.shape, at, params, (whole, part, n) => {
      for (let q = 0; q < n; q++) out.buffer[out.offset + part + q] = source.buffer[source.offset + whole + q] as number
    })
    return out
  },
  transposes: [
    (g, [x, index], { axis, batch }: Gather) => scatter(g, index as Value, { axis, batch, size: shapeOf(x as Value)[axis] as Dim }),
    null,
  ],
  stretch: true,
  lift: (params, batched) => lifted(params, batched),
})

export const scatterPrimitive: Multilinear = /* @__PURE__ */ multilinear<Scatter>({
  name: "scatter",
  arity: 2,
  shape: ([g, index], { axis, batch, size }) => [
    ...(g as Shape).slice(0, axis),
    size,
    ...(g as Shape).slice(axis + (index as Shape).length - batch),
  ],
  dtype: ([g]) => g as DType,
  eager: ([g, index], params, shape) => {
    const [source, at] = [denseArray(g as NDArray), denseArray(index as NDArray)]
    const out = allocate(source.dtype, shape as NumericShape)
    clear(out)
    // sums start at −0 where there is one among the summands: +0 would swallow their sign
    if (isFloating(source.dtype) && holdsNegativeZero(source)) {
      visit(
        "scatter",
        shape as NumericShape,
        at,
        params,
        (whole, _, n) => void out.buffer.fill(-0, out.offset + whole, out.offset + whole + n),
      )
    }
    visit("scatter", shape as NumericShape, at, params, (whole, part, n) => {
      for (let q = 0; q < n; q++) {
        const k = out.offset + whole + q
        out.buffer[k] = (out.buffer[k] as number) + (source.buffer[source.offset + part + q] as number)
      }
    })
    return out
  },
  transposes: [(g, [, index], { axis, batch }: Scatter) => gather(g, index as Value, { axis, batch }), null],
  stretch: true,
  lift: (params, batched) => lifted(params, batched),
})

function holdsNegativeZero({ buffer, offset, size }: NDArray): boolean {
  for (let i = offset; i < offset + size; i++) if (Object.is(buffer[i], -0)) return true
  return false
}

// With a batched index, the batch axis joins those that are shared.
const lifted = <P extends Gather>(params: P, batched: readonly boolean[]): P => ({
  ...params,
  axis: params.axis + 1,
  batch: params.batch + (batched[1] ? 1 : 0),
})

/** Calls back with the places in the whole array and in the part, for each run of `n` neighbouring elements. */
function visit(
  operation: string,
  whole: NumericShape,
  index: NDArray,
  { axis, batch }: Gather,
  each: (whole: number, part: number, n: number) => void,
): void {
  const shared = countOf(whole.slice(0, batch))
  const outer = countOf(whole.slice(batch, axis))
  const size = whole[axis] as number
  const run = countOf(whole.slice(axis + 1))
  const picks = countOf(index.shape.slice(batch))
  for (let b = 0, part = 0; b < shared; b++) {
    for (let p = 0; p < outer; p++) {
      const row = (b * outer + p) * size
      for (let j = 0; j < picks; j++, part += run) {
        const raw = index.buffer[index.offset + b * picks + j] as number
        const k = raw < 0 ? raw + size : raw
        if (!(k >= 0 && k < size)) {
          throw new NablaError(
            "index-out-of-range",
            `${operation}: index ${raw} does not exist on axis ${axis} of shape ${showShape(whole)}`,
          )
        }
        each((row + k) * run, part, run)
      }
    }
  }
}

export const gather = (x: Value, index: Value, params: Gather): Value => bind2(gatherPrimitive, x, index, params)

export const scatter = (g: Value, index: Value, params: Scatter): Value => bind2(scatterPrimitive, g, index, params)

/**
 * The elements of x at the given positions along an axis, the first when none is named; negative ones count from the end.
 *
 * @example take(tensor([10, 20, 30]), tensor([2, 0], { dtype: "int32" })).toArray() // => [30, 10]
 */
export const take = ((x: Value, indices: Value, options: { axis?: number } = {}): Value => {
  checkOptions("take", options, ["axis"])
  if (!isInteger(dtypeOf(indices)) && typeof indices !== "number") {
    throw new NablaError("dtype-mismatch", `take: indices must be integers, got ${dtypeOf(indices)}; convert with astype(indices, "int32")`)
  }
  const shape = shapeOf(x)
  return gather(x, indices, { axis: normalizeAxis("take", options.axis ?? 0, shape.length, shape), batch: 0 })
}) as Take
