import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join, relative, sep } from "node:path"
import process from "node:process"
import { publicPackages, root } from "../lib/packages.mjs"
import { startRegistry } from "./registry.mjs"

// The whole release in a copy of the project, into a registry of our own: versions, build, publishing, and a user who installs the result.
const temporary = mkdtempSync(join(tmpdir(), "nabla-release-"))
const copy = join(temporary, "project")
const user = join(temporary, "user")
let started = Date.now()

function lap(title) {
  console.log(`✓ ${title}, ${((Date.now() - started) / 1000).toFixed(1)} s`)
  started = Date.now()
}

function run(cwd, command, args, env = {}) {
  const path = join(copy, "node_modules/.bin") + delimiter + process.env.PATH
  const result = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, PATH: path, ...env },
    shell: process.platform === "win32",
  })
  if (result.status !== 0) throw new Error(`${command} ${args.join(" ")}\n${result.error?.message ?? ""}${result.stdout}${result.stderr}`)
  return result.stdout
}

function copyProject() {
  const left = new Set(["node_modules", "dist", "temp", ".turbo", ".git", "cache"])
  cpSync(root, copy, {
    recursive: true,
    filter: (path) =>
      !relative(root, path)
        .split(sep)
        .some((part) => left.has(part)),
  })
  run(copy, "git", ["init", "-q"])
  run(copy, "git", ["add", "-A"])
  run(copy, "git", ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "start"])
  lap("copied")
  run(copy, "pnpm", ["install", "--frozen-lockfile", "--prefer-offline"])
  lap("installed")
}

function nextVersion() {
  run(copy, "changeset", ["version"])
  run(copy, "node", ["scripts/version.mjs"])
  const versions = publicPackages().map(
    ({ folder }) => JSON.parse(readFileSync(join(copy, "packages", folder, "package.json"), "utf8")).version,
  )
  if (new Set(versions).size !== 1) throw new Error(`the versions differ: ${versions.join(", ")}`)
  lap(`versions set to ${versions[0]}`)
  return versions[0]
}

function build() {
  run(copy, "turbo", ["run", "build", "--filter=./packages/*", "--output-logs=errors-only"])
  lap("built")
}

function publish(registry) {
  run(copy, "changeset", ["publish", "--no-git-tag"], registry.env)
  lap("published")
}

function install(registry, version) {
  mkdirSync(user)
  writeFileSync(join(user, "package.json"), `{ "name": "user", "private": true }`)
  run(user, "npm", ["install", "--no-audit", "--no-fund", ...publicPackages().map(({ name }) => `${name}@${version}`)], registry.env)
  for (const { name } of publicPackages()) {
    const text = readFileSync(join(user, "node_modules", name, "package.json"), "utf8")
    if (/workspace:|@nablajs\/source/.test(text)) throw new Error(`${name} was published with settings of the workspace`)
  }
  lap("installed by a user")
}

function use(version) {
  cpSync(join(root, "scripts/release/use.mjs"), join(user, "use.mjs"))
  cpSync(join(root, "scripts/release/use.cjs"), join(user, "use.cjs"))
  for (const file of ["use.mjs", "use.cjs"]) run(user, process.execPath, [file])
  const sheet = run(user, process.execPath, ["node_modules/nablajs/dist/cli.js", "--version"])
  if (!sheet.includes(version)) throw new Error(`nablajs --version says ${sheet.trim()} and not ${version}`)
  lap("used from ESM, CommonJS and the command line")
}

// The oldest Node we support, the newest, and the other runtimes; npm has them all as packages.
const runtimes = [
  ["Node 22.12", ["node@22.12.0"]],
  ["Node 26", ["node@26"]],
  ["Deno 2", ["deno@2", "run", "--allow-all"]],
  ["Bun 1", ["bun@1"]],
]

function useElsewhere() {
  for (const [title, [runtime, ...args]] of runtimes) {
    const had = spawnSync("npx", ["-y", runtime, "--version"], { cwd: temporary, stdio: "ignore", shell: process.platform === "win32" })
    if (had.status !== 0) {
      console.log(`- ${title} is not to be had here, skipped`)
      continue
    }
    for (const file of ["use.mjs", "use.cjs"]) run(user, "npx", ["-y", runtime, ...args, file])
    lap(`used on ${title}`)
  }
}

let registry
try {
  copyProject()
  const version = nextVersion()
  build()
  registry = await startRegistry(join(temporary, "registry"))
  publish(registry)
  install(registry, version)
  use(version)
  useElsewhere()
} catch (error) {
  console.error(`✗ The rehearsal of the release failed: ${process.env.DEBUG ? error.stack : error.message}`)
  process.exitCode = 1
} finally {
  registry?.stop()
  rmSync(temporary, { recursive: true, force: true })
}
