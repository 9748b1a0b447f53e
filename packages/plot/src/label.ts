import { NablaError } from "@nablajs/core"
import { type Attrs, el, type SvgNode } from "./node.ts"

// Labels are plain text with formulas between dollar signs: `loss after $t$ steps, $\nabla f(x_1)$`.

/** A stretch of text in one style; `shift` (upwards) and `size` are in units of the surrounding font size. */
export interface Run {
  readonly text: string
  readonly math: boolean
  readonly italic: boolean
  readonly bold: boolean
  readonly shift: number
  readonly size: number
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
    throw new NablaError("syntax", `label: ${what} in $${this.source}$ at position ${this.at}; plain text stands outside the dollar signs`)
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

function formula(source: string): Run[] {
  const reader = new Reader(source)
  reader.sequence(base, 0)
  if (reader.at < source.length) reader.fail("a closing brace too many")
  return reader.runs
}

const literal = (text: string): Run => ({ text, math: false, italic: false, bold: false, shift: 0, size: 1 })

/** The runs of a label; a single dollar sign is just a dollar sign. */
export function runsOf(label: string): readonly Run[] {
  if (!label.includes("$")) return [literal(label)]
  const parts = label.replaceAll("\\$", "\u0002").split("$")
  if (parts.length % 2 === 0) return [literal(label.replaceAll("\\$", "$"))]
  const restored = parts.map((part) => part.replaceAll("\u0002", "$"))
  return restored.flatMap((part, i) => (part === "" ? [] : i % 2 === 0 ? [literal(part)] : formula(part)))
}

/** A label as plain characters, for descriptions and tables. */
export const plainLabel = (label: string): string =>
  runsOf(label)
    .map((run) => (run.shift < 0 ? `_${run.text}` : run.shift > 0 && !/^[⊤′∗]/.test(run.text) ? `^${run.text}` : run.text))
    .join("")
    .replace(/[\u2009\s]+/g, " ")
    .trim()

// Widths in em, on the wide side of common sans-serif fonts, so that margins err towards room.
const classes: readonly (readonly [RegExp, number])[] = [
  [/[\u0300-\u036f\u20d7]/, 0],
  [/[iljI.,:;'|! \u2009]/, 0.34],
  [/[frt()[\]{}\-·]/, 0.41],
  [/[mwMW@%]/, 0.95],
  [/[\u1100-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/, 1],
  [/[A-Z+−=<>≤≥≠≈→×]/, 0.76],
]

const widths: Map<string, number> = /* @__PURE__ */ new Map()

function charWidth(c: string): number {
  const known = widths.get(c)
  if (known !== undefined) return known
  const width = classes.find(([pattern]) => pattern.test(c))?.[1] ?? 0.63
  // Labels use few characters; a text that uses very many is measured anew.
  if (widths.size < 500) widths.set(c, width)
  return width
}

/** The estimated width of a label at a font size, in pixels. */
export function labelWidth(label: string, fontSize: number): number {
  let width = 0
  for (const run of runsOf(label)) for (const c of run.text) width += charWidth(c) * run.size * (run.math ? 0.9 : 1)
  return width * fontSize
}

/** The lines of a label that fit a width, broken at spaces outside formulas. */
export function wrapLabel(label: string, fontSize: number, width: number): string[] {
  if (labelWidth(label, fontSize) <= width) return [label]
  const words = label.match(/(?:\$[^$]*\$|[^\s$])+/g) ?? [label]
  const lines: string[] = []
  for (const word of words) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
    if (lines.length > 0 && labelWidth(longer, fontSize) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

const mathFont = "Latin Modern Math, STIX Two Text, Cambria, Times New Roman, DejaVu Serif, serif"

/** A text element for a label; formulas become shifted and slanted spans. */
export function textNode(label: string, fontSize: number, attrs: Attrs): SvgNode {
  const runs = runsOf(label)
  const all = { ...attrs, "font-size": fontSize }
  if (runs.every((run) => !run.math)) return el("text", all, [runs.map((run) => run.text).join("")])
  let shift = 0
  const spans = runs.map((run) => {
    const dy = (shift - run.shift) * fontSize
    shift = run.shift
    return el(
      "tspan",
      {
        dy: dy === 0 ? undefined : dy,
        "font-size": run.size === 1 ? (run.math ? fontSize * 1.1 : undefined) : run.size * fontSize * 1.1,
        "font-family": run.math ? mathFont : undefined,
        "font-style": run.italic ? "italic" : undefined,
        "font-weight": run.bold ? "bold" : undefined,
      },
      [run.text],
    )
  })
  return el("text", all, spans)
}
