import { expect, test } from "vitest"
import { gallery } from "./index.ts"

test("every example has a name of its own", () => {
  expect(new Set(gallery.map(({ name }) => name)).size).toBe(gallery.length)
})

test.each(gallery)("$name: $title", async ({ name, draw }) => {
  const svg = draw().toSVG()
  expect(svg).toBe(draw().toSVG())
  expect(svg).not.toMatch(/NaN|Infinity|undefined|[^-]style=|<style/)
  expect(svg).toMatch(/<title id="[^"]+">[^<]+<\/title><desc id="[^"]+">[^<]+<\/desc>/)
  await expect(`${svg}\n`).toMatchFileSnapshot(`${name}.svg`)
})
