import { refuse } from "./refuse.ts"
import { colourMaps } from "./rules.ts"
import { max, min, round, times } from "./math.ts"

/** Names of the colour maps: four even in lightness, one diverging, four of a single hue. */
export type ColourMapName = (typeof colourMaps)[number]

type Series = readonly number[]

// Red, green and blue as Chebyshev series in 2t − 1, in whole numbers, fitted to the maps of d3-scale-chromatic to within 5 of 255;
// sums and products alone, so every engine gives the same colour.
const maps: Record<ColourMapName, readonly [Series, Series, Series]> = {
  viridis: [
    [105, 77, 65, 20, -9, -6],
    [133, 116, -14],
    [96, -38, -43, 6, 4, 8, 4],
  ],
  magma: [
    [151, 140, -31, -16, 4, 2],
    [95, 123, 37, 5, -5, -2, -1],
    [106, 64, -11, 39, 1, -8, 0, -2],
  ],
  plasma: [
    [167, 115, -38, -3],
    [97, 127, 31, -8, 3, 1, -3],
    [104, -67, -19, 18],
  ],
  cividis: [
    [125, 132, 0, 0, 3, -6],
    [128, 99, 5],
    [99, -8, -21, -3, -3],
  ],
  rdbu: [
    [134, 74, -90, -24, 13, -3, -5],
    [111, -33, -105, 7, 20, 5, -3],
    [133, -58, -79, 23, 16, 4, -9],
  ],
  reds: [
    [213, -68, -35, -9],
    [114, -132, 11, 12],
    [106, -119, 25, 6, -5],
  ],
  blues: [
    [118, -131, 8, 14],
    [161, -103, -13],
    [199, -68, -16, -5],
  ],
  greys: [
    [140, 132, -13],
    [140, 132, -13],
    [140, 132, -13],
  ],
  gray: [
    [127.5, 127.5],
    [127.5, 127.5],
    [127.5, 127.5],
  ],
}

// Clenshaw's recurrence.
const chebyshev = (series: Series, u: number): number => {
  let b1 = 0
  let b2 = 0
  for (let k = series.length - 1; k > 0; k--) [b1, b2] = [2 * u * b1 - b2 + (series[k] as number), b1]
  return u * b1 - b2 + (series[0] as number)
}

/** Red, green and blue, from 0 to 255. */
export type Colour = readonly [number, number, number]

const byte = (v: number): number => min(255, max(0, round(v)))

/** The colour at t in [0, 1] as red, green and blue from 0 to 255. */
export const colourAt = (name: string, t: number): Colour => {
  if (!Object.hasOwn(maps, name)) refuse(`cmap must be one of ${colourMaps.join(", ")}, got "${name}"`)
  const u = 2 * min(1, max(0, t)) - 1
  const [r, g, b] = maps[name as ColourMapName]
  return [byte(chebyshev(r, u)), byte(chebyshev(g, u)), byte(chebyshev(b, u))]
}

export const hex = ([r, g, b]: readonly [number, number, number]): string =>
  `#${((1 << 24) | (r << 16) | (g << 8) | b).toString(16).slice(1)}`

/** `steps` colours of a map, from its low to its high end. */
export const colourSteps = (name: string, steps: number): string[] =>
  times(steps, (i) => hex(colourAt(name, steps === 1 ? 0.5 : i / (steps - 1))))

// sRGB's curve as a cubic (within 0.002 of it), without a power that engines round differently.
const light = (v: number): number => (v / 255) * ((v / 255) * ((v / 255) * 0.3053 + 0.6822) + 0.0125)

/** Whether white stands out on a colour at least as well as black; at this luminance both have 4.58 to one. */
export const isDark = ([r, g, b]: readonly [number, number, number]): boolean =>
  0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b) < 0.179

/** Where a value lies in a domain, from 0 to 1. */
export const share = (v: number, [lo, hi]: readonly [number, number]): number => (hi === lo ? 0.5 : (v / 2 - lo / 2) / (hi / 2 - lo / 2))
