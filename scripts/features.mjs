import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import { features } from "./lib/features.mjs"

// FEATURES.md of tensor and the score in its README, of the sources: `node --conditions=@nablajs/source scripts/features.mjs` writes,
// with `--check` it compares.
const check = process.argv.includes("--check")
const folder = join(import.meta.dirname, "..", "packages", "tensor")
const { score, page } = features()

const readme = readFileSync(join(folder, "README.md"), "utf8")
const sentence = /\d+ of the \d+ names/
if (!sentence.test(readme)) throw new Error("packages/tensor/README.md has lost the sentence with the score.")

function settle(name, text) {
  const path = join(folder, name)
  if (!check) return writeFileSync(path, text)
  if (readFileSync(path, "utf8") === text) return
  console.error(`packages/tensor/${name} is behind; run node --conditions=@nablajs/source scripts/features.mjs`)
  process.exitCode = 1
}

settle("FEATURES.md", page)
settle("README.md", readme.replace(sentence, score))
console.log(score)
