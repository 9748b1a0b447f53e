// The rules of integration in the order in which they are tried. Each step is an equation up to a constant.
import { type Expr, order, same } from "@nablajs/core"
import { text } from "../print/text.ts"
import { integralOf } from "../steps/operator.ts"
import { branch, Names, type Step } from "../steps/step.ts"
import { exponentialSubstitution, logarithmSubstitution, prepared, rootSubstitution, shift } from "./inverse.ts"
import { constant, known, reciprocal } from "./known.ts"
import { constantMultiple, rewritten, sum } from "./linear.ts"
import { hyperbolicWave } from "./hyperbolic.ts"
import { severalPieces } from "./joined.ts"
import { kink } from "./pieces.ts"
import { growingWave, inverseByParts, polynomialByParts, powerBelowByParts } from "./parts.ts"
import { gaussian } from "./gaussian.ts"
import { parametric } from "./parameters.ts"
import { evenRadical, quadraticRadical } from "./radicals.ts"
import { quotient } from "./rational.ts"
import type { Context, Rule } from "./rule.ts"
import { powerSubstitution, substitution } from "./substitution.ts"
import { trigonometricSubstitution } from "./trigonometric.ts"
import { differentiatesBack } from "./verify.ts"
import { productToSum } from "./waves.ts"

/** The step where it holds: rules that put x in terms of u choose a branch of a root, which must fit everywhere. */
const checked =
  (rule: Rule): Rule =>
  (f, before, c) => {
    const found = rule(f, before, c)
    return found !== null && differentiatesBack(found.result, f, c.x) ? found : null
  }

const linear: readonly Rule[] = [constant, sum, constantMultiple, known]

const rules: readonly Rule[] = [
  ...linear,
  reciprocal,
  quotient,
  checked(evenRadical),
  substitution,
  gaussian,
  parametric,
  checked(kink),
  checked(severalPieces),
  growingWave,
  hyperbolicWave,
  inverseByParts,
  polynomialByParts,
  productToSum,
  shift,
  checked(powerSubstitution),
  checked(rootSubstitution),
  checked(exponentialSubstitution),
  checked(trigonometricSubstitution),
  checked(quadraticRadical),
  checked(logarithmSubstitution),
  rewritten,
  powerBelowByParts,
]

const DEEPEST = 14
// Derivations that are found take a dozen attempts or two; the rest would only be a longer refusal.
const EFFORT = 48
const LARGEST = 90
// Of larger integrands only what is linear is tried.
const LARGEST_WHOLE = 400

/** The derivation of ∫ f dx, null where the rules do not reach. */
export function integralSteps(f: Expr, x: Expr): Step | null {
  const failed = new Set<string>()
  const integrate = (g: Expr, c: Context): Step | null => {
    // what led nowhere with more room leads nowhere again
    const key = `${c.x.name} ${text(g)}`
    if (c.depth > DEEPEST || --c.effort.left < 0 || failed.has(key) || (c.depth > 0 && order(g).length > LARGEST)) return null
    const before = integralOf(g, c.x)
    for (const rule of c.depth === 0 && order(g).length > LARGEST_WHOLE ? linear : rules) {
      const found = rule(g, before, c)
      if (found !== null) return found
    }
    failed.add(key)
    return null
  }
  const c: Context = { x, names: new Names(f, x), depth: 0, substitutions: 0, effort: { left: EFFORT }, integrate }
  const g = prepared(f)
  const step = integrate(g, c)
  return step === null || same(f, g) ? step : branch("rewrite", "rewrite the integrand", integralOf(f, x), step.before, [step], step.result)
}
