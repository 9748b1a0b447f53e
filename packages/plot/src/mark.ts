import { checked, type Rules } from "./rules.ts"
import * as rules from "./rules.ts"
import { plainLabel } from "./label.ts"
import { infinity, max, min } from "./math.ts"
import type { Child, SvgNode } from "./node.ts"
import type { Scale, ScaleKind, Tick } from "./scales.ts"
import type { Theme } from "./theme.ts"

/** A closed interval of numbers. */
export type Interval = readonly [number, number]

/** What most marks let a user choose about their looks. */
export interface Style {
  /** The name in the legend, the table and the description; formulas stand between dollar signs. */
  readonly label?: string
  /** An SVG colour, `C0`…`C7` for a series colour, or one of the letters `b r g m c y k`. */
  readonly color?: string
  /** Stroke width in pixels. */
  readonly width?: number
  /** `false` for a solid line, or dash lengths in units of the stroke width, such as `"4 2"`. */
  readonly dash?: string | false
  readonly marker?: MarkerName | false
  /** Marker size in pixels. */
  readonly size?: number
  readonly opacity?: number
}

export type MarkerName = "circle" | "square" | "triangle" | "diamond" | "plus" | "cross" | "star"

/** What a mark asks of the axes. Ends that equal a `stick` value get no room around them. */
export interface Extent {
  readonly x?: Interval | undefined
  readonly y?: Interval | undefined
  readonly stickX?: readonly number[] | undefined
  readonly stickY?: readonly number[] | undefined
  readonly xticks?: readonly Tick[] | undefined
  readonly yticks?: readonly Tick[] | undefined
  readonly equal?: boolean | undefined
  /** Whether y grows downwards, as the rows of a matrix do. */
  readonly flipY?: boolean | undefined
}

/** What is known of the axes before the data are sampled. */
export interface Axes {
  readonly xscale: ScaleKind
  readonly yscale: ScaleKind
  readonly xlim: Interval | undefined
  readonly ylim: Interval | undefined
  /** The x interval of the marks that do not follow others. */
  readonly span: Interval | undefined
  readonly width: number
  readonly height: number
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** All that a mark needs to draw itself. */
export interface Pen {
  readonly x: Scale
  readonly y: Scale
  readonly box: Box
  /** The position of the mark among the series of its figure. */
  readonly slot: number
  readonly theme: Theme
  readonly fontSize: number
}

/** One column of the table that accompanies a figure. */
export interface Column {
  readonly name: string
  readonly values: ArrayLike<number | string>
}

/** Colours for numbers, as a colour bar explains them. */
export interface ColourKey {
  readonly cmap: string
  readonly domain: Interval
  readonly label?: string | undefined
  readonly levels?: readonly number[]
}

/** How marks of one kind behave, in the plane or in space; the mark itself is data alone. */
export interface Kind<D extends object> {
  readonly kind: string
  /** Whether marks of this kind take the next colour of the palette. */
  readonly series: boolean
  /** The sample shown in the legend, centred on (x, y). */
  swatch?(data: D, pen: Pen, x: number, y: number): readonly (SvgNode | undefined)[]
  describe(data: D): string
  table?(data: D): readonly Column[]
  colours?(data: D): ColourKey | undefined
}

/** How marks of one kind behave in the plane. */
export interface MarkType<D extends object> extends Kind<D> {
  /** Whether the mark spans what the other marks show, as a tangent does. */
  readonly follows?: boolean
  /** Computes data that depend on the axes, such as the samples of a function. */
  prepare?(data: D, axes: Axes): D
  /** The data without functions, for marks that hold one. */
  plain?(data: D): D
  extent(data: D): Extent
  draw(data: D, pen: Pen): readonly (Child | undefined)[]
  /** The points that a reader may ask for, by pointer or key. */
  points?(data: D): Points
  /** The value under a position, for marks that fill an area. */
  valueAt?(data: D, x: number, y: number): number | undefined
  /** How the colours are explained beside the figure. */
  readonly bar?: ColourBar
}

export interface Points {
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
}

/** The room that a colour bar takes, and its drawing. */
export interface ColourBar {
  width(key: ColourKey, height: number, fontSize: number): number
  draw(key: ColourKey, box: Box, theme: Theme, fontSize: number): Child
}

/** A piece of a drawing: plain data, with the behaviour of its kind. */
export interface AnyMark<T = Kind<never>> {
  readonly kind: string
  readonly label: string | undefined
  readonly data: object
  readonly type: T
}

/** A piece of a figure. */
export interface Mark extends AnyMark<MarkType<never>> {}

/** A mark of a kind; the label is taken from the data's style. */
export function mark<D extends object>(type: MarkType<D>, data: D & { readonly style?: Style }): Mark
export function mark<D extends object, T extends Kind<never>>(type: Kind<D>, data: D & { readonly style?: Style }): AnyMark<T>
export function mark(type: Kind<never>, data: { readonly style?: Style }): AnyMark {
  return Object.freeze({ kind: type.kind, label: data.style?.label, data, type })
}

export const isMark = (value: unknown): value is Mark => typeof (value as Mark | null)?.type?.extent === "function"

// The type parameter of a mark is its own affair; here it meets its behaviour again.
const kindOf = (m: AnyMark): Kind<object> => m.type as unknown as Kind<object>
const typeOf = (m: Mark): MarkType<object> => m.type as unknown as MarkType<object>

export const describeMark = (m: AnyMark): string => kindOf(m).describe(m.data)
export const tableOf = (m: AnyMark): readonly Column[] => kindOf(m).table?.(m.data) ?? []
export const keyOf = (m: AnyMark): ColourKey | undefined => kindOf(m).colours?.(m.data)
export const swatchOf = (m: AnyMark, pen: Pen, x: number, y: number): readonly (SvgNode | undefined)[] =>
  kindOf(m).swatch?.(m.data, pen, x, y) ?? []

export const prepareMark = (m: Mark, axes: Axes): Mark => {
  const type = typeOf(m)
  return type.prepare ? mark(type, type.prepare(m.data, axes)) : m
}
export const follows = (m: Mark): boolean => typeOf(m).follows === true
export const extentOf = (m: Mark): Extent => typeOf(m).extent(m.data)
export const drawMark = (m: Mark, pen: Pen): readonly (Child | undefined)[] => typeOf(m).draw(m.data, pen)
export const plainDataOf = (m: Mark): object => typeOf(m).plain?.(m.data) ?? m.data
export const valueUnder = (m: Mark, x: number, y: number): number | undefined => typeOf(m).valueAt?.(m.data, x, y)
export const pointsOf = (m: Mark): Points | undefined => typeOf(m).points?.(m.data)

/** The position of each mark among the series of its figure; a mark with a colour of its own leaves the palette untouched. */
export const slotsOf = (marks: readonly AnyMark[]): number[] => {
  let next = 0
  return marks.map(({ type, data }) => (type.series && (data as { style?: Style }).style?.color === undefined ? next++ : max(0, next - 1)))
}

/** The smallest and largest finite number, or `undefined` where there is none; `positive` asks for those above zero. */
export const extentOfValues = (values: ArrayLike<number>, positive = false): Interval | undefined => {
  let lo = infinity
  let hi = -infinity
  const floor = positive ? 0 : -infinity
  for (let i = 0; i < values.length; i++) {
    const v = values[i] as number
    if (v < lo && v > floor) lo = v
    if (v > hi && v < infinity) hi = v
  }
  return lo <= hi ? [lo, hi] : undefined
}

/** The interval from the lowest to the highest end of both. */
export const union = (a: Interval | undefined, b: Interval | undefined): Interval | undefined =>
  a && b ? [min(a[0], b[0]), max(a[1], b[1])] : (a ?? b)

/** The values between the ends of an interval. */
export const within = (values: readonly number[], [low, high]: Interval): number[] => values.filter((v) => v > low && v < high)

/** An interval around a single value, where there is no wider one. */
export const opened = (range: Interval = [0, 1]): Interval => (range[0] === range[1] ? [range[0] - 0.5, range[1] + 0.5] : range)

/** The extent of what fills a rectangle up to its edges. */
export const boxExtent = ({ x, y }: { readonly x: Interval; readonly y: Interval }): Extent => ({ x, y, stickX: x, stickY: y })

/** An extent as a spreadable record: absent where there is nothing. */
export const alongX = (interval: Interval | undefined): { x?: Interval } => (interval ? { x: interval } : {})
export const alongY = (interval: Interval | undefined): { y?: Interval } => (interval ? { y: interval } : {})

/** The extent of points. */
export const pointsExtent = (x: ArrayLike<number>, y: ArrayLike<number>): Extent => ({
  x: extentOfValues(x),
  y: extentOfValues(y),
})

const styleSpec = {
  label: rules.text,
  color: rules.text,
  width: rules.gap,
  dash: rules.dash,
  marker: rules.marker,
  size: rules.gap,
  opacity: rules.fraction,
}

/** A mark's options, all of them checked, with those of its style apart; `own` are the options of the mark alone. */
export const parted = <T extends object>(
  options: T,
  operation: string,
  own: Rules = {},
): Omit<T, keyof Style> & { readonly style: Style } => {
  const all = Object.entries(checked(options, { ...own, ...styleSpec }, operation))
  const pick = (isStyle: boolean): object => Object.fromEntries(all.filter(([name]) => name in styleSpec === isStyle))
  return { ...(pick(false) as T), style: pick(true) }
}

/** The style among a mark's options, all of them checked; `own` are the names of the options of the mark alone. */
export const styleOf = (options: Style, operation: string, own: readonly string[] = []): Style =>
  parted(options, operation, Object.fromEntries(own.map((name) => [name, rules.any]))).style

/** What a series is called: its label, or the kind of thing it is. */
export const nameOf = ({ label }: Style, kind: string): string => (label ? plainLabel(label) : kind)

/** Columns of a table from a record of them. */
export const columnsOf = (columns: Readonly<Record<string, Column["values"]>>): Column[] =>
  Object.entries(columns).map(([name, values]) => ({ name, values }))
