// Formulas as LaTeX.
import type { Shape } from "@nablajs/core"
import { type Formula, termOf } from "../formula.ts"
import { latexName, sign, textName } from "./dictionary.ts"
import { show } from "./notation.ts"
import { constantName, fractionOf } from "./numbers.ts"
import { atLeast, atom, bracketed, type Dialect, level, type Phrase, times, turn } from "./phrase.ts"

/**
 * A formula as LaTeX, for KaTeX, MathJax or a paper.
 *
 * @example latex(parse("(A + A') * x", { x: ["n"], A: ["n", "n"] })) // => "\\left(A + A^\\top\\right) x"
 */
export const latex = (formula: Formula): string => show(dialect, termOf(formula))

const greek = new Set(
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split(
    " ",
  ),
)

/** A name with its index below: x1 and x_1 as x_1, theta as the letter. */
export function latexOfName(name: string): string {
  const [, under, accent, below] = /^(.+)_(hat|tilde|bar)(?:_([A-Za-z\d]+))?$/.exec(name) ?? []
  if (under !== undefined)
    return `\\${accent}{${latexOfName(under)}}${below === undefined ? "" : `_{${below.length > 1 && !/^\d+$/.test(below) ? `\\mathrm{${below}}` : below}}`}`
  const [, stem = name, index = ""] = /^([A-Za-z]+?)_?(\d+)$/.exec(name) ?? /^([^_]+)_(.+)$/.exec(name) ?? []
  const letter = greek.has(stem) ? `\\${stem}` : stem.length === 1 ? stem : `\\mathrm{${stem.replaceAll("_", "\\_")}}`
  if (index === "") return letter
  return `${letter}_${index.length === 1 ? index : `{${/^\d+$/.test(index) || index.length === 1 ? index : `\\mathrm{${index.replaceAll("_", "\\_")}}`}}`}`
}

const separated = (args: readonly Phrase[]): (string | Phrase)[] => args.flatMap((x, i) => (i === 0 ? [x] : [", ", x]))

const operator = (name: string): string => latexName(name) ?? `\\operatorname{${textName(name)}}`

/** Functions that are more than a name before brackets. */
const forms: Readonly<Record<string, (args: readonly Phrase[]) => (string | Phrase)[]>> = {
  // of a matrix the bars could be its determinant, and e to its power its exponential
  abs: ([x]) =>
    (x as Phrase).shape.length > 0 ? prefixed("\\operatorname{abs}", [x as Phrase]) : ["\\left\\lvert ", x as Phrase, "\\right\\rvert"],
  sqrt: ([x]) => ["\\sqrt{", x as Phrase, "}"],
  cbrt: ([x]) => ["\\sqrt[3]{", x as Phrase, "}"],
  exp: ([x]) => ((x as Phrase).shape.length > 1 ? prefixed("\\exp", [x as Phrase]) : ["e^{", x as Phrase, "}"]),
  inv: ([x]) => [atLeast(dialect, level.atom, x as Phrase), "^{-1}"],
  floor: ([x]) => ["\\left\\lfloor ", x as Phrase, "\\right\\rfloor"],
  ceil: ([x]) => ["\\left\\lceil ", x as Phrase, "\\right\\rceil"],
  kron: ([a, b]) => [
    "\\left(",
    atLeast(dialect, level.postfix, a as Phrase),
    " \\otimes ",
    atLeast(dialect, level.postfix, b as Phrase),
    "\\right)",
  ],
  tr: (args) => prefixed("\\operatorname{tr}", args),
  det: (args) => prefixed("\\det", args),
  logdet: (args) => prefixed("\\log\\det", args),
}

const prefixed = (name: string, args: readonly Phrase[]): (string | Phrase)[] => [`${name}\\left(`, ...separated(args), "\\right)"]

const call = (name: string, args: readonly Phrase[]): (string | Phrase)[] =>
  Object.hasOwn(forms, name) ? (forms[name] as (typeof forms)[string])(args) : prefixed(operator(name), args)

const subscript = { norm: "_F", norm1: "_1", norm2: "" }

const index = (shape: Shape): string => shape.map((n) => String(n).replaceAll("*", " ")).join(" \\times ")

const powered = new Set(["sin", "cos", "tan", "sinh", "cosh", "tanh", "log"])

/** Whether the last sign stands above the line already. */
function isRaised(p: Phrase): boolean {
  let last: string | Phrase | undefined = p
  while (typeof last === "object") last = last.parts[last.parts.length - 1]
  return last?.startsWith("^") === true
}

const digit = /^[0-9.]/

function startsWithDigit(p: Phrase): boolean {
  let top: string | Phrase | undefined = p
  while (typeof top === "object") top = top.parts.find((part) => part !== "")
  return top !== undefined && digit.test(top)
}

const dialect: Dialect = {
  name: latexOfName,
  number: (value, shadowed) => {
    const named = constantName(value, shadowed)
    if (named !== null) return { text: named === "pi" ? "\\pi" : named === "inf" ? "\\infty" : "e", level: level.atom }
    const fraction = fractionOf(value)
    if (fraction !== null && (fraction[1] <= 12 || String(value).length > 6))
      return { text: `\\frac{${fraction[0]}}{${fraction[1]}}`, level: level.atom }
    const [digits, exponent] = String(value).split("e")
    return exponent === undefined
      ? { text: digits as string, level: level.atom }
      : { text: `${digits === "1" ? "" : `${digits} \\cdot `}10^{${exponent.replace("+", "")}}`, level: level.product }
  },
  array: (rows) => matrix(rows),
  size: (n) => ({
    text: String(n).replaceAll("*", " "),
    level: /[+-]/.test(String(n)) ? level.sum : String(n).includes("*") ? level.product : level.atom,
  }),
  brackets: ["\\left(", "\\right)"],
  times: (kind, _, b) => (kind === "elementwise" ? " \\odot " : startsWithDigit(b) ? " \\cdot " : " "),
  quotient: (a, b, elementwise) =>
    elementwise
      ? {
          parts: [atLeast(dialect, level.product, a), " \\oslash ", atLeast(dialect, level.power, b)],
          level: level.product,
          shape: a.shape,
        }
      : { parts: ["\\frac{", a, "}{", b, "}"], level: level.power, shape: a.shape },
  power: (a, b, elementwise) => {
    const exponent = elementwise ? "^{\\odot " : "^{"
    const natural = b.number !== undefined && Number.isInteger(b.number) && b.number > 0
    if (!elementwise && natural && a.called && powered.has(a.called.name)) {
      return { parts: [operator(a.called.name), "^{", b, "}\\left(", a.called.argument, "\\right)"], level: level.atom, shape: a.shape }
    }
    if (natural && a.parts[a.parts.length - 1] === "^{-1}")
      return { ...a, parts: [...a.parts.slice(0, -1), "^{-", b, "}"], level: level.power, shape: a.shape }
    // a single digit needs no braces
    const bare = !elementwise && natural && (b.number as number) < 10
    const base = a.called?.name === "exp" || isRaised(a) ? bracketed(dialect, a) : atLeast(dialect, level.postfix, a)
    return { parts: bare ? [base, "^", b] : [base, exponent, b, "}"], level: level.power, shape: a.shape }
  },
  // two signs above the line need one brace: the transposed inverse is A^{-\\top}
  transpose: (a) => {
    if (a.parts[a.parts.length - 1] === "^{-1}") return { ...a, parts: [...a.parts.slice(0, -1), "^{-\\top}"], shape: a.shape }
    return { parts: [isRaised(a) ? bracketed(dialect, a) : a, "^\\top"], level: level.postfix, shape: a.shape }
  },
  call,
  norm: (which, x) => ["\\left\\lVert ", x, `\\right\\rVert${subscript[which]}`],
  ones: (shape, value) => `\\mathbf{${value}}_{${index(shape)}}`,
  eye: (n) => `I_{${String(n).replaceAll("*", " ")}}`,
  commutation: (...sizes) => `K^{(${sizes.map((n) => String(n).replaceAll("*", " ")).join(",")})}`,
  relation: (name) => ` ${sign(name).latex} `,
  choice: (c, a, b) => ["\\begin{cases} ", a, " & \\text{if } ", c, " \\\\ ", b, " & \\text{otherwise} \\end{cases}"],
  repeats: false,
  totals: (x, axes) => {
    if (x.shape.length !== 2 || axes.length !== 1) return null
    // the sum of each row is X 1, that of each column Xᵀ 1
    const m = axes[0] === 1 ? x : turn(dialect, x)
    return times(
      dialect,
      "matrix",
      m,
      atom(dialect.ones([x.shape[axes[0] as number] as string | number], 1), [x.shape[axes[0] as number] as string | number]),
      [x.shape[1 - (axes[0] as number)] as string | number],
    )
  },
  einsum: (spec, args) => [`\\operatorname{einsum}_{\\text{${spec}}}\\left(`, ...separated(args), "\\right)"],
  options: (option) => `\\text{${option.replaceAll(/[{}_]/g, "\\$&")}}`,
  where: (body, definitions) =>
    `${body} \\quad\\text{where}\\quad ${definitions.map(([name, value]) => `${name} = ${value}`).join(",\\; ")}`,
}

function matrix(rows: unknown): string {
  if (!Array.isArray(rows)) return String(rows)
  const lines = rows.map((row: unknown) => (Array.isArray(row) ? row.map(matrix).join(" & ") : String(row)))
  return `\\begin{bmatrix} ${lines.join(" \\\\ ")} \\end{bmatrix}`
}
