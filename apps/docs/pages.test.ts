import { readFileSync } from "node:fs"
import { join, relative } from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import { cellsOf, flagNames } from "./.vitepress/cells/fences.ts"
import { pagesOf } from "./.vitepress/cells/plugin.ts"
import { resultOf, run } from "./.vitepress/cells/run.ts"
import type { Result } from "./.vitepress/cells/runtime.ts"
import { readmes, root } from "./.vitepress/cells/sheets.ts"

const files = [...pagesOf(), ...readmes()]
const sheets = files.map((file) => ({ name: relative(root, file), cells: cellsOf(readFileSync(file, "utf8")), meeting: "page" as const }))
let results: Map<number, Result>[] = []

beforeAll(async () => {
  results = await run(sheets)
}, 300_000)

test("The site has its pages", () => {
  const names = sheets.map(({ name }) => name)
  for (const page of [
    "index",
    "getting-started",
    "calculus",
    "autograd",
    "tensors",
    "symbolic",
    "matrix-calculus",
    "derivations",
    "plots",
    "errors",
    "coming-from",
  ])
    expect(names).toContain(join("apps/docs", `${page}.md`))
})

describe.each(sheets.map((sheet, at) => ({ ...sheet, at })).filter(({ cells }) => cells.length > 0))("$name", ({ name, cells, at }) => {
  test.each(cells.map((cell, index) => ({ ...cell, index })))(`${name}:$line runs as written`, ({ index, flags }) => {
    expect(flags.filter((flag) => !flagNames.includes(flag))).toEqual([])
    if (flags.includes("no-run")) return
    const { failure } = resultOf(results[at] as Map<number, Result>, index)
    if (failure) throw new Error(failure.message)
  })
})
