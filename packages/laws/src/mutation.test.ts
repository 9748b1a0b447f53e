// The laws have teeth: whichever rule of whichever primitive is broken, some law fails.
import { astype, dtypeOf, isFloat, multiply, type Primitive, primitives, type Value } from "@nablajs/core"
import { describe, expect, test } from "vitest"
import { argumentsOf, type Case, casesOf } from "./cases.ts"
import { type Law, laws } from "./laws.ts"

const seed = 20

/** A way to break a primitive: the record with one rule changed. */
interface Mutation {
  readonly title: string
  readonly change: Partial<Record<string, unknown>>
}

type Rule = (...args: never[]) => unknown

/** One and a half times what the rule says, in the rule's own type. */
const stretched = (x: Value | null): Value | null => {
  if (x === null) return null
  const y = multiply(x as never, 1.5 as never) as Value
  return isFloat(dtypeOf(x)) && typeof x !== "number" ? (astype(y as never, dtypeOf(x) as never) as Value) : y
}

const wrong =
  (rule: Rule): Rule =>
  (...args) => {
    const out = rule(...args)
    return Array.isArray(out) ? out.map(stretched) : stretched(out as Value)
  }

const replaced = <T>(list: readonly T[], at: number, item: T): T[] => list.map((x, i) => (i === at ? item : x))

function mutationsOf(p: Primitive, cases: readonly Case[]): Mutation[] {
  const differentiable = (i: number): boolean =>
    cases.some((c) => {
      const x = argumentsOf(c, seed)[i]
      return x !== undefined && x.size > 0 && isFloat(x.dtype)
    })
  const out: Mutation[] = []
  if (p.kind === "elementwise") {
    p.partials.forEach((partial, i) => {
      if (!differentiable(i)) return
      const change = partial === null ? (p.result === "bool" ? null : () => 1) : (wrong(partial as Rule) as never)
      if (change !== null) out.push({ title: `partial ${i}`, change: { partials: replaced(p.partials, i, change) } })
      if (partial !== null) out.push({ title: `no partial ${i}`, change: { partials: replaced(p.partials, i, null) } })
    })
    return out
  }
  if (p.kind === "linear") out.push({ title: "transpose", change: { transpose: wrong(p.transpose as Rule) } })
  if (p.kind === "multilinear") {
    p.transposes.forEach((rule, i) => {
      if (rule === null || !differentiable(i)) return
      out.push({ title: `transpose ${i}`, change: { transposes: replaced(p.transposes, i, wrong(rule as Rule) as never) } })
    })
  }
  if (p.kind === "custom") {
    out.push({ title: "jvp", change: { jvp: wrong(p.jvp as Rule) } })
    if (p.vjp) out.push({ title: "vjp", change: { vjp: wrong(p.vjp as Rule) } })
  }
  out.push({ title: "shape", change: { shapes: (...args: never[]) => (p.shapes as Rule)(...args) && [["broken"]] } })
  out.push({ title: "type", change: { dtypes: () => ["uint16"] } })
  if (p.lift) out.push({ title: "lift", change: { lift: lost, batch: undefined } })
  if (p.batch) out.push({ title: "batch", change: { batch: wrong(p.batch as Rule) } })
  return out
}

// a batch axis that nobody knows of
const lost = (): never => {
  throw new Error("no lift")
}

function broken(p: Primitive, cases: readonly Case[], law: Law): boolean {
  return cases.some((c) => {
    try {
      law(p, c, seed)
      return false
    } catch {
      return true
    }
  })
}

// comparisons have no rule to break
const breakable = Object.values(primitives).filter((p) => mutationsOf(p, casesOf(p)).length > 0)

describe.each(breakable.map((p) => [p.name, p] as const))("%s", (_name, p) => {
  const cases = casesOf(p)
  for (const { title, change } of mutationsOf(p, cases)) {
    test(`a wrong ${title} breaks a law`, () => {
      const record = p as unknown as Record<string, unknown>
      const kept = { ...record }
      Object.assign(record, change)
      try {
        expect(Object.values(laws).some((law) => broken(p, cases, law))).toBe(true)
      } finally {
        for (const key of Object.keys(change)) {
          if (key in kept) record[key] = kept[key]
          else delete record[key]
        }
      }
      expect(Object.values(laws).some((law) => broken(p, cases, law))).toBe(false)
    })
  }
})

test("every rule of differentiation is among the mutations", () => {
  const rules = Object.values(primitives).flatMap((p) => mutationsOf(p, casesOf(p)))
  expect(rules.length).toBeGreaterThan(2 * Object.keys(primitives).length)
})
