import { refuse } from "./refuse.ts"

import { colourMaps } from "./rules.ts"
import { max, min, round } from "./math.ts"

/** Names of the colour maps: four even in lightness, one diverging, four of a single hue. */
export type ColourMapName = (typeof colourMaps)[number]

type Series = readonly number[]

// Red, green and blue as Chebyshev series in 2t − 1, fitted to the maps of d3-scale-chromatic to within 5 of 255;
// sums and products alone, so every engine gives the same colour.
const maps: Record<ColourMapName, readonly [Series, Series, Series]> = {
  viridis: [
    [104.6, 77, 65.3, 20.8, -8.6, -4.8, -0.3, 2.1, 0.7],
    [132.1, 116.4, -14.8, -1.2, -2.2, 0.2, 0.5, 0.2, -0.2],
    [95.8, -37.2, -43.3, 5.8, 4.2, 7.5, 4, 1.1, 1.2],
  ],
  magma: [
    [150.5, 140.6, -30.4, -16.1, 4.3, 1.8, 1.8, -1.7, -1.1],
    [94.6, 123.5, 36.9, 5.7, -5.1, -1.3, -0.9, 2.9, 1.1],
    [105.8, 63.1, -10.7, 38.8, 2.2, -7.6, 0.6, -2.5, 2.6],
  ],
  plasma: [
    [167.1, 115.5, -38.1, -3.2, -2.3, 0, -0.6, 0.9, -0.3],
    [96.4, 126.8, 31, -6.9, 2.9, 1.9, -2.6, 1.1, 0.6],
    [104.3, -66.5, -18.9, 18.3, -0.3, 0, 1.6, -0.4, -1.3],
  ],
  cividis: [
    [124.4, 132.3, -0.5, -0.1, 2.5, -5.8],
    [128.3, 99.8, 4.8, 1, 0.1, -0.1],
    [99.2, -7.7, -20.8, -3.1, -3.4, 4.8],
  ],
  rdbu: [
    [134.4, 73.4, -90, -23.5, 12.9, -2.6, -4.9, 2.8, -0.3],
    [110.9, -33.6, -104.2, 6.4, 20.2, 4.6, -2.4, -0.3, 0.4],
    [132.9, -58.3, -78.3, 23.9, 15, 2.9, -7.4, -0.9, 2.9],
  ],
  reds: [
    [212.5, -67.7, -34, -9.1, 1.9, 1.4],
    [114.1, -132.1, 11, 11.6, -0.5, -2],
    [105.7, -119.3, 25.1, 6.1, -5.2, -0.2],
  ],
  blues: [
    [117.9, -131.8, 7.9, 13.8, 0.5, -1.9],
    [160.7, -102.5, -12.3, 1.4, 1.4, -0.7],
    [199.1, -68.4, -16.4, -5.5, -2.6, -0.6],
  ],
  greys: [
    [140, 130.9, -13.1, -3.2, -1.1, 0.3],
    [140, 130.9, -13.1, -3.2, -1.1, 0.3],
    [140, 130.9, -13.1, -3.2, -1.1, 0.3],
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
  Array.from({ length: steps }, (_, i) => hex(colourAt(name, steps === 1 ? 0.5 : i / (steps - 1))))

// sRGB's curve as a cubic (within 0.002 of it), without a power that engines round differently.
const light = (v: number): number => (v / 255) * ((v / 255) * ((v / 255) * 0.305306011 + 0.682171111) + 0.012522878)

/** Whether white stands out on a colour at least as well as black; at this luminance both have 4.58 to one. */
export const isDark = ([r, g, b]: readonly [number, number, number]): boolean =>
  0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b) < 0.179

/** Where a value lies in a domain, from 0 to 1. */
export const share = (v: number, [lo, hi]: readonly [number, number]): number => (hi === lo ? 0.5 : (v / 2 - lo / 2) / (hi / 2 - lo / 2))
