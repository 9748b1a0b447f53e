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

const ofSquare =
  (...names: readonly string[]): Sees =>
  (f, x) =>
    order(f).some((node) => names.some((name) => named(node, name)) && degreeOf(node.args[0], x) === 2)

const names: readonly (readonly [string, Sees])[] = [
  ["the sine integral Si", overArgument("sin")],
  ["the cosine integral Ci", overArgument("cos")],
  ["the exponential integral Ei", overArgument("exp")],
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
