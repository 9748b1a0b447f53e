// Parts of a page that are files of their own, fetched after the page itself: all steps of all derivations at once are megabytes.
import { escapeHTML, figureHTML } from "./render.ts"

const parts = new Map<string, string>()

/**
 * An element that holds `html` once it is fetched. `size` is the room kept for it until then; `without` is what readers without
 * scripts get instead of a link.
 */
export function partHTML(name: string, html: string, base: string, { size = "", without = "" } = {}): string {
  const file = `parts/${name}.html`
  const address = escapeHTML(base + file)
  parts.set(file, html)
  return `<nabla-part src="${address}"${size && ` style="${size}"`}><noscript>${without || `<a href="${address}">Show</a>`}</noscript></nabla-part>`
}

// A figure of this size weighs more than the page around it.
const large = 32_000

/** A figure; a large one is a part, for which its room is kept. */
export function figurePart(name: string, svg: string, base: string): string {
  if (svg.length < large) return figureHTML(svg)
  const [, width = "1", height = "1"] = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? []
  return partHTML(name, figureHTML(svg), base, { size: `aspect-ratio: ${width} / ${height}; max-width: ${width}px` })
}

interface Hooks {
  readonly name: string
  configureServer(server: { middlewares: { use(answer: (request: Asked, response: Answered, next: () => void) => void): void } }): void
  generateBundle(this: { emitFile(file: { type: "asset"; fileName: string; source: string }): void }): void
}
interface Asked {
  readonly url?: string | undefined
}
interface Answered {
  setHeader(name: string, value: string): void
  end(body: string): void
}

/** Writes the parts beside the pages; serves them while one writes. */
export function pageParts(base: string): Hooks {
  return {
    name: "nabla:parts",
    configureServer({ middlewares }) {
      middlewares.use(({ url = "" }, response, next) => {
        const html = url.startsWith(base) ? parts.get(decodeURI(url.slice(base.length))) : undefined
        if (html === undefined) return next()
        response.setHeader("content-type", "text/html; charset=utf-8")
        response.end(html)
      })
    },
    generateBundle() {
      for (const [fileName, source] of parts) this.emitFile({ type: "asset", fileName, source })
    },
  }
}
