import type { Column } from "./mark.ts"
import { say } from "./number.ts"
import { escapeText } from "./svg.ts"

export interface TableOptions {
  /** Rows written before the table is abridged to its beginning and end; 200 by default. */
  readonly limit?: number
}

const cell = (value: number | string | undefined): string =>
  value === undefined ? "" : typeof value === "string" ? escapeText(value) : Number.isNaN(value) ? "" : say(value, 6)

// Marks over the same x share one table, as series of one figure usually do.
function joined(tables: readonly (readonly Column[])[]): Column[][] {
  const result: Column[][] = []
  for (const columns of tables) {
    const [key, ...rest] = columns
    if (!key) continue
    const same = result.find((other) => sameColumn(other[0] as Column, key))
    if (same) same.push(...rest)
    else result.push([...columns])
  }
  return result
}

function sameColumn(a: Column, b: Column): boolean {
  if (a.name !== b.name || a.values.length !== b.values.length) return false
  for (let i = 0; i < a.values.length; i++) if (a.values[i] !== b.values[i]) return false
  return true
}

function rowsOf(columns: readonly Column[], limit: number): string[] {
  const n = Math.max(...columns.map((column) => column.values.length))
  const row = (i: number): string =>
    `<tr>${columns.map((column, k) => (k === 0 ? `<th scope="row">${cell(column.values[i])}</th>` : `<td>${cell(column.values[i])}</td>`)).join("")}</tr>`
  if (n <= limit) return Array.from({ length: n }, (_, i) => row(i))
  const half = Math.max(1, Math.floor(limit / 2))
  const skipped = `<tr><td colspan="${columns.length}">… ${n - 2 * half} more rows …</td></tr>`
  const ends = Array.from({ length: half }, (_, i) => i)
  return [...ends.map(row), skipped, ...ends.map((i) => row(n - half + i))]
}

/** The tables behind a drawing as HTML, one for each set of x values. */
export function tableHTML(title: string, tables: readonly (readonly Column[])[], { limit = 200 }: TableOptions = {}): string {
  return joined(tables)
    .map((columns) => {
      const head = columns.map((column) => `<th scope="col">${escapeText(column.name)}</th>`).join("")
      return `<table><caption>${escapeText(title)}</caption><thead><tr>${head}</tr></thead><tbody>${rowsOf(columns, limit).join("")}</tbody></table>`
    })
    .join("")
}
