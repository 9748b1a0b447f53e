import { type Fn, ofNumber, twoNumbers } from "../call.ts"

import { extentOfValues, type Mark, type MarkType, mark, type Style, styleOf } from "../mark.ts"
import { stepped } from "../number.ts"
import { toSpan } from "../values.ts"
import { type LineData, lineType, region } from "./line.ts"
import { abs, isFiniteNumber, max, times } from "../math.ts"

const start = 120
const deepest = 8

interface Walk {
  readonly f: (t: number) => [number, number]
  readonly unit: [number, number]
  readonly xs: number[]
  readonly ys: number[]
}

const refine = (walk: Walk, t0: number, p0: [number, number], t1: number, p1: [number, number], depth: number): void => {
  const tm = (t0 + t1) / 2
  const pm = walk.f(tm)
  const stray = (k: 0 | 1): number => abs(pm[k] - (p0[k] + p1[k]) / 2) / walk.unit[k]
  const broken = !isFiniteNumber(pm[0] + pm[1] + p0[0] + p0[1] + p1[0] + p1[1])
  if (depth < deepest && (broken ? depth < 5 : max(stray(0), stray(1)) > 1)) {
    refine(walk, t0, p0, tm, pm, depth + 1)
    return refine(walk, tm, pm, t1, p1, depth + 1)
  }
  walk.xs.push(p1[0])
  walk.ys.push(p1[1])
}

const width = (values: ArrayLike<number>): number => {
  const range = extentOfValues(values)
  return range && range[1] > range[0] ? range[1] - range[0] : 1
}

export const parametricType: MarkType<LineData> = {
  ...lineType,
  kind: "parametric",
  describe: ({ x, y, style }) => region(x, y, style, "parametric curve"),
}

/**
 * The curve t ↦ (x(t), y(t)), sampled where it bends.
 *
 * @example
 * ```ts
 * import { figure, parametric } from "@nablajs/plot"
 * figure({ equal: true }, [parametric((t) => [Math.cos(t), Math.sin(t)], [0, 2 * Math.PI], { label: "circle" })]).describe()
 * // => "circle, x from −1 to 1, y from −1 to 1."
 * ```
 */
export const parametric = (f: Fn, between: readonly [number, number], options: Style = {}): Mark => {
  const [a, b] = toSpan(between, "parametric: interval")
  const g = ofNumber(f, "parametric", { ...twoNumbers, advice: "return [x, y]" }, "t")
  const at = (i: number): number => stepped(a, b, i, start)
  const first = times(start + 1, (i) => g(at(i)))
  const [p0] = first as [[number, number]]
  const unit: [number, number] = [width(first.map(([x]) => x)) / 1000, width(first.map(([, y]) => y)) / 700]
  const walk: Walk = { f: g, unit, xs: [p0[0]], ys: [p0[1]] }
  for (let i = 1; i <= start; i++) refine(walk, at(i - 1), first[i - 1] as [number, number], at(i), first[i] as [number, number], 0)
  return mark(parametricType, { x: Float64Array.from(walk.xs), y: Float64Array.from(walk.ys), style: styleOf(options, "parametric") })
}
