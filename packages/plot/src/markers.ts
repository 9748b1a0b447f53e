import type { Box, MarkerName } from "./mark.ts"
import { type Attrs, el, path, type SvgNode } from "./node.ts"
import { px, xy } from "./number.ts"
import { cycle } from "./theme.ts"
import { ceil, floor, max, round } from "./math.ts"

export const markerNames: readonly MarkerName[] = ["circle", "square", "triangle", "diamond", "plus", "cross", "star"]

/** The marker of the nth series: shape as the third way, beside hue and dash, to tell series apart. */
export const markerOf = (index: number): MarkerName => cycle(markerNames, index)

type Corners = readonly (readonly [number, number])[]

// Outlines around (0, 0) with an area near that of a circle of radius 1. The corners of the star are
// cos and sin of multiples of 36° to four digits, the inner ones nearer by 0.382.
const outlines: Readonly<Record<string, Corners>> = {
  square: [[-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]],
  triangle: [[0, -1.5], [1.3, 0.75], [-1.3, 0.75]],
  diamond: [[0, -1.4], [1.1, 0], [0, 1.4], [-1.1, 0]],
  star: [
    [0, -1.6], [0.36, -0.49], [1.52, -0.49], [0.58, 0.19], [0.94, 1.29],
    [0, 0.61], [-0.94, 1.29], [-0.58, 0.19], [-1.52, -0.49], [-0.36, -0.49],
  ],
} // biome-ignore format: pairs

const strokes: Readonly<Record<string, (r: number) => string>> = {
  circle: () => "h.01",
  plus: (r) => `m${px(-r)},0h${px(2 * r)}m${xy(-r, -r)}v${px(2 * r)}`,
  cross: (r) => `m${xy(-0.75 * r, -0.75 * r)}l${xy(1.5 * r, 1.5 * r)}m0,${px(-1.5 * r)}l${xy(-1.5 * r, 1.5 * r)}`,
}

const outlinePath = (corners: Corners, r: number): string => {
  const at = corners.map((corner) => corner.map((v) => round(v * r * 100) / 100)) as unknown as Corners
  const steps = at.map(([x, y], i) => {
    const [a, b] = at[i - 1] ?? [0, 0]
    return `${i === 0 ? "m" : "l"}${xy(x - a, y - b)}`
  })
  return `${steps.join("")}z`
}

/** Above this many dots they are drawn as runs of half pixels. */
const dense = 5000

const within = ({ left, top, width, height }: Box, x: number, y: number): boolean =>
  x >= left - 20 && x <= left + width + 20 && y >= top - 20 && y <= top + height + 20

/** Markers at pixel positions as a single path; a million dots cost no more than the pixels they cover. */
export const markers = (
  kind: MarkerName,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  size: number,
  box: Box,
  attrs: Attrs & { color: string },
): SvgNode | undefined => {
  const { color, ...rest } = attrs
  if (xs.length > dense) return cloud(xs, ys, size, box, color, rest)
  const stroke = strokes[kind]
  const shape = stroke ? stroke(size / 2) : outlinePath(outlines[kind] as Corners, size / 2)
  const out: string[] = []
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] as number
    const y = ys[i] as number
    if (within(box, x, y)) out.push("M", px(x), ",", px(y), shape)
  }
  const dot = { "stroke-width": size, "stroke-linecap": "round" }
  const thin = { "stroke-width": max(1.3, size / 4) }
  return path(out.join(""), {
    ...(stroke ? { stroke: color, ...(kind === "circle" ? dot : thin), fill: "none" } : { fill: color, stroke: "none" }),
    ...rest,
  })
}

// Occupied half pixels, row by row; a run of neighbours is one horizontal stroke with round ends.
const cloud = (xs: ArrayLike<number>, ys: ArrayLike<number>, size: number, box: Box, color: string, attrs: Attrs): SvgNode | undefined => {
  const x0 = 2 * box.left - 40
  const y0 = 2 * box.top - 40
  const columns = ceil(2 * box.width) + 81
  const rows = ceil(2 * box.height) + 81
  const taken = new Uint8Array(columns * rows)
  for (let i = 0; i < xs.length; i++) {
    const c = round(2 * (xs[i] as number) - x0)
    const r = round(2 * (ys[i] as number) - y0)
    if (c >= 0 && c < columns && r >= 0 && r < rows) taken[r * columns + c] = 1
  }
  const out: string[] = []
  // Dots a pixel apart overlap almost wholly, so a run bridges gaps of up to two half pixels.
  let at = 0
  let row = 0
  for (let k = taken.indexOf(1); k >= 0; k = taken.indexOf(1, k + 1)) {
    const r = floor(k / columns)
    const from = k
    for (let next = k + 1; next <= k + 3 && next < (r + 1) * columns; next++) if (taken[next]) k = next
    const x = round(x0) + (from % columns)
    const length = max(1, k - from)
    out.push(`m${x - at},${round(y0) + r - row}h${length}`)
    at = x + length
    row = round(y0) + r
  }
  const dots = path(out.join(""), { stroke: color, "stroke-width": 2 * size, "stroke-linecap": "round", fill: "none", ...attrs })
  return dots && el("g", { transform: "scale(.5)" }, [dots])
}
