import { spawn, spawnSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import { freePort } from "../lib/ports.mjs"
import { root } from "../lib/packages.mjs"

/**
 * A registry of our own on the loopback: it keeps Nabla's packages and passes every other request on to the registry npm is set to.
 * Answers `{ address, env, stop }`; `env` makes npm and pnpm publish to and install from it.
 */
export async function startRegistry(folder) {
  mkdirSync(folder, { recursive: true })
  const port = await freePort(4873)
  const upstream = spawnSync("npm", ["config", "get", "registry"], { encoding: "utf8", shell: process.platform === "win32" }).stdout.trim()
  const config = join(folder, "config.yaml")
  const ours = ["access: $all", "publish: $all"]
  writeFileSync(
    config,
    [
      `storage: ${join(folder, "storage")}`,
      "web: { enable: false }",
      `uplinks: { upstream: { url: ${JSON.stringify(upstream)} } }`,
      "packages:",
      ...["nablajs", "@nablajs/*"].flatMap((name) => [`  "${name}":`, ...ours.map((line) => `    ${line}`)]),
      `  "**":`,
      "    access: $all",
      "    proxy: upstream",
      `log: { type: stdout, format: pretty, level: warn }`,
    ].join("\n"),
  )
  const address = `http://127.0.0.1:${port}/`
  const userconfig = join(folder, "npmrc")
  writeFileSync(userconfig, `registry=${address}\n//127.0.0.1:${port}/:_authToken=any\n`)

  const child = spawn(
    process.execPath,
    [join(root, "node_modules/verdaccio/bin/verdaccio"), "--config", config, "--listen", `127.0.0.1:${port}`],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  )
  let said = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text))
  const stop = () => child.kill()
  process.once("exit", stop)

  const deadline = Date.now() + 30_000
  while (!(await fetch(`${address}-/ping`).catch(() => null))?.ok) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the local registry did not start\n${said}`)
    await new Promise((done) => setTimeout(done, 100))
  }
  return {
    address,
    stop,
    env: { npm_config_registry: address, pnpm_config_registry: address, npm_config_userconfig: userconfig, NPM_CONFIG_PROVENANCE: "false" },
  }
}
