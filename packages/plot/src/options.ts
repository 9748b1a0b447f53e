import { checked } from "./rules.ts"
import * as rules from "./rules.ts"
import type { RenderMath } from "./label.ts"
import { checkDomain, type ScaleKind } from "./scales.ts"

export type LegendPlace = (typeof rules.places)[number]

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

/** The options of figures in the plane and in space. */
export const commonSpec = {
  title: rules.text,
  description: rules.text,
  x: rules.text,
  y: rules.text,
  xlim: rules.interval,
  ylim: rules.interval,
  width: rules.pixels,
  height: rules.pixels,
  axes: rules.flag,
  fontSize: rules.points,
  renderMath: rules.hook,
}

const spec = {
  ...commonSpec,
  xscale: rules.scale,
  yscale: rules.scale,
  xticks: rules.ticks,
  yticks: rules.ticks,
  grid: rules.flag,
  legend: rules.legend,
  equal: rules.flag,
  colorbar: rules.caption,
}

/** The options of a figure, checked. */
export const checkedOptions = (given: FigureOptions): FigureOptions => {
  const options = checked(given, spec, "figure")
  for (const axis of ["x", "y"] as const) {
    const limits = options[`${axis}lim`]
    if (limits) checkDomain(options[`${axis}scale`] ?? "linear", limits, axis)
  }
  return options
}
