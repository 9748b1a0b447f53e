import { round } from "../math.ts"

/** A point of space, or a direction. */
export type Point3 = readonly [number, number, number]

const degree = Math.PI / 180

// Sine and cosine for |x| ≤ π/4 by their series: sums and products give the same digits on every engine.
const series = (x: number, first: number): number => {
  let term = first === 0 ? 1 : x
  let sum = first === 0 ? 1 : x
  for (let n = first + 2; n <= 19; n += 2) {
    term *= (-x * x) / (n * (n - 1))
    sum += term
  }
  return sum
}

/** Cosine and sine of an angle in degrees. */
export const turn = (degrees: number): readonly [number, number] => {
  const quarter = round(degrees / 90)
  const x = (degrees - 90 * quarter) * degree
  const c = series(x, 0)
  const s = series(x, 1)
  const k = ((quarter % 4) + 4) % 4
  return k === 0 ? [c, s] : k === 1 ? [-s, c] : k === 2 ? [-c, -s] : [s, -c]
}

/** A view from far away: where points of space fall on the picture, and how near they are. */
export interface Camera {
  /** Picture coordinates, y downwards, and nearness. */
  project(p: Point3): readonly [number, number, number]
  /** The direction towards the viewer. */
  readonly view: Point3
}

/** Looks at the origin from `azimuth` degrees around the z axis and `elevation` degrees above the plane, as matplotlib counts them. */
export const cameraAt = (azimuth: number, elevation: number): Camera => {
  const [ca, sa] = turn(azimuth)
  const [ce, se] = turn(elevation)
  return {
    view: [ce * ca, ce * sa, se],
    project: ([x, y, z]) => [-sa * x + ca * y, se * (ca * x + sa * y) - ce * z, ce * (ca * x + sa * y) + se * z],
  }
}
