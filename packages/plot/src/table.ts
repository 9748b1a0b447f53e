import type { Column } from "./mark.ts"
import { say } from "./number.ts"
import { escapeText } from "./svg.ts"
import { floor, isGap, max, times } from "./math.ts"

export interface TableOptions {
  /** Rows written before the table is abridged to its beginning and end; 200 by default. */
  readonly limit?: number
}

const cell = (value: number | string | undefined): string =>
  value === undefined ? "" : typeof value === "string" ? escapeText(value) : isGap(value) ? "" : say(value, 6)

// Marks over the same x share one table, as series of one figure usually do.
const joined = (tables: readonly (readonly Column[])[]): Column[][] => {
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

const sameColumn = (a: Column, b: Column): boolean =>
  a.name === b.name && a.values.length === b.values.length && Array.from(a.values).every((v, i) => v === b.values[i])

const rowsOf = (columns: readonly Column[], limit: number): string => {
  const n = max(...columns.map((column) => column.values.length))
  const half = n > limit ? max(1, floor(limit / 2)) : n
  const row = (i: number): string => {
    const [first = "", ...rest] = columns.map(({ values }) => cell(values[i]))
    return `<tr><th scope="row">${first}</th>${rest.map((text) => `<td>${text}</td>`).join("")}</tr>`
  }
  const some = (from: number): string => times(half, (i) => row(from + i)).join("")
  if (half === n) return some(0)
  return `${some(0)}<tr><td colspan="${columns.length}">… ${n - 2 * half} more rows …</td></tr>${some(n - half)}`
}

/** The tables behind a drawing as HTML, one for each set of x values. */
export const tableHTML = (title: string, tables: readonly (readonly Column[])[], { limit = 200 }: TableOptions = {}): string =>
  joined(tables)
    .map((columns) => {
      const head = columns.map((column) => `<th scope="col">${escapeText(column.name)}</th>`).join("")
      return `<table><caption>${escapeText(title)}</caption><thead><tr>${head}</tr></thead><tbody>${rowsOf(columns, limit)}</tbody></table>`
    })
    .join("")
