import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { errorCodes } from "./.vitepress/cells/codes.ts"
import { cellsOf } from "./.vitepress/cells/fences.ts"
import { run } from "./.vitepress/cells/run.ts"
import { root } from "./.vitepress/cells/sheets.ts"

const page = readFileSync(join(root, "apps/docs/errors.md"), "utf8")

test("Every error code has its section, in the order of the list", () => {
  expect([...page.matchAll(/^## `([\w-]+)` \{#([\w-]+)\}$/gm)].map((match) => match[1])).toEqual(errorCodes().map(({ code }) => code))
  for (const match of page.matchAll(/^## `([\w-]+)` \{#([\w-]+)\}$/gm)) expect(match[1]).toBe(match[2])
})

test("The examples of a section throw its code", async () => {
  const lines = page.split("\n")
  const cells = cellsOf(page)
  const [results] = await run([{ name: "errors.md", cells, meeting: "page" }])
  const wrong = cells.flatMap((cell, index) => {
    if (!cell.flags.includes("expect-error")) return []
    const heading = lines.slice(0, cell.line).findLast((line) => line.startsWith("## ")) ?? ""
    const error = results?.get(index)?.outputs.find((output) => output.kind === "error")
    return error?.kind === "error" && heading.includes(`\`${error.code}\``)
      ? []
      : [`line ${cell.line}: ${heading} threw ${JSON.stringify(error)}`]
  })
  expect(wrong).toEqual([])
}, 60_000)
