import { type Mark, type MarkType, mark, type Style, styleOf } from "../mark.ts"
import { markerOf } from "../markers.ts"
import { count } from "../number.ts"
import type { VectorLike } from "../values.ts"
import { dotsOf, type LineData, lineSwatch, lineType, region, toPoints } from "./line.ts"

export const scatterType: MarkType<LineData> = {
  ...lineType,
  kind: "scatter",
  draw: ({ x, y, style }, pen) => [dotsOf(x, y, { ...style, marker: style.marker || markerOf(pen.slot) }, pen, x.length > 400 ? 3 : 5)],
  swatch: ({ style }, pen, x, y) =>
    lineSwatch({ ...style, width: 0, marker: style.marker || markerOf(pen.slot), size: style.size ?? 6 }, pen, x, y),
  describe: ({ x, y, style }) => region(x, y, style, "scatter", `: ${count(x.length, "point")}`),
}

/**
 * Points, one marker each; many thousands are drawn as the pixels they cover.
 *
 * `x`, `y`: `[n]`
 *
 * @example
 * ```ts
 * import { figure, scatter } from "@nablajs/plot"
 * figure({}, [scatter([1, 2, 3], [2, 1, 3], { marker: "diamond" })]).describe() // => "scatter: 3 points, x from 1 to 3, y from 1 to 3."
 * ```
 */
export const scatter = (x: VectorLike, y: VectorLike, options: Style = {}): Mark =>
  mark(scatterType, { ...toPoints(x, y, "scatter"), style: styleOf(options, "scatter") })
