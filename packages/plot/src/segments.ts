import type { Child } from "./node.ts"
import { max, min } from "./math.ts"

/** Receives one straight piece of what is drawn; answering `false` ends the walk. */
export type Visit = (
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  attrs: Readonly<Record<string, string | number | undefined>>,
) => boolean

const token = /([MmLlHhVvZzCcAaQq])|(-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?)/g

/** Walks the straight pieces of one path; curves and arcs count as their chords. */
export const pathSegments = (d: string, visit: (x0: number, y0: number, x1: number, y1: number) => boolean, scale = 1): boolean => {
  const numbers: number[] = []
  let x = 0
  let y = 0
  let sx = 0
  let sy = 0
  let command = ""
  const step = (): boolean => {
    const relative = command >= "a"
    const kind = command.toUpperCase()
    const need = { H: 1, V: 1, C: 6, A: 7, Q: 4 }[kind] ?? 2
    if (numbers.length < need) return true
    const [a, b] = numbers.slice(-2) as [number, number]
    const last = numbers.at(-1) as number
    const nx = kind === "V" ? x : (kind === "H" ? last : a) + (relative ? x : 0)
    const ny = kind === "H" ? y : (kind === "V" ? last : b) + (relative ? y : 0)
    numbers.length = 0
    if (kind === "M") [sx, sy] = [nx, ny]
    const go = kind === "M" || visit(x * scale, y * scale, nx * scale, ny * scale)
    if (kind === "M") command = relative ? "l" : "L"
    ;[x, y] = [nx, ny]
    return go
  }
  for (const match of d.matchAll(token)) {
    if (match[1]) {
      numbers.length = 0
      command = match[1]
      if (command === "Z" || command === "z") {
        if (!visit(x * scale, y * scale, sx * scale, sy * scale)) return false
        ;[x, y] = [sx, sy]
      }
    } else {
      numbers.push(Number(match[2]))
      if (!step()) return false
    }
  }
  return true
}

const scaleOf = (transform: unknown): number => (transform === "scale(.5)" ? 0.5 : 1)

/** Walks the straight pieces of all paths below some nodes, in pixels of the figure. */
export const segments = (nodes: readonly Child[], visit: Visit, scale = 1): boolean => {
  for (const node of nodes) {
    if (typeof node === "string" || node.tag === "clipPath" || node.tag === "svg") continue
    const { d, x, y } = node.attrs
    if (node.tag === "path" && !pathSegments(d as string, (a, b, c, e) => visit(a, b, c, e, node.attrs), scale)) return false
    if (node.tag === "text" && typeof x === "number" && typeof y === "number") visit(x - 12, y - 5, x + 12, y - 5, node.attrs)
    if (!segments(node.children, visit, scale * scaleOf(node.attrs.transform))) return false
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
