import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import { features } from "./lib/features.mjs"
import { coverage } from "./lib/coverage.mjs"

// FEATURES.md of tensor with the score in its README, and the page Coverage of the documentation, of the sources:
// `node --conditions=@nablajs/source scripts/features.mjs` writes, with `--check` it compares.
const check = process.argv.includes("--check")
const root = join(import.meta.dirname, "..")
const tensor = "packages/tensor"
const { score, page } = features()

const readme = readFileSync(join(root, tensor, "README.md"), "utf8")
const sentence = /\d+ of the \d+ names/
if (!sentence.test(readme)) throw new Error("packages/tensor/README.md has lost the sentence with the score.")

function settle(name, text) {
  const path = join(root, name)
  if (!check) return writeFileSync(path, text)
  if (readFileSync(path, "utf8") === text) return
  console.error(`${name} is behind; run node --conditions=@nablajs/source scripts/features.mjs`)
  process.exitCode = 1
}

settle(`${tensor}/FEATURES.md`, page)
settle("apps/docs/coverage.md", coverage(score))
settle(`${tensor}/README.md`, readme.replace(sentence, score))
console.log(score)
