import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"

const lock = readFileSync(join(import.meta.dirname, "../pnpm-lock.yaml"), "utf8")
const packages = lock.slice(lock.indexOf("\npackages:"), lock.indexOf("\nsnapshots:"))
const entries = [...packages.matchAll(/^ {2}'?(@?[^\s@']+)@([^:'(]+)'?:$/gm)].map(([, name = "", version = ""]) => ({ name, version }))

// rollup itself asks for this one on Linux alone.
const linuxOnly = new Set(["@napi-rs/lzma-linux-x64-gnu"])
const linux = /linux-?(x64|64)(-gnu)?$/
const others = {
  "macOS on Apple silicon": /darwin-arm64$/,
  "macOS on Intel": /darwin-(x64|64)$/,
  Windows: /(win32|windows)-(x64|64)(-msvc)?$/,
}

describe("The lockfile", () => {
  const natives = entries.filter(({ name }) => linux.test(name) && !linuxOnly.has(name))

  test("knows tools with binaries at all", () => {
    expect(natives.map(({ name }) => name)).toContain("@turbo/linux-64")
    expect(natives.length).toBeGreaterThan(8)
  })

  // pnpm drops an optional package without a word where the registry lacks it, and a frozen install elsewhere is then broken.
  test.each(natives)("has $name@$version for the other systems too", ({ name, version }) => {
    const family = name.replace(linux, "")
    const siblings = entries.filter((entry) => entry.version === version && entry.name.startsWith(family))
    const missing = Object.entries(others).filter(([, pattern]) => !siblings.some((entry) => pattern.test(entry.name)))
    expect(missing.map(([system]) => system)).toEqual([])
  })

  // HTML of one version shown with the style sheet of another has every superscript at full size.
  test("holds one version of KaTeX", () => {
    expect(entries.filter(({ name }) => name === "katex").map(({ version }) => version)).toEqual(["0.16.47"])
  })

  test("names no registry", () => {
    expect(lock).not.toMatch(/tarball:|https?:\/\//)
  })
})
