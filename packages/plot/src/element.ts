import { type Child, selfId, type SvgNode } from "./node.ts"
import { px } from "./number.ts"
import { hash, serialize } from "./svg.ts"

const svg = "http://www.w3.org/2000/svg"

function build(node: Child, document: Document, id: string): Node {
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

/** The element for a node, made by the document's own methods: no markup is parsed. */
export function toDOM(node: SvgNode, document: Document): Element {
  // Two copies of one figure on a page need two names; in a string the content alone names it.
  return build(node, document, `nabla-${hash(serialize(node))}-${++copies}`) as Element
}
