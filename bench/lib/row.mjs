// One row in a process of its own: answers are compared, then times are taken and sent to the command that asked.
import { race } from "./measure.mjs"

const [family, title, peers] = process.argv.slice(2)
const { default: rows } = await import(`../rows/${family}.mjs`)
const row = rows.find((one) => one.title === title)

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

const candidates = await row.candidates(peers === "true")
await agree(candidates)
process.send(await race(candidates, { rounds: row.rounds }), () => process.exit(0))
