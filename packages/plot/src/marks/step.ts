import * as rules from "../rules.ts"
import { type Mark, type MarkType, mark, parted, type Style, styleOf } from "../mark.ts"
import { path } from "../node.ts"
import { px, xy } from "../number.ts"
import { polyline } from "../polyline.ts"
import type { VectorLike } from "../values.ts"
import { dotsOf, type LineData, lineSwatch, lineType, strokeOf, toPoints, trend } from "./line.ts"
import { isFiniteNumber, max, min } from "../math.ts"

export interface StepOptions extends Style {
  /** Where the value changes: at the point (`after`, as a cumulative distribution does), before it, or halfway. */
  readonly where?: "after" | "before" | "middle"
}

interface StepData extends LineData {
  readonly where: "after" | "before" | "middle"
}

const stairs = ({ x, y, where }: StepData): { xs: number[]; ys: number[] } => {
  const xs: number[] = []
  const ys: number[] = []
  for (let i = 0; i < x.length; i++) {
    const [xi, next] = [x[i], x[i + 1]] as [number, number?]
    const turn = where === "after" || next === undefined ? next : where === "before" ? xi : (xi + next) / 2
    xs.push(xi)
    ys.push(y[i] as number)
    if (turn === undefined) break
    xs.push(turn, turn)
    ys.push(y[i] as number, y[i + 1] as number)
  }
  return { xs, ys }
}

export const stepType: MarkType<StepData> = {
  ...lineType,
  kind: "step",
  draw(data, pen) {
    const { xs, ys } = stairs(data)
    return [
      path(polyline(xs, ys, pen), { ...strokeOf(data.style, pen), "stroke-linejoin": "miter" }),
      dotsOf(data.x, data.y, data.style, pen),
    ]
  },
  describe: ({ x, y, style }) => trend(x, y, style, "step line"),
}

/**
 * A line that changes in steps, such as a cumulative distribution.
 *
 * `x`, `y`: `[n]`
 *
 * @example
 * ```ts
 * import { figure, step } from "@nablajs/plot"
 * figure([step([1, 2, 3], [0.2, 0.7, 1], { label: "cdf" })]).describe() // => "cdf rises from 0.2 to 1."
 * ```
 */
export const step = (x: VectorLike, y: VectorLike, options: StepOptions = {}): Mark => {
  const { style, where = "after" } = parted(options, "step", { where: rules.turns })
  return mark(stepType, { ...toPoints(x, y, "step"), where, style })
}

export const stemType: MarkType<LineData> = {
  ...lineType,
  kind: "stem",
  extent(data) {
    const { x, y } = lineType.extent(data)
    return { x, y: y ? [min(0, y[0]), max(0, y[1])] : [0, 1], stickY: y && y[0] >= 0 ? [0] : [] }
  },
  draw({ x, y, style }, pen) {
    const base = pen.y.kind === "log" ? pen.box.top + pen.box.height : pen.y.map(0)
    const d = Array.from(x, (xi, i) => {
      const p = pen.x.map(xi)
      const q = pen.y.map(y[i] as number)
      return isFiniteNumber(p) && isFiniteNumber(q) ? `M${xy(p, base)}V${px(q)}` : ""
    }).join("")
    const zero = isFiniteNumber(base)
      ? path(`M${xy(pen.box.left, base)}h${px(pen.box.width)}`, { stroke: pen.theme.ink, "stroke-opacity": 0.62, fill: "none" })
      : undefined
    const stems = path(d, strokeOf({ ...style, dash: false }, pen))
    return [zero, stems, dotsOf(x, y, { marker: "circle", ...style }, pen)]
  },
  swatch: ({ style }, pen, x, y) => lineSwatch({ marker: "circle", ...style, dash: false }, pen, x, y),
  describe: ({ x, y, style }) => trend(x, y, style, "stem plot"),
}

/**
 * Stems from zero to each value, for probability mass functions and sequences.
 *
 * `x`, `y`: `[n]`
 *
 * @example
 * ```ts
 * import { figure, stem } from "@nablajs/plot"
 * figure([stem([0, 1, 2], [0.25, 0.5, 0.25], { label: "p" })]).describe() // => "p goes from 0.25 to 0.25, maximum 0.5 at x = 1."
 * ```
 */
export const stem = (x: VectorLike, y: VectorLike, options: Style = {}): Mark =>
  mark(stemType, { ...toPoints(x, y, "stem"), style: styleOf(options, "stem") })
