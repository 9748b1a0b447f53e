import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..")
const pnpmVersion = "12.21.0"

const windows = process.platform === "win32"
const running = new Set()

/** Ends a child with everything it started. */
function end(child, signal) {
  try {
    if (windows) spawn("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" })
    else process.kill(-child.pid, signal) // a group of its own, see `detached`
  } catch {
    // already gone
  }
}

let interrupted = false

/** On Ctrl-C (or its relatives): end the children, then `finish`; a second one ends at once. */
export function onInterrupt(finish) {
  const handle = async () => {
    if (interrupted) process.exit(130)
    interrupted = true
    await endChildren()
    finish()
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void handle())
}

async function endChildren() {
  const children = [...running]
  for (const child of children) end(child, "SIGTERM")
  const gone = Promise.all(children.map((child) => new Promise((done) => child.once("close", done))))
  await Promise.race([gone, new Promise((done) => setTimeout(done, 3000))])
  for (const child of running) end(child, "SIGKILL")
}

/** Runs a command to its end: `{ code, output }`; each line goes to `onLine` as it comes. It never sees our input. */
export function run(command, args, { cwd = root, env = {}, onLine = () => {} } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: !windows,
      shell: windows && !/\.exe$/i.test(command),
    })
    running.add(child)
    let output = ""
    for (const stream of [child.stdout, child.stderr]) {
      let rest = ""
      stream.setEncoding("utf8")
      stream.on("data", (text) => {
        output += text
        const lines = (rest + text).split(/\r?\n/)
        rest = lines.pop()
        for (const line of lines) onLine(line)
      })
      stream.on("end", () => rest && onLine(rest))
    }
    const finish = (code) => {
      running.delete(child)
      if (!interrupted) done({ code, output })
    }
    child.on("error", (error) => {
      output += `${error.message} (${command})`
      finish(127)
    })
    child.on("close", (code, signal) => finish(code ?? (signal ? 1 : 0)))
  })
}

/** pnpm in its exact version, through the npx that belongs to the running npm. */
export function pnpm(args, options = {}) {
  const npx = process.env.npm_execpath && join(dirname(process.env.npm_execpath), "npx-cli.js")
  const environment = {
    TURBO_TELEMETRY_DISABLED: "1",
    npm_config_fetch_retries: "1",
    npm_config_fetch_retry_mintimeout: "2000",
    ...options.env,
  }
  const tail = ["-y", `pnpm@${pnpmVersion}`, ...args]
  return npx && existsSync(npx)
    ? run(process.execPath, [npx, ...tail], { ...options, env: environment })
    : run("npx", tail, { ...options, env: environment })
}
