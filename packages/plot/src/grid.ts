import { checked } from "./rules.ts"
import * as rules from "./rules.ts"
import { refuse } from "./refuse.ts"
import { colourBarWidth, drawColourBar } from "./colorbar.ts"
import { Drawing } from "./drawing.ts"
import { Figure } from "./figure.ts"
import { type Heading, headingOf } from "./heading.ts"
import { plainLabel } from "./label.ts"
import type { Margins } from "./layout.ts"
import { type ColourKey, type Column, type Interval, union } from "./mark.ts"
import { ceil, max, round, times } from "./math.ts"
import { type Child, group } from "./node.ts"
import { count as plural, xy } from "./number.ts"
import { drawPanel, type Panel, panelMargins } from "./panel.ts"
import { ordered } from "./scales.ts"
import { type Theme, themes } from "./theme.ts"

export interface GridOptions {
  readonly title?: string
  readonly description?: string
  /** One x domain for all; only the lowest row carries its labels. */
  readonly sharex?: boolean
  /** One y domain for all; only the first column carries its labels. */
  readonly sharey?: boolean
  /** Pixels between the panels; 8 by default. */
  readonly gap?: number
  /** One colour bar for all panels. */
  readonly colorbar?: ColourKey
}

interface Cell {
  readonly row: number
  readonly column: number
  readonly drawing: Drawing
  /** What is known of a figure's panel, and the room it wants around the plot area. */
  readonly panel?: Panel
  readonly wish?: Margins
}

/** Drawings in rows and columns, their plot areas aligned. */
export class Grid extends Drawing {
  readonly rows: readonly (readonly (Drawing | null | undefined)[])[]
  readonly options: GridOptions

  constructor(rows: Grid["rows"], options: GridOptions) {
    super()
    this.rows = rows
    this.options = options
  }

  private get gap(): number {
    return this.options.gap ?? 8
  }

  private get heading(): Heading {
    return headingOf(this.options.title, 14, this.width)
  }

  private get head(): number {
    return this.heading.height + (this.options.title ? 2 : 0)
  }

  /** Where everything goes; panels without labels give up the room of these, so that all plot areas are alike. */
  private get plan(): Plan {
    this.planned ??= planOf(this.rows, this.cells())
    return this.planned
  }

  private planned: Plan | undefined

  /** The room for a shared colour bar. */
  private get bar(): number {
    const { colorbar } = this.options
    return colorbar ? ceil(colourBarWidth(colorbar, 100, 11) + 10) : 0
  }

  get width(): number {
    const { widths } = this.plan
    return total(widths) + this.gap * (widths.length - 1) + this.bar
  }

  get height(): number {
    const { heights } = this.plan
    return total(heights) + this.gap * (heights.length - 1) + this.head
  }

  get drawings(): readonly Drawing[] {
    return this.rows.flat().filter((cell) => cell instanceof Drawing)
  }

  get title(): string {
    const { title } = this.options
    if (title) return plainLabel(title)
    return this.drawings
      .map((d) => d.title)
      .slice(0, 4)
      .join("; ")
  }

  describe(): string {
    if (this.options.description) return this.options.description
    const count = this.drawings.length
    const parts = this.drawings.slice(0, 6).map((d, i) => `${i + 1}: ${d.describe()}`)
    return `${plural(count, "panel")}. ${parts.join(" ")}${count > 6 ? ` And ${count - 6} more.` : ""}`
  }

  tables(): readonly (readonly Column[])[] {
    return this.drawings.flatMap((d) => d.tables())
  }

  private cells(): Cell[] {
    const { rows, options } = this
    const domains = (axis: "x" | "y"): Interval[] => this.drawings.flatMap((d) => (d instanceof Figure ? [d.domain(axis)] : []))
    const x = options.sharex && shared(domains("x"))
    const y = options.sharey && shared(domains("y"))
    return rows.flatMap((row, i) =>
      row.flatMap((drawing, j): Cell[] => {
        const place = { row: i, column: j }
        if (!drawing) return []
        if (!(drawing instanceof Figure)) return [{ ...place, drawing }]
        const panel = drawing.panel(themes.light, {
          ...(x && { x }),
          ...(y && { y }),
          hideX: !!x && rows.slice(i + 1).some((lower) => lower[j]),
          hideY: !!y && j > 0,
          bars: !options.colorbar,
        })
        return [{ ...place, drawing, panel, wish: panelMargins(panel) }]
      }),
    )
  }

  body(theme: Theme, name = ""): readonly Child[] {
    const { gap, head, plan, width, height } = this
    const { colorbar } = this.options
    const before = (sizes: readonly number[], k: number): number => total(sizes.slice(0, k)) + gap * k
    const panels = plan.cells.map(({ row, column, drawing, panel }, k) => {
      const size = { width: plan.widths[column] as number, height: plan.heights[row] as number }
      // Names inside a panel are made different from those of its neighbours.
      const own = `${name}-${k}`
      const nodes = panel
        ? drawPanel({ ...panel, ...size, theme, margins: plan.margins(row, column), name: own }).nodes
        : drawing.body(theme, own)
      return group({ transform: `translate(${xy(before(plan.widths, column), head + before(plan.heights, row))})` }, nodes)
    })
    const box = { left: 0, top: head + 12, width: width - this.bar, height: height - head - 40 }
    return [...panels, ...this.heading.draw(theme), ...(colorbar ? [drawColourBar(colorbar, box, theme, 11)] : [])]
  }
}

/** One interval for all; it runs downwards where each of them does. */
const shared = (all: readonly Interval[]): Interval | undefined => {
  const whole = all.map(ordered).reduce<Interval | undefined>(union, undefined)
  return whole && all.every(([a, b]) => a > b) ? [whole[1], whole[0]] : whole
}

interface Plan {
  readonly cells: readonly Cell[]
  readonly margins: (row: number, column: number) => Margins
  readonly widths: readonly number[]
  readonly heights: readonly number[]
}

const total = (sizes: readonly number[]): number => sizes.reduce((a, b) => a + b, 0)

const planOf = (rows: readonly (readonly unknown[])[], cells: readonly Cell[]): Plan => {
  const columns = times(max(...rows.map(({ length }) => length)), (j) => cells.filter(({ column }) => column === j))
  const lines = rows.map((_, i) => cells.filter(({ row }) => row === i))
  // Panels of one column share left and right margins, panels of one row share top and bottom.
  const largest = (side: keyof Margins, list: readonly Cell[] = []): number => max(0, ...list.map(({ wish }) => wish?.[side] ?? 0))
  const sizes = (lists: readonly Cell[][], size: "width" | "height", side: keyof Margins, hidden: (list: Cell[]) => boolean): number[] => {
    const most = max(...lists.map((list) => largest(side, list)))
    return lists.map((list) => max(0, ...list.map(({ drawing }) => drawing[size])) - (hidden(list) ? round(most - largest(side, list)) : 0))
  }
  return {
    cells,
    margins: (row, column) => ({
      left: largest("left", columns[column]),
      right: largest("right", columns[column]),
      top: largest("top", lines[row]),
      bottom: largest("bottom", lines[row]),
    }),
    widths: sizes(columns, "width", "left", (list) => list.some(({ panel }) => panel?.hideY)),
    heights: sizes(lines, "height", "bottom", (list) => list.length > 0 && list.every(({ panel }) => panel?.hideX)),
  }
}

/**
 * Figures in rows and columns, with shared axes on request; `null` leaves a place empty.
 *
 * @example
 * ```ts
 * import { curve, figure, grid } from "@nablajs/plot"
 * const left = figure([curve((x) => x, [0, 1])])
 * const right = figure([curve((x) => x * x, [0, 1])])
 * grid([[left, right]]).width // => 708
 * ```
 */
export const grid = (rows: readonly (readonly (Drawing | null | undefined)[])[], options: GridOptions = {}): Grid => {
  checked(
    options,
    { title: rules.text, description: rules.text, sharex: rules.flag, sharey: rules.flag, gap: rules.gap, colorbar: rules.any },
    "grid",
  )
  const isRow = (row: unknown): boolean =>
    Array.isArray(row) && row.length > 0 && row.every((cell) => (cell ?? undefined) === undefined || cell instanceof Drawing)
  if (!Array.isArray(rows) || !rows.every(isRow) || !rows.flat().some(Boolean))
    refuse("grid: expected rows of figures, with null for a place that stays empty, such as grid([[a, b], [c, null]])")
  return new Grid(
    rows.map((row) => [...row]),
    options,
  )
}
