import type { Attrs, Child } from "./node.ts"
import { max, min } from "./math.ts"

/** Receives one straight piece of what is drawn; answering `false` ends the walk. */
export type Visit = (x0: number, y0: number, x1: number, y1: number, attrs: Attrs) => boolean

// Curves are their chords, so of all numbers of a command only the last two count.
const sizes: Readonly<Record<string, number>> = { H: 1, V: 1, C: 6 }

/** Walks the straight pieces of one path. */
export const pathSegments = (d: string, visit: (x0: number, y0: number, x1: number, y1: number) => boolean): boolean => {
  let [x, y, startX, startY] = [0, 0, 0, 0]
  for (const [, command = "", list = ""] of d.matchAll(/([a-df-z])([^a-df-z]*)/gi)) {
    const kind = command.toUpperCase()
    const numbers = kind === "Z" ? [startX, startY] : (list.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number)
    const isRelative = command !== kind && kind !== "Z"
    const size = sizes[kind] ?? 2
    for (let k = size; k <= numbers.length; k += size) {
      const last = numbers[k - 1] as number
      const nx = kind === "V" ? x : (kind === "H" ? last : (numbers[k - 2] as number)) + (isRelative ? x : 0)
      const ny = kind === "H" ? y : last + (isRelative ? y : 0)
      if (kind === "M" && k === size) [startX, startY] = [nx, ny]
      else if (!visit(x, y, nx, ny)) return false
      ;[x, y] = [nx, ny]
    }
  }
  return true
}

/** Where the inside of a group lies: lengths there in pixels, and its origin. */
export type Place = readonly [unit: number, x: number, y: number]

/** Panels of a grid are moved, and clouds of points are drawn in half pixels. */
export const placeIn = ({ transform }: Attrs, [unit, x, y]: Place): Place => {
  const [, dx = 0, dy = 0] = (/^translate\((.+),(.+)\)$/.exec(String(transform)) ?? []).map(Number)
  return [transform === "scale(.5)" ? unit / 2 : unit, x + unit * dx, y + unit * dy]
}

/** Walks the straight pieces of all paths below some nodes, in pixels of the figure. */
export const segments = (nodes: readonly Child[], visit: Visit, place: Place = [1, 0, 0]): boolean => {
  const [unit, left, top] = place
  for (const node of nodes) {
    if (typeof node === "string" || node.tag === "clipPath" || node.tag === "svg") continue
    const { attrs } = node
    const { d, x, y } = attrs
    const piece = (x0: number, y0: number, x1: number, y1: number): boolean =>
      visit(unit * x0 + left, unit * y0 + top, unit * x1 + left, unit * y1 + top, attrs)
    if (node.tag === "path" && !pathSegments(d as string, piece)) return false
    if (node.tag === "text" && typeof x === "number" && typeof y === "number") piece(x - 12, y - 5, x + 12, y - 5)
    if (!segments(node.children, visit, placeIn(attrs, place))) return false
  }
  return true
}

/** The part of a segment inside a rectangle, as the ends of an interval of its parameter, by Liang and Barsky; empty where they are reversed. */
export const partInside = (
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  l: number,
  t: number,
  r: number,
  b: number,
): [number, number] => {
  let from = 0
  let to = 1
  const cut = (d: number, low: number, high: number): void => {
    if (d === 0) {
      if (low > 0 || high < 0) to = -1
      return
    }
    from = max(from, (d > 0 ? low : high) / d)
    to = min(to, (d > 0 ? high : low) / d)
  }
  cut(x1 - x0, l - x0, r - x0)
  cut(y1 - y0, t - y0, b - y0)
  return [from, to]
}
