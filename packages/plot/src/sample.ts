import type { Interval } from "./mark.ts"
import { stepped } from "./number.ts"
import { type ScaleKind, warps } from "./scales.ts"
import { abs, max, min, round } from "./math.ts"

/** A sampled function: `y` is NaN where the line must break. */
export interface Samples {
  readonly x: Float64Array
  readonly y: Float64Array
  /** The part of the range worth showing, where the function grows beyond all bounds. */
  readonly view: Interval | undefined
}

const start = 96
const deepest = 7
const flat = 0.35

/** The range of the values without the few that tower over the rest, as they do beside a pole; and the whole one, unless such are many times as high. */
const rangesOf = (values: Float64Array): { usual: Interval; shown: Interval } => {
  const sorted = values.filter(isKnown).sort()
  const at = (q: number): number => sorted[round(q * (sorted.length - 1))] ?? 0
  const [low, a, b, high] = [at(0), at(0.08), at(0.92), at(1)]
  const width = b - a || abs(b) || 1
  const usual: Interval = [max(low, a - 0.4 * width), min(high, b + 0.4 * width)]
  return { usual, shown: high - low > 8 * width ? usual : [low, high] }
}

const isKnown = (v: number): boolean => v - v === 0

/**
 * Samples f over [from, to]: evenly at first, then wherever the middle of a piece strays from its chord by a third of a pixel.
 * Jumps and poles break the line; a border of the domain is found by bisection.
 */
export const sample = (
  f: (x: number) => number,
  from: number,
  to: number,
  axes: { xscale: ScaleKind; yscale: ScaleKind; width: number; height: number },
): Samples => {
  const { to: wx, from: back } = warps[axes.xscale]
  const { to: wy, from: unwarp } = warps[axes.yscale]
  const w0 = wx(from)
  const w1 = wx(to)
  const xs: number[] = []
  const ys: number[] = []
  let poles = false
  const push = (x: number, y: number): void => {
    xs.push(x)
    ys.push(isKnown(y) ? y : Number.NaN)
  }

  const x = Float64Array.from({ length: start + 1 }, (_, i) => (i === 0 ? from : i === start ? to : back(stepped(w0, w1, i, start))))
  const y = x.map(f)
  const { usual, shown } = rangesOf(y.map(wy))
  // Pixels per unit of the warped vertical axis.
  const sy = axes.height / 2 / (shown[1] / 2 - shown[0] / 2 || 0.5)

  const refine = (x0: number, y0: number, x1: number, y1: number, depth: number): void => {
    const a = isKnown(wy(y0))
    const b = isKnown(wy(y1))
    if (!a && !b && depth > 2) return push(x1, y1)
    const xm = back(wx(x0) / 2 + wx(x1) / 2)
    const ym = f(xm)
    if (a && b && isKnown(wy(ym)) && isFlat(y0, ym, y1, depth)) return push(x1, y1)
    if (depth < deepest && x0 !== xm && xm !== x1) {
      refine(x0, y0, xm, ym, depth + 1)
      return refine(xm, ym, x1, y1, depth + 1)
    }
    if (a !== b) return border(x0, y0, x1, y1, a)
    if (a && b && isJump(x0, y0, x1, y1)) breakLine(x0, y0, x1, y1)
    push(x1, y1)
  }

  // A long piece must also be no steeper than a jump could hide in.
  const isFlat = (y0: number, ym: number, y1: number, depth: number): boolean => {
    const [p0, pm, p1] = [wy(y0) * sy, wy(ym) * sy, wy(y1) * sy]
    return abs(pm - (p0 + p1) / 2) < flat && (depth > 0 || abs(p1 - p0) < 40)
  }

  /** Halves an interval again and again around its steeper half; stops at a hole in f. */
  const steepest = (a: number, fa: number, b: number, fb: number, steps: number) => {
    let hole = false
    for (let i = 0; i < steps && !hole; i++) {
      const m = a + (b - a) / 2
      if (m === a || m === b) break
      const fm = f(m)
      hole = !isKnown(fm)
      if (hole) break
      if (abs(fm - fa) > abs(fb - fm)) [b, fb] = [m, fm]
      else [a, fa] = [m, fm]
    }
    return { a, fa, b, fb, hole }
  }

  /** Does the difference stay while the interval shrinks to nothing? Then f jumps here, or has a pole. */
  const isJump = (x0: number, y0: number, x1: number, y1: number): boolean => {
    const first = abs(wy(y1) - wy(y0))
    if (first * sy < 2) return false
    const { fa, fb, hole } = steepest(x0, y0, x1, y1, 44)
    return hole || abs(wy(fb) - wy(fa)) > 0.75 * first
  }

  // Ends the line on one side and starts it on the other, as close to the break as numbers allow.
  const breakLine = (x0: number, y0: number, x1: number, y1: number): void => {
    const { a, fa, b, fb } = steepest(x0, y0, x1, y1, 30)
    // A jump keeps its size while the interval shrinks; a pole grows, or has already grown beyond any picture.
    const before = abs(y1 - y0) * sy
    const after = abs(fb - fa) * sy
    poles ||= (after > 4 * before && after > 1000) || before > 1e8
    push(a, fa)
    push((a + b) / 2, Number.NaN)
    push(b, fb)
  }

  // One end has a value and the other has none: the last point with a value ends the line.
  const border = (x0: number, y0: number, x1: number, y1: number, left: boolean): void => {
    let [inside, value, outside] = left ? [x0, y0, x1] : [x1, y1, x0]
    const before = value
    for (let i = 0; i < 48; i++) {
      const m = inside + (outside - inside) / 2
      if (m === inside || m === outside) break
      const fm = f(m)
      if (isKnown(wy(fm))) [inside, value] = [m, fm]
      else outside = m
    }
    poles ||= abs(value - before) * sy > 1000
    push(inside, value)
    push(x1, left ? Number.NaN : y1)
  }

  push(from, y[0] as number)
  for (let i = 1; i <= start; i++) refine(x[i - 1] as number, y[i - 1] as number, x[i] as number, y[i] as number, 0)
  return {
    x: Float64Array.from(xs),
    y: Float64Array.from(ys),
    view: poles ? [unwarp(usual[0]), unwarp(usual[1])] : undefined,
  }
}
