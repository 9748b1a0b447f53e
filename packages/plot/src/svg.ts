import { type Child, selfId, type SvgNode } from "./node.ts"
import { px } from "./number.ts"

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

// What nearly all texts consist of; looking costs less than replacing.
const harmless = /^[ !#-%'-;=?-~]*$/

/** Text made safe: characters that XML forbids, halves of pairs among them, are dropped, those with a meaning are escaped. */
export const escapeText = (text: string): string =>
  harmless.test(text)
    ? text
    : text.replace(/[&<>"\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/gu, (c) => escapes[c] ?? "")

// The placeholder of the identifier survives escaping of attributes, where no user text can put it.
const attribute = (value: string | number): string =>
  typeof value === "number" ? px(value) : harmless.test(value) ? value : value.split(selfId).map(escapeText).join(selfId)

const write = (node: Child): string => {
  if (typeof node === "string") return escapeText(node)
  let text = `<${node.tag}`
  for (const name in node.attrs) {
    const value = node.attrs[name]
    if (value !== undefined) text += ` ${name}="${name === "d" ? value : attribute(value)}"`
  }
  return node.children.length === 0 ? `${text}/>` : `${text}>${node.children.map(write).join("")}</${node.tag}>`
}

/** Two 32-bit hashes, of every second character of a text and of the others, as ten letters and digits. */
export const hash = (text: string): string => {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  for (let i = 0; i < text.length; i += 2) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i + 1), 0x85ebca6b) + 0x27d4eb2f
  }
  const part = (n: number): string => ((n ^ (n >>> 15)) >>> 0).toString(36).padStart(7, "0").slice(-5)
  return part(a) + part(b)
}

/** The text of an element; identifiers inside are named after the content, so equal figures are equal texts. */
export const serialize = (node: SvgNode): string => {
  const text = write(node)
  return text.replaceAll(selfId, `nabla-${hash(text)}`)
}
