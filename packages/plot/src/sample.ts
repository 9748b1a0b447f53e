import type { Interval } from "./mark.ts"
import { stepped } from "./number.ts"
import { type ScaleKind, warps } from "./scales.ts"
import { abs, max, min, missing, round, times } from "./math.ts"

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

/** A point of the graph, with its place along the warped axes. */
interface Point {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly v: number
}

/** The range of the values without the few that tower over the rest, as they do beside a pole; and the whole one, unless such are many times as high. */
const rangesOf = (values: number[]): { usual: Interval; shown: Interval } => {
  const sorted = new Float64Array(values.filter(isKnown)).sort()
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
    ys.push(isKnown(y) ? y : missing)
  }

  const point = (w: number, x = back(w)): Point => {
    const y = f(x)
    return { x, y, w, v: wy(y) }
  }
  const first = times(start + 1, (i) => point(stepped(w0, w1, i, start), i === 0 ? from : i === start ? to : undefined))
  const { usual, shown } = rangesOf(first.map(({ v }) => v))
  // Pixels per unit of the warped vertical axis.
  const sy = axes.height / 2 / (shown[1] / 2 - shown[0] / 2 || 0.5)

  const refine = (p: Point, q: Point, depth: number): void => {
    const a = isKnown(p.v)
    const b = isKnown(q.v)
    if (!a && !b && depth > 2) return push(q.x, q.y)
    const m = point(p.w / 2 + q.w / 2)
    if (a && b && isKnown(m.v) && isFlat(p.v * sy, m.v * sy, q.v * sy, depth)) return push(q.x, q.y)
    if (depth < deepest && p.x !== m.x && m.x !== q.x) {
      refine(p, m, depth + 1)
      return refine(m, q, depth + 1)
    }
    if (a !== b) return border(p.x, p.y, q.x, q.y, a)
    if (a && b && isJump(p, q)) breakLine(p, q)
    push(q.x, q.y)
  }

  // A long piece must also be no steeper than a jump could hide in.
  const isFlat = (p0: number, pm: number, p1: number, depth: number): boolean =>
    abs(pm - (p0 + p1) / 2) < flat && (depth > 0 || abs(p1 - p0) < 40)

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
  const isJump = (p: Point, q: Point): boolean => {
    const whole = abs(q.v - p.v)
    if (whole * sy < 2) return false
    const { fa, fb, hole } = steepest(p.x, p.y, q.x, q.y, 44)
    return hole || abs(wy(fb) - wy(fa)) > 0.75 * whole
  }

  // Ends the line on one side and starts it on the other, as close to the break as numbers allow.
  const breakLine = (p: Point, q: Point): void => {
    const { a, fa, b, fb } = steepest(p.x, p.y, q.x, q.y, 30)
    // A jump keeps its size while the interval shrinks; a pole grows, or has already grown beyond any picture.
    const before = abs(q.y - p.y) * sy
    const after = abs(fb - fa) * sy
    poles ||= (after > 4 * before && after > 1000) || before > 1e8
    push(a, fa)
    push((a + b) / 2, missing)
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
    push(x1, left ? missing : y1)
  }

  first.forEach((q, i) => {
    const p = first[i - 1]
    if (p) refine(p, q, 0)
    else push(q.x, q.y)
  })
  return {
    x: new Float64Array(xs),
    y: new Float64Array(ys),
    view: poles ? [unwarp(usual[0]), unwarp(usual[1])] : undefined,
  }
}
