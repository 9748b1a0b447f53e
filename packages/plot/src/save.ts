import { type Child, el, group, type SvgNode } from "./node.ts"
import { serialize } from "./svg.ts"
import { refuse } from "./refuse.ts"
import type { Drawing } from "./drawing.ts"
import { type RenderOptions, themeOf } from "./rendering.ts"

interface Resvg {
  Resvg: new (svg: string, options: object) => { render(): { asPng(): Uint8Array } }
}

interface Files {
  writeFile(path: string, data: string | Uint8Array): Promise<void>
}

const cover = /* @__PURE__ */ el("path", { d: "M-99999,-99999H99999V99999H-99999Z", "fill-opacity": 0 })

/** resvg 2.6 ends the whole process at a layer that lies outside the image; nothing visible keeps each inside. */
const covered = (node: Child): Child => {
  if (typeof node === "string") return node
  const { opacity, ...attrs } = node.attrs
  const children = node.children.map(covered)
  if (opacity === undefined && attrs["clip-path"] === undefined) return { ...node, children }
  return node.tag === "g" ? { ...node, children: [cover, ...children] } : group({ opacity }, [cover, { ...node, attrs, children }])
}

/** A module that is not everywhere, or what to say where it is missing. */
const optional = (name: string, missing: string): Promise<unknown> =>
  import(/* @vite-ignore */ name).catch((cause) => refuse(missing, "unsupported", cause))

/** A drawing as the bytes of a PNG image, through the optional package `@resvg/resvg-js`. */
export async function toPNG(drawing: Drawing, options: RenderOptions & { readonly scale?: number } = {}): Promise<Uint8Array> {
  const theme = themeOf(options).name === "dark" ? "dark" : "light"
  const name = "@resvg/resvg-js"
  const { Resvg } = (await optional(name, `toPNG: needs ${name}; npm install ${name}`)) as Resvg
  const svg = serialize(covered(drawing.toNode({ theme })) as SvgNode)
  return new Resvg(svg, { fitTo: { mode: "zoom", value: options.scale ?? 2 }, font: { loadSystemFonts: true } }).render().asPng()
}

/** Writes a drawing as `.svg` or `.png`. */
export async function saveDrawing(
  drawing: Drawing,
  path: string,
  options: RenderOptions & { readonly scale?: number } = {},
): Promise<void> {
  const ending = /\.([a-z]+)$/i.exec(String(path))?.[1]?.toLowerCase()
  if (ending !== "svg" && ending !== "png") refuse(`save: the file must end in .svg or .png, got "${String(path)}"`)
  const data = ending === "svg" ? drawing.toSVG({ theme: options.theme ?? "light" }) : await toPNG(drawing, options)
  const { writeFile } = (await optional("node:fs/promises", "save: there are no files here; use toSVG() or toElement(document)")) as Files
  await writeFile(path, data)
}
