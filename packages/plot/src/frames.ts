import { checked } from "./rules.ts"
import * as rules from "./rules.ts"
import { refuse } from "./refuse.ts"
import { Drawing } from "./drawing.ts"
import type { RenderOptions } from "./rendering.ts"
import { grid, type Grid } from "./grid.ts"
import { plainLabel } from "./label.ts"
import type { Column } from "./mark.ts"
import type { Child } from "./node.ts"
import { count, say } from "./number.ts"
import type { Theme } from "./theme.ts"
import { inRows } from "./math.ts"

export interface FramesOptions {
  /** What the slider changes, such as `n` or `learning rate`. */
  readonly label?: string
  /** The frame shown first, and the one an image shows; the last by default. */
  readonly initial?: number
  /** Frames per second while playing; 4 by default. */
  readonly rate?: number
}

const checkFrame = (index: number, { length }: readonly unknown[]): void => {
  if (!(Number.isInteger(index) && index >= 0 && index < length))
    refuse(`frames: there is no frame ${String(index)}; frames go from 0 to ${length - 1}`, "index-out-of-range")
}

/** A figure for each value of a parameter; on a page, a slider moves through them. */
export class Frames<T> extends Drawing {
  readonly values: readonly T[]
  readonly options: FramesOptions
  private readonly draw: (value: T, index: number) => Drawing
  private readonly drawn: (Drawing | undefined)[] = []

  constructor(values: readonly T[], draw: (value: T, index: number) => Drawing, options: FramesOptions) {
    super()
    this.values = values
    this.draw = draw
    this.options = options
  }

  /** One frame; each is drawn once, when it is first asked for. */
  frame(index: number): Drawing {
    checkFrame(index, this.values)
    const made = (this.drawn[index] ??= this.draw(this.values[index] as T, index))
    if (made instanceof Drawing) return made
    refuse(`frames: frame ${index} is no figure; return figure(...)`)
  }

  get initial(): number {
    return this.options.initial ?? this.values.length - 1
  }

  private get shown(): Drawing {
    return this.frame(this.initial)
  }

  get width(): number {
    return this.shown.width
  }

  get height(): number {
    return this.shown.height
  }

  get title(): string {
    return this.shown.title
  }

  private get label(): string {
    return plainLabel(this.options.label ?? "frame")
  }

  caption(index: number): string {
    const value = this.values[index]
    const text = typeof value === "number" ? say(value) : String(value)
    return `${this.label} = ${text}`
  }

  describe(): string {
    const last = this.values.length - 1
    return `${count(last + 1, "frame")}, from ${this.caption(0)} to ${this.caption(last)}. At ${this.caption(this.initial)}: ${this.shown.describe()}`
  }

  tables(): readonly (readonly Column[])[] {
    return this.shown.tables()
  }

  body(theme: Theme, name?: string): readonly Child[] {
    return this.shown.body(theme, name)
  }

  /** All frames, or some, side by side: the animation on paper. */
  strip(columns = 3, indices: readonly number[] = this.values.map((_, i) => i)): Grid {
    checked({ columns }, { columns: rules.counting }, "frames.strip")
    return grid(
      inRows(
        indices.map((i) => this.frame(i)),
        columns,
      ),
    )
  }

  /** A figure with a slider and a play button; nothing moves by itself, and playing steps once where motion is unwelcome. */
  override toElement(document: Document, options?: RenderOptions): Element {
    const add = <K extends keyof HTMLElementTagNameMap>(parent: Element | undefined, tag: K, props = {}): HTMLElementTagNameMap[K] => {
      const element = Object.assign(document.createElement(tag), props)
      parent?.append(element)
      return element
    }
    const root = add(undefined, "div")
    const stage = add(root, "div")
    const bar = add(root, "div")
    const play = add(bar, "button", { type: "button" })
    const slider = add(bar, "input", { type: "range", min: "0", max: String(this.values.length - 1), step: "1" })
    const output = add(bar, "output")
    slider.value = String(this.initial)
    slider.setAttribute("aria-label", this.label)
    const show = (): void => {
      const index = Number(slider.value)
      output.textContent = ` ${this.caption(index)}`
      slider.setAttribute("aria-valuetext", this.caption(index))
      stage.replaceChildren(this.frame(index).toElement(document, options))
    }
    const page = document.defaultView
    let timer: number | undefined
    const run = (next?: number): void => {
      if (timer !== undefined) page?.clearInterval(timer)
      timer = next
      play.textContent = next === undefined ? "Play" : "Pause"
    }
    const step = (): void => {
      slider.value = String((Number(slider.value) + 1) % this.values.length)
      show()
      // A figure taken off the page stops by itself.
      if (!play.isConnected) run()
    }
    slider.addEventListener("input", show)
    play.addEventListener("click", () => {
      if (page?.matchMedia?.("(prefers-reduced-motion: reduce)").matches) return step()
      run(timer === undefined ? page?.setInterval(step, 1000 / (this.options.rate ?? 4)) : undefined)
    })
    run()
    show()
    return root
  }
}

/**
 * A figure for each value of a parameter, with a slider on pages; as an image, the last frame.
 *
 * @example
 * ```ts
 * import { curve, figure, frames } from "@nablajs/plot"
 * const powers = frames([1, 2, 3], (n) => figure({ ylim: [0, 1] }, [curve((x) => x ** n, [0, 1])]), { label: "n" })
 * powers.strip().width // => 1066
 * ```
 */
export const frames = <T>(values: readonly T[], draw: (value: T, index: number) => Drawing, options: FramesOptions = {}): Frames<T> => {
  checked(options, { label: rules.text, initial: rules.any, rate: rules.rate }, "frames")
  const list = Array.from(values)
  if (list.length === 0) refuse("frames: expected at least one value")
  if (typeof draw !== "function") refuse("frames: the second argument draws a value: (v) => figure(...)")
  checkFrame(options.initial ?? 0, list)
  return new Frames(list, draw, options)
}
