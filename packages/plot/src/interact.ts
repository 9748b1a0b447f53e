import { refuse } from "./refuse.ts"
import { type RenderOptions, themeOf } from "./drawing.ts"
import { build } from "./element.ts"
import { live } from "./live.ts"
import { Figure } from "./figure.ts"
import { labelWidth, plainLabel, withMath } from "./label.ts"
import { type Interval, type Mark, type Pen, pointsOf, valueUnder } from "./mark.ts"
import { el, group, type SvgNode } from "./node.ts"
import { say } from "./number.ts"
import { drawPanel } from "./panel.ts"
import type { Scale } from "./scales.ts"

/** A change along one axis of the picture, as factor and shift. */
type Motion = readonly [number, number]

interface Target {
  readonly mark: Mark
  readonly index: number
  readonly x: number
  readonly y: number
  /** What the mark shows there, for marks that fill an area. */
  readonly value?: number
}

/** One change after another: stretched about a pixel, and dragged. */
const moved = ([factor, shift]: Motion, by: number, about: number, drag: number): Motion => [
  factor * by,
  shift + factor * (about * (1 - by) - drag),
]

/** What the ends of an axis show after a change. */
const warped = ({ range, invert }: Scale, [factor, shift]: Motion): Interval => [
  invert(factor * range[0] + shift),
  invert(factor * range[1] + shift),
]

/** The drawn point nearest to a position, among all marks that have points. */
function nearest(figure: Figure, { x: X, y: Y }: Pen, px: number, py: number, within: number): Target | undefined {
  let best: Target | undefined
  let least = within * within
  for (const mark of figure.content) {
    const points = pointsOf(mark)
    if (!points) continue
    for (let index = 0; index < points.x.length; index++) {
      const [x, y] = [points.x[index] as number, points.y[index] as number]
      const d = (X.map(x) - px) ** 2 + (Y.map(y) - py) ** 2
      if (d < least) {
        least = d
        best = { mark, index, x, y }
      }
    }
  }
  return best
}

/** The topmost mark that fills the plane there, with its value. */
function under(figure: Figure, { x: X, y: Y, box }: Pen, px: number, py: number): Target | undefined {
  if (px < box.left || px > box.left + box.width || py < box.top || py > box.top + box.height) return undefined
  const [x, y] = [X.invert(px), Y.invert(py)]
  for (const mark of [...figure.content].reverse()) {
    const value = valueUnder(mark, x, y)
    if (value !== undefined) return { mark, index: -1, x, y, value }
  }
  return undefined
}

const textOf = ({ mark, x, y, value }: Target): string => {
  const name = mark.label ? `${plainLabel(mark.label)}: ` : ""
  const digits = value === undefined ? 4 : 3
  return `${name}(${say(x, digits)}, ${say(y, digits)})${value === undefined ? "" : ` ↦ ${say(value, 4)}`}`
}

/** A ring around a point and its values beside it, kept inside the figure. */
function flag(target: Target, text: string, { x: X, y: Y, box, theme, fontSize }: Pen): SvgNode {
  const [px, py] = [X.map(target.x), Y.map(target.y)]
  const width = labelWidth(text, fontSize) + 10
  const left = Math.min(box.left + box.width - width, Math.max(box.left, px + 8))
  const top = py - 28 < box.top ? py + 8 : py - 28
  return group({ "pointer-events": "none" }, [
    el("circle", { cx: px, cy: py, r: 5, fill: "none", stroke: theme.ink, "stroke-width": 1.5 }),
    el("rect", {
      x: left,
      y: top,
      width,
      height: fontSize + 9,
      rx: 3,
      fill: "var(--nabla-paper, Canvas)",
      stroke: theme.ink,
      "stroke-opacity": 0.5,
    }),
    el("text", { x: left + 5, y: top + fontSize + 2, "font-size": fontSize, fill: "var(--nabla-ink, CanvasText)" }, [text]),
  ])
}

/**
 * A figure for a page, moved by dragging and arrow keys, zoomed by wheel, two fingers and + −, reset by 0 or a double click;
 * values appear at the pointer, and with [ and ] point by point. Functions are sampled anew for every view.
 *
 * @example
 * ```ts no-run
 * import { curve, figure, interact } from "@nablajs/plot"
 * document.body.append(interact(figure({ xlim: [-3, 3] }, [curve(Math.sin)]), document))
 * ```
 */
export function interact(figure: Figure, document: Document, options: RenderOptions = {}): HTMLElement {
  if (!(figure instanceof Figure)) refuse("interact: expected a figure; other drawings have toElement(document)")
  const theme = themeOf(options)
  const told = (found: Target): string => withMath(figure.options.renderMath, () => textOf(found))
  let shown = figure
  const home = drawPanel(figure.panel(theme)).pen
  let pen = home
  let target: Target | undefined
  // What was asked since the last picture: where a pixel of the next one lies in it, along each axis factor · p + shift.
  const still: Motion = [1, 0]
  let [alongX, alongY] = [still, still]

  const move = (dx: number, dy: number, factor: number, px: number, py: number): void => {
    const [x, y] = [moved(alongX, factor, px, dx), moved(alongY, factor, py, dy)]
    const view = { xlim: warped(pen.x, x), ylim: warped(pen.y, y) }
    if (![...view.xlim, ...view.ylim].every(Number.isFinite) || view.xlim[0] === view.xlim[1] || view.ylim[0] === view.ylim[1]) return
    ;[alongX, alongY] = [x, y]
    shown = figure.with(view)
    page.refresh()
  }
  const flagged = (): void => page.overlay.replaceChildren(...(target ? [build(flag(target, told(target), pen), document, "")] : []))
  const select = (found?: Target): void => {
    target = found
    page.say(found ? told(found) : "")
    flagged()
  }
  const reset = (): void => {
    shown = figure
    pen = home
    ;[alongX, alongY] = [still, still]
    select()
    page.refresh()
  }
  // The next or previous point of the selected mark; past its end, of the next mark.
  const step = (by: 1 | -1) => (): void => {
    const marks = shown.content.flatMap((mark) => {
      const points = pointsOf(mark)
      return points && points.x.length > 0 ? [{ mark, points }] : []
    })
    if (marks.length === 0) return
    const at = marks.findIndex(({ mark }) => mark.kind === target?.mark.kind && mark.label === target.mark.label)
    const next = (target?.index ?? -1) + by
    const inside = at >= 0 && next >= 0 && next < (marks[at]?.points.x.length ?? 0)
    const { mark, points } = marks[inside ? at : (at + by + marks.length) % marks.length] as (typeof marks)[number]
    const index = inside ? next : by > 0 ? 0 : points.x.length - 1
    select({ mark, index, x: points.x[index] as number, y: points.y[index] as number })
  }
  // A tenth of the plot area, or a zoom about its middle.
  const pan = (kx: number, ky: number) => (): void => move((kx * pen.box.width) / 10, (ky * pen.box.height) / 10, 1, 0, 0)
  const zoom = (factor: number, x: number, y: number): void => move(0, 0, factor, x, y)
  const centred = (factor: number) => (): void => {
    const { left, top, width, height } = pen.box
    zoom(factor, left + width / 2, top + height / 2)
  }
  const page = live(
    figure,
    document,
    options,
    ["interact", "figure with keys: arrows move, plus and minus zoom, 0 resets, brackets step through points"],
    {
      drag: move,
      point: (x, y) =>
        select(
          x === undefined || y === undefined
            ? undefined
            : (nearest(shown, pen, x, y, 12) ?? under(shown, pen, x, y) ?? nearest(shown, pen, x, y, 40)),
        ),
      zoom,
      reset,
      keys: {
        ...{ ArrowLeft: pan(1, 0), ArrowRight: pan(-1, 0), ArrowUp: pan(0, 1), ArrowDown: pan(0, -1) },
        ...{ "+": centred(0.8), "=": centred(0.8), "-": centred(1.25) },
        ...{ "0": reset, "]": step(1), "[": step(-1), Escape: () => select() },
      },
    },
    () => {
      const drawn = drawPanel(shown.panel(theme))
      pen = drawn.pen
      ;[alongX, alongY] = [still, still]
      flagged()
      return drawn.nodes
    },
  )
  return page.root
}
