/** An element of SVG as plain data; every back end (string, document, canvas, terminal) reads these. */
export interface SvgNode {
  readonly tag: string
  readonly attrs: Attrs
  readonly children: readonly Child[]
}

export type Attrs = Readonly<Record<string, string | number | undefined>>
export type Child = SvgNode | string

/** Stands for the figure's own identifier until its content, and so the identifier, is known. */
export const selfId = "\u0001"

const none: readonly Child[] = []

export function el(tag: string, attrs: Attrs, children: readonly (Child | undefined)[] = none): SvgNode {
  return { tag, attrs, children: children.filter((child) => child !== undefined) }
}

export const group = (attrs: Attrs, children: readonly (Child | undefined)[]): SvgNode => el("g", attrs, children)

export const path = (d: string, attrs: Attrs): SvgNode | undefined => (d === "" ? undefined : el("path", { d, ...attrs }))
