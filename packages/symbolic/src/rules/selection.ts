// Signs, magnitudes and choices.
import type { Algebra } from "../normal/algebra.ts"
import type { ProductRule, Rule } from "../normal/rule.ts"
import type { Atom, Factor, Node } from "../normal/node.ts"
import { withoutContent } from "../normal/reopen.ts"
import * as Q from "../normal/rational.ts"
import { isCall } from "./exponential.ts"

const signed = (name: string, negative: (x: number) => number): Rule => ({
  name: `${name} of a number`,
  rewrite: (a, [x], shape) => {
    const c = a.numberOf(x as Node)
    return c === null
      ? null
      : a.number(Q.ofNumber(c.p < 0 ? negative(Q.toNumber(c)) : name === "sign" ? Math.sign(c.p) : Q.toNumber(c)), shape)
  },
})

/** √Σ x² */
function isLength(a: Algebra, x: Node): boolean {
  const [f] = x.kind === "product" ? x.factors : []
  return (
    x.kind === "product" &&
    x.factors.length === 1 &&
    f !== undefined &&
    f.base.kind === "product" &&
    a.nonnegative(f.base) &&
    Q.same(a.numberOf(f.exponent) ?? Q.ZERO, Q.rational(1, 2))
  )
}

/** f(x, y) = f(y, x): the one that was there first stands first. */
const inOrder = (name: string): Rule => ({
  name: "the arguments in order",
  rewrite: (a, [x, y], shape) => {
    if ((x as Node).id <= (y as Node).id) return null
    return a.broadcast(a.map(name, [y as Node, x as Node]), shape)
  },
})

/** x, y, z of max(x, max(y, z)). */
const severalOf = (name: string, args: readonly Node[]): Node[] =>
  args.flatMap((x) => (isCall(x, name) ? severalOf(name, (x as Atom).args) : [x]))

/** The extreme of several, each once, in order; max(x, min(x, y)) = x. */
const ofSeveral = (name: string, other: string): Rule => ({
  name: "the extreme of several, each once",
  rewrite: (a, args, shape) => {
    const all = severalOf(name, args)
    const kept = [...new Set(all)].filter((x) => !isCall(x, other) || !severalOf(other, (x as Atom).args).some((y) => all.includes(y)))
    const ordered = kept.sort((x, y) => x.id - y.id)
    const settled = !isCall(args[0] as Node, name) && ordered.length === all.length && ordered.every((x, i) => x === all[i])
    if (settled || (all.length === 2 && ordered.length === 2) || all.some((x) => x.shape.join() !== shape.join())) return null
    return ordered.reduceRight((rest, x) => a.map(name, [x, rest]))
  },
})

export const selection: Readonly<Record<string, readonly Rule[]>> = {
  abs: [
    signed("abs", (x) => -x),
    { name: "|x| = x for x ≥ 0", rewrite: (a, [x]) => (a.nonnegative(x as Node) ? (x as Node) : null) },
    {
      name: "|c x| = |c| |x|",
      rewrite: (a, [x]) => {
        const { c, rest } = withoutContent(a, x as Node)
        return rest === x ? null : a.scale(c.p < 0 ? Q.negate(c) : c, a.map("abs", [rest]))
      },
    },
  ],
  sign: [
    signed("sign", () => -1),
    {
      name: "sign(c x) = sign c · sign x",
      rewrite: (a, [x]) => {
        const { c, rest } = a.split(x as Node)
        return rest === x ? null : a.scale(Q.rational(Math.sign(c.p)), a.map("sign", [rest]))
      },
    },
  ],
  where: [
    { name: "the same on both branches", rewrite: (_, [, x, y]) => (x === y ? (x as Node) : null) },
    {
      // the derivative of a length takes 1 for 0 below the line
      name: "a guard against 0",
      rewrite: (a, [c, x, y]) => {
        const zero = isCall(c as Node, "equal") ? (c as Atom).args.find((arg) => !a.isZero(arg)) : undefined
        // its own derivative: 1 but where a length is 0
        if (
          zero !== undefined &&
          isLength(a, zero) &&
          (c as Atom).args.some((arg) => a.isZero(arg)) &&
          a.isZero(x as Node) &&
          a.isNumber(y as Node, 1)
        )
          return y as Node
        const guards = isCall(c as Node, "equal") && (c as Atom).args.some((arg) => a.isZero(arg)) && (c as Atom).args.includes(y as Node)
        return guards && a.isNumber(x as Node, 1) ? (y as Node) : null
      },
    },
  ],
  maximum: [
    { name: "max(x, x) = x", rewrite: (_, [x, y]) => (x === y ? (x as Node) : null) },
    inOrder("maximum"),
    ofSeveral("maximum", "minimum"),
  ],
  minimum: [
    { name: "min(x, x) = x", rewrite: (_, [x, y]) => (x === y ? (x as Node) : null) },
    inOrder("minimum"),
    ofSeveral("minimum", "maximum"),
  ],
  equal: [inOrder("equal")],
  relu: [
    { name: "relu of a number", rewrite: (a, [x], shape) => ((a.numberOf(x as Node)?.p ?? 0) < 0 ? a.whole(0, shape) : null) },
    { name: "relu of a positive", rewrite: (a, [x]) => (a.nonnegative(x as Node) ? (x as Node) : null) },
  ],
  floor: [{ name: "floor of a number", rewrite: (a, [x], shape) => whole(a.numberOf(x as Node), (c) => a.whole(c, shape), Math.floor) }],
  ceil: [{ name: "ceil of a number", rewrite: (a, [x], shape) => whole(a.numberOf(x as Node), (c) => a.whole(c, shape), Math.ceil) }],
}

const whole = (c: Q.Rational | null, make: (x: number) => Node, f: (x: number) => number): Node | null =>
  c === null ? null : make(f(Q.toNumber(c)))

const sameLabels = (f: Factor, g: Factor): boolean => f.labels.join() === g.labels.join()

/** A factor f(u) beside a factor of u, |u| or sign u with the same axes. */
interface Beside {
  readonly f: Factor
  readonly g: Factor
  readonly u: Node
  readonly m: number
  readonly n: number
}

/** Pairs of whole powers of two of x, |x|, sign x. */
function pairs(a: Algebra, factors: readonly Factor[], first: (u: Factor) => Node | null, second: (g: Factor) => Node | null): Beside[] {
  const power = (f: Factor): number => {
    const k = a.numberOf(f.exponent)
    return k !== null && Q.isWhole(k) ? k.p : 0
  }
  return factors.flatMap((f) => {
    const u = first(f)
    if (u === null || power(f) === 0) return []
    return factors.flatMap((g) =>
      g !== f && power(g) !== 0 && second(g) === u && sameLabels(f, g) ? [{ f, g, u, m: power(f), n: power(g) }] : [],
    )
  })
}

const argumentOf =
  (name: string) =>
  (f: Factor): Node | null =>
    isCall(f.base, name) ? (f.base.args[0] as Node) : null
const [signed_, magnitude] = [argumentOf("sign"), argumentOf("abs")]
const itself = (f: Factor): Node => f.base

type Move = (a: Algebra, p: Beside) => readonly (readonly [base: Node, exponent: number])[] | null

/** The product with both factors of a pair replaced. */
const ofPairs = (name: string, first: (f: Factor) => Node | null, second: (f: Factor) => Node | null, move: Move): ProductRule => ({
  name,
  rewrite: (a, factors) => {
    for (const p of pairs(a, factors, first, second)) {
      const now = move(a, p)
      if (now === null) continue
      const kept = factors.filter((x) => x !== p.f && x !== p.g)
      return [...kept, ...now.map(([base, k]) => ({ base, exponent: a.whole(k), labels: p.f.labels }))]
    }
    return null
  },
})

/** 1 where a condition holds, else 0. */
const indicator = (a: Algebra, node: Node): Node | null =>
  isCall(node, "where") && a.isNumber(node.args[1] as Node, 1) && a.isZero(node.args[2] as Node) ? (node.args[0] as Node) : null

const argsOf = (node: Node, name: string): readonly Node[] | null => (isCall(node, name) ? node.args : null)

/** Whether a condition says x > y. */
function says(a: Algebra, condition: Node, x: Node, y: Node): boolean {
  const less = argsOf(condition, "less")
  const [p, q] = argsOf(condition, "greater") ?? (less === null ? [] : [less[1], less[0]])
  return p !== undefined && q !== undefined && a.narrowed(p) === a.narrowed(x) && a.narrowed(q) === a.narrowed(y)
}

/** Whether f(u) is 0 wherever the derivative of the maximum by u is. */
function vanishes(a: Algebra, f: Node, w: Node): boolean {
  const [condition, then, otherwise] = argsOf(w, "where") ?? []
  if (condition === undefined || then === undefined || otherwise === undefined || !a.isNumber(then, 1)) return false
  const zero = a.whole(0)
  const [v] = argsOf(f, "relu") ?? []
  if (v !== undefined) return a.isZero(otherwise) && says(a, condition, v, zero)
  const both = argsOf(f, "maximum") ?? []
  const u = both.find((x) => !a.isZero(x))
  return u !== undefined && both.some((x) => a.isZero(x)) && says(a, condition, u, zero)
}

export const selectionProducts: readonly ProductRule[] = [
  ofPairs("|x| sign x = x", signed_, magnitude, (_, { u, m, n }) =>
    m === 1 && n === 1 ? [[u, 1]] : m === 1 && n === -1 ? [[u, -1]] : null,
  ),
  ofPairs("x sign² x = x", signed_, itself, (_, { u, m, n }) => (m === 2 && n >= 1 ? [[u, n]] : null)),
  ofPairs("x sign x = |x|", signed_, itself, (a, { u, m, n }) =>
    m === 1 && n >= 1
      ? [
          [a.map("abs", [u]), 1],
          [u, n - 1],
        ]
      : null,
  ),
  ofPairs("x / |x| = sign x", magnitude, itself, (a, { u, m, n }) =>
    m < 0 && n >= 1
      ? [
          [a.map("sign", [u]), 1],
          [a.map("abs", [u]), m + 1],
          [u, n - 1],
        ]
      : null,
  ),
  {
    name: "1² = 1, 0² = 0",
    rewrite: (a, factors) => {
      const f = factors.find((x) => indicator(a, x.base) !== null && !a.isNumber(x.exponent, 1) && (a.numberOf(x.exponent)?.p ?? 0) > 0)
      return f === undefined ? null : factors.map((x) => (x === f ? { ...f, exponent: a.one() } : x))
    },
  },
  {
    name: "relu x · [x > 0] = relu x",
    rewrite: (a, factors) => {
      for (const f of factors) {
        if ((a.numberOf(f.exponent)?.p ?? 0) < 1) continue
        const g = factors.find((x) => x !== f && sameLabels(f, x) && a.isNumber(x.exponent, 1) && vanishes(a, f.base, x.base))
        if (g !== undefined) return factors.filter((x) => x !== g)
      }
      return null
    },
  },
]
