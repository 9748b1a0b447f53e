import type { Drawing } from "./drawing.ts"
import { abs, ceil, floor, max, min, round, times } from "./math.ts"
import { anchored, type Child, textOf } from "./node.ts"
import { type Place, placeIn, segments } from "./segments.ts"
import { themes } from "./theme.ts"

// A braille character is two dots wide and four high; these are the bits of its dots, row by row.
const bits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

/** The drawing in braille dots with its texts in between: what a terminal shows. */
export const sketch = (drawing: Drawing, columns: number): string => {
  const width = max(20, min(200, floor(columns)))
  const unit = (2 * width) / drawing.width
  const rows = ceil((drawing.height * unit) / 4)
  const cells = new Uint8Array(width * rows)
  const body = drawing.body(themes.light)
  segments(body, (x0, y0, x1, y1, attrs) => {
    if (attrs["stroke-opacity"] === 0.16 || attrs["font-size"] !== undefined) return true
    const steps = min(2000, ceil(max(abs(x1 - x0), abs(y1 - y0)) * unit)) || 1
    for (let i = 0; i <= steps; i++) {
      const x = round((x0 + ((x1 - x0) * i) / steps) * unit)
      const y = round((y0 + ((y1 - y0) * i) / steps) * unit)
      if (x >= 0 && x < 2 * width && y >= 0 && y < 4 * rows) cells[(y >> 2) * width + (x >> 1)]! |= bits[2 * (y & 3) + (x & 1)] as number
    }
    return true
  })
  const grid = times(rows, (r) => times(width, (c) => String.fromCharCode(0x2800 + (cells[r * width + c] as number))))
  write(body, grid, unit / 4, [1, 0, 0])
  return grid
    .map((row) => row.join("").replace(/[\u2800\s]+$/, ""))
    .join("\n")
    .replace(/^\n+|\n+$/g, "")
}

// Lines of characters are as high as two of them are wide.
const write = (nodes: readonly Child[], grid: string[][], lines: number, place: Place): void => {
  const [, left, top] = place
  for (const node of nodes) {
    if (typeof node === "string") continue
    const { x, y } = node.attrs
    if (node.tag === "text" && typeof x === "number" && typeof y === "number") {
      const text = textOf(node)
      const from = round((x + left) * 2 * lines) - floor(text.length * anchored(node.attrs))
      const row = grid[floor((y + top - 3) * lines)]
      if (row) for (let i = 0; i < text.length; i++) if (from + i in row) row[from + i] = text[i] as string
    } else write(node.children, grid, lines, placeIn(node.attrs, place))
  }
}
