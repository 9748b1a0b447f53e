// The form of rules: what they rewrite, and how their families are handed over.
import type { Shape } from "@nablajs/core"
import type { Algebra } from "./algebra.ts"
import type { Factor, Node, Term } from "./node.ts"

/** A node with a label for each of its axes. */
export interface Operand {
  readonly node: Node
  readonly labels: readonly number[]
}

/** A rewriting of one application of a function; null where it does not apply. */
export interface Rule {
  readonly name: string
  readonly rewrite: (algebra: Algebra, args: readonly Node[], shape: Shape) => Node | null
}

export type Fired = (rule: string, before: () => Node, after: Node) => void

/** A rewriting of the factors of a product. */
export interface ProductRule {
  readonly name: string
  readonly rewrite: (algebra: Algebra, factors: readonly Factor[]) => readonly Factor[] | null
}

export interface Rules {
  readonly functions: ReadonlyMap<string, readonly Rule[]>
  readonly sums: readonly SumRule[]
  readonly products: readonly ProductRule[]
  /** Powers of products come apart wherever both sides are defined: for proofs. */
  readonly loose?: boolean
}

/** A rewriting of the terms of a sum. */
export interface SumRule {
  readonly name: string
  readonly rewrite: (algebra: Algebra, terms: readonly Term[], shape: Shape) => Node | null
}

/** Another form of a node, taken where it is shorter. */
export interface Identity {
  readonly name: string
  readonly rewrite: (algebra: Algebra, node: Node) => Node | null
}
