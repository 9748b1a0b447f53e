import type { Drawing } from "./drawing.ts"
import type { Child } from "./node.ts"
import { segments } from "./segments.ts"
import { themes } from "./theme.ts"

// A braille character is two dots wide and four high; these are the bits of its dots, row by row.
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const

/** The drawing in braille dots with its texts in between: what a terminal shows. */
export function sketch(drawing: Drawing, columns: number): string {
  const width = Math.max(20, Math.min(200, Math.floor(columns)))
  const unit = (2 * width) / drawing.width
  const rows = Math.ceil((drawing.height * unit) / 4)
  const cells = new Uint8Array(width * rows)
  const dot = (x: number, y: number): void => {
    const [c, r] = [x >> 1, y >> 2]
    if (x >= 0 && y >= 0 && c < width && r < rows)
      cells[r * width + c] = (cells[r * width + c] as number) | ((bits[y & 3] as readonly number[])[x & 1] as number)
  }
  const body = drawing.body(themes.light)
  segments(body, (x0, y0, x1, y1, attrs) => {
    if (attrs["stroke-opacity"] === 0.16 || attrs["font-size"] !== undefined) return true
    const steps = Math.min(2000, Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)) * unit)) || 1
    for (let i = 0; i <= steps; i++)
      dot(Math.round((x0 + ((x1 - x0) * i) / steps) * unit), Math.round((y0 + ((y1 - y0) * i) / steps) * unit))
    return true
  })
  const grid = Array.from({ length: rows }, (_, r) =>
    Array.from({ length: width }, (_, c) => String.fromCharCode(0x2800 + (cells[r * width + c] as number))),
  )
  write(body, grid, unit / 2, unit / 4)
  return grid
    .map((row) => row.join("").replace(/[\u2800\s]+$/, ""))
    .join("\n")
    .replace(/^\n+|\n+$/g, "")
}

function textOf(node: Child): string {
  return typeof node === "string" ? node : node.children.map(textOf).join("")
}

function write(nodes: readonly Child[], grid: string[][], ux: number, uy: number): void {
  for (const node of nodes) {
    if (typeof node === "string") continue
    const { x, y } = node.attrs
    if (node.tag === "text" && typeof x === "number" && typeof y === "number") {
      const text = textOf(node)
      const anchor = node.attrs["text-anchor"]
      const from = Math.round(x * ux) - (anchor === "middle" ? text.length >> 1 : anchor === "end" ? text.length : 0)
      const row = grid[Math.floor((y - 3) * uy)]
      if (row) for (let i = 0; i < text.length; i++) if (from + i >= 0 && from + i < row.length) row[from + i] = text[i] as string
    } else write(node.children, grid, ux, uy)
  }
}
