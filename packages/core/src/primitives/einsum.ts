// Einstein's notation, resolved into contractions of two operands at a time.
import type { DType } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import type { Einsum, Trace } from "../types/index.ts"
import { shapeOf, type Value } from "../value.ts"
import { multiply } from "./arithmetic.ts"
import { sum } from "./broadcast.ts"
import { contract } from "./contraction.ts"
import { diagonal, type DiagonalOptions } from "./diagonal.ts"
import { transpose } from "./movement.ts"

interface Term {
  readonly value: Value
  readonly names: readonly string[]
}

/**
 * Σ of products by names of axes: names that repeat are paired, names missing from the result are summed. Without an
 * arrow the result has the names that occur once, in alphabetical order.
 *
 * @example einsum("ij,j->i", tensor([[1, 2], [3, 4]]), tensor([5, 6])).toArray() // => [17, 39]
 */
export const einsum = ((spec: string, ...operands: Value[]): Value => {
  const { inputs, output } = readSpec(spec, operands)
  checkSizes(spec, inputs, operands)
  const terms = operands.map((value, i) => withoutRepeats({ value, names: inputs[i] as string[] }))
  let result = summed(terms[0] as Term, needed(terms.slice(1), output))
  for (let i = 1; i < terms.length; i++) {
    const rest = needed(terms.slice(i + 1), output)
    result = pair(result, summed(terms[i] as Term, new Set([...rest, ...result.names])), rest)
  }
  return transpose(
    result.value as never,
    output.map((name) => result.names.indexOf(name)),
  )
}) as Einsum

const needed = (later: readonly Term[], output: readonly string[]): Set<string> => new Set([...output, ...later.flatMap((t) => t.names)])

function readSpec(spec: string, operands: readonly Value[]): { inputs: string[][]; output: string[] } {
  const fail = (what: string): never => {
    throw new NablaError("bad-argument", `einsum: ${what} in "${spec}"; write names of axes such as "ij,jk->ik"`)
  }
  const [left, right, more] = spec.replaceAll(/\s/g, "").split("->") as [string, string | undefined, string | undefined]
  if (more !== undefined) fail("more than one arrow")
  const inputs = left.split(",").map((names) => [...names])
  const bad = [...left.replaceAll(",", ""), ...(right ?? "")].find((c) => !/[A-Za-z]/.test(c))
  if (bad !== undefined) fail(`cannot read "${bad}"`)
  if (inputs.length !== operands.length) fail(`${inputs.length} groups of names for ${operands.length} operands`)
  const all = inputs.flat()
  const once = [...new Set(all)].filter((name) => all.indexOf(name) === all.lastIndexOf(name)).sort()
  const output = right === undefined ? once : [...right]
  const unknown = output.find((name) => !all.includes(name))
  if (unknown !== undefined) fail(`the result names "${unknown}", which no operand has,`)
  if (new Set(output).size !== output.length) fail("the result names an axis twice")
  return { inputs, output }
}

function checkSizes(spec: string, inputs: readonly string[][], operands: readonly Value[]): void {
  const sizes = new Map<string, Dim>()
  operands.forEach((x, i) => {
    const shape: Shape = shapeOf(x)
    const names = inputs[i] as string[]
    if (names.length !== shape.length) {
      throw new NablaError(
        "shape-mismatch",
        `einsum: "${names.join("")}" names ${names.length} axes, but operand ${i + 1} has shape ${showShape(shape)}`,
      )
    }
    names.forEach((name, k) => {
      const known = sizes.get(name) ?? (shape[k] as Dim)
      if (known !== shape[k]) {
        const shapes = operands.map((v) => showShape(shapeOf(v))).join(", ")
        throw new NablaError("shape-mismatch", `einsum: "${name}" has sizes ${known} and ${shape[k]} in "${spec}", got shapes ${shapes}`)
      }
      sizes.set(name, known)
    })
  })
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
  return axes.length === 0
    ? { value, names }
    : { value: sum(value as never, { axis: axes }), names: names.filter((name) => keep.has(name)) }
}

function pair(x: Term, y: Term, keep: ReadonlySet<string>): Term {
  const names = [...new Set([...x.names, ...y.names])]
  const label = (name: string): number => names.indexOf(name)
  // names of one operand alone that are not needed were summed before
  const left = summed(x, new Set([...keep, ...y.names]))
  const out = names.filter((name) => keep.has(name))
  if (left.names.length === 0 && y.names.length === 0) return { value: multiply(left.value as never, y.value as never), names: [] }
  return { value: contract(left.value, y.value, { a: left.names.map(label), b: y.names.map(label), out: out.map(label) }), names: out }
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
