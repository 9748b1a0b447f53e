// Reading Einstein's notation: a list of names for the axes of every operand, and one for the result.
import { NablaError } from "../errors.ts"
import { type Shape, showShape } from "../shape.ts"
import type { Dim } from "../size.ts"
import { shapeOf, type Value } from "../value.ts"
import { reshape } from "./reshape.ts"

/** An operand with a name for each of its axes. */
export interface Term {
  readonly value: Value
  readonly names: readonly string[]
}

export interface Spec {
  readonly terms: readonly Term[]
  readonly output: readonly string[]
  readonly sizes: ReadonlyMap<string, Dim>
}

const DOTS = "..."

/** The names of every operand, "..." written out and axes of size 1 taken away where they broadcast. */
export function readSpec(spec: string, operands: readonly Value[]): Spec {
  const fail = (what: string): never => {
    throw new NablaError("bad-argument", `einsum: ${what} in "${spec}"; write names of axes such as "ij,jk->ik"`)
  }
  const [left, right, more] = spec.replaceAll(/\s/g, "").split("->") as [string, string | undefined, string | undefined]
  if (more !== undefined) fail("more than one arrow")
  const groups = left.split(",").map((group) => letters(group, fail))
  if (groups.length !== operands.length) fail(`${groups.length} groups of names for ${operands.length} operands`)
  const terms = operands.map((value, i) => ({ value, names: written(groups[i] as string[], shapeOf(value), i) }))
  const dots = longest(terms.map(({ names }) => names.filter(isDotted)))
  const { sizes, kept } = sizesOf(spec, terms)
  const all = terms.flatMap(({ names }) => names)
  const once = [...new Set(all)].filter((name) => !isDotted(name) && all.indexOf(name) === all.lastIndexOf(name)).sort()
  const output = right === undefined ? [...dots, ...once] : letters(right, fail).flatMap((name) => (name === DOTS ? dots : [name]))
  const unknown = output.find((name) => !all.includes(name))
  if (unknown !== undefined) fail(`the result names "${unknown}", which no operand has,`)
  if (new Set(output).size !== output.length) fail("the result names an axis twice")
  return { terms: kept, output, sizes }
}

/** The letters of a group, "..." as one of them. */
function letters(group: string, fail: (what: string) => never): string[] {
  const out = group.split(DOTS).flatMap((part, i) => (i === 0 ? [...part] : [DOTS, ...part]))
  const bad = out.find((name) => name !== DOTS && !/^[A-Za-z]$/.test(name))
  if (bad !== undefined) fail(`cannot read "${bad}"`)
  if (out.indexOf(DOTS) !== out.lastIndexOf(DOTS)) fail('"..." stands twice in one group')
  return out
}

// The axes of "..." are aligned at the right, as in all broadcasting: the last of them is ...1.
const isDotted = (name: string): boolean => name.startsWith(DOTS)
const longest = (lists: readonly string[][]): string[] => lists.reduce((a, b) => (b.length > a.length ? b : a), [])

/** One name for each axis of an operand. */
function written(group: readonly string[], shape: Shape, operand: number): string[] {
  const extra = shape.length - group.filter((name) => name !== DOTS).length
  if (extra < 0 || (extra > 0 && !group.includes(DOTS))) {
    const named = group.filter((name) => name !== DOTS)
    throw new NablaError(
      "shape-mismatch",
      `einsum: "${group.join("")}" names ${named.length} axes, but operand ${operand + 1} has shape ${showShape(shape)}`,
    )
  }
  return group.flatMap((name) => (name === DOTS ? Array.from({ length: extra }, (_, k) => `${DOTS}${extra - k}`) : [name]))
}

/** The size of each name; axes of size 1 give way to larger ones of other operands. */
function sizesOf(spec: string, terms: readonly Term[]): { sizes: Map<string, Dim>; kept: Term[] } {
  const sizes = new Map<string, Dim>()
  for (const { value, names } of terms) {
    const shape = shapeOf(value)
    names.forEach((name, k) => {
      const [known, size] = [sizes.get(name), shape[k] as Dim]
      // the axes of a diagonal are as long as each other; those of different operands broadcast
      const first = shape[names.indexOf(name)] as Dim
      const other = first !== size ? first : known !== size && known !== 1 && size !== 1 ? known : undefined
      if (other !== undefined) {
        const shapes = terms.map((term) => showShape(shapeOf(term.value))).join(", ")
        throw new NablaError("shape-mismatch", `einsum: "${name}" has sizes ${other} and ${size} in "${spec}", got shapes ${shapes}`)
      }
      if (known === undefined || known === 1) sizes.set(name, size)
    })
  }
  const kept = terms.map(({ value, names }) => {
    const shape = shapeOf(value)
    const stays = (k: number): boolean => shape[k] === sizes.get(names[k] as string)
    if (names.every((_, k) => stays(k))) return { value, names }
    const next = shape.filter((_, k) => stays(k))
    return { value: reshape(value as never, next as never) as Value, names: names.filter((_, k) => stays(k)) }
  })
  return { sizes, kept }
}
