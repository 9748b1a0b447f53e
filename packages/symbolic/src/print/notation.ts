// From terms to phrases: one rule for each primitive that has a notation, the call with its parameters for all others.
import { type Expr, numbered, type Primitive, same, type Shape, sameShape } from "@nablajs/core"
import { atLeast, atom, type Dialect, emit, level, minus, negated, ownTranspose, type Phrase, plus, times, turn } from "./phrase.ts"
import { commuted } from "../kronecker/commutation.ts"
import { sidesOf } from "../kronecker/product.ts"
import { einsumOf } from "./einsum.ts"
import { contraction, type Labels } from "./products.ts"

type Written = (x: Expr) => Phrase
type Rule = (d: Dialect, args: readonly Phrase[], node: Expr, written: Written) => Phrase | null

/** A formula as one string; subterms that occur often get names where writing them out would explode. */
export function show(d: Dialect, root: Expr): string {
  const { nodes, placeOf } = numbered(root)
  const shadowed = new Set<string>()
  for (const x of nodes) if (x.name !== null) shadowed.add(x.name)
  const names = subtermsToName(nodes, placeOf, shadowed)
  const phrases: Phrase[] = []
  const written: Written = (x) => phrases[placeOf(x)] as Phrase
  const definitions: [string, string][] = []
  for (const node of nodes) {
    const phrase = phraseOf(d, node, written, shadowed)
    const name = names.get(phrases.length)
    if (name !== undefined) definitions.push([d.name(name), emit(phrase)])
    phrases.push(name === undefined ? phrase : atom(d.name(name), node.shape))
  }
  const top = written(root)
  const body = emit(top.rowwise ? turn(d, top) : top)
  return definitions.length === 0 ? body : d.where(body, definitions)
}

// Up to this many nodes a formula is written out, shared or not.
const PLAIN = 2_000

/** The names by the places of what they stand for. */
function subtermsToName(nodes: readonly Expr[], placeOf: (x: Expr) => number, taken: ReadonlySet<string>): ReadonlyMap<number, string> {
  const named = new Map<number, string>()
  if (sizeAsTree(nodes) <= 2 * nodes.length) return named
  const size = new Float64Array(nodes.length)
  const uses = new Uint32Array(nodes.length)
  nodes.forEach((x, i) => {
    let total = 1
    for (const arg of x.args) {
      const k = placeOf(arg)
      total += size[k] as number
      uses[k] = (uses[k] as number) + 1
    }
    size[i] = total
  })
  if ((size[nodes.length - 1] as number) <= Math.max(PLAIN, 2 * nodes.length)) return named
  let k = 0
  nodes.forEach((x, i) => {
    if ((uses[i] as number) < 2 || x.args.length === 0) return
    do k++
    while (taken.has(`t${k}`))
    named.set(i, `t${k}`)
  })
  return named
}

/** The number of nodes written out, where only symbols and numbers have several uses; else infinite. */
function sizeAsTree(nodes: readonly Expr[]): number {
  let uses = 0
  let ofApplications = 0
  let applications = 0
  for (const x of nodes) {
    if (x.args.length > 0) applications++
    uses += x.args.length
    for (const arg of x.args) if (arg.args.length > 0) ofApplications++
  }
  return ofApplications < applications ? uses + 1 : Number.POSITIVE_INFINITY
}

function phraseOf(d: Dialect, node: Expr, written: Written, shadowed: ReadonlySet<string>): Phrase {
  const p = node.primitive
  if (p === null) return leaf(d, node, shadowed)
  const whole = node.shape.length > 2 ? einsumOf(d, node, written) : null
  if (whole !== null) return whole
  const args = node.args.map(written)
  const special = Object.hasOwn(rules, p.name) ? (rules[p.name] as Rule)(d, args, node, written) : null
  return special ?? (p.kind === "elementwise" ? elementwise(d, p, args, node) : general(d, p, args, node))
}

function leaf(d: Dialect, node: Expr, shadowed: ReadonlySet<string>): Phrase {
  if (node.name !== null) {
    const symmetric = node.shape.length === 2 && node.flags.some((flag) => flag === "symmetric" || flag === "psd" || flag === "diagonal")
    return symmetric ? ownTranspose([d.name(node.name)], node.shape) : atom(d.name(node.name), node.shape)
  }
  if (node.literal !== null) return number(d, node.literal, shadowed)
  const rows = (node.constant as { toArray?: () => unknown }).toArray?.()
  return atom(d.array(rows), node.shape)
}

function number(d: Dialect, value: number, shadowed: ReadonlySet<string>): Phrase {
  if (value < 0 || Object.is(value, -0)) return { ...negated(d, number(d, -value, shadowed)), number: value }
  const { text, level: strength } = d.number(value, shadowed)
  return { parts: [text], level: strength, shape: [], number: value }
}

/** An argument of an elementwise function at the rank of the result. */
function fitted(d: Dialect, x: Phrase, shape: Shape): Phrase {
  if (x.shape.length === 0 || sameShape(x.shape, shape)) return x
  if (x.shape.length === 1 && shape.length === 2 && x.shape[0] === shape[1]) {
    return times(d, "matrix", atom(d.ones([shape[0] as string | number], 1), [shape[0] as string | number]), turn(d, x), shape)
  }
  return { parts: d.call("broadcastTo", [x, atom(d.options(`shape=[${shape.join(", ")}]`))]), level: level.atom, shape }
}

/** Both operands; one that repeats a scalar becomes that scalar where the other has the shape of the result. */
function pair(d: Dialect, [a, b]: readonly Phrase[], shape: Shape, sum = false): [Phrase, Phrase] {
  const [x, y] = [fitted(d, a as Phrase, shape), fitted(d, b as Phrase, shape)]
  if (shape.length === 2 && sum && !d.repeats) return [written(d, x, shape), written(d, y, shape)]
  if (x.fill && !y.fill && sameShape(y.shape, shape)) return [x.fill, y]
  if (y.fill && !x.fill && sameShape(x.shape, shape)) return [x, y.fill]
  return [x, y]
}

/** A scalar as the matrix that repeats it. */
const written = (d: Dialect, x: Phrase, shape: Shape): Phrase => (x.shape.length === 0 ? filled(d, x, shape) : x)

function elementwise(d: Dialect, p: Primitive, args: readonly Phrase[], node: Expr): Phrase {
  const fit = args.map((x) => fitted(d, x, node.shape))
  if (p.notation?.form === "infix" && fit.length === 2) {
    const [a, b] = pair(d, args, node.shape)
    const sign = d.relation(p.name)
    return { parts: [atLeast(d, level.sum, a), sign, atLeast(d, level.sum, b)], level: level.relation, shape: node.shape }
  }
  const parts = d.call(p.name, fit)
  const argument = fit[0] as Phrase
  return { parts, level: level.atom, shape: node.shape, ...(fit.length === 1 && { called: { name: p.name, argument } }) }
}

const general = (d: Dialect, p: Primitive, args: readonly Phrase[], node: Expr): Phrase => {
  const given = Object.entries((node.params ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined)
  const options = given.map(([key, value]) => atom(d.options(`${key}=${parameter(value)}`)))
  return { parts: d.call(p.name, [...args, ...options]), level: level.atom, shape: node.shape }
}

function parameter(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(parameter).join(", ")}]`
  if (typeof value !== "object" || value === null) return String(value)
  return `{${Object.entries(value)
    .map(([key, x]) => `${key}=${parameter(x)}`)
    .join(", ")}}`
}

const power = (d: Dialect, a: Phrase, b: Phrase, shape: Shape): Phrase => {
  const elementwise = shape.length > 0
  return { ...d.power(a, b, elementwise), shape }
}

function quotient(d: Dialect, a: Phrase, b: Phrase, shape: Shape): Phrase {
  if (a.minus && b.minus) return quotient(d, a.minus, b.minus, shape)
  if (a.minus) return negated(d, quotient(d, a.minus, b, shape))
  if (b.minus) return negated(d, quotient(d, a, b.minus, shape))
  return { ...d.quotient(a, b, b.shape.length > 0), shape, kind: "quotient" }
}

const two = (d: Dialect): Phrase => ({ parts: [d.number(2, new Set()).text], level: level.atom, shape: [], number: 2 })

/** u where the node is u², element by element. */
const rootOf = (node: Expr): Expr | null =>
  node.primitive?.name === "square" || (node.primitive?.name === "pow" && node.args[1]?.literal === 2) ? (node.args[0] as Expr) : null

const all = (axes: readonly number[], x: Expr): boolean => axes.length === x.shape.length

const rules: Readonly<Record<string, Rule>> = {
  add: (d, args, { shape }) => plus(d, ...pair(d, args, shape, true), shape),
  subtract: (d, args, { shape }) => minus(d, ...pair(d, args, shape, true), shape),
  negative: (d, [x]) => negated(d, x as Phrase),
  multiply: (d, args, { shape }) => {
    const [a, b] = pair(d, args, shape)
    if (a.number === -1) return negated(d, b)
    if (b.number === -1) return negated(d, a)
    return times(d, a.shape.length === 0 || b.shape.length === 0 ? "scale" : "elementwise", a, b, shape)
  },
  divide: (d, args, { shape }) => quotient(d, ...pair(d, args, shape), shape),
  pow: (d, args, { shape }) => power(d, ...pair(d, args, shape), shape),
  square: (d, [x], { shape }) => power(d, x as Phrase, two(d), shape),
  sqrt: (_, [x]) => (x as Phrase).norm ?? null,
  where: (d, args, { shape }) => {
    const [c, a, b] = args.map((x) => fitted(d, x, shape)) as [Phrase, Phrase, Phrase]
    return { parts: d.choice(c, a, b), level: level.atom, shape }
  },
  // exp(u - logsumexp(u))
  exp: (d, _, node, written) => {
    const [u, top] = (node.args[0] as Expr).args
    const softmax =
      node.args[0]?.primitive?.name === "subtract" &&
      top?.primitive?.name === "logsumexp" &&
      same(top.args[0] as Expr, u as Expr) &&
      node.shape.length === 1
    return softmax ? call(d, "softmax", written(u as Expr), node.shape) : null
  },
  transpose: (d, [x], { shape }) => {
    if (shape.length !== 2) return null
    const matrix = x as Phrase
    // what is its own transpose was transposed by hand
    return matrix.turned === matrix ? { ...d.transpose(matrix), shape, turned: matrix } : turn(d, matrix)
  },
  inv: (d, [x], { shape }) => (shape.length === 2 && (x as Phrase).turned === x ? ownTranspose(d.call("inv", [x as Phrase]), shape) : null),
  contract: (d, [a, b], node, written) =>
    contraction(d, a as Phrase, b as Phrase, node.params as Labels, node.shape) ?? einsumOf(d, node, written),
  sum: (d, [x], node, written) => total(d, x as Phrase, node, written),
  diagonal: (d, [x], { shape }) => (shape.length === 1 ? call(d, "diag", x as Phrase, shape) : null),
  diag: (d, [x], { shape }) => {
    if (shape.length !== 2) return null
    if ((x as Phrase).fill?.number === 1) return ownTranspose([d.eye(shape[0] as string | number)], shape)
    return ownTranspose(d.call("diag", [x as Phrase]), shape)
  },
  broadcast: (d, [x], node) => repeated(d, x as Phrase, node),
  reshape: (d, _, node, written) => kroneckerProduct(d, node, written) ?? stacked(d, node, written) ?? commutationMatrix(d, node),
  fillLike: (d, _, { params, shape }) => filled(d, number(d, (params as { value: number }).value, new Set()), shape),
  axisSize: (d, args, node) => sizeAsValue(d, args, node),
  norm: (d, [x], node) => {
    const source = node.args[0] as Expr
    if (!all((node.params as { axes: readonly number[] }).axes, source) || source.shape.length === 0 || source.shape.length > 2) return null
    return { parts: d.norm(source.shape.length === 1 ? "norm2" : "norm", x as Phrase), level: level.atom, shape: [] }
  },
  prod: (d, [x], node, written) => productOver(d, x as Phrase, node, written),
  cumsum: (d, [x], node) => running(d, x as Phrase, node),
  max: (d, [x], node) => reduction(d, "max", x as Phrase, node),
  min: (d, [x], node) => reduction(d, "min", x as Phrase, node),
  logsumexp: (d, [x], node) => reduction(d, "logsumexp", x as Phrase, node),
}

/** A ⊗ B */
function kroneckerProduct(d: Dialect, node: Expr, written: Written): Phrase | null {
  const sides = sidesOf(node)
  if (sides === null) return null
  const args = sides.map((s) => (s.row ? written(s.x) : turn(d, written(s.x))))
  return { parts: d.call("kron", args), level: level.atom, shape: node.shape }
}

/** K with K vec A = vec Aᵀ */
function commutationMatrix(d: Dialect, node: Expr): Phrase | null {
  const sizes = commuted(node)
  return sizes === null ? null : atom(d.commutation(...sizes), node.shape)
}

/** The columns of a matrix, one below the other. */
function stacked(d: Dialect, node: Expr, written: Written): Phrase | null {
  const turned = node.args[0] as Expr
  if (node.shape.length !== 1 || turned.shape.length !== 2 || turned.primitive?.name !== "transpose") return null
  return call(d, "vec", written(turned.args[0] as Expr), node.shape)
}

const call = (d: Dialect, name: string, x: Phrase, shape: Shape): Phrase => ({ parts: d.call(name, [x]), level: level.atom, shape })

function total(d: Dialect, x: Phrase, node: Expr, written: Written): Phrase {
  const source = node.args[0] as Expr
  const { axes } = node.params as { axes: readonly number[] }
  if (!all(axes, source))
    return d.totals(x, axes) ?? { parts: d.call("sum", [x, axisOption(d, axes)]), level: level.atom, shape: node.shape }
  const inner = source.args[0] as Expr
  if (source.primitive?.name === "diagonal" && source.shape.length === 1) return call(d, "tr", written(inner), [])
  if (source.primitive?.name === "abs" && source.shape.length === 1)
    return { ...call(d, "sum", x, []), parts: d.norm("norm1", written(inner)) }
  const root = rootOf(source)
  if (root === null || root.shape.length === 0 || root.shape.length > 2) return call(d, "sum", x, [])
  const norm: Phrase = { parts: d.norm(root.shape.length === 1 ? "norm2" : "norm", written(root)), level: level.atom, shape: [] }
  return { ...d.power(norm, two(d), false), shape: [], norm }
}

const axisOption = (d: Dialect, axes: readonly number[]): Phrase =>
  atom(d.options(`axis=${axes.length === 1 ? axes[0] : `[${axes.join(", ")}]`}`))

function reduction(d: Dialect, name: string, x: Phrase, node: Expr): Phrase {
  const { axes } = node.params as { axes: readonly number[] }
  const options = all(axes, node.args[0] as Expr) ? [] : [axisOption(d, axes)]
  return { parts: d.call(name, [x, ...options]), level: level.atom, shape: node.shape }
}

/** Over the last axis, which may be all axes as one. */
function productOver(d: Dialect, x: Phrase, node: Expr, written: Written): Phrase {
  const source = node.args[0] as Expr
  const whole = source.primitive?.name === "reshape" && source.shape.length === 1 ? (source.args[0] as Expr) : null
  if (whole !== null && whole.shape.length > 1) return call(d, "prod", written(whole), [])
  const options = source.shape.length === 1 ? [] : [axisOption(d, [source.shape.length - 1])]
  return { parts: d.call("prod", [x, ...options]), level: level.atom, shape: node.shape }
}

/** cumsum(x), for matrices with the axis. */
function running(d: Dialect, x: Phrase, node: Expr): Phrase {
  const { axis, back } = node.params as { readonly axis: number; readonly back: boolean }
  const options = [...(node.shape.length > 1 ? [axisOption(d, [axis])] : []), ...(back ? [atom(d.options("back=true"))] : [])]
  return { parts: d.call("cumsum", [x, ...options]), level: level.atom, shape: node.shape }
}

function repeated(d: Dialect, x: Phrase, node: Expr): Phrase | null {
  const { shape, axes } = node.params as { shape: Shape; axes: readonly number[] }
  if (x.shape.length === 0) return filled(d, x, shape)
  if (x.shape.length !== 1 || shape.length !== 2) return null
  const ones = atom(d.ones([shape[axes[0] as number] as string | number], 1), [shape[axes[0] as number] as string | number])
  return axes[0] === 0 ? times(d, "matrix", ones, turn(d, x), shape) : times(d, "matrix", x, turn(d, ones), shape)
}

function filled(d: Dialect, x: Phrase, shape: Shape): Phrase {
  if (shape.length === 0) return x
  if (x.number === 0) return { ...atom(d.ones(shape, 0), shape), fill: x }
  const ones = atom(d.ones(shape, 1), shape)
  return { ...(x.number === 1 ? ones : times(d, "scale", x, ones, shape)), fill: x }
}

function sizeAsValue(d: Dialect, _: readonly Phrase[], node: Expr): Phrase {
  const { axes } = node.params as { axes: readonly number[] }
  const source = node.args[0] as Expr
  const sizes = axes.map((k) => d.size(source.shape[k] as string | number))
  if (sizes.length === 0) return atom("1")
  return sizes.map((n): Phrase => ({ parts: [n.text], level: n.level, shape: [] })).reduce((a, b) => times(d, "scale", a, b, []))
}
