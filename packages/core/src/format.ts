// Arrays as text, digit for digit as NumPy prints them: one format for all elements of an array.
import { decimals, longExponent, rounded, showNumber, unfolded } from "./decimal.ts"
import { type DType, isFloat } from "./dtype.ts"
import type { NumericShape } from "./shape.ts"

/** What printing reads of an array. */
export interface Printed {
  readonly dtype: DType
  readonly shape: NumericShape
  readonly size: number
  readonly strides: readonly number[]
  readonly offset: number
  readonly buffer: ArrayLike<number>
  /** For elements that are no numbers: what stands for the element at a place, and the words for those. */
  readonly pairs?: {
    readonly words: (values: readonly number[], options: FormatOptions) => (x: number) => string
    readonly lone: () => string
  }
}

/** How arrays are printed. */
export interface FormatOptions {
  /** The most decimals, 8 if absent. */
  readonly precision?: number
  /** Arrays with more elements are shown by their edges, 1000 if absent. */
  readonly threshold?: number
  /** How many elements at either end of an axis are shown then, 3 if absent. */
  readonly edgeitems?: number
  /** Longer lines are broken, 75 if absent. */
  readonly linewidth?: number
  /** Never scientific notation for the sake of small numbers. */
  readonly suppress?: boolean
  /** Before numbers that are not negative: "-" nothing (if absent), "+" a plus, " " a space. */
  readonly sign?: "-" | "+" | " "
  /**
   * How many decimals: "maxprec" as many as tell the number, up to `precision` (if absent); "maxprec_equal" the same, with zeros
   * up to the longest; "fixed" always `precision`; "unique" as many as tell the number.
   */
  readonly floatmode?: "maxprec" | "maxprec_equal" | "fixed" | "unique"
  /** Between elements, a space if absent. */
  readonly separator?: string
  /** What stands in front of the text: later lines are indented by as much. */
  readonly prefix?: string
}

/** Elements as nested lists; null where some are left out. */
export type Corners = number | readonly (Corners | null)[]

/** The elements, or those at the edges of axes longer than 2 · `edge`. */
export function cornersOf(x: Printed, edge: number, axis = 0, offset: number = x.offset): Corners {
  if (axis === x.shape.length) return x.pairs === undefined ? (x.buffer[offset] as number) : offset
  const n = x.shape[axis] as number
  const at = (i: number): Corners => cornersOf(x, edge, axis + 1, offset + i * (x.strides[axis] as number))
  if (n <= 2 * edge) return Array.from({ length: n }, (_, i) => at(i))
  const ends = (first: number): Corners[] => Array.from({ length: edge }, (_, i) => at(first + i))
  return [...ends(0), null, ...ends(n - edge)]
}

/** The elements that are shown. */
export function shown(corners: Corners): number[] {
  if (!Array.isArray(corners)) return [corners as number]
  return (corners as readonly (Corners | null)[]).flatMap((part) => (part === null ? [] : shown(part)))
}

/** The words for elements, all of one width and with one position of the point. */
export const wordsOf = (x: Printed, values: readonly number[], options: FormatOptions = {}): ((x: number) => string) =>
  x.pairs === undefined ? wordsFor(x.dtype, values, options) : x.pairs.words(values, options)

function wordsFor(dtype: DType, values: readonly number[], options: FormatOptions): (x: number) => string {
  if (isFloat(dtype)) return floatWords(values, dtype === "float32", options)
  // a negative number makes the room that the space would make
  const sign = options.sign === " " && values.some((x) => x < 0) ? "-" : (options.sign ?? "-")
  const whole = (x: number): string => (sign === "-" || x < 0 ? String(x) : `${sign}${x}`)
  const word = dtype === "bool" ? (x: number): string => (x !== 0 ? "True" : "False") : whole
  const width = dtype === "bool" ? 5 : Math.max(0, ...values.map((x) => word(x).length))
  return (x) => word(x).padStart(width)
}

/** Words for floating-point numbers. */
export function floatWords(values: readonly number[], single: boolean, options: FormatOptions): (x: number) => string {
  const { suppress = false, sign = "-", floatmode = "maxprec" } = options
  const unique = floatmode === "unique"
  const precision = unique ? Number.POSITIVE_INFINITY : (options.precision ?? 8)
  const plus = sign === "+"
  const finite = values.filter(Number.isFinite)
  const sizes = finite.map(Math.abs).filter((x) => x !== 0)
  const [top, low] = [Math.max(...sizes), Math.min(...sizes)]
  // comparisons happen in the type of the elements
  const held = single ? Math.fround : Number
  const scientific = sizes.length > 0 && (top >= 1e8 || (!suppress && (low < held(1e-4) || held(top / low) > 1000)))
  const form = scientific ? "toExponential" : "toFixed"
  const fixed = floatmode === "fixed"
  const text = (x: number, places: number): string => (unique && !scientific ? unfolded(x, single) : rounded(x, places, form))
  const own = (x: number): number => fraction(text(x, Math.min(precision, decimals(x, single, scientific)))).length
  const most = fixed ? precision : finite.reduce((longest, x) => Math.max(longest, own(x)), 0)
  const digits = (x: number): number => (fixed || floatmode === "maxprec_equal" ? most : own(x))
  const exponent = Math.max(2, ...finite.map((x) => (/\d+$/.exec(x.toExponential()) as RegExpExecArray)[0].length))
  // sign and point are always there, also where JavaScript drops them
  const word = (x: number): string => {
    const bare = scientific ? longExponent(rounded(x, most, form), exponent) : text(x, digits(x))
    const signed = isNegative(x) ? (bare.startsWith("-") ? bare : `-${bare}`) : plus ? `+${bare}` : bare
    return signed.includes(".") ? signed : signed.replace(/(?=e|$)/, ".")
  }
  const words = finite.map(word)
  const column = finite.length > 0 && sign === " " && !finite.some(isNegative) ? 1 : 0
  const left = column + Math.max(0, ...words.map((w) => w.indexOf(".")))
  const right = Math.max(0, ...words.map((w) => w.length - 1 - w.indexOf(".")))
  const strange = (x: number): string => (plus && x !== Number.NEGATIVE_INFINITY ? `+${showNumber(x)}` : showNumber(x))
  const room = sign === " " || values.includes(Number.NEGATIVE_INFINITY) ? 4 : 3
  const width = Math.max(left + right + 1, ...values.map((x) => (Number.isFinite(x) ? 0 : Math.max(room, strange(x).length))))
  return (x) => {
    if (!Number.isFinite(x)) return strange(x).padStart(width)
    const w = word(x)
    return (w + " ".repeat(right - (w.length - 1 - w.indexOf(".")))).padStart(width)
  }
}

const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0)

/** The decimals of a number without zeros at their end. */
const fraction = (text: string): string => /\.(\d*?)0*(?:e|$)/.exec(text)?.[1] ?? ""

/** The text of an array as NumPy's `str` gives it. */
export function formatArray(x: Printed, options: FormatOptions = {}): string {
  if (x.shape.length === 0 && options.prefix === undefined) return lone(x)
  if (x.size === 0) return "[]"
  const { threshold = 1000, edgeitems = 3, linewidth = 75, separator = " ", prefix = "" } = options
  const corners = cornersOf(x, x.size > threshold ? edgeitems : Number.POSITIVE_INFINITY)
  const values = shown(corners)
  const word = wordsOf(x, values, options)
  if (!Array.isArray(corners)) return x.dtype === "bool" ? word(corners as number).trim() : word(corners as number)
  return block(corners, x.shape.length, word, separator, linewidth, " ".repeat(prefix.length + 1))
}

function lone(x: Printed): string {
  if (x.pairs !== undefined) return x.pairs.lone()
  const value = x.buffer[x.offset] as number
  if (x.dtype === "bool") return value !== 0 ? "True" : "False"
  return isFloat(x.dtype) ? showNumber(value, x.dtype === "float32") : String(value)
}

function block(
  rows: readonly (Corners | null)[],
  depth: number,
  word: (x: number) => string,
  separator: string,
  width: number,
  indent: string,
): string {
  if (depth === 1) return `[${line(rows as (number | null)[], word, separator, width - Math.max(1, separator.trimEnd().length), indent)}]`
  const between = `${separator.trimEnd()}${"\n".repeat(depth - 1)}${indent}`
  const parts = rows.map((row) =>
    row === null ? "..." : block(row as (Corners | null)[], depth - 1, word, separator, width - 1, `${indent} `),
  )
  return `[${parts.join(between)}]`
}

/** One row, broken where a word would reach past `width`. */
function line(row: readonly (number | null)[], word: (x: number) => string, separator: string, width: number, indent: string): string {
  let done = ""
  let current = indent
  row.forEach((x, i) => {
    const text = x === null ? "..." : word(x)
    if (current.length + text.length > width && current.length > indent.length) {
      done += `${current.trimEnd()}\n`
      current = indent
    }
    current += i < row.length - 1 ? text + separator : text
  })
  return (done + current).slice(indent.length)
}

/** `tensor([[0., 1.], …], dtype=float32)`: type and shape are named where the elements do not tell them. */
export function describeArray(x: Printed, linewidth = 75): string {
  const text = formatArray(x, { separator: ", ", prefix: "tensor(", linewidth: linewidth - 1 })
  const implied = x.dtype === "float64" || x.dtype === "complex128" || x.dtype === "bool"
  const hidden = (x.size === 0 && x.shape.length !== 1) || x.size > 1000
  const notes = [...(hidden ? [`shape=[${x.shape.join(", ")}]`] : []), ...(implied && x.size > 0 ? [] : [`dtype=${x.dtype}`])].join(", ")
  if (notes === "") return `tensor(${text})`
  const start = `tensor(${text},`
  const last = start.length - (start.lastIndexOf("\n") + 1)
  return `${start}${last + notes.length + 2 > linewidth ? `\n${" ".repeat(7)}` : " "}${notes})`
}
