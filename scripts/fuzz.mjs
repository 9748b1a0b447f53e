// Random calls compared with NumPy: `pnpm fuzz [--minutes 1] [--seed 7] [--only name,name] [--most 20]`. Needs python3 with NumPy
// and SciPy. Every call has a seed of its own, printed where the answers differ, so that `--seed` with `--calls 1` repeats it.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import process from "node:process"
import { createInterface } from "node:readline"
import { parseArgs } from "node:util"
import { calls } from "./fuzz/calls/index.mjs"
import { difference } from "./fuzz/compare.mjs"
import { answer } from "./fuzz/nabla.mjs"
import { generator } from "./fuzz/random.mjs"
import { shrink } from "./fuzz/shrink.mjs"

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    calls: { type: "string", default: "Infinity" },
    only: { type: "string" },
    most: { type: "string", default: "20" },
    python: { type: "string", default: "python3" },
  },
})

const oracle = spawn(values.python, [join(import.meta.dirname, "fuzz", "oracle.py")], { stdio: ["pipe", "pipe", "inherit"] })
oracle.on("error", () => {
  console.error(`fuzz: ${values.python} was not found; the answers to compare with are those of NumPy, in Python 3`)
  process.exit(1)
})
oracle.on("exit", (code) => {
  if (code) process.exit(code)
})
const lines = createInterface({ input: oracle.stdout })

async function expected(call) {
  oracle.stdin.write(`${JSON.stringify(call)}\n`)
  const [line] = await once(lines, "line")
  return JSON.parse(line)
}

const drawn = values.only ? values.only.split(",") : Object.keys(calls)
const draw = (seed) => {
  const r = generator(seed)
  const key = r.pick(drawn)
  return { key, name: key.split(" ").at(-1), options: {}, ...calls[key].make(r) }
}

const judge = async (call) => difference(answer(call), await expected(call), calls[call.key].tolerance)

const start = Number(values.seed)
const end = Date.now() + 60_000 * Number(values.minutes)
const found = new Map()
let count = 0
console.log(`fuzz: from seed ${start} for ${values.minutes} min`)
for (let seed = start; Date.now() < end && count < Number(values.calls); seed++, count++) {
  const call = draw(seed)
  if (found.get(call.key) >= 3 || (await judge(call)) === null) continue
  found.set(call.key, (found.get(call.key) ?? 0) + 1)
  const least = await shrink(call, judge)
  console.log(`\nseed ${seed}: ${least.name} ${JSON.stringify({ args: least.args, options: least.options })}\n  ${await judge(least)}`)
  if ([...found.values()].reduce((a, b) => a + b, 0) >= Number(values.most)) break
}
const total = [...found.values()].reduce((a, b) => a + b, 0)
console.log(`\nfuzz: ${count} calls, ${total} differences`)
oracle.stdin.end()
process.exitCode = total > 0 ? 1 : 0
