// Whether two formulas mean the same: proved by their normal forms, or refuted by values where they differ.
import {
  type Expr,
  isNablaError,
  type NDArray,
  order,
  sameShape,
  share,
  showShape,
  subtract,
  symbolsOf,
  toExpr,
  type Value,
} from "@nablajs/core"
import { evaluate } from "./evaluate.ts"
import { type Formula, termOf } from "./formula.ts"
import { Algebra } from "./normal/algebra.ts"
import { Improver } from "./normal/improve.ts"
import { lower } from "./normal/lower.ts"
import { someSizes, someValues, uniform } from "./random.ts"
import { rules } from "./rules/index.ts"

/** Values of the symbols, and what both formulas are there. */
export interface Counterexample {
  readonly values: Readonly<Record<string, Value>>
  readonly left: Value
  readonly right: Value
}

export type Equality =
  | { readonly equivalent: true }
  | { readonly equivalent: false; readonly reason: string; readonly counterexample: Counterexample | null }
  /**
   * Neither proved nor refuted: the formulas agreed at so many random points. `domains` are values for which only one of them is
   * defined, if such were met.
   */
  | { readonly equivalent: "unknown"; readonly agreed: number; readonly domains: Counterexample | null }

const SAMPLES = 24
const TOLERANCE = 1e-7

/**
 * Whether two formulas are equal wherever both are defined. `true` is proved by one normal form; `false` comes with values of
 * the symbols where they differ; `"unknown"` is the honest rest.
 *
 * @example
 * ```ts
 * const vars = { x: ["n"], A: ["n", "n"], B: ["n", "n"] }
 * equivalent(parse("tr(A * B)", vars), parse("tr(B * A)", vars)).equivalent // => true
 * ```
 */
export function equivalent(a: Formula, b: Formula): Equality {
  const [left, right] = share(termOf(a), termOf(b)) as [Expr, Expr]
  if (!sameShape(left.shape, right.shape)) {
    return { equivalent: false, reason: `the shapes ${showShape(left.shape)} and ${showShape(right.shape)} differ`, counterexample: null }
  }
  const { counterexample, agreed, domains } = compare(left, right)
  if (counterexample !== null) return { equivalent: false, reason: "the values differ", counterexample }
  return proved(left, right) ? { equivalent: true } : { equivalent: "unknown", agreed, domains }
}

function proved(left: Expr, right: Expr): boolean {
  try {
    return sameNormalForm(left, right)
  } catch (error) {
    // nested deeper than the stack of the engine: not proved
    if (error instanceof RangeError) return false
    throw error
  }
}

function sameNormalForm(left: Expr, right: Expr): boolean {
  const algebra = new Algebra(rules)
  const [a, b] = [lower(algebra, left), lower(algebra, right)]
  if (a === b) return true
  const difference = lower(algebra, toExpr(subtract(left as never, right as never) as Value))
  if (algebra.isZero(difference)) return true
  const improver = new Improver(algebra, false, () => {})
  const expanded = new Improver(algebra, true, () => {}).improve(difference)
  return algebra.isZero(expanded) || algebra.isZero(improver.improve(difference)) || algebra.isZero(improver.improve(expanded))
}

const ranges: readonly (readonly [number, number])[] = [
  [-2, 2],
  [0.2, 2],
  [-1, 1],
  [1.2, 4],
]

interface Comparison {
  readonly counterexample: Counterexample | null
  readonly agreed: number
  readonly domains: Counterexample | null
}

function compare(left: Expr, right: Expr): Comparison {
  const symbols = symbolsOf(left, right)
  const nodes = order(left, right)
  const next = uniform(20_221)
  let agreed = 0
  let domains: Counterexample | null = null
  for (let k = 0; k < SAMPLES; k++) {
    const sizes = someSizes(nodes, k)
    const values = someValues(symbols, sizes, next, ranges[k % ranges.length] as readonly [number, number])
    const bound = { ...Object.fromEntries(sizes), ...values }
    const [x, y] = [valueOf(left, bound), valueOf(right, bound)]
    if (x === null || y === null) continue
    const verdict = agree(x, y)
    const here: Counterexample = { values, left: x, right: y }
    if (verdict === false) return { counterexample: here, agreed, domains }
    if (verdict === true) agreed++
    else if (domains === null && finite(x) !== finite(y)) domains = here
  }
  return { counterexample: null, agreed, domains }
}

function valueOf(e: Expr, values: Record<string, Value>): Value | null {
  try {
    return evaluate(e, values)
  } catch (error) {
    // a singular matrix, say: the formula is not defined there
    if (isNablaError(error)) return null
    throw error
  }
}

const numbers = (x: Value): ArrayLike<number> => (typeof x === "number" ? [x] : (x as unknown as NDArray).data)

const finite = (x: Value): boolean => Array.from(numbers(x)).every(Number.isFinite)

/** null where one of both is not defined. */
function agree(x: Value, y: Value): boolean | null {
  const [a, b] = [numbers(x), numbers(y)]
  let scale = 1
  for (let i = 0; i < a.length; i++) {
    if (!Number.isFinite(a[i]) || !Number.isFinite(b[i])) return null
    scale = Math.max(scale, Math.abs(a[i] as number), Math.abs(b[i] as number))
  }
  for (let i = 0; i < a.length; i++) if (Math.abs((a[i] as number) - (b[i] as number)) > TOLERANCE * scale) return false
  return true
}
