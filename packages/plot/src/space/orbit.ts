import { NablaError } from "@nablajs/core"
import { type RenderOptions, themeOf } from "../drawing.ts"
import { build, freshId } from "../element.ts"
import { Figure3d } from "./figure3d.ts"

const home = { azimuth: -60, elevation: 30 }

/** Degrees for one press of an arrow key, and for one pixel of a drag. */
const [press, pixel] = [10, 0.5]

/** A figure in space on a page that turns under pointer and keys; each view is a new figure. */
class Orbit {
  private readonly figure: Figure3d
  private readonly document: Document
  private readonly options: RenderOptions
  private azimuth: number
  private elevation: number
  private drag: { readonly x: number; readonly y: number; readonly azimuth: number; readonly elevation: number } | undefined
  private waiting = false
  private readonly svg: Element
  private readonly status: HTMLElement
  readonly root: HTMLElement

  constructor(figure: Figure3d, document: Document, options: RenderOptions) {
    this.figure = figure
    this.document = document
    this.options = options
    this.azimuth = figure.options.azimuth ?? home.azimuth
    this.elevation = figure.options.elevation ?? home.elevation
    this.svg = figure.toElement(document, options)
    this.svg.setAttribute("tabindex", "0")
    this.svg.setAttribute("role", "application")
    this.svg.setAttribute("aria-roledescription", "figure with keys: arrows turn it, 0 turns it back")
    this.status = document.createElement("output")
    this.status.setAttribute("aria-live", "polite")
    this.root = document.createElement("div")
    this.root.appendChild(document.createElement("div")).append(this.svg)
    this.root.append(this.status)
    this.listen()
  }

  private paint(): void {
    this.waiting = false
    const theme = themeOf(this.options)
    const nodes = this.figure.with({ azimuth: this.azimuth, elevation: this.elevation }).body(theme)
    const id = freshId("orbit")
    const kept = [...this.svg.children].slice(0, theme.paper ? 3 : 2)
    this.svg.replaceChildren(...kept, ...nodes.map((node) => build(node, this.document, id)))
  }

  /** Turns to an azimuth, kept between −180 and 180, and an elevation, kept between the poles. */
  private turn(azimuth: number, elevation: number): void {
    this.azimuth = azimuth - 360 * Math.round(azimuth / 360)
    this.elevation = Math.max(-90, Math.min(90, elevation))
    this.status.textContent = `azimuth ${Math.round(this.azimuth)}°, elevation ${Math.round(this.elevation)}°`.replaceAll("-", "−")
    if (this.waiting) return
    this.waiting = true
    const page = this.document.defaultView
    if (page?.requestAnimationFrame) page.requestAnimationFrame(() => this.paint())
    else this.paint()
  }

  private reset(): void {
    const { azimuth = home.azimuth, elevation = home.elevation } = this.figure.options
    this.turn(azimuth, elevation)
    this.status.textContent = ""
  }

  private key(event: KeyboardEvent): void {
    const { azimuth, elevation } = this
    const actions: Record<string, () => void> = {
      ArrowLeft: () => this.turn(azimuth - press, elevation),
      ArrowRight: () => this.turn(azimuth + press, elevation),
      ArrowUp: () => this.turn(azimuth, elevation + press),
      ArrowDown: () => this.turn(azimuth, elevation - press),
      "0": () => this.reset(),
    }
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  }

  private listen(): void {
    const on = <K extends keyof HTMLElementEventMap>(name: K, handle: (event: HTMLElementEventMap[K]) => void): void =>
      this.svg.addEventListener(name, handle as EventListener)
    on("pointerdown", (event) => {
      if (event.button !== 0) return
      this.drag = { x: event.clientX, y: event.clientY, azimuth: this.azimuth, elevation: this.elevation }
      this.svg.setPointerCapture?.(event.pointerId)
    })
    on("pointermove", (event) => {
      const { drag } = this
      if (drag) this.turn(drag.azimuth - pixel * (event.clientX - drag.x), drag.elevation + pixel * (event.clientY - drag.y))
    })
    for (const name of ["pointerup", "pointercancel"] as const) on(name, () => (this.drag = undefined))
    on("dblclick", () => this.reset())
    on("keydown", (event) => this.key(event))
  }
}

/**
 * A figure in space for a page, turned by dragging and arrow keys; 0 or a double click turns it back.
 *
 * @example
 * ```ts no-run
 * import { figure3d, orbit, surface } from "@nablajs/plot"
 * const saddle = figure3d({}, [surface((x: number, y: number) => x * x - y * y, [[-1, 1], [-1, 1]])])
 * document.body.append(orbit(saddle, document))
 * ```
 */
export function orbit(figure: Figure3d, document: Document, options: RenderOptions = {}): HTMLElement {
  if (!(figure instanceof Figure3d))
    throw new NablaError("bad-argument", "orbit: expected a figure in space, from figure3d; plane figures have interact(figure, document)")
  if (typeof document?.createElementNS !== "function")
    throw new NablaError("bad-argument", "orbit: the second argument is the page's document")
  return new Orbit(figure, document, options).root
}
