import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as nb from "nablajs"
import { describe, expect, test } from "vitest"
import { pagesOf } from "./.vitepress/cells/plugin.ts"
import { renderOutputs } from "./.vitepress/cells/render.ts"
import { root } from "./.vitepress/cells/sheets.ts"

const pages = pagesOf().map((path) => [path.slice(root.length + 1), readFileSync(path, "utf8")] as const)

test("There is one KaTeX: its style sheet and its HTML belong together", () => {
  const versions = new Set(readFileSync(join(root, "pnpm-lock.yaml"), "utf8").match(/^ {2}katex@[\d.]+/gm))
  expect([...versions]).toEqual(["  katex@0.16.47"])
})

test.each(pages)("%s names nothing that does not exist", (_, text) => {
  const names = new Set([...text.matchAll(/`(?:new )?nb\.(\w+)[^`]*`/g)].map(([, name = ""]) => name))
  expect([...names].filter((name) => !(name in nb))).toEqual([])
})

test.each(pages)("%s links to pages that exist", (_, text) => {
  const links = [...text.matchAll(/\]\(\.\/([\w/-]+)(?:#[\w-]+)?\)|href="\.\/([\w/-]+)"/g)].map((match) => match[1] ?? match[2] ?? "")
  expect(links.filter((link) => !link.startsWith("api") && !existsSync(join(root, "apps/docs", `${link}.md`)))).toEqual([])
})

describe("Outputs", () => {
  const katex = { renderToString: (latex: string) => `[${latex}]` }
  test("are escaped, whatever a cell says", () => {
    const html = renderOutputs(
      [
        { kind: "log", text: '<img src=x onerror="1">' },
        { kind: "error", name: "<b>", code: undefined, message: "<i>" },
      ],
      { katex, base: "/" },
    )
    expect(html).not.toMatch(/<img|<b>|<i>/)
  })

  test("of Nabla's errors lead to the page of their code", () => {
    const html = renderOutputs([{ kind: "error", name: "NablaError", code: "syntax", message: "m" }], { katex, base: "/nabla/" })
    expect(html).toContain('<a href="/nabla/errors#syntax">')
  })
})
