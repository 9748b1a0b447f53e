// Triangular form of general complex matrices: reduction to Hessenberg form, then QR steps with one shift at a time.
import { NablaError } from "../../errors.ts"
import { columnOf, reflectionOf, reflectLeft, reflectRight } from "./householder.ts"
import { type ComplexMatrix, identityOf, isFiniteMatrix, nanMatrix, quotient } from "./matrices.ts"

/** Q and upper triangular T with A = Q T Qᴴ; the eigenvalues stand on T's diagonal. */
export interface ComplexSchur {
  readonly q: ComplexMatrix
  readonly t: ComplexMatrix
}

export function factorSchur(matrix: ComplexMatrix, n: number): ComplexSchur {
  if (!isFiniteMatrix(matrix)) return { q: nanMatrix(n * n), t: nanMatrix(n * n) }
  let top = 0
  for (let i = 0; i < n * n; i++) top = Math.max(top, size(matrix, i))
  // shifts take squares: a power of 2, which costs no digits, keeps those within range
  const unit = top > 1e-100 && top < 1e100 ? 1 : 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(top || 1))))
  const t = scaled(matrix, unit)
  const q = triangularize(t, n, top * unit)
  return { q, t: scaled(t, 1 / unit) }
}

const scaled = ({ re, im }: ComplexMatrix, f: number): ComplexMatrix => ({ re: re.map((x) => x * f), im: im.map((x) => x * f) })

/** Overwrites A by T, answers with Q. */
function triangularize(t: ComplexMatrix, n: number, norm: number): ComplexMatrix {
  const q = hessenberg(t, n)
  for (let last = n - 1, steps = 0; last > 0; ) {
    const first = splitAbove(t, n, last, norm, steps)
    if (first === last) {
      last--
      steps = 0
    } else {
      if (steps > 30 * Math.max(10, n)) throw new NablaError("unsupported", `eig: no convergence on a matrix of ${n} × ${n}`)
      qrStep(t, n, q, first, last, shiftFor(t, n, last, steps++))
    }
  }
  return q
}

const size = ({ re, im }: ComplexMatrix, i: number): number => Math.abs(re[i]!) + Math.abs(im[i]!)

/** A = Q H Qᴴ with H zero below its first subdiagonal. */
function hessenberg(a: ComplexMatrix, n: number): ComplexMatrix {
  const q = identityOf(n)
  for (let k = 0; k + 2 < n; k++) {
    const h = reflectionOf(columnOf(a, n, k), k + 1)
    reflectLeft(a, n, h, k + 1, true)
    reflectRight(a, n, h, 0, n)
    reflectRight(q, n, h, 0, n)
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

/** One implicit QR step on rows first … last: rotations make a bulge of one number at the top and chase it to the bottom. */
function qrStep(h: ComplexMatrix, n: number, q: ComplexMatrix, first: number, last: number, [sr, si]: readonly [number, number]): void {
  const { re, im } = h
  let [xr, xi] = [re[first * (n + 1)]! - sr, im[first * (n + 1)]! - si]
  let [yr, yi] = [re[first * (n + 1) + n]!, im[first * (n + 1) + n]!]
  for (let k = first; k < last; k++) {
    const below = k + 2 <= last ? (k + 2) * n + k : -1
    turn(h, n, q, k, Math.min(k + 2, last), xr, xi, yr, yi, Math.max(first, k - 1))
    if (k > first) {
      re[(k + 1) * n + k - 1] = 0
      im[(k + 1) * n + k - 1] = 0
    }
    if (below < 0) return
    ;[xr, xi] = [re[below - n]!, im[below - n]!]
    ;[yr, yi] = [re[below]!, im[below]!]
  }
}

/** The rotation that takes (x, y) to (r, 0), c real: on rows k and k + 1 of H, and its adjoint on columns of H and Q. */
function turn(
  h: ComplexMatrix,
  n: number,
  q: ComplexMatrix,
  k: number,
  bottom: number,
  xr: number,
  xi: number,
  yr: number,
  yi: number,
  left: number,
): void {
  const sizeX = Math.hypot(xr, xi)
  const length = Math.hypot(sizeX, yr, yi)
  if (length === 0) return
  // s = (x/|x|) ȳ / r
  const c = sizeX / length
  const [ur, ui] = sizeX === 0 ? [1, 0] : [xr / sizeX, xi / sizeX]
  const sr = (ur * yr + ui * yi) / length
  const si = (ui * yr - ur * yi) / length
  const { re, im } = h
  for (let j = left, p = k * n + left, b = p + n; j < n; j++, p++, b++) {
    const [ar, ai, br, bi] = [re[p]!, im[p]!, re[b]!, im[b]!]
    re[p] = c * ar + (sr * br - si * bi)
    im[p] = c * ai + (sr * bi + si * br)
    re[b] = c * br - (sr * ar + si * ai)
    im[b] = c * bi - (sr * ai - si * ar)
  }
  turnColumns(h, n, k, bottom, c, sr, si)
  turnColumns(q, n, k, n - 1, c, sr, si)
}

function turnColumns({ re, im }: ComplexMatrix, n: number, k: number, bottom: number, c: number, sr: number, si: number): void {
  for (let i = 0, p = k; i <= bottom; i++, p += n) {
    const [ar, ai, br, bi] = [re[p]!, im[p]!, re[p + 1]!, im[p + 1]!]
    re[p] = c * ar + (sr * br + si * bi)
    im[p] = c * ai + (sr * bi - si * br)
    re[p + 1] = c * br - (sr * ar - si * ai)
    im[p + 1] = c * bi - (sr * ai + si * ar)
  }
}
