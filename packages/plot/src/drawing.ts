import type { Column } from "./mark.ts"
import { type Child, el, selfId, type SvgNode } from "./node.ts"
import { serialize } from "./svg.ts"
import type { Theme } from "./theme.ts"
import { tableHTML, type TableOptions } from "./table.ts"
import { sketch } from "./sketch.ts"
import { type RenderOptions, themeOf } from "./rendering.ts"
import { saveDrawing } from "./save.ts"
import { toDOM } from "./element.ts"

// The page's own face where there is one; renderers without a page know some of the others by name.
export const fontFamily = "system-ui, Helvetica, Arial, DejaVu Sans, sans-serif"

/** What a notebook shows: one rendering for each MIME type. */
export type DisplayBundle = Readonly<Record<string, string>>

/** Anything that can be drawn: a figure, a grid of figures, frames. Immutable; each rendering is computed from the data. */
export abstract class Drawing {
  // The hooks by which notebooks and terminals show a value. Images stand on their own there, so their background is painted.
  [Symbol.for("Jupyter.display")](): DisplayBundle {
    return { "image/svg+xml": this.toSVG({ theme: "light" }), "text/plain": this.describe() }
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `${this.toText()}\n${this.describe()}`
  }

  abstract readonly width: number
  abstract readonly height: number

  /** The drawing's name in plain text, for its title and its table. */
  abstract readonly title: string

  /** A sentence or two that say what the drawing shows. */
  abstract describe(): string

  /** What is drawn, without the surrounding `svg` element; identifiers begin with `name` where several drawings stand together. */
  abstract body(theme: Theme, name?: string): readonly Child[]

  /** The data behind the drawing, a list of columns for each mark. */
  abstract tables(): readonly (readonly Column[])[]

  /** The drawing as an `svg` element in plain data. */
  toNode(options?: RenderOptions): SvgNode {
    const theme = themeOf(options)
    const { width, height } = this
    const named = { role: "img", "aria-labelledby": `${selfId}-title ${selfId}-desc` }
    const paper = theme.paper ? el("rect", { width, height, fill: theme.paper }) : undefined
    return el(
      "svg",
      {
        xmlns: "http://www.w3.org/2000/svg",
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        ...named,
        color: theme.paper ? theme.ink : undefined,
        "font-family": fontFamily,
      },
      [
        el("title", { id: `${selfId}-title` }, [this.title]),
        el("desc", { id: `${selfId}-desc` }, [this.describe()]),
        paper,
        ...this.body(theme),
      ],
    )
  }

  /**
   * The drawing as the text of an SVG image; needs no document, and equal drawings give equal texts.
   *
   * @example
   * ```ts
   * import { figure, line } from "@nablajs/plot"
   * figure({ title: "squares" }, [line([0, 1, 2], [0, 1, 4])]).toSVG().includes(">squares</title>") // => true
   * ```
   */
  toSVG(options?: RenderOptions): string {
    return serialize(this.toNode(options))
  }

  /** The drawing as an element of a page; give the page's `document`. */
  toElement(document: Document, options?: RenderOptions): Element {
    return toDOM(this.toNode(options), document)
  }

  /** The data as an HTML table, long ones abridged: the figure for those who do not see it. */
  toTable(options?: TableOptions): string {
    return tableHTML(this.title, this.tables(), options)
  }

  /** The drawing in characters, for terminals. */
  toText(columns = 64): string {
    return sketch(this, columns || 64)
  }

  /** Writes an `.svg` file, or a `.png` with the help of the package `@resvg/resvg-js`; the background is painted, `theme: "light"` unless told otherwise. */
  save(path: string, options?: RenderOptions & { readonly scale?: number }): Promise<void> {
    return saveDrawing(this, path, options)
  }

  toString(): string {
    return this.toSVG()
  }
}
