// The cells of a table in text (RFC 4180): a cell in quotes may hold delimiters, line ends and doubled quotes.
import { NablaError } from "@nablajs/core"

export interface Cell {
  readonly text: string
  readonly line: number
  /** Where it begins, in bytes. */
  readonly at: number
}

export const fail = ({ line, at }: Cell, what: string): NablaError =>
  new NablaError("bad-argument", `fromCSV: ${what} on line ${line} at byte ${at}`)

const encoder = /* @__PURE__ */ new TextEncoder()
const size = (text: string): number => encoder.encode(text).length

/** Where a place in a text stands. */
class Reader {
  readonly text: string
  readonly delimiter: string
  place: number
  line = 1
  byte: number

  constructor(text: string, delimiter: string) {
    // a mark of the byte order, as spreadsheets write it
    const mark = text.startsWith("\uFEFF")
    this.text = text
    this.delimiter = delimiter
    this.place = mark ? 1 : 0
    this.byte = mark ? 3 : 0
  }

  get done(): boolean {
    return this.place >= this.text.length
  }

  /** The text up to `end`, which is left behind. */
  take(end: number): string {
    const part = this.text.slice(this.place, end)
    this.place = end
    this.byte += size(part)
    this.line += part.split("\n").length - 1
    return part
  }

  skip(text: string): boolean {
    const here = this.text.startsWith(text, this.place)
    if (here) this.take(this.place + text.length)
    return here
  }

  cell(): Cell {
    const { line, byte: at } = this
    return { text: this.text[this.place] === '"' ? this.quoted({ text: "", line, at }) : this.take(this.bareEnd()), line, at }
  }

  private bareEnd(): number {
    for (let i = this.place; i < this.text.length; i++) {
      const c = this.text[i]
      if (c === "\n" || c === "\r" || this.text.startsWith(this.delimiter, i)) return i
    }
    return this.text.length
  }

  private quoted(start: Cell): string {
    let end = this.place
    do {
      end = this.text.indexOf('"', end + 1)
      if (end < 0) throw fail(start, "a quote is opened and never closed")
      // two quotes stand for one
    } while (this.text[end + 1] === '"' && end++)
    const inner = this.take(end + 1)
      .slice(1, -1)
      .replaceAll('""', '"')
    if (!this.done && this.bareEnd() !== this.place) throw fail(start, "a cell goes on behind its quote")
    return inner
  }
}

/** The rows of a table; lines without anything are no rows. */
export function rowsOf(text: string, delimiter: string): Cell[][] {
  const reader = new Reader(text, delimiter)
  const rows: Cell[][] = []
  while (!reader.done) {
    const row = [reader.cell()]
    while (reader.skip(delimiter)) row.push(reader.cell())
    if (!reader.skip("\r\n") && !reader.skip("\n")) reader.skip("\r")
    if (row.length > 1 || row[0]?.text.trim() !== "") rows.push(row)
  }
  return rows
}
