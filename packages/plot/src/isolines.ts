import type { Field } from "./field.ts"

/** A line of equal value, open where it leaves the grid, closed where first and last point agree. */
export interface Isoline {
  readonly x: Float64Array
  readonly y: Float64Array
}

// Marching squares. Edges of the grid are numbered: 2k joins node k to its right neighbour, 2k + 1 to the one above.
// Bits of a case: 1 lower left, 2 lower right, 4 upper right, 8 upper left; each entry pairs the sides that a line joins.
const [below, right, above, left] = [0, 1, 2, 3]
const cases: readonly (readonly number[])[] = [
  [], [left, below], [below, right], [left, right], [right, above], [], [below, above], [left, above],
  [left, above], [below, above], [], [right, above], [left, right], [below, right], [left, below], [],
] // biome-ignore format: sixteen cases

// Saddles (cases 5 and 10): the mean of the four corners tells which corners belong together.
const saddles: Record<number, readonly [readonly number[], readonly number[]]> = {
  5: [
    [left, below, right, above],
    [left, above, below, right],
  ],
  10: [
    [below, right, left, above],
    [left, below, right, above],
  ],
}

function sidesOf(a: number, b: number, c: number, d: number, level: number): readonly number[] {
  const index = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0)
  const saddle = saddles[index]
  if (!saddle) return cases[index] as readonly number[]
  return (a + b + c + d) / 4 >= level ? saddle[1] : saddle[0]
}

/** Joins every pair of crossed edges; an edge has at most one neighbour in each of its two cells. */
function links({ x, y, z }: Field, level: number): Int32Array {
  const [nx, ny] = [x.length, y.length]
  const next = new Int32Array(4 * nx * ny).fill(-1)
  const join = (e: number, f: number): void => {
    next[next[2 * e] === -1 ? 2 * e : 2 * e + 1] = f
    next[next[2 * f] === -1 ? 2 * f : 2 * f + 1] = e
  }
  for (let i = 0; i < ny - 1; i++) {
    for (let j = 0; j < nx - 1; j++) {
      const k = i * nx + j
      const [a, b, c, d] = [z[k] as number, z[k + 1] as number, z[k + nx + 1] as number, z[k + nx] as number]
      // A missing or infinite corner leaves the cell empty.
      if (!(a + b + c + d - (a + b + c + d) === 0)) continue
      if ((a >= level && b >= level && c >= level && d >= level) || (a < level && b < level && c < level && d < level)) continue
      const sides = sidesOf(a, b, c, d, level)
      const edges = [2 * k, 2 * (k + 1) + 1, 2 * (k + nx), 2 * k + 1]
      for (let s = 0; s < sides.length; s += 2) join(edges[sides[s] as number] as number, edges[sides[s + 1] as number] as number)
    }
  }
  return next
}

/** The lines along which a field has the given value, by linear interpolation along the edges of its grid. */
export function isolines(field: Field, level: number): Isoline[] {
  const { x, y, z } = field
  const nx = x.length
  const next = links(field, level)
  const used = new Uint8Array(next.length / 2)
  const lines: Isoline[] = []
  const pointOf = (edge: number): [number, number] => {
    const k = edge >> 1
    const other = edge & 1 ? k + nx : k + 1
    const [a, b] = [z[k] as number, z[other] as number]
    const t = (level - a) / (b - a)
    const [i, j] = [Math.floor(k / nx), k % nx]
    const [xj, yi] = [x[j] as number, y[i] as number]
    return edge & 1 ? [xj, yi + t * ((y[i + 1] as number) - yi)] : [xj + t * ((x[j + 1] as number) - xj), yi]
  }
  const walk = (start: number): void => {
    const [xs, ys]: [number[], number[]] = [[], []]
    const add = (edge: number): void => {
      const [px, py] = pointOf(edge)
      xs.push(px)
      ys.push(py)
    }
    let [edge, previous] = [start, -1]
    while (edge !== -1 && !used[edge]) {
      used[edge] = 1
      add(edge)
      const [p, q] = [next[2 * edge] as number, next[2 * edge + 1] as number]
      const ahead = p !== previous ? p : q
      ;[previous, edge] = [edge, ahead]
    }
    if (edge === start && xs.length > 2) add(start)
    lines.push({ x: Float64Array.from(xs), y: Float64Array.from(ys) })
  }
  // Open lines first, from their ends; what remains are loops.
  for (let e = 0; e < used.length; e++) if (!used[e] && next[2 * e] !== -1 && next[2 * e + 1] === -1) walk(e)
  for (let e = 0; e < used.length; e++) if (!used[e] && next[2 * e] !== -1) walk(e)
  return lines
}
