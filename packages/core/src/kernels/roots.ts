// Roots of unity, right to the last bit. Products of two factors with twice the digits cost about as much as a sine, whose
// argument would already have been rounded.

/** A number as an unevaluated sum of two, with some 106 bits. */
type Double = readonly [number, number]

const TWO_PI: Double = [6.283185307179586, 2.4492935982947064e-16]
const SPLIT = 2 ** 27 + 1

/** What rounding a · b lost (Dekker 1971). */
function lost(a: number, b: number, p: number): number {
  const s = SPLIT * a
  const t = SPLIT * b
  const ah = s - (s - a)
  const bh = t - (t - b)
  const al = a - ah
  const bl = b - bh
  return al * bl - (p - ah * bh - al * bh - ah * bl)
}

/** For |a| ≥ |b|. */
const normal = (a: number, b: number): Double => [a + b, b - (a + b - a)]

function plus(a: Double, b: Double): Double {
  const sum = a[0] + b[0]
  const back = sum - a[0]
  return normal(sum, a[0] - (sum - back) + (b[0] - back) + a[1] + b[1])
}

function times(a: Double, b: Double): Double {
  const p = a[0] * b[0]
  return normal(p, lost(a[0], b[0], p) + a[0] * b[1] + a[1] * b[0])
}

function over(a: Double, n: number): Double {
  const q = a[0] / n
  const p = q * n
  return normal(q, (a[0] - p - lost(q, n, p) + a[1]) / n)
}

/** Σ (−x²)ᵏ / …: sine from x, cosine from 1, for x up to π/4. */
function series(first: Double, x2: Double, start: number): Double {
  let [sum, term] = [first, first]
  for (let k = start; Math.abs(term[0]) > 2 ** -110; k += 2) {
    term = over(times(term, x2), -k * (k + 1))
    sum = plus(sum, term)
  }
  return sum
}

/** Cosine and sine of 2π j/n, for 0 ≤ j ≤ n/2. */
function rootAt(j: number, n: number): readonly [Double, Double] {
  if (4 * j > n) {
    const [[ch, cl], sine] = rootAt(n - 2 * j, 2 * n)
    return [[-ch, -cl], sine]
  }
  if (8 * j > n) {
    const [cosine, sine] = rootAt(n - 4 * j, 4 * n)
    return [sine, cosine]
  }
  if (j === 0)
    return [
      [1, 0],
      [0, 0],
    ]
  const x = times(TWO_PI, over([j, 0], n))
  const x2 = times(x, x)
  return [series([1, 0], x2, 1), series(x, x2, 2)]
}

/** Rounds a b + c d. */
function dot(ah: number, al: number, bh: number, bl: number, ch: number, cl: number, dh: number, dl: number): number {
  const p = ah * bh
  const q = ch * dh
  const sum = p + q
  const back = sum - p
  const rest = p - (sum - back) + (q - back)
  return sum + (rest + (lost(ah, bh, p) + lost(ch, dh, q) + (ah * bl + al * bh + (ch * dl + cl * dh))))
}

export interface Roots {
  readonly cos: Float64Array
  readonly sin: Float64Array
}

/** cos and sin of 2π k/n for k = 0 … n − 1. */
export function rootsOfUnity(n: number): Roots {
  const cos = new Float64Array(n)
  const sin = new Float64Array(n)
  const last = n % 8 === 0 ? n / 8 : n % 4 === 0 ? n / 4 : n >> 1
  fillRoots(n, last, cos, sin)
  // the other octants mirror the first
  if (n % 8 === 0) {
    for (let k = 0; k < n / 8; k++) {
      cos[n / 4 - k] = sin[k]!
      sin[n / 4 - k] = cos[k]!
    }
  }
  if (n % 4 === 0) {
    for (let k = 0; k < n / 4; k++) {
      cos[n / 2 - k] = -cos[k]!
      sin[n / 2 - k] = sin[k]!
    }
  }
  for (let k = 1; 2 * k < n; k++) {
    cos[n - k] = cos[k]!
    sin[n - k] = -sin[k]!
  }
  return { cos, sin }
}

/** Every root up to `last` as the product of a coarse and a fine one. */
function fillRoots(n: number, last: number, cos: Float64Array, sin: Float64Array): void {
  const step = Math.ceil(Math.sqrt(last + 1))
  const fine = Array.from({ length: step }, (_, j) => rootAt(j, n))
  for (let from = 0; from <= last; from += step) {
    const [[ch, cl], [sh, sl]] = rootAt(from, n)
    for (let j = 0; j < step && from + j <= last; j++) {
      const [[fh, fl], [gh, gl]] = fine[j] as readonly [Double, Double]
      cos[from + j] = dot(ch, cl, fh, fl, -sh, -sl, gh, gl)
      sin[from + j] = dot(ch, cl, gh, gl, sh, sl, fh, fl)
    }
  }
}
