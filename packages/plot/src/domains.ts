import { refuse } from "./refuse.ts"
import { type Axes, type Extent, extentOf, follows, type Interval, type Mark, pointsOf, prepareMark, union } from "./mark.ts"
import type { FigureOptions } from "./options.ts"
import { padded, type ScaleKind, type Tick, widened } from "./scales.ts"
import { infinity, max, min } from "./math.ts"

/** What the marks together ask of the axes. */
export interface Demand {
  readonly x: Interval | undefined
  readonly y: Interval | undefined
  readonly stickX: readonly number[]
  readonly stickY: readonly number[]
  readonly xticks: readonly Tick[] | undefined
  readonly yticks: readonly Tick[] | undefined
  readonly equal: boolean
  readonly flipY: boolean
}

// A steep tangent must not flatten the curve it touches: followers add at most this share of the height of the rest.
const reach = 0.3

const tempered = (y: Interval, rest: Interval | undefined): Interval => {
  if (!rest) return y
  const more = reach * (rest[1] - rest[0])
  return [max(y[0], min(rest[0] - more, y[1])), min(y[1], max(rest[1] + more, y[0]))]
}

/** The extents of all marks, those of followers tempered by the rest. */
const extentsOf = (marks: readonly Mark[]): Extent[] => {
  const leaders = marks.filter((m) => !follows(m)).map(extentOf)
  const rest = leaders.reduce<Interval | undefined>((y, e) => union(y, e.y), undefined)
  const followers = marks.filter(follows).map(extentOf)
  return [...leaders, ...followers.map((e) => (e.y ? { ...e, y: tempered(e.y, rest) } : e))]
}

/** The marks with all that depends on the axes computed; tangents and the like come after what they follow. */
export const preparedMarks = (marks: readonly Mark[], axes: Axes): readonly Mark[] => {
  const first = marks.map((m) => (follows(m) ? m : prepareMark(m, axes)))
  if (!marks.some(follows)) return first
  const span =
    axes.xlim ??
    first
      .filter((m) => !follows(m))
      .map((m) => extentOf(m).x)
      .reduce<Interval | undefined>(union, undefined)
  return first.map((m) => (follows(m) ? prepareMark(m, { ...axes, span }) : m))
}

export const demandOf = (marks: readonly Mark[]): Demand => {
  const extents = extentsOf(marks)
  const all = <K extends keyof Extent>(key: K): NonNullable<Extent[K]>[] => extents.flatMap((e) => (e[key] === undefined ? [] : [e[key]]))
  return {
    x: all("x").reduce<Interval | undefined>(union, undefined),
    y: all("y").reduce<Interval | undefined>(union, undefined),
    stickX: all("stickX").flat(),
    stickY: all("stickY").flat(),
    xticks: all("xticks").at(-1),
    yticks: all("yticks").at(-1),
    equal: all("equal").includes(true),
    flipY: all("flipY").includes(true),
  }
}

// A logarithmic axis shows what is positive; data at or below zero leave gaps.
const positivePart = (marks: readonly Mark[], axis: "x" | "y", whole: Interval): Interval => {
  if (whole[0] > 0) return whole
  let low = infinity
  for (const m of marks) {
    for (const values of numbersOf(m, axis)) {
      for (let i = 0; i < values.length; i++) {
        const v = values[i] as number
        if (v > 0 && v < low) low = v
      }
    }
  }
  if (low <= whole[1]) return [low, whole[1]]
  refuse(
    `figure: the ${axis} axis is logarithmic and no ${axis} value is positive (from ${whole[0]} to ${whole[1]}); use ${axis}scale "symlog"?`,
  )
}

const numbersOf = (m: Mark, axis: "x" | "y"): ArrayLike<number>[] => {
  const data = m.data as Record<string, unknown>
  const own = [pointsOf(m)?.[axis], data[axis], axis === "y" ? data.low : undefined].filter((v) => v instanceof Float64Array)
  const extents = extentOf(m)[axis]
  return own.length > 0 ? own : extents ? [extents] : []
}

const room = 0.05

/** The domain of one axis: the limits given, else the data with a little room. */
export const domainOf = (marks: readonly Mark[], demand: Demand, options: FigureOptions, axis: "x" | "y"): Interval => {
  const given = options[`${axis}lim`]
  const kind: ScaleKind = options[`${axis}scale`] ?? "linear"
  if (given) return widened(given, kind)
  const data = demand[axis]
  if (!data) return kind === "log" ? [1, 10] : [0, 1]
  const whole = kind === "log" ? positivePart(marks, axis, data) : data
  const wide = widened(whole, kind)
  const stick = axis === "x" ? demand.stickX : demand.stickY
  const share = (end: number): number => (stick.includes(end) ? 0 : room)
  const domain = whole[0] === wide[0] ? padded(wide, kind, [share(wide[0]), share(wide[1])]) : wide
  return axis === "y" && demand.flipY ? [domain[1], domain[0]] : domain
}

export const axesOf = ({ xscale = "linear", yscale = "linear", width = 350, height = 250, xlim, ylim }: FigureOptions): Axes => ({
  ...{ xscale, yscale, xlim, ylim, width, height },
  span: xlim,
})
