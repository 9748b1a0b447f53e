// The page as a reader meets it: in a real browser, by keyboard, narrow and wide, light and dark.
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { extname, join } from "node:path"
import { type Browser, chromium as engine, type Page } from "playwright-core"
import { build } from "vite"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { chromium } from "../../../scripts/lib/chromium.mjs"

const executablePath: string | undefined = chromium()
// no sandbox for root, and no talk with hosts that the test does not know
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]
const folder = join(import.meta.dirname, "..")
const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" }
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

let out: string
let server: Server
let browser: Browser
let address: string

describe.skipIf(executablePath === undefined)("the playground in a browser", () => {
  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), "playground-"))
    await build({ root: folder, logLevel: "error", build: { outDir: out, emptyOutDir: true } })
    server = createServer((request, response) => {
      const path = join(out, new URL(request.url ?? "/", "http://x").pathname.replace(/\/$/, "/index.html"))
      try {
        const body = readFileSync(path)
        response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" }).end(body)
      } catch {
        response.writeHead(404).end()
      }
    }).listen(0, "127.0.0.1")
    await new Promise((ready) => server.once("listening", ready))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    browser = await engine.launch({ executablePath: executablePath as string, args: quiet })
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    server?.close()
    if (out) rmSync(out, { recursive: true, force: true })
  })

  async function open(fragment = "", options: { width?: number; dark?: boolean } = {}): Promise<{ page: Page; problems: string[] }> {
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1280, height: 900 },
      colorScheme: options.dark ? "dark" : "light",
    })
    const problems: string[] = []
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()))
    page.on("pageerror", (error) => problems.push(error.message))
    await page.goto(address + fragment)
    await page.waitForSelector("#answer h2")
    return { page, problems }
  }

  const answer = (page: Page, text: string) => page.waitForFunction((t) => document.querySelector(".as-text code")?.textContent === t, text)

  test.each([
    [1280, false],
    [1280, true],
    [360, false],
    [360, true],
  ])(
    "at %d pixels, dark %s: nothing overflows, nothing is inaccessible, the policy admits all of it",
    async (width, dark) => {
      const { page, problems } = await open("", { width, dark })
      await answer(page, "(A + A') * x")
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      await page.addScriptTag({ content: axe }).catch(() => page.evaluate(axe))
      const found = await page.evaluate(async () => {
        const { violations } = await (
          globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
        ).axe.run()
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      })
      expect(found).toEqual([])
      expect(problems.filter((text) => !text.includes("Content Security Policy"))).toEqual([])
      await page.close()
    },
    60_000,
  )

  test("answers what is typed, and keeps the whole state in the address", async () => {
    const { page, problems } = await open()
    await page.focus("#formula")
    await page.keyboard.press("Control+A")
    await page.keyboard.type("norm2(A*x)^2")
    await answer(page, "2 * A' * A * x")
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("formula")
    const again = await open(new URL(page.url()).hash)
    await answer(again.page, "2 * A' * A * x")
    expect(await again.page.inputValue("#formula")).toBe("norm2(A*x)^2")
    expect([...problems, ...again.problems]).toEqual([])
    await again.page.close()
    await page.close()
  }, 60_000)

  test("says what is wrong under the place, and offers to declare what is missing", async () => {
    const { page } = await open()
    await page.fill("#formula", "x' * x * c")
    await page.waitForSelector("[role=alert]")
    expect(await page.textContent("[role=alert]")).toContain("unknown variable c")
    await page.click("text=Declare c as a variable")
    await answer(page, "2 * c * x")
    await page.close()
  }, 60_000)

  test("prints the derivative as code, and keeps the language for the next formula", async () => {
    const { page, problems } = await open()
    await page.selectOption("#code-target", "numpy")
    expect(await page.textContent("#code pre")).toContain("import numpy as np")
    await page.fill("#formula", "norm2(A*x)^2")
    await answer(page, "2 * A' * A * x")
    expect(await page.textContent("#code pre")).toContain("2 * (A.T @ (A @ x))")
    await page.selectOption("#code-target", "typescript")
    expect(await page.textContent("#code pre")).toContain("prints formulas of scalars")
    expect(problems).toEqual([])
    await page.close()
  }, 60_000)

  test("can be used by keyboard alone", async () => {
    const { page } = await open()
    await page.keyboard.press("Tab")
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("skip")
    const reached = new Set<string>()
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press("Tab")
      reached.add((await page.evaluate(() => document.activeElement?.id)) ?? "")
    }
    for (const id of ["preset", "formula", "add-variable", "by", "order", "view", "layout"]) expect(reached).toContain(id)
    await page.close()
  }, 60_000)
})
