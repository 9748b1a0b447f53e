import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { checkNames, checks } from "./lib/checks.mjs"
import { entriesOf, publicPackages, root } from "./lib/packages.mjs"

const read = (path: string) => readFileSync(join(root, path), "utf8")
const listed = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 1 << 28,
})
const files = listed.status === 0 ? listed.stdout.split("\n").filter((file) => file && existsSync(join(root, file))) : []
const sources = files.filter((file) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file))

describe.each(publicPackages())("The package $name", ({ folder, manifest }) => {
  test("offers its entries in the order that lets import and require share one copy", () => {
    for (const entry of entriesOf(manifest)) {
      const key = entry === "index" ? "." : `./${entry}`
      const esm = { types: `./dist/${entry}.d.ts`, default: `./dist/${entry}.js` }
      const published = {
        "module-sync": esm,
        module: esm,
        import: esm,
        require: { types: `./dist/${entry}.d.cts`, default: `./dist/${entry}.cjs` },
      }
      expect(manifest.exports[key]).toEqual({ "@nablajs/source": `./src/${entry}.ts`, ...published })
      expect(Object.keys(manifest.exports[key])).toEqual(["@nablajs/source", ...Object.keys(published)])
      expect(manifest.publishConfig.exports[key]).toEqual(published)
      expect(Object.keys(manifest.publishConfig.exports[key])).toEqual(Object.keys(published))
      expect(existsSync(join(root, "packages", folder, "src", `${entry}.ts`))).toBe(true)
    }
    expect(Object.keys(manifest.publishConfig.exports)).toEqual(Object.keys(manifest.exports))
  })

  test("says what it is, for whom, under which licence", () => {
    expect(manifest).toMatchObject({
      license: "MIT",
      type: "module",
      engines: { node: ">=22.12" },
      repository: { directory: `packages/${folder}` },
    })
    expect(manifest.description.length).toBeGreaterThan(20)
    expect(manifest.files).toEqual(existsSync(join(root, "packages", folder, "schema")) ? ["dist", "schema"] : ["dist"])
    expect(manifest.sideEffects).toBeDefined()
    expect(read(`packages/${folder}/README.md`)).toContain(manifest.name)
  })

  test("depends on its neighbours by workspace and on others by a range", () => {
    for (const [name, range] of Object.entries<string>(manifest.dependencies ?? {}))
      expect(range).toMatch(name.startsWith("@nablajs/") ? /^workspace:\^$/ : /^\^\d/)
  })
})

test("core depends on nothing, autograd on core alone", () => {
  const dependencies = Object.fromEntries(publicPackages().map(({ name, manifest }) => [name, Object.keys(manifest.dependencies ?? {})]))
  expect(dependencies["@nablajs/core"]).toEqual([])
  expect(dependencies["@nablajs/autograd"]).toEqual(["@nablajs/core"])
})

test("core knows its own version, which is that of every package", () => {
  const versions = new Set<string>(publicPackages().map(({ manifest }) => manifest.version))
  expect([...versions]).toEqual([/VERSION = "([^"]+)"/.exec(read("packages/core/src/version.ts"))?.[1]])
})

test("every check stands in package.json, in turbo.json and in the list", () => {
  const { scripts } = JSON.parse(read("package.json"))
  const { tasks } = JSON.parse(read("turbo.json"))
  for (const name of checkNames) {
    expect(scripts[`check:${name}`]).toBe(`node scripts/check.mjs ${name}`)
    expect("dependsOn" in tasks[`//#check:${name}`]).toBe("built" in checks[name as keyof typeof checks])
  }
  expect(Object.keys(scripts).filter((key) => key.startsWith("check:"))).toEqual(checkNames.map((name) => `check:${name}`))
  expect(Object.keys(tasks).filter((key) => key.startsWith("//#"))).toEqual(checkNames.map((name) => `//#check:${name}`))
})

describe.skipIf(files.length === 0)("The files", () => {
  test("are of a size to be read or fetched", () => {
    expect(files.filter((file) => file !== "pnpm-lock.yaml" && statSync(join(root, file)).size > 1_000_000)).toEqual([])
  })

  test("make no code out of strings", () => {
    const code = /\bnew Function\s*\(|(?<![.\w"'`])eval\s*\(/
    expect(sources.filter((file) => !file.endsWith(".test.ts") && code.test(read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "")))).toEqual(
      [],
    )
  })

  test("in packages hold one idea each: none is longer than 400 lines, tests aside", () => {
    const long = sources.filter((file) => !/\.test(-d)?\.ts$/.test(file)).filter((file) => read(file).split("\n").length > 400)
    expect(long).toEqual([])
  })

  test("leave no test out for good, and none running alone", () => {
    const tests = files.filter((file) => /\.test(-d)?\.ts$/.test(file) && file !== "scripts/hygiene.test.ts")
    expect(tests.filter((file) => /\b(test|it|describe)\.(only|todo|skip)\(/.test(read(file)))).toEqual([])
  })
})
