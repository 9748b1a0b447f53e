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
const { default: elementwise } = await import("./rows/elementwise.mjs")
const { default: gradients } = await import("./rows/gradients.mjs")
const { default: learning } = await import("./rows/learning.mjs")
const { default: products } = await import("./rows/products.mjs")
const { default: decompositions } = await import("./rows/decompositions.mjs")
const { default: transforms } = await import("./rows/transforms.mjs")
const { default: figures } = await import("./rows/figures.mjs")
const { default: symbolic } = await import("./rows/symbolic.mjs")
const all = [small, elementwise, gradients, learning, products, decompositions, transforms, figures, symbolic]
const rows = all.flat().filter((row) => !options.only || row.title.includes(options.only))
if (rows.length === 0) {
  log(`bench: no row contains "${options.only}"`)
  process.exit(1)
}
const peers = !options.own && install(log)

/** The first answer is the reference; every other one must agree before its time counts. */
async function agree(candidates) {
  const expected = await candidates[0].value()
  for (const candidate of candidates.slice(1)) {
    // what answers another question stands beside the others for its time
    if (!candidate.value) continue
    let actual
    try {
      actual = await candidate.value()
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

const units = [
  [1e3, 1, "ns"],
  [1e6, 1e3, "µs"],
  [1e9, 1e6, "ms"],
  [Number.POSITIVE_INFINITY, 1e9, "s"],
]
const time = (ns) => {
  const [, unit, name] = units.find(([below]) => ns < below)
  return `${(ns / unit).toPrecision(3)} ${name}`
}

const memory = (bytes) => (bytes < 1e6 ? `${(bytes / 1024).toPrecision(3)} KiB` : `${(bytes / 1024 ** 2).toPrecision(3)} MiB`)

function verdict({ limit }, lanes) {
  if (limit.bytes && lanes[0].bytes > limit.bytes) return "missed"
  if (limit.ns) return lanes[0].ns <= limit.ns ? "met" : "missed"
  const other = lanes.find((lane) => lane.name === limit.against)
  return lanes[0].ns <= limit.ratio * other.ns ? "met" : "missed"
}

/** The lanes of one row; pictures and formulas have a column for their size. */
function tableOf(lanes, column = "SVG") {
  const base = lanes[0].ns
  const drawn = lanes.some((lane) => lane.bytes !== undefined)
  const line = (...cells) => `| ${[...cells, ""].join(" | ").trimEnd()}\n`
  const cells = ({ ns, first, bytes, error }) =>
    error ? [error, "", ""] : [time(ns), (ns / base).toPrecision(3), time(first), ...(drawn ? [memory(bytes)] : [])]
  const head = ["", "median", "ratio to Nabla", "first call", ...(drawn ? [column] : [])]
  const body = lanes.map((lane) => line(lane.name, ...cells(lane), ...(lane.error && drawn ? [""] : [])))
  return line(...head) + line(...head.map(() => "---")) + body.join("")
}

let table = ""
for (const [i, row] of rows.entries()) {
  log(`row ${i + 1} of ${rows.length}: ${row.title}`)
  const candidates = await row.candidates(peers)
  await agree(candidates)
  const lanes = await race(candidates, { rounds: row.rounds })
  table += `\n### ${row.title}\n\nAim: ${row.aim}: ${verdict(row, lanes)}.\n\n${tableOf(lanes, row.column)}`
}
const setting = `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}); peers: ${Object.entries(
  versions,
)
  .map(([name, version]) => `${name} ${version}`)
  .join(", ")}.`
const report = `${setting}\n${table}`
process.stdout.write(`${report}\n`)
if (options.save) writeFileSync(new URL("results.md", import.meta.url), `# Results of one run\n\n${report}`)
