import * as rules from "../rules.ts"
import { ofField, type PlaneFn } from "../plane.ts"
import { type PlaneBox, toBox } from "../field.ts"
import { boxExtent, type Interval, type Mark, type MarkType, mark, parted, type Style, nameOf } from "../mark.ts"
import { path } from "../node.ts"
import { count as countOf, norm } from "../number.ts"
import { polyline } from "../polyline.ts"
import { arrowHead, tips } from "./annotate.ts"
import { lineSwatch, strokeOf } from "./line.ts"
import { floor, isFiniteNumber, min } from "../math.ts"

interface StreamData {
  readonly lines: readonly { readonly x: Float64Array; readonly y: Float64Array }[]
  readonly box: { readonly x: Interval; readonly y: Interval }
  readonly style: Style
}

type Point = readonly [number, number]

/** The direction at a point of the unit square, where there is one. */
type Direction = (p: Point) => Point | undefined

// One step of Runge and Kutta's method of order four along the direction of the field.
const runge = (direction: Direction, p: Point, h: number): Point | undefined => {
  const ahead = (k: Point | undefined, t: number): Point | undefined => k && direction([p[0] + t * k[0], p[1] + t * k[1]])
  const k1 = direction(p)
  const k2 = ahead(k1, h / 2)
  const k3 = ahead(k2, h / 2)
  const k4 = ahead(k3, h)
  if (!k1 || !k2 || !k3 || !k4) return undefined
  return [p[0] + (h / 6) * (k1[0] + 2 * k2[0] + 2 * k3[0] + k4[0]), p[1] + (h / 6) * (k1[1] + 2 * k2[1] + 2 * k3[1] + k4[1])]
}

/** Streamlines of the unit square, kept apart by a mask of n × n cells: a line ends where it enters a cell that another already crosses. */
const linesAlong = (direction: Direction, n: number): Point[][] => {
  const taken = new Uint8Array(n * n)
  const cellOf = ([x, y]: Point): number => (x < 0 || y < 0 || x >= 1 || y >= 1 ? -1 : floor(y * n) * n + floor(x * n))
  /** Follows the field one way, marking the cells it crosses. */
  const follow = (from: Point, h: number, own: Set<number>): Point[] => {
    const points: Point[] = []
    let at: Point | undefined = from
    let here = cellOf(from)
    for (let k = 0; k < 1200; k++) {
      at = runge(direction, at, h)
      const cell = at ? cellOf(at) : -1
      if (!at || cell < 0 || (cell !== here && (taken[cell] || own.has(cell)))) break
      own.add(cell)
      here = cell
      points.push(at)
    }
    return points
  }
  // Cells from the border inwards, so that long lines come first.
  const rank = (k: number): number => min(k % n, n - 1 - (k % n), floor(k / n), n - 1 - floor(k / n))
  const cells = Array.from(taken, (_, k) => k).sort((a, b) => rank(a) - rank(b) || a - b)
  return cells.flatMap((k) => {
    if (taken[k]) return []
    const seed: Point = [((k % n) + 0.5) / n, (floor(k / n) + 0.5) / n]
    const own = new Set([k])
    const ahead = follow(seed, 0.006, own)
    const points = [...follow(seed, -0.006, own).reverse(), seed, ...ahead]
    // Very short pieces are noise: leave their cells to others.
    if (points.length < 18) return []
    for (const cell of own) taken[cell] = 1
    return [points.filter((_, i) => i % 3 === 0 || i === points.length - 1)]
  })
}

const trace = (field: (x: number, y: number) => Point, { x, y }: StreamData["box"], n: number): StreamData["lines"] => {
  const w = x[1] - x[0]
  const h = y[1] - y[0]
  const direction: Direction = ([s, t]) => {
    if (s < 0 || s > 1 || t < 0 || t > 1) return undefined
    const [u, v] = field(x[0] + s * w, y[0] + t * h)
    const length = norm(u / w, v / h)
    return length > 1e-12 && isFiniteNumber(length) ? [u / w / length, v / h / length] : undefined
  }
  return linesAlong(direction, n).map((points) => ({
    x: Float64Array.from(points, ([s]) => x[0] + s * w),
    y: Float64Array.from(points, ([, t]) => y[0] + t * h),
  }))
}

export const streamType: MarkType<StreamData> = {
  kind: "stream",
  series: true,
  extent: ({ box }) => boxExtent(box),
  draw({ lines, style }, pen) {
    const heads = lines.map(({ x, y }) => {
      const m = floor(x.length / 2)
      const ax = pen.x.map(x[m] as number)
      const ay = pen.y.map(y[m] as number)
      const bx = pen.x.map(x[m - 1] as number)
      const by = pen.y.map(y[m - 1] as number)
      return arrowHead(ax, ay, ax - bx, ay - by, 6)
    })
    return [
      path(lines.map(({ x, y }) => polyline(x, y, pen)).join(""), strokeOf({ width: 1.1, ...style, dash: style.dash ?? false }, pen)),
      tips(heads.join(""), style, pen),
    ]
  },
  swatch: ({ style }, pen, x, y) => [
    ...lineSwatch({ width: 1.1, ...style, dash: false }, pen, x, y),
    tips(arrowHead(x + 4, y, 1, 0, 6), style, pen),
  ],
  describe: ({ lines, style }) => `${nameOf(style, "streamlines")}: ${countOf(lines.length, "line")} along the field`,
}

/**
 * Lines along a vector field, evenly spread, with arrow heads in its direction.
 *
 * `field`: a function of `(x, y)` or of a vector, answering two numbers; `box`: `[[x0, x1], [y0, y1]]`
 *
 * @example
 * ```ts
 * import { figure, stream } from "@nablajs/plot"
 * figure([stream((x: number, y: number) => [1, 0], [[0, 1], [0, 1]], { density: 10 })]).describe() // => "streamlines: 10 lines along the field."
 * ```
 */
export const stream = (field: PlaneFn, box: PlaneBox, options: Style & { readonly density?: number } = {}): Mark => {
  const area = toBox(box, "stream")
  const { style, density = 20 } = parted(options, "stream", { density: rules.dense })
  return mark(streamType, {
    lines: trace(ofField(field, "stream"), area, density),
    box: area,
    style,
  })
}
