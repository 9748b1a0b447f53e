import { isFiniteNumber } from "../math.ts"
import { refuse } from "../refuse.ts"
import { extentOfValues, type Mark, type MarkType, mark, nameOf, type Pen, pointsExtent, type Style, styleOf } from "../mark.ts"
import { path, type SvgNode } from "../node.ts"
import { say, xy } from "../number.ts"
import { polygon } from "../polyline.ts"
import { hueOf } from "../theme.ts"
import { sameLength, toScalar, toVector, type VectorLike } from "../values.ts"

interface FillData {
  readonly x: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly style: Style
}

const fillOpacity = 0.25

// The pieces between gaps, each a polygon along one edge and back along the other.
const pieces = ({ x, low, high }: FillData, pen: Pen): string => {
  const floor = pen.box.top + pen.box.height
  const at = (values: Float64Array, i: number): number => {
    const p = pen.y.map(values[i] as number)
    return pen.y.kind === "log" && (values[i] as number) <= 0 ? floor : p
  }
  let d = ""
  let upper: [number, number][] = []
  let lower: [number, number][] = []
  // Beyond the last point there is none: what was begun ends there.
  for (let i = 0; i <= x.length; i++) {
    const [p, a, b] = [pen.x.map(x[i] as number), at(low, i), at(high, i)]
    if (isFiniteNumber(p) && isFiniteNumber(a) && isFiniteNumber(b)) {
      upper.push([p, b])
      lower.push([p, a])
      continue
    }
    d += polygon([...upper, ...lower.reverse()])
    ;[upper, lower] = [[], []]
  }
  return d
}

export const patchSwatch = (style: Style, pen: Pen, x: number, y: number, opacity: number): SvgNode[] => {
  const color = hueOf(style, pen)
  const node = path(`M${xy(x - 9, y - 4)}h18v8h-18z`, {
    fill: color,
    "fill-opacity": style.opacity ?? opacity,
    stroke: color,
    "stroke-width": 1,
  })
  return node ? [node] : []
}

export const fillType: MarkType<FillData> = {
  kind: "fill",
  series: true,
  extent: ({ x, low, high }) => pointsExtent(x, [...low, ...high]),
  draw(data, pen) {
    const color = hueOf(data.style, pen)
    return [path(pieces(data, pen), { fill: color, "fill-opacity": data.style.opacity ?? fillOpacity, stroke: "none" })]
  },
  swatch: ({ style }, pen, x, y) => patchSwatch(style, pen, x, y, fillOpacity),
  points: ({ x, high }) => ({ x, y: high }),
  describe({ x, style }) {
    const ex = extentOfValues(x)
    return nameOf(style, "filled area") + (ex ? ` from x = ${say(ex[0])} to ${say(ex[1])}` : " has no values")
  },
  table: ({ x, low, high, style }) => [
    { name: "x", values: x },
    { name: `${nameOf(style, "area")}, lower`, values: low },
    { name: `${nameOf(style, "area")}, upper`, values: high },
  ],
}

export const edge = (y: VectorLike | number, n: number, name: string): Float64Array =>
  typeof y === "number" ? new Float64Array(n).fill(toScalar(y, name)) : toVector(y, name)

/**
 * The area between two lines over the same x; either may be a constant, and `y2` is 0 when absent.
 *
 * `x`, `y1`, `y2`: `[n]`
 *
 * @example
 * ```ts
 * import { figure, fill } from "@nablajs/plot"
 * figure([fill([0, 1, 2], [1, 2, 1], 0, { label: "mass" })]).describe() // => "mass from x = 0 to 2."
 * ```
 */
export const fill = (x: VectorLike, y1: VectorLike | number, y2: VectorLike | number = 0, options: Style = {}): Mark => {
  const xs = toVector(x, "fill: x")
  const a = edge(y1, xs.length, "fill: y1")
  const b = edge(y2, xs.length, "fill: y2")
  sameLength(xs, a, ["fill: x", "y1"])
  sameLength(xs, b, ["fill: x", "y2"])
  return mark(fillType, { x: xs, low: b, high: a, style: styleOf(options, "fill") })
}

/**
 * A band of uncertainty around a line: from `y − below` to `y + above`.
 *
 * `x`, `y`, `error`: `[n]`; `error` is a number, a vector, or `[below, above]`
 *
 * @example
 * ```ts
 * import { band, figure, line } from "@nablajs/plot"
 * figure([band([0, 1, 2], [1, 2, 3], 0.5), line([0, 1, 2], [1, 2, 3], { color: "C0" })]).marks.length // => 2
 * ```
 */
export const band = (x: VectorLike, y: VectorLike, error: ErrorSize, options: Style = {}): Mark => {
  const xs = toVector(x, "band: x")
  const ys = toVector(y, "band: y")
  sameLength(xs, ys, ["band: x", "y"])
  const { below, above } = errorsOf(error, ys.length, "band")
  return mark(fillType, {
    x: xs,
    low: ys.map((v, i) => v - (below[i] as number)),
    high: ys.map((v, i) => v + (above[i] as number)),
    style: styleOf(options, "band"),
  })
}

/** How far an error reaches: a number, one number per point, or `[below, above]`, each of these. */
export type ErrorSize = number | VectorLike | readonly [VectorLike, VectorLike]

export const errorsOf = (error: ErrorSize, n: number, operation: string): { below: Float64Array; above: Float64Array } => {
  const isPair = Array.isArray(error) && error.length === 2 && error.every((side) => typeof side === "object")
  const [a, b] = (isPair ? error : [error, error]) as [VectorLike | number, VectorLike | number]
  const below = edge(a, n, `${operation}: error`)
  const above = edge(b, n, `${operation}: error`)
  for (const side of [below, above]) {
    sameLength({ length: n }, side, [`${operation}: y`, "error"])
    const wrong = side.find((v) => v < 0)
    if (wrong !== undefined) refuse(`${operation}: an error is a distance, from 0 up, got ${wrong}`)
  }
  return { below, above }
}
