// Derivatives by central differences of fourth order: (8 (f(x+h) − f(x−h)) − (f(x+2h) − f(x−2h))) / 12h.
import type { Value } from "@nablajs/core"
import { type Block, blockOf, valueOf } from "./numbers.ts"

export type Values = Readonly<Record<string, Value>>

/** A function of named values. */
export type Field = (values: Values) => Block

const steps = [2e-3, 1.2e-2, 4e-2]
const WIDE = 0.1

/** The derivative of `f` by the named variables, one after the other, of shape [first, second, …, f]; `scale` widens the step. */
export function differences(f: Field, names: readonly string[], values: Values, scale: number = 1): Block {
  const h = scale * (steps[names.length - 1] ?? WIDE)
  return names.reduceRight<Field>((g, name) => (at) => partials(g, name, at, h), f)(values)
}

function partials(f: Field, name: string, values: Values, h: number): Block {
  const x = blockOf(values[name] as Value)
  const columns = x.data.map((_, i) => along(f, name, values, x, i, h))
  const inner = columns[0]?.shape ?? f(values).shape
  return { shape: [...x.shape, ...inner], data: columns.flatMap((c) => c.data) }
}

function along(f: Field, name: string, values: Values, x: Block, i: number, h: number): Block {
  const at = (k: number): Block =>
    f({ ...values, [name]: valueOf({ shape: x.shape, data: x.data.map((v, j) => (j === i ? v + k * h : v)) }) })
  return combine(at(2), at(1), at(-1), at(-2), h)
}

/** The derivative of `f` when all `names` move in the directions `along`. */
export function directional(f: Field, names: readonly string[], directions: readonly Block[], values: Values, scale: number = 1): Block {
  const h = scale * (steps[0] as number)
  const at = (k: number): Block => {
    const moved: Record<string, Value> = { ...values }
    names.forEach((name, n) => {
      const x = blockOf(values[name] as Value)
      moved[name] = valueOf({ shape: x.shape, data: x.data.map((v, j) => v + k * h * ((directions[n] as Block).data[j] as number)) })
    })
    return f(moved)
  }
  return combine(at(2), at(1), at(-1), at(-2), h)
}

const combine = (a2: Block, a1: Block, b1: Block, b2: Block, h: number): Block => ({
  shape: a1.shape,
  data: a1.data.map((v, i) => (8 * (v - (b1.data[i] as number)) - ((a2.data[i] as number) - (b2.data[i] as number))) / (12 * h)),
})
