import * as rules from "../rules.ts"
import { refuse } from "../refuse.ts"
import type { PlaneFn } from "../plane.ts"
import { type ColourMapName, colourAt, hex, share } from "../colormap.ts"
import { type Field, type Place, toField } from "../field.ts"
import { extentOfValues, type Interval, type Style, styleOf, nameOf } from "../mark.ts"
import { fieldTable, spread } from "../marks/contour.ts"
import { path } from "../node.ts"
import { px, px1 } from "../number.ts"
import { colourOf } from "../theme.ts"
import type { MatrixLike } from "../values.ts"
import type { Point3 } from "./camera.ts"
import { type Bounds, type Mark3d, type Mark3dType, mark3d, type Piece, type Stage3d } from "./mark3d.ts"

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

const ends = (values: Float64Array): Interval => [values[0] as number, values.at(-1) as number]

const minus = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]

// The cosine between the surface and the light, which comes over the viewer's left shoulder.
function lightness(a: Point3, b: Point3, c: Point3, [vx, vy, vz]: Point3): number {
  const [ux, uy, uz] = minus(b, a)
  const [wx, wy, wz] = minus(c, a)
  const n: Point3 = [uy * wz - uz * wy, uz * wx - ux * wz, ux * wy - uy * wx]
  const l: Point3 = [vx - 0.5 * vy, vy + 0.5 * vx, vz + 0.4]
  const size = Math.sqrt((n[0] ** 2 + n[1] ** 2 + n[2] ** 2) * (l[0] ** 2 + l[1] ** 2 + l[2] ** 2))
  return size > 0 ? Math.abs(n[0] * l[0] + n[1] * l[1] + n[2] * l[2]) / size : 1
}

const steps = 96

/** Colours by height and light, each step of the map computed once. */
function shading(cmap: ColourMapName): (t: number, light: number) => string {
  const colours = Array.from({ length: steps + 1 }, (_, i) => colourAt(cmap, i / steps))
  return (t, light) => {
    const factor = 0.78 + 0.22 * light
    const [r, g, b] = colours[Math.round(t * steps)] as [number, number, number]
    const soft = (v: number): number => Math.round((v * factor) / 3) * 3
    return hex([soft(r), soft(g), soft(b)])
  }
}

function nodesOf({ field }: SurfaceData, stage: Stage3d): { at: (readonly [number, number, number])[]; unit: Point3[] } {
  const { x, y, z } = field
  const points = Array.from(z, (v, k) => [x[k % x.length] as number, y[Math.floor(k / x.length)] as number, v] as const)
  return { at: points.map(stage.place), unit: points.map(stage.unit) }
}

function quads(data: SurfaceData, stage: Stage3d): Piece[] {
  const { field, cmap, wire, style } = data
  const { at, unit } = nodesOf(data, stage)
  const text = at.map(([a, b]) => `${px1(a)},${px1(b)}`)
  const shaded = shading(cmap)
  const [nx, ny] = [field.x.length, field.y.length]
  const range = extentOfValues(field.z) ?? [0, 1]
  const pieces: Piece[] = []
  for (let i = 0; i < ny - 1; i++) {
    for (let j = 0; j < nx - 1; j++) {
      const k = i * nx + j
      const [b, c, e] = [k + 1, k + nx + 1, k + nx]
      const height = ((field.z[k] as number) + (field.z[b] as number) + (field.z[c] as number) + (field.z[e] as number)) / 4
      if (!Number.isFinite(height)) continue
      const nearness = (node: number): number => (at[node] as readonly [number, number, number])[2]
      const near = (nearness(k) + nearness(b) + nearness(c) + nearness(e)) / 4
      const points = [text[k], text[b], text[c], text[e]] as [string, string, string, string]
      const d = `M${points[0]}L${points[1]}L${points[2]}L${points[3]}Z`
      const fill = style.color
        ? colourOf(stage.theme, style.color, 0)
        : shaded(share(height, range), lightness(unit[k] as Point3, unit[b] as Point3, unit[e] as Point3, stage.view))
      pieces.push({
        near,
        paint: fill,
        d,
        attrs: { fill, stroke: fill, "stroke-opacity": 1, "stroke-width": 0.5, "stroke-linejoin": "round", opacity: style.opacity },
      })
      if (wire > 0) pieces.push(...edges(points, i, j, wire, near, nx, ny))
    }
  }
  return pieces
}

export const wirePaint = { fill: "none", stroke: "#000000", "stroke-opacity": 0.35, "stroke-width": 0.5 }

// Grid lines on a surface: each cell carries its first and lower edge, so lines hide behind nearer cells.
function edges(
  [a, b, c, d]: readonly [string, string, string, string],
  i: number,
  j: number,
  wire: number,
  near: number,
  nx: number,
  ny: number,
): Piece[] {
  const parts = [
    i % wire === 0 ? `M${a}L${b}` : "",
    j % wire === 0 ? `M${a}L${d}` : "",
    i === ny - 2 ? `M${d}L${c}` : "",
    j === nx - 2 ? `M${b}L${c}` : "",
  ].join("")
  return parts === "" ? [] : [{ near: near + 1e-6, paint: "wire", d: parts, attrs: wirePaint }]
}

function wires(data: SurfaceData, stage: Stage3d): Piece[] {
  const { field, wire, style } = data
  const { at } = nodesOf(data, stage)
  const [nx, ny] = [field.x.length, field.y.length]
  const color = colourOf(stage.theme, style.color, stage.slot)
  const attrs = {
    fill: "none",
    stroke: color,
    "stroke-opacity": 1,
    "stroke-width": style.width ?? 0.9,
    "stroke-linejoin": "round",
    opacity: style.opacity,
  }
  const segment = (p: number, q: number): Piece[] => {
    const [a, b] = [at[p] as readonly [number, number, number], at[q] as readonly [number, number, number]]
    if (!Number.isFinite(a[1] + b[1])) return []
    return [{ near: (a[2] + b[2]) / 2, paint: color, d: `M${px(a[0])},${px(a[1])}L${px(b[0])},${px(b[1])}`, attrs }]
  }
  const pieces: Piece[] = []
  for (let i = 0; i < ny; i++) {
    for (let j = 0; j < nx; j++) {
      const k = i * nx + j
      if (j < nx - 1 && (i % wire === 0 || i === ny - 1)) pieces.push(...segment(k, k + 1))
      if (i < ny - 1 && (j % wire === 0 || j === nx - 1)) pieces.push(...segment(k, k + nx))
    }
  }
  return pieces
}

const surfaceType: Mark3dType<SurfaceData> = {
  kind: "surface",
  series: false,
  bounds({ field }): Bounds | undefined {
    const z = extentOfValues(field.z)
    return z && { x: ends(field.x), y: ends(field.y), z }
  },
  pieces: (data, stage) => (data.filled ? quads(data, stage) : wires(data, stage)),
  describe: ({ field, style, filled }) => spread(field, nameOf(style, filled ? "surface" : "wireframe")),
  table: ({ field }) => fieldTable(field),
  colours({ field, filled, cmap, colorbar, style }) {
    const domain = extentOfValues(field.z)
    return filled && colorbar && domain && domain[0] !== domain[1]
      ? { cmap, domain, ...(style.label ? { label: style.label } : {}) }
      : undefined
  },
}

const wireframeType: Mark3dType<SurfaceData> = {
  ...surfaceType,
  kind: "wireframe",
  series: true,
  swatch: ({ style }, stage, x, y) =>
    path(`M${px(x - 11)},${px(y)}h22`, { stroke: colourOf(stage.theme, style.color, stage.slot), "stroke-width": 1.5, fill: "none" }),
}

function build(source: PlaneFn | MatrixLike, place: Place | undefined, options: SurfaceOptions, kind: "surface" | "wireframe"): Mark3d {
  const filled = kind === "surface"
  const style = styleOf(options, kind, { cmap: rules.cmap, colorbar: rules.flag, samples: rules.samples, wire: rules.wires })
  const field = toField(source, place, options.samples ?? 41, kind)
  const wire = options.wire ?? (filled ? 0 : 1)
  if (wire === 0 && !filled) refuse("wireframe: wire must be 1 for every line, or a larger whole number; got 0")
  const cmap = options.cmap ?? "viridis"
  return mark3d(filled ? surfaceType : wireframeType, { field, filled, cmap, colorbar: options.colorbar ?? false, wire, style })
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
