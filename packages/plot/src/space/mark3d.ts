import type { AnyMark, Interval, Kind, Pen } from "../mark.ts"
import type { Attrs } from "../node.ts"
import type { Point3 } from "./camera.ts"

/** A piece of a drawing in space, painted from far to near. */
export interface Piece {
  readonly near: number
  /** Pieces with equal paint that follow each other become one path. */
  readonly paint: string
  readonly d: string
  readonly attrs: Attrs
}

export interface Stage3d extends Pick<Pen, "theme" | "slot"> {
  /** From data to pixels and nearness. */
  place(p: Point3): Point3
  /** From data to the unit cube, where lengths compare across axes. */
  unit(p: Point3): Point3
  readonly view: Point3
}

export interface Bounds {
  readonly x: Interval
  readonly y: Interval
  readonly z: Interval
}

/** How marks of one kind behave in space. */
export interface Mark3dType<D extends object> extends Kind<D> {
  bounds(data: D): Bounds | undefined
  pieces(data: D, stage: Stage3d): Piece[]
}

export interface Mark3d extends AnyMark<Mark3dType<never>> {}

export const typeOf3d = (m: Mark3d): Mark3dType<object> => m.type as unknown as Mark3dType<object>
