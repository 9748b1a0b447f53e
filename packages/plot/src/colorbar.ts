import { times } from "./math.ts"
import { axisTicks, strokes, upright, valuesOf, widest } from "./axes.ts"
import { colourSteps } from "./colormap.ts"
import { textNode } from "./label.ts"
import { type Box, type ColourBar, type ColourKey, within } from "./mark.ts"
import { type Child, el, group, path } from "./node.ts"
import { rectangle, stepped } from "./number.ts"
import { makeScale } from "./scales.ts"
import type { Theme } from "./theme.ts"

const barWidth = 11
const gap = 10

const ticksOf = (key: ColourKey, height: number) => axisTicks("linear", key.domain, height, 38, undefined).major

/** The room a colour bar takes beside a plot area of this height. */
export const colourBarWidth = (key: ColourKey, height: number, fontSize: number): number =>
  gap + barWidth + 6 + widest(ticksOf(key, height), fontSize) + (key.label ? fontSize + 8 : 2)

/** A vertical bar of colours with its ticks, to the right of the box. */
export const drawColourBar = (key: ColourKey, box: Box, theme: Theme, fontSize: number): Child => {
  const x = box.left + box.width + gap
  const { top, height } = box
  const scale = makeScale("linear", key.domain, [top + height, top])
  const ticks = ticksOf(key, height)
  const edge = path(rectangle(x, top, x + barWidth, top + height) + strokes(valuesOf(ticks), scale, "h", x + barWidth, 3), {
    ...{ fill: "none", stroke: theme.ink, "stroke-opacity": 0.62 },
  })
  const numbers = ticks.map(({ value, text }) => textNode(text, fontSize, { x: x + barWidth + 6, y: scale.map(value) + fontSize * 0.35 }))
  const at = x + barWidth + 6 + widest(ticks, fontSize) + 6
  const name = key.label ? [textNode(key.label, fontSize, { ...upright(at + fontSize, top + height / 2), "text-anchor": "middle" })] : []
  return group({}, [...blocks(key, x, scale.map), edge, group({ fill: theme.ink, stroke: "none" }, [...numbers, ...name])])
}

// Bands between the levels where there are levels; otherwise 64 steps, close enough to look continuous.
const blocks = (key: ColourKey, x: number, map: (v: number) => number): Child[] => {
  const [lo, hi] = key.domain
  const edges = key.levels ? [lo, ...within(key.levels, key.domain), hi] : times(65, (i) => stepped(lo, hi, i, 64))
  const colours = colourSteps(key.cmap, edges.length - 1)
  return edges.slice(1).map((to, i) => {
    const y0 = map(to)
    const y1 = map(edges[i] as number)
    return el("rect", { x, y: y0, width: barWidth, height: y1 - y0 + (i > 0 && !key.levels ? 0.6 : 0), fill: colours[i] })
  })
}

export const colourBar: ColourBar = { width: colourBarWidth, draw: drawColourBar }
