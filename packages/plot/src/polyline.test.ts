import { expect, test } from "vitest"
import { polygon, polyline } from "./polyline.ts"
import { pathSegments } from "./segments.ts"
import { makeScale } from "./scales.ts"

const box = { left: 0, top: 0, width: 300, height: 200 }
const pen = (x: [number, number], y: [number, number]) => ({
  box,
  x: makeScale("linear", x, [0, 300]),
  y: makeScale("linear", y, [200, 0]),
})

test("points become a path in order", () => {
  expect(polyline([0, 1, 2], [0, 1, 0], pen([0, 2], [0, 1]))).toBe("M0,200L150,0L300,200")
})

test("missing and infinite values lift the pen; a lonely point is a dot", () => {
  expect(polyline([0, 1, 2, 3, 4], [0, Number.NaN, 1, Infinity, 0], pen([0, 4], [0, 1]))).toBe("M0,200h.01M150,0h.01M300,200h.01")
  expect(polyline([0, 1, 2], [0, 1, Number.NaN], pen([0, 2], [0, 1]))).toBe("M0,200L150,0")
})

test("values far outside are cut without bending the line", () => {
  const d = polyline([0, 1], [-1e12, 1e12], pen([0, 1], [0, 1]))
  pathSegments(d, (x0, y0, x1, y1) => {
    for (const v of [x0, y0, x1, y1]) expect(Math.abs(v)).toBeLessThan(2000)
    expect(x0).toBeCloseTo(150, 1)
    expect(x1).toBeCloseTo(150, 1)
    return true
  })
  expect(d).not.toBe("")
})

test("a million points keep every extreme", () => {
  const n = 1_000_000
  const x = Float64Array.from({ length: n }, (_, i) => i)
  const y = new Float64Array(n)
  y[123_456] = 1
  y[777_777] = -1
  const d = polyline(x, y, pen([0, n], [-1, 1]))
  expect(d.length).toBeLessThan(64 * 1024)
  let [low, high] = [1e9, -1e9]
  pathSegments(d, (_, y0, __, y1) => {
    low = Math.min(low, y0, y1)
    high = Math.max(high, y0, y1)
    return true
  })
  expect([low, high]).toEqual([0, 200])
})

test("gaps survive thinning", () => {
  const n = 10_000
  const x = Float64Array.from({ length: n }, (_, i) => i)
  const y = Float64Array.from({ length: n }, (_, i) => (i > 4000 && i < 6000 ? Number.NaN : 0))
  expect(polyline(x, y, pen([0, n], [-1, 1])).match(/M/g)).toHaveLength(2)
})

test("corners of polygons keep within numbers that every viewer draws", () => {
  const triangle = [[0, 0], [10, 0], [10, 10]] as const // biome-ignore format: three points
  expect(polygon(triangle)).toBe("M0,0L10,0L10,10Z")
  expect(polygon([...triangle, [-1e300, 7]])).toBe("M0,0L10,0L10,10L-1000000,7Z")
  expect(polygon(triangle.slice(1))).toBe("")
})
