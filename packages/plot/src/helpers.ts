import { checked } from "./rules.ts"
import * as rules from "./rules.ts"
import { refuse } from "./refuse.ts"
import type { PlaneFn } from "./plane.ts"
import type { ColourMapName } from "./colormap.ts"
import type { PlaneBox } from "./field.ts"
import { type Figure, figure } from "./figure.ts"
import { grid, type Grid } from "./grid.ts"
import { extentOfValues, type Interval, opened, union } from "./mark.ts"
import { contour, type ContourOptions } from "./marks/contour.ts"
import { heatmap, image, type ImageOptions, type Pixels } from "./marks/heatmap.ts"
import { line } from "./marks/line.ts"
import { setFigsize } from "./plot.ts"
import { type FigureOptions } from "./options.ts"
import { isArrayLike, isNested, type MatrixLike, plain, shapeOf, shapeText, toMatrix, toVector, type VectorLike } from "./values.ts"
import { floats, min, inRows } from "./math.ts"

export interface TraceOptions extends Pick<FigureOptions, "title" | "width" | "height"> {
  /** The rectangle of the contours; around the trace otherwise. */
  readonly box?: PlaneBox
  readonly levels?: number | VectorLike
  readonly xlabel?: string
  readonly ylabel?: string
}

const around = (values: Float64Array): Interval => {
  const [lo, hi] = extentOfValues(values) ?? [-1, 1]
  const more = (hi - lo || 1) * 0.25
  return [lo - more, hi + more]
}

/**
 * The path of an optimiser over the contours of its objective; the book's `show_trace_2d`.
 *
 * `f`: a function of `(x, y)` or of a vector; `results`: the iterates, `[n, 2]`
 *
 * @example
 * ```ts
 * import { showTrace2d } from "@nablajs/plot"
 * const f = (x: number, y: number) => x ** 2 + 2 * y ** 2
 * showTrace2d(f, [[-5, -2], [-4, -1], [-2, 0]], { box: [[-5.5, 1], [-3, 1]] }).marks.length // => 2
 * ```
 */
export const showTrace2d = (f: PlaneFn, results: MatrixLike, options: TraceOptions = {}): Figure => {
  checked(
    options,
    {
      box: rules.any,
      levels: rules.levels,
      xlabel: rules.text,
      ylabel: rules.text,
      title: rules.text,
      width: rules.pixels,
      height: rules.pixels,
    },
    "showTrace2d",
  )
  const { rows, columns, data } = toMatrix(results, "showTrace2d: results")
  if (columns < 2 || rows === 0) refuse(`showTrace2d: results need two numbers each, got shape [${rows}, ${columns}]`, "shape-mismatch")
  const column = (k: number): Float64Array => floats(rows, (i) => data[i * columns + k] as number)
  const x = column(0)
  const y = column(1)
  const { box = [around(x), around(y)], levels, xlabel = "$x_1$", ylabel = "$x_2$", ...rest } = options
  const marks = [
    contour(f, box as PlaneBox, { color: "C0", levels } as ContourOptions),
    line(x, y, { marker: "circle", color: "C1", dash: false }),
  ]
  return figure({ ...rest, x: xlabel, y: ylabel }, marks)
}

export interface HeatmapsOptions {
  readonly titles?: readonly string[]
  readonly cmap?: ColourMapName
  /** Width and height of one panel in inches of 100 pixels; 2.5 by 2.5 by default. */
  readonly figsize?: readonly [number, number]
}

/** The matrices of a `[rows, columns, m, n]` array, of a `[columns, m, n]` one, or of one matrix. */
const matricesOf = (value: unknown): MatrixLike[][] => {
  const { length } = shapeOf(value)
  const rows = (v: unknown): MatrixLike[] => Array.from(plain(v) as ArrayLike<MatrixLike>)
  if (length === 2) return [[value as MatrixLike]]
  if (length === 3) return [rows(value)]
  if (length === 4) return rows(value).map(rows)
  refuse(
    `showHeatmaps: expected shape [rows, columns, m, n], or the last three or two axes of it; got ${shapeText(value)}`,
    "shape-mismatch",
  )
}

/**
 * Heatmaps of several matrices under one colour bar; the book's `show_heatmaps`.
 *
 * `matrices`: `[rows, columns, m, n]`, `[columns, m, n]` or `[m, n]`
 *
 * @example
 * ```ts
 * import { showHeatmaps } from "@nablajs/plot"
 * showHeatmaps([[[[1, 0], [0, 1]]]], "keys", "queries").describe()
 * // => "1 panel. 1: heatmap of 2 by 2 cells, values from 0 to 1."
 * ```
 */
export const showHeatmaps = (matrices: unknown, xlabel: string, ylabel: string, options: HeatmapsOptions = {}): Grid => {
  checked(options, { titles: rules.texts, cmap: rules.cmap, figsize: rules.figsize }, "showHeatmaps")
  const rows = matricesOf(matrices)
  const { titles = [], cmap = "reds", figsize = [2.5, 2.5] } = options
  const all = rows.flat().map((m, i) => toMatrix(m, `showHeatmaps: matrix ${i}`))
  const domain = opened(all.map(({ data }) => extentOfValues(data)).reduce(union, undefined))
  const [first] = all
  const alike = all.every((m) => m.rows === first?.rows && m.columns === first.columns)
  const cells = rows.map((row) =>
    row.map((m, j) =>
      figure({ x: xlabel, y: ylabel, ...setFigsize(figsize), title: titles[j] } as FigureOptions, [
        heatmap(m, undefined, { cmap, domain }),
      ]),
    ),
  )
  return grid(cells, { sharex: alike, sharey: alike, colorbar: { cmap, domain } })
}

export interface ImageGridOptions {
  readonly titles?: readonly string[]
  readonly columns?: number
  readonly cmap?: ColourMapName
  /** Pixels along one image; 90 by default. */
  readonly size?: number
}

/**
 * Images in rows, each with its title; the book's `show_images`.
 *
 * `images`: a list of `[rows, columns]` or `[rows, columns, 3]`
 *
 * @example
 * ```ts
 * import { imageGrid } from "@nablajs/plot"
 * imageGrid([[[0, 1], [1, 0]], [[1, 0], [0, 1]]], { titles: ["a", "b"] }).width // => 188
 * ```
 */
export const imageGrid = (images: ArrayLike<Pixels> | MatrixLike, options: ImageGridOptions = {}): Grid => {
  checked(options, { titles: rules.texts, columns: rules.counting, cmap: rules.cmap, size: rules.pixels }, "imageGrid")
  const list = plain(images)
  if (!isArrayLike(list) || list.length === 0) refuse("imageGrid: expected a list of images")
  const { titles = [], columns = min(8, list.length), cmap, size = 90 } = options
  const cells = Array.from(list, (pixels, i) => {
    if (!isNested(pixels)) toVector(pixels, `imageGrid: image ${i}`)
    const height = size + (titles.length > 0 ? 22 : 0)
    return figure({ axes: false, width: size, height, fontSize: 9, title: titles[i] } as FigureOptions, [
      image(pixels as Pixels, { cmap } as ImageOptions),
    ])
  })
  return grid(inRows(cells, columns))
}
