import { spawn } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { delimiter, join } from "node:path"
import { availableParallelism } from "node:os"
import process from "node:process"
import { stripVTControlCharacters } from "node:util"
import { checkNames, checks } from "./lib/checks.mjs"

// `node scripts/check.mjs` runs every check through turbo; with a name, that one. A check prints one line, or its output if it fails.
const root = join(import.meta.dirname, "..")
const bin = join(root, "node_modules/.bin")
const results = join(root, "temp/checks") // a word for each check that ran, for scripts/count.mjs
const [name, ...rest] = process.argv.slice(2)

function run(command, args, inherit = false) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: bin + delimiter + process.env.PATH },
      stdio: inherit ? "inherit" : ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    })
    let output = ""
    child.stdout?.on("data", (text) => (output += text))
    child.stderr?.on("data", (text) => (output += text))
    child.on("error", (error) => done({ code: 127, output: error.message }))
    child.on("close", (code) => done({ code: code ?? 1, output: stripVTControlCharacters(output) }))
  })
}

/** The counts of vitest's report, or nothing where it did not come to write one. */
function countTests(file) {
  if (!file || !existsSync(join(root, file))) return undefined
  const { numPassedTests, numFailedTests, numPendingTests, numTotalTestSuites } = JSON.parse(readFileSync(join(root, file), "utf8"))
  const skipped = numPendingTests ? `, ${numPendingTests} skipped` : ""
  return `${numPassedTests} passed, ${numFailedTests} failed${skipped} in ${numTotalTestSuites} suites`
}

async function one(check) {
  const started = Date.now()
  if (check.tests) rmSync(join(root, check.tests), { force: true })
  let all = ""
  let failed = false
  for (const [command, ...args] of check.commands) {
    const { code, output } = await run(command, [...args, ...rest])
    all += output
    if (code !== 0) failed = true
  }
  const words = countTests(check.tests) ?? check.says?.exec(all)?.[0] ?? ""
  const line = `${failed ? "✗" : "✓"} ${name.padEnd(8)} ${check.about}${words && ` (${words})`} ${((Date.now() - started) / 1000).toFixed(1)} s`
  if (failed) for (const text of all.trimEnd().split("\n")) console.log(`  │ ${text}`)
  console.log(line)
  mkdirSync(results, { recursive: true })
  writeFileSync(join(results, name), failed ? "failed" : "passed")
  return failed ? 1 : 0
}

if (name === undefined || name === "all") {
  rmSync(results, { recursive: true, force: true })
  const tasks = checkNames.map((check) => `//#check:${check}`)
  const { code } = await run(
    "turbo",
    [
      "run",
      "build",
      ...tasks,
      `--concurrency=${Math.max(2, availableParallelism())}`,
      "--continue=dependencies-successful",
      "--output-logs=new-only",
      "--log-prefix=none",
    ],
    true,
  )
  process.exitCode = code
} else if (checks[name]) process.exitCode = await one(checks[name])
else {
  console.error(`There is no check "${name}"; there are: ${checkNames.join(", ")}.`)
  process.exitCode = 1
}
