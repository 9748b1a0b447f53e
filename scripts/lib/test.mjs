import process from "node:process"
import { checkNames } from "./checks.mjs"
import { install } from "./install.mjs"
import { onInterrupt, pnpm } from "./process.mjs"
import { main, steps } from "./steps.mjs"
import { green, seconds } from "./terminal.mjs"

/** `npm test`: install, then every check. */
export async function test() {
  onInterrupt(() => {
    console.log("\nInterrupted.")
    process.exit(130)
  })
  const started = Date.now()
  await main(async () => {
    await steps([
      ["Install packages", install],
      [`Run ${checkNames.length} checks`, checks],
    ])
    console.log(green(`Everything passed in ${seconds(started)}.`))
  })
}

/** One line for each check as it ends; a failed one brings its output along. */
async function checks({ line, print, status }) {
  const open = new Set(checkNames)
  const failed = []
  const say = () => status(`running or waiting: ${[...open].join(", ")}`)
  say()
  const result = await pnpm(["run", "check"], {
    onLine(text) {
      line(text)
      say()
      const verdict = checkNames.includes(text.split(" ")[1]) ? /^[✓✗] (\S+)/.exec(text) : null
      if (verdict) open.delete(verdict[1])
      if (verdict && text.startsWith("✗")) failed.push(verdict[1])
      if (verdict || text.startsWith("  │")) print(`  ${text}`)
    },
  })
  if (result.code !== 0) return { ...result, said: failed.length > 0, which: failed.join(", ") }
  return `${checkNames.length} checks passed`
}
