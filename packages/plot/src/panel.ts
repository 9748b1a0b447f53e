import { clip, drawAxes, gridLines } from "./axes.ts"
import type { Figure } from "./figure.ts"
import { headingOf } from "./heading.ts"
import { columnSize, cornerOf, drawColumn, drawRows, type Entry, fittingColumn, freeCorner, labelled, legendRows } from "./legend.ts"
import { type Keyed, type Layout, layoutOf, type Margins, marginsOf, type Request } from "./layout.ts"
import { type ColourKey, drawMark, type Interval, keyOf, type Pen, slotsOf } from "./mark.ts"
import { shortened, withMath } from "./label.ts"
import { type Child, group, selfId } from "./node.ts"
import { makeScale } from "./scales.ts"
import type { Theme } from "./theme.ts"
import type { LegendPlace } from "./options.ts"

/** A figure about to be drawn in a rectangle, with what its surroundings decided. */
export interface Panel {
  readonly figure: Figure
  readonly theme: Theme
  readonly width: number
  readonly height: number
  readonly x: Interval
  readonly y: Interval
  readonly hideX: boolean
  readonly hideY: boolean
  /** Whether the panel draws its own colour bars. */
  readonly bars: boolean
  readonly margins?: Margins
  /** What its identifiers begin with, beside other panels. */
  readonly name?: string
}

/** A drawn panel: the nodes, and where the data are, for whoever reads positions back. */
export interface Drawn {
  readonly nodes: readonly Child[]
  readonly pen: Pen
}

const fontSizeOf = (panel: Panel): number => panel.figure.options.fontSize ?? 11

/** What the legend lists: the labelled marks, or all series under the names given. */
const entriesOf = (figure: Figure): Entry[] => {
  const { legend } = figure.options
  if (legend === false) return []
  const marks = figure.content
  const names = Array.isArray(legend) && (legend as readonly string[])
  const named = names ? marks.filter(({ type }) => type.series).map((m, i) => ({ ...m, label: names[i] })) : marks
  return labelled(named).map((entry) => ({ ...entry, label: shortened(entry.label, figure.options.fontSize ?? 11, 0.6 * figure.width) }))
}

/** The colours of a figure to be explained; marks over the same colours share one bar. */
const keysOf = (figure: Figure): Keyed[] => {
  const { colorbar } = figure.options
  if (colorbar === false) return []
  const all = figure.content.flatMap((m): Keyed[] => {
    const [key, { bar }] = [keyOf(m), m.type]
    return key && bar ? [{ key: typeof colorbar === "string" ? { ...key, label: colorbar } : key, bar }] : []
  })
  return all.filter(({ key }, i) => all.findIndex((other) => sameKey(other.key, key)) === i)
}

const sameKey = (a: ColourKey, b: ColourKey): boolean =>
  a.cmap === b.cmap && a.domain[0] === b.domain[0] && a.domain[1] === b.domain[1] && a.label === b.label

const requestOf = (panel: Panel, above: readonly Entry[] = [], beside = 0): Request => ({
  ...panel,
  options: panel.figure.options,
  demand: panel.figure.demand,
  fontSize: fontSizeOf(panel),
  keys: panel.bars ? keysOf(panel.figure) : [],
  above,
  beside,
})

export const panelMargins = (panel: Panel): Margins => withMath(panel.figure.options.renderMath, () => marginsOf(requestOf(panel)))

interface Stage {
  readonly layout: Layout
  readonly pen: Pen
  readonly data: readonly Child[]
}

const stage = (panel: Panel, request: Request, margins: Margins): Stage => {
  const layout = layoutOf(request, margins)
  const { box } = layout
  const { options, content } = panel.figure
  const x = makeScale(options.xscale ?? "linear", layout.x, [box.left, box.left + box.width])
  const y = makeScale(options.yscale ?? "linear", layout.y, [box.top + box.height, box.top])
  const pen: Pen = { x, y, box, slot: 0, theme: panel.theme, fontSize: request.fontSize }
  const slots = slotsOf(content)
  const data = content.map((m, i) => group({ "data-mark": m.kind }, drawMark(m, { ...pen, slot: slots[i] as number })))
  return { layout, pen, data }
}

// The legend goes where it was asked to; otherwise into a free corner, and above the plot area when all are taken.
const placed = (panel: Panel, all: readonly Entry[]): Stage & { legend: Child | undefined } => {
  const fontSize = fontSizeOf(panel)
  const wish = panel.figure.options.legend
  const place = typeof wish === "string" ? (wish as LegendPlace) : undefined
  const column = fittingColumn(all, panel.height - 50, fontSize)
  const size = columnSize(column, fontSize)
  const drawn = (request: Request, margins?: Margins): Stage => stage(panel, request, margins ?? marginsOf(request))
  if (place === "right" && all.length > 0) {
    const shown = drawn(requestOf(panel, [], size[0]))
    const { left, top, width } = shown.pen.box
    return { ...shown, legend: drawColumn(column, shown.pen, left + width + 4, top) }
  }
  if (place !== "above" || all.length === 0) {
    const shown = drawn(requestOf(panel), panel.margins)
    if (all.length === 0) return { ...shown, legend: undefined }
    const corner = place ?? freeCorner(shown.data, shown.pen.box, size) ?? (panel.margins && "top right")
    if (corner) return { ...shown, legend: drawColumn(column, shown.pen, ...cornerOf(corner, shown.pen.box, size)) }
  }
  const shown = drawn(requestOf(panel, all))
  const titled = headingOf(panel.figure.options.title, fontSize + 2, panel.width).height
  const rows = legendRows(all, panel.width - 60, panel.height, fontSize)
  return { ...shown, legend: drawRows(rows, shown.pen, shown.pen.box.left, 4 + titled) }
}

/** Draws a figure into a rectangle at the origin. */
export const drawPanel = (panel: Panel): Drawn => withMath(panel.figure.options.renderMath, () => drawnPanel(panel))

const drawnPanel = (panel: Panel): Drawn => {
  const { figure, theme } = panel
  const { options } = figure
  const { layout, pen, data, legend } = placed(panel, entriesOf(figure))
  const { box, tx, ty } = layout
  const id = `${selfId}${panel.name ?? ""}-clip`
  const fontSize = pen.fontSize
  const shown = options.axes !== false
  const look = { ink: theme.ink, fontSize, hideX: panel.hideX, hideY: panel.hideY }
  const bars = panel.bars ? keysOf(figure) : []
  const nodes: (Child | undefined)[] = [
    clip(id, box),
    options.grid && shown ? gridLines(box, pen.x, pen.y, tx, ty, theme.ink) : undefined,
    group({ "clip-path": `url(#${id})` }, data),
    ...(shown ? drawAxes(box, pen.x, pen.y, tx, ty, options, look) : []),
    ...bars.map(({ key, bar }) => bar.draw(key, box, theme, fontSize)),
    legend,
    ...headingOf(options.title, fontSize + 2, panel.width).draw(theme),
  ]
  return { nodes: nodes.filter((node) => node !== undefined), pen }
}
