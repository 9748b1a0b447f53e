// Functions of plain numbers where the result is a number that people write: angles, powers, choices.
import { literal } from "@nablajs/core"
import type { Algebra } from "../normal/algebra.ts"
import type { Atom, Node } from "../normal/node.ts"
import * as Q from "../normal/rational.ts"
import type { Rule } from "../normal/rule.ts"
import { isCall } from "./exponential.ts"

const isPi = (x: Node): boolean => x.kind === "atom" && x.leaf?.literal === Math.PI
const pi = (a: Algebra): Node => a.table.leaf(literal(Math.PI))

/** c where the node is c π. */
function turns(a: Algebra, x: Node): Q.Rational | null {
  const { c, rest } = a.split(x)
  return isPi(rest) ? c : a.isZero(x) ? Q.ZERO : null
}

const modulo = (n: number, m: number): number => ((n % m) + m) % m

// sin(k π / 12), squared and signed: 0, ½, √½, √¾, 1
const SQUARES: Readonly<Record<number, readonly [number, number]>> = { 0: [0, 1], 2: [1, 4], 3: [1, 2], 4: [3, 4], 6: [1, 1] }

/** sin(k π / 12) where it is a root of a simple fraction. */
function sine(a: Algebra, k: number): Node | null {
  const turn = modulo(k, 24)
  const sign = turn > 12 ? -1 : 1
  const half = turn > 12 ? turn - 12 : turn
  const square = SQUARES[half > 6 ? 12 - half : half]
  if (square === undefined) return null
  // √¾ is √3 / 2
  const [p, q] = square
  const root = q === 2 ? a.scale(Q.rational(1, 2), rootOf(a, 2)) : a.scale(Q.rational(1, q === 4 ? 2 : 1), rootOf(a, p))
  return a.scale(Q.rational(sign), root)
}

const rootOf = (a: Algebra, n: number): Node => a.power(a.whole(n), a.number(Q.rational(1, 2)))

const twelfths = (c: Q.Rational | null): number | null => (c !== null && 12 % c.q === 0 ? (c.p * 12) / c.q : null)

const ofAngle = (name: string, value: (a: Algebra, k: number) => Node | null): Rule => ({
  name: `${name} of a part of π`,
  rewrite: (a, [x], shape) => {
    const k = twelfths(turns(a, x as Node))
    const exact = k === null ? null : value(a, k)
    return exact === null ? null : a.broadcast(exact, shape)
  },
})

const tangent = (a: Algebra, k: number): Node | null => {
  const [s, c] = [sine(a, k), sine(a, k + 6)]
  return s === null || c === null || a.isZero(c) ? null : a.multiply(s, a.power(c, a.whole(-1)))
}

/** f(u + k π / 2) for the function that a quarter turn makes of f, and its sign. */
const shifted = (name: string, quarters: readonly (readonly [string, 1 | -1] | null)[]): Rule => ({
  name: `${name} of an angle and quarter turns`,
  rewrite: (a, [x]) => {
    const node = x as Node
    if (node.kind !== "sum" || node.terms.length < 2) return null
    const t = node.terms.find((term) => isPi(a.narrowed(term.node)))
    if (t === undefined || (t.c.q !== 1 && t.c.q !== 2)) return null
    const found = quarters[modulo((t.c.p * 2) / t.c.q, 4)]
    if (found === undefined || found === null) return null
    const rest = a.sum(
      node.terms.filter((term) => term !== t),
      node.shape,
    )
    return a.scale(Q.rational(found[1]), a.map(found[0], [rest]))
  },
})

/** f of a number whose result is a whole number, as cbrt 8. */
const exactly = (name: string, f: (x: number) => number, back: (y: number) => number): Rule => ({
  name: `${name} of a number`,
  rewrite: (a, [x], shape) => {
    const c = a.numberOf(x as Node)
    if (c === null || !Q.isWhole(c)) return null
    const y = Math.round(f(c.p))
    return Number.isFinite(y) && back(y) === c.p ? a.whole(y, shape) : null
  },
})

const arc = (name: string, values: readonly (readonly [x: Q.Rational, twelfths: number])[]): Rule => ({
  name: `${name} of a number`,
  rewrite: (a, [x], shape) => {
    const c = a.numberOf(x as Node)
    const found = c === null ? undefined : values.find(([value]) => Q.same(value, c))
    return found === undefined ? null : a.broadcast(a.scale(Q.rational(found[1], 12), pi(a)), shape)
  },
})

/** arc(c √n) by the square of its argument, in twelfths of π; `mirror` is what stands for −x. */
const arcOfRoot = (
  name: string,
  squares: readonly (readonly [square: Q.Rational, twelfths: number])[],
  mirror: (k: number) => number,
): Rule => ({
  name: `${name} of a root`,
  rewrite: (a, [x], shape) => {
    const { c, rest } = a.split(x as Node)
    const [f] = rest.kind === "product" && rest.factors.length === 1 ? rest.factors : []
    const [n, k] = f === undefined ? [null, null] : [a.numberOf(f.base), a.numberOf(f.exponent)]
    if (n === null || k === null || k.q !== 2 || Math.abs(k.p) !== 1) return null
    const square = Q.times(Q.times(c, c), k.p > 0 ? n : Q.inverse(n))
    const found = squares.find(([value]) => Q.same(value, square))
    return found === undefined ? null : a.broadcast(a.scale(Q.rational(c.p < 0 ? mirror(found[1]) : found[1], 12), pi(a)), shape)
  },
})

const choice = (name: string, f: (x: number, y: number) => number): Rule => ({
  name: `${name} of numbers`,
  rewrite: (a, [x, y], shape) => {
    const [c, d] = [a.numberOf(x as Node), a.numberOf(y as Node)]
    if (c === null || d === null) return null
    return a.number(f(Q.toNumber(c), Q.toNumber(d)) === Q.toNumber(c) ? c : d, shape)
  },
})

/** log_b bᵘ = u */
const ofPower = (name: string, base: number): Rule => ({
  name: `${name} ${base}ᵘ = u`,
  rewrite: (a, [x]) => {
    const node = x as Node
    const [f] = node.kind === "product" ? node.factors : []
    if (node.kind !== "product" || node.factors.length !== 1 || f === undefined || node.shape.length > 0) return null
    return a.isNumber(f.base, base) ? f.exponent : null
  },
})

const [ONE, HALF, MINUS] = [Q.ONE, Q.rational(1, 2), Q.MINUS_ONE]

/** n and k where a whole number is nᵏ, k > 1. */
function perfectPower(x: number): readonly [number, number] | null {
  for (let k = 40; k > 1; k--) {
    const n = Math.round(x ** (1 / k))
    if (n > 1 && n ** k === x) return [n, k]
  }
  return null
}

export const values: Readonly<Record<string, readonly Rule[]>> = {
  sin: [
    ofAngle("sin", sine),
    shifted("sin", [
      ["sin", 1],
      ["cos", 1],
      ["sin", -1],
      ["cos", -1],
    ]),
  ],
  cos: [
    ofAngle("cos", (a, k) => sine(a, k + 6)),
    shifted("cos", [
      ["cos", 1],
      ["sin", -1],
      ["cos", -1],
      ["sin", 1],
    ]),
  ],
  tan: [ofAngle("tan", tangent), shifted("tan", [["tan", 1], null, ["tan", 1], null])],
  asin: [
    arc("asin", [
      [ONE, 6],
      [HALF, 2],
      [MINUS, -6],
      [Q.rational(-1, 2), -2],
    ]),
    arcOfRoot(
      "asin",
      [
        [HALF, 3],
        [Q.rational(3, 4), 4],
      ],
      (k) => -k,
    ),
  ],
  acos: [
    arc("acos", [
      [ONE, 0],
      [HALF, 4],
      [Q.ZERO, 6],
      [MINUS, 12],
      [Q.rational(-1, 2), 8],
    ]),
    arcOfRoot(
      "acos",
      [
        [HALF, 3],
        [Q.rational(3, 4), 2],
      ],
      (k) => 12 - k,
    ),
  ],
  atan: [
    arc("atan", [
      [ONE, 3],
      [MINUS, -3],
    ]),
    arcOfRoot(
      "atan",
      [
        [Q.rational(3), 4],
        [Q.rational(1, 3), 2],
      ],
      (k) => -k,
    ),
  ],
  cbrt: [exactly("cbrt", Math.cbrt, (y) => y ** 3)],
  log2: [exactly("log2", Math.log2, (y) => 2 ** y), ofPower("log2", 2)],
  log10: [exactly("log10", Math.log10, (y) => 10 ** y), ofPower("log10", 10)],
  exp2: [exactly("exp2", (x) => 2 ** x, Math.log2)],
  maximum: [choice("max", Math.max)],
  minimum: [choice("min", Math.min)],
  exp: [
    { name: "e¹ = e", rewrite: (a, [x], shape) => (a.isNumber(x as Node, 1) ? a.broadcast(a.table.leaf(literal(Math.E)), shape) : null) },
  ],
  log: [
    {
      name: "log nᵏ = k log n",
      rewrite: (a, [x]) => {
        const c = a.numberOf(x as Node)
        const power = c !== null && Q.isWhole(c) && c.p > 3 ? perfectPower(c.p) : null
        return power === null ? null : a.broadcast(a.scale(Q.rational(power[1]), a.map("log", [a.whole(power[0])])), (x as Node).shape)
      },
    },
    {
      name: "log(eᵘ v) = u + log v",
      rewrite: (a, [x]) => {
        const { c, rest } = a.split(x as Node)
        if (rest.kind !== "product" || rest.shape.length > 0 || rest.factors.length < 2) return null
        const f = rest.factors.find((g) => isCall(g.base, "exp") && a.isNumber(g.exponent, 1) && g.labels.length === 0)
        if (f === undefined || rest.factors.some((g) => g.labels.length > 0)) return null
        const others = a.multiply(a.number(c), ...rest.factors.filter((g) => g !== f).map((g) => a.power(g.base, g.exponent)))
        return a.add((f.base as Atom).args[0] as Node, a.map("log", [others]))
      },
    },
  ],
  "cbrt^": [
    {
      name: "(∛x)³ = x",
      rewrite: (a, [root, exponent]) => {
        const k = a.numberOf(exponent as Node)
        if (k === null || !Q.isWhole(k) || Math.abs(k.p) < 3) return null
        const times = Math.trunc(k.p / 3)
        return a.multiply(a.power((root as Atom).args[0] as Node, a.whole(times)), a.power(root as Node, a.whole(k.p - 3 * times)))
      },
    },
  ],
}
