// The normal form: sums with rational coefficients over products of powers, whose axes carry labels. One product stands for
// scalings, matrix products, transposes, traces, diagonals, broadcasts and sums at once: labels of `out` are the axes of the
// result, all others are summed. Nodes of one table are unique, so equal nodes are the same object.
import type { Dim, Expr, Primitive, Shape } from "@nablajs/core"
import type { Known } from "./known.ts"
import type { Rational } from "./rational.ts"

export type Node = Sum | Product | Atom

interface Common {
  readonly id: number
  readonly shape: Shape
  /** The number that every element is, null where it is none. */
  readonly number: Rational | null
  /** Whether the node, or one of its factors, is a function of something: only such nodes concern the rules of sums and products. */
  readonly applied: boolean
  /** The last walk that has met the node. */
  walk: number
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

/** Whether a factor is a function of something. */
export const isApplied = (f: Factor): boolean => f.base.kind === "atom" && f.base.applied

/** The nodes that a node is made of. */
export function partsOf(node: Node): Node[] {
  if (node.kind === "sum") return node.terms.map((t) => t.node)
  if (node.kind === "product") return node.factors.flatMap((f) => [f.base, f.exponent])
  return [...node.args]
}

let walks = 0

/** Everything a node reaches, parts before wholes, but for what is known already and its parts. */
export function reach(root: Node, known?: Known<unknown>): Node[] {
  const walk = ++walks
  const met: Node[] = [root]
  const stack = [root]
  root.walk = walk
  while (stack.length > 0) {
    for (const part of partsOf(stack.pop() as Node)) {
      if (part.walk === walk || known?.has(part)) continue
      part.walk = walk
      met.push(part)
      stack.push(part)
    }
  }
  return met.sort((a, b) => a.id - b.id)
}

/** Whether a node is eᵘ. */
export const isExp = (node: Node): node is Atom => node.kind === "atom" && node.primitive?.name === "exp"
