// One command, one table: every row is measured in this run, answers are compared before times, ratios are of medians.
//   pnpm bench              all rows, with the peers (installed on the first run)
//   pnpm bench --own        without the peers
//   pnpm bench --only TEXT  rows whose title contains TEXT
//   pnpm bench --save       writes results.md beside this file
import { fork } from "node:child_process"
import { writeFileSync } from "node:fs"
import { cpus } from "node:os"
import { parseArgs } from "node:util"
import { install, versions } from "./lib/rivals.mjs"

const { values: options } = parseArgs({
  options: { own: { type: "boolean" }, only: { type: "string" }, save: { type: "boolean" } },
})
const log = (text) => process.stderr.write(`${text}\n`)

const families = [
  "small",
  "elementwise",
  "gradients",
  "learning",
  "products",
  "decompositions",
  "transforms",
  "figures",
  "symbolic",
  "extremes",
]
const all = []
for (const family of families) all.push(...(await import(`./rows/${family}.mjs`)).default.map((row) => ({ ...row, family })))
// Peers take minutes over the longest formulas, so those are measured when asked for: --only derivative
const rows = all.filter((row) => (options.only ? row.title.includes(options.only) : row.family !== "extremes"))
if (rows.length === 0) {
  log(`bench: no row contains "${options.only}"`)
  process.exit(1)
}
const peers = !options.own && install(log)

const worker = new URL("lib/row.mjs", import.meta.url)

/** The lanes of a row, measured in a process of its own: what other rows did to the engine is no part of it. */
function measured({ family, title }) {
  return new Promise((resolve, reject) => {
    const child = fork(worker, [family, title, String(peers)], { stdio: ["ignore", "inherit", "inherit", "ipc"] })
    let lanes
    child.on("message", (message) => {
      lanes = message
    })
    child.on("exit", (code) => (lanes ? resolve(lanes) : reject(new Error(`the row "${title}" ended with code ${code}`))))
  })
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
  if (!other || other.error) return "not compared"
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

/** What derivatives cost in calls of their functions, beside the bound of the theory. */
function ratiosOf({ passes = 1, passesOf }, lanes) {
  const of = lanes.filter((lane) => lane.over && !lane.error)
  if (of.length === 0) return ""
  const each = of.map((lane) => {
    const ratio = lane.ns / lanes.find((other) => other.name === lane.over).ns
    const shown = ratio.toPrecision(3)
    return `${lane.name} ${passes === 1 ? shown : `${shown}, ${(ratio / passes).toPrecision(3)} for each of ${passes} ${passesOf}`}`
  })
  return `\nDerivative over function: ${each.join("; ")}. The theory's bound for reverse mode is 4 to 5${passes === 1 ? "" : " for each"}.\n`
}

let table = ""
for (const [i, row] of rows.entries()) {
  log(`row ${i + 1} of ${rows.length}: ${row.title}`)
  const lanes = await measured(row)
  table += `\n### ${row.title}\n\nAim: ${row.aim}: ${verdict(row, lanes)}.\n\n${tableOf(lanes, row.column)}${ratiosOf(row, lanes)}`
}
const setting = `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}); peers: ${Object.entries(
  versions,
)
  .map(([name, version]) => `${name} ${version}`)
  .join(", ")}.`
const report = `${setting}\n${table}`
process.stdout.write(`${report}\n`)
if (options.save) writeFileSync(new URL("results.md", import.meta.url), `# Results of one run\n\n${report}`)
