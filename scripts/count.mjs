import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import { checkNames, checks } from "./lib/checks.mjs"

// The last line of .ci/run: every test, and every check and further step (`name=exit code`, as arguments) counted as one.
const root = join(import.meta.dirname, "..")
let passed = 0
let failed = 0
const count = (ok) => (ok ? passed++ : failed++)

for (const name of checkNames) {
  const verdict = join(root, "temp/checks", name)
  count(existsSync(verdict) && readFileSync(verdict, "utf8") === "passed")
  const file = checks[name].tests && join(root, checks[name].tests)
  if (!file || !existsSync(verdict) || !existsSync(file)) continue
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, "utf8"))
  passed += numPassedTests
  failed += numFailedTests
}
for (const step of process.argv.slice(2)) {
  const [name, code] = step.split("=")
  count(code === "0")
  if (code !== "0") console.log(`${name} failed`)
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0
