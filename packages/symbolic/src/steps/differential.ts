// Derivation by differentials, as people do it by hand: df by the product rule, every term brought to the form
// ⟨G, dX⟩ = tr(Gᵀ dX), the gradient read off.
import {
  add,
  asTensor,
  contract,
  type Expr,
  literal,
  matmul,
  multiply,
  same,
  share,
  symbol,
  toExpr,
  trace,
  transpose,
  type Value,
} from "@nablajs/core"
import { dependsOn, pullback, push, substitute } from "../differentiate.ts"
import { coefficient, jacobianOf } from "../jacobian.ts"
import { simple } from "../simple.ts"
import { tidy } from "../tidy.ts"
import { bottlenecks, recognize, replaced } from "./identity.ts"
import { derivativeOf, differentialOf } from "./operator.ts"
import { branch, leaf, type Step } from "./step.ts"

const val = (x: Expr): never => asTensor(x) as never
const term = (x: Value): Expr => toExpr(x)

const DEEPEST = 40

/** The symbol dx, a small change of x. */
export const changeOf = (x: Expr): Expr => symbol(`d${x.name}`, x.shape)

/** ∇ₓ y by differentials. */
export function differentialSteps(y: Expr, x: Expr): Step[] {
  const dx = changeOf(x)
  const [shared] = share(y) as [Expr]
  const take = differential(shared, x, dx, 0)
  const dy = take.result
  if (y.shape.length > 0) {
    const expr = simple(coefficientOf(dy, dx, y, x))
    return [take, leaf("read-off", "read off the derivative: dy = (∂y/∂x)ᵀ dx", derivativeOf(y, x, "nabla"), expr)]
  }
  const terms = summandsOf(dy)
  const gradients = terms.map((t) => simple(pullback(t.term, [dx], literal(1))[0] as Expr))
  const inner = terms.map((t, i) => pairing(gradients[i] as Expr, dx))
  const moves = terms.flatMap((t, i) => (same(t.term, inner[i] as Expr) ? [] : [leaf("transpose", moveTitle(x), t.term, inner[i] as Expr)]))
  const signed = (parts: readonly Expr[]): Expr =>
    parts
      .map((e, i) => ((terms[i] as { sign: number }).sign === 1 ? e : tidy(term(multiply(-1 as never, val(e))))))
      .reduce((a, b) => tidy(term(add(val(a), val(b)))))
  const G = simple(signed(gradients))
  const out: Step[] = [take]
  if (moves.length > 0) out.push(branch("trace", moveTitle(x), dy, signed(inner), terms.length > 1 ? moves : [], signed(inner)))
  const collected = pairing(G, dx)
  if (terms.length > 1)
    out.push(
      leaf(
        "collect",
        x.shape.length < 2 ? "collect: one factor times dx" : `collect: one factor times d${x.name}`,
        signed(inner),
        collected,
      ),
    )
  out.push(
    leaf(
      "read-off",
      x.shape.length < 2 ? `read off the gradient: df = (∇f)ᵀ d${x.name}` : `read off the gradient: df = tr((∇f)ᵀ d${x.name})`,
      derivativeOf(y, x, "nabla"),
      G,
    ),
  )
  return out
}

const moveTitle = (x: Expr): string =>
  x.shape.length < 2
    ? `a scalar is its own transpose: bring each term to the form gᵀ d${x.name}`
    : `trace trick: tr(ABC) = tr(CAB), bring each term to the form tr(Gᵀ d${x.name})`

const coefficientOf = (dy: Expr, dx: Expr, y: Expr, x: Expr): Expr => {
  if (!dependsOn(dy, dx)) return jacobianOf(y, x)
  return x.shape.length === 0 ? coefficient(dy, dx) : jacobianOf(dy, dx)
}

/** ⟨G, dx⟩ = Σ G ∘ dx, for matrices written tr(Gᵀ dX). */
export function pairing(G: Expr, dx: Expr): Expr {
  if (dx.shape.length === 0) return term(multiply(val(G), val(dx)))
  if (dx.shape.length === 2) return term(trace(matmul(transpose(val(G)), val(dx)) as never))
  const axes = dx.shape.map((_, i) => i)
  return tidy(term(contract(val(G), val(dx), { a: axes, b: axes, out: [] })))
}

const commutes = "the differential passes through linear operations"

const titles: Readonly<Record<string, string>> = {
  add: "differential of a sum",
  subtract: "differential of a difference",
  multiply: "differential of a product: d(a b) = (da) b + a (db)",
  contract: "differential of a product: d(A B) = (dA) B + A (dB)",
  divide: "differential of a quotient",
  pow: "differential of a power: d(uⁿ) = n uⁿ⁻¹ du",
  square: "differential of a power: d(u²) = 2 u du",
  det: "differential of a determinant: d det(X) = det(X) tr(X⁻¹ dX)",
  logdet: "differential of a log-determinant: d log det(X) = tr(X⁻¹ dX)",
  negative: commutes,
  inv: "differential of an inverse: d(X⁻¹) = −X⁻¹ (dX) X⁻¹",
}

function differential(y: Expr, x: Expr, dx: Expr, depth: number): Step {
  const before = differentialOf(y, [x], [dx])
  if (y.name !== null && y.name === x.name) return leaf("identity", `the variable moves by d${x.name}`, before, dx)
  if (!dependsOn(y, x)) return leaf("constant", "constants do not move", before, tidy(zero(y)))
  const known = namedScalar(y, x, dx, before, depth)
  if (known !== null) return known
  const p = y.primitive
  const moving = y.args.flatMap((arg, i) => (dependsOn(arg, x) ? [i] : []))
  if (p === null || depth > DEEPEST) return leaf("rules", "the rules above, applied to what is inside", before, before)
  if (p.kind === "linear" && y.args.length === 1) return linearRun(y, x, dx, before, depth)
  const children = moving.map((i) => differential(y.args[i] as Expr, x, dx, depth + 1))
  const combine = (of: (step: Step) => Expr): Expr => {
    const moved = push(
      y,
      y.args.map((_, i) => (moving.includes(i) ? of(children[moving.indexOf(i)] as Step) : null)),
    )
    return moved === null ? zero(y) : tidy(moved)
  }
  const title =
    titles[p.name] ??
    (p.kind === "linear"
      ? commutes
      : p.kind === "elementwise"
        ? `differential of a function: d ${p.name}(u) = ${p.name}′(u) du, element by element`
        : `differential of ${p.name}`)
  const inner = children.filter((s) => s.rule !== "identity")
  return branch(
    `differential-${p.kind === "linear" ? "linear" : p.name}`,
    title,
    before,
    combine((s) => (s.rule === "identity" ? s.after : s.before)),
    inner,
    combine((s) => s.result),
  )
}

const gradients = new Set(["squared-norm", "frobenius", "norm", "logsumexp", "softmax"])

/** Scalar functions with a gradient of their own name: d‖u‖² = 2uᵀ du. */
function namedScalar(y: Expr, x: Expr, dx: Expr, before: Expr, depth: number): Step | null {
  if (y.shape.length > 0) return null
  for (const u of bottlenecks(y, x).slice(0, 3)) {
    const s = symbol("u", u.shape)
    const head = replaced(y, u, s)
    const known = dependsOn(head, x) ? null : recognize(head, s)
    if (known === null || !gradients.has(known.rule)) continue
    const G = substitute(simple(jacobianOf(head, s)), new Map([["u", u]]))
    const child = differential(u, x, dx, depth + 1)
    const children = child.rule === "identity" ? [] : [child]
    return branch(
      `differential-${known.rule}`,
      known.title,
      before,
      pairing(G, child.rule === "identity" ? dx : child.before),
      children,
      pairing(G, child.result),
    )
  }
  return null
}

/** Linear operations one after the other, as tr(…) is, in one step. */
function linearRun(y: Expr, x: Expr, dx: Expr, before: Expr, depth: number): Step {
  const run = [y]
  let inner = y.args[0] as Expr
  while (inner.primitive?.kind === "linear" && inner.args.length === 1) {
    run.push(inner)
    inner = inner.args[0] as Expr
  }
  const child = differential(inner, x, dx, depth + 1)
  const through = (e: Expr): Expr => tidy(run.reduceRight<Expr>((moved, node) => push(node, [moved]) as Expr, e))
  const children = child.rule === "identity" ? [] : [child]
  return branch(
    "differential-linear",
    commutes,
    before,
    through(child.rule === "identity" ? child.after : child.before),
    children,
    through(child.result),
  )
}

const zero = (y: Expr): Expr => term(multiply(0 as never, val(y)))

function summandsOf(y: Expr): { readonly term: Expr; readonly sign: 1 | -1 }[] {
  const out: { term: Expr; sign: 1 | -1 }[] = []
  const stack: { term: Expr; sign: 1 | -1 }[] = [{ term: y, sign: 1 }]
  while (stack.length > 0) {
    const top = stack.pop() as { term: Expr; sign: 1 | -1 }
    const name = top.term.primitive?.name
    const [a, b] = top.term.args as [Expr, Expr]
    const flipped = top.sign === 1 ? -1 : 1
    if (name === "add" || name === "subtract")
      stack.push({ term: b, sign: name === "add" ? top.sign : flipped }, { term: a, sign: top.sign })
    else if (name === "negative") stack.push({ term: a, sign: flipped })
    else if (name === "sum" && top.term.shape.length === 0 && (a.primitive?.name === "add" || a.primitive?.name === "subtract")) {
      // Σ (p + q) = Σ p + Σ q where both have the full shape
      const [p, q] = a.args as [Expr, Expr]
      if (String(p.shape) !== String(a.shape) || String(q.shape) !== String(a.shape)) out.push(top)
      else {
        const total = (e: Expr): Expr => term(push(top.term, [e]) as unknown as Value)
        stack.push({ term: total(q), sign: a.primitive.name === "add" ? top.sign : flipped }, { term: total(p), sign: top.sign })
      }
    } else out.push(top)
  }
  return out
}
