import { existsSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import ts from "typescript"
import { beforeAll, describe, expect, test } from "vitest"
import { typedModule } from "./.vitepress/cells/compile.ts"
import { cellsOf } from "./.vitepress/cells/fences.ts"
import { pagesOf } from "./.vitepress/cells/plugin.ts"
import { readmes, root } from "./.vitepress/cells/sheets.ts"

// The blocks as a reader's compiler sees them; READMEs leave types of parameters out. What is to throw may be refused here too.
const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile).config, ts.sys, root)
const settings: ts.CompilerOptions = {
  ...options,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
  types: ["node"],
  typeRoots: [join(root, "node_modules/@types")],
  isolatedDeclarations: false,
  noImplicitReturns: false,
  noUncheckedIndexedAccess: false,
  noEmit: true,
}

const virtual = (path: string): string => join(root, "apps/docs", `${relative(root, path).replace(/[\\/]/g, "-")}.ts`)

function problemsOf(paths: readonly string[], strict: boolean): Map<string, string[]> {
  const texts = new Map(paths.map((path) => [virtual(path), typedModule(cellsOf(readFileSync(path, "utf8")))]))
  const host = ts.createCompilerHost(settings)
  const { fileExists, readFile } = host
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  const program = ts.createProgram([...texts.keys()], { ...settings, noImplicitAny: strict }, host)
  return new Map(
    paths.map((path) => {
      const file = program.getSourceFile(virtual(path))
      const found = file ? [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)] : []
      const line = (d: ts.Diagnostic): number => (file ? file.getLineAndCharacterOfPosition(d.start ?? 0).line + 1 : 0)
      const meant = cellsOf(readFileSync(path, "utf8")).filter(({ flags }) => flags.includes("expect-error"))
      const isMeant = (at: number): boolean => meant.some(({ line: first, code }) => at >= first && at < first + code.split("\n").length)
      return [
        path,
        found
          .filter((d) => !isMeant(line(d)))
          .map((d) => `${relative(root, path)}:${line(d)}: ${ts.flattenDiagnosticMessageText(d.messageText, " ")}`),
      ]
    }),
  )
}

describe("The blocks have the types they claim", () => {
  const files = [...pagesOf(), ...readmes()].filter((path) => existsSync(path))
  let problems = new Map<string, string[]>()
  beforeAll(() => {
    problems = new Map([...problemsOf(pagesOf(), true), ...problemsOf(readmes(), false)])
  }, 300_000)

  test.each(files.map((path) => [relative(root, path), path]))("%s", (_, path) => {
    expect(problems.get(path)).toEqual([])
  })
})
