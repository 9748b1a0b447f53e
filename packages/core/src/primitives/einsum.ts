// Einstein's notation, resolved into contractions of two operands at a time.
import { type DType, promoteAll } from "../dtype.ts"
import type { Dim } from "../size.ts"
import type { Einsum, Trace } from "../types/index.ts"
import { dtypeOf, isNode, type Value } from "../value.ts"
import { multiply } from "./arithmetic.ts"
import { sum, sumType } from "./broadcast.ts"
import { astype } from "./cast.ts"
import { contract } from "./contraction.ts"
import { diagonal, type DiagonalOptions } from "./diagonal.ts"
import { any } from "./reduction.ts"
import { readSpec, type Term } from "./einsumspec.ts"
import { transpose } from "./movement.ts"

/**
 * Σ of products by names of axes: names that repeat are paired, names missing from the result are summed, "..." stands for
 * all other axes. Axes of size 1 broadcast, as in NumPy. Without an arrow the result has those of "..." and the names that occur once, in
 * alphabetical order. Several operands are contracted in pairs, the cheapest first.
 *
 * @example einsum("ij,j->i", tensor([[1, 2], [3, 4]]), tensor([5, 6])).toArray() // => [17, 39]
 */
export const einsum = ((spec: string, ...operands: Value[]): Value => {
  const { terms: read, output, sizes } = readSpec(spec, operands)
  let terms: readonly Term[] = inOneType(read).map(withoutRepeats)
  while (terms.length > 1) {
    const [i, j] = cheapest(terms, sizes)
    const others = terms.filter((_, k) => k !== i && k !== j)
    const [x, y] = [terms[i] as Term, terms[j] as Term]
    const rest = needed(others, output)
    terms = [...others, pair(summed(x, new Set([...rest, ...y.names])), summed(y, new Set([...rest, ...x.names])), rest)]
  }
  const result = summed(terms[0] as Term, new Set(output))
  return transpose(
    result.value as never,
    output.map((name) => result.names.indexOf(name)),
  )
}) as Einsum

/** Types meet all at once, not pair by pair: integers beside a float must not wrap before they meet it. */
function inOneType(terms: readonly Term[]): readonly Term[] {
  const types = terms
    .map(({ value }) => value)
    .filter(isNode)
    .map(dtypeOf)
  if (types.every((type) => type === types[0])) return terms
  const common = promoteAll(types)
  return terms.map(({ value, names }) => ({ value: isNode(value) ? (astype(value, common) as Value) : value, names }))
}

const needed = (later: readonly Term[], output: readonly string[]): Set<string> => new Set([...output, ...later.flatMap((t) => t.names)])

// A named size counts as a hundred; beyond so many operands the search for the cheapest pair costs more than it saves.
const TYPICAL = 100
const MANY = 40

/** The pair whose contraction takes the fewest products. */
function cheapest(terms: readonly Term[], sizes: ReadonlyMap<string, Dim>): readonly [number, number] {
  if (terms.length === 2 || terms.length > MANY) return [0, 1]
  let best: readonly [number, number] = [0, 1]
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < terms.length; i++) {
    for (let j = i + 1; j < terms.length; j++) {
      const names = new Set([...(terms[i] as Term).names, ...(terms[j] as Term).names])
      let cost = 1
      for (const name of names) cost *= typeof sizes.get(name) === "number" ? (sizes.get(name) as number) : TYPICAL
      if (cost < least) {
        least = cost
        best = [i, j]
      }
    }
  }
  return best
}

/** A name twice in one operand: its diagonal. */
function withoutRepeats(term: Term): Term {
  const at = term.names.findIndex((name, i) => term.names.indexOf(name) !== i)
  if (at < 0) return term
  const first = term.names.indexOf(term.names[at] as string)
  const others = term.names.map((_, i) => i).filter((i) => i !== at && i !== first)
  const value = diagonal(transpose(term.value as never, [...others, first, at]) as never) as Value
  return withoutRepeats({ value, names: [...others.map((i) => term.names[i] as string), term.names[at] as string] })
}

/** Sums the names that nobody needs any more. */
function summed({ value, names }: Term, keep: ReadonlySet<string>): Term {
  const axes = names.map((_, i) => i).filter((i) => !keep.has(names[i] as string))
  if (axes.length === 0) return { value, names }
  // in the operand's own type, as products are summed; of truth values: or
  const dtype = dtypeOf(value)
  const options = { axis: axes, ...(sumType(dtype) !== dtype && { dtype }) }
  const total = (dtype === "bool" ? any(value as never, { axis: axes }) : sum(value as never, options as never)) as Value
  return { value: total, names: names.filter((name) => keep.has(name)) }
}

function pair(x: Term, y: Term, keep: ReadonlySet<string>): Term {
  const names = [...new Set([...x.names, ...y.names])]
  const label = (name: string): number => names.indexOf(name)
  // names of one operand alone that nobody needs were summed before
  const out = names.filter((name) => keep.has(name))
  if (names.length === 0) return { value: multiply(x.value as never, y.value as never), names: [] }
  return { value: contract(x.value, y.value, { a: x.names.map(label), b: y.names.map(label), out: out.map(label) }), names: out }
}

/** Which diagonal is summed, and in which type. */
export interface TraceOptions extends DiagonalOptions {
  readonly dtype?: DType
}

/**
 * Σᵢ xᵢᵢ, for each matrix of a stack, or the sum of the diagonal `offset` above.
 *
 * @example trace(tensor([[1, 2], [3, 4]])).item() // => 5
 */
export const trace: Trace = ((x: Value, { dtype, ...options }: TraceOptions = {}): Value =>
  sum(diagonal(x as never, options) as never, { axis: -1, ...(dtype !== undefined && { dtype }) } as never) as Value) as Trace
