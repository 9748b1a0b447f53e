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

export const el = (tag: string, attrs: Attrs, children: readonly (Child | undefined)[] = none): SvgNode => ({
  tag,
  attrs,
  children: children.filter((child) => child !== undefined),
})

export const group = (attrs: Attrs, children: readonly (Child | undefined)[]): SvgNode => el("g", attrs, children)

export const path = (d: string, attrs: Attrs): SvgNode | undefined => (d === "" ? undefined : el("path", { d, ...attrs }))

/** The text below a node. */
export const textOf = (node: Child): string => (typeof node === "string" ? node : node.children.map(textOf).join(""))

/** The part of a text that lies before its anchor. */
export const anchored = ({ "text-anchor": anchor }: Attrs): number => (anchor === "middle" ? 0.5 : anchor === "end" ? 1 : 0)
