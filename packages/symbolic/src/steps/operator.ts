// Derivatives that are still to be taken, as terms: d/dx, ∂/∂x, ∇ₓ and the differential d, applied to a term.
import { apply, type Expr, type Linear, linear, NablaError, type Notation } from "@nablajs/core"
import { latexOfName } from "../print/latex.ts"

/** A derivative not yet taken: of its argument, by the symbols `by`. */
export interface Operator {
  /** d: one variable. partial: one of several. nabla: by a vector or matrix. differential: along the tangents. integral: ∫ … dx. limit: lim … for x → a. */
  readonly kind: "d" | "partial" | "nabla" | "differential" | "integral" | "limit"
  readonly by: readonly Expr[]
  /** Directions of a differential. */
  readonly along: readonly Expr[]
}

const refuse = (): never => {
  throw new NablaError(
    "not-representable",
    "derive: a derivative in a step has no value of its own; evaluate the answer, or check the steps with checkSteps",
  )
}

const operator = (notation: Notation): Linear =>
  linear<Operator>({
    name: "derivative",
    shape: ([x], { kind, by }) =>
      kind === "differential" || kind === "integral" || kind === "limit"
        ? (x as Expr["shape"])
        : [...by.flatMap((s) => s.shape), ...(x as Expr["shape"])],
    eager: refuse,
    transpose: refuse,
    notation,
  })

const subscripts: Readonly<Record<string, string>> = {
  a: "ₐ",
  e: "ₑ",
  h: "ₕ",
  i: "ᵢ",
  j: "ⱼ",
  k: "ₖ",
  l: "ₗ",
  m: "ₘ",
  n: "ₙ",
  o: "ₒ",
  p: "ₚ",
  r: "ᵣ",
  s: "ₛ",
  t: "ₜ",
  u: "ᵤ",
  v: "ᵥ",
  x: "ₓ",
  0: "₀",
  1: "₁",
  2: "₂",
  3: "₃",
  4: "₄",
  5: "₅",
  6: "₆",
  7: "₇",
  8: "₈",
  9: "₉",
}

/** The name as a subscript, where every letter has one; else after an underscore. */
export function lowered(name: string): string {
  const parts = [...name].map((c) => (Object.hasOwn(subscripts, c) ? subscripts[c] : undefined))
  return parts.every((c) => c !== undefined) ? parts.join("") : `_${name}`
}

const table: Readonly<Record<Exclude<Operator["kind"], "limit">, (name: string) => Notation>> = {
  d: (name) => ({ text: `d/d${name}`, latex: `\\frac{d}{d${latexOfName(name)}}` }),
  partial: (name) => ({ text: `∂/∂${name}`, latex: `\\frac{\\partial}{\\partial ${latexOfName(name)}}` }),
  nabla: (name) => ({ text: `∇${lowered(name)}`, latex: `\\nabla_{${latexOfName(name)}}` }),
  differential: () => ({ text: "d", latex: "\\mathrm{d}" }),
  integral: () => ({ text: "∫", latex: "\\int" }),
}

/** The derivative of `term` by the symbol `by`, not yet taken; its shape is [shape of by, shape of term]. */
export function derivativeOf(term: Expr, by: Expr, kind: "d" | "partial" | "nabla" = by.shape.length > 0 ? "nabla" : "d"): Expr {
  return apply(operator(table[kind](by.name as string)), [term], { kind, by: [by], along: [] })
}

/** The differential of `term` along `along`, not yet taken; it has the shape of the term. */
export const differentialOf = (term: Expr, by: readonly Expr[], along: readonly Expr[]): Expr =>
  apply(operator(table.differential("")), [term], { kind: "differential", by, along })

/** ∫ term dx, not yet found. */
export const integralOf = (term: Expr, x: Expr): Expr =>
  apply(operator(table.integral("")), [term], { kind: "integral", by: [x], along: [] })

const arrows = { left: ["⁻", "^-"], right: ["⁺", "^+"] } as const

/** lim term for x → at, not yet found. */
export function limitOperator(
  term: Expr,
  x: Expr,
  at: { readonly text: string; readonly latex: string },
  side: "left" | "right" | null,
): Expr {
  const [sign, latexSign] = side === null ? ["", ""] : arrows[side]
  const notation = {
    text: `lim[${x.name} → ${at.text}${sign}]`,
    latex: `\\lim_{${latexOfName(x.name as string)} \\to ${at.latex}${latexSign}}`,
  }
  return apply(operator(notation), [term], { kind: "limit", by: [x], along: [] })
}

/** The operator of a node, null for every other node. */
export const operatorOf = (node: Expr): Operator | null => (node.primitive?.name === "derivative" ? (node.params as Operator) : null)
