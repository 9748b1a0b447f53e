// Derivatives by and of matrices as one matrix of Kronecker products: rows count the entries of vec x, columns those of vec f, where
// vec stacks columns. A term Σ P(j, l) Q(i, k) of the axes (i, j) of x and (k, l) of f is P ⊗ Q; where j goes with k and i with l it is
// (P ⊗ Q) K; a factor over i and j scales the rows, one over k and l the columns; u(i, j) v(k, l) is vec u (vec v)ᵀ.
import {
  add,
  diag,
  type Dim,
  type Expr,
  literal,
  matmul,
  multiply,
  multiplySizes,
  outer,
  reshape,
  type Shape,
  subtract,
  toExpr,
  transpose,
} from "@nablajs/core"
import { Algebra } from "../normal/algebra.ts"
import { bounded } from "../normal/bounded.ts"
import { distributedOver } from "../normal/distribute.ts"
import { Axes } from "../normal/labels.ts"
import { lower } from "../normal/lower.ts"
import type { Factor, Node, Product } from "../normal/node.ts"
import { Raiser } from "../normal/raise.ts"
import * as Q from "../normal/rational.ts"
import { identityOf } from "../print/einsum.ts"
import { rules } from "../rules/index.ts"
import { commutation } from "./commutation.ts"
import { partsOf, type Part, type Parts } from "./parts.ts"
import { kron, type Side } from "./product.ts"

const v = (x: Expr): never => x as never
const e = (x: unknown): Expr => toExpr(x as never)

const MAX_TERMS = 12

/** A derivative with axes [x…, f…] as a matrix of Kronecker products; null where a term has another form. */
export function kroneckerOf(derivative: Expr, by: Shape, of: Shape): Expr | null {
  const fits = by.length > 0 && of.length > 0 && by.length <= 2 && of.length <= 2 && by.length + of.length > 2
  return fits
    ? bounded(
        () => kroneckerSum(derivative, by.length),
        () => null,
      )
    : null
}

function kroneckerSum(derivative: Expr, rank: number): Expr | null {
  const a = new Algebra(rules)
  const node = lower(a, derivative)
  const whole = sumOf(a, node, rank)
  if (whole !== null) return whole
  const open = distributedOver(a, node)
  return open === null ? null : sumOf(a, open, rank)
}

function sumOf(a: Algebra, node: Node, rank: number): Expr | null {
  const raiser = new Raiser(a)
  const terms = node.kind === "sum" ? node.terms : [{ c: Q.ONE, node }]
  if (terms.length === 0 || terms.length > MAX_TERMS) return null
  let total: Expr | null = null
  for (const { c, node: term } of terms) {
    const made = term.kind === "product" ? new Term(a, raiser, term, rank).matrix() : null
    if (made === null) return null
    const size = Math.abs(Q.toNumber(c))
    const scaled = size === 1 ? made : e(multiply(v(literal(size)), v(made)))
    if (total === null) total = c.p < 0 ? e(multiply(v(literal(-1)), v(scaled))) : scaled
    else total = e((c.p < 0 ? subtract : add)(v(total), v(scaled)))
  }
  return total
}

/** One product of the normal form as a matrix. */
class Term {
  private readonly a: Algebra
  private readonly raiser: Raiser
  private readonly node: Product
  private readonly rank: number

  constructor(a: Algebra, raiser: Raiser, node: Product, rank: number) {
    this.a = a
    this.raiser = raiser
    this.node = node
    this.rank = rank
  }

  matrix(): Expr | null {
    const parts = partsOf(this.node, this.rank)
    if (parts === null) return null
    const factors = [this.scaling(parts.left), ...this.core(parts), this.scaling(parts.right)].filter((x) => x !== null)
    const product = factors.reduce((x, y) => e(matmul(v(x), v(y))))
    const scalars = this.node.factors.filter((f) => f.labels.length === 0)
    if (scalars.length === 0) return product
    const scalar = this.raiser.raise(this.a.multiply(...scalars.map((f) => this.a.power(f.base, f.exponent)))) as Expr
    return e(multiply(v(scalar), v(product)))
  }

  /** vec u (vec v)ᵀ, or P ⊗ Q and K; an identity is left out beside a scaling. */
  private core(parts: Parts): Expr[] {
    const [inner, outerPart] = [parts.inner, parts.outer]
    if (parts.kind === "vectors") return [e(outer(v(this.stacked(inner)), v(this.stacked(outerPart))))]
    const columns = this.node.out.slice(this.rank).map((l) => this.node.sizes[l] as Dim)
    const turn = parts.kind === "crossed" ? [commutation(columns[0] as Dim, columns[1] as Dim)] : []
    const unit = this.isUnit(inner) && this.isUnit(outerPart)
    if (!unit) return [kron(this.side(outerPart), this.side(inner)), ...turn]
    if (turn.length > 0 || parts.left !== null || parts.right !== null) return turn
    return [identityOf(multiplySizes(this.size(inner), this.size(outerPart)))]
  }

  private size(part: Part): Dim {
    return this.node.sizes[this.node.out[part.at[0] as number] as number] as Dim
  }

  private isUnit({ at, factors }: Part): boolean {
    return at.length === 2 && factors.length === 0 && this.node.out[at[0] as number] === this.node.out[at[1] as number]
  }

  private side(part: Part): Side {
    return {
      x: this.tensor(part),
      row: part.at.some((i) => i < this.rank),
      column: part.at.some((i) => i >= this.rank),
    }
  }

  private stacked(part: Part): Expr {
    const x = this.tensor(part)
    return x.shape.length === 1 ? x : e(reshape(v(e(transpose(v(x)))), [multiplySizes(x.shape[0] as Dim, x.shape[1] as Dim)] as never))
  }

  /** diag(vec u) */
  private scaling(part: Part | null): Expr | null {
    return part === null ? null : e(diag(v(this.stacked(part))))
  }

  private tensor({ at, factors }: Part): Expr {
    const axes = new Axes()
    this.node.sizes.forEach((n) => axes.fresh(n))
    const operands = factors.map((f: Factor) => ({ node: this.a.plainPower(f.base, f.exponent), labels: f.labels }))
    return this.raiser.raise(
      this.a.product(
        operands,
        at.map((i) => this.node.out[i] as number),
        axes,
      ),
    )
  }
}
