// The public derivative: a formula in, the answer with its derivation out, as plain data.
import {
  add,
  asTensor,
  type Dim,
  type Expr,
  isFloat,
  multiply,
  NablaError,
  order,
  same,
  type Shape,
  showShape,
  subtract,
  symbol,
  symbolsOf,
  toExpr,
  transpose,
} from "@nablajs/core"
import { conditionsOf, kinksOf } from "./conditions.ts"
import { substitute } from "./differentiate.ts"
import { jacobianOf } from "./jacobian.ts"
import { commuted } from "./kronecker/commutation.ts"
import { kroneckerOf } from "./kronecker/form.ts"
import { identityOf } from "./print/einsum.ts"
import { arranged, axesOf, checkLayout, gradientNotations, type Layout, type Notation, notationOf, notationsOf } from "./layout.ts"
import type { Declarations } from "./parse.ts"
import { type By, readQuestion, type Source, variablesOf } from "./question.ts"
import { simple } from "./simple.ts"
import { simplify } from "./simplify.ts"
import { stepsOf, type View, views } from "./steps/build.ts"
import type { Step } from "./steps/step.ts"

/** A derivative with its derivation. */
export interface Derivation {
  /** The answer, simplified. */
  readonly expr: Expr
  /** What was differentiated. */
  readonly of: Expr
  /** By which symbol; the first of them for a mixed derivative. */
  readonly by: Expr
  /** By which symbols, one for each order. */
  readonly variables: readonly Expr[]
  readonly layout: Layout
  readonly order: number
  /** How the derivative is written, as ∇ₓ f. */
  readonly notation: string
  /** Every usual way to write it, as text and LaTeX; the first is `notation`. */
  readonly notations: readonly Notation[]
  /**
   * The answer as a sum of Kronecker products and commutation matrices, where it has more than two axes and is one: its rows count vec x, its columns
   * vec f (in the numerator layout the other way about), where vec stacks columns. Else null.
   */
  readonly kronecker: Expr | null
  /**
   * The gradient where the entries of a symmetric or diagonal variable move together: G + Gᵀ − G ∘ I, of a diagonal variable G ∘ I.
   * Null where nothing ties the entries, and for other than first derivatives of numbers.
   */
  readonly structured: Expr | null
  /** Named rules, one after the other. */
  readonly steps: readonly Step[]
  /** What the variables must satisfy, as "x > 0". */
  readonly conditions: readonly string[]
  /** Conventions: the layout, values taken at kinks. */
  readonly notes: readonly string[]
}

export interface DeriveOptions {
  /** 1 (when absent), 2 for Hessians, 3; of scalars by scalars up to 10. */
  readonly order?: number
  readonly layout?: Layout
  /** How matrix derivations are told: as identities and chain rules, by differentials, or in components. */
  readonly view?: View
  /** 0: no steps, 1: the named rules, 2 (when absent): with constants and variables, 3: with every rewriting. */
  readonly verbosity?: 0 | 1 | 2 | 3
  /** Intermediate variables: the formula may use u when `{ u: "x1 * x2" }` says what it is. */
  readonly where?: Readonly<Record<string, Source>>
}

/**
 * The derivative of a formula by a variable, with the rules that led to it.
 *
 * The answer has the shape [shape of x, shape of f] in the denominator layout, [shape of f, shape of x] in the numerator
 * layout. `variables` declares shapes; sizes may be names.
 *
 * @example
 * ```ts
 * const d = derive("x' * A * x", "x", { x: ["n"], A: ["n", "n"] })
 * text(d) // => "(A + A') * x"
 * d.notation // => "∇ₓ f"
 * ```
 */
export function derive(f: Source, by: By, variables?: Declarations, options: DeriveOptions = {}): Derivation {
  checkOptions(options)
  const layout = checkLayout(options.layout ?? "denominator")
  const { outer, definitions, whole: of } = readQuestion(f, variables, options.where ?? {})
  if (!isFloat(of.dtype))
    throw new NablaError(
      "bad-argument",
      `derive: the formula is ${of.dtype === "bool" ? "a condition" : "a whole number"}, which has no derivative; write where(condition, a, b) for a choice`,
    )
  const by_ = variablesOf(by, of, options.order)
  const start = by_.length > 1 ? unstructured(of, by_) : smaller(of)
  const chain: Expr[] = []
  const allowance = { left: MOST_TRIED }
  let derivative = start
  for (const x of by_) {
    derivative = simple(jacobianOf(derivative, x), allowance)
    chain.push(derivative)
  }
  if (start !== of && by_.length > 1) {
    derivative = simple(substitute(derivative, new Map(by_.map((x) => [x.name as string, x]))))
    chain[chain.length - 1] = derivative
  }
  const shapes = by_.map((x) => x.shape)
  const natural = turned(derivative, of.shape, shapes)
  const inLayout = arranged(natural, layout, of.shape, shapes)
  const expr = inLayout === derivative || same(inLayout, derivative) ? derivative : simple(inLayout)
  const first = by_[0] as Expr
  const single = symbolsOf(of).length === 1 && first.shape.length === 0
  const main = notationOf(of, by_, single)
  const view = checkView(options.view)
  const request = {
    of: start,
    outer,
    definitions,
    by: by_,
    chain,
    expr,
    arranged: inLayout,
    layout,
    single,
    view,
    verbosity: options.verbosity ?? 2,
  }
  const kronecker = once(() => kroneckerIn(layout, natural, of, by_))
  return lazily(
    { expr, of, by: first, variables: by_, layout, order: by_.length, notation: main.text },
    {
      notations: () => [main, ...(by_.length === 1 ? others(first, of, single).filter((n) => n.text !== main.text) : [])],
      steps: () => (options.verbosity === 0 ? [] : stepsOf(request)),
      conditions: () => conditionsOf(of, by_),
      kronecker,
      structured: () => (by_.length === 1 && of.shape.length === 0 ? structuredOf(derivative, first) : null),
      notes: () => [...layoutNotes(layout, of, by_), ...kroneckerNotes(layout, kronecker()), ...structureNotes(by_), ...kinksOf(of, by_)],
    },
  )
}

type Told = Pick<Derivation, "notations" | "kronecker" | "structured" | "steps" | "conditions" | "notes">

/** Rows for the first variable, columns for the function, or for the second variable where the function is a number. */
function kroneckerIn(layout: Layout, natural: Expr, of: Expr, by: readonly Expr[]): Expr | null {
  const [x, y] = [(by[0] as Expr).shape, by.length === 1 ? of.shape : (by[1] as Expr).shape]
  if (by.length > 2 || (by.length === 2 && of.shape.length > 0)) return null
  if (by.length === 2 || layout === "denominator") return kroneckerOf(natural, x, y)
  const turned = transpose(asTensor(natural) as never, [...y.map((_, i) => x.length + i), ...x.map((_, i) => i)] as never)
  return kroneckerOf(toExpr(turned as never), y, x)
}

/** G + Gᵀ − G ∘ I for a symmetric variable, G ∘ I for a diagonal one. */
function structuredOf(gradient: Expr, x: Expr): Expr | null {
  const flag = structures.find((s) => x.flags.includes(s))
  if (flag === undefined) return null
  const G = asTensor(gradient) as never
  const n = x.shape[0] as Dim
  const diagonal = multiply(G, asTensor(identityOf(n)) as never)
  const whole = flag === "diagonal" ? diagonal : subtract(add(G, transpose(G) as never) as never, diagonal as never)
  return simple(toExpr(whole as never))
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** Data whose telling is made when it is first read: many callers want the answer alone. */
function lazily(known: Omit<Derivation, keyof Told>, told: { readonly [K in keyof Told]: () => Told[K] }): Derivation {
  const read = {
    notations: once(told.notations),
    steps: once(told.steps),
    conditions: once(told.conditions),
    kronecker: once(told.kronecker),
    structured: once(told.structured),
    notes: once(told.notes),
  }
  return {
    expr: known.expr,
    of: known.of,
    by: known.by,
    variables: known.variables,
    layout: known.layout,
    order: known.order,
    notation: known.notation,
    get notations() {
      return read.notations()
    },
    get kronecker() {
      return read.kronecker()
    },
    get structured() {
      return read.structured()
    },
    get steps() {
      return read.steps()
    },
    get conditions() {
      return read.conditions()
    },
    get notes() {
      return read.notes()
    },
  }
}

const known: ReadonlySet<string> = new Set(["order", "layout", "view", "verbosity", "where"] satisfies (keyof DeriveOptions)[])

/** A misspelt option would be an answer to another question. */
function checkOptions(options: DeriveOptions): void {
  if (typeof options !== "object" || options === null)
    throw new NablaError("bad-argument", "derive: options are an object, as in { order: 2 }")
  const stray = Object.keys(options).find((key) => !known.has(key))
  if (stray !== undefined) throw new NablaError("bad-argument", `derive: there is no option ${stray}; known are ${[...known].join(", ")}`)
  const { verbosity } = options
  if (verbosity !== undefined && ![0, 1, 2, 3].includes(verbosity))
    throw new NablaError("bad-argument", `derive: verbosity is 0, 1, 2 or 3, got ${String(verbosity)}`)
}

function checkView(view: unknown): View | undefined {
  if (view === undefined || views.includes(view as View)) return view as View | undefined
  throw new NablaError("bad-argument", `derive: unknown view ${JSON.stringify(view)}; use ${views.map((v) => `"${v}"`).join(", ")}`)
}

// Each order puts its axes in front; the answer lists variables in the order in which they were named.
function turned(derivative: Expr, of: Shape, by: readonly Shape[]): Expr {
  if (by.length < 2) return derivative
  const ranks = by.map((s) => s.length)
  const total = ranks.reduce((a, b) => a + b, 0)
  const start = (k: number): number => ranks.slice(k + 1).reduce((a, b) => a + b, 0)
  const axes = [...by.flatMap((s, k) => s.map((_, i) => start(k) + i)), ...of.map((_, i) => total + i)]
  return toExpr(transpose(asTensor(derivative) as never, axes as never))
}

const others = (x: Expr, of: Expr, single: boolean): Notation[] => {
  if (x.shape.length > 0) return gradientNotations(x.name as string, of.shape.length === 0)
  const index = symbolsOf(of)
    .filter((s) => s.shape.length === 0)
    .findIndex((s) => s.name === x.name)
  return notationsOf(x.name as string, single, index < 0 ? undefined : index + 1)
}

function layoutNotes(layout: Layout, of: Expr, by: readonly Expr[]): string[] {
  const shapes = by.map((x) => x.shape)
  if (shapes.every((s) => s.length === 0)) return []
  const shape = axesOf(layout, of.shape, shapes).map((k) => [...shapes.flat(), ...of.shape][k] as Dim)
  const what = {
    denominator: "the axes of the variable come first",
    numerator:
      of.shape.length > 0
        ? "the axes of the function come first"
        : "the derivative of a number is a row, by a matrix the transpose of its gradient",
    mixed: of.shape.length > 0 ? "in Jacobians the axes of the function come first" : "a gradient has the shape of the variable",
  }
  return [`${layout} layout: ${what[layout]}; the answer has shape ${showShape(shape)}`]
}

const kroneckerNotes = (layout: Layout, form: Expr | null): string[] => {
  if (form === null) return []
  const [rows, columns] = layout === "denominator" ? ["variable", "function"] : ["function", "variable"]
  const commutation = order(form).some((x) => commuted(x) !== null) ? "; commutation(m, n) vec(A) = vec(A') for A of shape [m, n]" : ""
  return [`in the Kronecker form rows count the entries of the ${rows}, columns those of the ${columns}; vec stacks columns${commutation}`]
}

// Derivatives of the first three orders are tried in all their forms, those after them as far as this goes.
const MOST_TRIED = 12_000

// Beyond this many operations it pays to collect terms and powers first.
const LARGE = 4_000

/** A very long formula in its shorter form, if it has one: x · x · … · x is a power. */
function smaller(of: Expr): Expr {
  const nodes = order(of)
  if (nodes.length < LARGE) return of
  // sums and products may collect; what they are made of stays
  const kept = new Set<number>()
  for (const x of nodes) if (x.primitive === null || !collecting.has(x.primitive.name)) kept.add(x.hash)
  if (kept.size * 16 >= nodes.length) return of
  const short = simplify(of)
  return order(short).length * 4 < nodes.length && symbolsOf(short).length === symbolsOf(of).length ? short : of
}

const collecting: ReadonlySet<string> = new Set(["add", "subtract", "negative", "multiply", "divide", "transpose"])

/** Without what is known of the variables: each entry moves by itself, so S and Sᵀ differ until the last derivative is taken. */
function unstructured(of: Expr, by: readonly Expr[]): Expr {
  const tied = by.filter((x) => structures.some((s) => x.flags.includes(s)))
  if (tied.length === 0) return of
  const free = (x: Expr): Expr =>
    symbol(x.name as string, x.shape, { flags: x.flags.filter((f) => !(structures as readonly string[]).includes(f)) })
  return substitute(of, new Map(tied.map((x) => [x.name as string, free(x)])))
}

const structures = ["symmetric", "psd", "diagonal"] as const

/** Of a structured variable every entry moves by itself. */
const structureNotes = (by: readonly Expr[]): string[] =>
  [...new Set(by)].flatMap((x) => {
    const flag = structures.find((s) => x.flags.includes(s))
    return flag === undefined
      ? []
      : [
          `${x.name} is ${flag === "psd" ? "positive semidefinite" : flag}; the derivative counts each of its entries as a variable of its own`,
          `where the entries of ${x.name} move together, the gradient G becomes ${flag === "diagonal" ? "G ∘ I" : "G + Gᵀ − G ∘ I"}`,
        ]
  })
