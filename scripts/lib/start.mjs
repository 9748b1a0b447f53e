import { existsSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import { install } from "./install.mjs"
import { freePort } from "./ports.mjs"
import { onInterrupt, pnpm, root, run } from "./process.mjs"
import { serve } from "./static.mjs"
import { main, steps } from "./steps.mjs"
import { bold, dim, seconds } from "./terminal.mjs"

const sites = [
  { name: "docs", folder: join(root, "apps/docs/.vitepress/dist"), port: 4173 },
  { name: "demo", folder: join(root, "apps/demo/dist"), port: 4174 },
]
const servers = []

/** `npm start`: install, build, print the calculus sheet, serve docs and demo until Ctrl-C. */
export async function start() {
  const started = Date.now()
  let serving = false
  onInterrupt(() => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections?.()
    }
    console.log(serving ? "\nStopped." : "\nInterrupted.")
    process.exit(serving ? 0 : 130)
  })
  await main(async () => {
    await steps([
      ["Install packages", install],
      ["Build packages, docs and demo", build],
      ["The calculus sheet", sheet],
      ["Serve docs and demo", serveSites],
    ])
    serving = true
    console.log()
    for (const { name, address } of sites) console.log(`  ${bold(name)}  ${address}`)
    console.log(dim(`\n  Ready after ${seconds(started)}. Ctrl-C ends it.`))
  })
}

async function build({ line }) {
  const result = await pnpm(["exec", "turbo", "run", "build", "--output-logs=new-only", "--log-prefix=none"], { onLine: line })
  return result.code === 0 ? `${/(\d+) total/.exec(result.output)?.[1] ?? "all"} built` : result
}

async function sheet({ line, print }) {
  const node = join(root, "node_modules/.bin", process.platform === "win32" ? "node.cmd" : "node")
  const result = await run(node, [join(root, "packages/nablajs/dist/cli.js"), "sheet"], { onLine: line })
  print(result.output.trimEnd())
  return result.code === 0 ? "every line agrees" : { ...result, said: true }
}

async function serveSites() {
  const taken = new Set()
  const notes = []
  for (const site of sites) {
    if (!existsSync(site.folder)) throw new Error(`${site.name} has not been built: ${site.folder} is missing`)
    const port = await freePort(site.port, "127.0.0.1", taken)
    taken.add(port)
    if (port !== site.port) notes.push(`port ${site.port} is taken, so ${site.name} is on ${port}`)
    servers.push(await serve(site.folder, port))
    site.address = `http://127.0.0.1:${port}/`
  }
  return notes.join("; ") || "both listen"
}
