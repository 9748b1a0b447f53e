// What is executed beside the pages: the READMEs, and the examples in doc comments.
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"

export const root: string = join(import.meta.dirname, "../../../..")
const folder = join(root, "packages")
const packages = (): string[] => readdirSync(folder).filter((name) => existsSync(join(folder, name, "package.json")))

/** README.md of the repository and of each package. */
export const readmes = (): string[] =>
  [join(root, "README.md"), ...packages().map((name) => join(folder, name, "README.md"))].filter((path) => existsSync(path))

/** The source files of the packages, tests aside. */
export const sources = (): string[] =>
  packages()
    .map((name) => join(folder, name, "src"))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path, { recursive: true, encoding: "utf8" }).map((file) => join(path, file)))
    .filter((path) => path.endsWith(".ts") && !/\.test(-d)?\.ts$/.test(path))
    .sort()

const scope = [
  "nablajs",
  "@nablajs/core",
  "@nablajs/tensor",
  "@nablajs/autograd",
  "@nablajs/symbolic",
  "@nablajs/symbolic/check",
  "@nablajs/plot",
]

/** Whose exports an example may use without importing them: those of its own package first. */
export function packagesFrom(path: string): string[] {
  const [, name = ""] = /packages[\\/]([^\\/]+)/.exec(path) ?? []
  const own = scope.filter((entry) => entry === name || entry === `@nablajs/${name}` || entry.startsWith(`@nablajs/${name}/`))
  return [...own, ...scope.filter((entry) => !own.includes(entry))]
}
