import { checked } from "../rules.ts"
import * as rules from "../rules.ts"
import { refuse } from "../refuse.ts"
import { colourBarWidth, drawColourBar } from "../colorbar.ts"
import { Drawing } from "../drawing.ts"
import { headingOf } from "../heading.ts"
import { plainLabel, type RenderMath, textNode, withMath } from "../label.ts"
import type { ColourKey, Column, Interval } from "../mark.ts"
import { type Child, group, path } from "../node.ts"
import { toInterval } from "../values.ts"
import { widened } from "../scales.ts"
import type { Theme } from "../theme.ts"
import { cubeLeft, drawCube } from "./cube.ts"
import { type Camera, cameraAt, type Point3 } from "./camera.ts"
import { wirePaint } from "./surface.ts"
import { type Bounds, type Mark3d, type Piece, type Stage3d, typeOf3d } from "./mark3d.ts"

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

const union = (a: Interval, b: Interval): Interval => [Math.min(a[0], b[0]), Math.max(a[1], b[1])]

function boundsOf(marks: readonly Mark3d[], options: Figure3dOptions): Bounds {
  const all = marks.flatMap((m) => typeOf3d(m).bounds(m.data) ?? [])
  const along = (axis: "x" | "y" | "z"): Interval => {
    const given = options[`${axis}lim`]
    const data = all.map((b) => b[axis]).reduce<Interval | undefined>((a, b) => (a ? union(a, b) : b), undefined)
    return widened(given ?? data ?? [0, 1], "linear")
  }
  return { x: along("x"), y: along("y"), z: along("z") }
}

const flat = 0.78

/** Data to the cube from −1 to 1, a little flatter than it is wide. */
function unitCube({ x, y, z }: Bounds): (p: Point3) => Point3 {
  const to = (v: number, [a, b]: Interval): number => 2 * ((v / 2 - a / 2) / (b / 2 - a / 2)) - 1
  return (p) => [to(p[0], x), to(p[1], y), flat * to(p[2], z)]
}

/** Scales the projected cube into the rectangle left for it. */
function fitted(
  camera: Camera,
  left: number,
  top: number,
  width: number,
  height: number,
): (p: Point3) => readonly [number, number, number] {
  const corners = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-flat, flat].map((z) => camera.project([x, y, z]))))
  const range = (k: 0 | 1): Interval => [Math.min(...corners.map((c) => c[k])), Math.max(...corners.map((c) => c[k]))]
  const [rx, ry] = [range(0), range(1)]
  const unit = Math.min(width / (rx[1] - rx[0]), height / (ry[1] - ry[0]))
  const [cx, cy] = [left + width / 2 - (unit * (rx[0] + rx[1])) / 2, top + height / 2 - (unit * (ry[0] + ry[1])) / 2]
  return (p) => {
    const [a, b, near] = camera.project(p)
    return [cx + unit * a, cy + unit * b, near]
  }
}

// The paint of grid lines on surfaces, which are most numerous: the group says it once.
const common: Piece["attrs"] = { ...wirePaint, "stroke-linejoin": "round" }

/** What a piece does not share with its group. */
function ownOf(attrs: Piece["attrs"]): Piece["attrs"] {
  const own: Record<string, string | number | undefined> = {}
  for (const name in attrs) if (attrs[name] !== common[name]) own[name] = attrs[name]
  return own
}

/** Far pieces first; neighbours with the same paint become one path. */
function painted(pieces: readonly Piece[]): Child[] {
  const sorted = [...pieces].sort((a, b) => a.near - b.near)
  const nodes: Child[] = []
  let open: { paint: string; d: string[]; attrs: Piece["attrs"] } | undefined
  const close = (): void => {
    const node = open && path(open.d.join(""), ownOf(open.attrs))
    if (node) nodes.push(node)
  }
  for (const piece of sorted) {
    if (open?.paint === piece.paint && piece.attrs.opacity === undefined) {
      open.d.push(piece.d)
      continue
    }
    close()
    open = { paint: piece.paint, d: [piece.d], attrs: piece.attrs }
  }
  close()
  return nodes
}

/** Surfaces, nets, paths and points in space, seen from a chosen side. */
export class Figure3d extends Drawing {
  readonly options: Figure3dOptions
  readonly marks: readonly Mark3d[]

  constructor(options: Figure3dOptions, marks: readonly Mark3d[]) {
    super()
    this.options = Object.freeze({ ...options })
    this.marks = Object.freeze([...marks])
  }

  get width(): number {
    return this.options.width ?? 350
  }

  get height(): number {
    return this.options.height ?? 280
  }

  get title(): string {
    const { title } = this.options
    return this.readable(() => (title ? plainLabel(title) : this.marks.map((m) => plainLabel(m.label ?? m.kind)).join(", ")))
  }

  private readable<T>(run: () => T): T {
    return withMath(this.options.renderMath, run)
  }

  /** A copy with some options changed, for instance seen from elsewhere. */
  with(options: Figure3dOptions): Figure3d {
    return figure3d({ ...this.options, ...options }, this.marks)
  }

  describe(): string {
    return (
      this.options.description ??
      (this.marks.length === 0
        ? "An empty figure."
        : this.readable(() => `${this.marks.map((m) => typeOf3d(m).describe(m.data)).join(". ")}.`))
    )
  }

  tables(): readonly (readonly Column[])[] {
    return this.readable(() => this.marks.map((m) => typeOf3d(m).table(m.data)))
  }

  private get key(): ColourKey | undefined {
    return this.marks.map((m) => typeOf3d(m).colours?.(m.data)).find((key) => key !== undefined)
  }

  body(theme: Theme): readonly Child[] {
    return this.readable(() => this.drawn(theme))
  }

  private drawn(theme: Theme): readonly Child[] {
    const { options, marks, width, height, key } = this
    const fontSize = options.fontSize ?? 11
    const bounds = boundsOf(marks, options)
    const camera = cameraAt(options.azimuth ?? -60, options.elevation ?? 30)
    const unit = unitCube(bounds)
    const bar = key ? colourBarWidth(key, height - 90, fontSize) : 0
    const entries = options.legend === false ? [] : marks.filter((m) => m.label && typeOf3d(m).swatch)
    const heading = headingOf(options.title, fontSize + 2, width)
    const head = heading.height + 8
    const top = head + (entries.length > 0 ? entries.length * Math.round(fontSize * 1.5) : 0)
    const room = options.axes === false ? 6 : 38
    const left = options.axes === false ? 6 : Math.max(room + 6, cubeLeft(bounds, fontSize))
    const above = options.axes !== false && options.z ? fontSize + 4 : 0
    const area = {
      left,
      top: top + above,
      width: Math.max(10, width - left - room - bar),
      height: Math.max(10, height - top - above - room),
    }
    const project = fitted(camera, area.left, area.top, area.width, area.height)
    const place = (p: Point3): readonly [number, number, number] => project(unit(p))
    let next = 0
    const stages = marks.map((m): Stage3d => {
      const own = (m.data as { style?: { color?: string } }).style?.color
      return { place, unit, view: camera.view, theme, slot: typeOf3d(m).series && own === undefined ? next++ : Math.max(0, next - 1) }
    })
    const pieces = marks.flatMap((m, i) => typeOf3d(m).pieces(m.data, stages[i] as Stage3d))
    const cube = options.axes === false ? [] : drawCube(bounds, camera, place, options, theme, fontSize)
    const box = { left: area.left, top: area.top + 20, width: area.width + room - 12, height: height - 90 }
    const nodes = [
      ...cube,
      group({ "data-mark": "space", ...common }, painted(pieces)),
      ...(options.legend === false ? [] : legendOf(marks, stages, fontSize, theme, head)),
      key && drawColourBar(key, box, theme, fontSize),
      ...heading.draw(theme),
    ]
    return nodes.filter((node) => node !== undefined)
  }
}

function legendOf(marks: readonly Mark3d[], stages: readonly Stage3d[], fontSize: number, theme: Theme, top: number): Child[] {
  const labelled = marks.flatMap((m, i) => {
    const { swatch } = typeOf3d(m)
    return m.label && swatch ? [{ m, stage: stages[i] as Stage3d, swatch }] : []
  })
  const step = Math.round(fontSize * 1.5)
  return labelled.flatMap(({ m, stage, swatch }, i) => {
    const y = top + 4 + (i + 0.5) * step
    const sample = swatch(m.data, stage, 19, y)
    return [...(sample ? [sample] : []), textNode(m.label as string, fontSize, { x: 34, y: y + fontSize * 0.35, fill: theme.ink })]
  })
}

const spec = {
  title: rules.text,
  description: rules.text,
  x: rules.text,
  y: rules.text,
  z: rules.text,
  xlim: rules.any,
  ylim: rules.any,
  zlim: rules.any,
  width: rules.pixels,
  height: rules.pixels,
  azimuth: rules.angle,
  elevation: rules.angle,
  legend: rules.flag,
  axes: rules.flag,
  fontSize: rules.points,
  renderMath: rules.hook,
}

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
export function figure3d(options: Figure3dOptions, marks: readonly Mark3d[]): Figure3d {
  checked(options, spec, "figure3d")
  if (!Array.isArray(marks)) refuse("figure3d: the second argument is a list of marks, such as [surface(f, box)]")
  const wrong = marks.findIndex((m) => typeof m?.type?.pieces !== "function")
  if (wrong >= 0) refuse(`figure3d: item ${wrong} of the list is no mark in space; make them with surface, wireframe, line3d, scatter3d`)
  for (const name of ["xlim", "ylim", "zlim"] as const) {
    const limits = options[name]
    if (limits) toInterval(limits, `figure3d: ${name}`)
  }
  return new Figure3d(options, marks)
}
