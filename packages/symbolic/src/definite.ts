// Definite integrals: F(b) − F(a), by limits where an end is infinite or F has no value there, in pieces where F jumps. Every value
// is compared with numerical integration.
import { type Expr, literal, NablaError, order, symbolsOf } from "@nablajs/core"
import { substitute } from "./differentiate.ts"
import { minus, sumOf } from "./integral/terms.ts"
import { valueOf } from "./integral/verify.ts"
import { type Approach, parametersOf } from "./limits/approach.ts"
import { Search } from "./limits/forms.ts"
import { text } from "./print/text.ts"
import { improperQuadrature, type Quadrature } from "./quadrature.ts"
import { simple } from "./simple.ts"
import { changesBetween } from "./splits.ts"

/** ∫ f dx from one end to the other. */
export interface Range {
  readonly of: Expr
  readonly x: Expr
  readonly from: Expr
  readonly to: Expr
}

interface Ends {
  readonly a: number
  readonly b: number
  readonly parameters: Readonly<Record<string, number>>
}

const shown = ({ of, x, from, to }: Range): string => `∫ ${text(of)} d${x.name} from ${text(from)} to ${text(to)}`

function endsOf({ of, x, from, to }: Range): Ends {
  const parameters = parametersOf(sumOf([of, from, to]), x)
  return { a: valueOf(from, parameters), b: valueOf(to, parameters), parameters }
}

/** The integral as a number, of positive parameters. */
export function numerically(range: Range): Quadrature {
  const { a, b, parameters } = endsOf(range)
  const f = (x: number): number => valueOf(range.of, { ...parameters, [range.x.name as string]: x })
  if (a === b) return { value: 0, error: 0 }
  const { value, error } = improperQuadrature(f, Math.min(a, b), Math.max(a, b))
  return { value: a < b ? value : -value, error }
}

const isGood = ({ value, error }: Quadrature): boolean => error < 1e-6 * Math.max(1, Math.abs(value))

const diverges = (range: Range, why: string): NablaError =>
  new NablaError("bad-argument", `integrate: ${shown(range)} is not finite, ${why}; split the interval at the bad points, or move the ends`)

/** F(b) − F(a), or the sum of such differences between the places where F jumps. */
export function between(F: Expr, range: Range): { readonly before: Expr; readonly expr: Expr } {
  const { a, b } = endsOf(range)
  const [lo, hi] = a <= b ? [range.from, range.to] : [range.to, range.from]
  const numeric = numerically(range)
  const isSettled = isGood(numeric)
  if (!isSettled && !agreesWithin(F, range)) throw diverges(range, "or the integrand is not continuous there")
  const put = (end: Expr): Expr => substitute(F, new Map([[range.x.name as string, end]]))
  const whole = difference(F, range, lo, hi)
  const signed = (e: Expr): Expr => (a <= b ? e : simple(minus(literal(0), e)))
  if (whole !== null && (!isSettled || agrees(signed(whole), numeric, range)))
    return { before: minus(put(range.to), put(range.from)), expr: signed(whole) }
  const cuts = jumpsOf(F, range)
  const places = [lo, ...cuts, hi]
  const pieces = places.slice(1).map((to, i) => difference(F, range, places[i] as Expr, to))
  const sum = isSettled && pieces.every((p) => p !== null) && cuts.length > 0 ? signed(simple(sumOf(pieces as Expr[]))) : null
  if (sum !== null && agrees(sum, numeric, range)) return { before: sumOf(pieces as Expr[]), expr: sum }
  throw diverges(range, "or the antiderivative that the rules find is not continuous there")
}

// So far out an integral that dies out slowly is compared; the rest is what the limit of F says.
const FAR = 1e3

/** Whether F grows by the integral of f up to a far place, where the range has no end. */
function agreesWithin(F: Expr, range: Range): boolean {
  const { a, b, parameters } = endsOf(range)
  if (Number.isFinite(a) && Number.isFinite(b)) return false
  const [from, to] = [a, b].map((v) => (Number.isFinite(v) ? v : Math.sign(v) * FAR)) as [number, number]
  const numeric = numerically({ ...range, from: literal(from), to: literal(to) })
  const at = (x: number): number => valueOf(F, { ...parameters, [range.x.name as string]: x })
  return isGood(numeric) && Math.abs(at(to) - at(from) - numeric.value) <= 1e-6 * Math.max(1, Math.abs(numeric.value))
}

/** F(to⁻) − F(from⁺); null where a limit is not finite or not found. */
function difference(F: Expr, range: Range, from: Expr, to: Expr): Expr | null {
  const [a, b] = [endOf(F, range, from, "right"), endOf(F, range, to, "left")]
  return a === null || b === null ? null : simple(minus(b, a))
}

function endOf(F: Expr, range: Range, point: Expr, side: "left" | "right"): Expr | null {
  const parameters = endsOf(range).parameters
  const at = valueOf(point, parameters)
  const to: Approach = { x: range.x, at, point, side: Number.isFinite(at) ? side : at > 0 ? "left" : "right" }
  if (Number.isFinite(at)) {
    const put = simple(substitute(F, new Map([[range.x.name as string, point]])))
    const near = valueOf(F, { ...parameters, [range.x.name as string]: at + (side === "left" ? -1 : 1) * 1e-9 * Math.max(1, Math.abs(at)) })
    const value = valueOf(put, parameters)
    // nor is a value that F only takes at the point itself, nor tan π/2, which is a large number
    const isRound = order(put).every((node) => !(Math.abs(valueOf(node, parameters)) > 1e12))
    if (isRound && Number.isFinite(value) && Math.abs(value - near) < 1e-4 * Math.max(1, Math.abs(value))) return put
  }
  const found = new Search().limitOf(F, to)
  return found?.kind === "value" ? simple(found.e) : null
}

function agrees(e: Expr, numeric: Quadrature, range: Range): boolean {
  const value = valueOf(e, endsOf(range).parameters)
  return Math.abs(value - numeric.value) <= 2e-6 * Math.max(1, Math.abs(numeric.value))
}

/** Where F jumps though its derivative f does not grow beyond bounds: places between which its growth is no integral of f. */
function jumpsOf(F: Expr, range: Range): Expr[] {
  const { a, b, parameters } = endsOf(range)
  const name = range.x.name as string
  const at = (e: Expr, x: number): number => valueOf(e, { ...parameters, [name]: x })
  return changesBetween(a, b, (p, q) => {
    const steepest = Math.max(...[0, 0.25, 0.5, 0.75, 1].map((t) => Math.abs(at(range.of, p + t * (q - p)))))
    const grown = Math.abs(at(F, q) - at(F, p))
    return !(grown <= 1e-7 + 4 * steepest * (q - p))
  })
}

/** What must hold of parameters: the integrand was looked at for positive ones. */
export function conditionsOn(range: Range): string[] {
  const names = symbolsOf(range.of, range.from, range.to).filter((s) => s.name !== range.x.name)
  if (names.length === 0) return []
  const open = names.filter((s) => !s.flags.includes("positive")).map((s) => `${s.name} > 0`)
  return [...open, "the integrand is continuous between the ends"]
}
