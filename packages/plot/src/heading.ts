import { textNode, wrapLabel } from "./label.ts"
import type { Child } from "./node.ts"
import type { Theme } from "./theme.ts"
import { round } from "./math.ts"

/** A title above a drawing, in as many lines as it needs. */
export interface Heading {
  /** The room it takes, 0 without a title. */
  readonly height: number
  /** Its lines, centred in the drawing. */
  draw(theme: Theme): Child[]
}

/** The title of a drawing of a given width. */
export const headingOf = (title: string | undefined, fontSize: number, width: number): Heading => {
  const lines = title ? wrapLabel(title, fontSize, width - 12) : []
  const step = round(fontSize * 1.3)
  const draw = (theme: Theme): Child[] =>
    lines.map((line, i) => textNode(line, fontSize, { x: width / 2, y: 6 + fontSize + i * step, "text-anchor": "middle", fill: theme.ink }))
  return { height: lines.length === 0 ? 0 : fontSize + 10 + (lines.length - 1) * step, draw }
}
