// Derivations as text, Markdown and LaTeX.
import { type Expr, symbol } from "@nablajs/core"
import type { Derivation } from "./derive.ts"
import type { Integral } from "./integrate.ts"
import type { Limit } from "./limits/index.ts"
import { latex } from "./print/latex.ts"
import { text } from "./print/text.ts"
import type { Shown, Step, Substitution } from "./steps/step.ts"
import { writeLatex, writeText } from "./steps/write.ts"

export const named = (step: Step): readonly Substitution[] => step.substitutions ?? (step.substitution ? [step.substitution] : [])

const isSettled = (step: Step, write: (e: Expr) => string): boolean =>
  step.children.length === 0 || write(step.result) === write(step.after)

/** A derivative, an integral or a limit with its steps. */
export type Told = Derivation | Integral | Limit

const isIntegral = (d: Told): d is Integral => "antiderivative" in d
const isLimit = (d: Told): d is Limit => "side" in d
const isDerivation = (d: Told): d is Derivation => !isIntegral(d) && !isLimit(d)

/** What stands on the left of the answer. */
export function headOf(d: Told): Shown {
  if (isLimit(d)) return limitHead(d)
  if (!isIntegral(d)) return { text: d.notation, latex: d.notations[0]?.latex ?? d.notation }
  const [x, xLatex] = [d.by.name as string, latex(d.by)]
  if (d.from === null || d.to === null) return { text: `∫ f d${x}`, latex: `\\int f \\, d${xLatex}` }
  return { text: `∫ from ${text(d.from)} to ${text(d.to)} of f d${x}`, latex: `\\int_{${latex(d.from)}}^{${latex(d.to)}} f \\, d${xLatex}` }
}

function limitHead({ by, at, side }: Limit): Shown {
  const [sign, raised] = side === "both" ? ["", ""] : side === "left" ? ["⁻", "^-"] : ["⁺", "^+"]
  return { text: `lim[${by.name} → ${text(at)}${sign}] f`, latex: `\\lim_{${latex(by)} \\to ${latex(at)}${raised}} f` }
}

/** The answer as a matrix of Kronecker products, and what it is called: d vec f / d vec x, of vectors without vec. */
function matrixOf(d: Told): { readonly head: Shown; readonly expr: Expr } | null {
  if (!isDerivation(d) || d.kronecker === null) return null
  const [x, y] = d.variables as [Expr, Expr | undefined]
  const stacked = (rank: number, name: Shown): Shown =>
    rank === 1 ? name : { text: `vec ${name.text}`, latex: `\\operatorname{vec} ${name.latex}` }
  const under = stacked(x.shape.length, { text: x.name as string, latex: latex(x) })
  // of a second derivative the gradient by the second variable is derived
  const over = stacked(
    (y ?? d.of).shape.length,
    y === undefined ? { text: "f", latex: "f" } : { text: `∇${y.name} f`, latex: `\\nabla_{${latex(y)}} f` },
  )
  return {
    head: { text: `d ${over.text} / d ${under.text}`, latex: `\\frac{\\partial ${over.latex}}{\\partial ${under.latex}}` },
    expr: d.kronecker,
  }
}

const conditionsIn = (d: Told): readonly string[] => (isLimit(d) ? [] : d.conditions)
const notesIn = (d: Told): readonly string[] => (isIntegral(d) ? [] : d.notes)

/**
 * The derivation as indented text, one numbered rule after the other, with the conditions at the end.
 *
 * @example stepsText(derive("sin(x^2)", "x")).includes("chain rule") // => true
 */
export function stepsText(d: Told): string {
  const { text: head } = headOf(d)
  const layout = !isDerivation(d) || d.expr.shape.length === 0 ? "" : `   (${d.layout} layout)`
  const lines = [`${head} for f = ${text(d.of)}${layout}`, ""]
  d.steps.forEach((step, i) => textOf(step, `${i + 1}`, 0, lines))
  lines.push(`${head} = ${text(d.expr)}`)
  const matrix = matrixOf(d)
  if (matrix !== null) lines.push(`${matrix.head.text} = ${text(matrix.expr)}`)
  if (conditionsIn(d).length > 0) lines.push(`where ${conditionsIn(d).join(", ")}`)
  for (const note of notesIn(d)) lines.push(`note: ${note}`)
  return lines.join("\n")
}

function textOf(step: Step, number: string, depth: number, lines: string[]): void {
  const pad = "   ".repeat(depth)
  lines.push(`${pad}${number}. ${step.title}`)
  const uses = named(step)
  if (uses.length > 0) lines.push(`${pad}   with ${uses.map((s) => `${s.name} = ${text(s.equals)}`).join(", ")}`)
  const [before, after] = sides(step, writeText, "text")
  lines.push(`${pad}   ${before} = ${after}`)
  step.children.forEach((child, i) => textOf(child, `${number}.${i + 1}`, depth + 1, lines))
  if (!isSettled(step, writeText)) lines.push(`${pad}   ⇒ ${before} = ${writeText(step.result)}`)
  if (step.note !== undefined) lines.push(`${pad}   (${step.note})`)
  if (depth === 0) lines.push("")
}

const sides = (step: Step, write: (e: Expr) => string, key: keyof Shown): readonly [string, string] =>
  step.shown ? [step.shown.before[key], step.shown.after[key]] : [write(step.before), write(step.after)]

/**
 * The derivation as Markdown: a nested list with formulas between dollar signs.
 *
 * @example stepsMarkdown(derive("x^2", "x")).startsWith("$") // => true
 */
export function stepsMarkdown(d: Told): string {
  const { latex: head } = headOf(d)
  const lines = [`$${head}$ for $f = ${latex(d.of)}$`, ""]
  d.steps.forEach((step, i) => markdownOf(step, `${i + 1}.`, 0, lines))
  lines.push("", `$$${head} = ${latex(d.expr)}$$`)
  const matrix = matrixOf(d)
  if (matrix !== null) lines.push("", `$$${matrix.head.latex} = ${latex(matrix.expr)}$$`)
  if (conditionsIn(d).length > 0)
    lines.push(
      "",
      `where ${conditionsIn(d)
        .map((c) => `\`${c}\``)
        .join(", ")}`,
    )
  for (const note of notesIn(d)) lines.push("", `*${note}*`)
  return lines.join("\n")
}

function markdownOf(step: Step, marker: string, depth: number, lines: string[]): void {
  const pad = "   ".repeat(depth)
  const names = named(step).map((s) => `$${latex(symbolLike(s))} = ${latex(s.equals)}$`)
  lines.push(`${pad}${marker} **${step.title}**${names.length > 0 ? ` with ${names.join(", ")}` : ""}`)
  const [before, after] = sides(step, writeLatex, "latex")
  lines.push(`${pad}   $${before} = ${after}$`)
  step.children.forEach((child) => markdownOf(child, "-", depth + 1, lines))
  if (!isSettled(step, writeLatex)) lines.push(`${pad}   $\\Rightarrow\\; ${before} = ${writeLatex(step.result)}$`)
  if (step.note !== undefined) lines.push(`${pad}   *${step.note}*`)
}

/**
 * The derivation in LaTeX: an `aligned` environment for display mode, a line for each rule.
 *
 * @example stepsLatex(derive("x^2", "x")).startsWith("\\begin{aligned}") // => true
 */
export function stepsLatex(d: Told): string {
  const lines: string[] = []
  for (const step of d.steps) latexOf(step, 0, lines)
  lines.push(`${headOf(d).latex} &= ${latex(d.expr)}`)
  const matrix = matrixOf(d)
  if (matrix !== null) lines.push(`${matrix.head.latex} &= ${latex(matrix.expr)}`)
  return `\\begin{aligned}\n${lines.join(" \\\\\n")}\n\\end{aligned}`
}

function latexOf(step: Step, depth: number, lines: string[]): void {
  const [before, after] = sides(step, writeLatex, "latex")
  const uses = named(step).map((s) => `${latex(symbolLike(s))} = ${latex(s.equals)}`)
  const reason = `\\text{${escaped(step.title)}}${uses.length > 0 ? `,\\; ${uses.join(",\\; ")}` : ""}`
  const indent = "\\quad ".repeat(depth)
  lines.push(`${indent}${before} &= ${after} && ${reason}`)
  for (const child of step.children) latexOf(child, depth + 1, lines)
  if (!isSettled(step, writeLatex)) lines.push(`${indent}${before} &= ${writeLatex(step.result)} &&`)
}

const symbolLike = (s: Substitution): Expr => symbol(s.name, s.equals.shape)

const unicode: Readonly<Record<string, string>> = {
  "′": "'",
  "·": "$\\cdot$",
  "∂": "$\\partial$",
  "∇": "$\\nabla$",
  Σ: "$\\sum$",
  "√": "$\\sqrt{}$",
  "²": "$^2$",
  ⁿ: "$^n$",
  ˣ: "$^x$",
  "⁻": "$^-$",
  "¹": "$^1$",
  ᵀ: "$^\\top$",
  ₓ: "$_x$",
  ᵢ: "$_i$",
  ᵤ: "$_u$",
  "−": "$-$",
  "‖": "$\\Vert$",
  σ: "$\\sigma$",
  "⟨": "$\\langle$",
  "⟩": "$\\rangle$",
  δ: "$\\delta$",
}

const escaped = (title: string): string =>
  [...title.replaceAll(/[\\{}]/g, "").replaceAll(/([_^#%&$])/g, "\\$1")].map((c) => (Object.hasOwn(unicode, c) ? unicode[c] : c)).join("")
