// Answers as plain JSON data of stable forms: every formula as text and LaTeX. Fields are only ever added.
import type { Expr } from "@nablajs/core"
import type { Derivation } from "./derive.ts"
import type { Integral } from "./integrate.ts"
import type { Limit } from "./limits/index.ts"
import type { PointKind, Stationary } from "./stationary/index.ts"
import { headOf, named } from "./steps.ts"
import type { Step } from "./steps/step.ts"
import { writeLatex, writeText } from "./steps/write.ts"
import type { Taylor } from "./taylor.ts"

/** A formula in both notations. */
export interface FormulaJson {
  readonly text: string
  readonly latex: string
}

/** A step of an answer as data. */
export interface StepJson {
  readonly rule: string
  readonly title: string
  readonly before: FormulaJson
  readonly after: FormulaJson
  readonly result: FormulaJson
  readonly substitutions: readonly { readonly name: string; readonly equals: FormulaJson }[]
  readonly note: string | null
  readonly children: readonly StepJson[]
}

/** A derivation as `answerJson` gives it; the form is stable, fields are only ever added. */
export interface DerivationJson {
  readonly format: "nabla-derivation/1"
  readonly notation: FormulaJson
  readonly of: FormulaJson
  readonly by: readonly { readonly name: string; readonly shape: readonly (number | string)[] }[]
  readonly order: number
  readonly layout: string
  readonly answer: FormulaJson & { readonly shape: readonly (number | string)[] }
  /** The answer as a matrix of Kronecker products, where it has more than two axes and is one. */
  readonly kronecker: FormulaJson | null
  /** The gradient by tied entries, where the variable is symmetric, positive semidefinite or diagonal. */
  readonly structured: FormulaJson | null
  readonly steps: readonly StepJson[]
  readonly conditions: readonly string[]
  readonly notes: readonly string[]
}

/** An integral as `answerJson` gives it; `from`, `to` and `value` are null for antiderivatives. */
export interface IntegralJson {
  readonly format: "nabla-integral/1"
  readonly notation: FormulaJson
  readonly of: FormulaJson
  readonly by: string
  readonly from: FormulaJson | null
  readonly to: FormulaJson | null
  readonly answer: FormulaJson
  readonly antiderivative: FormulaJson | null
  readonly value: number | null
  readonly steps: readonly StepJson[]
  readonly conditions: readonly string[]
}

/** A limit as `answerJson` gives it. */
export interface LimitJson {
  readonly format: "nabla-limit/1"
  readonly notation: FormulaJson
  readonly of: FormulaJson
  readonly by: string
  readonly at: FormulaJson
  readonly side: "both" | "left" | "right"
  readonly answer: FormulaJson
  readonly steps: readonly StepJson[]
  readonly notes: readonly string[]
}

/** A Taylor polynomial as `answerJson` gives it. */
export interface TaylorJson {
  readonly format: "nabla-taylor/1"
  readonly of: FormulaJson
  readonly by: string
  readonly at: FormulaJson
  readonly degree: number
  readonly answer: FormulaJson
  /** f⁽ᵏ⁾(a) / k! */
  readonly coefficients: readonly FormulaJson[]
}

/** Stationary points as `answerJson` gives them. */
export interface StationaryJson {
  readonly format: "nabla-stationary/1"
  readonly of: FormulaJson
  readonly variables: readonly string[]
  readonly gradient: readonly FormulaJson[]
  readonly points: readonly {
    readonly at: Readonly<Record<string, number>>
    readonly value: number
    readonly kind: PointKind
    readonly differentiable: boolean
  }[]
  readonly complete: boolean
  readonly notes: readonly string[]
}

type Json<A> = A extends Derivation
  ? DerivationJson
  : A extends Integral
    ? IntegralJson
    : A extends Limit
      ? LimitJson
      : A extends Taylor
        ? TaylorJson
        : StationaryJson

/** What `answerJson` takes. */
export type Answer = Derivation | Integral | Limit | Taylor | Stationary

/**
 * The answer of `derive`, `integrate`, `limit`, `taylor` or `stationaryPoints` as plain JSON data, whose `format` says which.
 *
 * @example answerJson(limit("sin(x) / x", "x", 0)).answer.text // => "1"
 */
export function answerJson<A extends Answer>(answer: A): Json<A> {
  const write = writer()
  const json: DerivationJson | IntegralJson | LimitJson | TaylorJson | StationaryJson =
    "points" in answer
      ? stationaryJson(answer, write)
      : "degree" in answer
        ? taylorJson(answer, write)
        : "side" in answer
          ? limitJson(answer, write)
          : "antiderivative" in answer
            ? integralJson(answer, write)
            : derivationJson(answer, write)
  return json as Json<A>
}

/**
 * The derivation as plain JSON data: every formula as text and LaTeX.
 *
 * @example stepsJson(derive("x^3", "x")).answer.text // => "3 * x^2"
 */
export const stepsJson = (d: Derivation): DerivationJson => derivationJson(d, writer())

type Write = (e: Expr) => FormulaJson

/** Question and answer stand in many places, and are written once. */
function writer(): Write {
  const known = new Map<Expr, FormulaJson>()
  return (e) => {
    const written = known.get(e) ?? { text: writeText(e), latex: writeLatex(e) }
    known.set(e, written)
    return { ...written }
  }
}

const derivationJson = (d: Derivation, write: Write): DerivationJson => ({
  format: "nabla-derivation/1",
  notation: { text: d.notation, latex: headOf(d).latex },
  of: write(d.of),
  by: d.variables.map((x) => ({ name: x.name as string, shape: [...x.shape] })),
  order: d.order,
  layout: d.layout,
  answer: { ...write(d.expr), shape: [...d.expr.shape] },
  kronecker: d.kronecker && write(d.kronecker),
  structured: d.structured && write(d.structured),
  steps: d.steps.map((step) => stepJson(step, write)),
  conditions: [...d.conditions],
  notes: [...d.notes],
})

const integralJson = (d: Integral, write: Write): IntegralJson => ({
  format: "nabla-integral/1",
  notation: { ...headOf(d) },
  of: write(d.of),
  by: d.by.name as string,
  from: d.from && write(d.from),
  to: d.to && write(d.to),
  answer: write(d.expr),
  antiderivative: d.antiderivative && write(d.antiderivative),
  value: d.value,
  steps: d.steps.map((step) => stepJson(step, write)),
  conditions: [...d.conditions],
})

const limitJson = (d: Limit, write: Write): LimitJson => ({
  format: "nabla-limit/1",
  notation: { ...headOf(d) },
  of: write(d.of),
  by: d.by.name as string,
  at: write(d.at),
  side: d.side,
  answer: write(d.expr),
  steps: d.steps.map((step) => stepJson(step, write)),
  notes: [...d.notes],
})

const taylorJson = (d: Taylor, write: Write): TaylorJson => ({
  format: "nabla-taylor/1",
  of: write(d.of),
  by: d.by.name as string,
  at: write(d.at),
  degree: d.degree,
  answer: write(d.expr),
  coefficients: d.coefficients.map(write),
})

const stationaryJson = (d: Stationary, write: Write): StationaryJson => ({
  format: "nabla-stationary/1",
  of: write(d.of),
  variables: d.variables.map((x) => x.name as string),
  gradient: d.gradient.map(write),
  points: d.points.map((p) => ({ ...p, at: { ...p.at } })),
  complete: d.complete,
  notes: [...d.notes],
})

const stepJson = (step: Step, write: Write): StepJson => ({
  rule: step.rule,
  title: step.title,
  before: step.shown ? { ...step.shown.before } : write(step.before),
  after: step.shown ? { ...step.shown.after } : write(step.after),
  result: write(step.result),
  substitutions: named(step).map((s) => ({ name: s.name, equals: write(s.equals) })),
  note: step.note ?? null,
  children: step.children.map((child) => stepJson(child, write)),
})
