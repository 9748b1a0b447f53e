import { refuse } from "./refuse.ts"
import type { Formula } from "./label.ts"
import { max } from "./math.ts"

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

// In the order of Unicode; capitals stand 32 places before.
const letters =
  "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau upsilon varphi chi psi omega"

// Each name before its character. A combining mark is set on the argument of its command; behind = stands what \mathbb makes of a letter.
const words =
  "epsilonϵphiϕPhiΦnabla∇partial∂top⊤prime′infty∞cdot·times×pm±ast∗circ∘odot⊙otimes⊗le≤leq≤ge≥geq≥ne≠neq≠approx≈equiv≡sim∼propto∝ll≪gg≫in∈" +
  "to→rightarrow→leftarrow←mapsto↦sum∑prod∏int∫surd√ellℓhbarℏldots…cdots⋯Vert‖vert|langle⟨rangle⟩quad\u2003" +
  "hat\u0302bar\u0304tilde\u0303dot\u0307vec\u20d7=Rℝ=Nℕ=Zℤ=Qℚ=Cℂ=E𝔼=Pℙ"

const symbols: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ...letters.split(" ").flatMap((name, i): [string, string][] => [
    [name, String.fromCharCode(0x3b1 + i)],
    [(name[0] as string).toUpperCase() + name.slice(1), String.fromCharCode(0x391 + i)],
  ]),
  ...Array.from(words.matchAll(/([=A-Za-z]+)(.)/gu), ([, name, sign]) => [name, sign] as [string, string]),
  ...Array.from("{}$%_&# ", (sign): [string, string] => [sign, sign]),
  ...["left", "right", "!"].map((name): [string, string] => [name, ""]),
  ...Object.entries({ "|": "‖", ",": "\u2009", ";": "\u2005" }),
])

// What single characters stand for.
const replacements: Record<string, string> = { "-": "−", "'": "′", "*": "∗", ",": ",\u2009", ";": ";\u2009", " ": "" }

const names = "sin cos tan sinh cosh tanh exp log ln max min arg argmax argmin det tr diag sup inf lim sign softmax var cov".split(" ")

interface Style {
  readonly upright: boolean
  readonly bold: boolean
  readonly shift: number
  readonly size: number
}

const base: Style = { upright: false, bold: false, shift: 0, size: 1 }

// Recursive descent over one formula; arguments nest at most `deepest` times.
const deepest = 20

const wide = (text: string): string => `\u2009${text}\u2009`

// A product below a bar or a root, unless it is a number or reads as one thing: ∂x, dx.
const compound = /^(?![\d.]+$|[∂d∇]?.$)../u

/** The runs of one formula, or an error that names what labels do not know. */
export const readFormula = (source: string): Run[] => {
  const runs: Run[] = []
  let at = 0
  const fail = (what: string): never =>
    refuse(`label: ${what} in $${source.slice(0, 99)}$ at position ${at}; plain text stands outside the dollar signs`, "syntax")

  const emit = (text: string, { upright, bold, shift, size }: Style, italic: boolean): void => {
    if (text !== "") runs.push({ text, math: true, italic: italic && !upright, bold, shift, size })
  }

  const command = (): string => {
    const [name] = /^[A-Za-z]+|^[^A-Za-z]/.exec(source.slice(at)) ?? fail("a backslash without a name")
    at += name.length
    return name
  }

  /** One argument: a group in braces, a command, or a single character. */
  const argument = (style: Style, depth: number): void => {
    if (depth >= deepest) fail("too many nested groups")
    while (source[at] === " ") at++
    if (at >= source.length) fail("a missing argument")
    if (source[at] !== "{") return atom(style, depth + 1)
    at++
    sequence(style, depth + 1)
    if (source[at] !== "}") fail("a brace that is not closed")
    at++
  }

  const sequence = (style: Style, depth: number): void => {
    while (at < source.length && source[at] !== "}") atom(style, depth)
  }

  /** An argument written beside a bar or a root: in parentheses where it would fall apart without. */
  const factor = (style: Style, depth: number, loose: RegExp): void => {
    const from = runs.length
    argument(style, depth)
    const written = runs.slice(from).map(({ text, shift }) => (shift === style.shift ? text : ""))
    if (!loose.test(written.join(""))) return
    emit("(", style, false)
    runs.splice(from, 0, runs.pop() as Run)
    emit(")", style, false)
  }

  const atom = (style: Style, depth: number): void => {
    const c = String.fromCodePoint(source.codePointAt(at) as number)
    if (c === "{") return argument(style, depth)
    at += c.length
    if (c === "\\") return applied(command(), style, depth)
    if (c === "^" || c === "_") {
      const size = max(style.size * 0.72, 0.5)
      return argument({ ...style, shift: style.shift + (c === "^" ? 0.38 : -0.2) * style.size, size }, depth)
    }
    const before = source.slice(0, at - 1).trimEnd()
    const sign = replacements[c] ?? c
    const isBinary = c === "-" ? before !== "" && !/[({=<>+\-,]$/.test(before) : /[=<>+→]/.test(c)
    emit(isBinary && style.shift === 0 ? wide(sign) : sign, style, /\p{L}/u.test(c))
  }

  const applied = (name: string, style: Style, depth: number): void => {
    const sign = symbols.get(name)
    if (sign !== undefined && /\p{M}/u.test(sign)) replaced(style, depth, (text) => text + sign)
    else if (sign !== undefined) emit(/[≤≥≠≈≡∼∝→←↦∈×·±]/.test(sign) && style.shift === 0 ? wide(sign) : sign, style, /[α-ϵ]/.test(sign))
    else if (names.includes(name)) named(name, style)
    else if (/^(?:mathbf|boldsymbol|bm)$/.test(name)) argument({ ...style, bold: true, upright: name === "mathbf" }, depth)
    else if (/^(?:mathrm|text|operatorname)$/.test(name)) argument({ ...style, upright: true }, depth)
    else if (name === "mathbb") replaced(style, depth, (text) => symbols.get(`=${text}`) ?? text)
    else if (name === "sqrt" && source[at] !== "[") {
      emit("√", style, false)
      factor(style, depth, compound)
    } else if (name === "frac") {
      factor(style, depth, /[\u2009+−]/)
      emit("/", style, false)
      factor(style, depth, compound)
    } else fail(`unknown command \\${name}`)
  }

  /** A named function stands upright, with a little room before and after. */
  const named = (name: string, style: Style): void => {
    const before = /[\p{L}\d)]$/u.test(runs.at(-1)?.text ?? "") ? "\u2009" : ""
    const after = /^\s*(?:[({^_}]|$)/.test(source.slice(at)) ? "" : "\u2009"
    emit(before + name + after, style, false)
  }

  const replaced = (style: Style, depth: number, change: (text: string) => string): void => {
    const from = runs.length
    argument(style, depth)
    for (const run of runs.splice(from)) runs.push({ ...run, text: change(run.text) })
  }

  sequence(base, 0)
  if (at < source.length) fail("a closing brace too many")
  return runs
}
