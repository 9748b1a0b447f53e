import { spawnSync } from "node:child_process"
import { mkdirSync, readdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { publicPackages } from "./packages.mjs"

/** Packs every public package as publishing would; answers `{ name, file }` of each. Needs pnpm on the path, as pnpm's scripts have it. */
export function packAll(destination) {
  rmSync(destination, { recursive: true, force: true })
  mkdirSync(destination, { recursive: true })
  return publicPackages().map(({ name, path, manifest }) => {
    const result = spawnSync("pnpm", ["pack", "--pack-destination", destination], {
      cwd: path,
      encoding: "utf8",
      shell: process.platform === "win32",
    })
    if (result.status !== 0) throw new Error(`pnpm pack failed in ${path}: ${result.error?.message ?? result.stdout + result.stderr}`)
    const prefix = `${name.replace("@", "").replace("/", "-")}-${manifest.version}`
    const file = readdirSync(destination).find((entry) => entry === `${prefix}.tgz`)
    if (!file) throw new Error(`${name}: pnpm pack left no ${prefix}.tgz in ${destination}`)
    return { name, file: join(destination, file) }
  })
}
