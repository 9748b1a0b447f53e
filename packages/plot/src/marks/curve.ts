import { refuse } from "../refuse.ts"
import { type Fn, ofNumber } from "../call.ts"
import { type Axes, extentOfValues, type Interval, type Mark, type MarkType, mark, type Style, styleOf, nameOf } from "../mark.ts"
import { path } from "../node.ts"
import { ordered } from "../scales.ts"
import { polyline } from "../polyline.ts"
import { sample } from "../sample.ts"
import { toSpan } from "../values.ts"
import { type LineData, lineSwatch, lineType, type Refine, strokeOf, trend } from "./line.ts"
import { abs, infinity, isGap, max, min } from "../math.ts"

interface CurveData {
  /** Absent where the samples are all that is known. */
  readonly f: ((x: number) => number) | undefined
  readonly between: Interval | undefined
  readonly samples: LineData | undefined
  readonly view: Interval | undefined
  readonly breaks: number
  /** What was said of the curve while its function was known. */
  readonly said?: string
  readonly style: Style
}

const spanOf = ({ between }: CurveData, axes: Axes): Interval => {
  const span = between ?? axes.xlim
  if (span) return span
  refuse("curve: over which interval? Give it as curve(f, [from, to]), or give the figure an xlim")
}

/** The extreme of f between the neighbours of a sample, by dividing in three again and again. */
const refined =
  (f: (x: number) => number): Refine =>
  (x, y, i, sign) => {
    let a = x[i - 1] as number
    let b = x[i + 1] as number
    for (let k = 0; k < 22; k++) {
      const third = (b - a) / 3
      if (sign * f(a + third) < sign * f(b - third)) b -= third
      else a += third
    }
    const middle = a + (b - a) / 2
    // Values near an extreme agree to the last digit, so its place is known to half of the digits.
    const t = abs(middle) < 1e-4 * ((x[i + 1] as number) - (x[i - 1] as number)) ? 0 : middle
    return sign * f(t) <= sign * (y[i] as number) ? [t, f(t)] : [x[i] as number, y[i] as number]
  }

const gaps = (y: Float64Array): number => {
  let count = 0
  for (let i = 1; i < y.length - 1; i++) if (isGap(y[i]) && !isGap(y[i - 1] as number)) count++
  return count
}

export const curveType: MarkType<CurveData> = {
  kind: "curve",
  series: true,
  prepare(data, axes) {
    if (!data.f) return data
    // Sampling follows the visible part, so zooming in shows new detail.
    const [a, b] = spanOf(data, axes)
    const [[from, to], shown] = [ordered([a, b]), ordered(axes.xlim ?? [-infinity, infinity])]
    const lo = max(from, shown[0])
    const hi = min(to, shown[1])
    if (axes.xscale === "log" && lo <= 0)
      refuse(`curve: the x axis is logarithmic and the interval [${a}, ${b}] is not positive; start above 0`)
    if (!(lo < hi)) return { ...data, samples: { x: new Float64Array(0), y: new Float64Array(0), style: data.style }, view: undefined }
    const { x, y, view } = sample(data.f, lo, hi, axes)
    return { ...data, samples: { x, y, style: data.style }, view, breaks: gaps(y) }
  },
  extent: ({ samples, view }) => ({
    x: samples && extentOfValues(samples.x),
    y: view ?? (samples && extentOfValues(samples.y)),
  }),
  draw: ({ samples, style }, pen) => (samples ? [path(polyline(samples.x, samples.y, pen), strokeOf(style, pen))] : []),
  swatch: ({ style }, pen, x, y) => lineSwatch(style, pen, x, y),
  points: ({ samples }) => samples ?? { x: [], y: [] },
  plain: (data) => ({ ...data, f: undefined, said: curveType.describe(data) }),
  describe({ f, samples, style, view, breaks, said }) {
    if (said !== undefined) return said
    if (!samples || !f) return ""
    const name = nameOf(style, "curve")
    const broken = breaks > 0 ? `, with ${breaks} ${breaks === 1 ? "break" : "breaks"}` : ""
    return view ? `${name} grows beyond all bounds${broken}` : trend(samples.x, samples.y, style, "curve", refined(f)) + broken
  },
  table: ({ samples }) => (samples ? (lineType.table?.(samples) ?? []) : []),
}

/**
 * The graph of a function, sampled where it bends and broken where it jumps or has a pole.
 *
 * `f`: number to number (or 0-d tensor); `between`: the interval, or the figure's `xlim`
 *
 * @example
 * ```ts
 * import { curve, figure } from "@nablajs/plot"
 * figure({ x: "x", y: "f(x)" }, [curve((x) => 3 * x ** 2 - 4 * x, [0, 3], { label: "f" })]).describe()
 * // => "f rises from 0 to 15, minimum −1.33 at x = 0.667."
 * ```
 */
export const curve = (f: Fn, between?: readonly [number, number], options: Style = {}): Mark => {
  const interval = between === undefined ? undefined : toSpan(between, "curve: interval")
  const style = styleOf(options, "curve")
  return mark(curveType, { f: ofNumber(f, "curve"), between: interval, samples: undefined, view: undefined, breaks: 0, style })
}
