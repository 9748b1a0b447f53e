// LaTeX as input: read into the tokens of formulas, so that one grammar and one table of functions serve both notations. Every
// token keeps its place in the source, and errors point there.
import { complaint, near } from "../complain.ts"
import { functionNames } from "../functions.ts"
import { type Token, unreadable } from "../lexer.ts"
import { BARS, EXPONENTIAL } from "../shorthand.ts"
import { accents, brackets, functions, greek, refusals, signs, styles } from "./commands.ts"
import { Functions } from "./functions.ts"

/** Whether a formula is written in LaTeX: it has a command, or a group above or below the line. */
export const isLatex = (source: string): boolean => /\\[A-Za-z|,;:!{]|[\^_]\{/.test(source)

// Groups may nest so deep.
const DEEPEST = 400

/** The tokens of a formula in LaTeX. */
export function readLatex(source: string): Token[] {
  const reader = new LatexReader(source)
  reader.sequence(() => reader.at >= source.length, 0)
  return [...reader.tokens, { kind: "end", text: "", start: source.length, end: source.length }]
}

class LatexReader extends Functions {
  /** Whether the plain bars that are open close next. */
  private bars = 0

  /** Reads until `done`, which is asked between parts. */
  sequence(done: () => boolean, depth: number): void {
    this.checkDepth(depth)
    for (;;) {
      this.space()
      if (done()) return
      if (this.at >= this.source.length) return
      this.part(depth)
    }
  }

  private checkDepth(depth: number): void {
    if (depth <= DEEPEST) return
    const span = { start: this.at, end: this.at + 1 }
    throw complaint("too-large", this.source, span, `the formula nests deeper than ${DEEPEST} groups, which is the limit`)
  }

  protected part(depth: number): void {
    const start = this.at
    const c = this.char()
    if (c === "\\") return this.command(depth)
    if (/[0-9.]/.test(c)) return this.number()
    if (/[\p{L}]/u.test(c)) return this.letters(depth)
    // {} keeps a command apart from what follows
    const empty = /^\{\s*\}/.exec(this.source.slice(start, start + 60))
    if (empty !== null && this.operand) {
      this.at += empty[0].length
      return
    }
    if (c === "{") {
      this.begin(start)
      this.group(depth)
      this.operand = true
      return this.scripts(depth)
    }
    if (c === "(" || c === "[") {
      this.begin(start)
      this.bracketed(c === "(" ? ")" : "]", depth)
      return this.scripts(depth)
    }
    if (c === "|") return this.bar(start, depth)
    if (c === "^" || c === "_") {
      if (!this.operand) this.fail({ start, end: start + 1 }, `nothing stands before ${c}`)
      return this.scripts(depth)
    }
    this.at++
    if (c === "'") {
      this.push("sign", "'", this.span(start))
      return
    }
    if (c === "=") {
      if (this.source[this.at] === "=") this.at++
      return this.sign(this.defines() ? "=" : "==", start)
    }
    if ("+-*/<>,;".includes(c)) return this.sign(c, start)
    if (c === ")" || c === "]" || c === "}") this.fail(this.span(start), "this bracket closes nothing")
    if (c === "$") this.fail(this.span(start), "the formula stands without the dollar signs around it")
    throw unreadable(this.source, start, String.fromCodePoint(this.source.codePointAt(start) as number))
  }

  /** Whether a name after `where` is being defined; elsewhere = compares. */
  protected defines(): boolean {
    const before = this.tokens[this.tokens.length - 2]
    return before?.text === "where" || (before?.text === "," && this.tokens.some((t) => t.text === "where" && t.kind === "name"))
  }

  protected number(): void {
    const start = this.at
    const digits = /^(?:\d+(?:\.\d*)?|\.\d+)/.exec(this.source.slice(start, start + 400))?.[0]
    if (digits === undefined) this.fail({ start, end: start + 1 }, "numbers need a digit beside the point")
    this.begin(start)
    this.at += digits.length
    if (!Number.isFinite(Number(digits)))
      throw complaint("too-large", this.source, this.span(start), "the number is beyond the range of float64")
    this.push("number", digits, this.span(start))
    this.operand = true
    this.scripts(0)
  }

  /** Each letter is a name, but for functions written in letters before a bracket. */
  protected letters(depth: number): void {
    const start = this.at
    const word = /^\p{L}[\p{L}\d]*/u.exec(this.source.slice(start, start + 60))?.[0] ?? ""
    const next = this.source.slice(start + word.length).trimStart()
    if (word.length > 1 && functionNames().includes(word) && /^(?:\(|\\left\()/.test(next)) {
      this.at += word.length
      return this.call(word, start, depth)
    }
    const letter = String.fromCodePoint(this.source.codePointAt(start) as number)
    this.at += letter.length
    this.name(letter, start, depth)
  }

  /** A name with its index: x_1, \theta_{\mathrm{old}}. */
  protected name(letter: string, start: number, depth: number): void {
    this.begin(start)
    let name = letter
    this.space()
    if (this.char() === "_") {
      this.at++
      name = this.indexed(letter, start)
    }
    // K^{(m,n)} is a function of sizes
    this.space()
    const sizes = name === "K" ? /^\^\s*\{\s*\(([^(){},]+,[^(){},]+)\)\s*\}/.exec(this.source.slice(this.at, this.at + 200)) : null
    if (sizes !== null) {
      this.at += sizes[0].length
      this.sizes("commutation", sizes[1] as string, start)
      this.operand = true
      return this.scripts(depth)
    }
    // e to a power is the exponential function
    if (name === "e" && this.char() === "^") {
      this.at++
      this.push("name", EXPONENTIAL, { start, end: start + 1 })
      this.push("sign", "(", this.span(start))
      this.argument(depth)
      this.push("sign", ")", this.span(this.at - 1))
      this.operand = true
      return this.scripts(depth)
    }
    if (!name.includes("(")) this.push("name", name, this.span(start))
    this.operand = true
    this.scripts(depth)
  }

  /** The name with its index; I_{n} and 1_{n} are functions of sizes. */
  protected indexed(letter: string, start: number): string {
    this.space()
    const inner = this.char() === "{" ? this.raw() : (this.at++, this.source[this.at - 1] as string)
    const plain = inner
      .replaceAll(/\\(?:mathrm|text|mathbf|operatorname)\s*\{([^{}]*)\}/g, "$1")
      .replaceAll(/\\[,;:! ]/g, "")
      .replaceAll("\\_", "_")
      .trim()
    if (letter === "I") {
      this.sizes("eye", plain, start)
      return "eye("
    }
    if (!/^[\p{L}\p{N}_,]+$/u.test(plain)) this.fail(this.span(start), `an index is letters and digits, got ${plain}`)
    return `${letter}_${plain.replaceAll(",", "_")}`
  }

  /** {…} as a bracket. */
  protected group(depth: number): void {
    const start = this.at
    this.at++
    this.push("sign", "(", this.span(start))
    this.operand = false
    this.sequence(() => this.char() === "}", depth + 1)
    if (this.char() !== "}") this.fail({ start, end: start + 1 }, "this brace is never closed")
    this.at++
    this.push("sign", ")", this.span(this.at - 1))
    this.operand = true
  }

  /** One argument of a command or script: a group, or one sign. */
  protected argument(depth: number): void {
    this.checkDepth(depth)
    this.space()
    if (this.at >= this.source.length)
      this.fail({ start: this.source.length, end: this.source.length }, "an argument is missing at the end")
    if (this.char() === "{") {
      this.group(depth)
      return
    }
    const before = this.operand
    this.operand = false
    this.push("sign", "(", this.span(this.at))
    if (/\d/.test(this.char())) {
      this.push("number", this.char(), { start: this.at, end: this.at + 1 })
      this.at++
    } else if (/\p{L}/u.test(this.char())) {
      this.push("name", this.char(), { start: this.at, end: this.at + 1 })
      this.at++
    } else if (this.char() === "\\") {
      this.command(depth + 1)
    } else this.fail({ start: this.at, end: this.at + 1 }, "expected an argument, as in {x}")
    this.push("sign", ")", this.span(this.at))
    this.operand = before
  }

  /** ( … ), also with \left and \right. */
  protected bracketed(close: string, depth: number): void {
    const start = this.at
    this.at++
    this.push("sign", "(", this.span(start))
    this.operand = false
    this.sequence(() => this.closes(close), depth + 1)
    if (!this.closes(close)) this.fail({ start, end: start + 1 }, "this bracket is never closed")
    this.at += (/^\\right\s*/.exec(this.source.slice(this.at))?.[0].length ?? 0) + close.length
    this.push("sign", ")", this.span(this.at - 1))
    this.operand = true
  }

  protected closes(close: string): boolean {
    const rest = this.source.slice(this.at, this.at + 30)
    return rest.startsWith(close) || (rest.replace(/^\\right\s*/, "") !== rest && rest.replace(/^\\right\s*/, "").startsWith(close))
  }

  /** |x|: opens where an operand may begin, closes after one. */
  protected bar(start: number, depth: number): void {
    if (this.operand && this.bars > 0) this.fail({ start, end: start + 1 }, "this bar closes nothing")
    this.fence(BARS, "|", start, start + 1, depth)
  }

  /** A pair of fences around an argument, with what stands below: ‖x‖₂. */
  protected fence(call: string, close: string, start: number, from: number, depth: number): void {
    this.begin(start)
    this.at = from
    const head = this.tokens.length
    this.push("name", call, { start, end: from })
    this.push("sign", "(", { start, end: from })
    this.operand = false
    this.bars++
    this.sequence(() => this.closes(close) && this.operand, depth + 1)
    this.bars--
    if (!this.closes(close)) this.fail({ start, end: from }, "this bar is never closed")
    this.at += (/^\\right\s*/.exec(this.source.slice(this.at))?.[0].length ?? 0) + close.length
    this.push("sign", ")", this.span(this.at - 1))
    this.operand = true
    this.space()
    if (this.char() === "_" && call === "norm") {
      this.at++
      const which = this.char() === "{" ? this.raw().trim() : (this.at++, this.source[this.at - 1] as string)
      const name = { "1": "norm1", "2": "norm2", F: "norm", "\\mathrm{F}": "norm", "\\mathrm F": "norm" }[which]
      if (name === undefined) this.fail(this.span(start), `norms are ‖x‖_1, ‖x‖_2 and ‖X‖_F, got the index ${which}`)
      this.tokens[head] = { kind: "name", text: name, start, end: from }
    }
    this.scripts(depth)
  }

  /** Powers, transposes and inverses behind an operand. */
  protected scripts(depth: number): void {
    for (;;) {
      this.space()
      const start = this.at
      if (this.char() === "'") {
        this.at++
        this.push("sign", "'", this.span(start))
      } else if (this.char() === "^") {
        this.at++
        this.power(start, depth)
      } else if (this.char() === "_") this.fail({ start, end: start + 1 }, "only names have an index")
      else return
    }
  }

  protected power(start: number, depth: number): void {
    this.space()
    const rest = this.source.slice(this.at, this.at + 60)
    const turned =
      /^(?:\\top|\\intercal|\\prime|T|\{\s*-?\s*(?:\\top|\\intercal|\\prime|T|\\mathsf\s*\{?T\}?|\\mathrm\s*\{?T\}?)\s*\})/.exec(rest)
    if (turned !== null) {
      this.at += turned[0].length
      if (turned[0].includes("-")) for (const t of ["^", "(", "-", "1", ")"]) this.push(t === "1" ? "number" : "sign", t, this.span(start))
      this.push("sign", "'", this.span(start))
      this.operand = true
      return
    }
    const elementwise = /^\{\s*\\(?:odot|circ)\s*/.exec(rest)
    if (elementwise !== null) {
      this.push("sign", ".^", this.span(start))
      const from = this.at
      this.at += elementwise[0].length
      this.push("sign", "(", this.span(from))
      this.operand = false
      this.sequence(() => this.char() === "}", depth + 1)
      if (this.char() !== "}") this.fail({ start: from, end: from + 1 }, "this brace is never closed")
      this.at++
      this.push("sign", ")", this.span(this.at - 1))
    } else {
      this.push("sign", "^", this.span(start))
      this.argument(depth)
    }
    this.operand = true
  }

  protected command(depth: number): void {
    const start = this.at
    const name = this.peekCommand()
    if (name === null) this.fail({ start, end: start + 1 }, "a command is missing after \\")
    this.at += name.length + 1
    const span = this.span(start)
    if (Object.hasOwn(signs, name)) return this.sign(signs[name] as string, start)
    if (Object.hasOwn(refusals, name)) this.fail(span, refusals[name] as string)
    if (name === "left" || name === "middle") return this.delimiter(start, depth)
    if (name === "right") this.fail(span, "\\right closes nothing: each \\left has its \\right with the same kind of bracket")
    if (name === "{" || name === "lbrace") {
      this.begin(start)
      this.at--
      this.bracketed("\\}", depth)
      return this.scripts(depth)
    }
    if (Object.hasOwn(brackets, name)) {
      const { close, call } = brackets[name] as { close: string; call: string }
      return this.fence(call, `\\${close}`, start, this.at, depth)
    }
    if (name === "frac" || name === "dfrac" || name === "tfrac") return this.fraction(start, depth)
    if (name === "sqrt") return this.root(start, depth)
    if (name === "begin") return this.environment(start, depth)
    if (functions.has(name)) return this.call(functions.get(name) as string, start, depth)
    if (greek.has(name)) return this.greekLetter(greek.get(name) as string, start, depth)
    if (styles.has(name)) return this.styled(name, start, depth)
    if (accents.has(name)) return this.accented(name, start, depth)
    const close = near(name, [...functions.keys(), ...greek.keys(), ...Object.keys(signs), ...styles, "frac", "sqrt", "left", "right"])
    this.fail(span, `unknown command \\${name}${close.length > 0 ? `; did you mean ${close.map((c) => `\\${c}`).join(" or ")}?` : ""}`)
  }

  /** \left( … \right) and the other fences. */
  protected delimiter(start: number, depth: number): void {
    this.space()
    const c = this.char()
    if (c === "(" || c === "[") {
      this.begin(start)
      this.bracketed(c === "(" ? ")" : "]", depth)
      return this.scripts(depth)
    }
    if (c === "|") return this.fence(BARS, "|", start, this.at + 1, depth)
    const name = this.peekCommand()
    if (name === "{") {
      this.begin(start)
      this.at++
      this.bracketed("\\}", depth)
      return this.scripts(depth)
    }
    if (name !== null && Object.hasOwn(brackets, name)) {
      const { close, call } = brackets[name] as { close: string; call: string }
      return this.fence(call, `\\${close}`, start, this.at + name.length + 1, depth)
    }
    this.fail(this.span(start), "after \\left stands a bracket or a bar")
  }
}
