import { refuse } from "./refuse.ts"
import { type Drawing, fontFamily } from "./drawing.ts"
import { type RenderOptions, themeOf } from "./rendering.ts"
import { max } from "./math.ts"
import { anchored, type Attrs, type Child, type SvgNode, textOf } from "./node.ts"
import { type Theme, themes } from "./theme.ts"

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

// What SVG draws with unless told otherwise. Children take everything over from their parents; opacities multiply.
const initial = {
  ...{ fill: "#000000", stroke: "none", opacity: 1, "fill-opacity": 1, "stroke-opacity": 1, "fill-rule": "nonzero" },
  ...{ "stroke-width": 1, "stroke-dasharray": "", "stroke-linecap": "butt", "stroke-linejoin": "miter" },
  ...{ "font-size": 11, "font-family": fontFamily, "font-style": "", "font-weight": "", "text-anchor": "start" },
}

type Ink = Readonly<typeof initial>

/** Where shapes are; drawings of ours say it in numbers. */
type Place = { readonly [K in "x" | "y" | "dy" | "width" | "height" | "rx"]?: number }

interface Brush {
  readonly context: CanvasLike
  /** Rectangles by the names under which they clip. */
  readonly clips: Map<string, Attrs>
  readonly theme: Theme
}

const inkOf = (parent: Ink, attrs: Attrs): Ink => ({
  ...parent,
  ...(Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== undefined)) as Partial<Ink>),
  opacity: parent.opacity * ((attrs.opacity as number | undefined) ?? 1),
})

// A browser resolves variables by itself; on a canvas their fallback is used.
const colour = (value: string, { theme }: Brush): string => {
  const fallback = value.replace(/^var\([^,]+,\s*(.+)\)$/, "$1")
  return fallback === "currentColor" ? theme.ink : fallback
}

const numbersIn = (list: unknown): number[] => String(list).split(/[ ,]+/).filter(Boolean).map(Number)

const move = (context: CanvasLike, transform: string): void => {
  for (const [, name, list] of transform.matchAll(/([a-z]+)\(([^)]*)\)/g)) {
    const [a = 0, b = 0, ...rest] = numbersIn(list)
    if (name === "translate") context.translate(a, b)
    else if (name === "rotate") context.rotate((a * Math.PI) / 180)
    else if (name === "scale") context.scale(a, a)
    else context.transform(a, b, ...(rest as [number, number, number, number]))
  }
}

const drawPath = (shape: Path2D, ink: Ink, brush: Brush): void => {
  const { context } = brush
  if (ink.fill !== "none") {
    context.globalAlpha = ink.opacity * ink["fill-opacity"]
    context.fillStyle = colour(ink.fill, brush)
    context.fill(shape, ink["fill-rule"] as CanvasFillRule)
  }
  if (ink.stroke === "none") return
  context.globalAlpha = ink.opacity * ink["stroke-opacity"]
  context.strokeStyle = colour(ink.stroke, brush)
  context.lineWidth = ink["stroke-width"]
  context.lineCap = ink["stroke-linecap"] as CanvasLineCap
  context.lineJoin = ink["stroke-linejoin"] as CanvasLineJoin
  context.setLineDash(numbersIn(ink["stroke-dasharray"]))
  context.stroke(shape)
}

const drawText = ({ attrs, children }: SvgNode, ink: Ink, brush: Brush): void => {
  const { context } = brush
  const spans = children.map((child) => {
    const own = typeof child === "string" ? {} : child.attrs
    const look = inkOf(ink, { ...own, opacity: undefined })
    const font = `${look["font-style"]} ${look["font-weight"]} ${look["font-size"]}px ${look["font-family"]}`.trim()
    context.font = font
    const text = textOf(child)
    return { text, look, font, dy: (own as Place).dy ?? 0, width: context.measureText(text).width }
  })
  let { x = 0, y = 0 } = attrs as Place
  x -= anchored(ink) * spans.reduce((total, { width }) => total + width, 0)
  context.textAlign = "left"
  context.globalAlpha = ink.opacity
  for (const { text, look, font, dy, width } of spans) {
    y += dy
    context.font = font
    context.fillStyle = colour(look.fill, brush)
    context.fillText(text, x, y)
    x += width
  }
}

const rectPath = ({ x = 0, y = 0, width = 0, height = 0, rx = 0 }: Place): Path2D => {
  const shape = new Path2D()
  shape.roundRect(x, y, width, max(0, height), rx)
  return shape
}

const draw = (node: Child, parent: Ink, brush: Brush): void => {
  if (typeof node === "string") return
  const { context, clips } = brush
  const { tag, attrs, children } = node
  if (tag === "svg") refuse("drawOnCanvas: formulas set by renderMath need toSVG or toElement", "unsupported")
  if (tag === "clipPath") {
    clips.set(`url(#${attrs.id})`, (children[0] as SvgNode).attrs)
    return
  }
  const ink = inkOf(parent, attrs)
  context.save()
  if (attrs.transform !== undefined) move(context, String(attrs.transform))
  const area = clips.get(String(attrs["clip-path"]))
  if (area) context.clip(rectPath(area as Place))
  if (tag === "path") drawPath(new Path2D(String(attrs.d)), ink, brush)
  else if (tag === "rect") drawPath(rectPath(attrs as Place), ink, brush)
  else if (tag === "text") drawText(node, ink, brush)
  else for (const child of children) draw(child, ink, brush)
  context.restore()
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
export const drawOnCanvas = (context: CanvasLike, drawing: Drawing, options: CanvasOptions = {}): void => {
  const asked = themeOf(options)
  const theme = asked.paper ? asked : themes.light
  const { ratio = 1 } = options
  const brush: Brush = { context, clips: new Map(), theme }
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.globalAlpha = 1
  context.fillStyle = theme.paper as string
  context.fillRect(0, 0, drawing.width, drawing.height)
  for (const node of drawing.body(theme)) draw(node, initial, brush)
}
