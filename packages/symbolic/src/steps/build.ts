// Chooses how a derivation is told and puts its parts in order.
import { type Expr, order, same } from "@nablajs/core"
import { type Layout, notationOf } from "../layout.ts"
import { shortened } from "../simplify.ts"
import { differentialSteps } from "./differential.ts"
import { gradientSteps } from "./gradient.ts"
import { indexSteps } from "./indexed.ts"
import { derivativeOf } from "./operator.ts"
import { scalarSteps, severalSteps } from "./scalar.ts"
import { everyStep, leaf, type Step } from "./step.ts"

/** identities: named identities and the chain rule. differentials: df = tr(Gᵀ dX). index: in components. */
export type View = "identities" | "differentials" | "index"

export const views: readonly View[] = ["identities", "differentials", "index"]

export interface Request {
  readonly of: Expr
  /** The formula in terms of its intermediate variables. */
  readonly outer: Expr
  readonly definitions: readonly { readonly symbol: Expr; readonly equals: Expr }[]
  readonly by: readonly Expr[]
  /** The answers of first, second, … order in the denominator layout. */
  readonly chain: readonly Expr[]
  readonly expr: Expr
  /** The answer in its layout before it is simplified. */
  readonly arranged: Expr
  readonly layout: Layout
  readonly single: boolean
  readonly view: View | undefined
  readonly verbosity: number
}

/** The derivation of each order, each followed by the simplification of its result. */
export function stepsOf(request: Request): Step[] {
  const out: Step[] = []
  request.by.forEach((x, k) => {
    const y = k === 0 ? request.of : (request.chain[k - 1] as Expr)
    const told = tellOne(request, y, x, k)
    out.push(...told)
    const answer = request.chain[k] as Expr
    const last = told[told.length - 1] as Step
    if (!same(last.result, answer)) out.push(simplification(last.result, answer, request.verbosity))
  })
  if (request.layout !== "denominator" && !same(request.chain[request.chain.length - 1] as Expr, request.expr)) {
    out.push(
      leaf("layout", `${request.layout} layout`, request.arranged, request.expr, {
        note: "the same partial derivatives, arranged otherwise",
      }),
    )
  }
  return request.verbosity < 2 ? out.map(briefer) : out
}

// Every step writes formulas of the size of question and answer: beyond this many operations in all, nobody reads them.
const MOST = 40_000

// So few operations are always told, so many never.
const FEW = 12
const MANY = 500

function tellOne(request: Request, y: Expr, x: Expr, k: number): Step[] {
  const count = order(y).length
  if (count > MANY || (count > FEW && count * order(request.chain[k] as Expr).length > MOST)) {
    const before = derivativeOf(y, x, x.shape.length > 0 || y.shape.length > 0 ? "nabla" : "d")
    const title = `the rules of sums, products and chains, for each of ${count} operations`
    return [
      leaf(
        "rules",
        title,
        before,
        request.chain[k] as Expr,
        count > MANY && k === request.by.length - 1 ? { shown: unwritten(request) } : {},
      ),
    ]
  }
  const kind = request.single ? "d" : "partial"
  if (x.shape.length === 0 && y.shape.length === 0) {
    return [k === 0 && request.definitions.length > 0 ? severalSteps(request.outer, request.definitions, x, kind) : scalarSteps(y, x, kind)]
  }
  if (request.view === "differentials") return differentialSteps(y, x)
  if (request.view === "index") return indexSteps(y, x)
  const told = gradientSteps(y, x)
  // matrices inside a chain rule would need four indices; differentials do not
  return request.view === undefined && everyStep([told]).some((s) => s.before.shape.length > 2) ? differentialSteps(y, x) : [told]
}

/** Of very long formulas: question and answer are written already. */
function unwritten({ of, by, single }: Request): NonNullable<Step["shown"]> {
  const answer = "the answer"
  return { before: notationOf(of, by, single), after: { text: answer, latex: `\\text{${answer}}` } }
}

const MOST_REWRITINGS = 40

/** The last step, with the rules of the simplifier as sub-steps where everything is asked for. */
function simplification(before: Expr, after: Expr, verbosity: number): Step {
  if (verbosity < 3) return leaf("simplify", "simplify", before, after)
  const children: Step[] = []
  shortened(before, {
    onStep: ({ rule, before: from, after: to }) => {
      if (children.length < MOST_REWRITINGS) children.push(leaf(`rewrite: ${rule}`, rule, from, to))
    },
  })
  return { ...leaf("simplify", "simplify", before, after), children }
}

/** Without the lines on constants and on the variable itself. */
const briefer = (step: Step): Step => ({
  ...step,
  children: step.children.filter((s) => s.rule !== "constant" && s.rule !== "identity").map(briefer),
})
