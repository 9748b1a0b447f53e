// The discrete Fourier transform y_k = Σ_j x_j e^(−2πi jk/n) of any length, along the first axis of n × width numbers
// whose real and imaginary parts lie apart. Exchanging the parts on both sides gives the inverse.
import { type Pass, passes } from "./fftpass.ts"
import { chirp, primePass } from "./fftprime.ts"
import { borrow, giveBack } from "./fftscratch.ts"
import { rootsOfUnity } from "./roots.ts"

interface Step {
  readonly pass: Pass
  /** Length of the columns that remain. */
  readonly m: number
  readonly radix: number
  readonly wr: Float64Array
  readonly wi: Float64Array
}

/** Bluestein's transform: what it multiplies by, and the plan of its convolution. */
interface Chirp {
  readonly plan: Plan
  readonly re: Float64Array
  readonly im: Float64Array
  /** The transform of the conjugate chirp, over its length. */
  readonly filterRe: Float64Array
  readonly filterIm: Float64Array
}

/** How a transform runs: in steps, or as a convolution with a chirp. */
export interface Plan {
  readonly n: number
  readonly steps: readonly Step[]
  readonly chirp: Chirp | null
  /** How many numbers its tables hold. */
  readonly weight: number
}

/** Factors of n as the steps take them: fours, then the other primes in ascending order. */
export function radicesOf(n: number): number[] {
  const factors: number[] = []
  let rest = n
  for (; rest % 4 === 0; rest /= 4) factors.push(4)
  for (let p = 2; p * p <= rest; p++) for (; rest % p === 0; rest /= p) factors.push(p)
  if (rest > 1) factors.push(rest)
  return factors
}

const costOf = (n: number): number => n * radicesOf(n).reduce((sum, r) => sum + (r > 5 ? 1.1 * r : r), 0)

/** The smallest 2ᵃ 3ᵇ 5ᶜ from `least` on. */
export function smoothFrom(least: number): number {
  let best = 2 ** Math.ceil(Math.log2(least))
  for (let five = 1; five < best; five *= 5) {
    for (let three = five; three < best; three *= 3) {
      let size = three
      while (size < least) size *= 2
      if (size < best) best = size
    }
  }
  return best
}

function stepsOf(n: number, radices: readonly number[]): Step[] {
  const { cos, sin } = rootsOfUnity(n)
  let s = 1
  return radices.map((radix) => {
    const m = n / s / radix
    const wr = new Float64Array(m * (radix - 1))
    const wi = new Float64Array(m * (radix - 1))
    for (let p = 0, at = 0; p < m; p++) {
      for (let k = 1; k < radix; k++, at++) {
        wr[at] = cos[p * k * s]!
        wi[at] = -sin[p * k * s]!
      }
    }
    s *= radix
    return { pass: passes[radix] ?? primePass(radix), m, radix, wr, wi }
  })
}

function chirpOf(n: number): Chirp {
  const size = smoothFrom(2 * n - 1)
  const { re, im } = chirp(n)
  const [br, bi] = [new Float64Array(size), new Float64Array(size)]
  for (let k = 0; k < n; k++) {
    br[k] = re[k]! / size
    bi[k] = -im[k]! / size
    if (k > 0) {
      br[size - k] = br[k]!
      bi[size - k] = bi[k]!
    }
  }
  const [filterRe, filterIm] = [new Float64Array(size), new Float64Array(size)]
  transform(size, br, bi, 0, filterRe, filterIm, 0, 1)
  return { plan: planOf(size), re, im, filterRe, filterIm }
}

function makePlan(n: number): Plan {
  const radices = radicesOf(n)
  const direct = n < 50 || costOf(n) <= 3 * costOf(smoothFrom(2 * n - 1))
  return direct
    ? { n, steps: stepsOf(n, radices), chirp: null, weight: 2 * n }
    : { n, steps: [], chirp: chirpOf(n), weight: 2 * n + 2 * smoothFrom(2 * n - 1) }
}

// Plans in the order of their last use, for lengths come back; the oldest go when the tables hold too many numbers. Large
// plans stay as long as the engine finds room for them.
const plans = /* @__PURE__ */ new Map<number, Plan>()
const large = /* @__PURE__ */ new Map<number, WeakRef<Plan>>()
const MOST = 2 ** 22
const LARGE = 2 ** 19
let held = 0

/** The plan for a length, kept for the next time. */
export function planOf(n: number): Plan {
  const found = plans.get(n) ?? large.get(n)?.deref()
  if (found === undefined) return keep(makePlan(n))
  if (plans.size > 1 && plans.delete(n)) plans.set(n, found)
  return found
}

function keep(plan: Plan): Plan {
  if (plan.weight > LARGE) {
    for (const [length, ref] of large) if (ref.deref() === undefined) large.delete(length)
    large.set(plan.n, new WeakRef(plan))
    return plan
  }
  plans.set(plan.n, plan)
  held += plan.weight
  for (const [length, old] of plans) {
    if (held <= MOST) break
    plans.delete(length)
    held -= old.weight
  }
  return plan
}

/** y = DFT of x along the first axis of n × width numbers; x and y do not overlap. */
export function transform(
  n: number,
  xr: Float64Array,
  xi: Float64Array,
  xo: number,
  yr: Float64Array,
  yi: Float64Array,
  yo: number,
  width: number,
): void {
  const plan = planOf(n)
  const { steps } = plan
  if (plan.chirp !== null) {
    convolveWithChirp(plan.n, plan.chirp, xr, xi, xo, yr, yi, yo, width)
    return
  }
  if (steps.length < 2) {
    if (steps.length === 1) runStep(steps[0] as Step, width, xr, xi, xo, yr, yi, yo)
    else copyColumn(n * width, xr, xi, xo, yr, yi, yo)
    return
  }
  const scratch = borrow(n * width)
  let [fromR, fromI, from] = [xr, xi, xo]
  let s = width
  for (let k = 0; k < steps.length; k++) {
    const step = steps[k] as Step
    const last = (steps.length - k) % 2 === 1
    const [toR, toI, to] = last ? [yr, yi, yo] : [scratch[0], scratch[1], 0]
    runStep(step, s, fromR, fromI, from, toR, toI, to)
    s *= step.radix
    fromR = toR
    fromI = toI
    from = to
  }
  giveBack(scratch)
}

function runStep(
  { pass, m, wr, wi }: Step,
  s: number,
  xr: Float64Array,
  xi: Float64Array,
  xo: number,
  yr: Float64Array,
  yi: Float64Array,
  yo: number,
): void {
  pass(m, s, xr, xi, xo, yr, yi, yo, wr, wi)
}

function copyColumn(size: number, xr: Float64Array, xi: Float64Array, xo: number, yr: Float64Array, yi: Float64Array, yo: number): void {
  yr.set(xr.subarray(xo, xo + size), yo)
  yi.set(xi.subarray(xo, xo + size), yo)
}

/** jk = (j² + k² − (k − j)²)/2 makes any transform a convolution, which transforms of a better length compute (Bluestein). */
function convolveWithChirp(
  n: number,
  { plan: { n: size }, re, im, filterRe, filterIm }: Chirp,
  xr: Float64Array,
  xi: Float64Array,
  xo: number,
  yr: Float64Array,
  yi: Float64Array,
  yo: number,
  width: number,
): void {
  const [ar, ai, br, bi] = Array.from({ length: 4 }, () => new Float64Array(size * width)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  scaleRows(n, width, re, im, xr, xi, xo, ar, ai, 0)
  transform(size, ar, ai, 0, br, bi, 0, width)
  scaleRows(size, width, filterRe, filterIm, br, bi, 0, br, bi, 0)
  transform(size, bi, br, 0, ai, ar, 0, width)
  scaleRows(n, width, re, im, ar, ai, 0, yr, yi, yo)
}

/** Row k of x times the k-th factor. */
function scaleRows(
  rows: number,
  width: number,
  fr: Float64Array,
  fi: Float64Array,
  xr: Float64Array,
  xi: Float64Array,
  xo: number,
  yr: Float64Array,
  yi: Float64Array,
  yo: number,
): void {
  for (let k = 0, a = xo, o = yo; k < rows; k++) {
    const cr = fr[k]!
    const ci = fi[k]!
    for (const end = a + width; a < end; a++, o++) {
      const r = xr[a]!
      const i = xi[a]!
      yr[o] = r * cr - i * ci
      yi[o] = r * ci + i * cr
    }
  }
}
