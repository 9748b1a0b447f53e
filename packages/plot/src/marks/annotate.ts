import { labelWidth, plainLabel, textNode } from "../label.ts"
import { type Mark, type MarkType, mark, type Pen, pointsExtent, type Style, styleOf } from "../mark.ts"
import { path, type SvgNode } from "../node.ts"
import { norm, say, xy } from "../number.ts"
import { hueOf } from "../theme.ts"
import { toInterval } from "../values.ts"
import { abs, max, min } from "../math.ts"

/** Arrow heads in the colour of a series. */
export const tips = (d: string, style: Style, pen: Pen): SvgNode | undefined =>
  path(d, { fill: hueOf(style, pen), stroke: "none", opacity: style.opacity })

interface NoteData {
  readonly text: string
  readonly at: readonly [number, number]
  readonly from: readonly [number, number] | undefined
  readonly style: Style
}

/** An arrow head at (x, y) for a stroke that arrives along (dx, dy). */
export const arrowHead = (x: number, y: number, dx: number, dy: number, size: number): string => {
  const length = norm(dx, dy)
  if (!(length > 0)) return ""
  const ux = (dx / length) * size
  const uy = (dy / length) * size
  const wing = (side: number): string => `${xy(x - ux + side * 0.45 * uy, y - uy - side * 0.45 * ux)}`
  return `M${xy(x, y)}L${wing(1)}L${wing(-1)}Z`
}

export const noteType: MarkType<NoteData> = {
  kind: "annotate",
  series: false,
  extent: ({ at, from }) => {
    const points = from ? [at, from] : [at]
    return pointsExtent(
      points.map(([x]) => x),
      points.map(([, y]) => y),
    )
  },
  draw({ text, at, from, style }, pen) {
    const [x, y] = [pen.x.map(at[0]), pen.y.map(at[1])]
    const ink = style.color === undefined ? pen.theme.ink : hueOf(style, pen)
    const { fontSize } = pen
    const half = labelWidth(text, fontSize) / 2
    // The text keeps inside the plot area.
    const inside = (v: number): number => min(pen.box.left + pen.box.width - half - 3, max(pen.box.left + half + 3, v))
    if (!from) return [textNode(text, fontSize, { x: inside(x), y: y - 6, "text-anchor": "middle", fill: ink, stroke: "none" })]
    const fx = inside(pen.x.map(from[0]))
    const fy = pen.y.map(from[1])
    // The arrow begins where its line leaves the text.
    const cy = fy - fontSize * 0.35
    const dx = x - fx
    const dy = y - cy
    const leave = min((half + 3) / abs(dx || 1e-9), (fontSize * 0.8) / abs(dy || 1e-9), 1)
    const sx = fx + dx * leave
    const sy = cy + dy * leave
    const length = norm(x - sx, y - sy)
    const nodes = [textNode(text, fontSize, { x: fx, y: fy, "text-anchor": "middle", fill: ink, stroke: "none" })]
    if (!(length > 8)) return nodes
    const tx = x - ((x - sx) / length) * 3
    const ty = y - ((y - sy) / length) * 3
    return [
      ...nodes,
      path(`M${xy(sx, sy)}L${xy(tx, ty)}`, { stroke: ink, "stroke-width": style.width ?? 1, fill: "none" }),
      path(arrowHead(tx, ty, dx, dy, 7), { fill: ink, stroke: "none" }),
    ]
  },
  describe: ({ text, at }) => `"${plainLabel(text)}" at (${say(at[0])}, ${say(at[1])})`,
}

/**
 * A text with an arrow to a point; without `from` the text stands above the point.
 *
 * @example
 * ```ts
 * import { annotate, figure, line } from "@nablajs/plot"
 * figure([line([0, 1, 2], [2, 0, 2]), annotate("minimum", [1, 0], [1, 1])]).describe()
 * // => "line goes from 2 to 2, minimum 0 at x = 1. \"minimum\" at (1, 0)."
 * ```
 */
export const annotate = (text: string, at: readonly [number, number], from?: readonly [number, number], options: Style = {}): Mark =>
  mark(noteType, {
    text: String(text),
    at: toInterval(at, "annotate: point"),
    from: from && toInterval(from, "annotate: text position"),
    style: styleOf(options, "annotate"),
  })
