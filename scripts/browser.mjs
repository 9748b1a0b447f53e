import { spawn } from "node:child_process"
import { join } from "node:path"
import process from "node:process"
import { chromium } from "./lib/chromium.mjs"

// The packages' tests in Chromium, where there is one.
const root = join(import.meta.dirname, "..")
if (chromium()) {
  const args = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", "vitest.browser.config.ts", ...process.argv.slice(2)]
  spawn(process.execPath, args, { cwd: root, stdio: "inherit" }).on("close", (code) => (process.exitCode = code ?? 1))
} else console.log("There is no Chromium here (CHROMIUM can name one), so the tests were not run in a browser.")
