import * as rules from "../rules.ts"
import { ofField, type PlaneFn } from "../plane.ts"
import { type PlaneBox, toBox } from "../field.ts"
import { type Interval, type Mark, type MarkType, mark, type Style, styleOf, nameOf } from "../mark.ts"
import { path } from "../node.ts"
import { count as countOf, norm } from "../number.ts"
import { polyline } from "../polyline.ts"
import { colourOf } from "../theme.ts"
import { arrowHead } from "./annotate.ts"
import { lineSwatch, strokeOf } from "./line.ts"

interface StreamData {
  readonly lines: readonly { readonly x: Float64Array; readonly y: Float64Array }[]
  readonly box: { readonly x: Interval; readonly y: Interval }
  readonly style: Style
}

type Step = (p: readonly [number, number]) => [number, number] | undefined

// Unit square coordinates throughout; one step of Runge and Kutta's method of order four along the direction of the field.
function runge(direction: Step, p: readonly [number, number], h: number): [number, number] | undefined {
  const k1 = direction(p)
  const k2 = k1 && direction([p[0] + (h / 2) * k1[0], p[1] + (h / 2) * k1[1]])
  const k3 = k2 && direction([p[0] + (h / 2) * k2[0], p[1] + (h / 2) * k2[1]])
  const k4 = k3 && direction([p[0] + h * k3[0], p[1] + h * k3[1]])
  if (!k1 || !k2 || !k3 || !k4) return undefined
  return [p[0] + (h / 6) * (k1[0] + 2 * k2[0] + 2 * k3[0] + k4[0]), p[1] + (h / 6) * (k1[1] + 2 * k2[1] + 2 * k3[1] + k4[1])]
}

/** Streamlines kept apart by a mask: a line ends where it enters a cell that another already crosses. */
class Tracer {
  readonly taken: Uint8Array
  readonly n: number
  readonly direction: Step

  constructor(direction: Step, n: number) {
    this.direction = direction
    this.n = n
    this.taken = new Uint8Array(n * n)
  }

  cell([x, y]: readonly [number, number]): number {
    const [i, j] = [Math.floor(y * this.n), Math.floor(x * this.n)]
    return i < 0 || j < 0 || i >= this.n || j >= this.n ? -1 : i * this.n + j
  }

  /** Follows the field one way, marking the cells it crosses. */
  follow(from: readonly [number, number], h: number, own: Set<number>): [number, number][] {
    const points: [number, number][] = []
    let at: readonly [number, number] = from
    let here = this.cell(from)
    for (let k = 0; k < 1200; k++) {
      const next = runge(this.direction, at, h)
      if (!next) break
      const cell = this.cell(next)
      if (cell === -1) break
      if (cell !== here) {
        if (this.taken[cell] || own.has(cell)) break
        own.add(cell)
        here = cell
      }
      points.push(next)
      at = next
    }
    return points
  }

  line(seed: readonly [number, number]): [number, number][] {
    const own = new Set([this.cell(seed)])
    const ahead = this.follow(seed, 0.006, own)
    const behind = this.follow(seed, -0.006, own)
    const points: [number, number][] = [...behind.reverse(), [seed[0], seed[1]], ...ahead]
    // Very short pieces are noise: leave their cells to others.
    if (points.length < 18) return []
    for (const cell of own) this.taken[cell] = 1
    return points
  }
}

// Cells from the border inwards, so that long lines come first.
function seeds(n: number): number[] {
  const rank = (k: number): number => Math.min(k % n, n - 1 - (k % n), Math.floor(k / n), n - 1 - Math.floor(k / n))
  return Array.from({ length: n * n }, (_, k) => k).sort((a, b) => rank(a) - rank(b) || a - b)
}

function trace(field: (x: number, y: number) => [number, number], { x, y }: StreamData["box"], n: number): StreamData["lines"] {
  const [w, h] = [x[1] - x[0], y[1] - y[0]]
  const direction: Step = ([s, t]) => {
    if (s < 0 || s > 1 || t < 0 || t > 1) return undefined
    const [u, v] = field(x[0] + s * w, y[0] + t * h)
    const [du, dv] = [u / w, v / h]
    const length = norm(du, dv)
    return length > 1e-12 && Number.isFinite(length) ? [du / length, dv / length] : undefined
  }
  const tracer = new Tracer(direction, n)
  return seeds(n).flatMap((k) => {
    if (tracer.taken[k]) return []
    const points = tracer.line([((k % n) + 0.5) / n, (Math.floor(k / n) + 0.5) / n])
    if (points.length === 0) return []
    const kept = points.filter((_, i) => i % 3 === 0 || i === points.length - 1)
    return [{ x: Float64Array.from(kept, ([s]) => x[0] + s * w), y: Float64Array.from(kept, ([, t]) => y[0] + t * h) }]
  })
}

export const streamType: MarkType<StreamData> = {
  kind: "stream",
  series: true,
  extent: ({ box }) => ({ ...box, stickX: box.x, stickY: box.y }),
  draw({ lines, style }, pen) {
    const heads = lines.map(({ x, y }) => {
      const m = Math.floor(x.length / 2)
      const [ax, ay] = [pen.x.map(x[m] as number), pen.y.map(y[m] as number)]
      const [bx, by] = [pen.x.map(x[m - 1] as number), pen.y.map(y[m - 1] as number)]
      return arrowHead(ax, ay, ax - bx, ay - by, 6)
    })
    const color = colourOf(pen.theme, style.color, pen.slot)
    return [
      path(lines.map(({ x, y }) => polyline(x, y, pen)).join(""), strokeOf({ width: 1.1, ...style, dash: style.dash ?? false }, pen)),
      path(heads.join(""), { fill: color, stroke: "none", opacity: style.opacity }),
    ]
  },
  swatch: ({ style }, pen, x, y) => [
    ...lineSwatch({ width: 1.1, ...style, dash: false }, pen, x, y),
    path(arrowHead(x + 4, y, 1, 0, 6), { fill: colourOf(pen.theme, style.color, pen.slot), stroke: "none" }),
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
export function stream(field: PlaneFn, box: PlaneBox, options: Style & { readonly density?: number } = {}): Mark {
  const area = toBox(box, "stream")
  const style = styleOf(options, "stream", { density: rules.dense })
  return mark(streamType, {
    lines: trace(ofField(field, "stream"), area, options.density ?? 20),
    box: area,
    style,
  })
}
