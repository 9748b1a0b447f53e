import { stepped } from "./number.ts"
import { type ScaleKind, warps } from "./scales.ts"

/** A sampled function: `y` is NaN where the line must break. */
export interface Samples {
  readonly x: Float64Array
  readonly y: Float64Array
  /** The part of the range worth showing, where the function grows beyond all bounds. */
  readonly view: readonly [number, number] | undefined
}

const start = 96
const deepest = 7
const flat = 0.35

interface Frame {
  readonly f: (x: number) => number
  /** Pixels per unit of the warped vertical axis. */
  readonly sy: number
  readonly wx: (x: number) => number
  readonly back: (w: number) => number
  readonly wy: (y: number) => number
  readonly xs: number[]
  readonly ys: number[]
  poles: boolean
}

const quantile = (sorted: Float64Array, q: number): number => sorted[Math.round(q * (sorted.length - 1))] as number

/** The range of the values, and the range without the few that tower over the rest, as they do beside a pole. */
function rangesOf(values: Float64Array): { whole: [number, number]; usual: [number, number]; towering: boolean } {
  const sorted = values.filter((v) => Number.isFinite(v)).sort()
  if (sorted.length === 0) return { whole: [0, 1], usual: [0, 1], towering: false }
  const whole: [number, number] = [sorted[0] as number, sorted.at(-1) as number]
  const [a, b] = [quantile(sorted, 0.08), quantile(sorted, 0.92)]
  const width = b - a || Math.abs(b) || 1
  return {
    whole,
    usual: [Math.max(whole[0], a - 0.4 * width), Math.min(whole[1], b + 0.4 * width)],
    towering: whole[1] - whole[0] > 8 * width,
  }
}

/**
 * Samples f over [from, to]: evenly at first, then wherever the middle of a piece strays from its chord by a third of a pixel.
 * Jumps and poles break the line; a border of the domain is found by bisection.
 */
export function sample(
  f: (x: number) => number,
  from: number,
  to: number,
  axes: { xscale: ScaleKind; yscale: ScaleKind; width: number; height: number },
): Samples {
  const { to: wx, from: back } = warps[axes.xscale]
  const wy = warps[axes.yscale].to
  const [w0, w1] = [wx(from), wx(to)]
  const at = (i: number): number => (i === 0 ? from : i === start ? to : back(stepped(w0, w1, i, start)))
  const x = Float64Array.from({ length: start + 1 }, (_, i) => at(i))
  const y = x.map(f)
  const { whole, usual, towering } = rangesOf(y.map(wy))
  const [low, high] = towering ? usual : whole
  const frame: Frame = {
    ...{ f, wx, wy, back, xs: [], ys: [], poles: false },
    sy: axes.height / 2 / (high / 2 - low / 2 || 0.5),
  }
  push(frame, x[0] as number, y[0] as number)
  for (let i = 1; i <= start; i++) refine(frame, x[i - 1] as number, y[i - 1] as number, x[i] as number, y[i] as number, 0)
  const { from: unwarp } = warps[axes.yscale]
  return {
    x: Float64Array.from(frame.xs),
    y: Float64Array.from(frame.ys),
    view: frame.poles ? [unwarp(usual[0]), unwarp(usual[1])] : undefined,
  }
}

function push({ xs, ys }: Frame, x: number, y: number): void {
  xs.push(x)
  ys.push(Number.isFinite(y) ? y : Number.NaN)
}

const known = (v: number): boolean => v - v === 0

function refine(frame: Frame, x0: number, y0: number, x1: number, y1: number, depth: number): void {
  const [a, b] = [known(frame.wy(y0)), known(frame.wy(y1))]
  if (!a && !b && depth > 2) return push(frame, x1, y1)
  const xm = frame.back(frame.wx(x0) / 2 + frame.wx(x1) / 2)
  const ym = frame.f(xm)
  if (a && b && known(frame.wy(ym)) && isFlat(frame, y0, ym, y1, depth)) return push(frame, x1, y1)
  if (depth < deepest && x0 !== xm && xm !== x1) {
    refine(frame, x0, y0, xm, ym, depth + 1)
    return refine(frame, xm, ym, x1, y1, depth + 1)
  }
  if (a !== b) return border(frame, x0, y0, x1, y1)
  if (a && b && isJump(frame, x0, y0, x1, y1)) breakLine(frame, x0, y0, x1, y1)
  push(frame, x1, y1)
}

function isFlat({ wy, sy }: Frame, y0: number, ym: number, y1: number, depth: number): boolean {
  const [p0, pm, p1] = [wy(y0) * sy, wy(ym) * sy, wy(y1) * sy]
  const stray = Math.abs(pm - (p0 + p1) / 2)
  // A long piece must also be no steeper than a jump could hide in.
  return stray < flat && (depth > 0 || Math.abs(p1 - p0) < 40)
}

/** Halves an interval again and again around its steeper half; stops at a hole in f. */
function steepest(f: Frame["f"], [a, fa, b, fb]: readonly [number, number, number, number], steps: number) {
  for (let i = 0; i < steps; i++) {
    const m = a + (b - a) / 2
    if (m === a || m === b) break
    const fm = f(m)
    if (!Number.isFinite(fm)) return { a, fa, b, fb, hole: true }
    if (Math.abs(fm - fa) > Math.abs(fb - fm)) [b, fb] = [m, fm]
    else [a, fa] = [m, fm]
  }
  return { a, fa, b, fb, hole: false }
}

/** Does the difference stay while the interval shrinks to nothing? Then f jumps here, or has a pole. */
function isJump({ f, sy, wy }: Frame, x0: number, y0: number, x1: number, y1: number): boolean {
  const first = Math.abs(wy(y1) - wy(y0))
  if (first * sy < 2) return false
  const { fa, fb, hole } = steepest(f, [x0, y0, x1, y1], 44)
  return hole || Math.abs(wy(fb) - wy(fa)) > 0.75 * first
}

// Ends the line on one side and starts it on the other, as close to the break as numbers allow.
function breakLine(frame: Frame, x0: number, y0: number, x1: number, y1: number): void {
  const { a, fa, b, fb } = steepest(frame.f, [x0, y0, x1, y1], 30)
  // A jump keeps its size while the interval shrinks; a pole grows, or has already grown beyond any picture.
  const [before, after] = [Math.abs(y1 - y0) * frame.sy, Math.abs(fb - fa) * frame.sy]
  if ((after > 4 * before && after > 1000) || before > 1e8) frame.poles = true
  push(frame, a, fa)
  push(frame, (a + b) / 2, Number.NaN)
  push(frame, b, fb)
}

// One end has a value and the other has none: the last point with a value ends the line.
function border(frame: Frame, x0: number, y0: number, x1: number, y1: number): void {
  const { f, wy } = frame
  const left = known(wy(y0))
  let [inside, value, outside] = left ? [x0, y0, x1] : [x1, y1, x0]
  const before = value
  for (let i = 0; i < 48; i++) {
    const m = inside + (outside - inside) / 2
    if (m === inside || m === outside) break
    const fm = f(m)
    if (known(wy(fm))) [inside, value] = [m, fm]
    else outside = m
  }
  if (Math.abs(value - before) * frame.sy > 1000) frame.poles = true
  push(frame, inside, value)
  push(frame, x1, left ? Number.NaN : y1)
}
