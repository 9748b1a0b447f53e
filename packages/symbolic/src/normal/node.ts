// The normal form: sums with rational coefficients over products of powers, whose axes carry labels. One product stands for
// scalings, matrix products, transposes, traces, diagonals, broadcasts and sums at once: labels of `out` are the axes of the
// result, all others are summed. Nodes of one table are unique, so equal nodes are the same object.
import type { Dim, Expr, Primitive, Shape } from "@nablajs/core"
import { keyOf, ONE, type Rational, ZERO } from "./rational.ts"

export type Node = Sum | Product | Atom

interface Common {
  readonly id: number
  readonly shape: Shape
  /** The number that every element is, null where it is none. */
  readonly number: Rational | null
  /** Whether the node, or one of its factors, is a function of something: only such nodes concern the rules of sums and products. */
  readonly applied: boolean
}

/** Σ c·node, each term of the sum's shape. */
export interface Sum extends Common {
  readonly kind: "sum"
  readonly terms: readonly Term[]
}

export interface Term {
  readonly c: Rational
  readonly node: Product | Atom
}

/** Σ over all labels that are not in `out` of the product of the factors' elements. */
export interface Product extends Common {
  readonly kind: "product"
  readonly factors: readonly Factor[]
  /** A label twice is a diagonal; one that no factor has repeats the rest along it. */
  readonly out: readonly number[]
  readonly sizes: readonly Dim[]
}

/** The base to the power of a scalar, element by element. */
export interface Factor {
  readonly base: Node
  readonly exponent: Node
  readonly labels: readonly number[]
}

/** A symbol, a constant, or the application of anything that is not a sum or product. */
export interface Atom extends Common {
  readonly kind: "atom"
  readonly leaf: Expr | null
  readonly primitive: Primitive | null
  readonly params: unknown
  readonly args: readonly Node[]
}

/** A table of unique nodes; arguments have smaller ids than what they are part of. */
export class Table {
  private readonly known = new Map<string, Node>()
  private readonly identities = new Map<object, number>()
  private next = 0

  get count(): number {
    return this.next
  }

  private intern<N extends Node>(key: string, make: (id: number) => N): N {
    const old = this.known.get(key)
    if (old !== undefined) return old as N
    const node = make(this.next++)
    this.known.set(key, node)
    return node
  }

  sum(terms: readonly Term[], shape: Shape): Sum {
    const key = `+${shape.join(",")}:${terms.map(({ c, node }) => `${keyOf(c)}*${node.id}`).join("+")}`
    return this.intern(key, (id) => ({ kind: "sum", id, shape, number: numberOfSum(terms), applied: false, terms }))
  }

  product(factors: readonly Factor[], out: readonly number[], sizes: readonly Dim[]): Product {
    const key = `*${out.join(",")}|${sizes.join(",")}|${factors.map((f) => `${f.base.id}^${f.exponent.id}[${f.labels.join(",")}]`).join("")}`
    const number = factors.length === 0 && (out.length < 2 || new Set(out).size === out.length) ? ONE : null
    const shape = out.map((l) => sizes[l] as Dim)
    return this.intern(key, (id) => ({ kind: "product", id, shape, number, applied: factors.some(isApplied), factors, out, sizes }))
  }

  leaf(leaf: Expr): Atom {
    const key =
      leaf.name !== null ? `$${leaf.name}` : leaf.literal !== null ? `#${leaf.literal}` : `@${this.identity(leaf.constant as object)}`
    return this.intern(key, (id) => ({
      kind: "atom",
      id,
      shape: leaf.shape,
      number: null,
      applied: false,
      leaf,
      primitive: null,
      params: undefined,
      args: [],
    }))
  }

  apply(primitive: Primitive, params: unknown, args: readonly Node[], shape: Shape): Atom {
    return this.intern(applicationKey(primitive, params, args), (id) => ({
      kind: "atom",
      id,
      shape,
      number: null,
      applied: true,
      leaf: null,
      primitive,
      params,
      args,
    }))
  }

  /** Whether an application has been met. */
  knows(primitive: Primitive, params: unknown, args: readonly Node[]): boolean {
    return this.known.has(applicationKey(primitive, params, args))
  }

  private identity(x: object): number {
    const id = this.identities.get(x) ?? this.identities.size
    this.identities.set(x, id)
    return id
  }
}

/** Whether a factor is a function of something. */
export const isApplied = (f: Factor): boolean => f.base.kind === "atom" && f.base.applied

function numberOfSum(terms: readonly Term[]): Rational | null {
  const [t] = terms
  if (t === undefined) return ZERO
  return terms.length === 1 && t.node.number !== null ? t.c : null
}

const applicationKey = (primitive: Primitive, params: unknown, args: readonly Node[]): string =>
  `(${primitive.name} ${write(params)} ${args.map((x) => x.id).join(",")})`

function write(params: unknown): string {
  if (Array.isArray(params)) return `[${params.map(write).join(",")}]`
  if (typeof params === "object" && params !== null)
    return `{${Object.entries(params)
      .map(([k, v]) => `${k}=${write(v)}`)
      .join(",")}}`
  return `${typeof params === "string" ? '"' : ""}${String(params)}`
}

/** The nodes that a node is made of. */
export function partsOf(node: Node): Node[] {
  if (node.kind === "sum") return node.terms.map((t) => t.node)
  if (node.kind === "product") return node.factors.flatMap((f) => [f.base, f.exponent])
  return [...node.args]
}

/** Everything a node reaches, parts before wholes, but for what is known already and its parts. */
export function reach(root: Node, known: ReadonlyMap<Node, unknown>): Node[] {
  const seen = new Set<Node>([root])
  const stack = [root]
  while (stack.length > 0) {
    for (const part of partsOf(stack.pop() as Node)) {
      if (seen.has(part) || known.has(part)) continue
      seen.add(part)
      stack.push(part)
    }
  }
  return [...seen].sort((a, b) => a.id - b.id)
}

/** Whether a node is eᵘ. */
export const isExp = (node: Node): node is Atom => node.kind === "atom" && node.primitive?.name === "exp"
