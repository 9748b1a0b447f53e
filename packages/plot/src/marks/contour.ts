import * as rules from "../rules.ts"
import type { PlaneFn } from "../plane.ts"
import { type Field, type Place, toField, valueIn } from "../field.ts"
import { type Isoline, isolines } from "../isolines.ts"
import { labelWidth } from "../label.ts"
import {
  boxExtent,
  extentOfValues,
  type Extent,
  type Interval,
  type Mark,
  type MarkType,
  mark,
  type Pen,
  parted,
  type Style,
  nameOf,
  within,
} from "../mark.ts"
import { type Child, el, path } from "../node.ts"
import { fromTo, norm, say, xy } from "../number.ts"
import { polyline } from "../polyline.ts"
import { ticks } from "../ticks.ts"
import { type MatrixLike, toVector, type VectorLike } from "../values.ts"
import { lineSwatch, strokeOf } from "./line.ts"
import { abs, floor, min, round, times } from "../math.ts"

export interface LevelOptions {
  /** How many levels (about), or the levels themselves. */
  readonly levels?: number | VectorLike
  /** Samples along each axis when a function is given; 101 by default. */
  readonly samples?: number
}

export interface ContourOptions extends Style, LevelOptions {
  /** Whether the lines carry their values. */
  readonly labels?: boolean
}

interface ContourData {
  readonly field: Field
  readonly levels: readonly number[]
  readonly lines: readonly (readonly Isoline[])[]
  readonly labels: boolean
  readonly implicit: boolean
  readonly style: Style
}

/** The levels asked for, or round numbers across the range of the values. */
export const levelsOf = (wish: LevelOptions["levels"], field: Field): number[] => {
  if (typeof wish === "object") return [...toVector(wish, "levels")].sort((a, b) => a - b)
  const range = extentOfValues(field.z)
  return range ? within(ticks(...range, wish ?? 8), range) : []
}

/** The rectangle of a field. */
export const fieldBox = ({ x, y }: Field): { x: Interval; y: Interval } => ({
  x: [x[0] as number, x.at(-1) as number],
  y: [y[0] as number, y.at(-1) as number],
})

export const fieldExtent = (field: Field): Extent => boxExtent(fieldBox(field))

export const fieldTable = ({ x, y, z }: Field): { name: string; values: Float64Array }[] => {
  // A large grid is thinned to at most 13 rows and columns: enough to read.
  const pick = (n: number): number[] => times(min(n, 13), (i) => (n <= 13 ? i : round((i * (n - 1)) / 12)))
  const columns = pick(x.length)
  const rows = pick(y.length)
  return [
    { name: "y", values: Float64Array.from(rows, (i) => y[i] as number) },
    ...columns.map((j) => ({ name: `x = ${say(x[j] as number)}`, values: Float64Array.from(rows, (i) => z[i * x.length + j] as number) })),
  ]
}

export const spread = ({ x, y, z }: Field, name: string): string => {
  const range = extentOfValues(z)
  if (!range) return `${name} has no values`
  const [low, high] = range.map((v) => {
    const k = z.indexOf(v)
    return `${say(v)} at (${say(x[k % x.length] as number)}, ${say(y[floor(k / x.length)] as number)})`
  })
  return range[0] === range[1] ? `${name} is constant at ${say(range[0])}` : `${name} from ${low} to ${high}`
}

export const contourType: MarkType<ContourData> = {
  kind: "contour",
  series: true,
  extent: ({ field }) => fieldExtent(field),
  valueAt: ({ field }, x, y) => valueIn(field, x, y),
  draw(data, pen) {
    const { levels, lines, style, labels, implicit } = data
    const solid = strokeOf({ ...style, dash: style.dash ?? false, width: style.width ?? (implicit ? 1.75 : 1.1) }, pen)
    // Negative levels are dashed, so that hills and hollows differ without colour.
    const dashed = { ...solid, "stroke-dasharray": style.dash === undefined && !implicit ? "4 2.5" : solid["stroke-dasharray"] }
    const texts: Child[] = []
    const taken: [number, number][] = []
    const paths = levels.map((level, i) => {
      const d = (lines[i] as readonly Isoline[])
        .map((l) => (labels ? labelled(l, level, pen, texts, taken) : polyline(l.x, l.y, pen)))
        .join("")
      return path(d, level < 0 ? dashed : solid)
    })
    return [...paths, ...texts]
  },
  swatch: ({ style, implicit }, pen, x, y) => lineSwatch({ width: implicit ? 1.75 : 1.1, ...style, dash: style.dash ?? false }, pen, x, y),
  describe({ field, levels, implicit, style }) {
    const name = nameOf(style, implicit ? "implicit curve" : "contours")
    if (implicit) return levels.length === 0 ? `${name}: no points` : name
    const shown =
      levels.length > 6
        ? `${levels.length} levels ${fromTo(levels[0] as number, levels.at(-1) as number)}`
        : levels.length === 0
          ? "no level between"
          : `levels ${levels.map((v) => say(v)).join(", ")}`
    return `${spread(field, name)}, ${shown}`
  },
  table: ({ field }) => fieldTable(field),
}

/** The path of one line with a gap for its value, where the line is long and straight enough. */
const labelled = ({ x, y }: Isoline, level: number, pen: Pen, texts: Child[], taken: [number, number][]): string => {
  const text = say(level)
  const size = pen.fontSize - 2
  const need = labelWidth(text, size) + 4
  const xs = x.map(pen.x.map)
  const ys = y.map(pen.y.map)
  const spot = straightest(xs, ys, need, pen, taken)
  if (!spot) return polyline(x, y, pen)
  const [i, j] = spot
  const x0 = xs[i] as number
  const y0 = ys[i] as number
  const x1 = xs[j] as number
  const y1 = ys[j] as number
  const length = norm(x1 - x0, y1 - y0)
  const flip = x1 < x0 ? -1 : 1
  const c = (flip * (x1 - x0)) / length
  const s = (flip * (y1 - y0)) / length
  const fixed = (v: number): string => String(round(v * 1000) / 1000)
  const mx = (x0 + x1) / 2 - s * size * 0.35
  const my = (y0 + y1) / 2 + c * size * 0.35
  taken.push([mx, my])
  texts.push(
    el(
      "text",
      {
        transform: `matrix(${fixed(c)},${fixed(s)},${fixed(-s)},${fixed(c)},${xy(mx, my)})`,
        "font-size": size,
        "text-anchor": "middle",
        fill: pen.theme.ink,
      },
      [text],
    ),
  )
  const closed = x[0] === x.at(-1) && y[0] === y.at(-1)
  const before = polyline(x.slice(0, i + 1), y.slice(0, i + 1), pen)
  const after = polyline(x.slice(j), y.slice(j), pen)
  // A loop is one piece: its beginning continues its end.
  return closed ? after + before.replace(/^M[^L]*/, "") : before + after
}

/** The stretch of about `need` pixels that bends least, away from the frame and from the ends. */
const straightest = (
  xs: Float64Array,
  ys: Float64Array,
  need: number,
  { box }: Pen,
  taken: readonly [number, number][],
): [number, number] | undefined => {
  const along = new Float64Array(xs.length)
  for (let i = 1; i < xs.length; i++)
    along[i] = (along[i - 1] as number) + norm((xs[i] as number) - (xs[i - 1] as number), (ys[i] as number) - (ys[i - 1] as number))
  const total = along.at(-1) ?? 0
  if (total < 3 * need) return undefined
  let best: [number, number] | undefined
  let least = 0.06
  let j = 0
  for (let i = 1; i < xs.length - 1; i++) {
    while (j < xs.length - 1 && (along[j] as number) - (along[i] as number) < need) j++
    if (j >= xs.length - 1) break
    const x0 = xs[i] as number
    const y0 = ys[i] as number
    const x1 = xs[j] as number
    const y1 = ys[j] as number
    const room = need * 0.6
    const mx = (x0 + x1) / 2
    const my = (y0 + y1) / 2
    if (mx < box.left + room || mx > box.left + box.width - room || my < box.top + 8 || my > box.top + box.height - 8) continue
    if (taken.some(([tx, ty]) => abs(tx - mx) < 24 && abs(ty - my) < 14)) continue
    const chord = norm(x1 - x0, y1 - y0)
    const bend =
      1 - chord / ((along[j] as number) - (along[i] as number)) + 0.02 * abs(((along[i] as number) + (along[j] as number)) / total - 0.7)
    if (bend < least) {
      least = bend
      best = [i, j]
    }
  }
  return best
}

export const levelSpec = { levels: rules.levels, samples: rules.samples }
const contourSpec = { ...levelSpec, labels: rules.flag }

/**
 * Lines of equal value, open where they leave the rectangle; negative levels are dashed and missing values leave cells empty.
 *
 * `source`: a function of `(x, y)` or of a vector, or a table `[rows, columns]`; `place`: `[[x0, x1], [y0, y1]]` or `{ x, y }`
 *
 * @example
 * ```ts
 * import { contour, figure } from "@nablajs/plot"
 * figure({ equal: true }, [contour((x: number, y: number) => x ** 2 + 2 * y ** 2, [[-2, 2], [-1, 1]], { levels: [1, 2] })]).describe()
 * // => "contours from 0 at (0, 0) to 6 at (−2, −1), levels 1, 2."
 * ```
 */
export const contour = (source: PlaneFn | MatrixLike, place?: Place, options: ContourOptions = {}): Mark => {
  const { style, samples, labels = false, levels: wish } = parted(options, "contour", contourSpec)
  const field = toField(source, place, samples, "contour")
  const levels = levelsOf(wish, field)
  return mark(contourType, { field, levels, lines: levels.map((level) => isolines(field, level)), labels, implicit: false, style })
}

/**
 * The curve on which f(x, y) = 0.
 *
 * @example
 * ```ts
 * import { figure, implicit } from "@nablajs/plot"
 * figure({ equal: true }, [implicit((x: number, y: number) => x * x + y * y - 1, [[-2, 2], [-2, 2]], { label: "circle" })]).describe() // => "circle."
 * ```
 */
export const implicit = (f: PlaneFn, box: Place, options: Style & { readonly samples?: number } = {}): Mark => {
  const { style, samples = 201 } = parted(options, "implicit", { samples: rules.samples })
  const field = toField(f, box, samples, "implicit")
  const lines = [isolines(field, 0)].filter(({ length }) => length > 0)
  return mark(contourType, { field, levels: lines.map(() => 0), lines, labels: false, implicit: true, style })
}
