import { refuse } from "./refuse.ts"
import { type Figure, type FigureData, figure } from "./figure.ts"
import { type MarkType, mark } from "./mark.ts"
import { noteType } from "./marks/annotate.ts"
import { arrowsType } from "./marks/arrows.ts"
import { barType } from "./marks/bar.ts"
import { contourType } from "./marks/contour.ts"
import { bandType } from "./marks/contourf.ts"
import { curveType } from "./marks/curve.ts"
import { errorType } from "./marks/errorbars.ts"
import { fillType } from "./marks/fill.ts"
import { heatmapType } from "./marks/heatmap.ts"
import { lineType } from "./marks/line.ts"
import { scatterType } from "./marks/scatter.ts"
import { parametricType } from "./marks/parametric.ts"
import { referenceType } from "./marks/reference.ts"
import { stemType, stepType } from "./marks/step.ts"
import { streamType } from "./marks/stream.ts"
import { tangentType } from "./marks/tangent.ts"
import { unitGridType } from "./matrixplot.ts"

/** A mark's behaviour, whatever its data. */
type AnyType = { readonly kind: string }

const builtIn: readonly AnyType[] = [
  ...[arrowsType, bandType, barType, contourType, curveType, errorType, fillType, heatmapType, lineType],
  ...[noteType, parametricType, referenceType, scatterType, stemType, stepType, streamType, tangentType, unitGridType],
]

/**
 * The figure whose plain data these are, as `toData` gave them; `types` are the kinds of marks of your own.
 *
 * @example
 * ```ts
 * import { curve, figure, fromData } from "@nablajs/plot"
 * const sine = figure([curve(Math.sin, [0, 6])])
 * const copy = fromData(structuredClone(sine.toData())) // what a worker would receive
 * copy.toSVG() === sine.toSVG() // => true
 * ```
 */
export const fromData = (data: FigureData, types: readonly AnyType[] = []): Figure => {
  if (!Array.isArray(data?.marks)) refuse("fromData: expected what a figure's toData answers")
  const known = new Map([...builtIn, ...types].map((type) => [type.kind, type as MarkType<object>]))
  const marks = (data as FigureData).marks.map(({ kind, data: own }, i) => {
    const type = known.get(kind) ?? refuse(`fromData: no kind of mark is called "${kind}"; pass its type, as in fromData(data, [type])`)
    try {
      type.extent(own)
      type.describe(own)
      return mark(type, own)
    } catch (cause) {
      return refuse(
        `fromData: the data of mark ${i} are not those of a ${kind}; expected what a figure's toData answers`,
        "bad-argument",
        cause,
      )
    }
  })
  return figure(data.options ?? {}, marks)
}
