// Integrands whose antiderivatives are known to be no elementary functions, by the name of the function that they are.
import { type Expr, order } from "@nablajs/core"
import { coefficientsOf } from "../polynomial.ts"
import { dependsOn } from "../differentiate.ts"
import { factorsOf, linearOf, named, powerOf } from "./terms.ts"

type Sees = (f: Expr, x: Expr) => boolean

const degreeOf = (e: Expr | undefined, x: Expr): number => (e === undefined ? -1 : (coefficientsOf(e, x)?.length ?? 0) - 1)

/** name(u) / u with a linear u. */
const overArgument =
  (...names: readonly string[]): Sees =>
  (f, x) => {
    const { top, bottom } = factorsOf(f, x)
    return (
      top.length === 1 &&
      bottom.length === 1 &&
      names.some((name) => named(top[0], name)) &&
      linearOf((top[0] as Expr).args[0] as Expr, x) !== null &&
      degreeOf(bottom[0], x) === 1
    )
  }

/** e^(c xⁿ) / x */
const exponentialOver: Sees = (f, x) => {
  const { top, bottom } = factorsOf(f, x)
  const [g] = top
  if (top.length !== 1 || bottom.length !== 1 || !named(g, "exp") || bottom[0]?.name !== x.name) return false
  const coefficients = coefficientsOf((g as Expr).args[0] as Expr, x)
  return coefficients !== null && coefficients.slice(0, -1).every((k) => k.literal === 0)
}

const ofSquare =
  (...names: readonly string[]): Sees =>
  (f, x) => {
    const { top, bottom } = factorsOf(f, x)
    return bottom.length === 0 && top.some((g) => names.some((name) => named(g, name)) && degreeOf(g.args[0], x) === 2)
  }

/** log(1 + eᵘ) and its like, log cosh u, or p σ(u), p tanh u, beside polynomials that are no constants. */
const softMaximum: Sees = (f, x) => {
  const { top, bottom } = factorsOf(f, x)
  const others = top.filter((g) => coefficientsOf(g, x) === null)
  const [g] = others
  if (bottom.length > 0 || others.length !== 1 || g === undefined) return false
  const linear = (e: Expr | undefined): boolean => e !== undefined && linearOf(e, x) !== null
  if (named(g, "softplus")) return linear(g.args[0])
  if (named(g, "logaddexp")) return g.args.every((e) => linear(e) || !dependsOn(e, x))
  if (named(g, "sigmoid") || named(g, "tanh")) return linear(g.args[0]) && top.length > 1
  const inner = named(g, "log") || named(g, "log1p") ? (g.args[0] as Expr) : undefined
  if (inner === undefined) return false
  if (["sigmoid", "cosh", "sinh", "tanh"].some((name) => named(inner, name))) return linear(inner.args[0])
  const summand = named(g, "log1p") ? inner : named(inner, "add") ? inner.args.find((e) => dependsOn(e, x)) : undefined
  const rest = named(g, "log1p") ? undefined : inner.args.find((e) => e !== summand)
  return named(summand, "exp") && linear(summand?.args[0]) && (rest === undefined || !dependsOn(rest, x))
}

const names: readonly (readonly [string, Sees])[] = [
  ["the sine integral Si", overArgument("sin")],
  ["the cosine integral Ci", overArgument("cos")],
  ["the exponential integral Ei", (f, x) => overArgument("exp")(f, x) || exponentialOver(f, x)],
  ["the hyperbolic integrals Shi and Chi", overArgument("sinh", "cosh")],
  ["the inverse tangent integral Ti₂", overArgument("atan")],
  ["a dilogarithm Li₂", overArgument("log", "log1p")],
  [
    "the logarithmic integral li",
    (f, x) => {
      const { top, bottom } = factorsOf(f, x)
      return bottom.length === 1 && named(bottom[0], "log") && top.every((g) => coefficientsOf(g, x) !== null)
    },
  ],
  ["a dilogarithm Li₂", softMaximum],
  ["the imaginary error function erfi", ofSquare("exp")],
  ["a Fresnel integral", ofSquare("sin", "cos")],
  [
    "an elliptic integral",
    (f, x) =>
      order(f).some((node) => {
        const [base, n] = powerOf(node) ?? []
        return n?.literal != null && n.literal % 1 !== 0 && [3, 4].includes(degreeOf(base, x))
      }),
  ],
  ["a function that has no name", (f, x) => order(f).some((g) => named(g, "pow") && g.args.every((a) => dependsOn(a, x)))],
]

/** The name of the function that an antiderivative would need, null where none is known. */
export const specialNameOf = (f: Expr, x: Expr): string | null => names.find(([, sees]) => sees(f, x))?.[0] ?? null
