// Triangular form of general complex matrices: reduction to Hessenberg form, then QR steps with one shift at a time.
import { NablaError } from "../../errors.ts"
import { columnOf, reflectionOf, reflectLeft, reflectRight } from "./householder.ts"
import { adjoint, type ComplexMatrix, identityOf, isFiniteMatrix, nanMatrix, quotient, zeroMatrix } from "./matrices.ts"

/** Q and upper triangular T with A = Q T Qᴴ; the eigenvalues stand on T's diagonal. */
export interface ComplexSchur {
  readonly q: ComplexMatrix
  readonly t: ComplexMatrix
}

/** The triangular form, with Q where vectors are wanted; without it T is right on its diagonal alone. */
export function factorSchur(matrix: ComplexMatrix, n: number, vectors = true): ComplexSchur {
  if (!isFiniteMatrix(matrix)) return { q: nanMatrix(n * n), t: nanMatrix(n * n) }
  let top = 0
  for (let i = 0; i < n * n; i++) top = Math.max(top, size(matrix, i))
  // shifts take squares: a power of 2, which costs no digits, keeps those within range
  const unit = top > 1e-100 && top < 1e100 ? 1 : 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(top || 1))))
  const t = scaled(matrix, unit)
  const q = hessenberg(t, n, vectors)
  const qh = q === null ? null : adjoint(q, n, n)
  triangularize(t, n, qh, top * unit)
  return { q: qh === null ? zeroMatrix(0) : adjoint(qh, n, n), t: scaled(t, 1 / unit) }
}

const scaled = ({ re, im }: ComplexMatrix, f: number): ComplexMatrix => ({ re: re.map((x) => x * f), im: im.map((x) => x * f) })

/** H becomes T; Qᴴ is turned with it. */
function triangularize(t: ComplexMatrix, n: number, qh: ComplexMatrix | null, norm: number): void {
  const turns = new Float64Array(3 * n)
  for (let last = n - 1, steps = 0; last > 0; ) {
    const first = splitAbove(t, n, last, norm, steps)
    if (first === last) {
      last--
      steps = 0
    } else {
      if (steps > 30 * Math.max(10, n)) throw new NablaError("unsupported", `eig: no convergence on a matrix of ${n} × ${n}`)
      qrStep(t, n, qh, first, last, shiftFor(t, n, last, steps++), turns)
    }
  }
}

const size = ({ re, im }: ComplexMatrix, i: number): number => Math.abs(re[i]!) + Math.abs(im[i]!)

/** A = Q H Qᴴ with H zero below its first subdiagonal. */
function hessenberg(a: ComplexMatrix, n: number, vectors: boolean): ComplexMatrix | null {
  const q = vectors ? identityOf(n) : null
  for (let k = 0; k + 2 < n; k++) {
    const h = reflectionOf(columnOf(a, n, k), k + 1)
    reflectLeft(a, n, h, k + 1, true)
    reflectRight(a, n, h, 0, n)
    if (q !== null) reflectRight(q, n, h, 0, n)
    for (let i = k + 1; i < n; i++) {
      a.re[i * n + k] = i === k + 1 ? h.length : 0
      a.im[i * n + k] = 0
    }
  }
  return q
}

/** The first row of the block that ends at `last`: above it the subdiagonal is negligible, and is cleared. */
function splitAbove(h: ComplexMatrix, n: number, last: number, norm: number, steps: number): number {
  for (let l = last; l > 0; l--) {
    const around = size(h, (l - 1) * (n + 1)) + size(h, l * (n + 1))
    // against neighbours, which keeps small eigenvalues exact; where all of them are rounding noise, against the whole
    if (size(h, l * n + l - 1) <= 2 ** -52 * (around === 0 || steps > 20 ? norm : around)) {
      h.re[l * n + l - 1] = 0
      h.im[l * n + l - 1] = 0
      return l
    }
  }
  return 0
}

/** The eigenvalue of the last 2 × 2 block that is nearer to its corner, or an exceptional shift where steps go in circles. */
function shiftFor({ re, im }: ComplexMatrix, n: number, last: number, steps: number): readonly [number, number] {
  const d = last * (n + 1)
  if (steps > 0 && steps % 10 === 0) return [re[d]! + 0.75 * (Math.abs(re[d - 1]!) + Math.abs(im[d - 1]!)), im[d]!]
  const [a, b, c] = [d - n - 1, d - n, d - 1]
  // λ = d − bc / (h ± √(h² + bc)) with h = (a − d)/2
  const [hr, hi] = [(re[a]! - re[d]!) / 2, (im[a]! - im[d]!) / 2]
  const [pr, pi] = [re[b]! * re[c]! - im[b]! * im[c]!, re[b]! * im[c]! + im[b]! * re[c]!]
  if (pr === 0 && pi === 0) return [re[d]!, im[d]!]
  let [rr, ri] = root(hr * hr - hi * hi + pr, 2 * hr * hi + pi)
  if (hr * rr + hi * ri < 0) [rr, ri] = [-rr, -ri]
  const [zr, zi] = quotient(pr, pi, hr + rr, hi + ri)
  return [re[d]! - zr, im[d]! - zi]
}

/** The square root with a real part that is not negative. */
function root(x: number, y: number): readonly [number, number] {
  const length = Math.hypot(x, y)
  if (length === 0) return [0, 0]
  const half = Math.sqrt((length + Math.abs(x)) / 2)
  if (x >= 0) return [half, y / (2 * half)]
  return [Math.abs(y) / (2 * half), y >= 0 ? half : -half]
}

/**
 * One implicit QR step on rows first … last: rotations make a bulge of one number at the top and chase it to the bottom. Each
 * acts at once on rows and on the two columns where the bulge is; columns above follow in one pass, row by row.
 */
function qrStep(
  h: ComplexMatrix,
  n: number,
  qh: ComplexMatrix | null,
  first: number,
  last: number,
  [sr, si]: readonly [number, number],
  turns: Float64Array,
): void {
  const { re, im } = h
  const right = qh === null ? last + 1 : n
  let [xr, xi] = [re[first * (n + 1)]! - sr, im[first * (n + 1)]! - si]
  let [yr, yi] = [re[first * (n + 1) + n]!, im[first * (n + 1) + n]!]
  for (let k = first; k < last; k++) {
    rotationFor(xr, xi, yr, yi, turns, 3 * k)
    const left = Math.max(first, k - 1)
    turnRows(h, k * n + left, (k + 1) * n + left, right - left, turns, 3 * k)
    if (qh !== null) turnRows(qh, k * n, (k + 1) * n, n, turns, 3 * k)
    if (k > first) {
      re[(k + 1) * n + k - 1] = 0
      im[(k + 1) * n + k - 1] = 0
    }
    for (let i = k + 1; i <= Math.min(k + 2, last); i++) turnPair(h, i * n + k, turns, 3 * k)
    if (k + 1 === last) break
    ;[xr, xi] = [re[(k + 1) * n + k]!, im[(k + 1) * n + k]!]
    ;[yr, yi] = [re[(k + 2) * n + k]!, im[(k + 2) * n + k]!]
  }
  for (let i = qh === null ? first : 0; i < last; i++) {
    for (let k = Math.max(first, i), p = i * n + k; k < last; k++, p++) turnPair(h, p, turns, 3 * k)
  }
}

/** c and s, c real, that take (x, y) to (r, 0): r = c x + s y, 0 = c y − s̄ x. */
function rotationFor(xr: number, xi: number, yr: number, yi: number, turns: Float64Array, at: number): void {
  const sizeX = lengthOf(xr, xi)
  const length = lengthOf(sizeX, lengthOf(yr, yi))
  const [ur, ui] = sizeX === 0 ? [1, 0] : [xr / sizeX, xi / sizeX]
  // s = (x/|x|) ȳ / r
  turns[at] = length === 0 ? 1 : sizeX / length
  turns[at + 1] = length === 0 ? 0 : (ur * yr + ui * yi) / length
  turns[at + 2] = length === 0 ? 0 : (ui * yr - ur * yi) / length
}

function lengthOf(x: number, y: number): number {
  const squares = x * x + y * y
  return squares > 1e-280 && squares < 1e280 ? Math.sqrt(squares) : Math.hypot(x, y)
}

/** x ← c x + s y, y ← c y − s̄ x for the numbers of two rows. */
function turnRows({ re, im }: ComplexMatrix, x: number, y: number, count: number, turns: Float64Array, at: number): void {
  const [c, sr, si] = [turns[at]!, turns[at + 1]!, turns[at + 2]!]
  for (const end = x + count; x < end; x++, y++) {
    const ar = re[x]!
    const ai = im[x]!
    const br = re[y]!
    const bi = im[y]!
    re[x] = c * ar + (sr * br - si * bi)
    im[x] = c * ai + (sr * bi + si * br)
    re[y] = c * br - (sr * ar + si * ai)
    im[y] = c * bi - (sr * ai - si * ar)
  }
}

/** The adjoint of that on two neighbours in a row. */
function turnPair({ re, im }: ComplexMatrix, p: number, turns: Float64Array, at: number): void {
  const c = turns[at]!
  const sr = turns[at + 1]!
  const si = turns[at + 2]!
  const ar = re[p]!
  const ai = im[p]!
  const br = re[p + 1]!
  const bi = im[p + 1]!
  re[p] = c * ar + (sr * br + si * bi)
  im[p] = c * ai + (sr * bi - si * br)
  re[p + 1] = c * br - (sr * ar - si * ai)
  im[p + 1] = c * bi - (sr * ai + si * ar)
}
