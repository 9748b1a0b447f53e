import { refuse } from "./refuse.ts"
import { type RenderOptions, themeOf } from "./rendering.ts"
import { build } from "./element.ts"
import { live } from "./live.ts"
import { Figure } from "./figure.ts"
import { labelWidth, plainLabel, withMath } from "./label.ts"
import { type Box, type Mark, type Pen, type Points, pointsOf, valueUnder } from "./mark.ts"
import { abs, isFiniteNumber, max, min } from "./math.ts"
import { el, group, type SvgNode } from "./node.ts"
import { say } from "./number.ts"
import { drawPanel } from "./panel.ts"
import { makeScale, type Scale } from "./scales.ts"

interface Target {
  readonly mark: Mark
  readonly index: number
  readonly x: number
  readonly y: number
  /** What the mark shows there, for marks that fill an area. */
  readonly value?: number
}

/** A scale stretched about a pixel, and dragged. */
const moved = ({ kind, range, invert }: Scale, by: number, about: number, drag: number): Scale => {
  const end = (p: number): number => invert(by * p + about * (1 - by) - drag)
  return makeScale(kind, [end(range[0]), end(range[1])], range)
}

/** Whether a position lies outside the plot area, by more than a pixel. */
const isOutside = ({ left, top, width, height }: Box, px: number, py: number): boolean =>
  abs(px - left - width / 2) > width / 2 + 1 || abs(py - top - height / 2) > height / 2 + 1

/** What is shown at a position: a point close by, else the topmost mark that fills the plane there, else the nearest point. */
const found = (marks: readonly Mark[], { x: X, y: Y, box }: Pen, px: number, py: number): Target | undefined => {
  let best: Target | undefined
  let least = 40 ** 2
  for (const mark of marks) {
    const { x: xs, y: ys } = pointsOf(mark) ?? { x: [], y: [] }
    for (let index = 0; index < xs.length; index++) {
      const x = xs[index] as number
      const y = ys[index] as number
      const d = (X.map(x) - px) ** 2 + (Y.map(y) - py) ** 2
      if (d < least) {
        least = d
        best = { mark, index, x, y }
      }
    }
  }
  if (least < 12 ** 2 || isOutside(box, px, py)) return best
  const x = X.invert(px)
  const y = Y.invert(py)
  for (const mark of [...marks].reverse()) {
    const value = valueUnder(mark, x, y)
    if (value !== undefined) return { mark, index: -1, x, y, value }
  }
  return best
}

const textOf = ({ mark, x, y, value }: Target): string => {
  const name = mark.label ? `${plainLabel(mark.label)}: ` : ""
  const digits = value === undefined ? 4 : 3
  return `${name}(${say(x, digits)}, ${say(y, digits)})${value === undefined ? "" : ` ↦ ${say(value, 4)}`}`
}

/** A ring around a point and its values beside it, kept inside the figure. */
const flag = (target: Target, text: string, { x: X, y: Y, box, theme, fontSize }: Pen): SvgNode => {
  const px = X.map(target.x)
  const py = Y.map(target.y)
  const width = labelWidth(text, fontSize) + 10
  const left = min(box.left + box.width - width, max(box.left, px + 8))
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
export const interact = (figure: Figure, document: Document, options: RenderOptions = {}): HTMLElement => {
  if (!(figure instanceof Figure)) refuse("interact: expected a figure; other drawings have toElement(document)")
  const theme = themeOf(options)
  const told = (at: Target): string => withMath(figure.options.renderMath, () => textOf(at))
  let shown = figure
  // The scales of the picture, or of the next one where it is still to be drawn.
  let pen = drawPanel(figure.panel(theme)).pen
  let target: Target | undefined

  const move = (dx: number, dy: number, factor: number, px: number, py: number): void => {
    const [x, y] = [moved(pen.x, factor, px, dx), moved(pen.y, factor, py, dy)]
    if (![x.slope, y.slope].every((slope) => slope && isFiniteNumber(1 / slope))) return
    pen = { ...pen, x, y }
    shown = figure.with({ xlim: x.domain, ylim: y.domain })
    page.refresh()
  }
  // A point that was moved out of view stays selected, without its ring.
  const flagged = (): void => {
    const seen = target && !isOutside(pen.box, pen.x.map(target.x), pen.y.map(target.y))
    page.overlay.replaceChildren(...(target && seen ? [build(flag(target, told(target), pen), document, "")] : []))
  }
  const select = (at?: Target): void => {
    target = at
    page.say(at ? told(at) : "")
    flagged()
  }
  const reset = (): void => {
    shown = figure
    pen = drawPanel(figure.panel(theme)).pen
    select()
    page.refresh()
  }
  // The next or previous point of the selected mark; past its end, of the next mark.
  const step = (by: 1 | -1) => (): void => {
    const marks = shown.content.filter((mark) => pointsOf(mark)?.x.length)
    if (marks.length === 0) return
    const sizes = marks.map((mark) => pointsOf(mark)?.x.length ?? 0)
    const from = marks.findIndex(({ kind, label }) => kind === target?.mark.kind && label === target.mark.label)
    const next = (target?.index ?? 0) + by
    const inside = from >= 0 && next >= 0 && next < (sizes[from] as number)
    const at = inside ? from : ((from < 0 && by < 0 ? 0 : from) + by + marks.length) % marks.length
    const mark = marks[at] as Mark
    const index = inside ? next : by > 0 ? 0 : (sizes[at] as number) - 1
    const { x, y } = pointsOf(mark) as Points
    select({ mark, index, x: x[index] as number, y: y[index] as number })
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
      point: (x, y) => select(x === undefined || y === undefined ? undefined : found(shown.content, pen, x, y)),
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
      flagged()
      return drawn.nodes
    },
  )
  return page.root
}
