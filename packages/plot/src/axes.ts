import type { Box, Interval } from "./mark.ts"
import { type Child, el, group, path } from "./node.ts"
import { px } from "./number.ts"
import { labelWidth, shortened, textNode } from "./label.ts"
import type { FigureOptions, Ticks } from "./options.ts"
import { type Scale, type ScaleKind, type Tick, ticksFor, warps } from "./scales.ts"

/** The ticks of both axes, chosen before the size of the plot area is final. */
export interface AxisTicks {
  readonly major: readonly Tick[]
  readonly minor: readonly number[]
}

// Names of ticks are no longer than this, in units of the font size.
const longest = 22

function givenTicks(ticks: Ticks): readonly Tick[] {
  return Array.from(ticks as ArrayLike<number | Tick>, (tick) =>
    typeof tick === "number" ? { value: tick, text: String(tick).replace("-", "−") } : { ...tick, text: shortened(tick.text, 1, longest) },
  )
}

const within = (v: number, [a, b]: Interval): boolean => {
  const slack = Math.abs(b - a) * 1e-9
  return v >= Math.min(a, b) - slack && v <= Math.max(a, b) + slack
}

/** Ticks about `spacing` pixels apart; a user's own come first. */
export function axisTicks(kind: ScaleKind, domain: Interval, length: number, spacing: number, own: OwnTicks): AxisTicks {
  if (own) return { major: givenTicks(own).filter((tick) => within(tick.value, domain)), minor: [] }
  return ticksFor(kind, domain, Math.max(2, Math.round(length / spacing)))
}

type OwnTicks = Ticks | readonly Tick[] | undefined

/** The ticks whose labels, of given sizes, stand apart; zero comes first, then the outermost. */
function apart(major: readonly Tick[], kind: ScaleKind, domain: Interval, length: number, sizeOf: (tick: Tick) => number): readonly Tick[] {
  const { to } = warps[kind]
  const [a, b] = [to(domain[0]) / 2, to(domain[1]) / 2]
  const rank = ({ value }: Tick): number => (kind === "symlog" ? (value === 0 ? Number.NEGATIVE_INFINITY : -Math.abs(value)) : 0)
  const kept: { readonly tick: Tick; readonly at: number; readonly size: number }[] = []
  for (const tick of [...major].sort((p, q) => rank(p) - rank(q))) {
    const [at, size] = [(Math.abs(to(tick.value) / 2 - a) / Math.abs(b - a || 1)) * length, sizeOf(tick)]
    if (kept.every((other) => Math.abs(at - other.at) >= (size + other.size) / 2)) kept.push({ tick, at, size })
  }
  const ticks = new Set(kept.map(({ tick }) => tick))
  return major.filter((tick) => ticks.has(tick))
}

/** Vertical ticks; labels that would touch are left out. */
export function yTicks(kind: ScaleKind, domain: Interval, length: number, fontSize: number, own: OwnTicks): AxisTicks {
  const ticks = axisTicks(kind, domain, length, 36, own)
  return { ...ticks, major: apart(ticks.major, kind, domain, length, () => fontSize * 1.1) }
}

/** Horizontal ticks, fewer and fewer until their labels stand apart. */
export function xTicks(kind: ScaleKind, domain: Interval, length: number, fontSize: number, own: OwnTicks): AxisTicks {
  const free = (major: readonly Tick[]): readonly Tick[] => apart(major, kind, domain, length, ({ text }) => labelWidth(text, fontSize) + 7)
  let ticks = axisTicks(kind, domain, length, 50, own)
  if (own)
    return {
      major: everyOther(ticks.major, Math.ceil((7 * ticks.major.length) / length), (major) => free(major).length === major.length),
      minor: [],
    }
  for (let spacing = 60; spacing < 400 && free(ticks.major).length < ticks.major.length; spacing *= 1.4)
    ticks = axisTicks(kind, domain, length, spacing, own)
  return { ...ticks, major: free(ticks.major) }
}

// Categories are thinned evenly: every second, every third. No label is narrower than seven pixels.
function everyOther(major: readonly Tick[], least: number, fits: (major: readonly Tick[]) => boolean): readonly Tick[] {
  let every = Math.max(1, least)
  const thinned = (): readonly Tick[] => Array.from({ length: Math.ceil(major.length / every) }, (_, i) => major[i * every] as Tick)
  while (every < major.length && !fits(thinned())) every++
  return thinned()
}

export interface AxesLook {
  readonly ink: string
  readonly fontSize: number
  /** Which labels to write; inner panels of a grid share those at its edge. */
  readonly hideX: boolean
  readonly hideY: boolean
}

const lineOpacity = 0.62

/** Grid lines behind the data. */
export function gridLines(box: Box, x: Scale, y: Scale, tx: AxisTicks, ty: AxisTicks, ink: string): Child | undefined {
  const vertical = tx.major.map(({ value }) => `M${px(x.map(value))},${px(box.top)}v${px(box.height)}`)
  const horizontal = ty.major.map(({ value }) => `M${px(box.left)},${px(y.map(value))}h${px(box.width)}`)
  return path([...vertical, ...horizontal].join(""), { stroke: ink, "stroke-opacity": 0.16, "stroke-width": 1, fill: "none" })
}

/** Frame, ticks, tick labels and axis labels. */
export function drawAxes(box: Box, x: Scale, y: Scale, tx: AxisTicks, ty: AxisTicks, options: FigureOptions, look: AxesLook): Child[] {
  const { left, top, width, height } = box
  const [right, bottom] = [left + width, top + height]
  const { fontSize, ink } = look
  const marks = [
    ...tx.major.map(({ value }) => `M${px(x.map(value))},${px(bottom)}v4`),
    ...tx.minor.map((value) => `M${px(x.map(value))},${px(bottom)}v2`),
    ...ty.major.map(({ value }) => `M${px(left)},${px(y.map(value))}h-4`),
    ...ty.minor.map((value) => `M${px(left)},${px(y.map(value))}h-2`),
  ]
  const frame = path(`M${px(left)},${px(top)}H${px(right)}V${px(bottom)}H${px(left)}Z${marks.join("")}`, {
    stroke: ink,
    "stroke-opacity": lineOpacity,
    fill: "none",
  })
  const numbers = [
    ...(look.hideX
      ? []
      : tx.major.map(({ value, text }) =>
          textNode(text, fontSize, { x: x.map(value), y: bottom + 6 + fontSize, "text-anchor": "middle" }),
        )),
    ...(look.hideY
      ? []
      : ty.major.map(({ value, text }) =>
          textNode(text, fontSize, { x: left - 7, y: y.map(value) + fontSize * 0.35, "text-anchor": "end" }),
        )),
  ]
  return [...(frame ? [frame] : []), group({ fill: ink, stroke: "none" }, [...numbers, ...names(box, options, look, ty)])]
}

function names({ left, top, width, height }: Box, options: FigureOptions, { fontSize, hideX, hideY }: AxesLook, ty: AxisTicks): Child[] {
  const [cx, cy] = [left + width / 2, top + height / 2]
  const result: Child[] = []
  if (options.x && !hideX)
    result.push(
      textNode(shortened(options.x, fontSize + 1, width + 30), fontSize + 1, {
        x: cx,
        y: top + height + 6 + 2.35 * fontSize + 2,
        "text-anchor": "middle",
      }),
    )
  if (options.y && !hideY) {
    const at = left - 7 - tickWidth(ty, fontSize) - 8
    result.push(
      textNode(shortened(options.y, fontSize + 1, height + 24), fontSize + 1, {
        transform: `translate(${px(at)},${px(cy)})rotate(-90)`,
        "text-anchor": "middle",
      }),
    )
  }
  return result
}

export const tickWidth = (ticks: AxisTicks, fontSize: number): number =>
  ticks.major.reduce((w, { text }) => Math.max(w, labelWidth(text, fontSize)), 0)

export const clip = (id: string, box: Box): Child =>
  el("clipPath", { id }, [el("rect", { x: box.left, y: box.top, width: box.width, height: box.height })])
