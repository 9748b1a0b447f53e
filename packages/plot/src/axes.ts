import type { Box, Interval } from "./mark.ts"
import { type Attrs, type Child, el, group, path } from "./node.ts"
import { px, rectangle, xy } from "./number.ts"
import { labelWidth, shortened, textNode } from "./label.ts"
import type { FigureOptions, Ticks } from "./options.ts"
import { type Scale, type ScaleKind, type Tick, ticksFor, warps } from "./scales.ts"
import { abs, apart, ceil, infinity, max, min, round } from "./math.ts"

/** The ticks of both axes, chosen before the size of the plot area is final. */
export interface AxisTicks {
  readonly major: readonly Tick[]
  readonly minor: readonly number[]
}

// Names of ticks are no longer than this, in units of the font size.
const longest = 22

const givenTicks = (ticks: Ticks): readonly Tick[] =>
  Array.from(ticks as ArrayLike<number | Tick>, (tick) =>
    typeof tick === "number" ? { value: tick, text: String(tick).replace("-", "−") } : { ...tick, text: shortened(tick.text, 1, longest) },
  )

const within = (v: number, [a, b]: Interval): boolean => {
  const slack = abs(b - a) * 1e-9
  return v >= min(a, b) - slack && v <= max(a, b) + slack
}

/** Ticks about `spacing` pixels apart; a user's own come first. */
export const axisTicks = (kind: ScaleKind, domain: Interval, length: number, spacing: number, own: OwnTicks): AxisTicks => {
  if (own) return { major: givenTicks(own).filter((tick) => within(tick.value, domain)), minor: [] }
  return ticksFor(kind, domain, max(2, round(length / spacing)))
}

type OwnTicks = Ticks | readonly Tick[] | undefined

/** The ticks whose labels, of given sizes, stand apart; zero comes first, then the outermost. */
const legible = (
  major: readonly Tick[],
  kind: ScaleKind,
  domain: Interval,
  length: number,
  sizeOf: (tick: Tick) => number,
): readonly Tick[] => {
  const { to } = warps[kind]
  const [a, b] = domain.map((end) => to(end) / 2) as [number, number]
  const rank = ({ value }: Tick): number => (kind === "symlog" ? (value === 0 ? -infinity : -abs(value)) : 0)
  const places = major.map((tick) => ({ tick, at: ((to(tick.value) / 2 - a) / (b - a || 1)) * length, size: sizeOf(tick) }))
  const kept = apart(
    places.sort((p, q) => rank(p.tick) - rank(q.tick)),
    (p, q) => abs(p.at - q.at) < (p.size + q.size) / 2,
  ).map(({ tick }) => tick)
  return major.filter((tick) => kept.includes(tick))
}

/** Vertical ticks; labels that would touch are left out. */
export const yTicks = (kind: ScaleKind, domain: Interval, length: number, fontSize: number, own: OwnTicks): AxisTicks => {
  const ticks = axisTicks(kind, domain, length, 36, own)
  return { ...ticks, major: legible(ticks.major, kind, domain, length, () => fontSize * 1.1) }
}

/** Horizontal ticks, fewer and fewer until their labels stand apart. */
export const xTicks = (kind: ScaleKind, domain: Interval, length: number, fontSize: number, own: OwnTicks): AxisTicks => {
  const free = (major: readonly Tick[]): readonly Tick[] =>
    legible(major, kind, domain, length, ({ text }) => labelWidth(text, fontSize) + 7)
  let ticks = axisTicks(kind, domain, length, 50, own)
  let kept = free(ticks.major)
  const thin = (fewer: AxisTicks): void => {
    ticks = fewer
    kept = free(ticks.major)
  }
  // Categories are thinned evenly: every second, every third. No label is narrower than seven pixels.
  const { major } = ticks
  const every = (n: number): AxisTicks => ({ major: major.filter((_, i) => i % n === 0), minor: [] })
  const crowded = (): boolean => kept.length < ticks.major.length
  if (own) for (let n = ceil((7 * major.length) / length); n < major.length && crowded(); n++) thin(every(n))
  else for (let spacing = 60; spacing < 400 && crowded(); spacing *= 1.4) thin(axisTicks(kind, domain, length, spacing, own))
  return { ...ticks, major: own ? ticks.major : kept }
}

export interface AxesLook {
  readonly ink: string
  readonly fontSize: number
  /** Which labels to write; inner panels of a grid share those at its edge. */
  readonly hideX: boolean
  readonly hideY: boolean
}

const lineOpacity = 0.62

/** Strokes at some values of an axis: `v` upright ones for a horizontal axis, `h` level ones for a vertical axis. */
export const strokes = (values: readonly number[], { map }: Scale, way: "v" | "h", from: number, length: number): string =>
  values.map((v) => `M${way === "v" ? `${xy(map(v), from)}` : `${xy(from, map(v))}`}${way}${px(length)}`).join("")

export const valuesOf = (ticks: readonly Tick[]): number[] => ticks.map(({ value }) => value)

/** Grid lines behind the data. */
export const gridLines = (
  { left, top, width, height }: Box,
  x: Scale,
  y: Scale,
  tx: AxisTicks,
  ty: AxisTicks,
  ink: string,
): Child | undefined =>
  path(strokes(valuesOf(tx.major), x, "v", top, height) + strokes(valuesOf(ty.major), y, "h", left, width), {
    ...{ stroke: ink, "stroke-opacity": 0.16, "stroke-width": 1, fill: "none" },
  })

/** Frame, ticks, tick labels and axis labels. */
export const drawAxes = (box: Box, x: Scale, y: Scale, tx: AxisTicks, ty: AxisTicks, options: FigureOptions, look: AxesLook): Child[] => {
  const { left, top, width, height } = box
  const bottom = top + height
  const { fontSize, ink, hideX, hideY } = look
  const marks =
    strokes(valuesOf(tx.major), x, "v", bottom, 4) +
    strokes(tx.minor, x, "v", bottom, 2) +
    strokes(valuesOf(ty.major), y, "h", left, -4) +
    strokes(ty.minor, y, "h", left, -2)
  const frame = el("path", {
    d: rectangle(left, top, left + width, bottom) + marks,
    ...{ stroke: ink, "stroke-opacity": lineOpacity, fill: "none" },
  })
  const texts: Child[] = []
  const write = (text: string, size: number, attrs: Attrs): unknown => texts.push(textNode(text, size, attrs))
  if (!hideX)
    for (const { value, text } of tx.major) write(text, fontSize, { x: x.map(value), y: bottom + 6 + fontSize, "text-anchor": "middle" })
  if (!hideY)
    for (const { value, text } of ty.major) write(text, fontSize, { x: left - 7, y: y.map(value) + fontSize * 0.35, "text-anchor": "end" })
  // The names are a little larger than the numbers, and may reach beyond the frame.
  const name = (text: string, room: number, attrs: Attrs): unknown =>
    write(shortened(text, fontSize + 1, room), fontSize + 1, { ...attrs, "text-anchor": "middle" })
  if (options.x && !hideX) name(options.x, width + 30, { x: left + width / 2, y: bottom + 6 + 2.35 * fontSize + 2 })
  if (options.y && !hideY) name(options.y, height + 24, upright(left - 7 - widest(ty.major, fontSize) - 8, top + height / 2))
  return [frame, group({ fill: ink, stroke: "none" }, texts)]
}

/** Where a text stands that runs upwards. */
export const upright = (x: number, y: number): Attrs => ({ transform: `translate(${xy(x, y)})rotate(-90)` })

/** The width of the widest label among ticks. */
export const widest = (ticks: readonly Tick[], fontSize: number): number =>
  ticks.reduce((w, { text }) => max(w, labelWidth(text, fontSize)), 0)

export const clip = (id: string, box: Box): Child =>
  el("clipPath", { id }, [el("rect", { x: box.left, y: box.top, width: box.width, height: box.height })])
