import { spawn } from "node:child_process"
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { explain } from "./explain.mjs"
import { freePort } from "./ports.mjs"
import { root } from "./packages.mjs"
import { resolveFile, serve } from "./static.mjs"
import version from "./version.cjs"

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

function folder(files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), "nabla-site-"))
  cleanups.push(() => rmSync(path, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, ".."), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return path
}

describe("An old Node", () => {
  test("gets a sentence that names both versions", () => {
    expect(version.requireNode("v16.20.2")).toMatch(/Node 18 or later.*v16\.20\.2/)
  })

  test("is not any of those we know to work", () => {
    for (const known of ["v18.0.0", "v20.20.2", "v24.21.0", "v26.1.0"]) expect(version.requireNode(known)).toBeNull()
  })
})

describe("A failure outside the project", () => {
  test.each([
    ["npm error code ENOTFOUND\nnpm error network request to https://registry.example failed", /registry could not be reached/],
    ["ERR_PNPM_META_FETCH_FAIL  error sending request for url", /registry could not be reached/],
    ["Error: unable to verify: SELF_SIGNED_CERT_IN_CHAIN", /NODE_EXTRA_CA_CERTS/],
    ["ENOSPC: no space left on device", /disk is full/],
    ["ERR_PNPM_OUTDATED_LOCKFILE Cannot install", /pnpm-lock.yaml does not match/],
  ])("is told in a sentence: %j", (output, sentence) => {
    expect(explain(output)).toMatch(sentence)
  })

  test("is not made up where the output speaks of something else", () => {
    expect(explain("src/a.ts(3,1): error TS2322: Type 'string' is not assignable")).toBeUndefined()
  })
})

describe("Ports", () => {
  test("that are taken are stepped over, as are those just given away", async () => {
    const server = createServer()
    const base = await new Promise<number>((done) => server.listen(0, "127.0.0.1", () => done((server.address() as { port: number }).port)))
    cleanups.push(() => server.close())
    const next = await freePort(base)
    expect(next).toBeGreaterThan(base)
    expect(await freePort(base, "127.0.0.1", new Set([next]))).toBeGreaterThan(next)
  })
})

describe("The static server", () => {
  test("answers pages, folders and clean addresses, and 404 otherwise", async () => {
    const path = folder({ "index.html": "home", "guide.html": "guide", "a/index.html": "inner", "404.html": "lost", "x.svg": "<svg/>" })
    const server = await serve(path, 0)
    cleanups.push(() => server.close())
    const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`
    const get = async (url: string, options?: RequestInit) => {
      const response = await fetch(base + url, options)
      return [response.status, response.headers.get("content-type"), await response.text()]
    }
    expect(await get("/")).toEqual([200, "text/html; charset=utf-8", "home"])
    expect(await get("/guide?x=1")).toEqual([200, "text/html; charset=utf-8", "guide"])
    expect(await get("/a/")).toEqual([200, "text/html; charset=utf-8", "inner"])
    expect(await get("/x.svg")).toEqual([200, "image/svg+xml", "<svg/>"])
    expect(await get("/nothing")).toEqual([404, "text/html; charset=utf-8", "lost"])
    expect((await get("/", { method: "POST" }))[0]).toBe(405)
    expect((await get("/", { method: "HEAD" }))[2]).toBe("")
  })

  test("stays inside its folder", async () => {
    const path = folder({ "site/index.html": "in", "secret.txt": "out", "site-other/x.html": "out" })
    for (const url of ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/..%2fsite-other/x.html", "/%00", "/%E0%A4%A"])
      expect(await resolveFile(join(path, "site"), url)).toBeNull()
  })
})

describe("The commands", () => {
  const command = (script: string, env: Record<string, string>, args: string[] = []) => {
    const child = spawn(process.execPath, [join(root, "scripts", script), ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    })
    let output = ""
    child.stdout.on("data", (text) => (output += text))
    child.stderr.on("data", (text) => (output += text))
    const ended = new Promise<{ code: number | null; output: string }>((done) => child.on("close", (code) => done({ code, output })))
    return { child, ended, said: () => output }
  }
  // An npm of our own, whose npx does as the test says.
  const npxThat = (code: string) => ({ npm_execpath: join(folder({ "npm-cli.js": "", "npx-cli.js": code }), "npm-cli.js"), DEBUG: "" })

  test("without a network end with a sentence and no stack", async () => {
    const env = npxThat(`console.error("npm error code ENOTFOUND\\nnpm error syscall getaddrinfo"); process.exit(1)`)
    const { code, output } = await command("test.mjs", env).ended
    expect(code).toBe(1)
    expect(output).toContain("The package registry could not be reached.")
    expect(output).not.toMatch(/^\s+at /m)
  })

  test.skipIf(process.platform === "win32").each(["start.mjs", "test.mjs"])(
    "%s ends with everything it started on Ctrl-C, with code 130",
    async (script) => {
      const env = npxThat(`
      const { spawn } = require("node:child_process")
      const inner = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" })
      console.log("inner " + inner.pid)
      setInterval(() => {}, 1000)`)
      const { child, ended, said } = command(script, env, ["--verbose"])
      await expect.poll(said, { timeout: 20_000 }).toMatch(/inner \d+/)
      const inner = Number(/inner (\d+)/.exec(said())?.[1])
      child.kill("SIGINT")
      const { code, output } = await ended
      expect(code).toBe(130)
      expect(output).toContain("Interrupted.")
      await expect.poll(() => alive(inner), { timeout: 5000 }).toBe(false)
    },
  )
})

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
