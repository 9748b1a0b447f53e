// Gradient identities by the form of the function: which textbook line a head such as uᵀAu is an instance of. What the
// derivative is, the primitives say; here stand only the names.
import { type Expr, numbered, order } from "@nablajs/core"
import { dependents, reapply } from "../differentiate.ts"

/** A textbook line. */
export interface Identity {
  readonly rule: string
  readonly title: string
}

type Recognizer = (head: Expr, u: Expr) => Identity | null

const is = (e: Expr | undefined, u: Expr): boolean => e !== undefined && e.name !== null && e.name === u.name
const named = (e: Expr | undefined, ...names: readonly string[]): boolean => names.includes(e?.primitive?.name ?? "")
const arg = (e: Expr | undefined, i = 0): Expr | undefined => e?.args[i]
const free = (e: Expr | undefined, u: Expr): boolean => e !== undefined && !order(e).some((node) => is(node, u))

const identity = (rule: string, title: string): Identity => ({ rule, title })

/** Σ over all elements. */
const isTotal = (e: Expr | undefined): boolean => named(e, "sum") && e?.shape.length === 0

/** u ∘ u, written in any way. */
const isSquare = (e: Expr | undefined, u: Expr): boolean =>
  (named(e, "square") && is(arg(e), u)) ||
  (named(e, "multiply") && is(arg(e), u) && is(arg(e, 1), u)) ||
  (named(e, "pow") && is(arg(e), u) && arg(e, 1)?.literal === 2)

/** Σ uᵢ² or uᵀu. */
function isSquaredNorm(e: Expr | undefined, u: Expr): boolean {
  if (e === undefined || e.shape.length > 0 || u.shape.length === 0) return false
  if (isTotal(e) && isSquare(arg(e), u)) return true
  if (named(e, "contract") && is(arg(e), u) && is(arg(e, 1), u)) return sameLabels(e)
  return (named(e, "square") || (named(e, "pow") && arg(e, 1)?.literal === 2)) && isNorm(arg(e), u)
}

const sameLabels = (e: Expr): boolean => String((e.params as { a: number[] }).a) === String((e.params as { b: number[] }).b)

const isNorm = (e: Expr | undefined, u: Expr): boolean =>
  (named(e, "norm") && e?.shape.length === 0 && is(arg(e), u)) || (named(e, "sqrt") && isSquaredNorm(arg(e), u))

/** exp(u − logsumexp(u)) */
function isSoftmax(e: Expr, u: Expr): boolean {
  const difference = arg(e)
  const top = arg(difference, 1)
  return (
    u.shape.length === 1 &&
    named(e, "exp") &&
    named(difference, "subtract") &&
    is(arg(difference), u) &&
    named(top, "logsumexp") &&
    is(arg(top), u)
  )
}

/** uᵀAu, bracketed either way. */
function isQuadratic(e: Expr, u: Expr): boolean {
  if (!named(e, "contract") || e.shape.length > 0 || u.shape.length !== 1) return false
  const [a, b] = e.args as [Expr, Expr]
  const product = (p: Expr): boolean =>
    named(p, "contract") && p.shape.length === 1 && ((is(arg(p), u) && free(arg(p, 1), u)) || (is(arg(p, 1), u) && free(arg(p), u)))
  return (is(a, u) && product(b)) || (is(b, u) && product(a))
}

const isTrace = (e: Expr | undefined): boolean => isTotal(e) && named(arg(e), "diagonal")

const recognizers: readonly Recognizer[] = [
  (e, u) =>
    is(e, u)
      ? u.shape.length === 0
        ? identity("identity", "derivative of the variable itself")
        : identity("identity", "identity: ∇ₓ x = I")
      : null,
  (e, u) =>
    isSquaredNorm(e, u)
      ? u.shape.length === 1
        ? identity("squared-norm", "identity: ∇ₓ ‖x‖² = ∇ₓ xᵀx = 2x")
        : identity("frobenius", "identity: ∇_X ‖X‖²_F = 2X")
      : null,
  (e, u) => (isQuadratic(e, u) ? identity("quadratic-form", "identity: ∇ₓ xᵀAx = (A + Aᵀ)x") : null),
  (e, u) => (isNorm(e, u) ? identity("norm", "identity: ∇ₓ ‖x‖ = x / ‖x‖") : null),
  (e, u) => (isTrace(e) && is(arg(arg(e)), u) ? identity("trace", "identity: ∇_X tr(X) = I") : null),
  (e, u) => (isTrace(e) && linear(e, u) ? identity("trace-linear", "identity: ∇_X tr(AX) = Aᵀ") : null),
  (e, u) => (isTotal(e) && is(arg(e), u) ? identity("total", "identity: ∇ₓ Σ xᵢ = 1 in every place") : null),
  (e, u) =>
    isTotal(e) && elementwise(arg(e), u) ? identity("total-of-function", "identity: ∇ₓ Σ f(xᵢ) = f′(x), element by element") : null,
  (e, u) =>
    elementwise(e, u)
      ? u.shape.length === 0
        ? null
        : identity("elementwise", "function applied element by element: ∂f(x)/∂x = diag(f′(x))")
      : null,
  (e, u) =>
    named(e, "logsumexp") && e.shape.length === 0 && is(arg(e), u) ? identity("logsumexp", "identity: ∇ₓ logsumexp(x) = softmax(x)") : null,
  (e, u) => (isSoftmax(e, u) ? identity("softmax", "identity: ∂ softmax(x)/∂x = diag(s) − s sᵀ, s = softmax(x)") : null),
  (e, u) => product(e, u),
  (e, u) => (linear(e, u) ? identity("linear", "derivative of a linear map: its matrix, transposed") : null),
]

function product(e: Expr, u: Expr): Identity | null {
  if (!named(e, "contract")) return null
  const [a, b] = e.args as [Expr, Expr]
  if (is(a, u) === is(b, u)) return null
  if (!free(is(a, u) ? b : a, u)) return null
  if (u.shape.length === 1 && e.shape.length === 0) return identity("inner", "identity: ∇ₓ aᵀx = a")
  if (u.shape.length !== 1 || e.shape.length !== 1) return null
  return is(b, u) ? identity("product-right", "identity: ∇ₓ Ax = Aᵀ") : identity("product-left", "identity: ∇ₓ xᵀA = A")
}

/** One elementwise function of u and numbers. */
const elementwise = (e: Expr | undefined, u: Expr): boolean =>
  e?.primitive?.kind === "elementwise" &&
  e.args.filter((x) => is(x, u)).length === 1 &&
  e.args.every((x) => is(x, u) || (x.shape.length === 0 && free(x, u)))

/** Linear in u: only linear steps lie between. */
function linear(e: Expr, u: Expr): boolean {
  const terms = numbered(e)
  const isActive = dependents(terms, [u])
  return terms.nodes.every((node) => {
    if (!isActive(node) || is(node, u)) return true
    const p = node.primitive
    if (p?.kind === "linear") return true
    const moving = node.args.filter(isActive).length
    if (p?.kind === "multilinear") return moving === 1
    return (
      named(node, "negative") || (named(node, "multiply") && moving === 1) || (named(node, "divide") && !isActive(node.args[1] as Expr))
    )
  })
}

/** The textbook line that `head`, a function of the symbol `u`, is an instance of. */
export function recognize(head: Expr, u: Expr): Identity | null {
  for (const recognizer of recognizers) {
    const found = recognizer(head, u)
    if (found !== null) return found
  }
  return null
}

/** Subterms that every path from the term to the symbol passes through, outermost first, the term itself left out. */
export function bottlenecks(root: Expr, x: Expr): Expr[] {
  const terms = numbered(root)
  const { nodes } = terms
  const isActive = dependents(terms, [x])
  const open = new Set<Expr>([root])
  const out: Expr[] = []
  for (let k = nodes.length - 1; k >= 0; k--) {
    const node = nodes[k] as Expr
    if (!open.has(node)) continue
    if (open.size === 1 && node !== root) out.push(node)
    open.delete(node)
    for (const child of node.args) if (isActive(child)) open.add(child)
  }
  return out
}

/** The term with the subterm `u`, one object of it, replaced. */
export function replaced(root: Expr, u: Expr, by: Expr): Expr {
  const now = new Map<Expr, Expr>()
  for (const node of order(root)) {
    if (node === u) now.set(node, by)
    else if (node.primitive === null) now.set(node, node)
    else {
      const args = node.args.map((x) => now.get(x) as Expr)
      now.set(node, args.every((x, i) => x === node.args[i]) ? node : reapply(node, args))
    }
  }
  return now.get(root) as Expr
}
