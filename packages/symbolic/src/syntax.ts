// The grammar: from tokens to a program in postfix order, by an explicit stack of open signs. Shapes play no part yet, so that
// a template is read once and used with many values.
import { complaint, excerpt, type Span } from "./complain.ts"
import { type Token, tokenize } from "./lexer.ts"
import { spelledOut } from "./shorthand.ts"

/** Brackets, calls and signs waiting for their right side may nest this deep. */
const MAX_NESTING = 10_000

export type Binary = "+" | "-" | "*" | ".*" | "/" | "./" | "^" | ".^" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "⊗"

/** A parameter as written in a call: axis=0, parts=[{start=1}]. */
export type Option = number | string | boolean | null | readonly Option[] | { readonly [key: string]: Option }

/** One step on a stack of operands. */
export type Step =
  | ({ readonly op: "number"; readonly value: number } & Span)
  | ({ readonly op: "array"; readonly rows: Option } & Span)
  | ({ readonly op: "name"; readonly name: string } & Span)
  | ({ readonly op: "text"; readonly text: string } & Span)
  | ({ readonly op: "negate" } & Span)
  | ({ readonly op: "transpose" } & Span)
  | ({ readonly op: "binary"; readonly sign: Binary } & Span)
  | ({ readonly op: "call"; readonly name: string; readonly count: number; readonly options: ReadonlyMap<string, Option> } & Span)
  | ({ readonly op: "define"; readonly name: string } & Span)

export interface Program {
  readonly source: string
  readonly steps: readonly Step[]
}

const strength: Readonly<Record<Binary, number>> = {
  "<": 1,
  "<=": 1,
  ">": 1,
  ">=": 1,
  "==": 1,
  "!=": 1,
  "+": 2,
  "-": 2,
  "*": 4,
  ".*": 4,
  "/": 4,
  "./": 4,
  "⊗": 4,
  "^": 6,
  ".^": 6,
}

// -a * b is -(a * b); after a factor, as in a / -b * c, the minus holds b alone.
const LOOSE = 3
const TIGHT = 5

interface Waiting extends Span {
  readonly kind: "binary" | "negate" | "open" | "call"
  readonly strength: number
  readonly sign?: Binary
  readonly name?: string
  count: number
  readonly options?: Map<string, Option>
}

/** The program of a formula: `body`, or `body where name = …, name = …`. */
export function readSyntax(source: string, tokens: readonly Token[] = spelledOut(source, tokenize(source))): Program {
  const steps: Step[] = []
  const cut = tokens.findIndex((t, i) => t.kind === "name" && t.text === "where" && tokens[i + 1]?.text !== "(" && i > 0)
  if (cut < 0) new Reader(source, tokens, steps).read()
  else {
    const end = tokens[tokens.length - 1] as Token
    for (const { name, body } of definitions(source, tokens.slice(cut + 1))) {
      new Reader(source, body, steps).read()
      steps.push({ op: "define", name: name.text, start: name.start, end: name.end })
    }
    new Reader(source, [...tokens.slice(0, cut), { ...end, start: (tokens[cut] as Token).start }], steps).read()
  }
  return { source, steps }
}

function definitions(source: string, tokens: readonly Token[]): { name: Token; body: Token[] }[] {
  const out: { name: Token; body: Token[] }[] = []
  let depth = 0
  let from = 0
  tokens.forEach((t, i) => {
    if (t.text === "(" || t.text === "[" || t.text === "{") depth++
    else if (t.text === ")" || t.text === "]" || t.text === "}") depth--
    if (t.kind !== "end" && (t.text !== "," || depth > 0)) return
    const [name, equals] = [tokens[from], tokens[from + 1]]
    if (name?.kind !== "name" || equals?.text !== "=")
      throw complaint("syntax", source, name ?? t, "after `where` come definitions such as t1 = x + 1, with commas between them")
    out.push({ name, body: [...tokens.slice(from + 2, i), { kind: "end", text: "", start: t.start, end: t.start }] })
    from = i + 1
  })
  return out
}

class Reader {
  private readonly source: string
  private readonly tokens: readonly Token[]
  private readonly steps: Step[]
  private readonly waiting: Waiting[] = []
  private at = 0

  constructor(source: string, tokens: readonly Token[], steps: Step[]) {
    this.source = source
    this.tokens = tokens
    this.steps = steps
  }

  private fail(span: Span, what: string): never {
    throw complaint("syntax", this.source, span, what)
  }

  private get token(): Token {
    return this.tokens[this.at] as Token
  }

  private peek(offset: number): Token | undefined {
    return this.tokens[this.at + offset]
  }

  read(): void {
    if (this.token.kind === "end") this.fail(this.token, this.source.trim() === "" ? "the formula is empty" : "a term is missing here")
    do {
      this.operand()
    } while (this.operator())
  }

  /** Up to and including one operand. */
  private operand(): void {
    for (;;) {
      const t = this.token
      if (t.text === "-" || t.text === "+") {
        const after = this.waiting[this.waiting.length - 1]
        const tight = after !== undefined && after.strength >= 4
        if (t.text === "-") this.wait({ kind: "negate", strength: tight ? TIGHT : LOOSE, start: t.start, end: t.end, count: 0 })
        else if (after !== undefined && after.strength > 0) this.fail(t, `a term is missing before ${t.text}`)
        this.at++
      } else if (t.text === "(") {
        this.wait({ kind: "open", strength: 0, start: t.start, end: t.end, count: 0 })
        this.at++
        if (this.token.text === ")") this.fail({ start: t.start, end: this.token.end }, "the brackets are empty")
      } else if (t.kind === "name" && this.peek(1)?.text === "(") {
        this.wait({ kind: "call", strength: 0, name: t.text, start: t.start, end: t.end, count: 0, options: new Map() })
        this.at += 2
        if (!this.argument(false)) return
      } else {
        this.leaf(t)
        return
      }
    }
  }

  private leaf(t: Token): void {
    const span = { start: t.start, end: t.end }
    if (t.kind === "number") this.steps.push({ op: "number", value: Number(t.text), ...span })
    else if (t.kind === "name") this.steps.push({ op: "name", name: t.text, ...span })
    else if (t.kind === "string") this.steps.push({ op: "text", text: t.text, ...span })
    else if (t.text === "[") {
      const rows = this.rows()
      this.steps.push({ op: "array", rows, start: t.start, end: this.peek(-1)?.end ?? t.end })
      return
    } else this.missing(t)
    this.at++
  }

  private missing(t: Token): never {
    const before = this.peek(-1)
    const open = this.waiting.findLast((w) => w.kind === "open" || w.kind === "call")
    if (t.kind === "end") {
      if (before && /^[-+*/^.<>=!]+$/.test(before.text)) this.fail(before, `a term is missing after ${before.text}`)
      if (open) this.fail(open, "this bracket is never closed")
      this.fail(t, "a term is missing at the end")
    }
    if (t.text === ")" && before && before.text !== ",") this.fail(before, `a term is missing after ${before.text}`)
    if (t.text === "=") this.fail(t, "formulas have no assignments; pass values when the formula is evaluated")
    if (t.text === "'") this.fail(t, "the transpose sign stands after what it transposes")
    this.fail(t, `expected a number, a name or a bracket, got ${t.text}`)
  }

  /** After an operand: true when another operand must follow. */
  private operator(): boolean {
    for (;;) {
      const t = this.token
      if (t.kind === "end") return this.finish()
      if (t.text === "'") {
        this.reduce(6)
        this.steps.push({ op: "transpose", start: t.start, end: t.end })
        this.at++
      } else if (t.text === ")") this.close(t)
      else if (t.text === ",") {
        if (this.comma(t)) return true
      } else if (Object.hasOwn(strength, t.text)) return this.binary(t, t.text as Binary)
      else this.unexpected(t)
    }
  }

  private binary(t: Token, sign: Binary): boolean {
    const own = strength[sign]
    if (own === 1) this.checkChain(t)
    // powers group from the right: 2^3^2 is 2^(3^2)
    this.reduce(own === 6 ? 7 : own)
    this.wait({ kind: "binary", sign, strength: own, start: t.start, end: t.end, count: 0 })
    this.at++
    return true
  }

  private checkChain(t: Token): void {
    for (let i = this.waiting.length - 1; i >= 0 && (this.waiting[i] as Waiting).strength > 0; i--) {
      if ((this.waiting[i] as Waiting).strength === 1) this.fail(t, "comparisons do not chain; compare two terms at a time")
    }
  }

  /** Whether an argument follows, and not the end of the call. */
  private comma(t: Token): boolean {
    this.reduce(1)
    const open = this.waiting[this.waiting.length - 1]
    if (open?.kind !== "call") this.fail(t, "a comma stands between the arguments of a function only")
    this.at++
    return this.argument(true)
  }

  private argument(afterComma: boolean): boolean {
    const options = this.readOptions()
    if (this.token.text === ")") {
      if (afterComma && !options) this.fail(this.token, "an argument is missing after the comma")
      return false
    }
    const open = this.waiting[this.waiting.length - 1] as Waiting
    open.count++
    return true
  }

  private close(t: Token): void {
    this.reduce(1)
    const open = this.waiting.pop()
    if (open === undefined) this.fail(t, "this bracket closes nothing")
    this.at++
    if (open.kind !== "call") return
    const { name, count, options } = open as Waiting & { name: string; options: Map<string, Option> }
    this.steps.push({ op: "call", name, count, options, start: open.start, end: t.end })
  }

  /** name=value pairs where an argument may stand; whether there were any. */
  private readOptions(): boolean {
    const open = this.waiting[this.waiting.length - 1] as Waiting
    let any = false
    while (this.token.kind === "name" && this.peek(1)?.text === "=") {
      const key = this.token
      if (open.options?.has(key.text)) this.fail(key, `the option ${key.text} is given twice`)
      this.at += 2
      open.options?.set(key.text, this.option(0))
      any = true
      if (this.token.text === ",") this.at++
      else if (this.token.text !== ")") this.unexpected(this.token)
    }
    if (any && this.token.text !== ")") this.fail(this.token, "options such as axis=0 stand after the arguments")
    return any
  }

  private option(depth: number): Option {
    const t = this.token
    if (depth > 16) this.fail(t, "an option nests too deeply")
    if (t.text === "[") return this.list("]", () => this.option(depth + 1))
    if (t.text === "{") {
      const fields: [string, Option][] = this.list("}", () => {
        const key = this.token
        if (key.kind !== "name" || this.peek(1)?.text !== "=") this.fail(key, "expected name=value")
        this.at += 2
        return [key.text, this.option(depth + 1)]
      })
      return Object.fromEntries(fields)
    }
    return this.word()
  }

  private list<T>(close: string, item: () => T): T[] {
    const open = this.token
    const out: T[] = []
    this.at++
    while (this.token.text !== close) {
      if (this.token.kind === "end") this.fail(open, "this bracket is never closed")
      out.push(item())
      if (this.token.text === ",") this.at++
      else if (this.token.text !== close) this.unexpected(this.token)
    }
    this.at++
    return out
  }

  /** A number, a word, or a size such as 2*n+1. */
  private word(): Option {
    const from = this.token
    let text = ""
    while (this.token.kind === "number" || this.token.kind === "name" || ["+", "-", "*"].includes(this.token.text)) {
      text += this.token.text
      this.at++
    }
    if (text === "") this.fail(from, "expected a value")
    if (/^-?[\d.]+(e[+-]?\d+)?$/i.test(text)) return Number(text)
    return text === "true" ? true : text === "false" ? false : text === "null" ? null : text
  }

  /** [1, 2, 3], [[1, 2], [3, 4]] or [1, 2; 3, 4]. */
  private rows(): Option {
    const open = this.token
    this.at++
    const rows: Option[][] = [[]]
    while (this.token.text !== "]") {
      const t = this.token
      if (t.kind === "end") this.fail(open, "this bracket is never closed")
      if (t.text === ";") rows.push([])
      else (rows[rows.length - 1] as Option[]).push(this.entry())
      if (t.text === ";") this.at++
      else if (this.token.text === ",") this.at++
      else if (this.token.kind === "end") this.fail(open, "this bracket is never closed")
      else if (this.token.text !== "]" && this.token.text !== ";")
        this.fail(this.token, "entries of a matrix are separated by commas, its rows by semicolons")
    }
    this.at++
    if (rows.length > 1 && rows[rows.length - 1]?.length === 0) rows.pop()
    return rows.length === 1 ? (rows[0] as Option[]) : rows
  }

  private entry(): Option {
    const t = this.token
    if (t.text === "[") {
      if (this.nested) this.fail(t, "constants have at most two axes")
      this.nested = true
      const row = this.rows()
      this.nested = false
      return row
    }
    const negative = t.text === "-"
    if (negative) this.at++
    if (this.token.kind !== "number") this.fail(this.token, "entries of a matrix are numbers; declare a variable for anything else")
    const value = Number(this.token.text)
    this.at++
    return negative ? -value : value
  }

  private nested = false

  private finish(): boolean {
    this.reduce(1)
    const open = this.waiting[this.waiting.length - 1]
    if (open) this.fail(open, "this bracket is never closed")
    return false
  }

  private unexpected(t: Token): never {
    const before = this.peek(-1) as Token
    if (t.text === "=") this.fail(t, "formulas have no assignments; write == to compare")
    if (t.text === ";") this.fail(t, "a formula is one expression; ; separates nothing outside of [ ]")
    if (t.kind === "sign" && t.text !== "(" && t.text !== "[") this.fail(t, `unexpected ${t.text}`)
    const [left, right] = [excerpt(this.source, before), t.text === "(" || t.text === "[" ? "…" : excerpt(this.source, t)]
    this.fail(
      t,
      `an operator is missing between ${left} and ${t.text === "(" ? "(" : right}; a product is written ${left} * ${t.text === "(" ? "(…)" : right}`,
    )
  }

  private wait(w: Waiting): void {
    if (this.waiting.length >= MAX_NESTING) {
      throw complaint(
        "too-large",
        this.source,
        w,
        `the formula nests deeper than ${MAX_NESTING} brackets, calls and signs, which is the limit`,
      )
    }
    this.waiting.push(w)
  }

  /** Applies the waiting signs that bind at least as strongly. */
  private reduce(least: number): void {
    for (let top = this.waiting[this.waiting.length - 1]; top && top.strength >= least; top = this.waiting[this.waiting.length - 1]) {
      this.waiting.pop()
      const span = { start: top.start, end: top.end }
      if (top.kind === "negate") this.steps.push({ op: "negate", ...span })
      else this.steps.push({ op: "binary", sign: top.sign as Binary, ...span })
    }
  }
}
