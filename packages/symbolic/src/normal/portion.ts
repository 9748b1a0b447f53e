// What may be taken out of the terms of a sum.
import type { Factor, Node, Product } from "./node.ts"
import type { Rational } from "./rational.ts"

/** A factor of a term, and what the term is without it. */
export interface Portion {
  readonly key: string
  readonly cofactor: Node
  readonly interface: readonly number[]
  readonly factor: Factor
  readonly out: readonly number[]
  readonly sizes: Product["sizes"]
}

export interface Share extends Portion {
  readonly index: number
  readonly c: Rational
}
