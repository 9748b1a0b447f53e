import * as rules from "../rules.ts"
import { refuse } from "../refuse.ts"
import type { PlaneFn } from "../plane.ts"
import { colourBar } from "../colorbar.ts"
import { type ColourMapName, colourAt, hex, isDark, share } from "../colormap.ts"
import { type Place, toBox, toField } from "../field.ts"
import { labelWidth, textNode } from "../label.ts"
import { extentOfValues, type Interval, type Mark, type MarkType, mark, type Pen, type Style, parted, nameOf, opened } from "../mark.ts"
import { type Child, group, path } from "../node.ts"
import { fromTo, rectangle, say, stepped } from "../number.ts"
import type { Tick } from "../scales.ts"
import { ticks } from "../ticks.ts"
import { type MatrixLike, shapeOf, toMatrix, toTable } from "../values.ts"
import { abs, floats, floor, isFiniteNumber, isGap, max, min, round, times } from "../math.ts"

export interface HeatmapOptions extends Pick<Style, "label" | "opacity"> {
  readonly cmap?: ColourMapName
  /** The values at both ends of the colour map; the data's own otherwise. */
  readonly domain?: readonly [number, number]
  readonly colorbar?: boolean
  /** Whether cells carry their numbers. */
  readonly values?: boolean
  /** Samples along each axis when a function is given; 64 by default. */
  readonly samples?: number
  /** Square cells; so it is for matrices unless told otherwise. */
  readonly equal?: boolean
}

/** Cells of a table, each with a number. */
interface CellData {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
  /** Whether the numbers are colours of 24 bits, as images have them. */
  readonly isImage: boolean
  readonly x: Interval
  readonly y: Interval
  readonly flip: boolean
  readonly equal: boolean
  readonly cmap: ColourMapName
  readonly domain: Interval
  readonly colorbar: boolean
  readonly numbers: boolean
  readonly style: Style
}

const levels = 256

/** Colours in a short list: the index of that of a value, −1 for none, and the colour at an index. */
const painted = ({ isImage, cmap, domain }: CellData): { index(value: number): number; colour(index: number): string } =>
  isImage
    ? { index: (v) => (isGap(v) ? -1 : v), colour: (i) => `#${(0x1000000 + i).toString(16).slice(1)}` }
    : {
        index: (v) => (v - v === 0 ? min(levels - 1, max(0, floor(share(v, domain) * levels))) : -1),
        colour: (i) => hex(colourAt(cmap, i / (levels - 1))),
      }

/** The cells of one colour as one path; neighbours of one colour are one rectangle. */
const cells = (data: CellData, pen: Pen): (Child | undefined)[] => {
  const { rows, columns, values, x, y } = data
  const { index, colour } = painted(data)
  // At most two cells per pixel are drawn; of denser tables every nth row and column.
  const [sx, sy] = [columns / pen.box.width, rows / pen.box.height].map((n) => max(1, floor(n / 2))) as [number, number]
  const edgeX = (j: number): number => pen.x.map(stepped(x[0], x[1], min(j, columns), columns))
  const edgeY = (i: number): number => pen.y.map(stepped(y[0], y[1], min(i, rows), rows))
  const parts = new Map<number, string>()
  for (let i = 0; i < rows; i += sy) {
    const [top, bottom] = [edgeY(i), edgeY(i + sy)]
    const at = (j: number): number => index(values[i * columns + j] as number)
    for (let j = 0; j < columns; ) {
      const c = at(j)
      const from = j
      while (j < columns && at(j) === c) j += sx
      if (c >= 0) parts.set(c, (parts.get(c) ?? "") + rectangle(edgeX(from), top, edgeX(j), bottom))
    }
  }
  return [...parts].sort(([a], [b]) => a - b).map(([c, d]) => path(d, { fill: colour(c) }))
}

/** The numbers of the cells, in black or white after the colour behind, as large as they fit. */
const numbers = (data: CellData, pen: Pen): Child[] => {
  const { rows, columns, values, x, y, cmap, domain } = data
  const texts = Array.from(values, (v) => (isGap(v) ? "" : say(v)))
  const widest = texts.reduce((w, text) => max(w, labelWidth(text, 1)), 0.1)
  const across = abs(pen.x.map(x[1]) - pen.x.map(x[0])) / columns
  const down = abs(pen.y.map(y[1]) - pen.y.map(y[0])) / rows
  const size = min(pen.fontSize + 2, (across - 4) / widest, down * 0.7)
  if (size < 5) return []
  return texts.map((text, k) => {
    const dark = isDark(colourAt(cmap, share(values[k] as number, domain)))
    return textNode(text, round(size * 10) / 10, {
      x: pen.x.map(stepped(x[0], x[1], (k % columns) + 0.5, columns)),
      y: pen.y.map(stepped(y[0], y[1], floor(k / columns) + 0.5, rows)) + size * 0.35,
      "text-anchor": "middle",
      fill: isFiniteNumber(values[k]) ? (dark ? "#ffffff" : "#000000") : pen.theme.ink,
    })
  })
}

// Rows and columns are counted in whole numbers.
const wholes = (n: number): Tick[] =>
  ticks(0, max(1, n - 1), min(6, n))
    .filter((v) => Number.isInteger(v) && v < n)
    .map((value) => ({ value, text: String(value) }))

export const heatmapType: MarkType<CellData> = {
  kind: "heatmap",
  series: false,
  bar: colourBar,
  extent: ({ x, y, flip, equal, rows, columns }) => ({
    ...{ x, y, stickX: x, stickY: y, equal, flipY: flip },
    ...(flip && { xticks: wholes(columns), yticks: wholes(rows) }),
  }),
  valueAt({ rows, columns, values, isImage, x, y }, px, py) {
    const j = floor(((px - x[0]) / (x[1] - x[0])) * columns)
    const i = floor(((py - y[0]) / (y[1] - y[0])) * rows)
    return isImage || j < 0 || i < 0 || j >= columns || i >= rows ? undefined : values[i * columns + j]
  },
  draw: (data, pen) => [
    group({ "shape-rendering": "crispEdges", opacity: data.style.opacity }, cells(data, pen)),
    ...(data.numbers ? numbers(data, pen) : []),
  ],
  describe({ rows, columns, values, style, isImage }) {
    const range = isImage ? undefined : extentOfValues(values)
    const name = `${nameOf(style, isImage ? "image" : "heatmap")} of ${rows} by ${columns} cells`
    return range ? `${name}, values ${fromTo(...range)}` : name
  },
  table({ rows, columns, values, isImage }) {
    if (isImage) return []
    const column = (f: (i: number) => number): Float64Array => floats(rows, (i) => f(i))
    return [
      { name: "row", values: column((i) => i) },
      ...times(min(columns, 20), (j) => ({
        name: String(j),
        values: column((i) => values[i * columns + j] as number),
      })),
    ]
  },
  colours: ({ cmap, domain, colorbar, style }) => (colorbar ? { cmap, domain, label: style.label } : undefined),
}

export const needCells = (operation: string, rows: number, columns: number): void => {
  if (rows * columns === 0) refuse(`${operation}: no cells in a table of shape [${rows}, ${columns}]`, "shape-mismatch")
}

const placeOf = (place: Place | undefined, rows: number, columns: number): { x: Interval; y: Interval; flip: boolean } => {
  // Without a place, row 0 is at the top and cells are centred on their indices, as a matrix is written.
  if (place === undefined) return { x: [-0.5, columns - 0.5], y: [-0.5, rows - 0.5], flip: true }
  return { ...toBox(place, "heatmap"), flip: false }
}

const spec = {
  cmap: rules.cmap,
  domain: rules.interval,
  colorbar: rules.flag,
  values: rules.flag,
  samples: rules.samples,
  equal: rules.flag,
}

/**
 * Cells coloured by their values, with a colour bar; row 0 of a table is at the top.
 *
 * `source`: a table `[rows, columns]`, or a function with its rectangle `[[x0, x1], [y0, y1]]`
 *
 * @example
 * ```ts
 * import { figure, heatmap } from "@nablajs/plot"
 * figure([heatmap([[1, 0], [0, 1]], undefined, { values: true })]).describe() // => "heatmap of 2 by 2 cells, values from 0 to 1."
 * ```
 */
export const heatmap = (source: PlaneFn | MatrixLike, place?: Place, options: HeatmapOptions = {}): Mark => {
  const {
    style,
    cmap = "viridis",
    colorbar = true,
    values: numbers = false,
    samples = 64,
    domain,
    equal,
  } = parted(options, "heatmap", spec)
  const isFunction = typeof source === "function"
  const { rows, columns, data } = isFunction ? sampled(source, place, samples) : toMatrix(source, "heatmap")
  needCells("heatmap", rows, columns)
  return mark(heatmapType, {
    ...{ rows, columns, values: data, isImage: false, cmap, colorbar, numbers, style },
    ...placeOf(place, rows, columns),
    equal: equal ?? (!isFunction && place === undefined),
    domain: opened(domain ?? extentOfValues(data)),
  })
}

// A cell of a sampled function shows the value at its centre.
const sampled = (f: PlaneFn, place: Place | undefined, n: number): { rows: number; columns: number; data: Float64Array } => {
  const box = toBox(place, "heatmap")
  const inner = ([a, b]: Interval): Interval => [a + (b - a) / (2 * n), b - (b - a) / (2 * n)]
  const { z } = toField(f, [inner(box.x), inner(box.y)], n, "heatmap")
  return { rows: n, columns: n, data: z }
}

/** Pixels: `[rows, columns]` for grey, `[rows, columns, 3]` for colour; from 0 to 1, or to 255. */
export type Pixels = MatrixLike | ArrayLike<ArrayLike<ArrayLike<number>>>

export interface ImageOptions extends Pick<Style, "label" | "opacity"> {
  readonly cmap?: ColourMapName
}

/**
 * An image from an array of pixels.
 *
 * `pixels`: `[rows, columns]` or `[rows, columns, 3]`, from 0 to 1 or to 255
 *
 * @example
 * ```ts
 * import { figure, image } from "@nablajs/plot"
 * figure({ axes: false }, [image([[0, 1], [1, 0]])]).describe() // => "image of 2 by 2 cells."
 * ```
 */
export const image = (pixels: Pixels, options: ImageOptions = {}): Mark => {
  const { style, cmap } = parted(options, "image", { cmap: rules.cmap })
  const { shape, data } = toTable(pixels, "image", shapeOf(pixels).length === 3 ? 3 : 2)
  const [rows = 0, columns = 0, channels = 1] = shape
  needCells("image", rows, columns)
  if (channels !== 1 && channels !== 3) refuse(`image: a pixel has 1 number or 3, got ${channels}`, "shape-mismatch")
  const top = (extentOfValues(data)?.[1] ?? 0) > 1 ? 255 : 1
  const byte = (v: number): number => min(255, max(0, round((v / top) * 255)))
  const colours = floats(rows * columns, (k) => {
    const value = data[channels * k] as number
    const [r, g, b] =
      channels === 1 && cmap
        ? colourAt(cmap, value / top)
        : ([0, 1, 2].map((c) => byte(data[channels * k + (c % channels)] as number)) as [number, number, number])
    return r * 65536 + g * 256 + b
  })
  return mark(heatmapType, {
    ...{ rows, columns, values: colours, isImage: true, cmap: "gray" as const },
    ...placeOf(undefined, rows, columns),
    ...{ equal: true, domain: [0, 1] as const, colorbar: false, numbers: false },
    style,
  })
}
