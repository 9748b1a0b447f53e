import { isFiniteNumber, isGap } from "../math.ts"
import { pointsExtent, type Mark, type MarkType, mark, type Style, styleOf } from "../mark.ts"
import { path } from "../node.ts"
import { px, xy } from "../number.ts"
import type { VectorLike } from "../values.ts"
import { type ErrorSize, errorsOf } from "./fill.ts"
import { dotsOf, type LineData, lineSwatch, lineType, strokeOf, toPoints, trend } from "./line.ts"

interface ErrorData extends LineData {
  readonly below: Float64Array
  readonly above: Float64Array
}

const cap = 3

export const errorType: MarkType<ErrorData> = {
  kind: "errorBars",
  series: true,
  points: (data) => data,
  extent({ x, y, below, above }) {
    return pointsExtent(x, [...y.map((v, i) => v - (below[i] as number)), ...y.map((v, i) => v + (above[i] as number))])
  },
  draw({ x, y, below, above, style }, pen) {
    const floor = pen.box.top + pen.box.height
    const bars = Array.from(x, (xi, i) => {
      const v = y[i] as number
      const p = pen.x.map(xi)
      const high = pen.y.map(v + (above[i] as number))
      const bottom = pen.y.map(v - (below[i] as number))
      const low = isGap(bottom) && pen.y.kind === "log" ? floor : bottom
      if (![p, high, low].every(isFiniteNumber)) return ""
      return `M${xy(p, low)}V${px(high)}M${xy(p - cap, high)}h${2 * cap}M${xy(p - cap, low)}h${2 * cap}`
    })
    return [path(bars.join(""), strokeOf({ width: 1.25, ...style, dash: false }, pen)), dotsOf(x, y, { marker: "circle", ...style }, pen)]
  },
  swatch: ({ style }, pen, x, y) => [
    path(
      `M${xy(x, y - 5)}v10M${xy(x - cap, y - 5)}h${2 * cap}m-${2 * cap},10h${2 * cap}`,
      strokeOf({ width: 1.25, ...style, dash: false }, pen),
    ),
    ...lineSwatch({ marker: "circle", ...style, width: 0 }, pen, x, y),
  ],
  describe: ({ x, y, style }) => `${trend(x, y, style, "points")}, with error bars`,
  table: (data) => [...(lineType.table?.(data) ?? []), { name: "below", values: data.below }, { name: "above", values: data.above }],
}

/**
 * Points with bars for their errors.
 *
 * `x`, `y`, `error`: `[n]`; `error` is a number, a vector, or `[below, above]`
 *
 * @example
 * ```ts
 * import { errorBars, figure } from "@nablajs/plot"
 * figure([errorBars([1, 2, 3], [2, 3, 5], [0.1, 0.2, 0.4])]).describe() // => "points rises from 2 to 5, with error bars."
 * ```
 */
export const errorBars = (x: VectorLike, y: VectorLike, error: ErrorSize, options: Style = {}): Mark => {
  const points = toPoints(x, y, "errorBars")
  return mark(errorType, { ...points, ...errorsOf(error, points.y.length, "errorBars"), style: styleOf(options, "errorBars") })
}
