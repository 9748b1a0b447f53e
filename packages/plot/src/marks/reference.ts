import { isFiniteNumber } from "../math.ts"
import { type Mark, type MarkType, mark, type Style, styleOf } from "../mark.ts"
import { plainLabel } from "../label.ts"
import { path } from "../node.ts"
import { px, say, xy } from "../number.ts"
import { toFinite } from "../values.ts"
import { lineSwatch, strokeOf } from "./line.ts"

interface ReferenceData {
  readonly axis: "x" | "y"
  readonly at: number
  readonly style: Style
}

// Reference lines are thin and in the text colour: they belong to the axes rather than to the series.
const looks = (style: Style): Style => ({ color: "ink", width: 1, dash: "4 3", ...style })

export const referenceType: MarkType<ReferenceData> = {
  kind: "reference",
  series: false,
  extent: ({ axis, at }) => (axis === "x" ? { x: [at, at] } : { y: [at, at] }),
  draw({ axis, at, style }, pen) {
    const { left, top, width, height } = pen.box
    const p = axis === "x" ? pen.x.map(at) : pen.y.map(at)
    if (!isFiniteNumber(p)) return []
    const d = axis === "x" ? `M${xy(p, top)}v${px(height)}` : `M${xy(left, p)}h${px(width)}`
    return [path(d, strokeOf(looks(style), pen))]
  },
  swatch: ({ style }, pen, x, y) => lineSwatch(looks(style), pen, x, y),
  describe: ({ axis, at, style }) =>
    `${style.label ? `${plainLabel(style.label)}: ` : ""}${axis === "x" ? "vertical" : "horizontal"} line at ${axis} = ${say(at)}`,
}

/**
 * A horizontal line across the figure.
 *
 * @example
 * ```ts
 * import { figure, hline, line } from "@nablajs/plot"
 * figure([line([0, 1], [0, 2]), hline(1)]).describe() // => "line rises from 0 to 2. horizontal line at y = 1."
 * ```
 */
export const hline = (y: number, options: Style = {}): Mark =>
  mark(referenceType, { axis: "y", at: toFinite(y, "hline: y"), style: styleOf(options, "hline") })

/**
 * A vertical line across the figure.
 *
 * @example
 * ```ts
 * import { figure, line, vline } from "@nablajs/plot"
 * figure([line([0, 2], [0, 1]), vline(1)]).describe() // => "line rises from 0 to 1. vertical line at x = 1."
 * ```
 */
export const vline = (x: number, options: Style = {}): Mark =>
  mark(referenceType, { axis: "x", at: toFinite(x, "vline: x"), style: styleOf(options, "vline") })
