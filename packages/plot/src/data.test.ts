import { expect, test } from "vitest"
import { gallery } from "../gallery/index.ts"
import { fromData } from "./data.ts"
import { Figure, figure } from "./figure.ts"
import { mark, type MarkType } from "./mark.ts"
import { curve } from "./marks/curve.ts"
import { tangent } from "./marks/tangent.ts"

const figures = gallery.flatMap(({ name, draw }) => {
  const drawing = draw()
  return drawing instanceof Figure ? [{ name, drawing }] : []
})

test("the gallery has figures to copy", () => expect(figures.length).toBeGreaterThan(20))

test.each(figures)("$name survives a structured clone", ({ drawing }) => {
  const copy = fromData(structuredClone(drawing.toData()))
  expect(copy.toSVG()).toBe(drawing.toSVG())
  expect(copy.toTable()).toBe(drawing.toTable())
})

test("a curve keeps its poles and its exact extremes; a tangent its slope", () => {
  const poles = figure([curve((x) => 1 / x, [-1, 1])])
  expect(fromData(structuredClone(poles.toData())).describe()).toMatch(/grows beyond all bounds, with 1 break/)
  const f = (x: number) => 3 * x * x - 4 * x
  const both = figure([curve(f, [0, 3]), tangent(f, 1, { slope: "difference" })])
  const copy = fromData(structuredClone(both.toData()))
  expect(copy.describe()).toBe(both.describe())
  expect(copy.with({ xlim: [0, 1] }).toSVG()).toContain("<path")
  expect(fromData(structuredClone(copy.toData())).toSVG()).toBe(both.toSVG())
})

test("kinds of one's own are passed by their type", () => {
  const dot: MarkType<{ at: number }> = {
    kind: "dot",
    series: true,
    extent: ({ at }) => ({ x: [at, at], y: [0, 1] }),
    draw: () => [],
    describe: ({ at }) => `a dot at ${at}`,
  }
  const data = figure([mark(dot, { at: 2 })]).toData()
  expect(fromData(data, [dot]).describe()).toBe("a dot at 2.")
  expect(() => fromData(data)).toThrow(/no kind of mark is called "dot"; pass its type/)
  expect(() => fromData({} as never)).toThrow(/what a figure's toData answers/)
})
