import { refuse } from "./refuse.ts"
import type { RenderMath } from "./label.ts"
import type { Interval } from "./mark.ts"
import { checkDomain, type ScaleKind } from "./scales.ts"
import { toInterval } from "./values.ts"

export type LegendPlace = "top left" | "top right" | "bottom left" | "bottom right" | "above" | "right"

/** Ticks of one's own: values, or values with their labels. */
export type Ticks = readonly number[] | readonly { readonly value: number; readonly text: string }[]

/** What a figure needs beside its marks; everything has a default. */
export interface FigureOptions {
  /** Title above the figure; formulas stand between dollar signs. */
  readonly title?: string
  /** A sentence for screen readers in place of the generated one. */
  readonly description?: string
  /** Label of the horizontal axis. */
  readonly x?: string
  /** Label of the vertical axis. */
  readonly y?: string
  readonly xlim?: readonly [number, number]
  readonly ylim?: readonly [number, number]
  readonly xscale?: ScaleKind
  readonly yscale?: ScaleKind
  readonly xticks?: Ticks
  readonly yticks?: Ticks
  readonly grid?: boolean
  /** `false` for none, a place, or names for the series in their order. */
  readonly legend?: boolean | LegendPlace | readonly string[]
  /** Width in pixels, 350 by default. */
  readonly width?: number
  /** Height in pixels, 250 by default. */
  readonly height?: number
  /** One unit of x as long as one unit of y. */
  readonly equal?: boolean
  /** `false` draws the marks alone. */
  readonly axes?: boolean
  /** `false` for none, or the label of the colour bar. */
  readonly colorbar?: boolean | string
  readonly fontSize?: number
  /** Sets formulas that labels cannot, for instance by MathJax: see `svgFormulas`. */
  readonly renderMath?: RenderMath
}

const known = new Set(
  "title description x y xlim ylim xscale yscale xticks yticks grid legend width height equal axes colorbar fontSize renderMath".split(" "),
)

const kinds: readonly string[] = ["linear", "log", "symlog"]
const places: readonly string[] = ["top left", "top right", "bottom left", "bottom right", "above", "right"]

export function refuseUnknown(options: object, names: ReadonlySet<string>, operation: string): void {
  for (const name of Object.keys(options)) {
    if (names.has(name)) continue
    refuse(`${operation}: unknown option "${name}"; known are ${[...names].join(", ")}`)
  }
}

function checkSize(value: unknown, name: string): void {
  if (value === undefined || (typeof value === "number" && value >= 20 && value <= 20_000)) return
  refuse(`figure: ${name} must be between 20 and 20000 pixels, got ${String(value)}`)
}

function checkText(value: unknown, name: string): void {
  if (value === undefined || typeof value === "string") return
  refuse(`figure: ${name} must be text, got ${typeof value}`)
}

export function checkHook(hook: unknown, operation: string): void {
  if (hook === undefined || typeof hook === "function") return
  refuse(`${operation}: renderMath must be made by svgFormulas, got ${typeof hook}`)
}

/** The options with every value checked, so that drawing meets no surprise. */
export function checkedOptions(options: FigureOptions): FigureOptions {
  refuseUnknown(options, known, "figure")
  for (const name of ["width", "height"] as const) checkSize(options[name], name)
  for (const name of ["title", "description", "x", "y"] as const) checkText(options[name], name)
  for (const axis of ["x", "y"] as const) {
    const kind = options[`${axis}scale`]
    if (kind !== undefined && !kinds.includes(kind))
      refuse(`figure: ${axis}scale must be one of ${kinds.join(", ")}, got "${String(kind)}"`)
    const limits = options[`${axis}lim`]
    if (limits !== undefined) checkDomain(kind ?? "linear", toInterval(limits, `figure: ${axis}lim`), axis)
  }
  checkHook(options.renderMath, "figure")
  const { legend } = options
  if (typeof legend === "string" && !places.includes(legend))
    refuse(`figure: legend must be true, false, names, or one of ${places.join(", ")}; got "${legend}"`)
  return options
}

export const interval = (limits: readonly [number, number] | undefined): Interval | undefined =>
  limits && toInterval(limits, "figure: limits")
