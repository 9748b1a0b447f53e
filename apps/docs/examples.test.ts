import { readFileSync } from "node:fs"
import { relative } from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import { examplesOf } from "./.vitepress/cells/examples.ts"
import { resultOf, run } from "./.vitepress/cells/run.ts"
import type { Result } from "./.vitepress/cells/runtime.ts"
import { packagesFrom, root, sources } from "./.vitepress/cells/sheets.ts"

const sheets = sources()
  .map((file) => ({
    name: relative(root, file),
    cells: examplesOf(readFileSync(file, "utf8")),
    meeting: "apart" as const,
    scope: packagesFrom(file),
  }))
  .filter(({ cells }) => cells.length > 0)
let results: Map<number, Result>[] = []

beforeAll(async () => {
  results = await run(sheets)
}, 300_000)

test("There are examples in every package", () => {
  for (const name of ["core", "tensor", "autograd", "symbolic", "plot"])
    expect(sheets.some((sheet) => sheet.name.startsWith(`packages/${name}/`))).toBe(true)
})

describe.each(sheets.map((sheet, at) => ({ ...sheet, at })))("$name", ({ name, cells, at }) => {
  test.each(cells.map((cell, index) => ({ ...cell, index })))(`${name}:$line runs as written`, ({ index, flags }) => {
    if (flags.includes("no-run")) return
    const { failure } = resultOf(results[at] as Map<number, Result>, index)
    if (failure) throw new Error(failure.message)
  })
})
