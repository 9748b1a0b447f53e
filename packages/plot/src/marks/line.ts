import { extentOfValues, type Mark, type MarkType, mark, nameOf, type Pen, pointsExtent, type Style, styleOf } from "../mark.ts"
import { markers } from "../markers.ts"
import { path, type SvgNode } from "../node.ts"
import { polyline } from "../polyline.ts"
import { fromTo, say } from "../number.ts"
import { dashOf, hueOf } from "../theme.ts"
import { sameLength, toVector, type VectorLike } from "../values.ts"
import { infinity, isFiniteNumber, min, missing, round } from "../math.ts"

export interface LineData {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly style: Style
}

const strokeWidth = 1.75

/** The stroke attributes of a series: hue, width, dash. */
export const strokeOf = (style: Style, pen: Pen, dashed = true): Record<string, string | number | undefined> => {
  const width = style.width ?? strokeWidth
  const dash = style.dash === false ? undefined : (style.dash ?? (dashed ? dashOf(pen.slot) : undefined))
  const scaled = dash?.split(/[ ,]+/).map((part) => round(Number(part) * width * 10) / 10)
  return {
    fill: "none",
    stroke: hueOf(style, pen),
    "stroke-width": width,
    "stroke-dasharray": scaled?.every(isFiniteNumber) ? scaled.join(" ") : undefined,
    "stroke-linejoin": "round",
    opacity: style.opacity,
  }
}

/** The markers along a line or scatter, at mapped positions. */
export const dotsOf = (x: ArrayLike<number>, y: ArrayLike<number>, style: Style, pen: Pen, size = 6): SvgNode | undefined => {
  if (!style.marker) return undefined
  const n = min(x.length, y.length)
  const px = new Float64Array(n)
  const py = new Float64Array(n)
  const X = pen.x
  const Y = pen.y
  const flat = X.kind === "linear" && Y.kind === "linear"
  for (let i = 0; i < n; i++) {
    px[i] = flat ? X.shift + X.slope * (x[i] as number) : X.map(x[i] as number)
    py[i] = flat ? Y.shift + Y.slope * (y[i] as number) : Y.map(y[i] as number)
  }
  const color = hueOf(style, pen)
  return markers(style.marker, px, py, style.size ?? size, pen.box, { color, opacity: style.opacity })
}

/** The exact place and value of an extreme near the ith point; `sign` is 1 for a minimum, −1 for a maximum. */
export type Refine = (x: ArrayLike<number>, y: ArrayLike<number>, i: number, sign: 1 | -1) => readonly [number, number]

const given: Refine = (x, y, i) => [x[i] as number, y[i] as number]

/** How y changes from its first to its last value, with its extremes: the sentence screen readers get. */
export const trend = (x: Float64Array, y: Float64Array, style: Style, what = "line", refine: Refine = given): string => {
  const name = nameOf(style, what)
  // Values without a place are none. Engines look for one number faster than a function looks at each.
  const isPlaced = [missing, infinity, -infinity].every((v) => !x.includes(v))
  const known = isPlaced ? y : y.map((v, i) => (isFiniteNumber(x[i]) ? v : missing))
  const range = extentOfValues(known)
  if (!range) return `${name} has no values`
  const first = known.findIndex(isFiniteNumber)
  const last = known.findLastIndex(isFiniteNumber)
  const low = known.indexOf(range[0])
  const high = known.indexOf(range[1])
  const at = (i: number): string => say(y[i] as number)
  if (first === last) return `${name} is ${at(first)} at x = ${say(x[first] as number)}`
  if (range[0] === range[1]) return `${name} is constant at ${at(first)}`
  const verb = (y[last] as number) > (y[first] as number) ? "rises" : (y[last] as number) < (y[first] as number) ? "falls" : "goes"
  const inner = [low, high].flatMap((i, k) => {
    if (i === first || i === last) return []
    const [t, v] = refine(x, y, i, k === 0 ? 1 : -1)
    return [`${k === 0 ? "minimum" : "maximum"} ${say(v)} at x = ${say(t)}`]
  })
  return [`${name} ${verb} from ${at(first)} to ${at(last)}`, ...inner].join(", ")
}

/** Where points lie: the sentence for those in no order. */
export const region = (x: Float64Array, y: Float64Array, style: Style, what: string, more = ""): string => {
  const [ex, ey] = [extentOfValues(x), extentOfValues(y)]
  return nameOf(style, what) + (ex && ey ? `${more}, x ${fromTo(...ex)}, y ${fromTo(...ey)}` : " has no values")
}

export const lineType: Omit<MarkType<LineData>, "prepare" | "plain"> = {
  kind: "line",
  series: true,
  extent: ({ x, y }) => pointsExtent(x, y),
  draw({ x, y, style }, pen) {
    const stroke = style.width === 0 ? undefined : path(polyline(x, y, pen), strokeOf(style, pen))
    return [stroke, dotsOf(x, y, style, pen)]
  },
  swatch: ({ style }, pen, x, y) => lineSwatch(style, pen, x, y),
  points: (data) => data,
  describe: ({ x, y, style }) => trend(x, y, style),
  table: ({ x, y, style }) => [
    { name: "x", values: x },
    { name: nameOf(style, "y"), values: y },
  ],
}

export const lineSwatch = (style: Style, pen: Pen, x: number, y: number): (SvgNode | undefined)[] => {
  const dot = style.marker ? markers(style.marker, [x], [y], style.size ?? 6, everywhere, { color: hueOf(style, pen) }) : undefined
  return [style.width === 0 ? undefined : path(`M${x - 11},${y}h22`, strokeOf(style, pen)), dot]
}

const everywhere = { left: -1e9, top: -1e9, width: 2e9, height: 2e9 }

/** Splits `(x, y, options)` or `(y, options)` into two vectors of one length. */
export const toPoints = (x: unknown, y: unknown, operation: string): { x: Float64Array; y: Float64Array } => {
  const ys = toVector(y, `${operation}: y`)
  const xs = toVector(x, `${operation}: x`)
  sameLength(xs, ys, [`${operation}: x`, "y"])
  return { x: xs, y: ys }
}

/**
 * A line through points, in the order given; `null`, NaN and infinite values leave gaps.
 *
 * `x`, `y`: `[n]`
 *
 * @example
 * ```ts
 * import { figure, line } from "@nablajs/plot"
 * figure({ x: "step", y: "loss" }, [line([0, 1, 2, 3], [4, 2, 1.2, 1], { label: "train" })]).toSVG().startsWith("<svg") // => true
 * ```
 */
export const line = (x: VectorLike, y: VectorLike, options: Style = {}): Mark =>
  mark(lineType, { ...toPoints(x, y, "line"), style: styleOf(options, "line") })

/** matplotlib's marker characters, for `fmts`. */
export const markerLetters: Record<string, Style["marker"]> = {
  o: "circle",
  ".": "circle",
  s: "square",
  "^": "triangle",
  d: "diamond",
  D: "diamond",
  "+": "plus",
  x: "cross",
  "*": "star",
}
