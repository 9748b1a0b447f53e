import { refuse } from "./refuse.ts"
import type { Formula } from "./label.ts"

/** A stretch of text in one style; `shift` (upwards) and `size` are in units of the surrounding font size. */
export interface Run {
  readonly text: string
  readonly math: boolean
  readonly italic: boolean
  readonly bold: boolean
  readonly shift: number
  readonly size: number
  /** A formula outside the subset, set by the figure's `renderMath`. */
  readonly formula?: Formula
}

/** A table from words that take turns: name, character, name, character. */
const table = (words: string): Record<string, string> => {
  const list = words.split(" ")
  return Object.fromEntries(list.flatMap((word, i) => (i % 2 === 0 ? [[word, list[i + 1] as string]] : [])))
}

const greek: Record<string, string> = table(
  "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ " +
    "tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω",
)

const signs: Record<string, string> = {
  ...table(
    "nabla ∇ partial ∂ top ⊤ prime ′ infty ∞ cdot · times × pm ± ast ∗ circ ∘ odot ⊙ otimes ⊗ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ " +
      "equiv ≡ sim ∼ propto ∝ ll ≪ gg ≫ in ∈ to → rightarrow → leftarrow ← mapsto ↦ sum ∑ prod ∏ int ∫ sqrt √ ell ℓ hbar ℏ ldots … cdots ⋯ " +
      "| ‖ Vert ‖ vert | langle ⟨ rangle ⟩ { { } } $ $ % % _ _ & & # # , \u2009 ; \u2005 quad \u2003",
  ),
  " ": " ",
  left: "",
  right: "",
  "!": "",
}

const names = new Set(
  "sin cos tan sinh cosh tanh exp log ln max min arg argmax argmin det tr diag sup inf lim sign softmax var cov".split(" "),
)
const accents: Record<string, string> = table("hat \u0302 bar \u0304 tilde \u0303 dot \u0307 vec \u20d7")
const double: Record<string, string> = table("R ℝ N ℕ Z ℤ Q ℚ C ℂ E 𝔼 P ℙ")

interface Style {
  readonly upright: boolean
  readonly bold: boolean
  readonly shift: number
  readonly size: number
}

const base: Style = { upright: false, bold: false, shift: 0, size: 1 }

// Recursive descent over one formula; groups nest at most `deepest` times.
const deepest = 20

class Reader {
  readonly source: string
  readonly runs: Run[] = []
  at = 0

  constructor(source: string) {
    this.source = source
  }

  fail(what: string): never {
    refuse(`label: ${what} in $${this.source}$ at position ${this.at}; plain text stands outside the dollar signs`, "syntax")
  }

  emit(text: string, style: Style, italic: boolean): void {
    if (text === "") return
    const { bold, shift, size } = style
    this.runs.push({ text, math: true, italic: italic && !style.upright, bold, shift, size })
  }

  command(): string {
    const match = /^[A-Za-z]+|^[^A-Za-z]/.exec(this.source.slice(this.at))
    if (!match) this.fail("a backslash without a name")
    this.at += match[0].length
    return match[0]
  }

  /** One argument: a group in braces, a command, or a single character. */
  argument(style: Style, depth: number): void {
    if (depth > deepest) this.fail("too many nested groups")
    while (this.source[this.at] === " ") this.at++
    if (this.at >= this.source.length) this.fail("a missing argument")
    if (this.source[this.at] !== "{") return this.atom(style, depth)
    this.at++
    this.sequence(style, depth + 1)
    if (this.source[this.at] !== "}") this.fail("a brace that is not closed")
    this.at++
  }

  sequence(style: Style, depth: number): void {
    while (this.at < this.source.length && this.source[this.at] !== "}") this.atom(style, depth)
  }

  atom(style: Style, depth: number): void {
    const c = String.fromCodePoint(this.source.codePointAt(this.at) as number)
    if (c === "{") return this.argument(style, depth)
    this.at += c.length
    if (c === "\\") return this.applied(this.command(), style, depth)
    if (c === "^" || c === "_") {
      const size = Math.max(style.size * 0.72, 0.5)
      return this.argument({ ...style, shift: style.shift + (c === "^" ? 0.38 : -0.2) * style.size, size }, depth)
    }
    const before = this.source.slice(0, this.at - 1).trimEnd()
    const binary = style.shift === 0 && before !== "" && !/[({=<>+\-,]$/.test(before)
    const text =
      c === "-"
        ? binary
          ? "\u2009−\u2009"
          : "−"
        : c === "'"
          ? "′"
          : c === "*"
            ? "∗"
            : c === ","
              ? ",\u2009"
              : c === " "
                ? ""
                : /[=<>+→]/.test(c) && style.shift === 0
                  ? `\u2009${c}\u2009`
                  : c
    this.emit(text, style, /\p{L}/u.test(c))
  }

  applied(name: string, style: Style, depth: number): void {
    const letter = greek[name]
    if (letter !== undefined) return this.emit(letter, style, /[a-z]/.test(name[0] as string))
    const sign = signs[name]
    if (sign !== undefined)
      return this.emit(/[≤≥≠≈≡∼∝→←↦∈×·±]/.test(sign) && style.shift === 0 ? `\u2009${sign}\u2009` : sign, style, false)
    if (names.has(name)) return this.named(name, style)
    if (name === "mathbf" || name === "boldsymbol" || name === "bm")
      return this.argument({ ...style, bold: true, upright: name === "mathbf" }, depth)
    if (name === "mathrm" || name === "text" || name === "operatorname") return this.argument({ ...style, upright: true }, depth)
    if (name === "mathbb") return this.replaced(style, depth, (text) => double[text] ?? text)
    const accent = accents[name]
    if (accent !== undefined) return this.replaced(style, depth, (text) => text + accent)
    if (name === "frac") {
      this.argument(style, depth)
      this.emit("/", style, false)
      return this.argument(style, depth)
    }
    this.fail(`unknown command \\${name}`)
  }

  /** A named function stands upright, with a little room before and after. */
  named(name: string, style: Style): void {
    const before = /[\p{L}\d)]$/u.test(this.runs.at(-1)?.text ?? "") ? "\u2009" : ""
    const after = /^\s*(?:[({^_}]|$)/.test(this.source.slice(this.at)) ? "" : "\u2009"
    this.emit(before + name + after, style, false)
  }

  replaced(style: Style, depth: number, change: (text: string) => string): void {
    const from = this.runs.length
    this.argument(style, depth)
    for (let i = from; i < this.runs.length; i++) this.runs[i] = { ...(this.runs[i] as Run), text: change((this.runs[i] as Run).text) }
  }
}

/** The runs of one formula, or an error that names what labels do not know. */
export function readFormula(source: string): Run[] {
  const reader = new Reader(source)
  reader.sequence(base, 0)
  if (reader.at < source.length) reader.fail("a closing brace too many")
  return reader.runs
}
