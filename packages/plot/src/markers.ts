import type { Box, MarkerName } from "./mark.ts"
import { type Attrs, el, path, type SvgNode } from "./node.ts"
import { px } from "./number.ts"

export const markerNames: readonly MarkerName[] = ["circle", "square", "triangle", "diamond", "plus", "cross", "star"]

/** The marker of the nth series: shape as the third way, beside hue and dash, to tell series apart. */
export const markerOf = (index: number): MarkerName =>
  markerNames[((index % markerNames.length) + markerNames.length) % markerNames.length] as MarkerName

// The five outer and five inner corners of a star, from cos and sin of multiples of 36° to four digits.
const starCorners = [
  [0, -1], [0.2245, -0.309], [0.9511, -0.309], [0.3633, 0.118], [0.5878, 0.809],
  [0, 0.382], [-0.5878, 0.809], [-0.3633, 0.118], [-0.9511, -0.309], [-0.2245, -0.309],
] as const // biome-ignore format: ten pairs

/** Outlines around (0, 0) with an area near that of a circle of radius r. */
const outlines: Record<Exclude<MarkerName, "circle" | "plus" | "cross">, (r: number) => readonly (readonly [number, number])[]> = {
  square: (r) => [
    [-0.89 * r, -0.89 * r],
    [0.89 * r, -0.89 * r],
    [0.89 * r, 0.89 * r],
    [-0.89 * r, 0.89 * r],
  ],
  triangle: (r) => [
    [0, -1.5 * r],
    [1.3 * r, 0.75 * r],
    [-1.3 * r, 0.75 * r],
  ],
  diamond: (r) => [
    [0, -1.4 * r],
    [1.1 * r, 0],
    [0, 1.4 * r],
    [-1.1 * r, 0],
  ],
  star: (r) => starCorners.map(([x, y]) => [1.6 * r * x, 1.6 * r * y]),
}

const strokes: Record<"plus" | "cross", (r: number) => string> = {
  plus: (r) => `m${px(-r)},0h${px(2 * r)}m${px(-r)},${px(-r)}v${px(2 * r)}`,
  cross: (r) => `m${px(-0.75 * r)},${px(-0.75 * r)}l${px(1.5 * r)},${px(1.5 * r)}m0,${px(-1.5 * r)}l${px(-1.5 * r)},${px(1.5 * r)}`,
}

function outlinePath(corners: readonly (readonly [number, number])[]): string {
  let [x, y] = [0, 0]
  const steps = corners.map(([cx, cy], i) => {
    const step = `${i === 0 ? "m" : "l"}${px(cx - x)},${px(cy - y)}`
    x += Math.round((cx - x) * 100) / 100
    y += Math.round((cy - y) * 100) / 100
    return step
  })
  return `${steps.join("")}z`
}

/** Above this many dots they are drawn as runs of half pixels. */
const dense = 5000

const within = ({ left, top, width, height }: Box, x: number, y: number): boolean =>
  x >= left - 20 && x <= left + width + 20 && y >= top - 20 && y <= top + height + 20

/** Markers at pixel positions as a single path; a million dots cost no more than the pixels they cover. */
export function markers(
  kind: MarkerName,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  size: number,
  box: Box,
  attrs: Attrs & { color: string },
): SvgNode | undefined {
  const { color, ...rest } = attrs
  if (xs.length > dense) return cloud(xs, ys, size, box, color, rest)
  const r = size / 2
  const shape = kind === "circle" ? "h.01" : kind === "plus" || kind === "cross" ? strokes[kind](r) : outlinePath(outlines[kind](r))
  const out: string[] = []
  for (let i = 0; i < xs.length; i++) {
    const [x, y] = [xs[i] as number, ys[i] as number]
    if (within(box, x, y)) out.push("M", px(x), ",", px(y), shape)
  }
  const d = out.join("")
  if (kind === "circle") return path(d, { stroke: color, "stroke-width": size, "stroke-linecap": "round", fill: "none", ...rest })
  if (kind === "plus" || kind === "cross") return path(d, { stroke: color, "stroke-width": Math.max(1.3, size / 4), fill: "none", ...rest })
  return path(d, { fill: color, stroke: "none", ...rest })
}

// Occupied half pixels, row by row; a run of neighbours is one horizontal stroke with round ends.
function cloud(xs: ArrayLike<number>, ys: ArrayLike<number>, size: number, box: Box, color: string, attrs: Attrs): SvgNode | undefined {
  const [x0, y0] = [2 * box.left - 40, 2 * box.top - 40]
  const columns = Math.ceil(2 * box.width) + 81
  const rows = Math.ceil(2 * box.height) + 81
  const taken = new Uint8Array(columns * rows)
  for (let i = 0; i < xs.length; i++) {
    const c = Math.round(2 * (xs[i] as number) - x0)
    const r = Math.round(2 * (ys[i] as number) - y0)
    if (c >= 0 && c < columns && r >= 0 && r < rows) taken[r * columns + c] = 1
  }
  const out: string[] = []
  for (let r = 0; r < rows; r++) rowRuns(taken, r * columns, columns, out, Math.round(x0), Math.round(y0) + r)
  const dots = path(out.join(""), { stroke: color, "stroke-width": 2 * size, "stroke-linecap": "round", fill: "none", ...attrs })
  return dots && el("g", { transform: "scale(.5)" }, [dots])
}

// Dots a pixel apart overlap almost wholly, so a run bridges gaps of up to two half pixels.
const bridge = 2

function rowRuns(taken: Uint8Array, offset: number, columns: number, out: string[], x0: number, y: number): void {
  let end = -1
  let c = taken.indexOf(1, offset) - offset
  while (c >= 0 && c < columns) {
    let last = c
    for (let k = c + 1; k < columns && k <= last + bridge + 1; k++) if (taken[offset + k] === 1) last = k
    const length = Math.max(1, last - c)
    out.push(end < 0 ? `M${x0 + c},${y}h${length}` : `m${c - end},0h${length}`)
    end = c + length
    c = taken.indexOf(1, offset + last + 1) - offset
  }
}
