// Numerical integrals by Gauss and Kronrod's rule with 15 points, the interval halved where it is not sure.

const nodes = [
  0.991455371120813, 0.949107912342759, 0.864864423359769, 0.741531185599394, 0.586087235467691, 0.405845151377397, 0.207784955007898, 0,
]
const kronrod = [
  0.022935322010529, 0.063092092629979, 0.10479001032225, 0.140653259715525, 0.16900472663926, 0.190350578064785, 0.204432940075298,
  0.209482141084728,
]
const gauss = [0, 0.12948496616887, 0, 0.279705391489277, 0, 0.381830050505119, 0, 0.417959183673469]

export interface Quadrature {
  readonly value: number
  /** An estimate of the error; infinite where the function is not finite. */
  readonly error: number
}

/** ∫ f from a to b. */
export function quadrature(f: (x: number) => number, a: number, b: number): Quadrature {
  const pieces = [piece(f, a, b)]
  for (let round = 0; round < 200; round++) {
    const error = pieces.reduce((total, p) => total + p.error, 0)
    const value = pieces.reduce((total, p) => total + p.value, 0)
    if (!(error > 1e-11 * Math.max(1, Math.abs(value)))) return { value, error }
    let worst = 0
    pieces.forEach((p, i) => {
      if (p.error > (pieces[worst] as Piece).error) worst = i
    })
    const { lo, hi } = pieces[worst] as Piece
    const middle = (lo + hi) / 2
    if (middle === lo || middle === hi) break
    pieces.splice(worst, 1, piece(f, lo, middle), piece(f, middle, hi))
  }
  return { value: pieces.reduce((total, p) => total + p.value, 0), error: pieces.reduce((total, p) => total + p.error, 0) }
}

interface Piece extends Quadrature {
  readonly lo: number
  readonly hi: number
}

function piece(f: (x: number) => number, lo: number, hi: number): Piece {
  const [centre, half] = [(lo + hi) / 2, (hi - lo) / 2]
  let [fine, coarse] = [0, 0]
  nodes.forEach((x, i) => {
    const y = x === 0 ? f(centre) : f(centre - half * x) + f(centre + half * x)
    fine += (kronrod[i] as number) * y
    coarse += (gauss[i] as number) * y
  })
  const error = Math.abs((fine - coarse) * half)
  return { lo, hi, value: fine * half, error: Number.isFinite(fine) ? error : Number.POSITIVE_INFINITY }
}

/** ∫ f from a to b, either of which may be infinite or a place where f is not finite. */
export function improperQuadrature(f: (x: number) => number, a: number, b: number): Quadrature {
  const proper = Number.isFinite(a) && Number.isFinite(b) ? quadrature(f, a, b) : null
  if (proper !== null && proper.error < 1e-9 * Math.max(1, Math.abs(proper.value))) return proper
  return doubleExponential(f, a, b)
}

interface Stretch {
  readonly x: number
  readonly weight: number
}

/** x(t) and x′(t) by which the integrand dies out twice as fast as an exponential on both sides (Takahasi and Mori). */
function stretched(t: number, a: number, b: number): Stretch {
  const [s, c] = [(Math.PI / 2) * Math.sinh(t), (Math.PI / 2) * Math.cosh(t)]
  if (Number.isFinite(a) && Number.isFinite(b)) {
    const half = (b - a) / 2
    // counted from the nearer end, where digits matter
    const x = t < 0 ? a + (2 * half) / (1 + Math.exp(-2 * s)) : b - (2 * half) / (1 + Math.exp(2 * s))
    return { x, weight: (half * c) / Math.cosh(s) ** 2 }
  }
  if (Number.isFinite(a)) return { x: a + Math.exp(s), weight: c * Math.exp(s) }
  if (Number.isFinite(b)) return { x: b - Math.exp(s), weight: c * Math.exp(s) }
  return { x: Math.sinh(s), weight: c * Math.cosh(s) }
}

const REACH = 5.2
const LEVELS = 9

function doubleExponential(f: (x: number) => number, a: number, b: number): Quadrature {
  const at = (t: number): number => {
    const { x, weight } = stretched(t, a, b)
    if (x === a || x === b || weight === 0 || !Number.isFinite(x)) return 0
    const y = f(x) * weight
    // far out both factors leave the range of numbers
    return Number.isFinite(y) ? y : Math.abs(t) > 3 ? 0 : Number.NaN
  }
  let h = 0.5
  let sum = at(0)
  for (let t = h; t <= REACH; t += h) sum += at(t) + at(-t)
  let [value, error] = [sum * h, Number.POSITIVE_INFINITY]
  for (let level = 0; level < LEVELS; level++) {
    h /= 2
    for (let t = h; t <= REACH; t += 2 * h) sum += at(t) + at(-t)
    const next = sum * h
    error = Math.abs(next - value)
    value = next
    if (level > 2 && error < 1e-12 * Math.max(1, Math.abs(value))) break
  }
  // what has not died out at the ends is missing
  const edge = Math.max(Math.abs(at(REACH - 0.6)), Math.abs(at(-REACH + 0.6)), Math.abs(at(4)), Math.abs(at(-4)))
  return { value, error: Number.isFinite(value) ? Math.max(error, edge) : Number.POSITIVE_INFINITY }
}
