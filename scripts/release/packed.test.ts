import { readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { packAll } from "../lib/pack.mjs"
import { entriesOf, publicPackages, root } from "../lib/packages.mjs"
import { Consumer } from "./consumer.ts"

// Every package as it would be published, installed into an empty folder and used as a user would.
const user = new Consumer()
const installed = (name: string, file: string) => readFileSync(join(user.path, "node_modules", name, file), "utf8")
const program = (file: string) => readFileSync(join(root, "scripts/release", file), "utf8")

beforeAll(() => {
  const tarballs = packAll(join(user.path, "tarballs"))
  user.run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs.map(({ file }) => file)])
})
afterAll(() => user.remove())

describe.each(publicPackages())("$name, installed", ({ name, manifest }) => {
  test("has a manifest without traces of the workspace", () => {
    const text = installed(name, "package.json")
    expect(text).not.toMatch(/workspace:|@nablajs\/source/)
    for (const [other, range] of Object.entries<string>(JSON.parse(text).dependencies ?? {}))
      if (other.startsWith("@nablajs/")) expect(range).toBe(`^${manifest.version}`)
  })

  test("brings its README and the licence", () => {
    expect(installed(name, "LICENSE")).toContain("MIT License")
    expect(installed(name, "README.md")).toContain(name)
  })

  test("is one copy, whether imported or required", () => {
    const specifiers = entriesOf(manifest).map((entry) => (entry === "index" ? name : `${name}/${entry}`))
    const text = specifiers.map((specifier) => `assert.equal(require("${specifier}"), await import("${specifier}"))`).join("\n")
    user.node(
      "one.mjs",
      `import assert from "node:assert"\nimport { createRequire } from "node:module"\nconst require = createRequire(import.meta.url)\n${text}`,
    )
  })

  // Tools older than "module-sync" require the CommonJS files; those share their parts as well.
  test("also has CommonJS files that work by themselves", () => {
    for (const entry of entriesOf(manifest)) {
      const names = user.node("cjs.cjs", `console.log(Object.keys(require("./node_modules/${name}/dist/${entry}.cjs")).sort().join())`)
      const esm = user.node("esm.mjs", `console.log(Object.keys(await import("./node_modules/${name}/dist/${entry}.js")).sort().join())`)
      expect(names).toBe(esm)
    }
  })
})

describe("A user's program", () => {
  test.each(["use.mjs", "use.cjs"])("%s runs", (file) => {
    user.node(file, program(file))
  })

  test.each(["use.mjs", "use.cjs"])("%s runs where strings cannot become code", (file) => {
    user.node(file, program(file), "--disallow-code-generation-from-strings")
  })

  // Two `export *` that disagree on a name silently drop it.
  test("finds every name of the packages in nablajs", () => {
    const gathered = Object.keys(publicPackages().find(({ name }) => name === "nablajs")?.manifest.dependencies).filter(
      (name) => name !== "@nablajs/core",
    )
    const missing = `Object.keys(await import(name)).filter((key) => !(key in nb)).map((key) => name + ": " + key)`
    const text = `import * as nb from "nablajs"\nfor (const name of ${JSON.stringify(gathered)}) console.log(...${missing})`
    expect(user.node("names.mjs", text).trim()).toBe("")
  })

  test("gets the command `nablajs`", () => {
    expect(user.run("npx", ["--no-install", "nablajs", "--help"])).toMatch(/nablajs derive/)
  })
})

describe("A user's types", () => {
  const source = `
import { grad } from "@nablajs/autograd"
import { curve, figure } from "@nablajs/plot"
import { derive, text } from "@nablajs/symbolic"
import { check } from "@nablajs/symbolic/check"
import { matmul, sum, tensor, type Tensor } from "@nablajs/tensor"
import { sin } from "@nablajs/core"
import "@nablajs/core/fluent"

const A = tensor([[1, 2], [3, 4]])
const exact: Tensor<"float64", [2, 2]> = matmul(A, A)
const slope: number = grad(sin)(0.5)
const gradient = grad((x: Tensor) => sum(x.mul(x)))(tensor([1, 2]))
const svg: string = figure({}, [curve((x) => sin(x), [0, 3])]).toSVG()
const ok: boolean = check(derive("x * x", "x")).ok
console.log(exact.shape[0], slope, gradient.shape, svg, ok, text(derive("x * x", "x")))
// @ts-expect-error the inner sizes differ
matmul(A, tensor([1, 2, 3]))
`
  const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--lib", "es2022,dom"]
  const compilers = { 6: "typescript", 7: "typescript-7", 5.2: "typescript-5.2" }
  const check = (compiler: keyof typeof compilers, files: string[], extra: string[]) => {
    const tsc = join(root, "node_modules", compilers[compiler], "bin/tsc")
    const { stdout, stderr } = user.attempt(process.execPath, [tsc, ...options, ...extra, ...files])
    return stdout + stderr
  }
  beforeAll(() => {
    for (const file of ["use.ts", "use.mts", "use.cts"]) user.write(`types/${file}`, source)
  })
  const all = ["types/use.ts", "types/use.mts", "types/use.cts"]

  test("hold under nodenext, for .ts, .mts and .cts, our declarations checked too", () => {
    expect(check(6, all, ["--module", "nodenext"])).toBe("")
  })

  test("hold under bundler resolution", () => {
    expect(check(6, ["types/use.ts"], ["--module", "esnext", "--moduleResolution", "bundler"])).toBe("")
  })

  test("hold in the newest compiler", () => {
    expect(check(7, all, ["--module", "nodenext"])).toBe("")
  })

  test("hold in the oldest compiler we support", () => {
    expect(check(5.2, ["types/use.mts"], ["--module", "nodenext"])).toBe("")
  })
})
