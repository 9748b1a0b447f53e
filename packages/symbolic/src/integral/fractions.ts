// Quotients of polynomials with numbers as coefficients: factors of the denominator, and the partial fractions over them.
import * as Q from "../normal/rational.ts"
import { realRoots } from "../roots.ts"

/** Coefficients by rising power. Arithmetic is exact while numbers stay fractions of whole numbers. */
export type Coefficients = readonly Q.Rational[]

/** A factor of degree 1 or 2 with leading coefficient 1, and how often it divides. */
export interface Factor {
  readonly of: Coefficients
  readonly times: number
}

const isZero = (c: Q.Rational): boolean => c.p === 0
const isExact = (list: Coefficients): boolean => list.every((c) => Number.isSafeInteger(c.p))

export function trimmed(list: Coefficients): Q.Rational[] {
  const out = [...list]
  while (out.length > 0 && isZero(out[out.length - 1] as Q.Rational)) out.pop()
  return out
}

function product(a: Coefficients, b: Coefficients): Q.Rational[] {
  const out = new Array<Q.Rational>(Math.max(0, a.length + b.length - 1)).fill(Q.ZERO)
  a.forEach((x, i) => b.forEach((y, j) => (out[i + j] = Q.plus(out[i + j] as Q.Rational, Q.times(x, y)))))
  return out
}

/** Quotient and remainder. */
export function divided(p: Coefficients, q: Coefficients): readonly [Q.Rational[], Q.Rational[]] {
  const rest = [...p]
  const n = q.length - 1
  const lead = Q.inverse(q[n] as Q.Rational)
  const whole = new Array<Q.Rational>(Math.max(0, p.length - n)).fill(Q.ZERO)
  for (let k = p.length - 1; k >= n; k--) {
    const factor = Q.times(rest[k] as Q.Rational, lead)
    whole[k - n] = factor
    for (let j = 0; j <= n; j++) rest[k - n + j] = Q.plus(rest[k - n + j] as Q.Rational, Q.negate(Q.times(factor, q[j] as Q.Rational)))
  }
  return [whole, trimmed(rest.slice(0, n))]
}

const derived = (p: Coefficients): Q.Rational[] => p.slice(1).map((c, k) => Q.times(c, Q.rational(k + 1)))

const monic = (p: Coefficients): Q.Rational[] => {
  const lead = Q.inverse(p[p.length - 1] as Q.Rational)
  return p.map((c) => Q.times(c, lead))
}

/** The greatest common divisor with leading coefficient 1; null where numbers are no longer exact. */
function common(p: Coefficients, q: Coefficients): Q.Rational[] | null {
  let [a, b] = [trimmed(p), trimmed(q)]
  while (b.length > 0) {
    if (!isExact(a) || !isExact(b)) return null
    ;[a, b] = [monic(b), divided(a, monic(b))[1]]
  }
  return monic(a)
}

/** The factors without a double root: those that stand once, twice, … (Yun); null where numbers are no longer exact. */
function squareFree(q: Coefficients): Factor[] | null {
  const shared = common(q, derived(q))
  if (shared === null) return null
  const out: Factor[] = []
  let [w, rest] = [divided(monic(q), shared)[0], shared]
  for (let times = 1; w.length > 1; times++) {
    const next = common(w, rest)
    if (next === null) return null
    const [own] = divided(w, next)
    if (own.length > 1) out.push({ of: monic(own), times })
    ;[w, rest] = [next, divided(rest, next)[0]]
  }
  return out
}

const values = (p: Coefficients): number[] => p.map(Q.toNumber)

/** A number of the form p/q with small q near x. */
function nearby(x: number): Q.Rational | null {
  for (let q = 1; q <= 60; q++) {
    const p = Math.round(x * q)
    if (Math.abs(x - p / q) < 1e-9 * Math.max(1, Math.abs(x))) return Q.rational(p, q)
  }
  return null
}

/** The factor with its coefficients made exact, where it then divides without a rest. */
function exactly(p: Coefficients, factor: readonly number[]): Q.Rational[] | null {
  const near = factor.map(nearby)
  if (near.some((c) => c === null)) return null
  return divided(p, near as Q.Rational[])[1].length === 0 ? (near as Q.Rational[]) : null
}

/** Factors of degree 1 and 2 of a polynomial without double roots; null where they are not found. */
function split(p: Coefficients): Q.Rational[][] | null {
  const out: Q.Rational[][] = []
  let rest: Q.Rational[] = [...p]
  const take = (factor: readonly number[]): void => {
    const own = exactly(rest, factor) ?? factor.map(Q.ofNumber)
    out.push(own)
    rest = divided(rest, own)[0]
  }
  const candidates = [...realRoots(values(p)).map((r) => [-r, 1]), ...quadratics(values(p))]
  // exact ones first, so that the others are divided off what is small
  const ranked = candidates.map((f) => ({ f, exact: exactly(p, f) !== null })).sort((a, b) => Number(b.exact) - Number(a.exact))
  for (const { f } of ranked) if (rest.length > 1) take(f)
  return rest.length === 1 && candidates.reduce((n, f) => n + f.length - 1, 0) === p.length - 1 ? out : null
}

/** x² − 2 Re(z) x + |z|² for each pair of complex roots, found all at once (Durand and Kerner). */
function quadratics(c: readonly number[]): number[][] {
  const n = c.length - 1
  const lead = c[n] as number
  const size = 1 + Math.max(...c.slice(0, n).map((v) => Math.abs(v / lead)))
  let roots = Array.from({ length: n }, (_, k) => {
    const angle = (2 * Math.PI * k) / n + 0.4
    return [Math.min(size, 1.2) * Math.cos(angle), Math.min(size, 1.2) * Math.sin(angle)] as [number, number]
  })
  for (let round = 0; round < 500; round++) {
    let moved = 0
    roots = roots.map((z, i) => {
      let value: [number, number] = [0, 0]
      for (let k = n; k >= 0; k--) value = [value[0] * z[0] - value[1] * z[1] + (c[k] as number) / lead, value[0] * z[1] + value[1] * z[0]]
      let below: [number, number] = [1, 0]
      roots.forEach((w, j) => {
        if (i === j) return
        const [a, b] = [z[0] - w[0], z[1] - w[1]]
        below = [below[0] * a - below[1] * b, below[0] * b + below[1] * a]
      })
      const norm = below[0] ** 2 + below[1] ** 2
      const step = [(value[0] * below[0] + value[1] * below[1]) / norm, (value[1] * below[0] - value[0] * below[1]) / norm] as const
      moved = Math.max(moved, Math.abs(step[0]), Math.abs(step[1]))
      return [z[0] - step[0], z[1] - step[1]]
    })
    if (moved < 1e-15) break
  }
  return roots.filter(([, b]) => b > 1e-7).map(([a, b]) => [snapped(a * a + b * b), snapped(-2 * a), 1])
}

const snapped = (x: number): number => (Math.abs(x - Math.round(x)) < 1e-12 ? Math.round(x) + 0 : x)

/** The factors of degree 1 and 2 over the real numbers; null where they are not found. */
export function factorsOfPolynomial(q: Coefficients): Factor[] | null {
  const free = squareFree(q)
  const parts = free ?? [{ of: monic(q), times: 1 }]
  const out: Factor[] = []
  for (const part of parts) {
    const found = split(part.of)
    if (found === null) return null
    for (const of of found) out.push({ of, times: part.times })
  }
  return out
}

/** N / Dᵏ, the numerator of a degree below that of D. */
export interface Part {
  readonly top: Coefficients
  readonly of: Coefficients
  readonly k: number
}

/** p / q as a sum of parts, for p of a lower degree than q and the factors of q, by comparing coefficients. */
export function partialFractions(p: Coefficients, q: Coefficients, factors: readonly Factor[]): Part[] | null {
  const unknowns = factors.flatMap((f) =>
    Array.from({ length: f.times }, (_, i) => i + 1).flatMap((k) => f.of.slice(1).map((_, power) => ({ f, k, power }))),
  )
  const n = q.length - 1
  if (unknowns.length !== n) return null
  const lead = q[n] as Q.Rational
  const columns = unknowns.map(({ f, k, power }) => {
    let rest: Coefficients = [lead]
    for (const other of factors) for (let i = 0; i < (other === f ? other.times - k : other.times); i++) rest = product(rest, other.of)
    return [...new Array<Q.Rational>(power).fill(Q.ZERO), ...rest]
  })
  const rows = Array.from({ length: n }, (_, i) => [...columns.map((column) => column[i] ?? Q.ZERO), p[i] ?? Q.ZERO])
  const solution = solved(rows)
  if (solution === null) return null
  const parts = new Map<string, { top: Q.Rational[]; of: Coefficients; k: number }>()
  unknowns.forEach(({ f, k, power }, i) => {
    const key = `${factors.indexOf(f)} ${k}`
    const part = parts.get(key) ?? { top: [], of: f.of, k }
    part.top[power] = solution[i] as Q.Rational
    parts.set(key, part)
  })
  return [...parts.values()].filter((part) => part.top.some((c) => !isZero(c)))
}

/** Gaussian elimination with the largest pivot. */
function solved(rows: Q.Rational[][]): Q.Rational[] | null {
  const n = rows.length
  const size = (row: readonly Q.Rational[], k: number): number => Math.abs(Q.toNumber(row[k] as Q.Rational))
  for (let k = 0; k < n; k++) {
    let best = k
    for (let i = k + 1; i < n; i++) if (size(rows[i] as Q.Rational[], k) > size(rows[best] as Q.Rational[], k)) best = i
    if (size(rows[best] as Q.Rational[], k) < 1e-13) return null
    ;[rows[k], rows[best]] = [rows[best] as Q.Rational[], rows[k] as Q.Rational[]]
    const pivot = rows[k] as Q.Rational[]
    const scale = Q.inverse(pivot[k] as Q.Rational)
    for (let j = k; j <= n; j++) pivot[j] = Q.times(pivot[j] as Q.Rational, scale)
    for (let i = 0; i < n; i++) {
      const row = rows[i] as Q.Rational[]
      const factor = row[k] as Q.Rational
      if (i === k || isZero(factor)) continue
      for (let j = k; j <= n; j++) row[j] = Q.plus(row[j] as Q.Rational, Q.negate(Q.times(factor, pivot[j] as Q.Rational)))
    }
  }
  return rows.map((row) => settled(row[n] as Q.Rational))
}

/** Rounding of what should be 0 or a simple fraction is taken away. */
function settled(c: Q.Rational): Q.Rational {
  if (Q.isWhole(c) || c.q !== 1) return c
  if (Math.abs(c.p) < 1e-14) return Q.ZERO
  for (let q = 1; q <= 24; q++) {
    const p = Math.round(c.p * q)
    if (p !== 0 && Math.abs(c.p * q - p) < 1e-13 * Math.abs(p)) return Q.rational(p, q)
  }
  return c
}
