// The gallery of the plot package as a part of a page: each figure, its title, and the code that draws it.
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parser } from "@lezer/javascript"
import { figurePart } from "./parts.ts"
import { escapeHTML } from "./render.ts"
import { resultOf, run } from "./run.ts"
import { root } from "./sheets.ts"

const folder = join(root, "packages/plot/gallery")
const typescript = parser.configure({ dialect: "ts" })

interface Entry {
  readonly name: string
  readonly title: string
  readonly code: string
}

type SyntaxNode = ReturnType<typeof typescript.parse>["topNode"]

/** The value of a property of an object in the source, as it is written. */
function property(source: string, object: SyntaxNode, name: string): string | undefined {
  for (const entry of object.getChildren("Property")) {
    const key = entry.getChild("PropertyDefinition")
    if (key && source.slice(key.from, key.to) === name)
      return entry.lastChild ? source.slice(entry.lastChild.from, entry.lastChild.to) : undefined
  }
  return undefined
}

const dedented = (code: string): string => {
  const indent = Math.min(
    ...code
      .split("\n")
      .slice(1)
      .filter((line) => line.trim() !== "")
      .map((line) => /^ */.exec(line)?.[0].length ?? 0),
  )
  return code
    .split("\n")
    .map((line, i) => (i === 0 ? line : line.slice(indent)))
    .join("\n")
}

/** The body of `() => …`: an expression, or the statements of a block. */
function bodyOf(arrow: string): string {
  const body = arrow.replace(/^\(\)\s*=>\s*/, "")
  const inside = /^\{\n([\s\S]*)\n\s*\}$/.exec(body)?.[1]
  return inside === undefined ? dedented(body) : dedented(`\n${inside}`).slice(1)
}

function entriesIn(file: string): Entry[] {
  const source = readFileSync(file, "utf8")
  const entries: Entry[] = []
  typescript.parse(source).iterate({
    enter: ({ node }) => {
      if (node.name !== "ObjectExpression") return true
      const [name, title, draw] = ["name", "title", "draw"].map((key) => property(source, node, key))
      if (!name || !title || !draw) return true
      entries.push({ name: JSON.parse(name) as string, title: JSON.parse(title) as string, code: bodyOf(draw) })
      return false
    },
  })
  return entries
}

/** The examples in the order of the gallery's own list. */
function galleryEntries(): Entry[] {
  const index = join(folder, "index.ts")
  if (!existsSync(index)) return []
  const parts = [...readFileSync(index, "utf8").matchAll(/\.\.\.(\w+)/g)].map(([, name]) => join(folder, `${name}.ts`))
  return parts.flatMap(entriesIn)
}

let drawn = ""

/** Draws the gallery; `galleryHTML` then has it. */
export async function drawGallery(base: string): Promise<string[]> {
  const entries = galleryEntries()
  const load = `(await import(${JSON.stringify(join(folder, "index.ts"))})).gallery`
  const cells = entries.map(({ name }, i) => ({
    code: `${load}.find((entry) => entry.name === ${JSON.stringify(name)}).draw()\n`,
    line: 2 + 2 * i,
    flags: [],
  }))
  const [results = new Map()] = await run([{ name: "gallery", cells, meeting: "apart" }])
  const failures: string[] = []
  const figures = entries.map(({ name, title, code }, i) => {
    const { outputs, failure } = resultOf(results, i)
    const svg = outputs.find((output) => output.kind === "svg")
    if (failure || svg?.kind !== "svg") failures.push(`gallery, ${name}: ${failure?.message ?? "not a figure"}`)
    const picture = svg?.kind === "svg" ? svg.svg : ""
    const part = figurePart(`figure-${name}`, picture, base)
    return `<figure id="figure-${name}"><figcaption>${escapeHTML(title)}</figcaption>${part}<details><summary>Code</summary><pre><code>${escapeHTML(code)}</code></pre></details></figure>`
  })
  drawn = `<div class="gallery" v-pre>${figures.join("")}</div>`
  return failures
}

export const galleryHTML = (): string => drawn
