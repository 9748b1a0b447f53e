import type { ColourKey, Column, Interval, Style } from "../mark.ts"
import type { SvgNode } from "../node.ts"
import type { Theme } from "../theme.ts"
import type { Point3 } from "./camera.ts"

/** A piece of a drawing in space, painted from far to near. */
export interface Piece {
  readonly near: number
  /** Pieces with equal paint that follow each other become one path. */
  readonly paint: string
  readonly d: string
  readonly attrs: Readonly<Record<string, string | number | undefined>>
}

export interface Stage3d {
  /** From data to pixels and nearness. */
  place(p: Point3): readonly [number, number, number]
  /** From data to the unit cube, where lengths compare across axes. */
  unit(p: Point3): Point3
  readonly view: Point3
  readonly theme: Theme
  readonly slot: number
}

export interface Bounds {
  readonly x: Interval
  readonly y: Interval
  readonly z: Interval
}

/** How marks of one kind behave in space. */
export interface Mark3dType<D extends object> {
  readonly kind: string
  readonly series: boolean
  bounds(data: D): Bounds | undefined
  pieces(data: D, stage: Stage3d): Piece[]
  swatch?(data: D, stage: Stage3d, x: number, y: number): SvgNode | undefined
  describe(data: D): string
  table(data: D): readonly Column[]
  colours?(data: D): ColourKey | undefined
}

export interface Mark3d {
  readonly kind: string
  readonly label: string | undefined
  readonly data: object
  readonly type: Mark3dType<never>
}

export function mark3d<D extends object>(type: Mark3dType<D>, data: D & { readonly style?: Style }): Mark3d {
  return Object.freeze({ kind: type.kind, label: data.style?.label, data, type: type as Mark3dType<never> })
}

export const typeOf3d = (m: Mark3d): Mark3dType<object> => m.type as unknown as Mark3dType<object>
