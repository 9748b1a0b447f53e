import * as rules from "../rules.ts"
import { refuse } from "../refuse.ts"
import type { PlaneFn } from "../plane.ts"
import { colourBar } from "../colorbar.ts"
import { type ColourMapName, colourAt, hex, isDark, share } from "../colormap.ts"
import { isBox, type Place, toBox, toField } from "../field.ts"
import { labelWidth, textNode } from "../label.ts"
import { extentOfValues, type Interval, type Mark, type MarkType, mark, type Pen, type Style, styleOf, nameOf } from "../mark.ts"
import { type Child, group, path } from "../node.ts"
import { px, say, stepped } from "../number.ts"
import type { Tick } from "../scales.ts"
import { ticks } from "../ticks.ts"
import { isArrayLike, type MatrixLike, plain, toInterval, toMatrix } from "../values.ts"

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

/** Cells of a table, each with a number or a colour of its own. */
interface CellData {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
  /** Colours of the cells as 24-bit numbers, for images with three channels. */
  readonly colours: Float64Array | undefined
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

/** The colour of each cell as an index into a short list; neighbours of one colour become one rectangle. */
function painted(data: CellData): { index: Int32Array; colour: (i: number) => string } {
  const { values, colours, cmap, domain } = data
  if (colours)
    return {
      index: Int32Array.from(colours, (c) => (Number.isNaN(c) ? -1 : c)),
      colour: (i) => `#${(0x1000000 + i).toString(16).slice(1)}`,
    }
  const index = Int32Array.from(values, (v) =>
    v - v === 0 ? Math.min(levels - 1, Math.max(0, Math.floor(share(v, domain) * levels))) : -1,
  )
  return { index, colour: (i) => hex(colourAt(cmap, i / (levels - 1))) }
}

// At most two cells per pixel are drawn; of denser tables every nth row and column.
function thinned(data: CellData, pen: Pen): CellData {
  const by = (n: number, size: number): number => Math.max(1, Math.floor(n / (2 * size)))
  const [sx, sy] = [by(data.columns, pen.box.width), by(data.rows, pen.box.height)]
  if (sx === 1 && sy === 1) return data
  const [columns, rows] = [Math.floor(data.columns / sx), Math.floor(data.rows / sy)]
  const pick = (from: Float64Array): Float64Array =>
    Float64Array.from(
      { length: rows * columns },
      (_, k) => from[Math.floor(k / columns) * sy * data.columns + (k % columns) * sx] as number,
    )
  return { ...data, rows, columns, values: pick(data.values), colours: data.colours && pick(data.colours) }
}

function cells(data: CellData, pen: Pen): Child[] {
  const { rows, columns, x, y } = data
  const { index, colour } = painted(data)
  const edgeX = Array.from({ length: columns + 1 }, (_, j) => pen.x.map(stepped(x[0], x[1], j, columns)))
  const edgeY = Array.from({ length: rows + 1 }, (_, i) => pen.y.map(stepped(y[0], y[1], i, rows)))
  const parts = new Map<number, string[]>()
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; ) {
      const c = index[i * columns + j] as number
      const from = j
      while (j < columns && index[i * columns + j] === c) j++
      if (c < 0) continue
      const list = parts.get(c) ?? []
      if (list.length === 0) parts.set(c, list)
      list.push(
        `M${px(edgeX[from] as number)},${px(edgeY[i] as number)}H${px(edgeX[j] as number)}V${px(edgeY[i + 1] as number)}H${px(edgeX[from] as number)}Z`,
      )
    }
  }
  const paths = [...parts].sort(([a], [b]) => a - b).map(([c, list]) => path(list.join(""), { fill: colour(c) }))
  return paths.filter((node) => node !== undefined)
}

/** The numbers of the cells, in black or white after the colour behind, as large as they fit. */
function numbers(data: CellData, pen: Pen): Child[] {
  const { rows, columns, values, x, y, cmap, domain } = data
  const texts = Array.from(values, (v) => (Number.isNaN(v) ? "" : say(v)))
  const cell = [Math.abs(pen.x.map(x[1]) - pen.x.map(x[0])) / columns, Math.abs(pen.y.map(y[1]) - pen.y.map(y[0])) / rows] as const
  const widest = texts.reduce((w, text) => Math.max(w, labelWidth(text, 1)), 0.1)
  const size = Math.min(pen.fontSize + 2, (cell[0] - 4) / widest, cell[1] * 0.7)
  if (size < 5) return []
  return texts.map((text, k) => {
    const [i, j] = [Math.floor(k / columns), k % columns]
    const at = [pen.x.map(x[0] + ((x[1] - x[0]) * (j + 0.5)) / columns), pen.y.map(y[0] + ((y[1] - y[0]) * (i + 0.5)) / rows)] as const
    const dark = isDark(colourAt(cmap, share(values[k] as number, domain)))
    return textNode(text, Math.round(size * 10) / 10, {
      x: at[0],
      y: at[1] + size * 0.35,
      "text-anchor": "middle",
      fill: Number.isFinite(values[k]) ? (dark ? "#ffffff" : "#000000") : pen.theme.ink,
    })
  })
}

// Rows and columns are counted in whole numbers.
const wholes = (n: number): Tick[] =>
  ticks(0, Math.max(1, n - 1), Math.min(6, n))
    .filter((v) => Number.isInteger(v) && v < n)
    .map((value) => ({ value, text: String(value) }))

export const heatmapType: MarkType<CellData> = {
  kind: "heatmap",
  series: false,
  bar: colourBar,
  extent: ({ x, y, flip, equal, rows, columns }) => ({
    ...{ x, y, stickX: x, stickY: y, equal, flipY: flip },
    ...(flip ? { xticks: wholes(columns), yticks: wholes(rows) } : {}),
  }),
  valueAt({ rows, columns, values, colours, x, y }, px, py) {
    const [j, i] = [Math.floor(((px - x[0]) / (x[1] - x[0])) * columns), Math.floor(((py - y[0]) / (y[1] - y[0])) * rows)]
    return colours || j < 0 || i < 0 || j >= columns || i >= rows ? undefined : values[i * columns + j]
  },
  draw(data, pen) {
    const shown = thinned(data, pen)
    return [
      group({ "shape-rendering": "crispEdges", opacity: data.style.opacity }, cells(shown, pen)),
      ...(data.numbers ? numbers(data, pen) : []),
    ]
  },
  describe({ rows, columns, values, style, colours }) {
    const name = nameOf(style, colours ? "image" : "heatmap")
    const range = extentOfValues(values)
    return range && !colours
      ? `${name} of ${rows} by ${columns} cells, values from ${say(range[0])} to ${say(range[1])}`
      : `${name} of ${rows} by ${columns} cells`
  },
  table({ rows, columns, values, colours }) {
    if (colours) return []
    const shown = Math.min(columns, 20)
    return [
      { name: "row", values: Float64Array.from({ length: rows }, (_, i) => i) },
      ...Array.from({ length: shown }, (_, j) => ({
        name: String(j),
        values: Float64Array.from({ length: rows }, (_, i) => values[i * columns + j] as number),
      })),
    ]
  },
  colours: ({ cmap, domain, colorbar, style }) => (colorbar ? { cmap, domain, ...(style.label ? { label: style.label } : {}) } : undefined),
}

function domainFor(values: Float64Array, wish: readonly [number, number] | undefined): Interval {
  const range = wish ? toInterval(wish, "heatmap: domain") : (extentOfValues(values) ?? [0, 1])
  return range[0] === range[1] ? [range[0] - 0.5, range[1] + 0.5] : range
}

function placeOf(place: Place | undefined, rows: number, columns: number): { x: Interval; y: Interval; flip: boolean } {
  // Without a place, row 0 is at the top and cells are centred on their indices, as a matrix is written.
  if (place === undefined) return { x: [-0.5, columns - 0.5], y: [-0.5, rows - 0.5], flip: true }
  if (isBox(place)) return { ...toBox(place, "heatmap"), flip: false }
  refuse("heatmap: give the rectangle of the cells as [[x0, x1], [y0, y1]]")
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
export function heatmap(source: PlaneFn | MatrixLike, place?: Place, options: HeatmapOptions = {}): Mark {
  const style = styleOf(options, "heatmap", {
    cmap: rules.cmap,
    domain: rules.any,
    colorbar: rules.flag,
    values: rules.flag,
    samples: rules.samples,
    equal: rules.flag,
  })
  const cmap = options.cmap ?? "viridis"
  const isFunction = typeof source === "function"
  const table = isFunction ? sampled(source, place, options.samples ?? 64) : toMatrix(source, "heatmap")
  if (table.rows === 0 || table.columns === 0)
    refuse(`heatmap: no cells in a table of shape [${table.rows}, ${table.columns}]`, "shape-mismatch")
  return mark(heatmapType, {
    ...{ rows: table.rows, columns: table.columns, values: table.data, colours: undefined, cmap },
    ...placeOf(place, table.rows, table.columns),
    equal: options.equal ?? (!isFunction && place === undefined),
    domain: domainFor(table.data, options.domain),
    colorbar: options.colorbar ?? true,
    numbers: options.values ?? false,
    style,
  })
}

// A cell of a sampled function shows the value at its centre.
function sampled(f: PlaneFn, place: Place | undefined, n: number): { rows: number; columns: number; data: Float64Array } {
  const box = toBox(place, "heatmap")
  const inner = ([a, b]: Interval): Interval => [a + (b - a) / (2 * n), b - (b - a) / (2 * n)]
  const { z } = toField(f, [inner(box.x), inner(box.y)], n, "heatmap")
  return { rows: n, columns: n, data: z }
}

/** Pixels: `[rows, columns]` for grey, `[rows, columns, 3]` for colour; from 0 to 1, or to 255. */
export type Pixels = MatrixLike | ArrayLike<ArrayLike<ArrayLike<number>>>

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
export function image(pixels: Pixels, options: Pick<Style, "label" | "opacity"> & { readonly cmap?: ColourMapName } = {}): Mark {
  const style = styleOf(options, "image", { cmap: rules.cmap })
  const list = plain(pixels)
  const first = isArrayLike(list) && isArrayLike(plain(list[0])) ? plain((plain(list[0]) as ArrayLike<unknown>)[0]) : undefined
  const isColour = isArrayLike(first)
  if (isColour && first.length !== 3) refuse(`image: a pixel has 1 number or 3, got ${first.length}`, "shape-mismatch")
  const channels = isColour ? [0, 1, 2].map((c) => toMatrix(channel(list as ArrayLike<unknown>, c), "image")) : [toMatrix(list, "image")]
  const [table] = channels
  if (!table || table.rows === 0 || table.columns === 0)
    refuse("image: no pixels; give [rows, columns] or [rows, columns, 3]", "shape-mismatch")
  const top = channels.reduce((m, { data }) => Math.max(m, extentOfValues(data)?.[1] ?? 0), 0) > 1 ? 255 : 1
  const colours = table.data.map((_, k) => {
    if (!isColour && options.cmap) return toNumber(colourAt(options.cmap, (table.data[k] as number) / top))
    const byte = (c: number): number => Math.min(255, Math.max(0, Math.round((((channels[c] ?? table).data[k] as number) / top) * 255)))
    return toNumber([byte(0), byte(1), byte(2)])
  })
  return mark(heatmapType, {
    ...{ rows: table.rows, columns: table.columns, values: table.data, colours, cmap: "gray" as const },
    ...placeOf(undefined, table.rows, table.columns),
    ...{ equal: true, domain: [0, 1] as const, colorbar: false, numbers: false },
    style,
  })
}

const toNumber = ([r, g, b]: readonly [number, number, number]): number => (Number.isNaN(r) ? Number.NaN : r * 65536 + g * 256 + b)

function channel(rows: ArrayLike<unknown>, c: number): unknown[][] {
  return Array.from(rows, (row) => Array.from(plain(row) as ArrayLike<unknown>, (pixel) => (plain(pixel) as ArrayLike<unknown>)[c]))
}
