// Where the reading of LaTeX stands: the source, the place, the tokens so far.
import { complaint, type Span } from "../complain.ts"
import { type Token, tokenize } from "../lexer.ts"
import { silent } from "./commands.ts"

export class Cursor {
  readonly source: string
  tokens: Token[] = []
  at = 0
  /** Whether an operand ends here. */
  operand = false

  constructor(source: string) {
    this.source = source
  }

  protected fail(span: Span, what: string): never {
    throw complaint("syntax", this.source, span, what)
  }

  protected char(): string {
    return this.source[this.at] ?? ""
  }

  protected space(): void {
    for (;;) {
      const blank = /^(?:[\s~]|%[^\n]*)+/.exec(this.source.slice(this.at, this.at + 200))
      if (blank !== null) {
        this.at += blank[0].length
        continue
      }
      const command = this.peekCommand()
      if (command === null || !silent.has(command)) return
      this.at += command.length + 1
    }
  }

  protected peekCommand(): string | null {
    return /^\\([A-Za-z]+|.)/.exec(this.source.slice(this.at, this.at + 40))?.[1] ?? null
  }

  protected readonly span = (start: number): Span => ({ start, end: this.at })

  protected push(kind: Token["kind"], text: string, span: Span): void {
    this.tokens.push({ kind, text, ...span })
  }

  /** An operand begins; beside another stands a product. */
  protected begin(start: number): void {
    if (this.operand) this.push("sign", "*", { start, end: start })
    this.operand = false
  }

  protected sign(text: string, start: number): void {
    this.push("sign", text, this.span(start))
    this.operand = false
  }

  /** What stands in braces, unread. */
  protected raw(): string {
    const start = this.at
    if (this.char() !== "{") this.fail({ start, end: start + 1 }, "expected {")
    let depth = 0
    for (; this.at < this.source.length; this.at++) {
      const c = this.char()
      if (c === "\\") this.at++
      else if (c === "{") depth++
      else if (c === "}" && --depth === 0) {
        this.at++
        return this.source.slice(start + 1, this.at - 1)
      }
    }
    return this.fail({ start, end: start + 1 }, "this brace is never closed")
  }

  /** ones(m, n) for \mathbf{1}_{m \times n}. */
  protected sizes(name: string, text: string, start: number): void {
    const parts = text.split(/\\times|,/).map((p) => p.trim().replaceAll(/\s+|\\cdot/g, "*"))
    this.push("name", name, this.span(start))
    this.push("sign", "(", this.span(start))
    parts.forEach((part, i) => {
      if (i > 0) this.push("sign", ",", this.span(start))
      for (const t of tokenize(part).slice(0, -1)) this.push(t.kind, t.text, this.span(start))
    })
    this.push("sign", ")", this.span(start))
  }
}
