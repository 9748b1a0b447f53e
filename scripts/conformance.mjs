// The standard's own test suite against the tensors: `pnpm conformance <folder of the suite> [options of pytest]`; see
// conformance/README.md. The suite is not part of this repository.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { delimiter, join, resolve } from "node:path"
import process from "node:process"

const [given, ...options] = process.argv.slice(2)
if (given === "--serve") {
  await import("./conformance/server.mjs")
} else {
  const suite = resolve(given ?? "")
  if (!given || !existsSync(join(suite, "array_api_tests"))) {
    console.error(
      "conformance: give the folder of a checkout of data-apis/array-api-tests with its submodule, as in pnpm conformance ../suite",
    )
    process.exit(1)
  }
  const here = join(import.meta.dirname, "conformance")
  const PYTHONPATH = [here, process.env.PYTHONPATH].filter(Boolean).join(delimiter)
  const env = { ...process.env, PYTHONPATH, ARRAY_API_TESTS_MODULE: "nabla_array_api", ARRAY_API_TESTS_VERSION: "2024.12" }
  const child = spawn("python3", ["-m", "pytest", "array_api_tests", "--disable-deadline", ...options], {
    cwd: suite,
    env,
    stdio: "inherit",
  })
  child.on("error", () => {
    console.error("conformance: python3 was not found; the suite is a Python program and needs pytest and hypothesis")
    process.exit(1)
  })
  child.on("exit", (code) => process.exit(code ?? 1))
}
