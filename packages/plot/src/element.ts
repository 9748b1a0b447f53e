import { type Child, selfId, type SvgNode } from "./node.ts"
import { px } from "./number.ts"
import { hash, serialize } from "./svg.ts"

const svg = "http://www.w3.org/2000/svg"

export const build = (node: Child, document: Document, id: string): Node => {
  if (typeof node === "string") return document.createTextNode(node)
  const element = document.createElementNS(svg, node.tag)
  for (const [name, value] of Object.entries(node.attrs)) {
    if (value === undefined || name === "xmlns") continue
    element.setAttribute(name, typeof value === "number" ? px(value) : value.replaceAll(selfId, id))
  }
  for (const child of node.children) element.appendChild(build(child, document, id))
  return element
}

let copies = 0

/** A name that nothing else on the page has: two copies of one figure need two, where in a string the content alone names it. */
export const freshId = (name: string): string => `nabla-${name}-${++copies}`

/** The element for a node, made by the document's own methods: no markup is parsed. */
export const toDOM = (node: SvgNode, document: Document): Element => build(node, document, freshId(hash(serialize(node)))) as Element
