import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { figure } from "./figure.ts"
import { annotate } from "./marks/annotate.ts"
import { bar } from "./marks/bar.ts"
import { heatmap } from "./marks/heatmap.ts"
import { line } from "./marks/line.ts"
import { toPNG } from "./save.ts"

let folder = ""
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nabla-plot-"))
})
afterAll(() => rm(folder, { recursive: true }))

const drawing = figure({ x: "x" }, [line([0, 1], [0, 1])])

test("an SVG file stands on its own, with its background", async () => {
  const file = join(folder, "f.svg")
  await drawing.save(file)
  expect(await readFile(file, "utf8")).toBe(drawing.toSVG({ theme: "light" }))
  await drawing.save(file, { theme: "dark" })
  expect(await readFile(file, "utf8")).toContain("#1b1b1f")
})

test("a PNG file has the size of the figure, times the scale", async () => {
  const file = join(folder, "f.png")
  await drawing.save(file, { scale: 3 })
  const bytes = await readFile(file)
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1050, 750])
})

test("marks outside the picture do no harm to it", async () => {
  const marks = [bar([3], [4]), line([5, 6], [0, 9], { opacity: 0.5 }), annotate("far", [50, 50], [80, 80]), heatmap([[1]], [[3, 4], [3, 4]], { opacity: 0.5 })] // biome-ignore format: one line
  const outside = figure({ xlim: [0, 1], ylim: [0, 1], colorbar: false }, marks)
  const empty = figure({ xlim: [0, 1], ylim: [0, 1] }, [])
  expect(Buffer.compare(await toPNG(outside), await toPNG(empty))).toBe(0)
  expect((await toPNG(figure({ width: 20, height: 20, title: "t", x: "x" }, [line([0, 1], [0, 1])]))).length).toBeGreaterThan(100)
})

test("other endings and scales are refused", async () => {
  await expect(drawing.save(join(folder, "f.pdf"))).rejects.toThrow(/must end in \.svg or \.png/)
  await expect(toPNG(drawing, { scale: 0 })).rejects.toThrow(/scale must be between/)
})
