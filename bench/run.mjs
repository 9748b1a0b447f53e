// One command, one table: every row is measured in this run, answers are compared before times, ratios are of medians.
//   pnpm bench              all rows, with the peers (installed on the first run)
//   pnpm bench --own        without the peers
//   pnpm bench --only TEXT  rows whose title contains TEXT
//   pnpm bench --save       writes results.md beside this file
import { writeFileSync } from "node:fs"
import { cpus } from "node:os"
import { parseArgs } from "node:util"
import { race } from "./lib/measure.mjs"
import { install, versions } from "./lib/rivals.mjs"

const { values: options } = parseArgs({
  options: { own: { type: "boolean" }, only: { type: "string" }, save: { type: "boolean" } },
})
const log = (text) => process.stderr.write(`${text}\n`)

const { default: small } = await import("./rows/small.mjs")
const { default: gradients } = await import("./rows/gradients.mjs")
const rows = [...small, ...gradients].filter((row) => !options.only || row.title.includes(options.only))
if (rows.length === 0) {
  log(`bench: no row contains "${options.only}"`)
  process.exit(1)
}
const peers = !options.own && install(log)

/** The first answer is the reference; every other one must agree before its time counts. */
function agree(candidates) {
  const expected = candidates[0].value()
  for (const candidate of candidates.slice(1)) {
    let actual
    try {
      actual = candidate.value()
    } catch (error) {
      candidate.run = () => {
        throw error
      }
      continue
    }
    const tolerance = candidate.tolerance ?? 1e-6
    const wrong = expected.some((x, i) => !(Math.abs(x - actual[i]) <= tolerance * Math.max(1, Math.abs(x))))
    if (wrong) throw new Error(`${candidate.name} answers ${actual}, ${candidates[0].name} ${expected}`)
  }
}

const time = (ns) =>
  ns < 1e3 ? `${ns.toPrecision(3)} ns` : ns < 1e6 ? `${(ns / 1e3).toPrecision(3)} µs` : `${(ns / 1e6).toPrecision(3)} ms`

function verdict({ limit }, lanes) {
  if (limit.ns) return lanes[0].ns <= limit.ns ? "met" : "missed"
  const other = lanes.find((lane) => lane.name === limit.against)
  return lanes[0].ns <= limit.ratio * other.ns ? "met" : "missed"
}

let table = ""
for (const [i, row] of rows.entries()) {
  log(`row ${i + 1} of ${rows.length}: ${row.title}`)
  const candidates = await row.candidates(peers)
  agree(candidates)
  const lanes = race(candidates)
  const base = lanes[0].ns
  table += `\n### ${row.title}\n\nAim: ${row.aim}: ${verdict(row, lanes)}.\n\n| | median | ratio to Nabla | first call |\n| --- | --- | --- | --- |\n`
  for (const lane of lanes) {
    table += lane.error
      ? `| ${lane.name} | ${lane.error} | | |\n`
      : `| ${lane.name} | ${time(lane.ns)} | ${(lane.ns / base).toPrecision(3)} | ${time(lane.first)} |\n`
  }
}
const setting = `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}); peers: ${Object.entries(
  versions,
)
  .map(([name, version]) => `${name} ${version}`)
  .join(", ")}.`
const report = `${setting}\n${table}`
process.stdout.write(`${report}\n`)
if (options.save) writeFileSync(new URL("results.md", import.meta.url), `# Results of one run\n\n${report}`)
