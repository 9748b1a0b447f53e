// Logarithms. With x = 2ᵏ m, m between √½ and √2: log x = k ln 2 + log m.
import type { Algebra, V } from "./algebra.ts"
import { exp } from "./exponential.ts"
import { v128 } from "../simd.ts"

// log(1 + f) = f − f²/2 + f³ P(f) in float32 (S. Moshier's Cephes library)
const single = [
  3.3333331174e-1, -2.4999993993e-1, 2.0000714765e-1, -1.6668057665e-1, 1.4249322787e-1, -1.2420140846e-1, 1.167699874e-1, -1.151461031e-1,
  7.0376836292e-2,
]
// log(1 + f) = f − s (f − R(s²)) with s = f / (2 + f) in float64 (Sun's fdlibm)
const double = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805, 0.15313837699209373,
  0.14798198605116586,
]

const ln2 = { float32: [0.693359375, -0.00021219444005469057], float64: [0.6931471803691238, 1.9082149292705877e-10] } as const

/** k as a float and f = m − 1, for positive normal numbers. */
export function split(o: Algebra, x: V): { readonly k: V; readonly f: V } {
  const { lanes, digits, bias, bitsOf } = o.kind
  const one = o.bits(bitsOf(1))
  const fraction = o.bits((1n << BigInt(digits)) - 1n)
  const m = o.let(v128.or(v128.and(x, fraction), one))
  const high = o.let(o.vector.gt(m, o.const(Math.SQRT2)))
  // the exponent becomes the low bits of a number whose lowest digit is 1
  const base = 2 ** digits
  const e = o.sub(v128.or(lanes.shrU(x, digits), o.bits(bitsOf(base))), o.const(base + bias))
  const k = o.let(o.add(e, v128.and(high, one)))
  return { k, f: o.let(o.sub(o.select(high, o.mul(m, o.const(0.5)), m), o.const(1))) }
}

/** k ln 2 + log(1 + f) + c, where c is small. */
function assemble(o: Algebra, k: V, f: V, c: V | null): V {
  const [high, low] = ln2[o.kind.dtype]
  const small = c === null ? o.mul(k, o.const(low)) : o.fma(k, o.const(low), c)
  const halfSquare = o.let(o.mul(o.mul(o.const(0.5), f), f))
  if (o.isSingle) {
    const cubic = o.mul(o.mul(o.poly(f, single), f), o.mul(f, f))
    const tail = o.sub(o.add(cubic, small), halfSquare)
    return o.fma(k, o.const(high), o.add(f, tail))
  }
  const s = o.let(o.div(f, o.add(f, o.const(2))))
  const z = o.let(o.mul(s, s))
  const tail = o.fma(s, o.fma(z, o.poly(z, double), halfSquare), small)
  return o.sub(o.mul(k, o.const(high)), o.sub(o.sub(halfSquare, tail), f))
}

/** NaN below 0, −∞ at 0, ∞ and NaN themselves. */
function specials(o: Algebra, x: V, result: V): V {
  const { vector } = o
  const finite = o.let(o.select(vector.lt(x, o.const(Number.POSITIVE_INFINITY)), result, o.add(x, x)))
  const negative = o.select(vector.lt(x, o.const(0)), o.const(Number.NaN), finite)
  return o.select(vector.eq(x, o.const(0)), o.const(Number.NEGATIVE_INFINITY), negative)
}

/** Makes the smallest numbers normal: x and what the exponent then lacks. */
export function normal(o: Algebra, x: V): { readonly y: V; readonly lift: V } {
  const { digits, bias } = o.kind
  const tiny = o.let(o.vector.lt(x, o.const(2 ** (1 - bias))))
  const y = o.let(o.select(tiny, o.mul(x, o.const(2 ** digits)), x))
  return { y, lift: v128.and(tiny, o.const(-digits)) }
}

export function log(o: Algebra, x: V): V {
  const { y, lift } = normal(o, x)
  const { k, f } = split(o, y)
  return specials(o, x, assemble(o, o.let(o.add(k, lift)), f, null))
}

// 1 / ln 10 and log₁₀ 2 in two parts each, the first short enough for exact products
const [perTen, log10Of2] = [
  [0.4342944818781689, 2.5082946711645275e-11],
  [0.30102999566361177, 3.694239077158931e-13],
] as const

/** k log₁₀ 2 + log m / ln 10 in float64, which is exact for powers of 10. */
export function log10(o: Algebra, x: V): V {
  const { y, lift } = normal(o, x)
  const parts = split(o, y)
  const k = o.let(o.add(parts.k, lift))
  const { f } = parts
  const s = o.let(o.div(f, o.add(f, o.const(2))))
  const z = o.let(o.mul(s, s))
  const halfSquare = o.let(o.mul(o.mul(o.const(0.5), f), f))
  // log m = head + rest
  const head = o.let(o.head(o.sub(f, halfSquare)))
  const rest = o.let(o.add(o.sub(o.sub(f, head), halfSquare), o.mul(s, o.fma(z, o.poly(z, double), halfSquare))))
  const main = o.let(o.mul(head, o.const(perTen[0])))
  const power = o.let(o.mul(k, o.const(log10Of2[0])))
  const low = o.fma(k, o.const(log10Of2[1]), o.fma(o.add(rest, head), o.const(perTen[1]), o.mul(rest, o.const(perTen[0]))))
  const sum = o.let(o.add(power, main))
  return specials(o, x, o.add(sum, o.add(o.add(o.sub(power, sum), main), low)))
}

/** x log y, and 0 at x = 0. */
export const xlogy = (o: Algebra, x: V, y: V): V => unlessZero(o, x, y, log(o, y))

/** x log(1 + y), and 0 at x = 0. */
export const xlog1py = (o: Algebra, x: V, y: V): V => unlessZero(o, x, y, log1p(o, y))

const unlessZero = (o: Algebra, x: V, y: V, logarithm: V): V =>
  o.select(v128.and(o.vector.eq(x, o.const(0)), o.vector.eq(y, y)), o.const(0), o.mul(x, logarithm))

/** k + log₂ m, which is exact for powers of 2. */
export function log2(o: Algebra, x: V): V {
  const { y, lift } = normal(o, x)
  const { k, f } = split(o, y)
  const part = o.mul(assemble(o, o.const(0), f, null), o.const(Math.LOG2E))
  return specials(o, x, o.add(o.add(k, lift), part))
}

/** log(1 + x): with u = 1 + x rounded, log u + (x − (u − 1)) / u; where x is small, f is x itself. */
export function log1p(o: Algebra, x: V): V {
  const { vector } = o
  const u = o.let(o.add(x, o.const(1)))
  const { k, f } = split(o, u)
  const near = o.let(v128.and(vector.gt(x, o.const(Math.SQRT1_2 - 1)), vector.lt(x, o.const(Math.SQRT2 - 1))))
  const lost = o.select(vector.gt(x, o.const(1)), o.sub(o.const(1), o.sub(u, x)), o.sub(x, o.sub(u, o.const(1))))
  const c = o.let(v128.andnot(o.div(lost, u), near))
  const result = assemble(o, o.let(v128.andnot(k, near)), o.let(o.select(near, x, f)), c)
  const checked = o.let(specials(o, u, result))
  // tiny numbers, 0 and −0 are their own answer
  return o.select(vector.lt(vector.abs(x), o.const(2 ** (-o.kind.digits - 3))), x, checked)
}

/** log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|) */
export function softplus(o: Algebra, x: V): V {
  const e = o.let(exp(o, o.let(o.vector.neg(o.vector.abs(x)))))
  return o.add(o.vector.max(x, o.const(0)), log1p(o, e))
}

/** log(eᵃ + eᵇ) = max + log(1 + e^−|a − b|); equal infinities have no difference. */
export function logaddexp(o: Algebra, a: V, b: V): V {
  const top = o.let(o.vector.max(a, b))
  const gap = o.let(o.select(o.vector.eq(a, b), o.const(0), o.vector.neg(o.vector.abs(o.sub(a, b)))))
  return o.add(top, log1p(o, o.let(exp(o, gap))))
}
