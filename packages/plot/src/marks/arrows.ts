import * as rules from "../rules.ts"
import { refuse } from "../refuse.ts"
import { ofField, type PlaneFn } from "../plane.ts"
import { type PlaneBox, spaced, toBox } from "../field.ts"
import {
  boxExtent,
  extentOfValues,
  type Interval,
  type Mark,
  type MarkType,
  mark,
  type Pen,
  type Style,
  parted,
  pointsExtent,
  styleOf,
  nameOf,
  columnsOf,
} from "../mark.ts"
import { path } from "../node.ts"
import { count, fromTo, norm, say, xy } from "../number.ts"
import { isNested, type MatrixLike, sameLength, toTable, type VectorLike } from "../values.ts"
import { arrowHead, tips } from "./annotate.ts"
import { lineSwatch, strokeOf } from "./line.ts"
import { abs, isFiniteNumber, max, min } from "../math.ts"

interface ArrowData {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly u: Float64Array
  readonly v: Float64Array
  /** True lengths (vectors), or lengths relative to the longest (a field). */
  readonly scale: "data" | { readonly spacing: readonly [number, number] }
  readonly box: { readonly x: Interval; readonly y: Interval } | undefined
  readonly style: Style
}

/** The paths of an arrow: its shaft, up to where the head covers it, and its head. */
export const arrow = (x: number, y: number, dx: number, dy: number, head: number): [string, string] => {
  const length = norm(dx, dy)
  if (!(length > 0.3) || !isFiniteNumber(x + y + dx + dy)) return ["", ""]
  const size = min(head, length * 0.6)
  const cut = (length - size * 0.8) / length
  return [`M${xy(x, y)}l${xy(dx * cut, dy * cut)}`, arrowHead(x + dx, y + dy, dx, dy, size)]
}

// In a field every arrow is centred on its point, the longest a little shorter than the distance between points.
const pixelVectors = ({ u, v, scale, x, y }: ArrowData, pen: Pen): { dx: Float64Array; dy: Float64Array } => {
  if (scale === "data") {
    return {
      dx: u.map((ui, i) => pen.x.map((x[i] as number) + ui) - pen.x.map(x[i] as number)),
      dy: v.map((vi, i) => pen.y.map((y[i] as number) + vi) - pen.y.map(y[i] as number)),
    }
  }
  const sx = Math.sign(pen.x.slope) || 1
  const sy = Math.sign(pen.y.slope) || -1
  const cell = min(abs(pen.x.slope) * scale.spacing[0], abs(pen.y.slope) * scale.spacing[1])
  const equal = abs(abs(pen.x.slope / pen.y.slope) - 1) < 0.02
  // Where the axes have different units, arrows keep their direction in the data, as a curve along them would run.
  const [kx, ky] = equal ? [sx, sy] : [pen.x.slope, pen.y.slope]
  // Measured by the largest of their sides, arrows stay within the range of numbers.
  const side = max(0, ...[u, v].map((list) => extentOfValues(list.map(abs))?.[1] ?? 0)) || 1
  const lengths = u.map((ui, i) => norm(kx * (ui / side), ky * ((v[i] as number) / side)))
  const longest = extentOfValues(lengths)?.[1] ?? 1
  const unit = longest > 0 ? 0.92 * cell : 0
  return { dx: u.map((ui) => ((kx * (ui / side)) / longest) * unit), dy: v.map((vi) => ((ky * (vi / side)) / longest) * unit) }
}

export const arrowsType: MarkType<ArrowData> = {
  kind: "arrows",
  series: true,
  extent({ x, y, u, v, box }) {
    if (box) return boxExtent(box)
    const reached = (from: Float64Array, by: Float64Array): number[] => [...from, ...from.map((v, i) => v + (by[i] as number))]
    return pointsExtent(reached(x, u), reached(y, v))
  },
  draw(data, pen) {
    const { dx, dy } = pixelVectors(data, pen)
    const isField = data.scale !== "data"
    const head = isField ? 5 : 8
    const shift = isField ? 0.5 : 0
    const parts = Array.from(data.x, (xi, i) => {
      const [a, b] = [dx[i], dy[i]] as [number, number]
      return arrow(pen.x.map(xi) - shift * a, pen.y.map(data.y[i] as number) - shift * b, a, b, head)
    })
    const stroke = strokeOf({ width: isField ? 1.1 : 2, ...data.style, dash: false }, pen)
    return [path(parts.map(([shaft]) => shaft).join(""), stroke), tips(parts.map(([, tip]) => tip).join(""), data.style, pen)]
  },
  swatch: ({ style }, pen, x, y) => [
    ...lineSwatch({ width: 1.25, ...style, dash: false }, pen, x - 3, y),
    tips(arrowHead(x + 12, y, 1, 0, 7), style, pen),
  ],
  describe({ x, y, u, v, scale, style }) {
    const name = nameOf(style, scale === "data" ? "vectors" : "vector field")
    const lengths = u.map((ui, i) => norm(ui, v[i] as number))
    const range = extentOfValues(lengths)
    if (!range) return `${name} without values`
    if (scale === "data" && x.length <= 4)
      return `${name}: ${Array.from(u, (ui, i) => `(${say(ui)}, ${say(v[i] as number)}) from (${say(x[i] as number)}, ${say(y[i] as number)})`).join("; ")}`
    return `${name}: ${count(x.length, "arrow")}, lengths ${fromTo(...range)}`
  },
  table: ({ x, y, u, v }) => columnsOf({ x, y, u, v }),
}

export interface ArrowsOptions extends Style {
  /** Arrows along each axis, or along x and y; 15 by default. */
  readonly density?: number | readonly [number, number]
}

/**
 * A vector field, such as a gradient: one arrow for each point of a grid, lengths relative to the longest.
 *
 * `field`: a function of `(x, y)` or of a vector, answering two numbers; `box`: `[[x0, x1], [y0, y1]]`
 *
 * @example
 * ```ts
 * import { arrows, figure } from "@nablajs/plot"
 * figure({ equal: true }, [arrows((x: number, y: number) => [-y, x], [[-1, 1], [-1, 1]], { density: 5 })]).describe()
 * // => "vector field: 25 arrows, lengths from 0 to 1.13."
 * ```
 */
export const arrows = (field: PlaneFn, box: PlaneBox, options: ArrowsOptions = {}): Mark => {
  const { style, density = 15 } = parted(options, "arrows", { density: rules.density })
  const area = toBox(box, "arrows")
  const [nx, ny = nx] = [density].flat() as [number, number?]
  const inner = ([a, b]: Interval, n: number): Float64Array => spaced([a + (b - a) / (2 * n), b - (b - a) / (2 * n)], n)
  const xs = inner(area.x, nx)
  const ys = inner(area.y, ny)
  const f = ofField(field, "arrows")
  const points = Array.from(ys, (y) => Array.from(xs, (x) => [x, y, ...f(x, y)] as const)).flat()
  const column = (k: 0 | 1 | 2 | 3): Float64Array => Float64Array.from(points, (p) => p[k])
  const spacing = [(area.x[1] - area.x[0]) / nx, (area.y[1] - area.y[0]) / ny] as const
  return mark(arrowsType, {
    x: column(0),
    y: column(1),
    u: column(2),
    v: column(3),
    scale: { spacing },
    box: area,
    style,
  })
}

/**
 * Vectors in their true length, from the origin or from points of their own.
 *
 * `vs`: one vector `[2]` or several `[n, 2]`; `from`: `[2]` or `[n, 2]`
 *
 * @example
 * ```ts
 * import { figure, vectors } from "@nablajs/plot"
 * figure({ equal: true }, [vectors([[2, 1], [-1, 2]])]).describe() // => "vectors: (2, 1) from (0, 0); (−1, 2) from (0, 0)."
 * ```
 */
export const vectors = (vs: VectorLike | MatrixLike, from: VectorLike | MatrixLike = [0, 0], options: Style = {}): Mark => {
  const pairs = (value: VectorLike | MatrixLike, name: string): Float64Array[] => {
    const { shape, data } = toTable(value, name, isNested(value) ? 2 : 1)
    if (shape.at(-1) !== 2) refuse(`${name}: a vector of the plane has 2 numbers, got shape [${shape.join(", ")}]`, "shape-mismatch")
    return [0, 1].map((k) => data.filter((_, i) => i % 2 === k))
  }
  const [u, v] = pairs(vs, "vectors: v") as [Float64Array, Float64Array]
  const [x, y] = pairs(from, "vectors: from").map((side) => (side.length === 1 ? u.map(() => side[0] as number) : side)) as [
    Float64Array,
    Float64Array,
  ]
  sameLength(u, x, ["vectors: v", "from"])
  return mark(arrowsType, { x, y, u, v, scale: "data", box: undefined, style: styleOf(options, "vectors") })
}
