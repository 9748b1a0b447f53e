// Arrays where they are looked at: in terminals by util.inspect, in notebooks as tables and formulas.
import { type Corners, cornersOf, describeArray, type Printed, shown, wordsOf } from "./format.ts"

/** What Node, Deno and Bun hand to a value that prints itself. */
export interface InspectOptions {
  readonly depth?: number | null
  readonly breakLength?: number
  readonly stylize?: (text: string, style: string) => string
}

/** The text for `console.log`: short where nesting is too deep, coloured and broken as the host asks. */
export function inspectArray(x: Printed, depth: number | null | undefined, { breakLength = 80, stylize }: InspectOptions = {}): string {
  const style = stylize ?? ((text: string): string => text)
  if (typeof depth === "number" && depth < 0) return style(`[Tensor ${x.dtype} [${x.shape.join(", ")}]]`, "special")
  const text = describeArray(x, Math.min(75, Math.max(20, breakLength)))
  const flat = breakLength === Number.POSITIVE_INFINITY ? text.replace(/\n\s*/g, " ") : text
  const kind = x.dtype === "bool" ? "boolean" : "number"
  const words = /(dtype=\w+|shape=\[[^\]]*\])|True|False|-?(?:\d[\d.]*(?:e[+-]\d+)?|inf|nan)j?/g
  return stylize === undefined ? flat : flat.replace(words, (word, note?: string) => style(word, note === undefined ? kind : "special"))
}

const rowsOf = (corners: Corners | null): readonly (Corners | null)[] => (Array.isArray(corners) ? corners : [corners as Corners | null])

/** Positions beside the elements that are shown, null where some are left out. */
const positions = (n: number, edge: number): (number | null)[] =>
  n <= 2 * edge
    ? Array.from({ length: n }, (_, i) => i)
    : [...Array.from({ length: edge }, (_, i) => i), null, ...Array.from({ length: edge }, (_, i) => n - edge + i)]

/** Rows and columns beyond these are left out in the middle. */
const TABLE = 10
const FORMULA = 5

/** An HTML table with the positions as headers and shape and type as caption; one for each matrix of a stack. */
export function arrayToHTML(x: Printed): string {
  const corners = cornersOf(x, x.shape.length > 2 ? 3 : TABLE)
  const word = wordsOf(x, shown(corners))
  const edge = x.shape.length > 2 ? 3 : TABLE
  const [rows, columns] =
    x.shape.length === 0 ? [1, 1] : x.shape.length === 1 ? [1, x.shape[0] as number] : (x.shape.slice(-2) as [number, number])
  const header = positions(columns, edge)
    .map((i) => `<th scope="col">${i ?? "…"}</th>`)
    .join("")
  const cell = (v: Corners | null): string => `<td style="text-align:right">${v === null ? "…" : word(v as number).trim()}</td>`
  const table = (part: Corners, caption: string): string => {
    const lines = x.shape.length < 2 ? [part] : rowsOf(part)
    const places = positions(rows, edge)
    const body = lines.map((row, i) => {
      const cells = row === null ? positions(columns, edge).map(() => cell(null)) : rowsOf(row).map(cell)
      return `<tr>${x.shape.length < 2 ? "" : `<th scope="row">${places[i] ?? "…"}</th>`}${cells.join("")}</tr>`
    })
    const head = x.shape.length === 0 ? "" : `<thead><tr>${x.shape.length < 2 ? "" : "<th></th>"}${header}</tr></thead>`
    return `<table class="nabla-tensor"><caption>${caption}</caption>${head}<tbody>${body.join("")}</tbody></table>`
  }
  const whole = `${x.dtype} [${x.shape.join(", ")}]`
  if (x.shape.length <= 2 || x.size === 0) return table(corners, whole)
  const tables: string[] = []
  const visit = (part: Corners, axis: number, place: readonly (number | null)[]): void => {
    if (axis === x.shape.length - 2) tables.push(table(part, `[${place.join(", ")}, :, :]`))
    else {
      const at = positions(x.shape[axis] as number, edge)
      rowsOf(part).forEach((p, i) => (p === null ? tables.push("<p>…</p>") : visit(p, axis + 1, [...place, at[i] as number])))
    }
  }
  visit(corners, 0, [])
  return `<figure class="nabla-tensor"><figcaption>${whole}</figcaption>${tables.join("")}</figure>`
}

const special: Readonly<Record<string, string>> = {
  nan: "\\mathrm{NaN}",
  inf: "\\infty",
  "-inf": "-\\infty",
  True: "\\top",
  False: "\\bot",
}

/** `1.+0.5j` as 1+0.5i. */
const complexEntry = (text: string): string =>
  text
    .replace(/\s/g, "")
    .replace(/\.(?=[ej+-])/g, "")
    .replace(/e([+-]\d+)/g, (_, e: string) => ` \\times 10^{${Number(e)}}`)
    .replace(/nan|inf/g, (word) => `${special[word]} `)
    .replace(/ ?j$/, " i")

/** A matrix in brackets, a vector as a column; null where there are more than two axes. */
export function arrayToLatex(x: Printed): string | null {
  if (x.shape.length > 2) return null
  const corners = cornersOf(x, FORMULA)
  const word = wordsOf(x, shown(corners))
  const entry = (v: number): string => {
    const text = word(v).trim()
    if (x.pairs !== undefined) return complexEntry(text)
    return special[text] ?? text.replace(/\.(?=e|$)/, "").replace(/e([+-]\d+)$/, (_, e: string) => ` \\times 10^{${Number(e)}}`)
  }
  if (!Array.isArray(corners)) return entry(corners as number)
  const matrix = x.shape.length === 2
  const columns = matrix ? positions(x.shape[1] as number, FORMULA) : [0]
  const rows = corners.map((row) => {
    if (row === null) return columns.map((j) => (j === null ? "\\ddots" : "\\vdots"))
    return rowsOf(row).map((v) => (v === null ? "\\cdots" : entry(v as number)))
  })
  return `\\begin{bmatrix} ${rows.map((row) => row.join(" & ")).join(" \\\\ ")} \\end{bmatrix}`
}

/** What a notebook chooses from. */
export function displayBundle(x: Printed): Record<string, string> {
  const latex = arrayToLatex(x)
  return {
    "text/plain": describeArray(x),
    "text/html": arrayToHTML(x),
    ...(latex !== null && { "text/latex": `$${latex}$` }),
  }
}
