import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

// After `changeset version`: what core says of itself is what its manifest says.
const core = join(import.meta.dirname, "../packages/core")
const { version } = JSON.parse(readFileSync(join(core, "package.json"), "utf8"))
const file = join(core, "src/version.ts")
writeFileSync(file, readFileSync(file, "utf8").replace(/VERSION = "[^"]*"/, `VERSION = "${version}"`))
