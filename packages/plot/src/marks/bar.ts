import * as rules from "../rules.ts"
import { refuse } from "../refuse.ts"
import { indexBelow } from "../field.ts"
import { extentOfValues, type Interval, type Mark, type MarkType, mark, type Pen, type Style, styleOf, nameOf } from "../mark.ts"
import { path } from "../node.ts"
import { count, px, say, stepped } from "../number.ts"
import type { Tick } from "../scales.ts"
import { ticks } from "../ticks.ts"
import { colourOf } from "../theme.ts"
import { isArrayLike, isNested, type MatrixLike, sameLength, toInterval, toMatrix, toVector, type VectorLike } from "../values.ts"
import { patchSwatch } from "./fill.ts"

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

const spread = (a: Float64Array, b: Float64Array): Interval | undefined =>
  extentOfValues([...(extentOfValues(a) ?? []), ...(extentOfValues(b) ?? [])])

function rectangle({ from, to, base, top, horizontal }: BarData, i: number, pen: Pen): string {
  const [along, across] = horizontal ? [pen.y, pen.x] : [pen.x, pen.y]
  const [a, b] = [along.map(from[i] as number), along.map(to[i] as number)]
  const { left, top: roof, width, height } = pen.box
  const floor = horizontal ? left : roof + height
  const low = across.map(base[i] as number)
  const [c, d] = [Number.isFinite(low) ? low : floor, across.map(top[i] as number)]
  if (![a, b, c, d].every(Number.isFinite)) return ""
  const [lowEnd, highEnd] = horizontal ? [left - 50, left + width + 50] : [roof - 50, roof + height + 50]
  const clamp = (v: number): number => Math.min(highEnd, Math.max(lowEnd, v))
  const [p, q, r, s] = [Math.min(a, b), Math.max(a, b), clamp(c), clamp(d)]
  return horizontal ? `M${px(r)},${px(p)}H${px(s)}V${px(q)}H${px(r)}Z` : `M${px(p)},${px(r)}V${px(s)}H${px(q)}V${px(r)}Z`
}

const barOpacity = 0.8

export const barType: MarkType<BarData> = {
  kind: "bar",
  series: true,
  points({ from, to, top, horizontal }) {
    const middle = from.map((v, i) => (v + (to[i] as number)) / 2)
    return horizontal ? { x: top, y: middle } : { x: middle, y: top }
  },
  extent(data) {
    const [along, across] = [spread(data.from, data.to), spread(data.base, data.top)]
    const stick = [...(extentOfValues(data.base) ?? [])]
    const ticks = data.ticks
    if (!along || !across) return {}
    return data.horizontal
      ? { y: along, x: across, stickX: stick, ...(ticks ? { yticks: ticks } : {}) }
      : { x: along, y: across, stickY: stick, ...(ticks ? { xticks: ticks } : {}) }
  },
  draw(data, pen) {
    const color = colourOf(pen.theme, data.style.color, pen.slot)
    const d = Array.from(data.from, (_, i) => rectangle(data, i, pen)).join("")
    return [path(d, { fill: color, "fill-opacity": data.style.opacity ?? barOpacity, stroke: color, "stroke-width": 1 })]
  },
  swatch: ({ style }, pen, x, y) => patchSwatch(style, pen, x, y, barOpacity),
  describe({ top, base, names, what, style, from, to }) {
    const name = nameOf(style, what)
    if (top.length === 0 || (what === "histogram" && !top.some((n) => n > 0))) return `${name}: nothing to count`
    if (what === "histogram") {
      const peak = top.indexOf(Math.max(...top))
      return `${name} of ${count(top.length, "bin")} from ${say(from[0] as number)} to ${say(to.at(-1) as number)}, highest between ${say(from[peak] as number)} and ${say(to[peak] as number)}`
    }
    const heights = top.map((v, i) => v - (base[i] as number))
    const range = extentOfValues(heights)
    if (!range) return `${name} has no values`
    const [low, high] = [heights.indexOf(range[0]), heights.indexOf(range[1])]
    const at = (i: number): string => `${say(heights[i] as number)} at ${typeof names[i] === "number" ? say(names[i]) : names[i]}`
    return `${name}: ${count(top.length, "value")}, highest ${at(high)}, lowest ${at(low)}`
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
export function bar(x: readonly string[] | VectorLike, heights: VectorLike, options: BarOptions = {}): Mark {
  const style = styleOf(options as Style, "bar", {
    base: rules.any,
    barWidth: rules.positive,
    offset: rules.finite,
    horizontal: rules.flag,
  })
  const h = toVector(heights, "bar: heights")
  const names = isNames(x) ? x : undefined
  const at = names ? Float64Array.from(names, (_, i) => i) : toVector(x, "bar: x")
  sameLength(at, h, ["bar: x", "heights"])
  const { base = 0, barWidth = 0.8, offset = 0, horizontal = false } = options
  const bottom = typeof base === "number" ? new Float64Array(h.length).fill(base) : toVector(base, "bar: base")
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
const roundCuts = ([lo, hi]: Interval, n: number): number[] =>
  ticks(lo, hi, n > 1 ? 33 - Math.clz32(n - 1) : 1).filter((v) => v > lo && v < hi)

function edgesOf(bins: HistOptions["bins"], [lo, hi]: Interval): number[] | undefined {
  if (bins === undefined) return undefined
  if (typeof bins !== "number") {
    const edges = Array.from(toVector(bins, "hist: bins"))
    if (edges.length >= 2 && edges.every((v, i) => Number.isFinite(v) && (i === 0 || v > (edges[i - 1] as number)))) return edges
    refuse("hist: bins given as edges must be at least two finite numbers in rising order")
  }
  if (!Number.isInteger(bins) || bins < 1 || bins > 10_000) refuse(`hist: bins must be a whole number from 1 to 10000, got ${bins}`)
  return Array.from({ length: bins + 1 }, (_, i) => stepped(lo, hi, i, bins))
}

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
export function hist(values: VectorLike | MatrixLike, options: HistOptions = {}): Mark {
  const style = styleOf(options as Style, "hist", { bins: rules.any, range: rules.any, density: rules.flag })
  const all = (isNested(values) ? toMatrix(values, "hist: values").data : toVector(values, "hist: values")).filter(Number.isFinite)
  const extent = options.range ? toInterval(options.range, "hist: range") : (extentOfValues(all) ?? [0, 1])
  const span: Interval = extent[0] === extent[1] ? [extent[0] - 0.5, extent[1] + 0.5] : extent
  const edges = Float64Array.from(edgesOf(options.bins, span) ?? [span[0], ...roundCuts(span, all.length), span[1]])
  const [from, to] = [edges.slice(0, -1), edges.slice(1)]
  const top = new Float64Array(from.length)
  const inside = all.filter((v) => v >= (edges[0] as number) && v <= (edges.at(-1) as number))
  for (const v of inside) top[indexBelow(edges, v)]!++
  return mark(barType, {
    ...{ from, to, base: new Float64Array(top.length) },
    top: options.density ? top.map((n, i) => n / (inside.length || 1) / ((to[i] as number) - (from[i] as number))) : top,
    horizontal: false,
    ticks: undefined,
    names: [],
    what: "histogram",
    style,
  })
}
