import { type AnyMark, type Box, type Pen, slotsOf, swatchOf } from "./mark.ts"
import { type Child, group, type SvgNode } from "./node.ts"
import { labelWidth, textNode } from "./label.ts"
import { px } from "./number.ts"
import type { LegendPlace } from "./options.ts"
import { partInside, segments } from "./segments.ts"
import { floor, max, min, round } from "./math.ts"

export interface Entry {
  readonly label: string
  /** Absent for the entry that counts those without room. */
  readonly mark: AnyMark | undefined
  readonly slot: number
}

/** The marks that a legend lists: those with a label and a sample. */
export const labelled = (marks: readonly AnyMark[]): Entry[] => {
  const slots = slotsOf(marks)
  return marks.flatMap((mark, i) => (mark.label && mark.type.swatch ? [{ label: mark.label, mark, slot: slots[i] as number }] : []))
}

const rowHeight = (fontSize: number): number => round(fontSize * 1.5)
const entryWidth = (entry: Entry, fontSize: number): number => 30 + labelWidth(entry.label, fontSize)

/** Width and height of a legend in one column. */
export const columnSize = (entries: readonly Entry[], fontSize: number): [number, number] => [
  entries.reduce((w, entry) => max(w, entryWidth(entry, fontSize)), 0) + 8,
  entries.length * rowHeight(fontSize) + 6,
]

/** At most `most` entries; the last one counts the rest. */
const firstOf = (entries: readonly Entry[], most: number): readonly Entry[] => {
  if (entries.length <= most) return entries
  const kept = entries.slice(0, max(0, most - 1))
  return [...kept, { label: `… ${entries.length - kept.length} more`, mark: undefined, slot: 0 }]
}

/** The entries that fit beside each other in a column of a given height. */
export const fittingColumn = (entries: readonly Entry[], height: number, fontSize: number): readonly Entry[] =>
  firstOf(entries, max(1, floor((height - 6) / rowHeight(fontSize))))

// A legend above the plot leaves it more than half of the figure.
const share = 0.4

/** The rows into which a legend above the plot breaks. */
export const legendRows = (entries: readonly Entry[], width: number, height: number, fontSize: number): Entry[][] => {
  const most = max(1, floor((share * height) / rowHeight(fontSize)))
  // No row holds more than ten.
  for (let keep = min(entries.length, 10 * most); keep > 1; keep--) {
    const rows = broken(firstOf(entries, keep), width, fontSize)
    if (rows.length <= most) return rows
  }
  return broken(firstOf(entries, 1), width, fontSize)
}

const broken = (entries: readonly Entry[], width: number, fontSize: number): Entry[][] => {
  const rows: Entry[][] = [[]]
  let used = 0
  for (const entry of entries) {
    const w = entryWidth(entry, fontSize) + 12
    if (used + w > width && used > 0) {
      rows.push([])
      used = 0
    }
    ;(rows.at(-1) as Entry[]).push(entry)
    used += w
  }
  return rows
}

export const rowsHeight = (rows: readonly unknown[], fontSize: number): number => rows.length * rowHeight(fontSize) + 4

const drawEntry = ({ mark, label, slot }: Entry, pen: Pen, x: number, y: number): (Child | undefined)[] => {
  const { fontSize } = pen
  const text = textNode(label, fontSize, { x: x + 28, y: y + fontSize * 0.35, fill: pen.theme.ink, stroke: "none" })
  return [...(mark ? swatchOf(mark, { ...pen, slot }, x + 13, y) : []), text]
}

/** A legend in one column with its corner at (x, y). */
export const drawColumn = (entries: readonly Entry[], pen: Pen, x: number, y: number): SvgNode =>
  drawRows(
    entries.map((entry) => [entry]),
    pen,
    x + 4,
    y + 3,
  )

/** A legend in rows from (left, top), as it stands above a plot area. */
export const drawRows = (rows: readonly (readonly Entry[])[], pen: Pen, left: number, top: number): SvgNode => {
  const step = rowHeight(pen.fontSize)
  return group(
    {},
    rows.flatMap((row, i) => {
      let x = left
      return row.flatMap((entry) => {
        const nodes = drawEntry(entry, pen, x, top + (i + 0.5) * step)
        x += entryWidth(entry, pen.fontSize) + 12
        return nodes
      })
    }),
  )
}

const corners: readonly LegendPlace[] = ["top right", "top left", "bottom right", "bottom left"]

export const cornerOf = (place: LegendPlace, box: Box, [w, h]: readonly [number, number]): [number, number] => {
  const gap = 4
  const x = place.endsWith("left") ? box.left + gap : box.left + box.width - w - gap
  const y = place.startsWith("top") ? box.top + gap : box.top + box.height - h - gap
  return [Number(px(x)), Number(px(y))]
}

/** The first corner where the legend covers nothing that is drawn, if there is one. */
export const freeCorner = (drawn: readonly Child[], box: Box, size: readonly [number, number]): LegendPlace | undefined => {
  if (size[0] > box.width * 0.75 || size[1] > box.height * 0.75) return undefined
  const boxes = corners.map((place) => cornerOf(place, box, size))
  const hit = [false, false, false, false]
  segments(drawn, (x0, y0, x1, y1) => {
    for (let k = 0; k < 4; k++) {
      const [x, y] = boxes[k] as [number, number]
      if (!hit[k] && crosses(x0, y0, x1, y1, x - 2, y - 2, x + size[0] + 2, y + size[1] + 2)) hit[k] = true
    }
    return hit.includes(false)
  })
  return corners[hit.indexOf(false)]
}

const crosses = (x0: number, y0: number, x1: number, y1: number, l: number, t: number, r: number, b: number): boolean => {
  if (max(x0, x1) < l || min(x0, x1) > r || max(y0, y1) < t || min(y0, y1) > b) return false
  const [from, to] = partInside(x0, y0, x1, y1, l, t, r, b)
  return from <= to
}
