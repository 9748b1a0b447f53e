import * as rules from "../rules.ts"
import type { PlaneFn } from "../plane.ts"
import { type Colour, type ColourMapName, colourAt, hex, share } from "../colormap.ts"
import { type Field, type Place, toField } from "../field.ts"
import { extentOfValues, mark, type Style, parted, nameOf } from "../mark.ts"
import { fieldBox, fieldTable, spread } from "../marks/contour.ts"
import { lineSwatch } from "../marks/line.ts"
import { abs, floor, isFiniteNumber, round, sqrt, times } from "../math.ts"
import { px1, xy } from "../number.ts"
import { colourOf, hueOf } from "../theme.ts"
import type { MatrixLike } from "../values.ts"
import type { Point3 } from "./camera.ts"
import { type Bounds, type Mark3d, type Mark3dType, type Piece, type Stage3d } from "./mark3d.ts"

export interface SurfaceOptions extends Pick<Style, "label" | "opacity" | "color" | "width"> {
  readonly cmap?: ColourMapName
  readonly colorbar?: boolean
  /** Samples along each axis when a function is given; 41 by default. */
  readonly samples?: number
  /** Every how many-th grid line is drawn on a surface; 0 for none. */
  readonly wire?: number
}

interface SurfaceData {
  readonly field: Field
  readonly filled: boolean
  readonly cmap: ColourMapName
  readonly colorbar: boolean
  readonly wire: number
  readonly style: Style
}

const minus = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]

const square = ([x, y, z]: Point3): number => x * x + y * y + z * z

// The cosine between the surface and the light, which comes over the viewer's left shoulder.
const lightness = (a: Point3, b: Point3, c: Point3, [vx, vy, vz]: Point3): number => {
  const [ux, uy, uz] = minus(b, a)
  const [wx, wy, wz] = minus(c, a)
  const n: Point3 = [uy * wz - uz * wy, uz * wx - ux * wz, ux * wy - uy * wx]
  const l: Point3 = [vx - 0.5 * vy, vy + 0.5 * vx, vz + 0.4]
  const size = sqrt(square(n) * square(l))
  return size > 0 ? abs(n[0] * l[0] + n[1] * l[1] + n[2] * l[2]) / size : 1
}

const steps = 96

/** Colours by height and light, each step of the map computed once. */
const shading = (cmap: ColourMapName): ((t: number, light: number) => string) => {
  const colours = times(steps + 1, (i) => colourAt(cmap, i / steps))
  return (t, light) =>
    hex((colours[round(t * steps)] as Colour).map((v) => round((v * (0.78 + 0.22 * light)) / 3) * 3) as unknown as Colour)
}

const nodesOf = ({ x, y, z }: Field): Point3[] => Array.from(z, (v, k) => [x[k % x.length] as number, y[floor(k / x.length)] as number, v])

/** The paint of grid lines on surfaces, which are most numerous: the group of all pieces says it once, and others say what differs. */
export const wirePaint = { fill: "none", stroke: "#000000", "stroke-opacity": 0.35, "stroke-width": 0.5, "stroke-linejoin": "round" }

const quads = ({ field, cmap, wire, style }: SurfaceData, { place, unit: toUnit, view, theme }: Stage3d): Piece[] => {
  const nodes = nodesOf(field)
  const at = nodes.map(place)
  const unit = nodes.map(toUnit)
  const text = at.map(([a, b]) => `${px1(a)},${px1(b)}`)
  const shaded = shading(cmap)
  const { z } = field
  const nx = field.x.length
  const ny = field.y.length
  const range = extentOfValues(z) ?? [0, 1]
  const pieces: Piece[] = []
  for (let i = 0; i < ny - 1; i++) {
    for (let j = 0; j < nx - 1; j++) {
      const k = i * nx + j
      const [a, b, c, e] = [k, k + 1, k + nx + 1, k + nx] as const
      const mean = (of: (node: number) => number): number => (of(a) + of(b) + of(c) + of(e)) / 4
      const height = mean((node) => z[node] as number)
      if (!isFiniteNumber(height)) continue
      const near = mean((node) => (at[node] as Point3)[2])
      const fill = style.color
        ? colourOf(theme, style.color, 0)
        : shaded(share(height, range), lightness(unit[a] as Point3, unit[b] as Point3, unit[e] as Point3, view))
      pieces.push({
        near,
        paint: fill,
        d: `M${text[a]}L${text[b]}L${text[c]}L${text[e]}Z`,
        attrs: { fill, stroke: fill, "stroke-opacity": 1, opacity: style.opacity },
      })
      // Grid lines on a surface: each cell carries its first and lower edge, so lines hide behind nearer cells.
      if (wire === 0) continue
      const edge = (isDrawn: boolean, from: number, to: number): string => (isDrawn ? `M${text[from]}L${text[to]}` : "")
      const d = edge(i % wire === 0, a, b) + edge(j % wire === 0, a, e) + edge(i === ny - 2, e, c) + edge(j === nx - 2, b, c)
      if (d !== "") pieces.push({ near: near + 1e-6, paint: "wire", d, attrs: {} })
    }
  }
  return pieces
}

const wires = ({ field, wire, style }: SurfaceData, { place, theme, slot }: Stage3d): Piece[] => {
  const at = nodesOf(field).map(place)
  const nx = field.x.length
  const ny = field.y.length
  const stroke = hueOf(style, { theme, slot })
  const attrs = { stroke, "stroke-opacity": 1, "stroke-width": style.width ?? 0.9, opacity: style.opacity }
  return at.flatMap((a, k) => {
    const i = floor(k / nx)
    const j = k % nx
    const ends = [j < nx - 1 && (i % wire === 0 || i === ny - 1) && at[k + 1], i < ny - 1 && (j % wire === 0 || j === nx - 1) && at[k + nx]]
    return ends.flatMap((b): Piece[] => {
      if (!b || !isFiniteNumber(a[1] + b[1])) return []
      return [{ near: (a[2] + b[2]) / 2, paint: stroke, d: `M${xy(a[0], a[1])}L${xy(b[0], b[1])}`, attrs }]
    })
  })
}

const surfaceType: Mark3dType<SurfaceData> = {
  kind: "surface",
  series: false,
  bounds({ field }): Bounds | undefined {
    const z = extentOfValues(field.z)
    return z && { ...fieldBox(field), z }
  },
  pieces: (data, stage) => (data.filled ? quads(data, stage) : wires(data, stage)),
  describe: ({ field, style, filled }) => spread(field, nameOf(style, filled ? "surface" : "wireframe")),
  table: ({ field }) => fieldTable(field),
  colours({ field, filled, cmap, colorbar, style }) {
    const domain = extentOfValues(field.z)
    return filled && colorbar && domain && domain[0] !== domain[1] ? { cmap, domain, label: style.label } : undefined
  },
}

const wireframeType: Mark3dType<SurfaceData> = {
  ...surfaceType,
  kind: "wireframe",
  series: true,
  swatch: ({ style }, pen, x, y) => lineSwatch({ width: 1.5, ...style, dash: false }, pen, x, y),
}

const spec = { cmap: rules.cmap, colorbar: rules.flag, samples: rules.samples }

const build = (source: PlaneFn | MatrixLike, place: Place | undefined, options: SurfaceOptions, kind: "surface" | "wireframe"): Mark3d => {
  const filled = kind === "surface"
  const {
    style,
    samples = 41,
    wire = filled ? 0 : 1,
    cmap = "viridis",
    colorbar = false,
  } = parted(options, kind, {
    ...spec,
    wire: filled ? rules.wires : rules.counting,
  })
  const field = toField(source, place, samples, kind)
  return mark(filled ? surfaceType : wireframeType, { field, filled, cmap, colorbar, wire, style })
}

/**
 * A surface z = f(x, y), coloured by height; `wire: n` draws every nth grid line on it.
 *
 * `source`: a function of `(x, y)` or of a vector, or a table `[rows, columns]`; `place`: `[[x0, x1], [y0, y1]]` or `{ x, y }`
 *
 * @example
 * ```ts
 * import { figure3d, surface } from "@nablajs/plot"
 * figure3d({}, [surface((x: number, y: number) => x * y, [[-1, 1], [-1, 1]])]).describe() // => "surface from −1 at (1, −1) to 1 at (−1, −1)."
 * ```
 */
export const surface = (source: PlaneFn | MatrixLike, place?: Place, options: SurfaceOptions = {}): Mark3d =>
  build(source, place, options, "surface")

/**
 * A surface as a net of lines; `wire: n` keeps every nth.
 *
 * `source`: a function of `(x, y)` or of a vector, or a table `[rows, columns]`; `place`: `[[x0, x1], [y0, y1]]` or `{ x, y }`
 *
 * @example
 * ```ts
 * import { figure3d, wireframe } from "@nablajs/plot"
 * figure3d({}, [wireframe((x: number, y: number) => x * x + y * y, [[-1, 1], [-1, 1]], { wire: 4 })]).describe()
 * // => "wireframe from 0 at (0, 0) to 2 at (−1, −1)."
 * ```
 */
export const wireframe = (source: PlaneFn | MatrixLike, place?: Place, options: SurfaceOptions = {}): Mark3d =>
  build(source, place, options, "wireframe")
