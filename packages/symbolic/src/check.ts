// Three answers to one question: the symbolic derivative, automatic differentiation, central differences.
import { jacobian } from "@nablajs/autograd"
import { type Expr, isExpr, isNode, NablaError, type Shape, shapeOf, sizeNames, symbolsOf, type Tensor, type Value } from "@nablajs/core"
import { type Block, blockOf, distance, isFiniteBlock, permuted, rowsOf, type Rows, whereDefined } from "./check/numbers.ts"
import { differences, type Values } from "./check/differences.ts"
import { randomOf, ranges, sample, type Sizes, sizesFor } from "./check/sample.ts"
import { type Derivation, derive, type DeriveOptions } from "./derive.ts"
import { evaluate } from "./evaluate.ts"
import { axesOf } from "./layout.ts"
import type { Declarations } from "./parse.ts"
import type { By, Source } from "./question.ts"

export { checkSteps, type StepFault, type StepsCheck } from "./check/steps.ts"

/** How an answer was found. */
export type Method = "symbolic" | "autograd" | "differences"

/** One answer at one point. */
export interface CheckRow {
  readonly method: Method
  readonly sizes: Sizes
  readonly value: Rows
  /** The largest relative difference from the other two answers. */
  readonly difference: number
}

export interface CheckReport {
  /** All three answers agree at every point. */
  readonly ok: boolean
  /** undecided: no point was found where all three are finite. */
  readonly verdict: "agree" | "differ" | "undecided"
  /** The largest relative difference of two answers. */
  readonly largest: number
  readonly tolerance: number
  /** Three rows for each size assignment. */
  readonly rows: readonly CheckRow[]
  /** The size assignments that were tried. */
  readonly sizes: readonly Sizes[]
  readonly seed: number
  /** The verdict in a sentence. */
  readonly summary: string
}

export interface CheckOptions {
  /** Of the random values; 1 when absent. */
  readonly seed?: number
  /** Largest relative difference allowed: 1e-7 for first, 1e-6 for second, 1e-4 for third derivatives when absent. */
  readonly tolerance?: number
  /** How many size assignments are tried where sizes are named; 3 when absent. */
  readonly trials?: number
  /** Values for some or all variables instead of random ones; named sizes follow from them. */
  readonly at?: Readonly<Record<string, Value>>
}

/** What `check` derives first, if it is not given a derivation. */
export interface Question {
  readonly f: Source
  readonly by: By
  readonly variables?: Declarations
  readonly options?: DeriveOptions
}

// So many size assignments more are tried where some have no value.
const MORE = 6

// what central differences reach at the first, second and third order, and beyond
const tolerances = [1e-7, 1e-6, 1e-4]
const COARSE = 1e-3

/**
 * Compares a derivation with automatic differentiation and with central differences, at random values that respect what is
 * declared of the variables and for several sizes.
 *
 * @example check(derive("x' * A * x", "x", { x: ["n"], A: ["n", "n"] })).ok // => true
 */
export function check(question: Derivation | Question, options: CheckOptions = {}): CheckReport {
  const d = derivationOf(question)
  const seed = options.seed ?? 1
  const tolerance = options.tolerance ?? tolerances[d.order - 1] ?? COARSE
  const random = randomOf(seed)
  const named = Object.keys(sizesFor([d.of], 0)).length > 0 && options.at === undefined
  const trials = named ? Math.max(1, options.trials ?? 3) : 1
  const rows: CheckRow[] = []
  const sizes: Sizes[] = []
  // sizes for which the formula has no value anywhere, as the inverse of Y'Y where Y is wide, make room for others
  for (let trial = 0; sizes.length < trials && trial < (named ? trials + MORE : 1); trial++) {
    const assigned = { ...sizesFor([d.of], trial), ...sizesIn(d.of, options.at ?? {}) }
    const answers = atSomePoint(d, assigned, options.at ?? {}, random, tolerance)
    if (answers === null) continue
    sizes.push(assigned)
    rows.push(...compared(answers, assigned))
  }
  const undecided = rows.length === 0
  const largest = rows.reduce((worst, row) => Math.max(worst, row.difference), 0)
  const verdict = !(largest <= tolerance) ? "differ" : undecided ? "undecided" : "agree"
  return { ok: verdict === "agree", verdict, largest, tolerance, rows, sizes, seed, summary: sentence(verdict, largest, tolerance, sizes) }
}

/** The named sizes that given values have; where two of them differ, evaluation says so. */
function sizesIn(root: Expr, given: Readonly<Record<string, Value>>): Sizes {
  const known = symbolsOf(root).filter((s) => Object.hasOwn(given, s.name as string) && isNode(given[s.name as string]))
  return Object.fromEntries(
    known.flatMap((s) => {
      const shape = shapeOf(given[s.name as string] as Value)
      return s.shape.flatMap((n, i) => (typeof n === "string" && sizeNames(n)[0] === n ? [[n, shape[i] as number]] : []))
    }),
  )
}

function derivationOf(question: Derivation | Question): Derivation {
  if (typeof question === "object" && question !== null) {
    if ("steps" in question && isExpr(question.expr)) return question
    if ("f" in question) return derive(question.f, question.by, question.variables, question.options)
  }
  throw new NablaError("bad-argument", "check: expected what derive returns, or { f, by, variables }")
}

type Answers = Readonly<Record<Method, Block>>

/**
 * The three answers at the first random point where all are finite. A point where they differ counts only if they differ with a
 * finer step too, and the central difference is sure of itself there: with twice the step it must say nearly the same.
 */
function atSomePoint(
  d: Derivation,
  sizes: Sizes,
  given: Readonly<Record<string, Value>>,
  random: () => number,
  tolerance: number,
): Answers | null {
  const symbols = symbolsOf(d.of)
  for (const range of ranges) {
    for (let attempt = 0; attempt < 3; attempt++) {
      const values: Values = Object.fromEntries(
        symbols.map((s) => {
          const name = s.name as string
          return [name, Object.hasOwn(given, name) ? (given[name] as Value) : sample(s, sizes, range, random, attempt === 2)]
        }),
      )
      const answers = whereDefined(() => threeAnswers(d, values, sizes))
      if (answers === null) continue
      if (!Object.values(answers).every(isFiniteBlock)) continue
      if (spreadOf(answers) <= tolerance) return answers
      const finer = whereDefined(() => threeAnswers(d, values, sizes, 0.3))
      if (finer !== null && spreadOf(finer) <= tolerance) return finer
      if (whereDefined(() => isSure(d, values, sizes, tolerance)) === true) return answers
    }
  }
  return null
}

const spreadOf = (answers: Answers): number =>
  Math.max(
    distance(answers.symbolic, answers.autograd),
    distance(answers.symbolic, answers.differences),
    distance(answers.autograd, answers.differences),
  )

/** A step twice as wide has sixteen times the error. */
function isSure(d: Derivation, values: Values, sizes: Sizes, tolerance: number): boolean {
  const names = d.variables.map((x) => x.name as string)
  const f = (at: Values): Block => blockOf(evaluate(d.of, at, sizes))
  return distance(differences(f, names, values), differences(f, names, values, 2)) <= 10 * tolerance
}

/** The derivative at given values in three ways that share nothing but the primitives' rules. */
export function threeAnswers(d: Derivation, values: Values, sizes: Sizes = {}, scale: number = 1): Answers {
  const names = d.variables.map((x) => x.name as string)
  const shapes = d.variables.map((x) => x.shape)
  const layout = axesOf(d.layout, d.of.shape, shapes)
  const natural = differences((at) => blockOf(evaluate(d.of, at, sizes)), names, values, scale)
  return {
    symbolic: blockOf(evaluate(d, values, sizes)),
    autograd: permuted(byAutograd(d.of, names, shapes, values, sizes), layout),
    differences: permuted(natural, layout),
  }
}

/** Nested Jacobians, whose axes [f, first, second, …] are brought to [first, second, …, f]. */
function byAutograd(of: Expr, names: readonly string[], shapes: readonly Shape[], values: Values, sizes: Sizes): Block {
  type Fn = (at: Values) => Value
  const f = names.reduce<Fn>(
    (g, name) => (at) => jacobian(((x: Tensor) => g({ ...at, [name]: x as Value })) as never)(at[name] as never) as Value,
    (at) => evaluate(of, at, sizes),
  )
  const block = blockOf(f(values))
  const own = of.shape.length
  const count = shapes.reduce((total, shape) => total + shape.length, 0)
  return permuted(block, [...Array.from({ length: count }, (_, i) => own + i), ...of.shape.map((_, i) => i)])
}

function compared(answers: Answers, sizes: Sizes): CheckRow[] {
  const methods = Object.keys(answers) as Method[]
  return methods.map((method) => ({
    method,
    sizes,
    value: rowsOf(answers[method]),
    difference: Math.max(...methods.map((other) => distance(answers[method], answers[other]))),
  }))
}

function sentence(verdict: CheckReport["verdict"], largest: number, tolerance: number, sizes: readonly Sizes[]): string {
  const where = sizes
    .map((s) =>
      Object.entries(s)
        .map(([name, n]) => `${name}=${n}`)
        .join(" "),
    )
    .filter((s) => s !== "")
  const at = where.length > 0 ? ` for ${where.join("; ")}` : ""
  if (verdict === "agree") return `symbolic, autograd and central differences agree to ${largest.toExponential(1)}${at}`
  if (verdict === "differ") return `the three answers differ by ${largest.toExponential(1)}, more than ${tolerance}${at}`
  return `no point was found where the formula and its derivatives are finite${at}; give values with { at: { … } }`
}
