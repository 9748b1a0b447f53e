import { checked } from "../rules.ts"
import * as rules from "../rules.ts"
import { colourBarWidth, drawColourBar } from "../colorbar.ts"
import { share } from "../colormap.ts"
import { headingOf } from "../heading.ts"
import { plainLabel, type RenderMath } from "../label.ts"
import { drawColumn, labelled } from "../legend.ts"
import { type Box, extentOfValues, type Interval, keyOf, type Pen, slotsOf, union } from "../mark.ts"
import { checkedMarks, Marked } from "../marked.ts"
import { max, min, round } from "../math.ts"
import { type Attrs, type Child, group, path } from "../node.ts"
import { commonSpec } from "../options.ts"
import { widened } from "../scales.ts"
import type { Theme } from "../theme.ts"
import { cubeLeft, drawCube } from "./cube.ts"
import { type Camera, cameraAt, type Point3 } from "./camera.ts"
import { wirePaint } from "./surface.ts"
import { type Bounds, type Mark3d, type Piece, typeOf3d } from "./mark3d.ts"

export interface Figure3dOptions {
  readonly title?: string
  readonly description?: string
  readonly x?: string
  readonly y?: string
  readonly z?: string
  readonly xlim?: readonly [number, number]
  readonly ylim?: readonly [number, number]
  readonly zlim?: readonly [number, number]
  readonly width?: number
  readonly height?: number
  /** Degrees around the z axis; −60 by default. */
  readonly azimuth?: number
  /** Degrees above the plane; 30 by default. */
  readonly elevation?: number
  readonly legend?: boolean
  readonly axes?: boolean
  readonly fontSize?: number
  /** Sets formulas that labels cannot, as in `figure`. */
  readonly renderMath?: RenderMath
}

const boundsOf = (marks: readonly Mark3d[], options: Figure3dOptions): Bounds => {
  const all = marks.map((m) => typeOf3d(m).bounds(m.data))
  const along = (axis: "x" | "y" | "z"): Interval =>
    widened(options[`${axis}lim`] ?? all.map((b) => b?.[axis]).reduce(union, undefined) ?? [0, 1], "linear")
  return { x: along("x"), y: along("y"), z: along("z") }
}

const flat = 0.78

/** Data to the cube from −1 to 1, a little flatter than it is wide. */
const unitCube = ({ x, y, z }: Bounds): ((p: Point3) => Point3) => {
  const to = (v: number, side: Interval): number => 2 * share(v, side) - 1
  return (p) => [to(p[0], x), to(p[1], y), flat * to(p[2], z)]
}

/** Scales the projected cube into the rectangle left for it. */
const fitted = ({ project }: Camera, { left, top, width, height }: Box): ((p: Point3) => Point3) => {
  const corners = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-flat, flat].map((z) => project([x, y, z]))))
  const [[x0, x1], [y0, y1]] = [0, 1].map((k) => extentOfValues(corners.map((c) => c[k] as number))) as [Interval, Interval]
  const unit = min(width / (x1 - x0), height / (y1 - y0))
  const cx = left + width / 2 - (unit * (x0 + x1)) / 2
  const cy = top + height / 2 - (unit * (y0 + y1)) / 2
  return (p) => {
    const [a, b, near] = project(p)
    return [cx + unit * a, cy + unit * b, near]
  }
}

/** Far pieces first; neighbours with the same paint become one path. */
const painted = (pieces: readonly Piece[]): (Child | undefined)[] => {
  const runs: { readonly paint: string; readonly attrs: Attrs; d: string }[] = []
  for (const { paint, attrs, d } of [...pieces].sort((a, b) => a.near - b.near)) {
    const last = runs.at(-1)
    if (last?.paint === paint && attrs.opacity === undefined) last.d += d
    else runs.push({ paint, attrs, d })
  }
  return runs.map(({ attrs, d }) => path(d, attrs))
}

/** Surfaces, nets, paths and points in space, seen from a chosen side. */
export class Figure3d extends Marked<Figure3dOptions, Mark3d> {
  get height(): number {
    return this.options.height ?? 280
  }

  get title(): string {
    const { title } = this.options
    return this.readable(() => (title ? plainLabel(title) : this.marks.map((m) => plainLabel(m.label ?? m.kind)).join(", ")))
  }

  /** A copy with some options changed, for instance seen from elsewhere. */
  with(options: Figure3dOptions): Figure3d {
    return figure3d({ ...this.options, ...options }, this.marks)
  }

  body(theme: Theme): readonly Child[] {
    return this.readable(() => this.drawn(theme))
  }

  private drawn(theme: Theme): readonly Child[] {
    const { options, marks, width, height } = this
    const { fontSize = 11, axes = true } = options
    const key = marks.map(keyOf).find((key) => key !== undefined)
    const bounds = boundsOf(marks, options)
    const camera = cameraAt(options.azimuth ?? -60, options.elevation ?? 30)
    const slots = slotsOf(marks)
    const entries = options.legend === false ? [] : labelled(marks)
    const heading = headingOf(options.title, fontSize + 2, width)
    const head = heading.height + 8
    const room = axes ? 38 : 6
    const left = axes ? max(room + 6, cubeLeft(bounds, fontSize)) : room
    const top = head + entries.length * round(fontSize * 1.5) + (axes && options.z ? fontSize + 4 : 0)
    const bar = key ? colourBarWidth(key, height - 90, fontSize) : 0
    const area = { left, top, width: max(10, width - left - room - bar), height: max(10, height - top - room) }
    const unit = unitCube(bounds)
    const project = fitted(camera, area)
    const place = (p: Point3): Point3 => project(unit(p))
    const stage = { place, unit, view: camera.view, theme }
    const pieces = marks.flatMap((m, i) => typeOf3d(m).pieces(m.data, { ...stage, slot: slots[i] as number }))
    const box = { left, top: top + 20, width: area.width + room - 12, height: height - 90 }
    const nodes = [
      ...(axes ? drawCube(bounds, camera, place, options, theme, fontSize) : []),
      group({ "data-mark": "space", ...wirePaint }, painted(pieces)),
      entries.length > 0 ? drawColumn(entries, { theme, fontSize } as Pen, 2, head + 1) : undefined,
      key && drawColourBar(key, box, theme, fontSize),
      ...heading.draw(theme),
    ]
    return nodes.filter((node) => node !== undefined)
  }
}

const spec = { ...commonSpec, z: rules.text, zlim: rules.interval, azimuth: rules.angle, elevation: rules.angle, legend: rules.flag }

/**
 * A figure in space, from surfaces, wireframes, lines and points.
 *
 * @example
 * ```ts
 * import { figure3d, line3d, surface } from "@nablajs/plot"
 * const f = (x: number, y: number) => x ** 2 + y ** 2
 * figure3d({ x: "x", y: "y", z: "f" }, [surface(f, [[-1, 1], [-1, 1]]), line3d([1, 0.5, 0], [1, 0.5, 0], [2, 0.5, 0])]).toSVG().startsWith("<svg") // => true
 * ```
 */
export const figure3d = (options: Figure3dOptions, marks: readonly Mark3d[]): Figure3d => {
  const known = checked(options, spec, "figure3d")
  const inSpace = (m: unknown): boolean => typeof (m as Mark3d | null)?.type?.pieces === "function"
  return new Figure3d(known, checkedMarks<Mark3d>("figure3d", marks, inSpace, "in space, such as surface or line3d"))
}
