import {
  interpolateBlues,
  interpolateCividis,
  interpolateGreys,
  interpolateMagma,
  interpolatePlasma,
  interpolateRdBu,
  interpolateReds,
  interpolateViridis,
} from "d3-scale-chromatic"
import { expect, test } from "vitest"
import { colourAt, isDark } from "./colormap.ts"
import { markerOf } from "./markers.ts"
import { colourOf, dashOf, palette, themes } from "./theme.ts"

type Rgb = readonly [number, number, number]

const rgb = (hex: string): Rgb => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)) as unknown as Rgb
const linear = (c: Rgb): Rgb => c.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Rgb
const luminance = (c: Rgb): number => {
  const [r, g, b] = linear(c)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: Rgb, b: Rgb): number => {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

// Machado, Oliveira and Fernandes (2009), severity 1; in linear light.
const views: Record<string, readonly Rgb[]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const seen = (colour: Rgb, matrix: readonly Rgb[]): Rgb => {
  const c = linear(colour)
  return oklab(matrix.map((row) => Math.min(1, Math.max(0, row[0] * c[0] + row[1] * c[1] + row[2] * c[2]))) as unknown as Rgb)
}

test("every series colour has three to one on white and on near-black", () => {
  for (const colour of palette) {
    expect(contrast(rgb(colour), [255, 255, 255])).toBeGreaterThanOrEqual(3)
    expect(contrast(rgb(colour), rgb("#1b1b1f"))).toBeGreaterThanOrEqual(3)
  }
})

test("text has four and a half to one in both themes", () => {
  for (const theme of [themes.light, themes.dark]) expect(contrast(rgb(theme.ink), rgb(theme.paper as string))).toBeGreaterThanOrEqual(4.5)
})

test.each(Object.keys(views))("the first four colours stay apart for %s vision", (name) => {
  const matrix = views[name] as readonly Rgb[]
  const colours = palette.slice(0, 4).map((c) => seen(rgb(c), matrix))
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [colours[i] as Rgb, colours[j] as Rgb]
      expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]), `${palette[i]} ${palette[j]}`).toBeGreaterThan(0.08)
    }
  }
})

test("no two of the first sixty-four lines share hue and dash, no two of fifty-six points hue and marker", () => {
  const distinct = (n: number, look: (i: number) => string): number => new Set(Array.from({ length: n }, (_, i) => look(i))).size
  expect(distinct(64, (i) => `${themes.light.series(i)} ${dashOf(i)}`)).toBe(64)
  expect(distinct(56, (i) => `${themes.light.series(i)} ${markerOf(i)}`)).toBe(56)
})

test("colours are named, lettered or given", () => {
  expect(colourOf(themes.light, undefined, 1)).toBe(palette[1])
  expect(colourOf(themes.light, "C9", 0)).toBe(palette[1])
  expect(colourOf(themes.auto, "k", 0)).toBe("currentColor")
  expect(colourOf(themes.light, "tomato", 0)).toBe("tomato")
  expect(themes.auto.series(0)).toBe(`var(--nabla-series-1, ${palette[0]})`)
})

const parse = (colour: string): number[] => (colour.startsWith("#") ? [...rgb(colour)] : (colour.match(/\d+/g) as string[]).map(Number))

test.each([
  ["viridis", interpolateViridis],
  ["magma", interpolateMagma],
  ["plasma", interpolatePlasma],
  ["cividis", interpolateCividis],
  ["rdbu", (t: number) => interpolateRdBu(1 - t)],
  ["reds", interpolateReds],
  ["blues", interpolateBlues],
  ["greys", (t: number) => interpolateGreys(1 - t)],
] as const)("%s is that of d3 to within 5 of 255", (name, theirs) => {
  for (let i = 0; i <= 100; i++) {
    const expected = parse(theirs(i / 100))
    colourAt(name, i / 100).forEach((v, k) => expect(Math.abs(v - (expected[k] as number)), `${name} at ${i}%`).toBeLessThanOrEqual(5))
  }
})

test("numbers in cells are legible on every colour", () => {
  for (const name of ["viridis", "reds", "rdbu", "gray"]) {
    for (let i = 0; i <= 100; i++) {
      const colour = colourAt(name, i / 100)
      const ink: Rgb = isDark(colour) ? [255, 255, 255] : [0, 0, 0]
      expect(contrast(colour, ink), `${name} at ${i}%`).toBeGreaterThanOrEqual(4.5)
    }
  }
})
