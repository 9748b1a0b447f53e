import { checked } from "./rules.ts"
import * as rules from "./rules.ts"
import { refuse } from "./refuse.ts"
import type { ColourMapName } from "./colormap.ts"
import { Figure } from "./figure.ts"
import type { FigureOptions } from "./options.ts"
import { columnsOf, type Interval, type Mark, type MarkType, mark, type Pen, type Style } from "./mark.ts"
import { heatmap, needCells } from "./marks/heatmap.ts"
import { arrow } from "./marks/arrows.ts"
import { textNode } from "./label.ts"
import { type Child, path } from "./node.ts"
import { norm, say, xy } from "./number.ts"
import { colourOf } from "./theme.ts"
import { type MatrixLike, toMatrix } from "./values.ts"
import { abs, isFiniteNumber, max, min, round, times } from "./math.ts"

export interface MatrixPlotOptions {
  readonly title?: string
  readonly cmap?: ColourMapName
  readonly domain?: readonly [number, number]
  /** Pixels per cell; chosen from the size of the matrix otherwise. */
  readonly cell?: number
}

/** Cells larger than this many along an axis are drawn as colours alone. */
const written = 16

/** Colours centred on zero, so that signs show. */
const centred = (data: Float64Array): Interval => {
  const most = data.reduce((m, v) => (isFiniteNumber(v) ? max(m, abs(v)) : m), 0) || 1
  return [-most, most]
}

/**
 * A matrix with its values in the cells, coloured by sign and size; large ones as colours with a bar.
 *
 * `A`: `[m, n]`
 *
 * @example
 * ```ts
 * import { matrixPlot } from "@nablajs/plot"
 * matrixPlot([[1, 2], [3, 4]], { title: "$A$" }).describe() // => "heatmap of 2 by 2 cells, values from 1 to 4."
 * ```
 */
export const matrixPlot = (A: MatrixLike, options: MatrixPlotOptions = {}): Figure => {
  const spec = { title: rules.text, cmap: rules.cmap, domain: rules.interval, cell: rules.cells }
  const { title, cmap = "rdbu", domain, cell: given } = checked(options, spec, "matrixPlot")
  const { rows, columns, data } = toMatrix(A, "matrixPlot")
  needCells("matrixPlot", rows, columns)
  const small = max(rows, columns) <= written
  const cell = given ?? min(44, max(2, 330 / max(rows, columns)))
  const titled = title ? 23 : 0
  const w = max(20, round(columns * cell))
  const h = max(20, round(rows * cell))
  const place = { width: max(60, w + (small ? 8 : 90)), height: max(40, h + titled + (small ? 12 : 40)) }
  const table = heatmap(A, undefined, {
    values: small,
    cmap,
    domain: domain ?? centred(data),
    colorbar: !small,
  })
  return new Figure({ ...place, axes: !small, title } as FigureOptions, [table])
}

interface MapData {
  /** The entries, row by row. */
  readonly a: readonly [number, number, number, number]
  readonly reach: number
  readonly style: Style
}

/** The images of the unit square, the grid and the basis vectors under a 2 × 2 matrix. */
export const unitGridType: MarkType<MapData> = {
  kind: "unitGrid",
  series: false,
  extent({ a: [p, q, r, s], reach }) {
    const most = reach * max(1, abs(p) + abs(q), abs(r) + abs(s))
    return { x: [-most, most], y: [-most, most], equal: true }
  },
  draw({ a: [p, q, r, s], reach }, pen) {
    const place = (x: number, y: number): string => xy(pen.x.map(x), pen.y.map(y))
    const image = (x: number, y: number): string => place(p * x + q * y, r * x + s * y)
    const lines = (at: typeof place): string =>
      times(2 * reach + 1, (i) => i - reach)
        .map((k) => `M${at(k, -reach)}L${at(k, reach)}M${at(-reach, k)}L${at(reach, k)}`)
        .join("")
    const blue = pen.theme.series(0)
    const turn = p * s < q * r ? -1 : 1
    return [
      path(lines(place), { stroke: pen.theme.ink, "stroke-opacity": 0.2, fill: "none" }),
      path(lines(image), { stroke: blue, "stroke-opacity": 0.75, "stroke-width": 1, fill: "none" }),
      path(`M${image(0, 0)}L${image(1, 0)}L${image(1, 1)}L${image(0, 1)}Z`, { fill: blue, "fill-opacity": 0.25, stroke: "none" }),
      ...basis(p, r, "$A e_1$", pen, 1, turn),
      ...basis(q, s, "$A e_2$", pen, 2, -turn),
    ]
  },
  describe: ({ a: [p, q, r, s] }) =>
    `map of the unit grid: e₁ goes to (${say(p)}, ${say(r)}), e₂ to (${say(q)}, ${say(s)}), areas are multiplied by the determinant ${say(p * s - q * r)}`,
  table: ({ a: [p, q, r, s] }) => columnsOf({ "A e₁": [p, r], "A e₂": [q, s] }),
}

const basis = (x: number, y: number, name: string, pen: Pen, slot: number, side: number): (Child | undefined)[] => {
  const x0 = pen.x.map(0)
  const y0 = pen.y.map(0)
  const x1 = pen.x.map(x)
  const y1 = pen.y.map(y)
  const dx = x1 - x0
  const dy = y1 - y0
  const length = norm(dx, dy)
  if (!(length > 1)) return []
  const [shaft, head] = arrow(x0, y0, dx, dy, 9)
  const stroke = colourOf(pen.theme, undefined, slot)
  // Beside the tip, away from the other vector, where no line of the grid runs on.
  const lx = x1 + (5 * dx - 12 * side * dy) / length
  const ly = y1 + (5 * dy + 12 * side * dx) / length
  return [
    path(shaft, { stroke, "stroke-width": 2.2, fill: "none" }),
    path(head, { fill: stroke, stroke: "none" }),
    textNode(name, pen.fontSize, { x: lx, y: ly + 4, "text-anchor": "middle", fill: pen.theme.ink }),
  ]
}

/**
 * What a 2 × 2 matrix does to the plane: the unit grid, its image, the images of both basis vectors and of the unit square.
 *
 * `A`: `[2, 2]`
 *
 * @example
 * ```ts
 * import { figure, unitGrid } from "@nablajs/plot"
 * figure([unitGrid([[2, 1], [0, 1]])]).describe()
 * // => "map of the unit grid: e₁ goes to (2, 0), e₂ to (1, 1), areas are multiplied by the determinant 2."
 * ```
 */
export const unitGrid = (A: MatrixLike, options: { readonly reach?: number } = {}): Mark => {
  const a = toMatrix(A, "unitGrid")
  if (a.rows !== 2 || a.columns !== 2) refuse(`unitGrid: needs a matrix of shape [2, 2], got [${a.rows}, ${a.columns}]`, "shape-mismatch")
  if (!a.data.every(isFiniteNumber)) refuse("unitGrid: all four entries must be finite")
  const { reach = 2 } = checked(options, { reach: rules.reachable }, "unitGrid")
  return mark(unitGridType, { a: [...a.data] as unknown as MapData["a"], reach, style: {} })
}
