// Where a derivative holds: domains of the functions in a formula, and what is taken at their kinks.
import { type Expr, numbered, share } from "@nablajs/core"
import { dependents } from "./differentiate.ts"
import { text } from "./print/text.ts"
import { isNotNegative, isPositive } from "./sign.ts"

type Describe = (node: Expr) => string | null

const argument = (node: Expr, i = 0): Expr => node.args[i] as Expr
// What always holds is not said.
const says =
  (i: number, relation: string): Describe =>
  (node) => {
    const u = argument(node, i)
    const holds =
      u.literal !== null || ((relation === "> 0" || relation === "≠ 0") && isPositive(u)) || (relation === "> -1" && isNotNegative(u))
    return holds ? null : `${text(u)} ${relation}`
  }

const conditions: Readonly<Record<string, Describe>> = {
  divide: says(1, "≠ 0"),
  log: says(0, "> 0"),
  log2: says(0, "> 0"),
  log10: says(0, "> 0"),
  log1p: says(0, "> -1"),
  sqrt: (node) => {
    const u = normed(argument(node))
    if (isPositive(argument(node))) return null
    return u === null ? `${text(argument(node))} > 0` : `${text(u)} ≠ 0`
  },
  norm: says(0, "≠ 0"),
  cbrt: says(0, "≠ 0"),
  pow: (node) => {
    const n = argument(node, 1).literal
    if (isPositive(argument(node))) return null
    if (n === null) return `${text(argument(node))} > 0`
    return Number.isInteger(n) ? (n < 0 ? `${text(argument(node))} ≠ 0` : null) : `${text(argument(node))} > 0`
  },
  tan: (node) => `cos(${text(argument(node))}) ≠ 0`,
  asin: (node) => `|${text(argument(node))}| < 1`,
  acos: (node) => `|${text(argument(node))}| < 1`,
  atanh: (node) => `|${text(argument(node))}| < 1`,
  acosh: says(0, "> 1"),
  inv: (node) => `${text(argument(node))} invertible`,
  solve: (node) => `${text(argument(node))} invertible`,
  det: () => null,
  // over an axis of any size the derivative is the product divided by each element
  prod: (node) => {
    const u = argument(node)
    return typeof u.shape[u.shape.length - 1] === "number" || isPositive(u) ? null : `${text(u)} ≠ 0`
  },
  logdet: (node) => `det(${text(argument(node))}) > 0`,
}

const notes: Readonly<Record<string, Describe>> = {
  abs: (node) => `at ${text(argument(node))} = 0 the derivative of abs is taken as 0`,
  relu: (node) => `at ${text(argument(node))} = 0 the derivative of relu is taken as 0`,
  sign: () => "the derivative of sign is 0 where it exists",
  floor: () => "the derivative of floor is 0 where it exists",
  ceil: () => "the derivative of ceil is 0 where it exists",
  round: () => "the derivative of round is 0 where it exists",
  trunc: () => "the derivative of trunc is 0 where it exists",
  maximum: (node) => `where ${text(argument(node))} = ${text(argument(node, 1))}, both share the derivative of the maximum equally`,
  minimum: (node) => `where ${text(argument(node))} = ${text(argument(node, 1))}, both share the derivative of the minimum equally`,
  max: () => "elements that tie for the maximum share its derivative equally",
  min: () => "elements that tie for the minimum share its derivative equally",
  where: () => "where the cases of where(…) meet, the derivative of the chosen case is taken",
  stopGradient: (node) => `${text(argument(node))} is held constant`,
}

/** u where the term is Σ uᵢ². */
function normed(e: Expr): Expr | null {
  if (e.primitive?.name === "contract" && e.args[0] === e.args[1] && e.shape.length === 0) return argument(e)
  if (e.primitive?.name !== "sum" || e.shape.length > 0) return null
  const inner = argument(e)
  const name = inner.primitive?.name
  if (name === "square" || (name === "pow" && argument(inner, 1).literal === 2)) return argument(inner)
  return name === "multiply" && inner.args[0] === inner.args[1] ? argument(inner) : null
}

function described(table: Readonly<Record<string, Describe>>, of: Expr, by: readonly Expr[]): string[] {
  const [shared] = share(of) as [Expr]
  const terms = numbered(shared)
  const isActive = dependents(terms, by)
  const bare = bareNorms(terms.nodes)
  const out = new Set<string>()
  for (const node of terms.nodes) {
    const name = node.primitive?.name ?? ""
    if (!isActive(node) || !Object.hasOwn(table, name) || (name === "norm" && !bare.has(node))) continue
    const said = (table[name] as Describe)(node)
    if (said !== null) out.add(said)
    if (out.size >= 20) break
  }
  return [...out]
}

/** The norms that are not only squared: ‖u‖² is smooth where ‖u‖ is not. */
function bareNorms(nodes: readonly Expr[]): ReadonlySet<Expr> {
  const isSquare = (x: Expr): boolean =>
    x.primitive?.name === "square" || (x.primitive?.name === "pow" && ((x.args[1] as Expr).literal ?? 0) >= 2)
  const bare = new Set<Expr>(nodes.slice(-1))
  for (const x of nodes) if (!isSquare(x)) for (const arg of x.args) if (arg.primitive?.name === "norm") bare.add(arg)
  return bare
}

/** What must hold of the variables for the formula and its derivative to exist. */
export const conditionsOf = (of: Expr, by: readonly Expr[]): string[] => described(conditions, of, by)

/** Which value is taken where a function has a kink. */
export const kinksOf = (of: Expr, by: readonly Expr[]): string[] => described(notes, of, by)
