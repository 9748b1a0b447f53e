import { spawn } from "node:child_process"
import { join } from "node:path"
import process from "node:process"
import { packAll } from "./lib/pack.mjs"
import { root } from "./lib/packages.mjs"

// Are the packages, as they would be published, right for every bundler and every resolution mode of TypeScript?
function run(args) {
  return new Promise((done) => {
    const child = spawn(args[0], args.slice(1), { cwd: root, shell: process.platform === "win32" })
    let output = ""
    child.stdout.on("data", (text) => (output += text))
    child.stderr.on("data", (text) => (output += text))
    child.on("close", (code) => done({ code, output }))
  })
}

let failed = 0
for (const { name, file } of packAll(join(root, "temp/packed"))) {
  // Entries beside "." are for resolvers that read "exports"; Node 10's does not.
  for (const command of [
    ["publint", "run", file, "--strict"],
    ["attw", file, "--profile", "node16", "--format", "ascii", "--no-emoji"],
  ]) {
    const { code, output } = await run(command)
    if (code !== 0) {
      failed++
      console.error(`${name}: ${command[0]}\n${output}`)
    }
  }
}
process.exitCode = failed ? 1 : 0
