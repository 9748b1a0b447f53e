import { NablaError } from "@nablajs/core"
import { type RenderOptions, themeOf } from "./drawing.ts"
import { build, freshId } from "./element.ts"
import { Figure } from "./figure.ts"
import { labelWidth, plainLabel, withMath } from "./label.ts"
import { type Interval, type Mark, type Pen, pointsOf, valueUnder } from "./mark.ts"
import { el, group, type SvgNode } from "./node.ts"
import { say } from "./number.ts"
import { drawPanel } from "./panel.ts"
import type { Scale } from "./scales.ts"

interface View {
  readonly x: Interval
  readonly y: Interval
}

interface Target {
  readonly mark: Mark
  readonly index: number
  readonly x: number
  readonly y: number
  /** What the mark shows there, for marks that fill an area. */
  readonly value?: number
}

/** An interval moved by a share of its length, or stretched around one of its points, along its own scale. */
const warped = (scale: Scale, at: (p: number) => number): Interval => {
  const [a, b] = scale.range
  return [scale.invert(at(a)), scale.invert(at(b))]
}

const usable = (view: View): boolean => [...view.x, ...view.y].every(Number.isFinite) && view.x[0] !== view.x[1] && view.y[0] !== view.y[1]

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

/** A figure on a page that answers pointer and keys; each change of view draws a new figure. */
class Live {
  private readonly figure: Figure
  private readonly document: Document
  private readonly options: RenderOptions
  private readonly home: View
  private view: View
  private pen: Pen
  private shown: Figure
  private target: Target | undefined
  private drag: { readonly x: number; readonly y: number; readonly pen: Pen } | undefined
  private waiting = false
  readonly root: HTMLElement
  private readonly svg: Element
  private readonly overlay: Element
  private readonly status: HTMLElement

  constructor(figure: Figure, document: Document, options: RenderOptions) {
    this.figure = figure
    this.document = document
    this.options = options
    this.home = { x: figure.domain("x"), y: figure.domain("y") }
    this.view = this.home
    this.shown = figure
    this.pen = drawPanel(figure.panel(themeOf(options))).pen
    this.root = document.createElement("div")
    this.svg = figure.toElement(document, options)
    this.overlay = this.svg.appendChild(build(group({}, []), document, "") as Element)
    this.status = document.createElement("output")
    this.root.appendChild(document.createElement("div")).append(this.svg)
    this.root.append(this.status)
    this.svg.setAttribute("tabindex", "0")
    this.svg.setAttribute("role", "application")
    this.svg.setAttribute(
      "aria-roledescription",
      "figure with keys: arrows move, plus and minus zoom, 0 resets, brackets step through points",
    )
    this.status.setAttribute("aria-live", "polite")
    this.listen()
  }

  private get limits(): { xlim: Interval; ylim: Interval } | Record<string, never> {
    return this.view === this.home ? {} : { xlim: this.view.x, ylim: this.view.y }
  }

  private paint(): void {
    this.waiting = false
    this.shown = this.view === this.home ? this.figure : this.figure.with(this.limits)
    const theme = themeOf(this.options)
    const { nodes, pen } = drawPanel(this.shown.panel(theme))
    this.pen = pen
    const id = freshId("live")
    const kept = [...this.svg.children].slice(0, theme.paper ? 3 : 2)
    this.svg.replaceChildren(...kept, ...nodes.map((node) => build(node, this.document, id)), this.overlay)
    this.point()
  }

  /** Only what marks the selected point is drawn anew while the pointer moves. */
  private point(): void {
    this.overlay.replaceChildren(...(this.target ? [build(flag(this.target, this.textOf(this.target), this.pen), this.document, "")] : []))
  }

  /** One drawing for each frame of the screen, however many events arrive. */
  private refresh(): void {
    const page = this.document.defaultView
    if (this.waiting) return
    this.waiting = true
    if (page?.requestAnimationFrame) page.requestAnimationFrame(() => this.paint())
    else this.paint()
  }

  private move(view: View): void {
    if (!usable(view)) return
    this.view = view
    this.refresh()
  }

  private select(target: Target | undefined): void {
    this.target = target
    this.status.textContent = target ? this.textOf(target) : ""
    this.point()
  }

  private textOf(target: Target): string {
    return withMath(this.figure.options.renderMath, () => textOf(target))
  }

  private at(event: MouseEvent): [number, number] {
    const { left, top, width, height } = this.svg.getBoundingClientRect()
    return [((event.clientX - left) * this.figure.width) / (width || 1), ((event.clientY - top) * this.figure.height) / (height || 1)]
  }

  private pan(pen: Pen, dx: number, dy: number): void {
    this.move({ x: warped(pen.x, (p) => p - dx), y: warped(pen.y, (p) => p - dy) })
  }

  private zoom(factor: number, px: number, py: number): void {
    const { pen } = this
    this.move({ x: warped(pen.x, (p) => px + (p - px) * factor), y: warped(pen.y, (p) => py + (p - py) * factor) })
  }

  private reset(): void {
    this.view = this.home
    this.select(undefined)
    this.refresh()
  }

  /** The next or previous point of the selected mark; past its end, of the next mark. */
  private step(by: 1 | -1): void {
    const marks = this.shown.content.filter((m) => (pointsOf(m)?.x.length ?? 0) > 0)
    if (marks.length === 0) return
    const at = this.target ? marks.findIndex((m) => m.kind === this.target?.mark.kind && m.label === this.target.mark.label) : -1
    const points = at >= 0 ? pointsOf(marks[at] as Mark) : undefined
    const next = (this.target?.index ?? -1) + by
    const inside = points !== undefined && next >= 0 && next < points.x.length
    const mark = marks[inside ? at : (at + by + marks.length) % marks.length] as Mark
    const all = pointsOf(mark) as { x: ArrayLike<number>; y: ArrayLike<number> }
    const index = inside ? next : by > 0 ? 0 : all.x.length - 1
    this.select({ mark, index, x: all.x[index] as number, y: all.y[index] as number })
  }

  private key(event: KeyboardEvent): void {
    const { box } = this.pen
    const [dx, dy] = [box.width / 10, box.height / 10]
    const middle: [number, number] = [box.left + box.width / 2, box.top + box.height / 2]
    const actions: Record<string, () => void> = {
      ArrowLeft: () => this.pan(this.pen, dx, 0),
      ArrowRight: () => this.pan(this.pen, -dx, 0),
      ArrowUp: () => this.pan(this.pen, 0, dy),
      ArrowDown: () => this.pan(this.pen, 0, -dy),
      "+": () => this.zoom(0.8, ...middle),
      "=": () => this.zoom(0.8, ...middle),
      "-": () => this.zoom(1.25, ...middle),
      "0": () => this.reset(),
      "]": () => this.step(1),
      "[": () => this.step(-1),
      Escape: () => this.select(undefined),
    }
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  }

  private listen(): void {
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      handle: (event: HTMLElementEventMap[K]) => void,
      options?: AddEventListenerOptions,
    ): void => this.svg.addEventListener(name, handle as EventListener, options)
    on("pointerdown", (event) => {
      if (event.button !== 0) return
      const [x, y] = this.at(event)
      this.drag = { x, y, pen: this.pen }
      this.svg.setPointerCapture?.(event.pointerId)
    })
    on("pointermove", (event) => {
      const [x, y] = this.at(event)
      if (this.drag) this.pan(this.drag.pen, x - this.drag.x, y - this.drag.y)
      else
        this.select(nearest(this.shown, this.pen, x, y, 12) ?? under(this.shown, this.pen, x, y) ?? nearest(this.shown, this.pen, x, y, 40))
    })
    for (const name of ["pointerup", "pointercancel"] as const) on(name, () => (this.drag = undefined))
    on("pointerleave", () => !this.drag && this.select(undefined))
    on("dblclick", () => this.reset())
    on("keydown", (event) => this.key(event))
    // The wheel belongs to the page until the figure has the focus, or Ctrl says that zooming is meant.
    on("wheel", (event) => this.wheel(event), { passive: false })
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey && this.document.activeElement !== this.svg) return
    event.preventDefault()
    this.zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, ...this.at(event))
  }
}

/**
 * A figure for a page, moved by dragging and arrow keys, zoomed by wheel and + −, reset by 0 or a double click;
 * values appear at the pointer, and with [ and ] point by point. Functions are sampled anew for every view.
 *
 * @example
 * ```ts no-run
 * import { curve, figure, interact } from "@nablajs/plot"
 * document.body.append(interact(figure({ xlim: [-3, 3] }, [curve(Math.sin)]), document))
 * ```
 */
export function interact(figure: Figure, document: Document, options: RenderOptions = {}): HTMLElement {
  if (!(figure instanceof Figure))
    throw new NablaError("bad-argument", "interact: expected a figure; other drawings have toElement(document)")
  if (typeof document?.createElementNS !== "function")
    throw new NablaError("bad-argument", "interact: the second argument is the page's document")
  return new Live(figure, document, options).root
}
