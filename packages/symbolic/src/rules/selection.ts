// Signs, magnitudes and choices.
import type { Algebra } from "../normal/algebra.ts"
import type { ProductRule, Rule } from "../normal/rule.ts"
import type { Atom, Node } from "../normal/node.ts"
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

export const selection: Readonly<Record<string, readonly Rule[]>> = {
  abs: [
    signed("abs", (x) => -x),
    { name: "|x| = x for x ≥ 0", rewrite: (a, [x]) => (a.nonnegative(x as Node) ? (x as Node) : null) },
    {
      name: "|c x| = |c| |x|",
      rewrite: (a, [x]) => {
        const { c, rest } = a.split(x as Node)
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
  maximum: [{ name: "max(x, x) = x", rewrite: (_, [x, y]) => (x === y ? (x as Node) : null) }],
  minimum: [{ name: "min(x, x) = x", rewrite: (_, [x, y]) => (x === y ? (x as Node) : null) }],
  relu: [{ name: "relu of a positive", rewrite: (a, [x]) => (a.nonnegative(x as Node) ? (x as Node) : null) }],
  floor: [{ name: "floor of a number", rewrite: (a, [x], shape) => whole(a.numberOf(x as Node), (c) => a.whole(c, shape), Math.floor) }],
  ceil: [{ name: "ceil of a number", rewrite: (a, [x], shape) => whole(a.numberOf(x as Node), (c) => a.whole(c, shape), Math.ceil) }],
}

const whole = (c: Q.Rational | null, make: (x: number) => Node, f: (x: number) => number): Node | null =>
  c === null ? null : make(f(Q.toNumber(c)))

export const selectionProducts: readonly ProductRule[] = [
  {
    name: "|x| sign x = x",
    rewrite: (a, factors) => {
      for (const f of factors) {
        if (!isCall(f.base, "sign") || !a.isNumber(f.exponent, 1)) continue
        const g = factors.find(
          (x) =>
            isCall(x.base, "abs") &&
            (x.base as Atom).args[0] === (f.base as Atom).args[0] &&
            a.isNumber(x.exponent, 1) &&
            x.labels.join() === f.labels.join(),
        )
        if (g !== undefined) return [...factors.filter((x) => x !== f && x !== g), { ...f, base: f.base.args[0] as Node }]
      }
      return null
    },
  },
]
