import process from "node:process"

const colours = process.stdout.isTTY && !process.env.NO_COLOR
const paint = (code) => (text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text)
export const bold = paint(1)
export const dim = paint(2)
export const red = paint(31)
export const green = paint(32)

export const verbose = process.argv.includes("--verbose") || Boolean(process.env.DEBUG)

export function seconds(since) {
  const s = (Date.now() - since) / 1000
  return s < 60 ? `${s.toFixed(1)} s` : `${Math.floor(s / 60)} min ${Math.round(s % 60)} s`
}

/**
 * Says that something still runs: on a terminal one line that is rewritten, elsewhere a line every 15 seconds.
 * `status()` is asked for the words; lines of the work itself go through `print`.
 */
export function ticker(status) {
  const live = Boolean(process.stdout.isTTY) && !verbose
  const started = Date.now()
  const clear = () => live && process.stdout.write("\r\u001b[2K")
  const draw = () => {
    const text = `  … ${seconds(started)}  ${status()}`
    if (live) process.stdout.write(`\r\u001b[2K${dim(text.slice(0, (process.stdout.columns || 80) - 1))}`)
    else console.log(text.slice(0, 160))
  }
  const timer = setInterval(draw, live ? 250 : 15_000)
  return {
    print(text) {
      clear()
      console.log(text)
    },
    stop() {
      clearInterval(timer)
      clear()
    },
  }
}
