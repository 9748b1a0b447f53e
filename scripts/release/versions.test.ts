import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { publicPackages, root } from "../lib/packages.mjs"
import { Consumer } from "./consumer.ts"

// `changeset version` in a copy of the manifests alone, with changesets of our own.
const copy = new Consumer()
const at = (folder: string, file: string) => readFileSync(join(copy.path, "packages", folder, file), "utf8")
const [major = 0, minor = 0] = publicPackages()[0]?.manifest.version.split(".").map(Number) ?? []
const next = `${major}.${minor + 1}.0`

beforeAll(() => {
  for (const file of ["package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml", ".changeset/config.json"])
    cpSync(join(root, file), join(copy.path, file))
  for (const { folder } of publicPackages()) {
    mkdirSync(join(copy.path, "packages", folder), { recursive: true })
    cpSync(join(root, "packages", folder, "package.json"), join(copy.path, "packages", folder, "package.json"))
  }
  symlinkSync(join(root, "node_modules"), join(copy.path, "node_modules"), "junction")
  copy.write(".changeset/one.md", `---\n"@nablajs/core": minor\n---\n\nA new primitive.\n`)
  copy.write(".changeset/two.md", `---\n"@nablajs/plot": patch\n---\n\nTicks no longer overlap.\n`)
  copy.run("git", ["init", "-q"])
  copy.run("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "--allow-empty", "-m", "start"])
  copy.run(process.execPath, [join(root, "node_modules/@changesets/cli/bin.js"), "version"])
})
afterAll(() => copy.remove())

describe("The next version", () => {
  test.each(publicPackages())("is the same for every package: $name", ({ folder, manifest }) => {
    const now = JSON.parse(at(folder, "package.json"))
    expect(now.version).toBe(next)
    expect(now.dependencies).toEqual(manifest.dependencies)
  })

  test("stands in the changelogs with the sentences that belong there", () => {
    expect(at("core", "CHANGELOG.md")).toMatch(/### Minor Changes[\s\S]*A new primitive\./)
    expect(at("core", "CHANGELOG.md")).toContain(`## ${next}`)
    expect(at("plot", "CHANGELOG.md")).toMatch(/### Patch Changes[\s\S]*Ticks no longer overlap\./)
    expect(at("tensor", "CHANGELOG.md")).toMatch(/Updated dependencies[\s\S]*@nablajs\/core/)
    expect(at("tensor", "CHANGELOG.md")).not.toContain("Ticks")
  })
})
