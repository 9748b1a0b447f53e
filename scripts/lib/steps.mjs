import process from "node:process"
import { explain } from "./explain.mjs"
import { bold, dim, green, red, seconds, ticker, verbose } from "./terminal.mjs"

/** For a step that failed after everything was said about it. */
class Stopped extends Error {}

/**
 * Numbered steps, each with its time. A step gets a `report` with `line` (for the output of a command, kept for the case of failure)
 * and `print` (for what the reader should see), and returns `{ code, output }` or a sentence.
 */
export async function steps(list) {
  for (const [index, [title, work]] of list.entries()) await step(`${index + 1}/${list.length}`, title, work)
}

async function step(number, title, work) {
  console.log(bold(`[${number}] ${title}`))
  const started = Date.now()
  let last = ""
  const tick = ticker(() => last)
  const line = (text) => {
    if (text.trim()) last = text.trim()
    if (verbose) tick.print(dim(`  ${text}`))
  }
  try {
    const result = await work({ line, print: tick.print, status: (text) => (last = text) })
    tick.stop()
    if (typeof result === "object" && result.code !== 0) fail(title, result, started)
    console.log(green(`  ✓ ${typeof result === "string" ? `${result}, ` : ""}${seconds(started)}`))
  } finally {
    tick.stop()
  }
}

function fail(title, { code, output, said = false, which }, started) {
  console.error(red(`  ✗ "${title}" failed after ${seconds(started)} (exit code ${code})${which ? `: ${which}` : ""}.`))
  const sentence = said ? undefined : explain(output)
  if (sentence) console.error(`\n${sentence}\n`)
  if (!said && !verbose) {
    const lines = output.trimEnd().split(/\r?\n/)
    const shown = sentence ? lines.slice(-8) : lines.slice(-60)
    console.error(dim(shown.map((text) => `  │ ${text}`).join("\n")))
    console.error(dim("  Everything it said: run again with --verbose (npm test -- --verbose)."))
  }
  throw new Stopped(title)
}

/** Runs the whole command; only `--verbose` shows a stack. */
export async function main(work) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Stopped)) console.error(red(verbose ? error.stack : `Stopped: ${error.message}`))
    process.exitCode = 1
  }
}
