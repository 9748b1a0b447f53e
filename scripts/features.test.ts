import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import { describe, expect, test } from "vitest"
import { root } from "./lib/packages.mjs"
import { chapters, ourName } from "./lib/standard.mjs"

const page = readFileSync(join(root, "packages/tensor/FEATURES.md"), "utf8")

describe("The table of the standard's names", () => {
  test("is what the sources give, and so is the score in the README", () => {
    const node = ["--conditions=@nablajs/source", join(root, "scripts/features.mjs"), "--check"]
    const { status, stderr } = spawnSync(process.execPath, node, { encoding: "utf8" })
    expect(stderr).toBe("")
    expect(status).toBe(0)
  })

  test("has each name once", () => {
    const names = Object.values(chapters).flat()
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(page.split(`\n| \`${name}\` |`).length).toBe(2)
  })

  test("tells apart what has a derivative, what is flat, what is missing", () => {
    expect(page).toContain("| `subtract` | `subtract` | yes | yes | numeric |")
    expect(page).toContain("| `floor` | `floor` | yes | 0 | real |")
    expect(page).toContain("| `bitwise_and` | `bitwiseAnd` | yes |  | integer, bool |")
    expect(page).toContain("| `from_dlpack` |  | no |  |  |")
    expect([ourName("var"), ourName("take_along_axis")]).toEqual(["variance", "takeAlongAxis"])
  })
})
