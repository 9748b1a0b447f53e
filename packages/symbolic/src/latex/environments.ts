// Environments of LaTeX: matrices of numbers, and cases.
import { tokenize, type Token } from "../lexer.ts"
import { Cursor } from "./cursor.ts"

export abstract class Environments extends Cursor {
  /** Reads until `done`, which is asked between parts. */
  abstract sequence(done: () => boolean, depth: number): void

  protected abstract scripts(depth: number): void

  /** Matrices of numbers, and cases. */
  protected environment(start: number, depth: number): void {
    const name = this.raw()
    this.begin(start)
    const body = this.endOf(name)
    if (body < 0) this.fail(this.span(start), `\\begin{${name}} has no \\end{${name}}`)
    if (/^[bpvBV]?matrix$/.test(name)) this.matrix(body, start)
    else if (name === "cases") this.cases(body, start, depth)
    else this.fail(this.span(start), `cannot read the environment ${name}; matrices of numbers and cases are read`)
    this.at = body + `\\end{${name}}`.length
    this.operand = true
    this.scripts(depth)
  }

  protected matrix(end: number, start: number): void {
    const rows = this.source
      .slice(this.at, end)
      .split("\\\\")
      .filter((row) => row.trim() !== "")
    const text = `[${rows.map((row) => row.split("&").join(", ")).join("; ")}]`
    for (const t of tokenize(text).slice(0, -1)) this.push(t.kind, t.text, { start, end })
  }

  /** Where the environment ends that begins here; others of its name may lie within. */
  protected endOf(name: string): number {
    const marks = new RegExp(`\\\\(begin|end)\\{${name.replaceAll("*", "\\*")}\\}`, "g")
    marks.lastIndex = this.at
    let open = 1
    for (let m = marks.exec(this.source); m !== null; m = marks.exec(this.source)) {
      open += m[1] === "begin" ? 1 : -1
      if (open === 0) return m.index
    }
    return -1
  }

  /** The places of a mark outside of braces and inner environments. */
  protected marks(mark: string, end: number): number[] {
    const out: number[] = []
    let depth = 0
    for (let i = this.at; i < end; i++) {
      if (this.source.startsWith("\\begin{", i)) depth++
      else if (this.source.startsWith("\\end{", i)) depth--
      if (depth === 0 && this.source.startsWith(mark, i)) out.push(i)
      if (this.source[i] === "\\") i++
    }
    return out
  }

  /** a & if c \\ b & otherwise, as where(c, a, b). */
  protected cases(end: number, start: number, depth: number): void {
    const [rows, columns] = [this.marks("\\\\", end), this.marks("&", end)]
    const [row, first, second] = [rows[0], columns[0], columns[1]]
    const fits = rows.length === 1 && columns.length === 2 && row !== undefined && (first as number) < row && (second as number) > row
    if (!fits) this.fail({ start, end }, "cases are read in the form a & \\text{if } c \\\\ b & \\text{otherwise}")
    const outside = this.tokens
    const read = (from: number, to: number): Token[] => {
      this.tokens = []
      this.operand = false
      this.at = from
      this.sequence(() => this.at >= to, depth + 1)
      return this.tokens
    }
    const a = read(this.at, first as number)
    const c = read((first as number) + 1, row as number)
    const b = read((row as number) + 2, second as number)
    this.tokens = outside
    if (c.length === 0) this.fail({ start, end }, "a case has no condition")
    this.push("name", "where", this.span(start))
    const sign = (text: string): Token => ({ kind: "sign", text, start, end: start })
    this.tokens.push(sign("("), ...c, sign(","), ...a, sign(","), ...b, sign(")"))
  }
}
