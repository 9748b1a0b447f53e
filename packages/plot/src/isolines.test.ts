import { contours } from "d3-contour"
import fc from "fast-check"
import { expect, test } from "vitest"
import { spaced } from "./field.ts"
import { isolines, outlines } from "./isolines.ts"

const grid = (f: (x: number, y: number) => number, nx = 21, ny = 17) => {
  const [x, y] = [spaced([-1, 1], nx), spaced([-1, 1], ny)]
  const z = Float64Array.from({ length: nx * ny }, (_, k) => f(x[k % nx] as number, y[Math.floor(k / nx)] as number))
  return { x, y, z }
}

test("lines of a plane are straight, exact, and open at the frame", () => {
  const lines = isolines(
    grid((x, y) => x + 2 * y),
    0.3,
  )
  expect(lines).toHaveLength(1)
  const [{ x, y }] = lines as [{ x: Float64Array; y: Float64Array }]
  x.forEach((xi, i) => expect(Math.abs(xi + 2 * (y[i] as number) - 0.3)).toBeLessThan(1e-12))
  for (const i of [0, x.length - 1]) expect(Math.max(Math.abs(x[i] as number), Math.abs(y[i] as number))).toBe(1)
})

test("a circle closes", () => {
  const [line, ...rest] = isolines(
    grid((x, y) => x * x + y * y, 41, 41),
    0.49,
  )
  expect(rest).toHaveLength(0)
  expect([line?.x[0], line?.y[0]]).toEqual([line?.x.at(-1), line?.y.at(-1)])
})

test("cells with missing corners stay empty", () => {
  const field = grid((x) => x)
  const hole = 8 * 21 + 10
  field.z[hole] = Number.NaN
  const lines = isolines(field, 0.01)
  expect(lines).toHaveLength(2)
  for (const { y } of lines) for (const v of y) expect(Math.abs(v - (field.y[8] as number))).toBeGreaterThanOrEqual(0.124)
})

test("saddles join by the mean of the cell", () => {
  const square = (z: number[]) => ({ x: Float64Array.of(0, 1), y: Float64Array.of(0, 1), z: Float64Array.from(z) })
  for (const z of [
    [2, 0, 0, 2],
    [1, 0, 0, 1.5],
    [0, 2, 2, 0],
  ]) {
    const lines = isolines(square(z), 0.9)
    expect(lines).toHaveLength(2)
    // The middle of the cell lies between both lines exactly if it belongs to the higher side.
    const high = z.reduce((a, b) => a + b, 0) / 4 >= 0.9
    const corner = lines.some(({ x, y }) => x[0] === 0 && y.at(-1) === 0) || lines.some(({ x, y }) => x.at(-1) === 0 && y[0] === 0)
    expect(corner).toBe(high === (z[0] as number) < 0.9)
  }
})

test("inside the frame, points are those of d3", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 49, maxLength: 49 }), (values) => {
      const [x, y] = [spaced([0, 6], 7), spaced([0, 6], 7)]
      const level = 4.5
      const own = isolines({ x, y, z: Float64Array.from(values) }, level).flatMap((l) =>
        Array.from(l.x, (px, i) => [px, l.y[i] as number] as const),
      )
      const rings = contours().size([7, 7]).contour(values, level).coordinates.flat()
      const inner = rings
        .flat()
        .map(([a, b]) => [(a as number) - 0.5, (b as number) - 0.5] as const)
        .filter(([a, b]) => a >= 0 && a <= 6 && b >= 0 && b <= 6)
      const key = ([a, b]: readonly [number, number]): string => `${a.toFixed(9)} ${b.toFixed(9)}`
      const theirs = new Set(inner.map(key))
      // d3 also runs along the frame, halfway outside the nodes; its crossings of the grid are ours.
      for (const p of own) expect([...theirs]).toContain(key(p))
      for (const [a, b] of inner)
        if (a > 0 && a < 6 && b > 0 && b < 6) expect(own.some(([c, d]) => Math.abs(a - c) + Math.abs(b - d) < 1e-9)).toBe(true)
    }),
    { numRuns: 200, seed: 20261122 },
  )
})

test("a constant field has no lines", () => {
  expect(
    isolines(
      grid(() => 1),
      1,
    ),
  ).toHaveLength(0)
  expect(
    isolines(
      grid(() => 1),
      2,
    ),
  ).toHaveLength(0)
})

// Twice the area inside closed lines by the shoelace formula, holes counted off.
const area = (rings: readonly (readonly (readonly [number, number])[])[]): number =>
  rings.reduce((sum, ring) => {
    const twice = ring.reduce((s, [x, y], i) => {
      const [u, v] = ring[(i + 1) % ring.length] as readonly [number, number]
      return s + (x * v - u * y)
    }, 0)
    return sum + twice
  }, 0)

test("regions cover the area of those of d3, inside the frame", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 49, maxLength: 49 }),
      fc.integer({ min: 0, max: 8 }),
      (values, low) => {
        const level = low + 0.5
        const [x, y] = [spaced([0, 6], 7), spaced([0, 6], 7)]
        const own = outlines({ x, y, z: Float64Array.from(values) }, level)
        for (const { x: xs, y: ys } of own) expect([xs[0], ys[0]]).toEqual([xs.at(-1), ys.at(-1)])
        // d3 runs half a step outside the nodes; moved to the frame, its rings are ours.
        const inside = (v: number): number => Math.min(6, Math.max(0, v - 0.5))
        const rings = contours().size([7, 7]).contour(values, level).coordinates.flat()
        const theirs = rings.map((ring) => ring.map(([a, b]) => [inside(a as number), inside(b as number)] as const))
        const mine = own.map((line) => Array.from(line.x, (v, i) => [v, line.y[i] as number] as const))
        // Their holes turn the other way; ours turn any way, so both are compared by parity at many places.
        const odd = (all: readonly (readonly (readonly [number, number])[])[], px: number, py: number): boolean =>
          all.reduce((n, ring) => n + crossings(ring, px, py), 0) % 2 === 1
        for (let k = 0; k < 60; k++) {
          const [px, py] = [0.0501 + ((k * 0.6180339) % 1) * 5.9, 0.0503 + ((k * 0.7548777) % 1) * 5.9]
          // In a saddle d3 joins the same corners always, ours ask the mean.
          const k0 = 7 * Math.floor(py) + Math.floor(px)
          const [a, b, c, d] = [k0, k0 + 1, k0 + 8, k0 + 7].map((i) => (values[i] as number) >= level)
          if (a === c && b === d && a !== b) continue
          expect(odd(mine, px, py), `at (${px}, ${py})`).toBe(odd(theirs, px, py))
        }
      },
    ),
    { numRuns: 200, seed: 20261124 },
  )
})

function crossings(ring: readonly (readonly [number, number])[], px: number, py: number): number {
  return ring.reduce((n, [x0, y0], i) => {
    const [x1, y1] = ring[(i + 1) % ring.length] as readonly [number, number]
    return n + (y0 > py !== y1 > py && px < x0 + ((py - y0) / (y1 - y0)) * (x1 - x0) ? 1 : 0)
  }, 0)
}

test("a region leaves out what is missing and reaches up to poles", () => {
  const field = grid((x, y) => 1 / (x * x + y * y))
  field.z[0] = Number.NaN
  const everywhere = outlines(field, 0).map((l) => Array.from(l.x, (v, i) => [v, l.y[i] as number] as const))
  expect(everywhere).toHaveLength(1)
  // The corner without a value is cut off along the diagonal of its cell.
  expect(Math.abs(area(everywhere)) / 2).toBeCloseTo(4 - 0.1 * 0.125 * 0.5, 12)
  const near = outlines(field, 50)
  expect(near).toHaveLength(1)
  expect(near[0]?.x.every(Number.isFinite)).toBe(true)
})
