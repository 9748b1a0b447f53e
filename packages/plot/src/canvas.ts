import { refuse } from "./refuse.ts"
import { type Drawing, type RenderOptions, themeOf } from "./drawing.ts"
import type { Attrs, Child, SvgNode } from "./node.ts"
import { themes } from "./theme.ts"

/** The part of a canvas context that drawings use. */
export type CanvasLike = Pick<
  CanvasRenderingContext2D,
  | "save"
  | "restore"
  | "translate"
  | "rotate"
  | "scale"
  | "transform"
  | "setTransform"
  | "fill"
  | "stroke"
  | "clip"
  | "fillText"
  | "fillRect"
  | "clearRect"
  | "measureText"
  | "setLineDash"
  | "fillStyle"
  | "strokeStyle"
  | "lineWidth"
  | "lineCap"
  | "lineJoin"
  | "globalAlpha"
  | "font"
  | "textAlign"
>

export interface CanvasOptions extends RenderOptions {
  /** Canvas pixels per pixel of the drawing; the screen's own ratio makes it sharp. */
  readonly ratio?: number
}

// Attributes that children take over from their parents, as in SVG.
interface Ink {
  readonly fill: string
  readonly stroke: string
  readonly width: number
  readonly opacity: number
  readonly attrs: Attrs
}

interface Brush {
  readonly context: CanvasLike
  readonly clips: ReadonlyMap<string, SvgNode>
  readonly ink: string
}

const inherited = [
  "fill-opacity",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "fill-rule",
  "font-size",
  "font-family",
  "font-style",
  "font-weight",
  "text-anchor",
]

// A browser resolves variables by itself; on a canvas their fallback is used.
const colour = (value: unknown, ink: string): string => {
  const text = String(value)
  const fallback = /^var\([^,]+,\s*(.+)\)$/.exec(text)?.[1] ?? text
  return fallback === "currentColor" ? ink : fallback
}

function inkOf(parent: Ink, attrs: Attrs, brush: Brush): Ink {
  const own: Record<string, string | number | undefined> = { ...parent.attrs }
  for (const name of inherited) if (attrs[name] !== undefined) own[name] = attrs[name]
  return {
    fill: attrs.fill === undefined ? parent.fill : colour(attrs.fill, brush.ink),
    stroke: attrs.stroke === undefined ? parent.stroke : colour(attrs.stroke, brush.ink),
    width: attrs["stroke-width"] === undefined ? parent.width : Number(attrs["stroke-width"]),
    opacity: parent.opacity * Number(attrs.opacity ?? 1),
    attrs: own,
  }
}

const moves: Record<string, (context: CanvasLike, v: readonly number[]) => void> = {
  translate: (context, [x = 0, y = 0]) => context.translate(x, y),
  rotate: (context, [degrees = 0]) => context.rotate((degrees * Math.PI) / 180),
  scale: (context, [k = 1]) => context.scale(k, k),
  matrix: (context, [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]) => context.transform(a, b, c, d, e, f),
}

function move(context: CanvasLike, transform: string): void {
  for (const [, name = "", numbers = ""] of transform.matchAll(/([a-z]+)\(([^)]*)\)/g))
    moves[name]?.(context, numbers.split(/[ ,]+/).map(Number))
}

function drawPath(shape: Path2D, ink: Ink, { context }: Brush): void {
  const { attrs } = ink
  if (ink.fill !== "none") {
    context.globalAlpha = ink.opacity * Number(attrs["fill-opacity"] ?? 1)
    context.fillStyle = ink.fill
    context.fill(shape, attrs["fill-rule"] === "evenodd" ? "evenodd" : "nonzero")
  }
  if (ink.stroke === "none") return
  context.globalAlpha = ink.opacity * Number(attrs["stroke-opacity"] ?? 1)
  context.strokeStyle = ink.stroke
  context.lineWidth = ink.width
  context.lineCap = (attrs["stroke-linecap"] ?? "butt") as CanvasLineCap
  context.lineJoin = (attrs["stroke-linejoin"] ?? "miter") as CanvasLineJoin
  context.setLineDash(
    String(attrs["stroke-dasharray"] ?? "")
      .split(/[ ,]+/)
      .filter(Boolean)
      .map(Number),
  )
  context.stroke(shape)
}

const fontOf = ({ attrs }: Ink): string =>
  `${attrs["font-style"] ?? ""} ${attrs["font-weight"] ?? ""} ${attrs["font-size"] ?? 11}px ${attrs["font-family"] ?? "system-ui, sans-serif"}`.trim()

const rough = (node: Child): string => (typeof node === "string" ? node : node.children.map(rough).join(""))

function drawText(node: SvgNode, ink: Ink, brush: Brush): void {
  const { context } = brush
  const spans = node.children.map((child) => ({
    child,
    ink: typeof child === "string" ? ink : inkOf(ink, child.attrs, brush),
    dy: typeof child === "string" ? 0 : Number(child.attrs.dy ?? 0),
  }))
  const widths = spans.map((span) => {
    context.font = fontOf(span.ink)
    return context.measureText(rough(span.child)).width
  })
  const total = widths.reduce((a, b) => a + b, 0)
  const anchor = ink.attrs["text-anchor"]
  let x = Number(node.attrs.x ?? 0) - (anchor === "middle" ? total / 2 : anchor === "end" ? total : 0)
  let y = Number(node.attrs.y ?? 0)
  context.textAlign = "left"
  context.globalAlpha = ink.opacity
  spans.forEach((span, i) => {
    y += span.dy
    context.font = fontOf(span.ink)
    context.fillStyle = span.ink.fill
    context.fillText(rough(span.child), x, y)
    x += widths[i] as number
  })
}

const rectPath = ({ x = 0, y = 0, width = 0, height = 0, rx = 0 }: Attrs): Path2D => {
  const shape = new Path2D()
  shape.roundRect(Number(x), Number(y), Number(width), Math.max(0, Number(height)), Number(rx))
  return shape
}

function draw(node: Child, parent: Ink, brush: Brush): void {
  if (typeof node === "string" || node.tag === "clipPath") return
  const { context, clips } = brush
  const { attrs } = node
  if (node.tag === "svg") refuse("drawOnCanvas: formulas set by renderMath are drawn in SVG only; use toSVG or toElement", "unsupported")
  const ink = inkOf(parent, attrs, brush)
  context.save()
  if (attrs.transform !== undefined) move(context, String(attrs.transform))
  const clip = attrs["clip-path"] === undefined ? undefined : clips.get(String(attrs["clip-path"]).slice(5, -1))
  const area = clip?.children[0]
  if (area && typeof area !== "string") context.clip(rectPath(area.attrs))
  if (node.tag === "path") drawPath(new Path2D(String(attrs.d)), ink, brush)
  else if (node.tag === "rect") drawPath(rectPath(attrs), ink, brush)
  else if (node.tag === "text") drawText(node, ink, brush)
  else for (const child of node.children) draw(child, ink, brush)
  context.restore()
}

function clipsIn(nodes: readonly Child[], found: Map<string, SvgNode> = new Map()): Map<string, SvgNode> {
  for (const node of nodes) {
    if (typeof node === "string") continue
    if (node.tag === "clipPath") found.set(String(node.attrs.id), node)
    clipsIn(node.children, found)
  }
  return found
}

/**
 * Draws on a canvas what `toSVG` would write: for figures redrawn many times a second, also of a million points.
 *
 * @example
 * ```ts no-run
 * import { drawOnCanvas, figure, line } from "@nablajs/plot"
 * const canvas = document.querySelector("canvas")!
 * drawOnCanvas(canvas.getContext("2d")!, figure([line([0, 1], [0, 1])]), { ratio: devicePixelRatio })
 * ```
 */
export function drawOnCanvas(context: CanvasLike, drawing: Drawing, options: CanvasOptions = {}): void {
  const theme = options.theme === undefined || options.theme === "auto" ? themes.light : themeOf(options)
  const ratio = options.ratio ?? 1
  if (!(ratio > 0 && ratio <= 20)) refuse(`drawOnCanvas: ratio must be between 0 and 20, got ${String(ratio)}`)
  const nodes = drawing.body(theme)
  const brush: Brush = { context, clips: clipsIn(nodes), ink: theme.ink }
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.globalAlpha = 1
  context.fillStyle = theme.paper ?? "#ffffff"
  context.fillRect(0, 0, drawing.width, drawing.height)
  const ink: Ink = { fill: "#000000", stroke: "none", width: 1, opacity: 1, attrs: {} }
  for (const node of nodes) draw(node, ink, brush)
}
