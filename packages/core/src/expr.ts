// Terms: applications of primitives to symbols, literals and arrays, kept as they were written. Symbolic formulas and
// traced programs are the same node. Nodes live in no global table; structure is compared by `same`.
import { type DType, floatOf, partOf, promote } from "./dtype.ts"
import { NablaError } from "./errors.ts"
import type { Primitive } from "./primitive.ts"
import { broadcastPrimitive } from "./primitives/broadcast.ts"
import { fillLikePrimitive } from "./primitives/cast.ts"
import { broadcastShapes, sameShape, type Shape, showShape } from "./shape.ts"
import { type Dim, toSize } from "./size.ts"
import { asTensor, dtypeOf, Fluent, type Params, shapeOf, TERMS, type Value, type World } from "./value.ts"
import { VERSION } from "./version.ts"

/** What is known of a symbol beyond its shape. */
export type Flag = "symmetric" | "psd" | "invertible" | "diagonal" | "positive"

/** The application of a primitive, or a leaf: a named symbol, a literal number, a constant array. */
export class Expr extends Fluent {
  override readonly shape: Shape
  override readonly dtype: DType
  /** null for leaves. */
  readonly primitive: Primitive | null
  readonly args: readonly Expr[]
  readonly params: Params
  /** The name of a symbol. */
  readonly name: string | null
  /** The number that a literal stands for. */
  readonly literal: number | null
  /** The array (or other value of an older world) that a constant holds. */
  readonly constant: Value | null
  readonly flags: readonly Flag[]
  /** Equal structure has equal hash. */
  readonly hash: number
  /** The number of the last walk that has met the node, and the node's place in it. */
  #walk = 0
  #place = 0

  /** Whether a walk has met a node; null for nodes of another copy of the package, which have no mark. */
  static met(node: Expr, walk: number): boolean | null {
    return #walk in node ? node.#walk === walk : null
  }

  static meet(node: Expr, walk: number, place: number): void {
    if (!(#walk in node)) return
    node.#walk = walk
    node.#place = place
  }

  /** A node's place in a walk; -1 where no mark tells it. */
  static place(node: Expr, walk: number): number {
    return #walk in node && node.#walk === walk ? node.#place : -1
  }

  constructor(fields: ExprFields) {
    super()
    this.shape = fields.shape
    this.dtype = fields.dtype
    this.primitive = fields.primitive ?? null
    this.args = fields.args ?? none
    this.params = fields.params
    this.name = fields.name ?? null
    this.literal = fields.literal ?? null
    this.constant = fields.constant ?? null
    this.flags = fields.flags ?? none
    this.hash = hashOf(this)
  }

  override get world(): World {
    return terms
  }

  get size(): never {
    throw new NablaError("traced-value", `a term of shape ${showShape(this.shape)} has no number of elements before its sizes have values`)
  }

  item(): never {
    throw new NablaError(
      "traced-value",
      "item: a term has no value before its symbols have values; evaluate it, or choose with where(condition, a, b)",
    )
  }

  override toString(): string {
    return this.name ?? (this.literal !== null ? `${this.literal}` : this.primitive ? `${this.primitive.name}(…)` : "constant")
  }
}

interface ExprFields {
  readonly shape: Shape
  readonly dtype: DType
  readonly primitive?: Primitive
  readonly args?: readonly Expr[]
  readonly params?: Params
  readonly name?: string
  readonly literal?: number
  readonly constant?: Value
  readonly flags?: readonly Flag[]
}

const none: readonly never[] = []

/** Whether `x` is a term, of this copy of the package or of another. */
export const isExpr = (x: unknown): x is Expr => typeof x === "object" && x !== null && (x as Fluent).world?.level === TERMS

/** A named variable; sizes are numbers or names such as "n". */
export function symbol(name: string, shape: readonly Dim[] = [], options: { dtype?: DType; flags?: readonly Flag[] } = {}): Expr {
  if (name === "") throw new NablaError("bad-argument", "symbol: a variable needs a name")
  return new Expr({
    name,
    shape: shape.map((n) => toSize(`symbol ${name}`, n)),
    dtype: options.dtype ?? "float64",
    flags: options.flags ?? none,
  })
}

/** A number as a term. */
export const literal = (value: number, dtype: DType = "float64"): Expr => new Expr({ literal: value, shape: none, dtype })

/** The constant `value` in a shape. */
export function filled(value: number, shape: Shape, dtype: DType = "float64"): Expr {
  const one = literal(value, dtype)
  return shape.length === 0 ? one : apply(broadcastPrimitive, [one], { shape, axes: shape.map((_, i) => i) })
}

/** Any value as a term: numbers become literals, arrays and values of older worlds constants. */
export function toExpr(x: Value): Expr {
  if (typeof x === "number") return literal(x)
  if (isExpr(x)) return x
  return new Expr({ constant: x, shape: shapeOf(x), dtype: dtypeOf(x) })
}

class Terms implements World {
  readonly level = TERMS
  readonly version: string = VERSION

  bind1(p: Primitive, x: Value, params: Params): Value {
    return asTensor(apply(p, [toExpr(x)], params))
  }

  bind2(p: Primitive, a: Value, b: Value, params: Params): Value {
    if (p.kind === "elementwise" && p.written) return p.written(a, b)
    return asTensor(apply(p, [toExpr(a), toExpr(b)], params))
  }

  bindN(p: Primitive, args: readonly Value[], params: Params): Value {
    return asTensor(apply(p, args.map(toExpr), params))
  }

  bindAll(p: Primitive, args: readonly Value[], params: Params): Value[] {
    const terms = args.map(toExpr)
    if (p.kind === "elementwise" || !p.multi) return [asTensor(apply(p, terms, params))]
    const shapes = p.shapes(
      terms.map((x) => x.shape),
      params,
    )
    const dtypes = p.dtypes(
      terms.map((x) => x.dtype),
      params,
    )
    return shapes.map((shape, result) =>
      asTensor(new Expr({ primitive: p, args: terms, params: { ...params, result }, shape, dtype: dtypes[result] as DType })),
    )
  }
}

const terms: World = /* @__PURE__ */ new Terms()

/** A primitive applied to terms. A constant fill keeps only the shape of what it resembles. */
export function apply(p: Primitive, args: readonly Expr[], params?: Params): Expr {
  const shapes = args.map((x) => x.shape)
  if (p === fillLikePrimitive) return filled(params.value, shapes[0] as Shape, (args[0] as Expr).dtype)
  if (p.kind !== "elementwise") {
    const shape = p.shape(shapes, params)
    return new Expr({
      primitive: p,
      args,
      params,
      shape,
      dtype: p.dtype(
        args.map((x) => x.dtype),
        params,
      ),
    })
  }
  const shape = shapes.reduce((a, b) => broadcastShapes(p.name, a, b))
  return new Expr({ primitive: p, args, params, shape, dtype: elementwiseType(p, args) })
}

function elementwiseType(p: Extract<Primitive, { kind: "elementwise" }>, args: readonly Expr[]): DType {
  if (p.result === "bool") return "bool"
  const values = p.arity === 3 ? args.slice(1) : args
  const common = values.map((x) => x.dtype).reduce(promote)
  return p.result === "float" ? floatOf(common) : p.result === "real" ? partOf(common) : common
}

let walks = 0

/** Every node that `roots` reach, arguments before their uses, each object once. Uses no recursion. */
export const order = (...roots: readonly Expr[]): Expr[] => walked(roots, ++walks)

function walked(roots: readonly Expr[], walk: number): Expr[] {
  const out: Expr[] = []
  // marks on the nodes cost a tenth of a set of them
  const unmarked = new Set<Expr>()
  const seen = (node: Expr): boolean => Expr.met(node, walk) ?? unmarked.has(node)
  const stack: Expr[] = [...roots].reverse()
  while (stack.length > 0) {
    const node = stack[stack.length - 1] as Expr
    if (seen(node)) {
      stack.pop()
      continue
    }
    const { args } = node
    const height = stack.length
    for (let i = args.length - 1; i >= 0; i--) if (!seen(args[i] as Expr)) stack.push(args[i] as Expr)
    if (stack.length > height) continue
    if (Expr.met(node, walk) === null) unmarked.add(node)
    else Expr.meet(node, walk, out.length)
    out.push(node)
    stack.pop()
  }
  return out
}

/** The nodes of a term, arguments before their uses, and the place of each among them. */
export interface Numbered {
  readonly nodes: readonly Expr[]
  readonly placeOf: (node: Expr) => number
}

/** The nodes of `order(...roots)` by their places, so that what is found of them needs no map. */
export function numbered(...roots: readonly Expr[]): Numbered {
  const walk = ++walks
  const nodes = walked(roots, walk)
  let places: Map<Expr, number> | null = null
  return {
    nodes,
    placeOf: (node) => {
      const place = Expr.place(node, walk)
      if (place >= 0) return place
      // a later walk has met the nodes as well
      places ??= new Map(nodes.map((x, i) => [x, i]))
      return places.get(node) ?? -1
    },
  }
}

/** Whether two terms have the same structure, up to the names of nothing: symbols agree by name and shape. */
export function same(a: Expr, b: Expr): boolean {
  if (a === b) return true
  const proved = new Map<Expr, Set<Expr>>()
  const stack: [Expr, Expr][] = [[a, b]]
  while (stack.length > 0) {
    const [x, y] = stack.pop() as [Expr, Expr]
    if (x === y || proved.get(x)?.has(y)) continue
    if (!sameHead(x, y)) return false
    const partners = proved.get(x)
    if (partners) partners.add(y)
    else proved.set(x, new Set([y]))
    for (let i = 0; i < x.args.length; i++) stack.push([x.args[i] as Expr, y.args[i] as Expr])
  }
  return true
}

const sameHead = (x: Expr, y: Expr): boolean =>
  x.hash === y.hash &&
  x.primitive?.name === y.primitive?.name &&
  x.args.length === y.args.length &&
  x.name === y.name &&
  Object.is(x.literal, y.literal) &&
  x.constant === y.constant &&
  sameShape(x.shape, y.shape) &&
  sameParams(x.params, y.params)

/** Whether parameters agree: plain data compared by structure. */
export function sameParams(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  if (isExpr(a) || isExpr(b)) return isExpr(a) && isExpr(b) && same(a, b)
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameParams((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  )
}

/**
 * The same terms with equal subterms made one object, so that later passes see each of them once.
 * The table is local to the call.
 */
export function share(...roots: readonly Expr[]): Expr[] {
  const { nodes, placeOf } = numbered(...roots)
  const now: Expr[] = []
  const moved = (x: Expr): Expr => now[placeOf(x)] as Expr
  // twice as many slots as nodes, each with the place of a node; a node whose slot is taken goes to the next
  const slots = new Int32Array(1 << (33 - Math.clz32(nodes.length))).fill(-1)
  for (const node of nodes) {
    const whole = node.args.every((x) => moved(x) === x) ? node : rebuild(node, node.args.map(moved))
    const twin = (x: Expr): boolean => sameHead(x, whole) && x.args.every((arg, i) => arg === whole.args[i])
    let slot = whole.hash & (slots.length - 1)
    while (slots[slot] !== -1 && !twin(now[slots[slot] as number] as Expr)) slot = (slot + 1) & (slots.length - 1)
    if (slots[slot] === -1) slots[slot] = now.length
    const place = slots[slot] as number
    now.push(place === now.length ? whole : (now[place] as Expr))
  }
  return roots.map(moved)
}

/** The node with other arguments of the same shapes. */
export const rebuild = (node: Expr, args: readonly Expr[]): Expr =>
  node.primitive === null ? node : new Expr({ primitive: node.primitive, args, params: node.params, shape: node.shape, dtype: node.dtype })

// 32-bit FNV-1a over the head, then the arguments' hashes.
function hashOf(node: Expr): number {
  let h = 0x811c9dc5
  const mix = (k: number): void => {
    h = Math.imul(h ^ k, 0x01000193)
  }
  const mixText = (text: string): void => {
    for (let i = 0; i < text.length; i++) mix(text.charCodeAt(i))
  }
  if (node.primitive) mixText(node.primitive.name)
  if (node.name !== null) mixText(node.name)
  if (node.literal !== null) mixText(String(node.literal))
  for (const n of node.shape) typeof n === "number" ? mix(n) : mixText(n)
  mixParams(node.params, mix, mixText)
  for (const x of node.args) mix(x.hash)
  return h | 0
}

function mixParams(params: unknown, mix: (k: number) => void, mixText: (text: string) => void): void {
  if (typeof params === "number") mix(params | 0)
  else if (typeof params === "string") mixText(params)
  else if (Array.isArray(params)) for (const p of params) mixParams(p, mix, mixText)
  else if (isExpr(params)) mix(params.hash)
  else if (typeof params === "object" && params !== null) {
    for (const key of Object.keys(params)) mixParams((params as Record<string, unknown>)[key], mix, mixText)
  }
}

/** The symbols that occur, each name once, in order of first use. */
export function symbolsOf(...roots: readonly Expr[]): Expr[] {
  const byName = new Map<string, Expr>()
  for (const node of order(...roots)) {
    if (node.name === null) continue
    const known = byName.get(node.name)
    if (known !== undefined && !sameShape(known.shape, node.shape)) {
      throw new NablaError("shape-mismatch", `${node.name} occurs with shapes ${showShape(known.shape)} and ${showShape(node.shape)}`)
    }
    byName.set(node.name, known ?? node)
  }
  return [...byName.values()]
}
