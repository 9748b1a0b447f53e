// Errors that point at a place in a formula.
import { type ErrorCode, NablaError } from "@nablajs/core"

/** An error in the text of a formula: `position` counts characters from 0, `end` is where the faulty part ends. */
export interface FormulaError extends NablaError {
  readonly position: number
  readonly end: number
}

/** A stretch of the source. */
export interface Span {
  readonly start: number
  readonly end: number
}

const WIDTH = 72

/** The error with its line of source and a caret under the place. */
export function complaint(code: ErrorCode, source: string, { start, end }: Span, what: string): FormulaError {
  const from = source.lastIndexOf("\n", start - 1) + 1
  const to = source.indexOf("\n", start)
  const line = source.slice(from, to < 0 ? source.length : to)
  const column = start - from
  // of a long line, the part around the place
  const left = line.length <= WIDTH ? 0 : Math.max(0, Math.min(column - WIDTH / 2, line.length - WIDTH))
  const shown = `${left > 0 ? "…" : ""}${line.slice(left, left + WIDTH)}${left + WIDTH < line.length ? "…" : ""}`
  const width = Math.max(1, Math.min(end, from + left + WIDTH) - start)
  const caret = `${" ".repeat(column - left + (left > 0 ? 1 : 0))}${"^".repeat(width)}`
  const error = new NablaError(code, `parse: ${what} (position ${start})\n  ${shown.replaceAll("\t", " ")}\n  ${caret}`)
  return Object.assign(error, { position: start, end: Math.max(end, start) })
}

/** A stretch of the source, short enough for a message. */
export function excerpt(source: string, { start, end }: Span): string {
  const text = source.slice(start, end).trim().replaceAll(/\s+/g, " ")
  return text.length <= 40 ? text : `${text.slice(0, 18)} … ${text.slice(-18)}`
}

// Letters of other alphabets that look like Latin ones, in the same order.
const ALIKE = "аеорсухѕіјһԁԛԝАВЕКМНОРСТХЅІЈοαΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
const LATIN = "aeopcyxsijhdqwABEKMHOPCTXSIJoaABEZHIKMNOPTYX"

/** A name with its letters of other alphabets replaced by those they look like. */
export const latinized = (name: string): string =>
  Array.from(name, (c) => (ALIKE.includes(c) ? (LATIN[ALIKE.indexOf(c)] as string) : c)).join("")

/** The transpose of a part of a source, as one writes it. */
export function transposed(text: string): string {
  const bare = text.replace(/(?:'|ᵀ|\^\\top|\^T|\^\{\\top\}|\^\{T\})$/, "")
  if (bare !== text && whole(bare)) return bare
  return `${whole(text) ? text : `(${text})`}'`
}

/** Whether a text is one operand: a name, a call, something in brackets. */
const whole = (text: string): boolean => /^[\p{L}\p{N}_']+$/u.test(text) || /^\w+\([^()]*\)$/.test(text) || /^\([^()]*\)$/.test(text)

/** Names close to the one that was written, nearest first. */
export function near(name: string, names: Iterable<string>): string[] {
  const wanted = name.toLowerCase()
  const limit = name.length <= 3 ? 1 : name.length <= 5 ? 2 : 3
  return [...names]
    .map((candidate) => ({ candidate, d: candidate.toLowerCase() === wanted ? 0 : distance(wanted, candidate.toLowerCase(), limit) }))
    .filter(({ candidate, d }) => d <= limit && d < Math.max(name.length, candidate.length))
    .sort((a, b) => a.d - b.d)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** Edits from a to b: insertions, deletions, replacements, exchanges of neighbours. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] as number) + 1 : Number.POSITIVE_INFINITY
      row.push(
        Math.min((row[j - 1] as number) + 1, (last[j] as number) + 1, (last[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1), swap),
      )
    }
    before = last
    last = row
  }
  return last[b.length] as number
}
