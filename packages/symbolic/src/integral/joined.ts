// Functions of several pieces: each is integrated by itself, and the constants are such that the pieces meet.
import { type Expr, less, literal, order, same, share, symbolsOf, toExpr, where } from "@nablajs/core"
import { dependsOn, substitute } from "../differentiate.ts"
import { realRoots } from "../roots.ts"
import { simple } from "../simple.ts"
import { integralOf } from "../steps/operator.ts"
import { branch, type Step } from "../steps/step.ts"
import { rewrittenBy } from "./inverse.ts"
import { type Switch, switches } from "./pieces.ts"
import { deeper, type Rule } from "./rule.ts"
import { constantOf, minus, named, numbersOf, plus } from "./terms.ts"
import { valueOf } from "./verify.ts"

interface Found {
  readonly node: Expr
  readonly u: Expr
  readonly value: (s: Expr) => Expr
}

const MOST_SWITCHES = 4
const MOST_PIECES = 7

/** ∫ f dx where f changes its formula at the real roots of polynomials, as |x² − 1| and clip do. */
export const severalPieces: Rule = (f, before, c) => {
  const [shared] = share(f) as [Expr]
  const found = switchesIn(shared, c.x)
  if (found.length === 0 || found.length > MOST_SWITCHES) return null
  const cuts = cutsOf(found, c.x)
  if (cuts === null || cuts.length === 0) return null
  const pieces = piecesBetween(cuts, (at) => pieceAt(shared, c.x, at))
  if (pieces.length > MOST_PIECES) return null
  const steps: Step[] = []
  for (const { of } of pieces) {
    const step = c.integrate(of, deeper(c))
    if (step === null) return null
    steps.push(step)
  }
  const ends = pieces.slice(1).map((p) => literal(p.from))
  const parts = continuous(
    steps.map((s) => s.result),
    ends,
    c.x,
  )
  if (parts === null) return null
  const chosen = (list: readonly Expr[]): Expr => list.reduceRight((rest, e, i) => select(c.x, ends[i] as Expr, e, rest))
  const whole = integralOf(chosen(pieces.map((p) => p.of)), c.x)
  return branch("cases", "each piece by itself; the pieces meet where one follows the other", before, whole, steps, chosen(parts))
}

const select = (x: Expr, end: Expr, below: Expr, above: Expr): Expr =>
  toExpr(where(less(x as never, end as never) as never, below as never, above as never) as never)

function switchesIn(shared: Expr, x: Expr): Found[] {
  return order(shared).flatMap((node) => {
    const name = node.primitive?.name ?? ""
    const one = dependsOn(node, x) && Object.hasOwn(switches, name) ? (switches[name] as Switch)(node.args) : null
    return one === null ? [] : [{ node, ...one }]
  })
}

/** Where some switch may turn, in order; null where one is no polynomial with numbers. */
function cutsOf(found: readonly Found[], x: Expr): number[] | null {
  const roots: number[] = []
  for (const { u } of found) {
    for (const branchOfU of resolved(u, x)) {
      const numbers = numbersOf(branchOfU, x)
      if (numbers === null) return null
      roots.push(...realRoots(numbers))
    }
  }
  return [...new Set(roots)].sort((a, b) => a - b)
}

/** A term with its own switches on either side. */
function resolved(u: Expr, x: Expr): Expr[] {
  const [first] = switchesIn(u, x)
  if (first === undefined) return [u]
  return [1, -1].flatMap((s) => resolved(simple(rewrittenBy(u, (node) => (node === first.node ? first.value(literal(s)) : null))), x))
}

/** The smooth function that f is around a place: switches are resolved from the inside out. */
function pieceAt(f: Expr, x: Expr, at: number): Expr {
  let e = f
  for (let left = MOST_SWITCHES * 2; left > 0; left--) {
    const [shared] = share(e) as [Expr]
    const [first] = switchesIn(shared, x)
    if (first === undefined) break
    const sign = Math.sign(valueOf(first.u, { [x.name as string]: at }))
    e = simple(rewrittenBy(shared, (node) => (node === first.node ? first.value(literal(sign)) : null)))
  }
  return simple(rewrittenBy(e, decided))
}

/** The branch of a choice between numbers. */
function decided(node: Expr): Expr | null {
  const [condition, a, b] = node.args as [Expr, Expr, Expr]
  if (!named(node, "where") || symbolsOf(condition).length > 0) return null
  return valueOf(condition, {}) === 1 ? a : b
}

interface Piece {
  readonly of: Expr
  readonly from: number
}

/** The pieces from left to right; neighbours of one formula are one piece. */
function piecesBetween(cuts: readonly number[], at: (x: number) => Expr): Piece[] {
  const starts = [Number.NEGATIVE_INFINITY, ...cuts]
  return starts.reduce<Piece[]>((pieces, from, i) => {
    const to = cuts[i] ?? Number.POSITIVE_INFINITY
    const middle = Number.isFinite(from) && Number.isFinite(to) ? (from + to) / 2 : Number.isFinite(to) ? to - 1 : from + 1
    const of = at(middle)
    const last = pieces.at(-1)
    return last !== undefined && same(last.of, of) ? pieces : [...pieces, { of, from }]
  }, [])
}

/** Antiderivatives with constants by which each begins where the one before ends; null where one has no value there. */
function continuous(list: readonly Expr[], ends: readonly Expr[], x: Expr): Expr[] | null {
  const out: Expr[] = []
  for (const [i, F] of list.entries()) {
    const before = out[i - 1]
    if (before === undefined) out.push(F)
    else {
      const [from, own] = [before, F].map((e) => simple(substitute(e, new Map([[x.name as string, ends[i - 1] as Expr]])))) as [Expr, Expr]
      const step = simple(minus(from, own))
      if (symbolsOf(step).length === 0 && !Number.isFinite(constantOf(step))) return null
      out.push(simple(plus(F, step)))
    }
  }
  return out
}
