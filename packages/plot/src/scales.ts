import { refuse } from "./refuse.ts"
import { raised, say } from "./number.ts"
import { exponentOf, powerOf, ticksAndStep } from "./ticks.ts"
import { abs, ceil, floor, infinity, isFiniteNumber, max, min, missing } from "./math.ts"

/** How numbers are laid along an axis; `symlog` is linear near zero and logarithmic beyond. */
export type ScaleKind = "linear" | "log" | "symlog"

export interface Tick {
  readonly value: number
  readonly text: string
}

/** A map from data to pixels: `pixel = shift + slope * warp(value)`. */
export interface Scale {
  readonly kind: ScaleKind
  readonly domain: readonly [number, number]
  readonly range: readonly [number, number]
  readonly shift: number
  readonly slope: number
  warp(value: number): number
  map(value: number): number
  invert(pixel: number): number
}

interface Warp {
  to(value: number): number
  from(warped: number): number
}

const signedLog = (v: number): number => (v < 0 ? -Math.log1p(-v) : Math.log1p(v))

/** The three curves along an axis and their inverses. */
export const warps: Record<ScaleKind, Warp> = {
  linear: { to: (v) => v, from: (w) => w },
  log: { to: (v) => (v > 0 ? Math.log(v) : missing), from: Math.exp },
  symlog: { to: signedLog, from: (w) => (w < 0 ? -Math.expm1(-w) : Math.expm1(w)) },
}

export const makeScale = (kind: ScaleKind, domain: readonly [number, number], range: readonly [number, number]): Scale => {
  const { to, from } = warps[kind]
  const w0 = to(domain[0])
  const w1 = to(domain[1])
  // In halves, as the width of the widest domains is no number.
  const slope = w1 === w0 ? 0 : (range[1] - range[0]) / 2 / (w1 / 2 - w0 / 2)
  const shift = range[0] - slope * w0
  const map = (value: number): number => shift + slope * to(value)
  return { kind, domain, range, shift, slope, warp: to, map, invert: (pixel) => from((pixel - shift) / slope) }
}

/** An interval from its low to its high end. */
export const ordered = ([a, b]: readonly [number, number]): [number, number] => (a <= b ? [a, b] : [b, a])

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",")

const signed = (v: number, digits: string): string => (v < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits)

// As many decimals as the step between ticks has. Very large and very small numbers share one power of ten,
// unless they differ so late in their digits that only the whole number tells them apart: 1,000,000,020.
const linearText = (size: number, step: number): ((v: number) => string) => {
  const largest = exponentOf(size)
  const smallest = exponentOf(step)
  const decimals = (exponent: number): number => min(20, max(0, exponent - smallest))
  if (size < 1e-3 || (size >= 1e6 && (largest - smallest < 4 || size >= 1e15))) {
    const power = powerOf(largest)
    return (v) => (v === 0 ? "0" : `${signed(v, abs(v / power).toFixed(decimals(largest)))}×10${raised(largest)}`)
  }
  return (v) => {
    const [whole = "", rest] = abs(v).toFixed(decimals(0)).split(".")
    return signed(v, rest === undefined ? grouped(whole) : `${grouped(whole)}.${rest}`)
  }
}

/** Powers of ten as ticks: written out where all are within a thousandth and a thousand, as powers otherwise. */
export const powerTicks = (values: readonly number[]): Tick[] => {
  const plain = values.every((v) => v === 0 || abs(exponentOf(abs(v))) <= 3)
  return values.map((value) => {
    const size = abs(value)
    const sign = value < 0 ? "−" : ""
    return {
      value,
      text: plain || size === 0 || size === 1 || size === 10 ? `${sign}${say(size)}` : `${sign}10${raised(exponentOf(size))}`,
    }
  })
}

const logTicks = (domain: [number, number], count: number): { major: Tick[]; minor: number[] } => {
  const [lo, hi] = domain
  const from = ceil(Math.log10(lo) - 1e-9)
  const to = floor(Math.log10(hi) + 1e-9)
  if (to - from < 1) return { major: linearMajor(domain, count), minor: [] }
  const every = max(1, ceil((to - from) / count))
  const powers: number[] = []
  for (let e = ceil(from / every) * every; e <= to; e += every) powers.push(powerOf(e))
  return { major: powerTicks(powers), minor: every > 1 ? [] : between(from - 1, to, domain) }
}

// Twice to nine times each power of ten.
const between = (from: number, to: number, [lo, hi]: [number, number]): number[] => {
  const result: number[] = []
  for (let e = from; e <= to; e++) for (let k = 2; k <= 9; k++) result.push(Number(`${k}e${e}`))
  return result.filter((v) => v >= lo && v <= hi)
}

const symlogTicks = (domain: [number, number], count: number): Tick[] => {
  const [lo, hi] = domain
  const powers: number[] = []
  for (let e = 0; powerOf(e) <= max(abs(lo), abs(hi)); e++) powers.push(powerOf(e))
  const sides = (lo < 0 ? 1 : 0) + (hi > 0 ? 1 : 0)
  const every = max(1, ceil((powers.length * sides) / count))
  const kept = powers.filter((_, i) => (powers.length - 1 - i) % every === 0)
  const values = [...kept.map((v) => -v).reverse(), 0, ...kept].filter((v) => v >= lo && v <= hi)
  return values.length < 3 ? linearMajor(domain, count) : powerTicks(values)
}

const linearMajor = (domain: [number, number], count: number): Tick[] => {
  const [lo, hi] = domain
  // Too narrow for round steps between: d3 has no ticks there, so the ends stand alone.
  if (!(hi - lo > 1e-290) || hi - lo < 1e-14 * max(-lo, hi)) return [...new Set([lo, hi])].map((value) => ({ value, text: say(value, 6) }))
  if (hi - lo === infinity) return [lo, 0, hi].map((value) => ({ value, text: say(value) }))
  const { values, step } = ticksAndStep(lo, hi, count)
  const text = linearText(max(-lo, hi), step)
  return values.map((value) => ({ value, text: text(value) }))
}

interface AxisTicks {
  readonly major: readonly Tick[]
  readonly minor: readonly number[]
}

// A figure asks for the same ticks again and again until its margins are settled.
let recent: readonly (readonly [ScaleKind, number, number, number, AxisTicks])[] = []

/** Ticks for a domain: round numbers as d3 chooses them, powers of ten on logarithmic axes. */
export const ticksFor = (kind: ScaleKind, domain: readonly [number, number], count: number): AxisTicks => {
  const span = ordered(domain)
  const wanted = [kind, ...span, count] as const
  const known = recent.find((old) => wanted.every((v, i) => v === old[i]))
  if (known) return known[4]
  const made = kind === "log" ? logTicks(span, count) : { major: (kind === "symlog" ? symlogTicks : linearMajor)(span, count), minor: [] }
  recent = [[...wanted, made], ...recent.slice(0, 5)]
  return made
}

/** Widens a domain that has no width, so that something can be drawn around a single value. */
export const widened = ([lo, hi]: readonly [number, number], kind: ScaleKind): [number, number] => {
  if (lo !== hi && isFiniteNumber(1 / (hi - lo))) return [lo, hi]
  if (kind === "log") return [lo / 2, hi * 2]
  const half = lo === 0 ? 1 : max(abs(lo) * 0.1, 1e-300)
  return [lo - half, hi + half]
}

/** Room around the data: `share` of the axis on either side, measured along the warped axis. */
export const padded = ([lo, hi]: readonly [number, number], kind: ScaleKind, share: readonly [number, number]): [number, number] => {
  const { to, from } = warps[kind]
  const a = to(lo)
  const b = to(hi)
  const width = b - a
  const result: [number, number] = [share[0] === 0 ? lo : from(a - share[0] * width), share[1] === 0 ? hi : from(b + share[1] * width)]
  return result.every(isFiniteNumber) ? result : [lo, hi]
}

export const checkDomain = (kind: ScaleKind, [lo, hi]: readonly [number, number], axis: string): void => {
  if (kind !== "log" || (lo > 0 && hi > 0)) return
  refuse(`figure: ${axis}lim [${lo}, ${hi}] on a logarithmic axis must be positive; use ${axis}scale "symlog"?`)
}
