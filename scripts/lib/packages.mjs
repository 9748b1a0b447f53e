import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export const root = join(import.meta.dirname, "..", "..")

/** The packages that are published: `{ name, folder, path, manifest }`, as their manifests say. */
export function publicPackages() {
  return readdirSync(join(root, "packages"))
    .map((folder) => {
      const path = join(root, "packages", folder)
      return { folder, path, manifest: JSON.parse(readFileSync(join(path, "package.json"), "utf8")) }
    })
    .filter(({ manifest }) => !manifest.private)
    .map((entry) => ({ ...entry, name: entry.manifest.name }))
}

/** The names of a package's entries: "index", "fluent", ... */
export function entriesOf(manifest) {
  return Object.keys(manifest.exports)
    .filter((key) => !key.endsWith(".json"))
    .map((key) => (key === "." ? "index" : key.slice(2)))
}
