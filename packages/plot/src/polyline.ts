import { partInside } from "./segments.ts"
import type { Box, Pen } from "./mark.ts"
import { px, px1, xy } from "./number.ts"
import { abs, max, min, missing, round } from "./math.ts"

/** Turns x and y into the path of a line, clipped well outside the box so that coordinates stay small. */
export const polyline = (xs: ArrayLike<number>, ys: ArrayLike<number>, pen: Pick<Pen, "x" | "y" | "box">): string => {
  const n = min(xs.length, ys.length)
  if (n > 4 * pen.box.width && isIncreasing(xs, n)) return decimated(xs, ys, n, pen)
  const line = collector(pen.box)
  const still = n > 20_000
  let lastX = missing
  let lastY = missing
  for (let i = 0; i < n; i++) {
    const x = pen.x.map(xs[i] as number)
    const y = pen.y.map(ys[i] as number)
    // Long paths that wander: a step below a quarter pixel is not drawn.
    if (still && abs(x - lastX) < 0.25 && abs(y - lastY) < 0.25) continue
    line.to(x, y)
    lastX = x
    lastY = y
  }
  return line.end()
}

const isIncreasing = (xs: ArrayLike<number>, n: number): boolean => {
  for (let i = 1; i < n; i++) if (!((xs[i] as number) >= (xs[i - 1] as number))) return false
  return true
}

const margin = 400
const whole = [0, 1] as const

/** Collects the commands of a path; a missing or infinite point lifts the pen. */
const collector = ({ left, top, width, height }: Box): { to(x: number, y: number): void; end(): string } => {
  let d = ""
  const l = left - margin
  const t = top - margin
  const r = left + width + margin
  const b = top + height + margin
  let x0 = missing
  let y0 = missing
  let down = false
  let lonely = false

  const inside = (x: number, y: number): boolean => x >= l && x <= r && y >= t && y <= b

  const dot = (): void => {
    if (lonely && inside(x0, y0)) d += `M${xy(x0, y0)}h.01`
    lonely = false
  }

  const segment = (x1: number, y1: number): void => {
    const [from, to] = inside(x0, y0) && inside(x1, y1) ? whole : partInside(x0, y0, x1, y1, l, t, r, b)
    if (from < to) {
      const dx = x1 - x0
      const dy = y1 - y0
      if (!down || from > 0) d += `M${xy(x0 + from * dx, y0 + from * dy)}`
      d += to === 1 ? `L${xy(x1, y1)}` : `L${xy(x0 + to * dx, y0 + to * dy)}`
    }
    down = from < to && to === 1
  }

  const to = (x: number, y: number): void => {
    const here = x - x === 0 && y - y === 0
    if (here && x0 === x0) {
      lonely = false
      segment(x, y)
    } else {
      down = false
      // A point with gaps on both sides becomes a dot, once the next point turns out to be missing.
      if (!here) dot()
      lonely = here
    }
    x0 = here ? x : missing
    y0 = y
  }

  const end = (): string => {
    dot()
    return d
  }
  return { to, end }
}

/** The commands for one column of half a pixel: first, lowest, highest and last value, in the order they came. */
const column = (
  out: string[],
  pen: boolean,
  x: string,
  [first, a, b, last]: readonly [number, number, number, number],
  count: number,
): void => {
  out.push(pen ? "L" : "M", x, ",", px1(first))
  if (a !== first) out.push("V", px1(a))
  if (b !== a) out.push("V", px1(b))
  if (last !== b) out.push("V", px1(last))
  if (!pen && count === 1) out.push("h.01")
}

/**
 * A long line over increasing x, thinned to first, lowest, highest and last of every half pixel:
 * the drawn pixels are those of the whole line.
 */
const decimated = (xs: ArrayLike<number>, ys: ArrayLike<number>, n: number, { x: X, y: Y, box }: Pick<Pen, "x" | "y" | "box">): string => {
  const out: string[] = []
  const linear = X.kind === "linear"
  const [slope, shift] = [2 * X.slope, 2 * X.shift]
  const floor = box.top - margin
  const roof = box.top + box.height + margin
  const from = 2 * (box.left - 2)
  const to = 2 * (box.left + box.width + 2)
  const positive = Y.kind === "log"
  const at = (v: number): number => min(roof, max(floor, Y.map(v)))
  let pen = false
  for (let i = 0; i < n; ) {
    const y = ys[i] as number
    const c = round(linear ? slope * (xs[i] as number) + shift : 2 * X.map(xs[i] as number))
    if (!(y - y === 0 && c >= from && c <= to) || (positive && y <= 0)) {
      pen = false
      i++
      continue
    }
    // Where the next column begins: comparing is faster than rounding.
    const limit = X.invert((slope > 0 ? c + 0.5 : c - 0.5) / 2)
    let last = y
    let low = y
    let high = y
    let lowFirst = true
    const start = i
    for (i++; i < n && (xs[i] as number) < limit; i++) {
      const v = ys[i] as number
      if (v - v !== 0 || (positive && v <= 0)) break
      last = v
      if (v < low) {
        low = v
        lowFirst = false
      } else if (v > high) {
        high = v
        lowFirst = true
      }
    }
    column(out, pen, px1(c / 2), lowFirst ? [at(y), at(low), at(high), at(last)] : [at(y), at(high), at(low), at(last)], i - start)
    pen = true
  }
  return out.join("")
}

// So far outside the picture an edge that ends there may end anywhere: its visible part moves by less than a tenth of a pixel.
const far = 1e6

/** The path of a closed polygon in pixels. */
export const polygon = (points: readonly (readonly [number, number])[]): string => {
  const near = (v: number): string => px(max(-far, min(far, v)))
  return points.length < 3 ? "" : `M${points.map(([x, y]) => `${near(x)},${near(y)}`).join("L")}Z`
}
