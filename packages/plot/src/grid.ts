import { checked } from "./rules.ts"
import * as rules from "./rules.ts"
import { refuse } from "./refuse.ts"
import { colourBarWidth, drawColourBar } from "./colorbar.ts"
import { Drawing } from "./drawing.ts"
import { Figure } from "./figure.ts"
import { type Heading, headingOf } from "./heading.ts"
import { plainLabel } from "./label.ts"
import type { Margins } from "./layout.ts"
import type { ColourKey, Column, Interval } from "./mark.ts"
import { type Child, group, selfId } from "./node.ts"
import { count as plural, px } from "./number.ts"
import { drawPanel, type Panel, panelMargins } from "./panel.ts"
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

/** Names inside a panel are made different from those of its neighbours. */
function renamed(node: Child, mark: string): Child {
  if (typeof node === "string") return node
  const attrs = Object.fromEntries(
    Object.entries(node.attrs).map(([name, value]) => [
      name,
      typeof value === "string" ? value.replaceAll(selfId, `${selfId}${mark}`) : value,
    ]),
  )
  return { ...node, attrs, children: node.children.map((child) => renamed(child, mark)) }
}

const union = (all: readonly Interval[]): Interval => {
  const [lo, hi] = [Math.min(...all.map((i) => Math.min(...i))), Math.max(...all.map((i) => Math.max(...i)))]
  return all.every(([a, b]) => a > b) ? [hi, lo] : [lo, hi]
}

interface Cell {
  readonly row: number
  readonly column: number
  readonly drawing: Drawing
  readonly panel: Panel | undefined
}

/** Drawings in rows and columns, their plot areas aligned. */
export class Grid extends Drawing {
  readonly rows: readonly (readonly (Drawing | undefined)[])[]
  readonly options: GridOptions

  constructor(rows: readonly (readonly (Drawing | undefined)[])[], options: GridOptions) {
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

  get width(): number {
    const { widths } = this.plan
    const bar = this.options.colorbar ? colourBarWidth(this.options.colorbar, 100, 11) + 10 : 0
    return total(widths) + this.gap * (widths.length - 1) + Math.ceil(bar)
  }

  get height(): number {
    const { heights } = this.plan
    return total(heights) + this.gap * (heights.length - 1) + this.head
  }

  get drawings(): readonly Drawing[] {
    return this.rows.flatMap((row) => row.filter((cell) => cell !== undefined))
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
    const figures = this.drawings.filter((d) => d instanceof Figure)
    const { sharex, sharey } = this.options
    const shared: { x?: Interval; y?: Interval } = {
      ...(sharex && figures.length > 0 ? { x: union(figures.map((f) => f.domain("x"))) } : {}),
      ...(sharey && figures.length > 0 ? { y: union(figures.map((f) => f.domain("y"))) } : {}),
    }
    const last = this.rows.length - 1
    const isLowest = (i: number, j: number): boolean => i === last || this.rows.slice(i + 1).every((row) => !row[j])
    return this.rows.flatMap((row, i) =>
      row.flatMap((drawing, j): Cell[] => {
        if (!drawing) return []
        const isFigure = drawing instanceof Figure
        const changes = {
          ...shared,
          hideX: sharex === true && !isLowest(i, j),
          hideY: sharey === true && j > 0,
          bars: !this.options.colorbar,
        }
        return [{ row: i, column: j, drawing, panel: isFigure ? drawing.panel(themes.light, changes) : undefined }]
      }),
    )
  }

  body(theme: Theme): readonly Child[] {
    const { cells, margins, widths, heights } = this.plan
    const left = (j: number): number => widths.slice(0, j).reduce((a, b) => a + b + this.gap, 0)
    const top = (i: number): number => heights.slice(0, i).reduce((a, b) => a + b + this.gap, this.head)
    const panels = cells.map((cell, k) => {
      const size = { width: widths[cell.column] as number, height: heights[cell.row] as number }
      const nodes = cell.panel ? drawPanel({ ...cell.panel, ...size, theme, margins: margins(cell) }).nodes : cell.drawing.body(theme)
      return renamed(group({ transform: `translate(${px(left(cell.column))},${px(top(cell.row))})` }, nodes), `-${k}`)
    })
    const { colorbar } = this.options
    const box = {
      left: 0,
      top: this.head + 12,
      width: total(widths) + this.gap * (widths.length - 1),
      height: this.height - this.head - 40,
    }
    const bar = colorbar ? drawColourBar(colorbar, box, theme, 11) : undefined
    return [...panels, ...this.heading.draw(theme), bar].filter((node) => node !== undefined)
  }
}

interface Plan {
  readonly cells: readonly Cell[]
  readonly margins: (cell: Pick<Cell, "row" | "column">) => Margins
  readonly widths: readonly number[]
  readonly heights: readonly number[]
}

const total = (sizes: readonly number[]): number => sizes.reduce((a, b) => a + b, 0)

function planOf(rows: readonly (readonly (Drawing | undefined)[])[], cells: readonly Cell[]): Plan {
  const margins = alignedMargins(cells)
  const columns = Math.max(...rows.map((row) => row.length))
  const outer = (row: number, column: number): Margins => margins({ row, column })
  const [widest, tallest] = [
    Math.max(...Array.from({ length: columns }, (_, j) => outer(0, j).left)),
    Math.max(...rows.map((_, i) => outer(i, 0).bottom)),
  ]
  const spare = (hidden: boolean, most: number, own: number): number => (hidden ? most - own : 0)
  const widths = Array.from({ length: columns }, (_, j) => {
    const hidden = cells.some((c) => c.column === j && c.panel?.hideY)
    return Math.max(0, ...rows.map((row) => row[j]?.width ?? 0)) - Math.round(spare(hidden, widest, outer(0, j).left))
  })
  const heights = rows.map((row, i) => {
    const hidden = cells.filter((c) => c.row === i).every((c) => c.panel?.hideX)
    return Math.max(0, ...row.map((cell) => cell?.height ?? 0)) - Math.round(spare(hidden, tallest, outer(i, 0).bottom))
  })
  return { cells, margins, widths, heights }
}

// Panels of one column share left and right margins, panels of one row share top and bottom.
function alignedMargins(cells: readonly Cell[]): Plan["margins"] {
  const own = new Map(cells.flatMap((cell) => (cell.panel ? [[cell, panelMargins(cell.panel)] as const] : [])))
  const largest = (side: keyof Margins, same: (other: Cell) => boolean): number =>
    Math.max(0, ...[...own].filter(([other]) => same(other)).map(([, m]) => m[side]))
  return ({ row, column }) => ({
    left: largest("left", (c) => c.column === column),
    right: largest("right", (c) => c.column === column),
    top: largest("top", (c) => c.row === row),
    bottom: largest("bottom", (c) => c.row === row),
  })
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
export function grid(rows: readonly (readonly (Drawing | null | undefined)[])[], options: GridOptions = {}): Grid {
  checked(
    options,
    { title: rules.text, description: rules.text, sharex: rules.flag, sharey: rules.flag, gap: rules.gap, colorbar: rules.any },
    "grid",
  )
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every((row) => Array.isArray(row) && row.length > 0))
    refuse("grid: expected rows of figures, such as grid([[a, b], [c, d]])")
  const cells = rows.map((row: readonly (Drawing | null | undefined)[]) => row.map((cell) => cell ?? undefined))
  const wrong = cells.flat().find((cell) => cell !== undefined && !(cell instanceof Drawing))
  if (wrong !== undefined) refuse("grid: every place holds a figure, or null to stay empty")
  if (cells.flat().every((cell) => cell === undefined)) refuse("grid: there is no figure in it")
  return new Grid(cells, options)
}
