import { labelWidth, textNode } from "../label.ts"
import { widest } from "../axes.ts"
import type { Interval } from "../mark.ts"
import { abs, apart, min } from "../math.ts"
import { type Child, group, path } from "../node.ts"
import { norm, xy } from "../number.ts"
import { type Tick, ticksFor } from "../scales.ts"
import type { Theme } from "../theme.ts"
import type { Camera, Point3 } from "./camera.ts"
import type { Figure3dOptions } from "./figure3d.ts"
import type { Bounds } from "./mark3d.ts"

type Place = (p: Point3) => Point3

const axes = ["x", "y", "z"] as const

/** The point of the cube with the given coordinate along one axis and the others as in `rest`. */
const at = (axis: number, value: number, rest: Point3): Point3 => rest.map((v, i) => (i === axis ? value : v)) as unknown as Point3

/** The room for the numbers of the upright axis, left of the cube. */
export const cubeLeft = ({ z }: Bounds, fontSize: number): number => 14 + widest(ticksFor("linear", z, 4).major, fontSize - 1)

/** The three far walls with their grid lines, and ticks along three near edges. */
export const drawCube = (
  bounds: Bounds,
  { view }: Camera,
  place: Place,
  options: Figure3dOptions,
  theme: Theme,
  fontSize: number,
): (Child | undefined)[] => {
  const sides = axes.map((axis) => bounds[axis])
  const far = sides.map((side, i) => side[(view[i] as number) >= 0 ? 0 : 1]) as unknown as Point3
  const near = sides.map((side, i) => side[(view[i] as number) >= 0 ? 1 : 0]) as unknown as Point3
  const ticks = sides.map((side) => ticksFor("linear", side, 4).major)
  const line = (axis: number, corner: Point3): string => {
    const [[ax, ay], [bx, by]] = (sides[axis] as Interval).map((end) => place(at(axis, end, corner))) as [Point3, Point3]
    return `M${xy(ax, ay)}L${xy(bx, by)}`
  }
  // Each far wall stands across one axis; its lines run along the other two.
  const lines = axes.flatMap((_, wall) =>
    ticks.flatMap((list, along) => (wall === along ? [] : list.map(({ value }) => line(3 - wall - along, at(along, value, far))))),
  )
  const edges = axes.flatMap((_, along) =>
    [far, ...near.flatMap((v, i) => (i === along ? [] : [at(i, v, far)]))].map((corner) => line(along, corner)),
  )

  /** The numbers and the name along one axis, away from the cube. */
  const labels = (i: number): Item[] => {
    const [lo, hi] = sides[i] as Interval
    // Horizontal axes are labelled along the floor's near edge; the vertical one along the outermost upright edge on the left.
    const left = at(0, near[0], far)
    const right = at(1, near[1], far)
    const edge = i < 2 ? at(2, bounds.z[0], at(1 - i, near[1 - i] as number, far)) : place(right)[0] < place(left)[0] ? right : left
    const on = (v: number): Point3 => place(at(i, v, edge))
    const from = on(lo)
    const to = on(hi)
    const middle = on((lo + hi) / 2)
    // An axis seen from its end has no room for numbers.
    if (abs(to[0] - from[0]) + abs(to[1] - from[1]) < 30) return []
    // Away means along the other axis of the floor, or to the left of an upright edge.
    const inner = place(at(1 - i, far[1 - i] as number, at(i, (lo + hi) / 2, edge)))
    const [dx, dy] = i === 2 ? [-1, 0] : [middle[0] - inner[0], middle[1] - inner[1]]
    const length = norm(dx, dy)
    const [ux, uy] = length < 1 ? [0, 1] : [dx / length, dy / length]
    const text = (p: Point3, label: string, gap: number, size: number): Item => {
      const away = gap + abs(ux) * labelWidth(label, size) * 0.5
      return { label, size, x: p[0] + ux * away, y: p[1] + uy * away + size * 0.35 }
    }
    const marks = ticks[i] as readonly Tick[]
    const numbers = marks.map((tick) => text(on(tick.value), tick.text, 8, fontSize - 1))
    const name = options[axes[i] as "x"]
    if (!name) return numbers
    // The name of an upright axis stands on its top.
    if (i === 2) return [{ label: name, size: fontSize + 1, x: to[0], y: min(from[1], to[1]) - 7 }, ...numbers]
    return [text(middle, name, 16 + abs(ux) * widest(marks, fontSize - 1) + abs(uy) * 6, fontSize + 1), ...numbers]
  }
  return [
    path(lines.join(""), { stroke: theme.ink, "stroke-opacity": 0.16, fill: "none" }),
    path(edges.join(""), { stroke: theme.ink, "stroke-opacity": 0.5, fill: "none" }),
    group(
      { fill: theme.ink, stroke: "none", "text-anchor": "middle" },
      apart([0, 1, 2].flatMap(labels), touch).map(({ label, size, x, y }) => textNode(label, size, { x, y }, "middle")),
    ),
  ]
}

interface Item {
  readonly label: string
  readonly size: number
  readonly x: number
  readonly y: number
}

const touch = (a: Item, b: Item): boolean =>
  abs(a.x - b.x) < (labelWidth(a.label, a.size) + labelWidth(b.label, b.size)) * 0.45 && abs(a.y - b.y) < (a.size + b.size) * 0.45
