import { refuse } from "./refuse.ts"
import { axesOf, type Demand, demandOf, domainOf, preparedMarks } from "./domains.ts"
import { type Interval, isMark, type Mark, plainDataOf } from "./mark.ts"
import type { Child } from "./node.ts"
import { checkedOptions, type FigureOptions } from "./options.ts"
import { type Panel, drawPanel } from "./panel.ts"
import type { Theme } from "./theme.ts"
import { plainLabel } from "./label.ts"
import { checkedMarks, Marked } from "./marked.ts"

const most = 10_000

/** Refuses more marks than can be told apart or drawn in reasonable time. */
export const checkCount = (count: number): void => {
  if (count > most)
    refuse(`figure: draws at most ${most} marks, got ${count}; join them in one line, with null between its parts`, "too-large")
}

/** A figure without behaviour: numbers and texts alone, which `structuredClone` copies and workers receive. */
export interface FigureData {
  readonly options: FigureOptions
  readonly marks: readonly { readonly kind: string; readonly data: object }[]
}

/** A figure: options and marks, and nothing else. It never changes; `with` and `add` answer new ones. */
export class Figure extends Marked<FigureOptions, Mark> {
  private prepared: readonly Mark[] | undefined
  private demanded: Demand | undefined

  constructor(options: FigureOptions, marks: readonly Mark[]) {
    super(checkedOptions(options), marks)
  }

  get height(): number {
    return this.options.height ?? 250
  }

  get title(): string {
    const { title, x, y } = this.options
    return this.readable(() => {
      if (title) return plainLabel(title)
      const labels = this.marks.flatMap((m) => (m.label ? [plainLabel(m.label)] : []))
      const subject = y ? plainLabel(y) : labels.slice(0, 3).join(", ")
      return subject === "" ? "Figure" : x ? `${subject} over ${plainLabel(x)}` : subject
    })
  }

  override get content(): readonly Mark[] {
    this.prepared ??= preparedMarks(this.marks, axesOf(this.options))
    return this.prepared
  }

  get demand(): Demand {
    this.demanded ??= demandOf(this.content)
    return this.demanded
  }

  /** The interval shown along an axis. */
  domain(axis: "x" | "y"): Interval {
    return domainOf(this.content, this.demand, this.options, axis)
  }

  /** A copy with some options changed. */
  with(options: FigureOptions): Figure {
    return new Figure({ ...this.options, ...options }, this.marks)
  }

  /** A copy with more marks on top. */
  add(...marks: readonly Mark[]): Figure {
    return figure(this.options, [...this.marks, ...marks])
  }

  /** The figure as a panel of a given size, for grids and other surroundings. */
  panel(theme: Theme, changes: Partial<Panel> = {}): Panel {
    const { width, height } = this
    return {
      figure: this,
      theme,
      width,
      height,
      x: this.domain("x"),
      y: this.domain("y"),
      hideX: false,
      hideY: false,
      bars: true,
      ...changes,
    }
  }

  body(theme: Theme, name = ""): readonly Child[] {
    return drawPanel(this.panel(theme, { name })).nodes
  }

  /** The figure as plain data, for a worker or a store; functions become the samples that are drawn, and the hook for formulas stays behind. `fromData` makes a figure of them again. */
  toData(): FigureData {
    const { renderMath: _, ...options } = this.options
    return { options, marks: this.readable(() => this.content.map((m) => ({ kind: m.kind, data: plainDataOf(m) }))) }
  }
}

/**
 * A figure of marks: curves, lines, points, contours, whatever the list holds, drawn in that order.
 *
 * @example
 * ```ts
 * import { figure, line, scatter } from "@nablajs/plot"
 * const f = figure({ x: "x", y: "y", grid: true }, [line([0, 1, 2], [1, 3, 2]), scatter([1], [3])])
 * f.describe() // => "line rises from 1 to 2, maximum 3 at x = 1. scatter: 1 point, x from 1 to 1, y from 3 to 3."
 * ```
 */
export function figure(options: FigureOptions, marks: readonly Mark[]): Figure
export function figure(marks: readonly Mark[]): Figure
export function figure(options: FigureOptions | readonly Mark[], marks?: readonly Mark[]): Figure {
  if (Array.isArray(options)) return figure({}, options as readonly Mark[])
  if (typeof options !== "object" || options === null) refuse(`figure: expected options and a list of marks, got ${typeof options}`)
  const list = checkedMarks<Mark>("figure", marks, isMark, "of the plane, such as line or curve; surface and line3d go into figure3d")
  checkCount(list.length)
  return new Figure(options as FigureOptions, list)
}
