import { labelWidth, textNode } from "../label.ts"
import type { Interval } from "../mark.ts"
import { type Child, group, path } from "../node.ts"
import { px, norm } from "../number.ts"
import { ticksFor } from "../scales.ts"
import type { Theme } from "../theme.ts"
import type { Camera, Point3 } from "./camera.ts"
import type { Figure3dOptions } from "./figure3d.ts"
import type { Bounds } from "./mark3d.ts"

type Place = (p: Point3) => readonly [number, number, number]

const axes = ["x", "y", "z"] as const

const move = (place: Place, p: Point3, q: Point3): string => {
  const [a, b] = [place(p), place(q)]
  return `M${px(a[0])},${px(a[1])}L${px(b[0])},${px(b[1])}`
}

/** The point of the cube with the given coordinate along one axis and the others as in `rest`. */
const at = (axis: number, value: number, rest: Point3): Point3 => rest.map((v, i) => (i === axis ? value : v)) as unknown as Point3

/** The room for the numbers of the upright axis, left of the cube. */
export const cubeLeft = ({ z }: Bounds, fontSize: number): number =>
  14 + ticksFor("linear", z, 4).major.reduce((w, { text }) => Math.max(w, labelWidth(text, fontSize - 1)), 0)

/** The three far walls with their grid lines, and ticks along three near edges. */
export function drawCube(bounds: Bounds, camera: Camera, place: Place, options: Figure3dOptions, theme: Theme, fontSize: number): Child[] {
  const sides = axes.map((axis) => bounds[axis])
  const toViewer = camera.view
  const far = sides.map(([lo, hi], i) => ((toViewer[i] as number) >= 0 ? lo : hi)) as unknown as Point3
  const near = sides.map(([lo, hi], i) => ((toViewer[i] as number) >= 0 ? hi : lo)) as unknown as Point3
  const ticks = sides.map((side) => ticksFor("linear", side, 4).major)
  // Each far wall stands across one axis; its lines run along the other two.
  const lines = axes.flatMap((_, wall) =>
    axes.flatMap((_, along) => {
      const third = 3 - wall - along
      if (wall === along) return []
      const [lo, hi] = sides[third] as Interval
      return (ticks[along] ?? []).map(({ value }) =>
        move(place, at(third, lo, at(along, value, far)), at(third, hi, at(along, value, far))),
      )
    }),
  )
  const edges = axes.flatMap((_, along) => {
    const [lo, hi] = sides[along] as Interval
    const [p, q] = axes.map((_, i) => i).filter((i) => i !== along) as [number, number]
    const ends = [far, at(p, near[p] as number, far), at(q, near[q] as number, far)]
    return ends.map((corner) => move(place, at(along, lo, corner), at(along, hi, corner)))
  })
  const items = axes.flatMap((axis, i) => edgeLabels(i, options[axis], far, near, sides, place, ticks[i] ?? [], fontSize))
  return [
    path(lines.join(""), { stroke: theme.ink, "stroke-opacity": 0.16, fill: "none" }),
    path(edges.join(""), { stroke: theme.ink, "stroke-opacity": 0.5, fill: "none" }),
    group(
      { fill: theme.ink, stroke: "none", "text-anchor": "middle" },
      apart(items).map(({ label, size, x, y }) => textNode(label, size, { x, y }, "middle")),
    ),
  ].filter((node) => node !== undefined)
}

interface Item {
  readonly label: string
  readonly size: number
  readonly x: number
  readonly y: number
}

/** The texts that do not touch an earlier one. */
function apart(items: readonly Item[]): Item[] {
  const kept: Item[] = []
  const touch = (a: Item, b: Item): boolean =>
    Math.abs(a.x - b.x) < (labelWidth(a.label, a.size) + labelWidth(b.label, b.size)) * 0.45 &&
    Math.abs(a.y - b.y) < (a.size + b.size) * 0.45
  for (const item of items) if (!kept.some((other) => touch(item, other))) kept.push(item)
  return kept
}

type Ticks = readonly { readonly value: number; readonly text: string }[]

// Horizontal axes are labelled along the floor's near edge; the vertical one along the outermost upright edge on the left.
function edgeOf(i: number, far: Point3, near: Point3, sides: readonly Interval[], place: Place): Point3 {
  const floor = (sides[2] as Interval)[0]
  if (i < 2) return at(2, floor, at(1 - i, near[1 - i] as number, far))
  const corners = [at(0, near[0], far), at(1, near[1], far)]
  return [...corners].sort((a, b) => place(a)[0] - place(b)[0])[0] as Point3
}

function edgeLabels(
  i: number,
  name: string | undefined,
  far: Point3,
  near: Point3,
  sides: readonly Interval[],
  place: Place,
  ticks: Ticks,
  fontSize: number,
): Item[] {
  const edge = edgeOf(i, far, near, sides, place)
  const [lo, hi] = sides[i] as Interval
  const middle = place(at(i, (lo + hi) / 2, edge))
  // Away from the cube: along the other axis of the floor, or to the left of an upright edge.
  const inner = i === 2 ? middle : place(at(1 - i, far[1 - i] as number, at(i, (lo + hi) / 2, edge)))
  const [dx, dy] = i === 2 ? [-1, 0] : [middle[0] - inner[0], middle[1] - inner[1]]
  const length = norm(dx, dy)
  const [ux, uy] = length < 1 ? [0, 1] : [dx / length, dy / length]
  const text = (p: readonly number[], label: string, gap: number, size: number): Item => {
    const away = gap + Math.abs(ux) * labelWidth(label, size) * 0.5
    return { label, size, x: (p[0] as number) + ux * away, y: (p[1] as number) + uy * away + size * 0.35 }
  }
  // An axis seen from its end has no room for numbers.
  const [from, to] = [place(at(i, lo, edge)), place(at(i, hi, edge))]
  if (Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1]) < 30) return []
  const numbers = ticks.map((tick) => text(place(at(i, tick.value, edge)), tick.text, 8, fontSize - 1))
  if (!name) return numbers
  // The name of an upright axis stands on its top.
  if (i === 2) return [{ label: name, size: fontSize + 1, x: to[0], y: Math.min(from[1], to[1]) - 7 }, ...numbers]
  const widest = ticks.reduce((w, tick) => Math.max(w, labelWidth(tick.text, fontSize - 1)), 0)
  return [text(middle, name, 16 + Math.abs(ux) * widest + Math.abs(uy) * 6, fontSize + 1), ...numbers]
}
