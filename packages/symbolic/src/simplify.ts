// Simplification: the normal form, named rules on the way, and the smaller of factored and multiplied out.
import { type Expr, numbered, same, share } from "@nablajs/core"
import { type Formula, termOf } from "./formula.ts"
import { Algebra } from "./normal/algebra.ts"
import { type Allowance, bounded } from "./normal/bounded.ts"
import { Improver } from "./normal/improve.ts"
import { lower } from "./normal/lower.ts"
import { type Node, partsOf, reach } from "./normal/node.ts"
import { Raiser } from "./normal/raise.ts"
import type { Identity } from "./normal/rule.ts"
import { identities, rules } from "./rules/index.ts"
import { tidy } from "./tidy.ts"

/** One application of a named rule. */
export interface Rewriting {
  readonly rule: string
  readonly before: Expr
  readonly after: Expr
}

export interface SimplifyOptions {
  /** Called with each rule that fires. */
  readonly onStep?: (step: Rewriting) => void
  /** Products of sums are multiplied out. */
  readonly expand?: boolean
}

/**
 * The formula as a person would write it: like terms collected, products of matrices in order, common factors taken out where
 * that is shorter. Every rewriting holds wherever the formula is defined; √x² does not become x, nor log x² become 2 log x.
 *
 * @example text(simplify(parse("A * x + A' * x", { x: ["n"], A: ["n", "n"] }))) // => "(A + A') * x"
 */
export function simplify(formula: Formula, options: SimplifyOptions = {}): Expr {
  return shortened(formula, options, identities)
}

/** The same without what only a search for the shortest form finds, as derivatives are shown. */
export function shortened(
  formula: Formula,
  options: SimplifyOptions = {},
  others: readonly Identity[] = [],
  allowance: Allowance = { left: Number.POSITIVE_INFINITY },
): Expr {
  const [root] = share(termOf(formula)) as [Expr]
  // a longer answer is better than none
  return bounded(
    () => simplified(root, options, others, allowance),
    () => tidy(root),
  )
}

// So many other forms may be tried in any case.
const LEAST = 500

function simplified(root: Expr, options: SimplifyOptions, others: readonly Identity[], allowance: Allowance): Expr {
  const { onStep } = options
  const report = onStep === undefined ? () => {} : (rule: string, before: Node, after: Node) => emit(onStep, raiser, rule, before, after)
  const algebra: Algebra = new Algebra(rules, (rule, before, after) => {
    if (onStep !== undefined) report(rule, before(), after)
  })
  const raiser: Raiser = new Raiser(algebra)
  const terms = numbered(root)
  const normal = lower(algebra, root, terms)
  const improver = new Improver(algebra, options.expand === true, report, others)
  const effort = Math.min(algebra.effort, Math.max(LEAST, allowance.left))
  algebra.effort = effort
  let best = normal
  for (let round = 0; round < 3; round++) {
    const next = improver.improve(best)
    if (next === best) break
    best = next
  }
  allowance.left -= effort - algebra.effort
  if (options.expand !== true && algebra.table.count > FEW && isLonger(best, terms.nodes.length)) return tidy(root)
  const result = raiser.raise(best)
  return same(result, root) ? root : result
}

// Sums that share their parts may come out of the normal form written out again and again: x^x^x^…
const MANY = 1_000
const FEW = 300

function isLonger(best: Node, length: number): boolean {
  const parts = reach(best).reduce((n, x) => n + partsOf(x).length, 0)
  return parts > MANY && parts > 4 * length
}

function emit(onStep: (step: Rewriting) => void, raiser: Raiser, rule: string, before: Node, after: Node): void {
  if (before === after) return
  onStep({ rule, before: raiser.raise(before), after: raiser.raise(after) })
}
