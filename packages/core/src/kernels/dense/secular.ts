// The secular equation 1 + ρ Σ zᵢ² / (pᵢ − λ) = 0, whose roots are the eigenvalues of diag(p) + ρ z zᵀ for ascending poles p.
// Each root is sought from the nearer of the two poles around it, so that differences to all poles keep full accuracy;
// a rational function through both poles gives the steps (Li 1994; LAPACK's laed4 and lasd4).
const EPS = 2 ** -52

/** pᵢ − p_k: where poles are squares of dᵢ, the product of difference and sum. */
const distance = (d: Float64Array, squares: boolean, i: number, k: number): number => {
  const gap = d[i]! - d[k]!
  return squares ? gap * (d[i]! + d[k]!) : gap
}

let gaps = /* @__PURE__ */ new Float64Array(64)

/** ψ and φ, the sums over poles up to j and above, and their derivatives. */
const sums = { low: 0, high: 0, lowSlope: 0, highSlope: 0 }

function evaluate(w: Float64Array, at: number, n: number, j: number, weights: Float64Array, shift: number): number {
  let [low, lowSlope, high, highSlope] = [0, 0, 0, 0]
  for (let i = 0; i <= j; i++) {
    const delta = gaps[i]! - shift
    w[at + i] = delta
    const inverse = 1 / delta
    const term = weights[i]! * inverse
    low += term
    lowSlope += term * inverse
  }
  for (let i = j + 1; i < n; i++) {
    const delta = gaps[i]! - shift
    w[at + i] = delta
    const inverse = 1 / delta
    const term = weights[i]! * inverse
    high += term
    highSlope += term * inverse
  }
  sums.low = low
  sums.high = high
  sums.lowSlope = lowSlope
  sums.highSlope = highSlope
  return 1 + low + high
}

/** The root of c x² − a x + b that the interpolation means, without cancellation. */
function rootOf(a: number, b: number, c: number): number {
  const root = Math.sqrt(Math.abs(a * a - 4 * b * c))
  return a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root)
}

/**
 * The root between poles j and j + 1 of n (behind the last pole for j = n − 1). Writes pᵢ − λ to w at `at`; answers with the
 * pole from which λ was sought and the distance to it. `weights` are ρ zᵢ², none of them 0.
 */
export function secularRoot(
  w: Float64Array,
  at: number,
  n: number,
  j: number,
  d: Float64Array,
  squares: boolean,
  weights: Float64Array,
): { readonly pole: number; readonly shift: number } {
  if (gaps.length < n) gaps = new Float64Array(2 * n)
  const last = j === n - 1
  let width = 0
  if (last) for (let i = 0; i < n; i++) width += weights[i]!
  else width = distance(d, squares, j + 1, j)
  for (let i = 0; i < n; i++) gaps[i] = distance(d, squares, i, j)
  const middle = evaluate(w, at, n, j, weights, width / 2)
  const pole = last || middle > 0 ? j : j + 1
  if (pole !== j) for (let i = 0; i < n; i++) gaps[i] = distance(d, squares, i, pole)
  let [low, high] = pole === j ? [0, width / 2] : [-width / 2, 0]
  if (last) [low, high] = middle > 0 ? [0, width / 2] : [width / 2, width]
  let shift = last ? (low + high) / 2 : firstGuess(w, at, j, pole, width, weights, middle)
  if (!(shift > low && shift < high)) shift = (low + high) / 2
  let before = Number.POSITIVE_INFINITY
  for (let step = 0; step < 100; step++) {
    const f = evaluate(w, at, n, j, weights, shift)
    if (Math.abs(f) <= 4 * EPS * (1 - sums.low + sums.high)) break
    if (f < 0) low = shift
    else high = shift
    const slow = Math.abs(f) > before / 10
    before = Math.abs(f)
    let next = shift + (last ? stepBehind(w, at, j, f) : stepBetween(w, at, j, pole, f, weights, slow))
    if (!(next > low && next < high) || step > 20) next = between(low, high)
    if (Math.abs(next - shift) <= (EPS / 2) * Math.abs(shift) || next === low || next === high) break
    shift = next
  }
  return { pole, shift }
}

/** Halves an interval; geometrically where its ends differ in size, for the root may be very near to a pole. */
function between(low: number, high: number): number {
  if (low > 0 && high > 4 * low) return Math.sqrt(low) * Math.sqrt(high)
  if (high < 0 && low < 4 * high) return -Math.sqrt(-low) * Math.sqrt(-high)
  if (low === 0) return high / 64
  if (high === 0) return low / 64
  return low + (high - low) / 2
}

/** The root of the two poles' terms with all other terms as they are in the middle. */
function firstGuess(w: Float64Array, at: number, j: number, pole: number, width: number, weights: Float64Array, middle: number): number {
  const [left, right] = [weights[j]!, weights[j + 1]!]
  const c = middle - left / w[at + j]! - right / w[at + j + 1]!
  return pole === j ? rootOf(c * width + left + right, left * width, c) : rootOf(left + right - c * width, -right * width, c)
}

function stepBetween(w: Float64Array, at: number, j: number, pole: number, f: number, weights: Float64Array, slow: boolean): number {
  const [left, right] = [w[at + j]!, w[at + j + 1]!]
  const slope = sums.lowSlope + sums.highSlope
  const c = slow
    ? f - left * sums.lowSlope - right * sums.highSlope
    : pole === j
      ? f - right * slope - ((left - right) * weights[j]!) / left / left
      : f - left * slope - ((right - left) * weights[j + 1]!) / right / right
  const a = (left + right) * f - left * right * slope
  const b = left * right * f
  if (c === 0) return a === 0 ? -f / slope : b / a
  const step = rootOf(a, b, c)
  return f * step >= 0 ? -f / slope : step
}

/** Behind the last pole: one pole and a constant through value and slope. */
function stepBehind(w: Float64Array, at: number, j: number, f: number): number {
  const delta = w[at + j]!
  const slope = sums.lowSlope
  const c = f - delta * slope
  return c > 0 ? (delta * f) / c : -f / slope
}
