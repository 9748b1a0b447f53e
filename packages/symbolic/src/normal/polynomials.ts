// Polynomials in several unknowns with whole coefficients: divisors, common divisors, parts that occur several times.
import { TooLarge } from "./bounded.ts"

/** A number, or coefficients by rising power of the last unknown, which are polynomials in the unknowns before it. */
export type Poly = bigint | readonly Poly[]

const isZero = (p: Poly): boolean => (typeof p === "bigint" ? p === 0n : p.length === 0)

/** Without leading zeros. */
function trimmed(list: Poly[]): Poly {
  while (list.length > 0 && isZero(list[list.length - 1] as Poly)) list.pop()
  return list
}

const absolute = (n: bigint): bigint => (n < 0n ? -n : n)

function greatest(a: bigint, b: bigint): bigint {
  let [x, y] = [absolute(a), absolute(b)]
  while (y > 0n) [x, y] = [y, x % y]
  return x
}

/** Arithmetic that ends after so many products of numbers. */
export class Polynomials {
  private work: number

  constructor(work: number) {
    this.work = work
  }

  readonly zero = (level: number): Poly => (level === 0 ? 0n : [])

  readonly one = (level: number): Poly => this.number(1n, level)

  number(n: bigint, level: number): Poly {
    if (level === 0) return n
    return n === 0n ? [] : [this.number(n, level - 1)]
  }

  /** The unknown of an index to a power, among so many. */
  unknown(index: number, power: number, level: number): Poly {
    if (level - 1 > index) return [this.unknown(index, power, level - 1)]
    return [...Array.from({ length: power }, () => this.zero(level - 1)), this.one(level - 1)]
  }

  add(a: Poly, b: Poly): Poly {
    if (typeof a === "bigint" || typeof b === "bigint") return (a as bigint) + (b as bigint)
    const [long, short] = a.length >= b.length ? [a, b] : [b, a]
    return trimmed(long.map((c, i) => (i < short.length ? this.add(c, short[i] as Poly) : c)))
  }

  scale(n: bigint, a: Poly): Poly {
    if (typeof a === "bigint") return n * a
    return n === 0n ? [] : a.map((c) => this.scale(n, c))
  }

  readonly negate = (a: Poly): Poly => (typeof a === "bigint" ? -a : a.map(this.negate))

  subtract(a: Poly, b: Poly): Poly {
    if (typeof a === "bigint" || typeof b === "bigint") return (a as bigint) - (b as bigint)
    const out: Poly[] = []
    for (let i = 0; i < a.length || i < b.length; i++)
      out.push(i >= a.length ? this.negate(b[i] as Poly) : i >= b.length ? (a[i] as Poly) : this.subtract(a[i] as Poly, b[i] as Poly))
    return trimmed(out)
  }

  multiply(a: Poly, b: Poly): Poly {
    if (typeof a === "bigint" || typeof b === "bigint") {
      if (--this.work < 0) throw new TooLarge()
      return (a as bigint) * (b as bigint)
    }
    if (a.length === 0 || b.length === 0) return []
    if (isUnit(a)) return b
    if (isUnit(b)) return a
    const out: (Poly | undefined)[] = new Array(a.length + b.length - 1).fill(undefined)
    for (let i = 0; i < a.length; i++) {
      if (isZero(a[i] as Poly)) continue
      for (let j = 0; j < b.length; j++) {
        const product = this.multiply(a[i] as Poly, b[j] as Poly)
        out[i + j] = out[i + j] === undefined ? product : this.add(out[i + j] as Poly, product)
      }
    }
    const empty: Poly = typeof a[0] === "bigint" ? 0n : []
    return trimmed(out.map((c) => c ?? empty))
  }

  power(a: Poly, n: number, level: number): Poly {
    let out = n === 0 ? this.one(level) : a
    for (let i = 1; i < n; i++) out = this.multiply(out, a)
    return out
  }

  /** a / b where b divides a, else null. */
  quotient(a: Poly, b: Poly): Poly | null {
    if (typeof a === "bigint" || typeof b === "bigint") {
      if (--this.work < 0) throw new TooLarge()
      return (b as bigint) === 0n || (a as bigint) % (b as bigint) !== 0n ? null : (a as bigint) / (b as bigint)
    }
    if (b.length === 0) return null
    if (isUnit(b)) return a
    const rest = [...a]
    const empty: Poly = typeof b[0] === "bigint" ? 0n : []
    const out: Poly[] = new Array<Poly>(Math.max(0, a.length - b.length + 1)).fill(empty)
    for (let k = a.length - b.length; k >= 0; k--) {
      const top = rest[k + b.length - 1] as Poly
      if (isZero(top)) continue
      const c = this.quotient(top, b[b.length - 1] as Poly)
      if (c === null) return null
      out[k] = c
      for (let j = 0; j < b.length; j++) rest[k + j] = this.subtract(rest[k + j] as Poly, this.multiply(c, b[j] as Poly))
    }
    return rest.every(isZero) ? trimmed(out) : null
  }

  /** The greatest common divisor of the coefficients by the last unknown. */
  content(a: readonly Poly[]): Poly {
    let g = a[a.length - 1] as Poly
    for (let i = a.length - 2; i >= 0 && !isUnit(g); i--) g = this.common(g, a[i] as Poly)
    return g
  }

  private primitive(a: readonly Poly[]): readonly Poly[] {
    return a.length === 0 ? a : (this.quotient(a, [this.content(a)]) as readonly Poly[])
  }

  /** The greatest common divisor, with a leading coefficient above 0. */
  common(a: Poly, b: Poly): Poly {
    if (typeof a === "bigint" || typeof b === "bigint") return greatest(a as bigint, b as bigint)
    if (a.length === 0) return this.positive(b)
    if (b.length === 0) return this.positive(a)
    if (isUnit(a)) return a
    if (isUnit(b)) return b
    const content = this.common(this.content(a), this.content(b))
    let [p, q] = [this.primitive(a), this.primitive(b)]
    if (p.length < q.length) [p, q] = [q, p]
    while (q.length > 1) [p, q] = [q, this.primitive(this.remainder(p, q))]
    // a rest that is not 0 and has no unknown: nothing in common but the content
    return this.positive(q.length === 0 ? (p as Poly[]).map((c) => this.multiply(c, content)) : [content])
  }

  /** What is left of a multiple of p after division by q. */
  private remainder(p: readonly Poly[], q: readonly Poly[]): readonly Poly[] {
    let rest: readonly Poly[] = p
    const lead = q[q.length - 1] as Poly
    while (rest.length >= q.length) {
      const top = rest[rest.length - 1] as Poly
      const shift = rest.length - q.length
      rest = trimmed(
        rest.map((c, i) => {
          const scaled = this.multiply(c, lead)
          return i < shift ? scaled : this.subtract(scaled, this.multiply(top, q[i - shift] as Poly))
        }),
      ) as readonly Poly[]
    }
    return rest
  }

  positive(a: Poly): Poly {
    let lead: Poly = a
    while (typeof lead !== "bigint") {
      if (lead.length === 0) return a
      lead = lead[lead.length - 1] as Poly
    }
    return lead < 0n ? this.negate(a) : a
  }

  private slope(a: readonly Poly[]): Poly {
    return trimmed(a.slice(1).map((c, k) => this.scale(BigInt(k + 1), c)))
  }

  /** a = Π pᵐ with powers as high as common divisors with the derivative show them, numbers and unknowns apart. */
  factors(a: Poly, level: number): readonly (readonly [factor: Poly, power: number])[] {
    if (typeof a === "bigint") return a === 1n ? [] : [[a, 1]]
    const content = this.content(a)
    const inner = this.factors(content, level - 1).map(([p, m]): [Poly, number] => [[p], m])
    let rest = this.primitive(a)
    const lowest = rest.findIndex((c) => !isZero(c))
    if (lowest > 0) {
      inner.push([this.unknown(level - 1, 1, level), lowest])
      rest = rest.slice(lowest)
    }
    if (rest.length < 2) return isUnit(rest) ? inner : [...inner, [rest, 1]]
    return [...inner, ...this.squareFree(rest)]
  }

  // Yun's method: c collects what is left of all factors, d of them those that occur once more
  private squareFree(a: readonly Poly[]): [Poly, number][] {
    const out: [Poly, number][] = []
    const common = this.common(a, this.slope(a))
    let c = this.quotient(a, common) as readonly Poly[]
    let left = common
    for (let m = 1; c.length > 1; m++) {
      const again = this.common(c, left) as readonly Poly[]
      const once = this.quotient(c, again) as readonly Poly[]
      if (once.length > 1 || !isUnit(once)) out.push([once, m])
      left = this.quotient(left, again) as Poly
      c = again
    }
    return out
  }
}

/** Whether a polynomial is the number 1. */
export function isUnit(a: Poly): boolean {
  let p = a
  while (typeof p !== "bigint") {
    if (p.length !== 1) return false
    p = p[0] as Poly
  }
  return p === 1n
}
