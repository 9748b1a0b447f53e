// What a command of LaTeX stands for: functions, letters, fractions and roots.
import { functionNames } from "../functions.ts"
import { isName, tokenize, type Token } from "../lexer.ts"
import { greek, inverses, operators } from "./commands.ts"
import { Environments } from "./environments.ts"

export abstract class Functions extends Environments {
  protected abstract argument(depth: number): void
  protected abstract bracketed(close: string, depth: number): void
  protected abstract group(depth: number): void
  protected abstract name(letter: string, start: number, depth: number): void

  /** f(x), f x, f²(x), and f⁻¹ for the functions that have one. */
  protected call(given: string, start: number, depth: number): void {
    this.begin(start)
    let name = given
    let exponent: Token[] | null = null
    this.space()
    if (name === "log" && this.peekCommand() === "det") {
      this.at += 4
      name = "logdet"
      this.space()
    }
    if (name === "log" && this.char() === "_") {
      this.at++
      const base = this.char() === "{" ? this.raw().trim() : (this.at++, this.source[this.at - 1] as string)
      if (base !== "2" && base !== "10") this.fail(this.span(start), `logarithms are \\log, \\log_2 and \\log_{10}, got the base ${base}`)
      name = `log${base}`
      this.space()
    }
    if (this.char() === "^") {
      const inverse = /^\^\s*\{\s*-\s*1\s*\}/.exec(this.source.slice(this.at, this.at + 20))
      if (inverse !== null && Object.hasOwn(inverses, name)) {
        name = inverses[name] as string
        this.at += inverse[0].length
      } else {
        this.at++
        const outside = this.tokens
        this.tokens = []
        this.push("sign", "^", this.span(start))
        this.argument(depth)
        exponent = this.tokens
        this.tokens = outside
      }
    }
    if (exponent !== null) this.push("sign", "(", this.span(start))
    this.push("name", name, this.span(start))
    this.callArguments(start, depth)
    if (exponent !== null) {
      this.tokens.push(...exponent)
      this.push("sign", ")", this.span(start))
    }
    this.operand = true
    this.scripts(depth)
  }

  protected callArguments(start: number, depth: number): void {
    this.space()
    const left = /^\\left\s*/.exec(this.source.slice(this.at, this.at + 10))?.[0].length ?? 0
    const open = this.source[this.at + left]
    if (open === "(" || open === "[") {
      this.at += left
      return this.bracketed(open === "(" ? ")" : "]", depth)
    }
    if (this.char() === "{") return this.group(depth)
    this.push("sign", "(", this.span(this.at))
    this.operand = false
    const from = this.tokens.length
    this.sequence(() => this.operand && !this.continues(), depth + 1)
    if (this.tokens.length === from) this.fail(this.span(start), "an argument is missing after the function")
    this.push("sign", ")", this.span(this.at))
  }

  /** sin 2x takes both factors, sin x cos y and sin x + y do not. */
  protected continues(): boolean {
    const command = this.peekCommand()
    if (command !== null) return greek.has(command)
    return /[\p{L}\d]/u.test(this.char())
  }

  protected greekLetter(name: string, start: number, depth: number): void {
    // σ(x) is the logistic function, where no variable has the name
    this.space()
    if (name === "sigma" && /^(?:\\left\s*)?\(/.test(this.source.slice(this.at, this.at + 10))) return this.call("sigma", start, depth)
    this.name(name, start, depth)
  }

  protected styled(style: string, start: number, depth: number): void {
    this.space()
    const inner = this.char() === "{" ? this.raw().trim() : (this.at++, this.source[this.at - 1] as string)
    if (inner === "where") {
      this.push("name", "where", this.span(start))
      this.operand = false
      return
    }
    if (style === "text" && /^\s*(?:if|for|when|otherwise)\b/.test(inner)) return
    if (style === "text" && inner.includes("=")) {
      for (const t of tokenize(inner.replaceAll(/\\([{}_])/g, "$1")).slice(0, -1)) this.push(t.kind, t.text, this.span(start))
      this.operand = true
      return
    }
    if (inner === "1" || inner === "0") return this.filled(inner === "1" ? "ones" : "zeros", start, depth)
    const word = inner.replace(/^\\/, "").replaceAll("\\_", "_")
    if (!isName(word)) this.fail(this.span(start), `expected a name in \\${style}{…}, got ${inner}`)
    const named = Object.hasOwn(operators, word) ? (operators[word] as string) : word
    this.space()
    if (named === "einsum" && this.char() === "_") return this.einsum(start, depth)
    const opens = /^(?:\\left\s*)?[([]/.test(this.source.slice(this.at, this.at + 10))
    if (style === "operatorname" || ((style === "mathrm" || style === "text") && opens && functionNames().includes(named)))
      return this.call(named, start, depth)
    this.name(word, start, depth)
  }

  /** \hat{y} is the name y_hat. */
  protected accented(accent: string, start: number, depth: number): void {
    this.space()
    const inner =
      this.char() === "{" ? this.raw().trim() : this.char() === "\\" ? this.letterOf() : (this.at++, this.source[this.at - 1] as string)
    const word = inner
      .replace(/^\\(?:math(?:bf|rm|it|sf)|boldsymbol|bm)\s*\{(.*)\}$/, "$1")
      .replace(/^\\/, "")
      .replaceAll("\\_", "_")
    if (!isName(word)) this.fail(this.span(start), `expected a name in \\${accent}{…}, got ${inner}`)
    this.name(`${word}_${accent}`, start, depth)
  }

  /** A command that is a letter, as \theta. */
  private letterOf(): string {
    const name = /^\\[A-Za-z]+/.exec(this.source.slice(this.at, this.at + 40))?.[0] ?? "\\"
    this.at += name.length
    return name
  }

  protected filled(name: string, start: number, depth: number): void {
    this.space()
    if (this.char() !== "_") this.fail(this.span(start), `say how many: \\mathbf{${name === "ones" ? 1 : 0}}_{n}`)
    this.begin(start)
    this.at++
    this.space()
    const text = this.char() === "{" ? this.raw() : (this.at++, this.source[this.at - 1] as string)
    this.sizes(name, text, start)
    this.operand = true
    this.scripts(depth)
  }

  /** \operatorname{einsum}_{\text{ij,j->i}}(A, x) */
  protected einsum(start: number, depth: number): void {
    this.begin(start)
    this.at++
    const spec = this.raw().replace(/^\\text\{(.*)\}$/, "$1")
    this.space()
    this.push("name", "einsum", this.span(start))
    const from = this.tokens.length
    this.callArguments(start, depth)
    const open = this.tokens[from] as Token
    this.tokens.splice(from + 1, 0, { kind: "string", text: spec, start, end: open.end }, { kind: "sign", text: ",", start, end: open.end })
    this.operand = true
  }

  protected fraction(start: number, depth: number): void {
    this.begin(start)
    this.push("sign", "(", this.span(start))
    this.argument(depth)
    this.push("sign", "/", this.span(start))
    this.argument(depth)
    this.push("sign", ")", this.span(start))
    this.operand = true
    this.scripts(depth)
  }

  protected root(start: number, depth: number): void {
    this.begin(start)
    this.space()
    const degree = this.char() === "[" ? /^\[([^\]]*)\]/.exec(this.source.slice(this.at)) : null
    if (degree !== null) this.at += degree[0].length
    const which = degree?.[1]?.trim() ?? "2"
    if (which !== "2" && which !== "3" && !/^\d+$/.test(which))
      this.fail(this.span(start), `the degree of a root is a whole number, got ${which}`)
    const plain = which === "2" || which === "3"
    if (plain) this.push("name", which === "2" ? "sqrt" : "cbrt", this.span(start))
    this.argument(depth)
    if (!plain) for (const t of ["^", "(", "1", "/", which, ")"]) this.push(/\d/.test(t) ? "number" : "sign", t, this.span(start))
    this.operand = true
    this.scripts(depth)
  }
}
