// What is typed into the variables' fields: sizes and numbers.
import type { Dim } from "nablajs"
import { NablaError } from "nablajs"

/** "m, n" as a shape. */
export function readShape(name: string, text: string): Dim[] {
  const sizes = text
    .split(/[,\s]+/)
    .filter((size) => size !== "")
    .map((size) => (/^\d+$/.test(size) ? Number(size) : size))
  if (sizes.length > 2) throw new NablaError("bad-argument", `${name}: a variable has at most two sizes, got "${text}"`)
  return sizes
}

/** Rows end with ";" or a new line, numbers with spaces or ",". */
export function readValue(name: string, rank: number, text: string): number | number[] | number[][] {
  const rows = text
    .split(/[;\n]/)
    .map((row) => row.split(/[,\s]+/).filter((x) => x !== ""))
    .filter((row) => row.length > 0)
    .map((row) => row.map((x) => readNumber(name, x)))
  if (rows.length === 0)
    throw new NablaError(
      "bad-argument",
      `${name} has no value; type ${["a number", "numbers such as 1, -1", "rows such as 1 2; 3 4"][rank]}`,
    )
  const width = (rows[0] as number[]).length
  const ragged = rows.findIndex((row) => row.length !== width)
  if (ragged > 0)
    throw new NablaError("ragged-array", `${name}: row 1 has ${width} numbers, row ${ragged + 1} has ${(rows[ragged] as number[]).length}`)
  if (rank === 2) return rows
  if (rows.length > 1)
    throw new NablaError("shape-mismatch", `${name} has ${rank === 0 ? "no" : "one"} size, but its value has ${rows.length} rows`)
  if (rank === 1) return rows[0] as number[]
  if (width > 1) throw new NablaError("shape-mismatch", `${name} is a scalar, but its value has ${width} numbers`)
  return (rows[0] as number[])[0] as number
}

function readNumber(name: string, text: string): number {
  const value = Number(text)
  if (Number.isFinite(value)) return value
  throw new NablaError("bad-argument", `${name}: "${text}" is no number`)
}
