import { checked } from "./rules.ts"
import * as rules from "./rules.ts"
import { refuse } from "./refuse.ts"
import type { ColourMapName } from "./colormap.ts"
import { Figure } from "./figure.ts"
import { type Interval, type Mark, type MarkType, mark, type Pen, type Style } from "./mark.ts"
import { heatmap } from "./marks/heatmap.ts"
import { arrowHead } from "./marks/annotate.ts"
import { textNode } from "./label.ts"
import { type Child, path } from "./node.ts"
import { px, say, norm } from "./number.ts"
import { colourOf } from "./theme.ts"
import { type Matrix, type MatrixLike, toMatrix } from "./values.ts"

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
function centred(data: Float64Array): Interval {
  const most = data.reduce((m, v) => (Number.isFinite(v) ? Math.max(m, Math.abs(v)) : m), 0) || 1
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
export function matrixPlot(A: MatrixLike, options: MatrixPlotOptions = {}): Figure {
  checked(options, { title: rules.text, cmap: rules.cmap, domain: rules.any, cell: rules.cells }, "matrixPlot")
  const { rows, columns, data } = toMatrix(A, "matrixPlot")
  if (rows === 0 || columns === 0) refuse(`matrixPlot: no cells in a matrix of shape [${rows}, ${columns}]`, "shape-mismatch")
  const small = Math.max(rows, columns) <= written
  const cell = options.cell ?? Math.min(44, Math.max(2, 330 / Math.max(rows, columns)))
  const titled = options.title ? 23 : 0
  const [w, h] = [Math.max(20, Math.round(columns * cell)), Math.max(20, Math.round(rows * cell))]
  const place = { width: Math.max(60, w + (small ? 8 : 90)), height: Math.max(40, h + titled + (small ? 12 : 40)) }
  const table = heatmap(A, undefined, {
    values: small,
    cmap: options.cmap ?? "rdbu",
    domain: options.domain ?? centred(data),
    colorbar: !small,
  })
  return new Figure({ ...place, axes: !small, ...(options.title ? { title: options.title } : {}) }, [table])
}

interface MapData {
  readonly a: Matrix
  readonly reach: number
  readonly style: Style
}

const corner = ({ a, reach }: MapData, x: number, y: number): [number, number] => {
  const [p = 0, q = 0, r = 0, s = 0] = a.data
  return [reach * (p * x + q * y), reach * (r * x + s * y)]
}

function linesOf(data: MapData, pen: Pen): string {
  const out: string[] = []
  const { reach } = data
  const line = (x0: number, y0: number, x1: number, y1: number): void => {
    const [from, to] = [corner(data, x0 / reach, y0 / reach), corner(data, x1 / reach, y1 / reach)]
    out.push(`M${px(pen.x.map(from[0]))},${px(pen.y.map(from[1]))}L${px(pen.x.map(to[0]))},${px(pen.y.map(to[1]))}`)
  }
  for (let k = -reach; k <= reach; k++) {
    line(k, -reach, k, reach)
    line(-reach, k, reach, k)
  }
  return out.join("")
}

/** The images of the unit square, the grid and the basis vectors under a 2 × 2 matrix. */
export const unitGridType: MarkType<MapData> = {
  kind: "unitGrid",
  series: false,
  extent(data) {
    const corners = [corner(data, 1, 1), corner(data, 1, -1), corner(data, -1, 1), corner(data, -1, -1)]
    const most = Math.max(data.reach, ...corners.flat().map(Math.abs))
    return { x: [-most, most], y: [-most, most], equal: true }
  },
  draw(data, pen) {
    const [p = 0, q = 0, r = 0, s = 0] = data.a.data
    const identity = { ...data, a: { ...data.a, data: Float64Array.of(1, 0, 0, 1) } }
    const at = (x: number, y: number): string => `${px(pen.x.map(x))},${px(pen.y.map(y))}`
    const square = `M${at(0, 0)}L${at(p, r)}L${at(p + q, r + s)}L${at(q, s)}Z`
    return [
      path(linesOf(identity, pen), { stroke: pen.theme.ink, "stroke-opacity": 0.2, fill: "none" }),
      path(linesOf(data, pen), { stroke: pen.theme.series(0), "stroke-opacity": 0.75, "stroke-width": 1, fill: "none" }),
      path(square, { fill: pen.theme.series(0), "fill-opacity": 0.25, stroke: "none" }),
      ...basis(p, r, "$A e_1$", pen, 1),
      ...basis(q, s, "$A e_2$", pen, 2),
    ]
  },
  describe({ a }) {
    const [p = 0, q = 0, r = 0, s = 0] = a.data
    return `map of the unit grid: e₁ goes to (${say(p)}, ${say(r)}), e₂ to (${say(q)}, ${say(s)}), areas are multiplied by the determinant ${say(p * s - q * r)}`
  },
  table: ({ a }) => [
    { name: "A e₁", values: [a.data[0] as number, a.data[2] as number] },
    { name: "A e₂", values: [a.data[1] as number, a.data[3] as number] },
  ],
}

function basis(x: number, y: number, name: string, pen: Pen, slot: number): (Child | undefined)[] {
  const [x0, y0, x1, y1] = [pen.x.map(0), pen.y.map(0), pen.x.map(x), pen.y.map(y)]
  const [dx, dy] = [x1 - x0, y1 - y0]
  const length = norm(dx, dy)
  if (!(length > 1)) return []
  const stroke = colourOf(pen.theme, undefined, slot)
  const [lx, ly] = [x1 + (dx / length) * 12, y1 + (dy / length) * 12]
  return [
    path(`M${px(x0)},${px(y0)}L${px(x1 - (dx / length) * 6)},${px(y1 - (dy / length) * 6)}`, { stroke, "stroke-width": 2.2, fill: "none" }),
    path(arrowHead(x1, y1, dx, dy, 9), { fill: stroke, stroke: "none" }),
    textNode(name, pen.fontSize, { x: lx, y: ly + 4, "text-anchor": dx >= 0 ? "start" : "end", fill: pen.theme.ink }),
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
export function unitGrid(A: MatrixLike, options: { readonly reach?: number } = {}): Mark {
  const a = toMatrix(A, "unitGrid")
  if (a.rows !== 2 || a.columns !== 2) refuse(`unitGrid: needs a matrix of shape [2, 2], got [${a.rows}, ${a.columns}]`, "shape-mismatch")
  if (!a.data.every(Number.isFinite)) refuse("unitGrid: all four entries must be finite")
  const { reach = 2 } = checked(options, { reach: rules.reachable }, "unitGrid")
  return mark(unitGridType, { a, reach, style: {} })
}
