import { checked } from "./rules.ts"
import * as rules from "./rules.ts"
import { refuse } from "./refuse.ts"
import { type Fn, ofNumber } from "./call.ts"
import { checkCount, Figure, figure } from "./figure.ts"
import type { Mark, Style } from "./mark.ts"
import { curve } from "./marks/curve.ts"
import { line, markerLetters } from "./marks/line.ts"
import { type FigureOptions } from "./options.ts"
import type { ScaleKind } from "./scales.ts"
import { isArrayLike, isNested, isTensor, plain, shapeText, toInterval, toVector, type MatrixLike, type VectorLike } from "./values.ts"
import { floats, max, round, times } from "./math.ts"

/** What `setAxes` changes, under the book's names. */
export interface AxesOptions {
  readonly xlabel?: string
  readonly ylabel?: string
  readonly xlim?: readonly [number, number]
  readonly ylim?: readonly [number, number]
  readonly xscale?: ScaleKind
  readonly yscale?: ScaleKind
  readonly legend?: NonNullable<FigureOptions["legend"]>
  readonly title?: string
  readonly grid?: boolean
}

export interface PlotOptions extends AxesOptions {
  /** Line formats in the manner of matplotlib, such as `-`, `m--`, `g-.`, `ro:`. */
  readonly fmts?: readonly string[]
  /** Width and height in inches of 100 pixels; 3.5 by 2.5 by default. */
  readonly figsize?: readonly [number, number]
}

const axesSpec = {
  xlabel: rules.text,
  ylabel: rules.text,
  xlim: rules.interval,
  ylim: rules.interval,
  xscale: rules.scale,
  yscale: rules.scale,
  legend: rules.legend,
  title: rules.text,
  grid: rules.flag,
}

const figureOptions = ({ xlabel, ylabel, ...rest }: AxesOptions): FigureOptions =>
  Object.fromEntries(Object.entries({ ...rest, x: xlabel, y: ylabel }).filter(([, value]) => value !== undefined))

const dashes: Record<string, string | false> = { "-": false, "--": "5 2.5", "-.": "6 2 1.2 2", ":": "1.4 1.8" }

/** A matplotlib format: colour letter, marker, line, each optional, in any order. */
export const parseFormat = (format: string): Style => {
  const match = /^([bgrcmyk])?([o.s^dD+x*])?(--|-\.|-|:)?([o.s^dD+x*])?([bgrcmyk])?$/.exec(format)
  if (!match) refuse(`plot: cannot read the format "${format}"; write a colour of bgrcmyk, a marker of o.s^d+x*, a line of - -- -. :`)
  const [, early, before, stroke, after, late] = match
  const color = early ?? late
  const letter = before ?? after
  return {
    ...(color ? { color } : {}),
    ...(letter ? { marker: markerLetters[letter] as NonNullable<Style["marker"]> } : {}),
    ...(stroke ? { dash: dashes[stroke] as string | false } : {}),
    // A marker without a line stands alone.
    ...(letter && !stroke ? { width: 0 } : {}),
  }
}

type Series = { readonly x: VectorLike | readonly [number, number]; readonly y: VectorLike | Fn }

const isSeriesList = (value: unknown): boolean => {
  if (isNested(value)) return true
  return Array.isArray(value) && value.some((item) => typeof item === "function" || isTensor(item) || isArrayLike(item))
}

const listOf = (value: unknown): unknown[] => {
  if (!isSeriesList(value)) return [value]
  return Array.from(plain(value) as ArrayLike<unknown>)
}

const indices = (y: unknown): Float64Array => floats(toVector(y, "plot: y").length, (i) => i)

/** The pairs of x and y that the book's `plot` guesses from the nesting of its arguments. */
const seriesOf = (x: unknown, y: unknown): Series[] => {
  if (typeof x === "function" || (Array.isArray(x) && x.length > 0 && x.every((f) => typeof f === "function"))) {
    return (Array.isArray(x) ? x : [x]).map((f) => ({ x: toInterval(y, "plot: interval"), y: f as Fn }))
  }
  if (y === undefined) return listOf(x).map((values) => ({ x: indices(values), y: values as VectorLike }))
  const xs = listOf(x)
  const ys = listOf(y)
  const spread = (list: unknown[], n: number): unknown[] => (list.length === 1 ? times(n, () => list[0]) : list)
  const n = max(xs.length, ys.length)
  const a = spread(xs, n)
  const b = spread(ys, n)
  if (a.length !== b.length)
    refuse(`plot: ${xs.length} series of x for ${ys.length} series of y; give one x for all, or one for each`, "shape-mismatch")
  return a.map((xi, i) => ({ x: xi as VectorLike, y: b[i] as VectorLike | Fn }))
}

const markOf = ({ x, y }: Series, style: Style): Mark => {
  if (typeof y !== "function") return line(x as VectorLike, y, style)
  // A function over given points is evaluated there.
  if (Array.isArray(x) && x.length === 2) return curve(y, x as [number, number], style)
  const xs = toVector(x, "plot: x")
  return line(xs, Array.from(xs, ofNumber(y, "plot")), style)
}

/**
 * The book's `plot`: one or several series, with labels, limits and scales in one call.
 *
 * `plot(y)`, `plot(x, y)`, `plot(x, [y1, y2])`, `plot([x1, x2], [y1, y2])`, `plot(f, [from, to])`, `plot(x, [f, g])`
 *
 * @example
 * ```ts
 * import { plot } from "@nablajs/plot"
 * const x = [0, 1, 2, 3]
 * plot(x, [x.map((v) => v * v), x], { xlabel: "x", ylabel: "f(x)", legend: ["f", "identity"] }).describe()
 * // => "f rises from 0 to 9. identity rises from 0 to 3."
 * ```
 */
export function plot(f: Fn | readonly Fn[], interval: readonly [number, number], options?: PlotOptions): Figure
export function plot(y: VectorLike | MatrixLike | readonly VectorLike[]): Figure
export function plot(
  x: VectorLike | MatrixLike | readonly VectorLike[],
  y: VectorLike | MatrixLike | readonly (VectorLike | Fn)[] | Fn | undefined,
  options?: PlotOptions,
): Figure
export function plot(x: unknown, y?: unknown, options: PlotOptions = {}): Figure {
  checked(options, { ...axesSpec, fmts: rules.texts, figsize: rules.figsize }, "plot")
  if (typeof x !== "function" && !isArrayLike(x) && !isTensor(x)) refuse(`plot: expected numbers or a function first, got ${shapeText(x)}`)
  const { fmts, figsize = [3.5, 2.5], legend, ...axes } = options
  const names = Array.isArray(legend) ? (legend as readonly string[]) : []
  const all = seriesOf(x, y)
  checkCount(all.length)
  const marks = all.map((series, i) => {
    const format = fmts && fmts.length > 0 ? parseFormat(fmts[i % fmts.length] as string) : {}
    const label = names[i]
    return markOf(series, label === undefined ? format : { ...format, label })
  })
  const place = legend === undefined || Array.isArray(legend) ? {} : { legend: legend as boolean }
  return figure({ ...figureOptions(axes), ...place, ...setFigsize(figsize) }, marks)
}

/**
 * A copy of a figure with other labels, limits, scales and legend, under the book's names.
 *
 * @example
 * ```ts
 * import { plot, setAxes } from "@nablajs/plot"
 * setAxes(plot([1, 2, 4]), { xlabel: "n", ylim: [0, 5] }).options.ylim // => [0, 5]
 * ```
 */
export const setAxes = (target: Figure, options: AxesOptions): Figure => {
  if (!(target instanceof Figure)) refuse("setAxes: the first argument is the figure to change")
  checked(options, axesSpec, "setAxes")
  return target.with(figureOptions(options))
}

/**
 * The size of a figure in inches of 100 pixels, as options to spread into a figure. There is no default to set: figures share no state.
 *
 * @example
 * ```ts
 * import { curve, figure, setFigsize } from "@nablajs/plot"
 * figure({ ...setFigsize([4.5, 2.5]), x: "x" }, [curve((x) => x, [0, 1])]).width // => 450
 * ```
 */
export const setFigsize = (figsize: readonly [number, number] = [3.5, 2.5]): { width: number; height: number } => {
  checked({ figsize }, { figsize: rules.figsize }, "setFigsize")
  const [width, height] = figsize.map((inches) => round(inches * 100)) as [number, number]
  return { width, height }
}

/**
 * Answers what figures are displayed as. They are SVG everywhere, so there is nothing to switch on.
 *
 * @example
 * ```ts
 * import { useSvgDisplay } from "@nablajs/plot"
 * useSvgDisplay().format // => "svg"
 * ```
 */
export const useSvgDisplay = (): { readonly format: "svg"; readonly note: string } => ({
  format: "svg",
  note: 'Figures are SVG; save("figure.png") gives pixels.',
})
