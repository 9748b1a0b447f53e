// Derivatives of terms, read off the primitives' own rules: backwards for a cotangent, forwards for a tangent.
// Both passes are loops over the shared term, so depth costs no stack.
import {
  add,
  apply,
  astype,
  asTensor,
  bindAll,
  broadcastTo,
  type Custom,
  type Elementwise,
  type Expr,
  isFloat,
  literal,
  multiply,
  negative,
  type Numbered,
  numbered,
  order,
  type Primitive,
  sameShape,
  type Shape,
  share,
  symbol,
  toExpr,
  unbroadcast,
  type Value,
} from "@nablajs/core"

const value = (x: Expr): Value => asTensor(x) as Value

/** Which nodes depend on one of `leaves`, symbols being found by name. */
export function dependents({ nodes, placeOf }: Numbered, leaves: readonly Expr[]): (node: Expr) => boolean {
  const names = new Set(leaves.map((x) => x.name))
  const found: boolean[] = []
  const depends = (node: Expr): boolean => found[placeOf(node)] === true
  for (const node of nodes) found.push((node.name !== null && names.has(node.name)) || node.args.some(depends))
  return depends
}

/** Whether `term` contains the symbol `leaf`. */
export const dependsOn = (term: Expr, leaf: Expr): boolean => order(term).some((node) => node.name !== null && node.name === leaf.name)

/** 0 of a shape. */
export const zeros = (shape: Shape): Expr => filled(0, shape)

/** The constant `c` in every element of a shape. */
export const filled = (c: number, shape: Shape): Expr =>
  shape.length === 0 ? literal(c) : toExpr(broadcastTo(value(literal(c)) as never, shape as never))

/** Cotangents of the symbols `by` for the cotangent `g` of `root`: ḡᵢ = (∂root/∂xᵢ)ᵀ g. */
export function pullback(root: Expr, by: readonly Expr[], g: Expr): Expr[] {
  const [shared] = share(root) as [Expr]
  const terms = numbered(shared)
  const { nodes, placeOf } = terms
  const isActive = dependents(terms, by)
  const cotangents: (Expr | null)[] = nodes.map(() => null)
  cotangents[nodes.length - 1] = g
  for (let k = nodes.length - 1; k >= 0; k--) {
    const node = nodes[k] as Expr
    const gy = cotangents[k] as Expr | null
    if (gy === null || node.primitive === null || !isActive(node)) continue
    const wanted = node.args.map(isActive)
    pull(node, node.primitive, gy, wanted).forEach((gx, i) => {
      const x = node.args[i] as Expr
      if (gx === null || !wanted[i]) return
      const known = cotangents[placeOf(x)] as Expr | null
      const typed = alike(gx, x)
      cotangents[placeOf(x)] = known === null ? typed : toExpr(add(value(known), value(typed)))
    })
    cotangents[k] = null
  }
  return by.map((x) => cotangents[nodes.findIndex((node) => node.name === x.name)] ?? zeros(x.shape))
}

// A cotangent has the element type of what it belongs to; terms of integers have none.
const alike = (g: Expr, x: Expr): Expr => (g.dtype === x.dtype || !isFloat(x.dtype) ? g : toExpr(astype(value(g) as never, x.dtype)))

function pull(node: Expr, p: Primitive, g: Expr, wanted: readonly boolean[]): (Expr | null)[] {
  const { args, params } = node
  switch (p.kind) {
    case "elementwise":
      return args.map((x, i) => (wanted[i] ? elementwisePull(node, i, g, x) : null))
    case "linear":
      return p
        .transpose(
          value(g),
          args.map((x) => x.shape),
          params,
        )
        .map(toExpr)
    case "multilinear":
      return args.map((_, i) => {
        const rule = p.transposes[i]
        return wanted[i] && rule ? toExpr(rule(value(g), args.map(value), params)) : null
      })
    case "custom":
      return customPull(node, p, g, wanted)
  }
}

/** ∂node/∂xᵢ of an elementwise primitive as a term or a number; null where there is no derivative. */
export function partial(node: Expr, i: number): Expr | number | null {
  const p = node.primitive as Elementwise
  const rule = p.partials[i]
  if (!rule) return null
  const [a, b, c] = node.args as [Expr, Expr, Expr]
  const factor = rule(value(node), value(a), value(b ?? a), value(c ?? a))
  return typeof factor === "number" ? factor : toExpr(factor)
}

function elementwisePull(node: Expr, i: number, g: Expr, x: Expr): Expr | null {
  const factor = partial(node, i)
  return factor === null ? null : toExpr(unbroadcast(value(scaled(factor, g)), x.shape))
}

/** factor · g, where 1 and −1 need no product. */
function scaled(factor: Expr | number, g: Expr): Expr {
  if (factor === 1) return g
  if (factor === -1) return toExpr(negative(value(g)))
  if (typeof factor !== "number" && g.literal === 1 && g.shape.length === 0) return factor
  return toExpr(multiply(typeof factor === "number" ? factor : value(factor), value(g)) as Value)
}

let placeholders = 0

/** A symbol that no formula can name: it stands for a tangent or a cotangent while a rule is read. */
export const placeholder = (shape: Shape): Expr => symbol(`\u2202${++placeholders}`, shape)

// The forward rule is linear in its tangents, and a linear term is transposed by pulling back through it.
function customPull(node: Expr, p: Custom, g: Expr, wanted: readonly boolean[]): (Expr | null)[] {
  const results = resultsOf(node, p)
  if (p.vjp) {
    const gs = results.map((_, i) => (i === resultIndex(node) ? value(g) : null))
    return p.vjp(gs, node.args.map(value), results, ownParams(node)).map((x) => (x === null ? null : toExpr(x)))
  }
  const tangents = node.args.map((x, i) => (wanted[i] ? placeholder(x.shape) : null))
  const dy = customPush(node, p, tangents, results)
  if (dy === null) return tangents.map(() => null)
  const open = tangents.filter((x) => x !== null)
  const pulled = pullback(dy, open, g)
  return tangents.map((x) => (x === null ? null : (pulled[open.indexOf(x)] as Expr)))
}

function customPush(node: Expr, p: Custom, tangents: readonly (Expr | null)[], results: readonly Value[]): Expr | null {
  const dys = p.jvp(
    node.args.map(value),
    tangents.map((x) => (x === null ? null : value(x))),
    results,
    ownParams(node),
  )
  const dy = dys[resultIndex(node)]
  return dy === null || dy === undefined ? null : toExpr(dy)
}

const resultIndex = (node: Expr): number => (node.params as { result?: number } | undefined)?.result ?? 0

function ownParams(node: Expr): unknown {
  if ((node.params as { result?: number } | undefined)?.result === undefined) return node.params
  const { result: _, ...rest } = node.params as { result: number }
  return rest
}

const resultsOf = (node: Expr, p: Custom): readonly Value[] => (p.multi ? bindAll(p, node.args.map(value), ownParams(node)) : [value(node)])

/**
 * The differential of `root` when each symbol of `by` moves by its tangent: d root = Σ (∂root/∂xᵢ) dxᵢ; null where
 * nothing moves.
 */
export function pushforward(root: Expr, by: readonly Expr[], tangents: readonly Expr[]): Expr | null {
  const [shared] = share(root) as [Expr]
  const terms = numbered(shared)
  const isActive = dependents(terms, by)
  const moved: (Expr | null)[] = []
  const tangentOf = (x: Expr): Expr | null => moved[terms.placeOf(x)] as Expr | null
  for (const node of terms.nodes) {
    const leaf = node.name === null ? -1 : by.findIndex((x) => x.name === node.name)
    moved.push(leaf >= 0 ? (tangents[leaf] as Expr) : isActive(node) ? push(node, node.args.map(tangentOf)) : null)
  }
  return tangentOf(shared)
}

/** The differential of one application from those of its arguments, null standing for 0. */
export function push(node: Expr, dxs: readonly (Expr | null)[]): Expr | null {
  const p = node.primitive as Primitive
  if (dxs.every((dx) => dx === null)) return null
  switch (p.kind) {
    case "elementwise":
      return total(dxs.map((dx, i) => (dx === null ? null : elementwisePush(node, i, dx))))
    case "linear":
      return apply(
        p,
        dxs.map((dx, i) => dx ?? zeros((node.args[i] as Expr).shape)),
        node.params,
      )
    case "multilinear":
      return total(
        dxs.map((dx, i) =>
          dx === null || !p.transposes[i]
            ? null
            : apply(
                p,
                node.args.map((x, k) => (k === i ? dx : x)),
                node.params,
              ),
        ),
      )
    case "custom":
      return customPush(node, p, dxs, resultsOf(node, p))
  }
}

function elementwisePush(node: Expr, i: number, dx: Expr): Expr | null {
  const factor = partial(node, i)
  if (factor === null) return null
  const moved = scaled(factor, dx)
  return sameShape(moved.shape, node.shape) ? moved : toExpr(broadcastTo(value(moved) as never, node.shape as never))
}

const total = (terms: readonly (Expr | null)[]): Expr | null =>
  terms.reduce((sum, x) => (x === null ? sum : sum === null ? x : toExpr(add(value(sum), value(x)))), null)

/** The term with symbols replaced by name. */
export function substitute(root: Expr, replacements: ReadonlyMap<string, Expr>): Expr {
  const { nodes, placeOf } = numbered(root)
  const now: Expr[] = []
  const moved = (x: Expr): Expr => now[placeOf(x)] as Expr
  for (const node of nodes) {
    if (node.name !== null) now.push(replacements.get(node.name) ?? node)
    else now.push(node.args.every((x) => moved(x) === x) ? node : reapply(node, node.args.map(moved)))
  }
  return moved(root)
}

/** The node's primitive applied to other arguments, its shape computed anew. */
export function reapply(node: Expr, args: readonly Expr[]): Expr {
  const p = node.primitive as Primitive
  if (p.kind !== "elementwise" && p.multi) return toExpr(bindAll(p, args.map(value), ownParams(node))[resultIndex(node)] as Value)
  return apply(p, args, node.params)
}
