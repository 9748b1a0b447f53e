import * as rules from "../rules.ts"
import { indexBelow, spaced } from "../field.ts"
import {
  extentOfValues,
  type Interval,
  type Mark,
  type MarkType,
  mark,
  type Pen,
  type Style,
  parted,
  nameOf,
  opened,
  pointsExtent,
  within,
} from "../mark.ts"
import { path } from "../node.ts"
import { count, fromTo, rectangle, say } from "../number.ts"
import type { Tick } from "../scales.ts"
import { ticks } from "../ticks.ts"
import { hueOf } from "../theme.ts"
import { isArrayLike, isNested, type MatrixLike, sameLength, toMatrix, toVector, type VectorLike } from "../values.ts"
import { edge, patchSwatch } from "./fill.ts"
import { isFiniteNumber, max, min } from "../math.ts"

export interface BarOptions extends Omit<Style, "width"> {
  /** Where bars begin; 0 by default. */
  readonly base?: number | VectorLike
  /** Width in units of x, or of the step between categories; 0.8 by default. */
  readonly barWidth?: number
  /** Moves the bars sideways, in units of x, for several bars at one place. */
  readonly offset?: number
  readonly horizontal?: boolean
}

interface BarData {
  /** Both edges of each bar along the axis of the categories, and both ends along the axis of the values. */
  readonly from: Float64Array
  readonly to: Float64Array
  readonly base: Float64Array
  readonly top: Float64Array
  readonly horizontal: boolean
  readonly ticks: readonly Tick[] | undefined
  readonly names: readonly (string | number)[]
  readonly what: "bars" | "histogram"
  readonly style: Style
}

const barPath = ({ from, to, base, top, horizontal }: BarData, i: number, { x, y, box }: Pen): string => {
  const [along, across] = horizontal ? [y, x] : [x, y]
  const ends = [along.map(from[i] as number), along.map(to[i] as number)] as const
  // A bar from zero stands on the frame where the axis has no zero.
  const low = across.map(base[i] as number)
  const sides = [isFiniteNumber(low) ? low : across.range[0], across.map(top[i] as number)]
  if (![...ends, ...sides].every(isFiniteNumber)) return ""
  const [first, last] = horizontal ? [box.left, box.left + box.width] : [box.top, box.top + box.height]
  const [c, d] = sides.map((v) => min(last + 50, max(first - 50, v))) as [number, number]
  const [a, b] = ends
  return horizontal ? rectangle(c, a, d, b) : rectangle(a, c, b, d)
}

const barOpacity = 0.8

export const barType: MarkType<BarData> = {
  kind: "bar",
  series: true,
  points({ from, to, top, horizontal }) {
    const middle = from.map((v, i) => (v + (to[i] as number)) / 2)
    return horizontal ? { x: top, y: middle } : { x: middle, y: top }
  },
  extent({ from, to, base, top, horizontal, ticks: names }) {
    const { x: along, y: across } = pointsExtent([...from, ...to], [...base, ...top])
    const stick = extentOfValues(base)
    return horizontal ? { x: across, y: along, stickX: stick, yticks: names } : { x: along, y: across, stickY: stick, xticks: names }
  },
  draw(data, pen) {
    const color = hueOf(data.style, pen)
    const d = Array.from(data.from, (_, i) => barPath(data, i, pen)).join("")
    return [path(d, { fill: color, "fill-opacity": data.style.opacity ?? barOpacity, stroke: color, "stroke-width": 1 })]
  },
  swatch: ({ style }, pen, x, y) => patchSwatch(style, pen, x, y, barOpacity),
  describe({ top, base, names, what, style, from, to }) {
    const name = nameOf(style, what)
    if (top.length === 0 || (what === "histogram" && !top.some((n) => n > 0))) return `${name}: nothing to count`
    if (what === "histogram") {
      const peak = top.indexOf(max(...top))
      return `${name} of ${count(top.length, "bin")} ${fromTo(from[0] as number, to.at(-1) as number)}, highest between ${say(from[peak] as number)} and ${say(to[peak] as number)}`
    }
    const heights = top.map((v, i) => v - (base[i] as number))
    const range = extentOfValues(heights)
    if (!range) return `${name} has no values`
    const [lowest, highest] = range.map((v) => {
      const at = names[heights.indexOf(v)]
      return `${say(v)} at ${typeof at === "number" ? say(at) : at}`
    })
    return `${name}: ${count(top.length, "value")}, highest ${highest}, lowest ${lowest}`
  },
  table: ({ names, from, to, base, top, what, style }) => {
    const values = {
      name: nameOf(style, what === "histogram" ? "count" : "value"),
      values: top.map((v, i) => v - (base[i] as number)),
    }
    return what === "histogram"
      ? [{ name: "from", values: from }, { name: "to", values: to }, values]
      : [{ name: "x", values: names }, values]
  },
}

const isNames = (x: unknown): x is readonly string[] => isArrayLike(x) && x.length > 0 && Array.from(x).every((v) => typeof v === "string")

const barSpec = { base: rules.any, barWidth: rules.positive, offset: rules.finite, horizontal: rules.flag }

/**
 * Bars over categories (names) or positions (numbers).
 *
 * `x`: names or `[n]`; `heights`: `[n]`
 *
 * @example
 * ```ts
 * import { bar, figure } from "@nablajs/plot"
 * figure([bar(["cat", "dog"], [0.9, 0.1])]).describe() // => "bars: 2 values, highest 0.9 at cat, lowest 0.1 at dog."
 * ```
 */
export const bar = (x: readonly string[] | VectorLike, heights: VectorLike, options: BarOptions = {}): Mark => {
  const { style, base = 0, barWidth = 0.8, offset = 0, horizontal = false } = parted(options, "bar", barSpec)
  const h = toVector(heights, "bar: heights")
  const names = isNames(x) ? x : undefined
  const at = names ? Float64Array.from(names, (_, i) => i) : toVector(x, "bar: x")
  sameLength(at, h, ["bar: x", "heights"])
  const bottom = edge(base, h.length, "bar: base")
  sameLength(h, bottom, ["bar: heights", "base"])
  return mark(barType, {
    from: at.map((v) => v + offset - barWidth / 2),
    to: at.map((v) => v + offset + barWidth / 2),
    base: bottom,
    top: h.map((v, i) => v + (bottom[i] as number)),
    horizontal,
    ticks: names?.map((text, value) => ({ value, text })),
    names: names ?? Array.from(at),
    what: "bars",
    style,
  })
}

export interface HistOptions extends Omit<Style, "width"> {
  /** How many bins, or their edges; by Sturges' rule and round numbers otherwise. */
  readonly bins?: number | VectorLike
  /** The interval to divide; the data's own otherwise. */
  readonly range?: readonly [number, number]
  /** Heights whose area is 1, in place of counts. */
  readonly density?: boolean
}

// Sturges' rule, ⌈log₂ n⌉ + 1 bins, at round numbers: as d3 has it, in arithmetic that engines share.
const roundCuts = (span: Interval, n: number): number[] => within(ticks(...span, n > 1 ? 33 - Math.clz32(n - 1) : 1), span)

const edgesOf = (bins: HistOptions["bins"], [lo, hi]: Interval): Float64Array =>
  typeof bins === "number" ? spaced([lo, hi], bins + 1) : toVector(bins, "hist: bins")

const histSpec = { bins: rules.bins, range: rules.interval, density: rules.flag }

/**
 * A histogram: how many values fall into each bin; the last bin includes its upper edge.
 *
 * `values`: `[n]` or `[m, n]`, missing values are left out
 *
 * @example
 * ```ts
 * import { figure, hist } from "@nablajs/plot"
 * figure([hist([1, 2, 2, 3, 3, 3], { bins: [0.5, 1.5, 2.5, 3.5] })]).describe()
 * // => "histogram of 3 bins from 0.5 to 3.5, highest between 2.5 and 3.5."
 * ```
 */
export const hist = (values: VectorLike | MatrixLike, options: HistOptions = {}): Mark => {
  const { style, bins, range, density } = parted(options, "hist", histSpec)
  const name = "hist: values"
  const all = (isNested(values) ? toMatrix(values, name).data : toVector(values, name)).filter(isFiniteNumber)
  const span = opened(range ?? extentOfValues(all))
  const edges = edgesOf(bins ?? [span[0], ...roundCuts(span, all.length), span[1]], span)
  const from = edges.slice(0, -1)
  const to = edges.slice(1)
  const top = new Float64Array(from.length)
  const inside = all.filter((v) => v >= (edges[0] as number) && v <= (edges.at(-1) as number))
  for (const v of inside) top[indexBelow(edges, v)]!++
  return mark(barType, {
    ...{ from, to, base: new Float64Array(top.length) },
    top: density ? top.map((n, i) => n / (inside.length || 1) / ((to[i] as number) - (from[i] as number))) : top,
    horizontal: false,
    ticks: undefined,
    names: [],
    what: "histogram",
    style,
  })
}
