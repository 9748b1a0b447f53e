import { cpSync, rmSync } from "node:fs"
import { join } from "node:path"

// The published site: the documentation, with the demo in its folder demo/.
const root = join(import.meta.dirname, "..")
const pages = join(root, "temp/pages")
rmSync(pages, { recursive: true, force: true })
cpSync(join(root, "apps/docs/.vitepress/dist"), pages, { recursive: true })
cpSync(join(root, "apps/demo/dist"), join(pages, "demo"), { recursive: true })
