// Shorthand of handwriting, spelled out in the signs of the grammar: 2x, |x|, √x, x². What could mean two things is refused.
import { complaint, excerpt, type Span } from "./complain.ts"
import type { Token } from "./lexer.ts"

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹"
const roots: Readonly<Record<string, string>> = { "√": "sqrt", "∛": "cbrt" }

/** The name of the function that |x| is: of scalars alone. */
export const BARS = "|"

/** e to a power that stands above it. */
export const EXPONENTIAL = "e^"

/** The tokens with shorthand written out; positions are those of the source. */
export function spelledOut(source: string, tokens: readonly Token[]): readonly Token[] {
  return tokens.some((t, i) => isShort(t, tokens[i + 1])) ? new Speller(source, tokens).spell() : tokens
}

const isShort = (t: Token, next: Token | undefined): boolean =>
  t.text === "|" || Object.hasOwn(roots, t.text) || raised.includes(t.text.charAt(0) || " ") || t.text.startsWith("⁻") || isFactor(t, next)

/** A number with a name, a bracket, a bar or a root directly behind it. */
const isFactor = (t: Token, next: Token | undefined): boolean =>
  t.kind === "number" &&
  next !== undefined &&
  next.start === t.end &&
  (next.kind === "name" || next.text === "(" || next.text === "|" || Object.hasOwn(roots, next.text))

class Speller {
  private readonly source: string
  private readonly tokens: readonly Token[]
  private readonly out: Token[] = []
  /** How deep the brackets were where each bar was opened. */
  private readonly bars: { readonly depth: number; readonly at: Span }[] = []
  private depth = 0

  constructor(source: string, tokens: readonly Token[]) {
    this.source = source
    this.tokens = tokens
  }

  spell(): Token[] {
    for (let i = 0; i < this.tokens.length; i++) i = this.one(i)
    const open = this.bars[this.bars.length - 1]
    if (open) this.fail(open.at, "this bar is never closed")
    return this.out
  }

  /** Spells one token, or those that one stands for; the index of the last one taken. */
  private one(i: number): number {
    const t = this.tokens[i] as Token
    if (t.text === "(" || t.text === "[") this.depth++
    if (t.text === ")" || t.text === "]") this.depth--
    if (t.text === "|") this.bar(t)
    else if (Object.hasOwn(roots, t.text)) return this.root(i)
    else if (t.kind === "sign" && (raised.includes(t.text.charAt(0)) || t.text.startsWith("⁻"))) this.exponent(t)
    else this.out.push(t)
    if (isFactor(t, this.tokens[i + 1])) this.product(i)
    return i
  }

  private sign(kind: Token["kind"], text: string, { start, end }: Span): void {
    this.out.push({ kind, text, start, end })
  }

  private product(i: number): void {
    const [before, t, next] = [this.tokens[i - 1], this.tokens[i] as Token, this.tokens[i + 1] as Token]
    if (before !== undefined && ["/", "./", "^", ".^", "√", "∛"].includes(before.text)) {
      const written = excerpt(this.source, { start: before.start, end: t.end })
      this.fail(t, `what follows ${written} could belong to it or not; write the * and brackets`)
    }
    if (next.text === "|" && this.isOpen()) return
    this.sign("sign", "*", { start: t.end, end: t.end })
  }

  private isOpen(): boolean {
    return this.bars[this.bars.length - 1]?.depth === this.depth
  }

  private bar(t: Token): void {
    const last = this.out[this.out.length - 1]
    const isEnd = last !== undefined && (last.kind !== "sign" || [")", "]", "'"].includes(last.text))
    if (isEnd && !this.isOpen()) this.fail(t, "this bar closes nothing; write abs(x), or norm2(x) for the length of a vector")
    if (isEnd) {
      this.bars.pop()
      this.sign("sign", ")", t)
    } else {
      this.bars.push({ depth: this.depth, at: t })
      this.sign("name", BARS, t)
      this.sign("sign", "(", t)
    }
  }

  /** √ and what it stands before: a number, a name, a call or a bracket. */
  private root(i: number): number {
    const [t, next] = [this.tokens[i] as Token, this.tokens[i + 1] as Token]
    const isCall = next.kind === "name" && this.tokens[i + 2]?.text === "("
    if (next.kind !== "number" && next.kind !== "name" && next.text !== "(")
      this.fail(t, `${t.text} stands before a number, a name or a bracket; write ${roots[t.text]}(…)`)
    this.sign("name", roots[t.text] as string, t)
    if (next.text === "(") return i
    this.sign("sign", "(", t)
    const last = isCall ? this.closing(i + 2) : i + 1
    for (let k = i + 1; k <= last; k++) k = this.one(k)
    if (this.out[this.out.length - 1]?.text === "*") this.fail(next, `what ${t.text} stands for ends where? write ${roots[t.text]}(…)`)
    this.sign("sign", ")", this.tokens[last] as Token)
    return last
  }

  /** The bracket that closes the one at an index. */
  private closing(from: number): number {
    let depth = 0
    for (let i = from; i < this.tokens.length; i++) {
      const { text } = this.tokens[i] as Token
      if (text === "(") depth++
      if (text === ")" && --depth === 0) return i
    }
    this.fail(this.tokens[from] as Token, "this bracket is never closed")
  }

  private exponent(t: Token): void {
    const digits = [...t.text].map((c) => (c === "⁻" ? "-" : String(raised.indexOf(c)))).join("")
    this.sign("sign", "^", t)
    if (digits.startsWith("-")) this.sign("sign", "-", t)
    this.sign("number", digits.replace("-", ""), t)
  }

  private fail(at: Span, what: string): never {
    throw complaint("syntax", this.source, at, what)
  }
}
