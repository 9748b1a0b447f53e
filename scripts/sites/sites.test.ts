import { readFileSync, readdirSync } from "node:fs"
import type { Server } from "node:http"
import { createRequire } from "node:module"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { type Browser, chromium as driver, type Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { chromium } from "../lib/chromium.mjs"
import { root } from "../lib/packages.mjs"
import { serve } from "../lib/static.mjs"

// Every built page as a reader gets it: light and dark, wide and on a small phone. Without a Chromium these tests are skipped.
const executablePath = chromium()
if (!executablePath) console.log("There is no Chromium here (CHROMIUM can name one): docs and demo are not looked at.")

const sites = [
  { name: "docs", folder: join(root, "apps/docs/.vitepress/dist") },
  { name: "demo", folder: join(root, "apps/demo/dist") },
]
const views = [
  { colorScheme: "light", width: 1280, height: 900 },
  { colorScheme: "dark", width: 360, height: 720 },
] as const
const pages = sites.flatMap(({ name, folder }) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    // The pages made from doc comments are many and alike: their first stands for them. Parts belong to pages.
    .filter((file) => file.endsWith(".html") && file !== "404.html" && !/^(api[\\/](?!index)|parts[\\/])/.test(file))
    .map((file) => ({ site: name, page: file.replaceAll("\\", "/") })),
)
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

describe.skipIf(!executablePath)("In Chromium", () => {
  const servers: Server[] = []
  const addresses = new Map<string, string>()
  let browser: Browser

  beforeAll(async () => {
    browser = await driver.launch({
      executablePath: executablePath as string,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    })
    for (const { name, folder } of sites) {
      const server = await serve(folder, 0)
      servers.push(server)
      addresses.set(name, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    }
  })
  afterAll(async () => {
    await browser?.close()
    for (const server of servers) server.close()
  })

  async function open(
    site: string,
    path: string,
    { colorScheme, width, height }: (typeof views)[number],
  ): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({ colorScheme, viewport: { width, height }, reducedMotion: "reduce" })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()))
    page.on("pageerror", (error) => complaints.push(error.message))
    page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`))
    page.on("response", (response) => response.status() >= 400 && complaints.push(`${response.status()}: ${response.url()}`))
    page.on("request", (request) => {
      if (!/^(http:\/\/127\.0\.0\.1|data:|blob:)/.test(request.url())) complaints.push(`asks another host: ${request.url()}`)
    })
    await page.goto(`${addresses.get(site)}${path}`, { waitUntil: "networkidle" })
    return { page, complaints }
  }

  test("a derivation's steps arrive when it is opened, and can be asked for again", async () => {
    const { page, complaints } = await open("docs", "derivations", views[1])
    const entry = page.locator("#derivation-list > li").nth(3)
    expect(await entry.locator(".steps").count()).toBe(0)
    await page.route("**/parts/**", (route) => route.abort(), { times: 1 })
    await entry.locator("summary").click()
    await entry.getByRole("button", { name: "Try again" }).click()
    await entry.locator(".steps").first().waitFor()
    expect(await entry.locator(".steps li").count()).toBeGreaterThan(0)
    expect(complaints.filter((text) => !/ERR_FAILED|failed: .*parts/.test(text))).toEqual([])
    await page.context().close()
  })

  test("the figures of the gallery arrive by themselves, in the room kept for them", async () => {
    const { page, complaints } = await open("docs", "plots", views[0])
    const figures = page.locator(".gallery figure")
    await page.waitForFunction(() => document.querySelector(".gallery nabla-part[src]") === null)
    expect(await figures.locator("svg").count()).toBeGreaterThanOrEqual(await figures.count())
    const kept = await page.evaluate(async () => {
      const part = [...document.querySelectorAll<HTMLElement>(".gallery nabla-part")].at(-1) as HTMLElement
      const source = await (await fetch(location.href)).text()
      const sizes = [...source.matchAll(/aspect-ratio: ?([\d.]+) ?\/ ?([\d.]+)/g)].at(-1) as RegExpMatchArray
      const svg = part.querySelector("svg") as SVGElement
      return Number(sizes[1]) / Number(sizes[2]) / (svg.clientWidth / svg.clientHeight)
    })
    expect(Math.abs(kept - 1)).toBeLessThan(0.05)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  describe.each(pages)("$site/$page", ({ site, page: path }) => {
    test.each(views)("is whole and readable, $colorScheme, $width pixels wide", async (view) => {
      const { page, complaints } = await open(site, path, view)
      expect(complaints).toEqual([])

      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect(tooWide).toBeLessThanOrEqual(0)

      await page.evaluate(axe)
      const found = await page.evaluate(async () => {
        const run = (globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: Violation[] }> } }).axe.run
        const { violations } = await run({
          runOnly: ["wcag2a", "wcag2aa"],
          rules: { "scrollable-region-focusable": { enabled: false } }, // browsers now give scrollers the keyboard by themselves
        })
        return violations.map(
          ({ id, help, nodes }) =>
            `${id}: ${help}: ${nodes
              .slice(0, 3)
              .map((node) => node.target.join(" "))
              .join(", ")}`,
        )
      })
      expect(found).toEqual([])
      await page.context().close()
    })
  })
})

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly target: readonly string[] }[]
}
