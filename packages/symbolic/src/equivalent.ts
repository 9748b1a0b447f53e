// Whether two formulas mean the same: proved by their normal forms, or refuted by values where they differ.
import {
  type Expr,
  isFloat,
  isNablaError,
  literal,
  multiply,
  type NDArray,
  order,
  sameShape,
  share,
  showShape,
  symbolsOf,
  toExpr,
  type Value,
  wrapArray,
} from "@nablajs/core"
import { evaluate } from "./evaluate.ts"
import { type Formula, termOf } from "./formula.ts"
import { reapply } from "./differentiate.ts"
import { provedByClearing, provedByParts, provedBySimplifying, sameNormalForm } from "./proof.ts"
import { someSizes, someValues, uniform } from "./random.ts"

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
// Of large formulas fewer points are enough: what is wrong is wrong at most of them.
const LARGE = 1_000
const FEW = 6
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
  if (sameNormalForm(left, right)) return { equivalent: true }
  const { counterexample, agreed, domains } = compare(left, right)
  if (counterexample !== null) return { equivalent: false, reason: "the values differ", counterexample }
  // parts may be defined on less than the whole, so no proof by parts where one side lives and the other does not
  const proved = (domains === null && provedByParts(left, right)) || provedBySimplifying(left, right) || provedByClearing(left, right)
  return proved ? { equivalent: true } : { equivalent: "unknown", agreed, domains }
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
  for (let k = 0; k < (nodes.length > LARGE ? FEW : SAMPLES); k++) {
    const sizes = someSizes(nodes, k)
    const drawn = someValues(symbols, sizes, next, ranges[k % ranges.length] as readonly [number, number])
    // whole numbers meet kinks and ties
    const values = k % 6 === 2 ? smallWhole(drawn, symbols, k) : drawn
    const bound = { ...Object.fromEntries(sizes), ...values }
    const [x, y] = [valueOf(left, bound), valueOf(right, bound)]
    if (x === null || y === null) continue
    const verdict = agree(x, y)
    const here: Counterexample = { values, left: x, right: y }
    if (verdict === false && isSure(left, right, here, bound)) return { counterexample: here, agreed, domains }
    if (verdict === true) agreed++
    else if (domains === null && values === drawn && finite(x) !== finite(y)) domains = here
  }
  return { counterexample: null, agreed, domains }
}

/**
 * Whether the values differ by more than rounding: every operation is disturbed by a little, and both sides are to stay apart.
 * (1 − σ(40)) e⁴⁰ is 0 by rounding alone, and shows it.
 */
function isSure(left: Expr, right: Expr, { left: x, right: y }: Counterexample, bound: Record<string, Value>): boolean {
  const [a, b] = [numbers(x), numbers(y)]
  const gap = Math.max(...Array.from(a, (v, i) => Math.abs(v - (b[i] as number))))
  for (let seed = 1; seed <= 3; seed++) {
    const near = jittered(bound, seed)
    const [p, q] = [valueOf(disturbed(left, seed), near), valueOf(disturbed(right, seed + 3), near)]
    if (p === null || q === null) return false
    const moved = (from: ArrayLike<number>, to: ArrayLike<number>): number =>
      Math.max(...Array.from(from, (v, i) => Math.abs(v - (to[i] as number))))
    if (!(moved(a, numbers(p)) + moved(b, numbers(q)) < gap / 10)) return false
  }
  return true
}

const NOISE = 1e-12

/** The term with each result of an operation a little off. */
function disturbed(root: Expr, seed: number): Expr {
  const next = uniform(seed)
  const now = new Map<Expr, Expr>()
  for (const node of order(root)) {
    if (node.primitive === null) {
      now.set(node, node)
      continue
    }
    const made = reapply(
      node,
      node.args.map((x) => now.get(x) as Expr),
    )
    const off = node.primitive.kind === "elementwise" && isFloat(node.dtype as never)
    now.set(node, off ? toExpr(multiply(made as never, literal(1 + NOISE * (2 * next() - 1)) as never) as unknown as Value) : made)
  }
  return now.get(root) as Expr
}

/** Each number of a value changed. */
function mapped(x: Value, f: (v: number) => number): Value {
  if (typeof x === "number") return f(x)
  const { shape, data } = x as unknown as NDArray
  return wrapArray("float64", shape, Float64Array.from(data as Float64Array, f)) as unknown as Value
}

/** The values, each number a little off; sizes stay. */
function jittered(values: Record<string, Value>, seed: number): Record<string, Value> {
  const next = uniform(seed + 100)
  const off = (v: number): number => (Number.isInteger(v) && v > 1 ? v : v * (1 + NOISE * (2 * next() - 1)))
  return Object.fromEntries(Object.entries(values).map(([name, x]) => [name, mapped(x, off)]))
}

/** −1, 0 and 1 in turn, for numbers and vectors of which nothing is promised. */
function smallWhole(values: Record<string, Value>, symbols: readonly Expr[], k: number): Record<string, Value> {
  let count = Math.floor(k / 6)
  const next = (): number => (count++ % 3) - 1
  const free = new Set(symbols.filter((s) => s.flags.length === 0 && s.shape.length < 2).map((s) => s.name as string))
  return Object.fromEntries(Object.entries(values).map(([name, x]) => [name, free.has(name) ? mapped(x, next) : x]))
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
  let scale = Number.MIN_VALUE
  for (let i = 0; i < a.length; i++) {
    if (!Number.isFinite(a[i]) || !Number.isFinite(b[i])) return null
    scale = Math.max(scale, Math.abs(a[i] as number), Math.abs(b[i] as number))
  }
  for (let i = 0; i < a.length; i++) if (Math.abs((a[i] as number) - (b[i] as number)) > TOLERANCE * scale) return false
  return true
}
