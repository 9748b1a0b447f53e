import { extentOfValues, type Style, styleOf, nameOf, columnsOf } from "../mark.ts"
import { markers } from "../markers.ts"
import { everywhere } from "../marks/line.ts"
import { path, type SvgNode } from "../node.ts"
import { count, px, say } from "../number.ts"
import { colourOf, dashOf } from "../theme.ts"
import { sameLength, toVector, type VectorLike } from "../values.ts"
import { type Mark3d, type Mark3dType, mark3d, type Piece, type Stage3d } from "./mark3d.ts"

interface PathData {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly z: Float64Array
  readonly style: Style
}

// Points on a surface lie in it; this much nearer to the viewer, they are seen on it.
const lift = 0.06

const colour = ({ style }: PathData, stage: Stage3d): string => colourOf(stage.theme, style.color, stage.slot)

const finite = (p: readonly number[]): boolean => p.every(Number.isFinite)

function dots(data: PathData, stage: Stage3d): Piece[] {
  const size = data.style.size ?? 5
  const attrs = { fill: "none", stroke: colour(data, stage), "stroke-opacity": 1, "stroke-width": size, "stroke-linecap": "round" }
  return Array.from(data.x, (x, i) => stage.place([x, data.y[i] as number, data.z[i] as number]))
    .filter(finite)
    .map(([a, b, near]) => ({ near: near + lift, paint: `dot${attrs.stroke}${size}`, d: `M${px(a)},${px(b)}h.01`, attrs }))
}

function pieces(data: PathData, stage: Stage3d): Piece[] {
  const at = Array.from(data.x, (x, i) => stage.place([x, data.y[i] as number, data.z[i] as number]))
  const attrs = {
    fill: "none",
    stroke: colour(data, stage),
    "stroke-opacity": 1,
    "stroke-width": data.style.width ?? 2,
    "stroke-linecap": "round",
    opacity: data.style.opacity,
  }
  const lines = at.slice(1).flatMap((b, i) => {
    const a = at[i] as readonly [number, number, number]
    if (!finite([...a, ...b])) return []
    return [{ near: (a[2] + b[2]) / 2 + lift, paint: `line${attrs.stroke}`, d: `M${px(a[0])},${px(a[1])}L${px(b[0])},${px(b[1])}`, attrs }]
  })
  return data.style.marker ? [...lines, ...dots(data, stage)] : lines
}

const bounds: Mark3dType<PathData>["bounds"] = ({ x, y, z }) => {
  const [ex, ey, ez] = [extentOfValues(x), extentOfValues(y), extentOfValues(z)]
  return ex && ey && ez && { x: ex, y: ey, z: ez }
}

const swatch = (data: PathData, stage: Stage3d, x: number, y: number): SvgNode | undefined => {
  const stroke = colour(data, stage)
  return path(`M${px(x - 11)},${px(y)}h22`, {
    stroke,
    "stroke-width": 2,
    fill: "none",
    "stroke-dasharray": data.style.dash === undefined ? undefined : dashOf(stage.slot),
  })
}

const describe =
  (what: string): ((data: PathData) => string) =>
  ({ x, z, style }) => {
    const range = extentOfValues(z)
    const name = nameOf(style, what)
    return range
      ? `${name}: ${count(x.length, "point")}, z from ${say(z[0] as number)} to ${say(z.at(-1) as number)}`
      : `${name} has no points`
  }

const table: Mark3dType<PathData>["table"] = ({ x, y, z }) => columnsOf({ x, y, z })

const pathType: Mark3dType<PathData> = { kind: "line3d", series: true, bounds, pieces, swatch, describe: describe("path"), table }

const pointsType: Mark3dType<PathData> = {
  ...{ kind: "scatter3d", series: true, bounds, describe: describe("points"), table },
  pieces: dots,
  swatch: (data, stage, x, y) => markers("circle", [x], [y], 6, everywhere, { color: colour(data, stage) }),
}

function points(x: VectorLike, y: VectorLike, z: VectorLike, options: Style, operation: string): PathData {
  const [xs, ys, zs] = [toVector(x, `${operation}: x`), toVector(y, `${operation}: y`), toVector(z, `${operation}: z`)]
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
  mark3d(pathType, points(x, y, z, options, "line3d"))

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
  mark3d(pointsType, points(x, y, z, options, "scatter3d"))
