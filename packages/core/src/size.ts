// Sizes known by name. A size is a number or the canonical text of an integer polynomial in named sizes, such as
// "n", "2*n" or "m*n+1", so that two sizes are equal exactly when they are `===`.
import { NablaError } from "./errors.ts"
import type { Dim } from "./types/dim.ts"

export type { Dim } from "./types/dim.ts"

/** Monomial ("m*n", factors sorted; "" for the constant) to its integer coefficient. */
type Polynomial = Map<string, number>

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/

/** Whether `name` may name a size: letters, digits and underscores, not starting with a digit. */
export const isSizeName = (name: string): boolean => namePattern.test(name)

function parse(size: Dim): Polynomial {
  const out: Polynomial = new Map()
  if (typeof size === "number") return size === 0 ? out : out.set("", size)
  for (const term of size.replaceAll("-", "+-").split("+")) {
    if (term === "") continue
    let coefficient = 1
    const names: string[] = []
    for (const factor of term.split("*")) {
      const bare = factor.startsWith("-") ? factor.slice(1) : factor
      if (bare !== factor) coefficient = -coefficient
      if (/^\d+$/.test(bare)) coefficient *= Number(bare)
      else if (isSizeName(bare)) names.push(bare)
      else
        throw new NablaError(
          "bad-argument",
          `size: cannot read ${JSON.stringify(size)}; use a name such as "n", or products and sums of names`,
        )
    }
    accumulate(out, names.sort().join("*"), coefficient)
  }
  return out
}

function accumulate(p: Polynomial, monomial: string, coefficient: number): void {
  const sum = (p.get(monomial) ?? 0) + coefficient
  if (sum === 0) p.delete(monomial)
  else p.set(monomial, sum)
}

const degree = (monomial: string): number => (monomial === "" ? 0 : monomial.split("*").length)

function print(p: Polynomial): Dim {
  if (p.size === 0) return 0
  const constant = p.get("")
  if (p.size === 1 && constant !== undefined) return constant
  const terms = [...p].sort(([a], [b]) => degree(b) - degree(a) || (a < b ? -1 : 1))
  return terms
    .map(([monomial, c]) => (monomial === "" ? `${c}` : c === 1 ? monomial : c === -1 ? `-${monomial}` : `${c}*${monomial}`))
    .join("+")
    .replaceAll("+-", "-")
}

/** The canonical form of a size as a user writes it; numbers must be whole and not negative. */
export function toSize(operation: string, size: Dim): Dim {
  if (typeof size === "string") return print(parse(size))
  if (Number.isSafeInteger(size) && size >= 0) return size
  throw new NablaError("bad-argument", `${operation}: ${size} is not a size; sizes are whole numbers from 0 on`)
}

/** a + b */
export function addSizes(a: Dim, b: Dim): Dim {
  if (typeof a === "number" && typeof b === "number") return a + b
  const out = parse(a)
  for (const [monomial, c] of parse(b)) accumulate(out, monomial, c)
  return print(out)
}

/** a - b */
export const subtractSizes = (a: Dim, b: Dim): Dim => addSizes(a, multiplySizes(-1, b))

/** a * b */
export function multiplySizes(a: Dim, b: Dim): Dim {
  if (typeof a === "number" && typeof b === "number") return a * b
  if (a === 1) return b
  if (b === 1) return a
  const out: Polynomial = new Map()
  const q = parse(b)
  for (const [m, c] of parse(a)) {
    for (const [n, d] of q) accumulate(out, [...factors(m), ...factors(n)].sort().join("*"), c * d)
  }
  return print(out)
}

const factors = (monomial: string): string[] => (monomial === "" ? [] : monomial.split("*"))

/** a / b where b is a monomial that divides every term of a; otherwise null. */
export function divideSizes(a: Dim, b: Dim): Dim | null {
  if (typeof a === "number" && typeof b === "number") return b !== 0 && a % b === 0 ? a / b : null
  if (a === b) return 1
  const divisor = [...parse(b)]
  if (divisor.length !== 1) return null
  const [monomial, coefficient] = divisor[0] as [string, number]
  const out: Polynomial = new Map()
  for (const [m, c] of parse(a)) {
    const rest = factors(m)
    for (const name of factors(monomial)) {
      const at = rest.indexOf(name)
      if (at < 0) return null
      rest.splice(at, 1)
    }
    if (c % coefficient !== 0) return null
    accumulate(out, rest.join("*"), c / coefficient)
  }
  return print(out)
}

/** The value of a size when its names have values. */
export function evaluateSize(size: Dim, names: ReadonlyMap<string, number>): number {
  let total = 0
  for (const [monomial, c] of parse(size)) {
    let term = c
    for (const name of factors(monomial)) {
      const value = names.get(name)
      if (value === undefined) throw new NablaError("bad-argument", `size: ${name} has no value`)
      term *= value
    }
    total += term
  }
  return total
}

/** The names that occur in a size, sorted. */
export const sizeNames = (size: Dim): string[] => [...new Set([...parse(size).keys()].flatMap(factors))].sort()
