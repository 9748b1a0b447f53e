// Elements by name, attributes and children.
import katex from "katex"

type Child = Node | string | null | undefined | false

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | boolean | ((event: Event) => void)>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value)
    else if (value === true) element.setAttribute(name, "")
    else if (value !== false) element.setAttribute(name, value)
  }
  element.append(...children.filter((c): c is Node | string => c !== null && c !== undefined && c !== false))
  return element
}

/** A typeset formula. Styles go through the object model, so a strict policy admits them. */
export function math(latex: string, display = false): HTMLElement {
  const place = h(display ? "div" : "span", { class: display ? "math display" : "math", tabindex: display ? "0" : false })
  katex.render(latex, place, { displayMode: display, throwOnError: false, strict: false })
  return place
}

/** An SVG document from text of our own making. */
export function picture(svg: string): Node {
  return document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true)
}

/** A fragment of HTML from text of our own making. */
export function fragment(html: string): DocumentFragment {
  const out = document.createDocumentFragment()
  out.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes)
  return out
}
