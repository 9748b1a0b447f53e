import { norm } from "./number.ts"
import type { Drawing } from "./drawing.ts"
import { type RenderOptions, themeOf } from "./rendering.ts"
import { build, freshId } from "./element.ts"
import { type Child, group } from "./node.ts"
import { refuse } from "./refuse.ts"

/** What a drawing on a page answers to; positions and distances are in pixels of the drawing. */
export interface Answers {
  /** The pointer was dragged by (dx, dy), or two fingers about (x, y) came nearer by a factor. */
  drag(dx: number, dy: number, factor: number, x: number, y: number): void
  /** The pointer, or a finger, is at (x, y), or nowhere. */
  point?(x?: number, y?: number): void
  zoom?(factor: number, x: number, y: number): void
  reset(): void
  readonly keys: Readonly<Record<string, () => void>>
}

/** A drawing on a page, and what its owner does to it. */
export interface Live {
  readonly root: HTMLElement
  /** What lies above every picture. */
  readonly overlay: Element
  /** Tells readers what happened. */
  say(text: string): void
  /** Asks for a new picture: one for each frame of the screen, however many events arrive. */
  refresh(): void
}

type Place = readonly [number, number]

/** Puts a drawing on a page. Until it has the focus, the wheel and dragging fingers belong to the page. */
export const live = (
  drawing: Drawing,
  document: Document,
  options: RenderOptions,
  [operation, role]: readonly [string, string],
  { drag, point, zoom, reset, keys }: Answers,
  paint: () => readonly Child[],
): Live => {
  if (typeof document?.createElementNS !== "function") refuse(`${operation}: the second argument is the page's document`)
  const svg = drawing.toElement(document, options) as SVGElement
  const root = document.createElement("div")
  const holder = document.createElement("div")
  const status = document.createElement("output")
  svg.setAttribute("tabindex", "0")
  svg.setAttribute("role", "application")
  svg.setAttribute("aria-roledescription", role)
  status.setAttribute("aria-live", "polite")
  holder.append(svg)
  root.append(holder, status)
  const still = [...svg.children].slice(0, themeOf(options).paper ? 3 : 2)
  const overlay = svg.appendChild(build(group({}, []), document, "") as Element)
  const focused = (): boolean => svg.matches(":focus")

  const at = ({ clientX, clientY }: MouseEvent): [number, number] => {
    const { left, top, width, height } = svg.getBoundingClientRect()
    return [((clientX - left) * drawing.width) / (width || 1), ((clientY - top) * drawing.height) / (height || 1)]
  }
  const on = <K extends keyof SVGElementEventMap>(names: string, handle: (event: SVGElementEventMap[K]) => void): void => {
    for (const name of names.split(" ")) svg.addEventListener(name, handle as EventListener, { passive: false })
  }

  const held = new Map<number, Place>()
  // The middle of the fingers on the drawing, and the distance of two.
  const grip = (): [number, number, number] => {
    const [a, b = a] = [...held.values()] as [Place, Place?]
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, norm(a[0] - b[0], a[1] - b[1])]
  }
  const isPages = ({ pointerType }: PointerEvent): boolean => pointerType === "touch" && !focused()
  on<"pointerdown">("pointerdown", (event) => {
    if (event.button !== 0 || held.size > 1) return
    if (event.pointerType === "touch") point?.(...at(event))
    held.set(event.pointerId, at(event))
    svg.setPointerCapture?.(event.pointerId)
  })
  on<"pointermove">("pointermove", (event) => {
    if (!held.has(event.pointerId)) return point?.(...at(event))
    const [x0, y0, before] = grip()
    held.set(event.pointerId, at(event))
    const [x, y, now] = grip()
    if (!isPages(event)) drag(x - x0, y - y0, before > 0 ? before / (now || 1) : 1, x, y)
  })
  on<"pointerup">("pointerup pointercancel", ({ pointerId }) => held.delete(pointerId))
  on<"pointerleave">("pointerleave", ({ pointerType }) => held.size === 0 && pointerType !== "touch" && point?.())
  on("dblclick", reset)
  on("focus blur", () => {
    svg.style.touchAction = focused() ? "none" : ""
  })
  on<"wheel">("wheel", (event) => {
    if (!zoom || !(event.ctrlKey || event.metaKey || focused())) return
    event.preventDefault()
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, ...at(event))
  })
  on<"keydown">("keydown", (event) => {
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key]
    if (!action) return
    event.preventDefault()
    action()
  })

  let waiting = false
  const draw = (): void => {
    waiting = false
    const id = freshId("live")
    svg.replaceChildren(...still, ...paint().map((node) => build(node, document, id)), overlay)
  }
  const refresh = (): void => {
    const page = document.defaultView
    if (waiting) return
    waiting = true
    if (page?.requestAnimationFrame) page.requestAnimationFrame(draw)
    else draw()
  }
  const say = (text: string): void => {
    status.textContent = text
  }
  return { root, overlay, say, refresh }
}
