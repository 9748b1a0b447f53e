// Pages whose blocks run: Vite asks for the outputs of a page before VitePress turns it into HTML, and a fence rule puts them under the block.
import { readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import katex from "katex"
import type MarkdownIt from "markdown-it"
import { type Cell, cellsOf, flagsOf, isCode } from "./fences.ts"
import { writeDerivations } from "./derivations.ts"
import { drawGallery } from "./gallery.ts"
import { figurePart } from "./parts.ts"
import { renderOutputs } from "./render.ts"
import { resultOf, run } from "./run.ts"
import type { Result } from "./runtime.ts"

const root = join(import.meta.dirname, "../..")

interface Ran {
  readonly source: string
  readonly cells: readonly Cell[]
  readonly results: Map<number, Result>
}

const ran = new Map<string, Ran>()

/** The written pages; the generated reference quotes signatures and is not run. */
export const pagesOf = (folder: string = root): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md") && !/(^|[\\/])(node_modules|\.vitepress|api)[\\/]/.test(path) && path !== "README.md")
    .map((path) => join(folder, path))
    .sort()

/** Runs pages, in one process. */
async function runPages(paths: readonly string[], read = (path: string): string => readFileSync(path, "utf8")): Promise<void> {
  const sheets = paths.map((path) => ({ name: relative(root, path), cells: cellsOf(read(path)), meeting: "page" as const }))
  const results = await run(sheets)
  paths.forEach((path, i) =>
    ran.set(path, { source: read(path), cells: sheets[i]?.cells ?? [], results: results[i] as Map<number, Result> }),
  )
}

/** The blocks of a page that did not run as written, as lines that name them. */
function failuresOf(path: string): string[] {
  const page = ran.get(path)
  if (!page) return []
  return page.cells.flatMap((cell, i) => {
    if (cell.flags.includes("no-run")) return []
    const { failure } = resultOf(page.results, i)
    return failure ? [`${relative(root, path)}:${cell.line}: ${failure.message}`] : []
  })
}

interface Hooks {
  readonly name: string
  readonly enforce: "pre"
  configResolved(config: { command: string }): void
  transform(this: { error(message: string): never; warn(message: string): void }, code: string, id: string): Promise<void>
}

/** Runs all pages once before a build, and a page whenever it changes while one writes. */
export function executedPages(base: string): Hooks {
  let building = false
  let all: Promise<void> | undefined
  return {
    name: "nabla:cells",
    enforce: "pre",
    configResolved(config) {
      building = config.command === "build"
    },
    async transform(code, id) {
      if (!id.endsWith(".md") || /[\\/]api[\\/]/.test(id)) return
      if (building) await (all ??= runPages(pagesOf()))
      if (ran.get(id)?.source !== code) await runPages([id], () => code)
      const failures = [
        ...failuresOf(id),
        ...(code.includes('data-made="gallery"') ? await drawGallery(base) : []),
        ...(code.includes('data-made="derivations"') ? await writeDerivations(base) : []),
      ]
      if (failures.length > 0)
        building ? this.error(`A block does not run as written.\n${failures.join("\n")}`) : this.warn(failures.join("\n"))
    },
  }
}

interface PageEnv {
  path?: string
  realPath?: string
  relativePath?: string
  /** Set while the text is read for the search index, which wants no outputs. */
  plain?: boolean
  cell?: number
}

/** The fence rule: a block, its outputs, and what the page needs to let it be edited. */
export function cellFences(md: MarkdownIt, base: string): void {
  const { fence } = md.renderer.rules
  if (!fence) throw new Error("markdown-it has no fence rule")
  md.renderer.rules.fence = (tokens, index, options, env: PageEnv, self) => {
    const [language = "", ...rest] = (tokens[index]?.info ?? "").trim().split(/\s+/)
    const html = fence(tokens, index, options, env, self)
    const page = ran.get(env.realPath ?? env.path ?? "")
    if (!page || !isCode(language) || env.plain) return html
    const at = env.cell ?? 0
    env.cell = at + 1
    const cell = page.cells[at]
    if (cell?.code !== tokens[index]?.content) throw new Error(`${env.path}: block ${at} is read differently by the page and by the tests`)
    const flags = flagsOf(rest.join(" "))
    if (flags.includes("no-run")) return `<div class="cell no-run">${html}</div>`
    let figures = 0
    const figure = (svg: string): string => figurePart(`${env.relativePath?.replace(/\W/g, "-")}-${at}-${figures++}`, svg, base)
    const outputs = renderOutputs(flags.includes("hide-output") ? [] : resultOf(page.results, at).outputs, { katex, base, figure })
    const under = outputs === "" ? "" : `<div class="cell-output" v-pre>${outputs}</div>`
    return `<nabla-cell data-cell="${at}" data-flags="${flags.join(" ")}">${html}${under}</nabla-cell>`
  }
}

/** Lines such as `<div data-made="errors"></div>`, replaced by HTML that is made at build time. */
export function placeholders(md: MarkdownIt, made: Readonly<Record<string, () => string>>): void {
  const block = md.renderer.rules.html_block
  md.renderer.rules.html_block = (tokens, index, options, env: PageEnv, self) => {
    const [, name = ""] = /^\s*<div data-made="(\w+)"><\/div>\s*$/.exec(tokens[index]?.content ?? "") ?? []
    const make = Object.hasOwn(made, name) ? made[name] : undefined
    if (make) return env.plain ? "" : make()
    return block ? block(tokens, index, options, env, self) : (tokens[index]?.content ?? "")
  }
}
