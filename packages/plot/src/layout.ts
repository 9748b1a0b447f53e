import { type AxisTicks, widest, xTicks, yTicks } from "./axes.ts"
import type { Demand } from "./domains.ts"
import { headingOf } from "./heading.ts"
import { labelWidth } from "./label.ts"
import { type Entry, legendRows, rowsHeight } from "./legend.ts"
import type { Box, ColourBar, ColourKey, Interval } from "./mark.ts"
import type { FigureOptions } from "./options.ts"
import { abs, max, min, round } from "./math.ts"

/** Space around the plot area, in pixels. */
export interface Margins {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The colours of a mark with the bar that explains them. */
export interface Keyed {
  readonly key: ColourKey
  readonly bar: ColourBar
}

/** Everything that decides how much room the plot area has. */
export interface Request {
  readonly options: FigureOptions
  readonly width: number
  readonly height: number
  readonly fontSize: number
  readonly x: Interval
  readonly y: Interval
  readonly demand: Demand
  readonly hideX: boolean
  readonly hideY: boolean
  readonly keys: readonly Keyed[]
  /** Legend entries written above the plot area. */
  readonly above: readonly Entry[]
  /** Width kept free on the right, for a legend there. */
  readonly beside: number
}

export interface Layout {
  readonly box: Box
  readonly x: Interval
  readonly y: Interval
  readonly tx: AxisTicks
  readonly ty: AxisTicks
}

const bare: Margins = { left: 4, right: 4, top: 4, bottom: 4 }

/** Room for titles, labels and ticks, from the widths of their texts; equal units change the ticks, and so the room for these. */
export const marginsOf = (r: Request): Margins => {
  const margins = marginsFor(r)
  return isEqual(r) ? marginsFor(equalised(r, boxOf(r, margins)).request) : margins
}

const isEqual = ({ options, demand }: Request): boolean =>
  (options.equal ?? demand.equal) && !options.xscale?.includes("log") && !options.yscale?.includes("log")

const marginsFor = (r: Request): Margins => {
  const { options, fontSize } = r
  const titled = headingOf(options.title, fontSize + 2, r.width).height
  const legend = r.above.length === 0 ? 0 : rowsHeight(legendRows(r.above, r.width - 60, r.height, fontSize), fontSize)
  const top = 8 + titled + legend
  const drawn = options.axes !== false
  const bottom = drawn ? (r.hideX ? 8 : 10 + fontSize + (options.x ? 1.35 * fontSize + 6 : 0)) : bare.bottom
  const height = r.height - top - bottom
  const ty = yTicksOf(r, height)
  const left = drawn ? (r.hideY ? 10 : widest(ty.major, fontSize) + 11 + (options.y ? fontSize + 9 : 0)) : bare.left
  const bars = r.keys.reduce((w, { key, bar }) => w + bar.width(key, height, fontSize), 0)
  const tx = drawn && !r.hideX ? xTicksOf(r, r.width - left - 12 - bars - r.beside) : undefined
  // Either end may be the right one; half of its label can stand out.
  const overhang = max(0, ...[tx?.major[0], tx?.major.at(-1)].map((tick) => labelWidth(tick?.text ?? "", fontSize) / 2))
  return { left, right: max(bars + r.beside + 6, drawn ? max(10, overhang + 2) : bare.right), top, bottom }
}

const yTicksOf = (r: Request, height: number): AxisTicks =>
  yTicks(r.options.yscale ?? "linear", r.y, height, r.fontSize, r.options.yticks ?? r.demand.yticks)

const xTicksOf = (r: Request, width: number): AxisTicks =>
  xTicks(r.options.xscale ?? "linear", r.x, width, r.fontSize, r.options.xticks ?? r.demand.xticks)

// Ten pixels of the figure remain for the data, whatever the texts around them take.
const boxOf = (r: Request, m: Margins): Box => ({
  left: min(round(m.left), r.width - 10),
  top: min(round(m.top), r.height - 10),
  width: max(10, round(r.width - m.left - m.right)),
  height: max(10, round(r.height - m.top - m.bottom)),
})

const grow = ([a, b]: Interval, factor: number): Interval => {
  const middle = (a + b) / 2
  const half = ((b - a) / 2) * factor
  return [middle - half, middle + half]
}

// Equal units: the domain with room to spare grows, unless its ends are fixed; then the plot area shrinks.
const equalised = (r: Request, box: Box): { request: Request; box: Box } => {
  const fixed = (axis: "x" | "y"): boolean =>
    r.options[`${axis}lim`] !== undefined || r.demand[axis === "x" ? "stickX" : "stickY"].length > 0
  const ux = box.width / abs(r.x[1] - r.x[0])
  const uy = box.height / abs(r.y[1] - r.y[0])
  if (ux > uy && !fixed("x")) return { request: { ...r, x: grow(r.x, ux / uy) }, box }
  if (uy > ux && !fixed("y")) return { request: { ...r, y: grow(r.y, uy / ux) }, box }
  const [width, height] = ux > uy ? [(box.width * uy) / ux, box.height] : [box.width, (box.height * ux) / uy]
  const moved = { left: box.left + (box.width - width) / 2, top: box.top + (box.height - height) / 2, width, height }
  return {
    request: r,
    box: { left: round(moved.left), top: round(moved.top), width: max(1, moved.width), height: max(1, moved.height) },
  }
}

/** Places the plot area inside the margins and chooses the ticks for it. */
export const layoutOf = (request: Request, margins: Margins): Layout => {
  const whole = boxOf(request, margins)
  const { request: r, box } = isEqual(request) ? equalised(request, whole) : { request, box: whole }
  return { box, x: r.x, y: r.y, tx: xTicksOf(r, box.width), ty: yTicksOf(r, box.height) }
}
