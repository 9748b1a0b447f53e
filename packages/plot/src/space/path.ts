import { isFiniteNumber } from "../math.ts"
import { extentOfValues, mark, type Style, styleOf, nameOf, columnsOf } from "../mark.ts"
import { lineSwatch } from "../marks/line.ts"
import { count, fromTo, xy } from "../number.ts"
import { hueOf } from "../theme.ts"
import { sameLength, toVector, type VectorLike } from "../values.ts"
import { type Mark3d, type Mark3dType, type Piece, type Stage3d } from "./mark3d.ts"

interface PathData {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly z: Float64Array
  readonly style: Style
}

// Points on a surface lie in it; this much nearer to the viewer, they are seen on it.
const lift = 0.06

/** The pieces of a path from point to point, or of points alone. */
const pieces = ({ x, y, z, style }: PathData, { place, theme, slot }: Stage3d, lines: boolean): Piece[] => {
  const stroke = hueOf(style, { theme, slot })
  const at = Array.from(x, (xi, i) => place([xi, y[i] as number, z[i] as number]))
  const size = style.size ?? 5
  const attrs = {
    ...{ stroke, "stroke-opacity": 1, "stroke-width": lines ? (style.width ?? 2) : size, "stroke-linecap": "round" },
    ...(lines && { opacity: style.opacity }),
  }
  const drawn = at.flatMap((b, i): Piece[] => {
    const a = lines ? at[i - 1] : b
    if (!a || ![...a, ...b].every(isFiniteNumber)) return []
    const d = `M${xy(a[0], a[1])}${lines ? `L${xy(b[0], b[1])}` : "h.01"}`
    return [{ near: (a[2] + b[2]) / 2 + lift, paint: lines ? `line${stroke}` : `dot${stroke}${size}`, d, attrs }]
  })
  return drawn
}

const pathType: Mark3dType<PathData> = {
  kind: "line3d",
  series: true,
  bounds({ x, y, z }) {
    const ex = extentOfValues(x)
    const ey = extentOfValues(y)
    const ez = extentOfValues(z)
    return ex && ey && ez && { x: ex, y: ey, z: ez }
  },
  pieces: (data, stage) => [...pieces(data, stage, true), ...(data.style.marker ? pieces(data, stage, false) : [])],
  swatch: ({ style }, pen, x, y) => lineSwatch({ width: 2, ...style, dash: false }, pen, x, y),
  describe: (data) => described(data, "path"),
  table: ({ x, y, z }) => columnsOf({ x, y, z }),
}

const pointsType: Mark3dType<PathData> = {
  ...pathType,
  kind: "scatter3d",
  pieces: (data, stage) => pieces(data, stage, false),
  swatch: ({ style }, pen, x, y) => lineSwatch({ ...style, marker: "circle", width: 0 }, pen, x, y),
  describe: (data) => described(data, "points"),
}

const described = ({ x, z, style }: PathData, what: string): string => {
  const name = nameOf(style, what)
  if (!extentOfValues(z)) return `${name} has no points`
  return `${name}: ${count(x.length, "point")}, z ${fromTo(z[0] as number, z.at(-1) as number)}`
}

const points = (x: VectorLike, y: VectorLike, z: VectorLike, options: Style, operation: string): PathData => {
  const xs = toVector(x, `${operation}: x`)
  const ys = toVector(y, `${operation}: y`)
  const zs = toVector(z, `${operation}: z`)
  sameLength(xs, ys, [`${operation}: x`, "y"])
  sameLength(xs, zs, [`${operation}: x`, "z"])
  return { x: xs, y: ys, z: zs, style: styleOf(options, operation) }
}

/**
 * A line through points of space, such as the trace of an optimiser on a surface.
 *
 * `x`, `y`, `z`: `[n]`
 *
 * @example
 * ```ts
 * import { figure3d, line3d } from "@nablajs/plot"
 * figure3d({}, [line3d([0, 1], [0, 1], [0, 2])]).describe() // => "path: 2 points, z from 0 to 2."
 * ```
 */
export const line3d = (x: VectorLike, y: VectorLike, z: VectorLike, options: Style = {}): Mark3d =>
  mark(pathType, points(x, y, z, options, "line3d"))

/**
 * Points in space.
 *
 * `x`, `y`, `z`: `[n]`
 *
 * @example
 * ```ts
 * import { figure3d, scatter3d } from "@nablajs/plot"
 * figure3d({}, [scatter3d([0, 1], [0, 1], [0, 2])]).describe() // => "points: 2 points, z from 0 to 2."
 * ```
 */
export const scatter3d = (x: VectorLike, y: VectorLike, z: VectorLike, options: Style = {}): Mark3d =>
  mark(pointsType, points(x, y, z, options, "scatter3d"))
