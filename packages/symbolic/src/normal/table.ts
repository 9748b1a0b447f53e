// Unique nodes: equal nodes of one table are one object, found by a hash of their parts.
import { type Dim, type Expr, type Primitive, sameParams, type Shape } from "@nablajs/core"
import { type Atom, type Factor, isApplied, type Node, type Product, type Sum, type Term } from "./node.ts"
import { ONE, type Rational, ZERO } from "./rational.ts"

/** A table of unique nodes; arguments have smaller ids than what they are part of. */
export class Table {
  private readonly known = new Map<number, Node | Node[]>()
  /** By name, number or array. */
  private readonly leaves = new Map<unknown, Atom>()
  private next = 0

  get count(): number {
    return this.next
  }

  private find(hash: number, matches: (node: Node) => boolean): Node | undefined {
    const known = this.known.get(hash)
    if (Array.isArray(known)) return known.find(matches)
    return known !== undefined && matches(known) ? known : undefined
  }

  private intern<N extends Node>(hash: number, matches: (node: Node) => boolean, make: (id: number) => N): N {
    const old = this.find(hash, matches)
    if (old !== undefined) return old as N
    const node = make(this.next++)
    const known = this.known.get(hash)
    if (known === undefined) this.known.set(hash, node)
    else if (Array.isArray(known)) known.push(node)
    else this.known.set(hash, [known, node])
    return node
  }

  sum(terms: readonly Term[], shape: Shape): Sum {
    let hash = mixed(1, terms.length)
    for (const { c, node } of terms) hash = mixed(mixed(mixed(hash, node.id), bitsOf(c.p)), c.q)
    return this.intern(
      hash,
      (x) => x.kind === "sum" && sameList(x.terms, terms, sameTerm) && sameList(x.shape, shape),
      (id): Sum => ({ kind: "sum", id, shape, number: numberOfSum(terms), applied: false, walk: 0, terms }),
    )
  }

  product(factors: readonly Factor[], out: readonly number[], sizes: readonly Dim[]): Product {
    let hash = out.reduce(mixed, mixed(2, factors.length))
    for (const f of factors) hash = f.labels.reduce(mixed, mixed(mixed(hash, f.base.id), f.exponent.id))
    return this.intern(
      hash,
      (x) => x.kind === "product" && sameList(x.factors, factors, sameFactor) && sameList(x.out, out) && sameList(x.sizes, sizes),
      (id): Product => {
        const number = factors.length === 0 && (out.length < 2 || new Set(out).size === out.length) ? ONE : null
        const shape = out.map((l) => sizes[l] as Dim)
        return { kind: "product", id, shape, number, applied: factors.some(isApplied), walk: 0, factors, out, sizes }
      },
    )
  }

  leaf(leaf: Expr): Atom {
    const key = leaf.name ?? leaf.literal ?? leaf.constant
    const known = this.leaves.get(key)
    if (known !== undefined) return known
    const node: Atom = {
      kind: "atom",
      id: this.next++,
      shape: leaf.shape,
      number: null,
      applied: false,
      walk: 0,
      leaf,
      primitive: null,
      params: undefined,
      args: [],
    }
    this.leaves.set(key, node)
    return node
  }

  apply(primitive: Primitive, params: unknown, args: readonly Node[], shape: Shape): Atom {
    return this.intern(
      hashOfApplication(primitive, args),
      (x) => isApplication(x, primitive, params, args),
      (id): Atom => ({ kind: "atom", id, shape, number: null, applied: true, walk: 0, leaf: null, primitive, params, args }),
    )
  }

  /** Whether an application has been met. */
  knows(primitive: Primitive, params: unknown, args: readonly Node[]): boolean {
    return this.find(hashOfApplication(primitive, args), (x) => isApplication(x, primitive, params, args)) !== undefined
  }
}

const mixed = (hash: number, k: number): number => {
  const h = Math.imul(hash ^ k, 0x9e3779b1)
  return h ^ (h >>> 15)
}

const double = new Float64Array(1)
const halves = new Int32Array(double.buffer)

/** One code for all bits of a number. */
function bitsOf(x: number): number {
  double[0] = x
  return (halves[0] as number) ^ Math.imul(halves[1] as number, 31)
}

function sameList<T>(a: readonly T[], b: readonly T[], equal: (x: T, y: T) => boolean = Object.is): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!equal(a[i] as T, b[i] as T)) return false
  return true
}

const sameTerm = (s: Term, t: Term): boolean => s.node === t.node && Object.is(s.c.p, t.c.p) && s.c.q === t.c.q

const sameFactor = (f: Factor, g: Factor): boolean => f.base === g.base && f.exponent === g.exponent && sameList(f.labels, g.labels)

const hashOfApplication = (primitive: Primitive, args: readonly Node[]): number => {
  let hash = mixed(3, primitive.name.length)
  for (let i = 0; i < primitive.name.length; i++) hash = mixed(hash, primitive.name.charCodeAt(i))
  for (const x of args) hash = mixed(hash, x.id)
  return hash
}

const isApplication = (x: Node, primitive: Primitive, params: unknown, args: readonly Node[]): boolean =>
  x.kind === "atom" && x.primitive?.name === primitive.name && sameList(x.args, args) && sameParams(x.params, params)

function numberOfSum(terms: readonly Term[]): Rational | null {
  const [t] = terms
  if (t === undefined) return ZERO
  return terms.length === 1 && t.node.number !== null ? t.c : null
}
