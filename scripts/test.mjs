import process from "node:process"
import version from "./lib/version.cjs"

const old = version.requireNode(process.version)
if (old) {
  console.error(old)
  process.exit(1)
} else void import("./lib/test.mjs").then((m) => m.test())
