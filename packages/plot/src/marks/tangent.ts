import * as rules from "../rules.ts"
import { refuse } from "../refuse.ts"
import { isNablaError } from "@nablajs/core"
import { grad } from "@nablajs/autograd"
import { type Fn, ofNumber } from "../call.ts"
import { type Axes, type Interval, type Mark, type MarkType, mark, type Style, parted, nameOf, pointsExtent } from "../mark.ts"
import { markers } from "../markers.ts"
import { path } from "../node.ts"
import { px, say, stepped, xy } from "../number.ts"
import { polyline } from "../polyline.ts"
import { warps } from "../scales.ts"
import { hueOf } from "../theme.ts"
import { toFinite, toScalar } from "../values.ts"
import { lineSwatch, strokeOf } from "./line.ts"
import { abs, infinity, isFiniteNumber, isGap, max, min, times } from "../math.ts"

export interface TangentOptions extends Style {
  /** The slope, if known; otherwise it is computed by `grad`. `"difference"` takes central differences, for functions that are no Nabla functions. */
  readonly slope?: number | "difference"
  /** The interval over which the line is drawn; what the rest of the figure shows otherwise. */
  readonly between?: readonly [number, number]
}

interface TangentData {
  readonly kind: "tangent" | "secant"
  readonly at: readonly (readonly [number, number])[]
  readonly slope: number
  readonly between: Interval | undefined
  readonly style: Style
}

const spanOf = ({ between, at }: TangentData, axes: Axes): Interval => {
  const xs = at.map(([x]) => x)
  const low = min(...xs)
  const high = max(...xs)
  const reach = max(1, high - low)
  return between ?? axes.span ?? [low - reach, high + reach]
}

const heightAt = ({ at, slope }: TangentData, x: number): number => {
  const [x0, y0] = at[0] as readonly [number, number]
  return y0 + slope * (x - x0)
}

export const tangentType: MarkType<TangentData> = {
  kind: "tangent",
  series: true,
  follows: true,
  prepare: (data, axes) => ({ ...data, between: spanOf(data, axes) }),
  extent(data) {
    const [a, b] = data.between as Interval
    return pointsExtent([a, b], [...data.at.map(([, y]) => y), heightAt(data, a), heightAt(data, b)])
  },
  draw(data, pen) {
    const { at, slope, style } = data
    const [a, b] = data.between as Interval
    const { box } = pen
    const [X, Y] = [at.map(([x]) => pen.x.map(x)), at.map(([, y]) => pen.y.map(y))]
    // A straight line is bent by logarithmic axes.
    const { to, from } = warps[pen.x.kind]
    const steps = pen.x.kind === "linear" && pen.y.kind === "linear" ? 1 : 100
    const xs = times(steps + 1, (i) => from(stepped(to(a), to(b), i, steps)))
    const ys = xs.map((x) => heightAt(data, x))
    const d = abs(slope) === infinity ? `M${xy(X[0] as number, box.top)}v${px(box.height)}` : polyline(xs, ys, pen)
    const color = hueOf(style, pen)
    return [path(d, strokeOf(style, pen)), markers("circle", X, Y, style.size ?? 6, box, { color })]
  },
  swatch: ({ style }, pen, x, y) => lineSwatch(style, pen, x, y),
  describe({ kind, at, slope, style }) {
    const name = nameOf(style, kind)
    const where = at.map(([x]) => say(x)).join(" and ")
    return `${name} slope ${say(slope)} at x = ${where}`
  },
  table: ({ kind, at, slope, style }) => [
    { name: nameOf(style, `${kind} at x`), values: at.map(([x]) => x) },
    { name: "y", values: at.map(([, y]) => y) },
    { name: "slope", values: at.map(() => slope) },
  ],
}

const difference = (f: (x: number) => number, x: number): number => {
  // Richardson: the error of the central difference falls as h², so two step sizes cancel its leading term.
  const h = 1e-3 * max(1, abs(x))
  const central = (step: number): number => (f(x + step) - f(x - step)) / (2 * step)
  return (4 * central(h / 2) - central(h)) / 3
}

const gradient = (f: Fn, x: number): number => {
  try {
    return toScalar((grad as unknown as (f: Fn) => (x: number) => unknown)(f)(x), "tangent: slope")
  } catch (cause) {
    if (!isNablaError(cause)) throw cause
    refuse(
      `${cause.message} (tangent: for a function of plain numbers pass { slope: "difference" }, or the slope itself)`,
      cause.code,
      cause,
    )
  }
}

const slopeOf = (f: Fn, x: number, wish: TangentOptions["slope"]): number => {
  if (typeof wish === "number") return wish
  return wish ? difference(ofNumber(f, "tangent"), x) : gradient(f, x)
}

const touching = (
  f: Fn,
  points: readonly number[],
  options: TangentOptions,
  kind: "tangent" | "secant",
  slope: (ys: number[]) => number,
): Mark => {
  const { style, between } = parted(options, kind, { slope: rules.slope, between: rules.interval })
  const g = ofNumber(f, kind)
  const ys = points.map((x) => g(x))
  const bad = ys.findIndex((y) => !isFiniteNumber(y))
  if (bad >= 0) refuse(`${kind}: the function has no finite value at x = ${points[bad]}, got ${ys[bad]}`)
  const steepness = slope(ys)
  if (isGap(steepness)) refuse(`${kind}: the function has no slope at x = ${points.join(" and ")}; pass { slope } if you know it`)
  return mark(tangentType, { kind, at: points.map((x, i) => [x, ys[i] as number] as const), slope: steepness, between, style })
}

/**
 * The tangent of f at x0: y = f(x0) + f′(x0)(x − x0), with f′ by automatic differentiation.
 *
 * @example
 * ```ts
 * import { curve, figure, tangent } from "@nablajs/plot"
 * import { exp } from "@nablajs/core"
 * figure({ xlim: [-1, 1] }, [curve(exp, [-1, 1]), tangent(exp, 0)]).describe()
 * // => "curve rises from 0.368 to 2.72. tangent slope 1 at x = 0."
 * ```
 */
export const tangent = (f: Fn, x0: number, options: TangentOptions = {}): Mark => {
  const x = toFinite(x0, "tangent: x0")
  return touching(f, [x], options, "tangent", () => slopeOf(f, x, options.slope))
}

/**
 * The secant of f through x0 and x1, whose slope is the difference quotient (f(x1) − f(x0)) / (x1 − x0).
 *
 * @example
 * ```ts
 * import { figure, secant } from "@nablajs/plot"
 * figure([secant((x) => x * x, 1, 3)]).describe() // => "secant slope 4 at x = 1 and 3."
 * ```
 */
export const secant = (f: Fn, x0: number, x1: number, options: Omit<TangentOptions, "slope"> = {}): Mark => {
  const a = toFinite(x0, "secant: x0")
  const b = toFinite(x1, "secant: x1")
  if (a === b) refuse(`secant: x0 and x1 are both ${a}; use tangent(f, ${a})`)
  return touching(f, [a, b], options, "secant", ([ya = 0, yb = 0]) => (yb - ya) / (b - a))
}
