// Tables of numbers as text, for small files: one row on each line, cells between commas.
import {
  at,
  checkOptions,
  type DType,
  isComplex,
  isComputed,
  isWide,
  NablaError,
  type NDArray,
  shapeOf,
  showShape,
  type Tensor,
  type Value,
} from "@nablajs/core"
import { tensor } from "../create.ts"
import { type Cell, fail, rowsOf } from "./cells.ts"

/** How a table is written. */
export interface CSVOptions {
  /** What stands between cells, a comma if absent. */
  readonly delimiter?: string
  /** Whether the first line has names; if absent it has where a cell of it is no number. */
  readonly header?: boolean
  /** What an empty cell stands for; refused if absent. */
  readonly missing?: number
  readonly dtype?: DType
}

const words: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  "+inf": Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  "-infinity": Number.NEGATIVE_INFINITY,
  true: 1,
  false: 0,
}

const numeral = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** The number that a cell holds, if it holds one. */
function numberIn(text: string): number | undefined {
  const bare = text.trim()
  return numeral.test(bare) ? Number(bare) : words[bare.toLowerCase()]
}

function valueOf(cell: Cell, missing: number | undefined, dtype: DType): number | bigint {
  // 64-bit integers to the last digit
  if (isWide(dtype) && /^\s*[+-]?\d+\s*$/.test(cell.text)) return BigInt(cell.text.trim().replace(/^\+/, ""))
  const value = numberIn(cell.text)
  if (value !== undefined) return value
  if (cell.text.trim() !== "") throw fail(cell, `${JSON.stringify(cell.text.slice(0, 40))} is no number`)
  if (missing === undefined) throw fail(cell, "a cell is empty; say what it stands for, as in { missing: NaN },")
  return missing
}

interface Table {
  readonly names: readonly string[] | null
  readonly values: Tensor
}

function readTable(operation: string, file: string | ArrayBuffer | Uint8Array, options: CSVOptions): Table {
  checkOptions(operation, options, ["delimiter", "header", "missing", "dtype"])
  const { delimiter = ",", missing, dtype = "float64" } = options
  if (typeof delimiter !== "string" || delimiter === "" || /["\r\n]/.test(delimiter))
    throw new NablaError("bad-argument", `${operation}: a delimiter is a text such as "," or "\\t", got ${JSON.stringify(delimiter)}`)
  const rows = rowsOf(typeof file === "string" ? file : new TextDecoder("utf-8", { ignoreBOM: true }).decode(file), delimiter)
  const first = rows[0] ?? []
  const named = options.header ?? first.some(({ text }) => text.trim() !== "" && numberIn(text) === undefined)
  const body = named ? rows.slice(1) : rows
  for (const row of body) {
    if (row.length !== first.length) throw fail(row[0] as Cell, `a row has ${row.length} cells, the first one ${first.length};`)
  }
  const numbers = body.map((row) => row.map((cell) => valueOf(cell, missing, dtype)))
  const values = numbers.length > 0 ? tensor(numbers, { dtype }) : tensor(new Float64Array(0), { dtype })
  return {
    names: named ? first.map(({ text }) => text.trim()) : null,
    values: numbers.length > 0 ? values : emptyTable(first.length, dtype),
  }
}

const emptyTable = (columns: number, dtype: DType): Tensor =>
  tensor({ shape: [0, columns], data: new Float64Array(0) } as never, { dtype }) as Tensor

/**
 * The table of a CSV text as a matrix, rows by columns: float64 if no dtype is named. A first line of names is left out.
 * Quotes, either line end, `nan`, `inf`, `true` and `false` are understood; a row of another length, an empty cell without
 * `missing` and a cell that is no number are refused with line and byte.
 *
 * @example fromCSV("x,y\n1,2\n3,4\n").toArray() // => [[1, 2], [3, 4]]
 */
export const fromCSV = (file: string | ArrayBuffer | Uint8Array, options: CSVOptions = {}): Tensor =>
  readTable("fromCSV", file, options).values

/**
 * The columns of a CSV text by the names in its first line.
 *
 * @example columnsFromCSV("x,y\n1,2\n3,4\n").y.toArray() // => [2, 4]
 */
export function columnsFromCSV(file: string | ArrayBuffer | Uint8Array, options: Omit<CSVOptions, "header"> = {}): Record<string, Tensor> {
  const { names, values } = readTable("columnsFromCSV", file, { ...options, header: true })
  const list = names ?? []
  const twice = list.find((name, i) => list.indexOf(name) !== i)
  if (twice !== undefined) throw new NablaError("bad-argument", `columnsFromCSV: two columns are named ${JSON.stringify(twice)}`)
  return Object.fromEntries(list.map((name, i) => [name, at(values as never, ":" as never, i as never) as Tensor]))
}

const quoted = (name: string, delimiter: string): string =>
  name.includes(delimiter) || /["\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name

/**
 * A matrix as CSV text, a vector as one column, with a first line of names where they are given; every number is written so that
 * it is read back as it is.
 *
 * @example toCSV(tensor([[1, 2.5]]), { names: ["x", "y"] }) // => "x,y\n1,2.5\n"
 */
export function toCSV(x: Tensor, options: { readonly names?: readonly string[]; readonly delimiter?: string } = {}): string {
  checkOptions("toCSV", options, ["names", "delimiter"])
  const { names, delimiter = "," } = options
  const array = x as unknown as NDArray
  const shape = shapeOf(x as unknown as Value) as readonly number[]
  if (!isComputed(array)) throw new NablaError("traced-value", "toCSV: expected a computed tensor")
  if (shape.length === 0 || shape.length > 2)
    throw new NablaError("shape-mismatch", `toCSV: expected a vector or a matrix, got shape ${showShape(shape)}`)
  if (isComplex(array.dtype))
    throw new NablaError("dtype-mismatch", "toCSV: complex numbers have no place in a table; write real(x) and imag(x)")
  const columns = shape[1] ?? 1
  if (names !== undefined && names.length !== columns)
    throw new NablaError("bad-argument", `toCSV: ${names.length} names for ${columns} columns, got shape ${showShape(shape)}`)
  const rows = (array.toArray() as unknown[]).map((row) => (Array.isArray(row) ? row : [row]).map(written).join(delimiter))
  const head = names === undefined ? [] : [names.map((name) => quoted(name, delimiter)).join(delimiter)]
  return [...head, ...rows].map((line) => `${line}\n`).join("")
}

const written = (value: unknown): string =>
  Object.is(value, -0)
    ? "-0"
    : value === Number.POSITIVE_INFINITY
      ? "inf"
      : value === Number.NEGATIVE_INFINITY
        ? "-inf"
        : Number.isNaN(value)
          ? "nan"
          : String(value)
