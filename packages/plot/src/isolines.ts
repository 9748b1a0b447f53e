import type { Field } from "./field.ts"
import { floor, infinity } from "./math.ts"

/** A line of equal value, open where it leaves the grid, closed where first and last point agree. */
export interface Isoline {
  readonly x: Float64Array
  readonly y: Float64Array
}

// Marching squares. Edges of the grid are numbered: 2k joins node k to its right neighbour, 2k + 1 to the one above.
// Sides of a cell: 0 below, 1 right, 2 above, 3 left. Bits of a case: 1 lower left, 2 lower right, 4 upper right, 8 upper left;
// each case pairs the sides that a line joins. Corners 5 and 10 are saddles: there the mean of the four corners
// tells which belong together, and the case is the other one if it is high.
const cases = " 30 01 31 12 3012 02 32 32 02 0132 12 31 01 30 ".split(" ")

/** Joins every pair of crossed edges; an edge has at most one neighbour in each of its two cells. */
const links = ({ x, y, z }: Field, level: number, walled: boolean): Int32Array => {
  const nx = x.length
  const ny = y.length
  const next = new Int32Array(4 * nx * ny).fill(-1)
  const join = (e: number, f: number): void => {
    next[next[2 * e] === -1 ? 2 * e : 2 * e + 1] = f
    next[next[2 * f] === -1 ? 2 * f : 2 * f + 1] = e
  }
  for (let i = 0; i < ny - 1; i++) {
    for (let j = 0; j < nx - 1; j++) {
      const k = i * nx + j
      const a = z[k] as number
      const b = z[k + 1] as number
      const c = z[k + nx + 1] as number
      const d = z[k + nx] as number
      const index = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0)
      const mean = a / 4 + b / 4 + c / 4 + d / 4
      // A missing or infinite corner leaves the cell empty.
      if (index === 0 || index === 15 || !(walled || mean - mean === 0)) continue
      const sides = cases[(index === 5 || index === 10) && mean >= level ? 15 - index : index] as string
      const edges = [2 * k, 2 * (k + 1) + 1, 2 * (k + nx), 2 * k + 1]
      for (let s = 0; s < sides.length; s += 2) join(edges[Number(sides[s])] as number, edges[Number(sides[s + 1])] as number)
    }
  }
  return next
}

/**
 * The lines along which a field has the given value, by linear interpolation along the edges of its grid;
 * `walled` lines also pass between finite and infinite values, at the finite one.
 */
export const isolines = (field: Field, level: number, walled = false): Isoline[] => {
  const { x, y, z } = field
  const nx = x.length
  const next = links(field, level, walled)
  const used = new Uint8Array(next.length / 2)
  const lines: Isoline[] = []
  const pointOf = (edge: number): [number, number] => {
    const k = edge >> 1
    const other = edge & 1 ? k + nx : k + 1
    const a = z[k] as number
    const b = z[other] as number
    const share = (level - a) / (b - a)
    const t = share - share === 0 ? share : 1
    const i = floor(k / nx)
    const j = k % nx
    const xj = x[j] as number
    const yi = y[i] as number
    return edge & 1 ? [xj, yi + t * ((y[i + 1] as number) - yi)] : [xj + t * ((x[j + 1] as number) - xj), yi]
  }
  const walk = (start: number): void => {
    const [xs, ys]: [number[], number[]] = [[], []]
    const add = (edge: number): void => {
      const [px, py] = pointOf(edge)
      xs.push(px)
      ys.push(py)
    }
    let edge = start
    let previous = -1
    while (edge !== -1 && !used[edge]) {
      used[edge] = 1
      add(edge)
      const p = next[2 * edge] as number
      const q = next[2 * edge + 1] as number
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

/** The outlines of the region where a field is at least `level`, as closed lines; what is missing lies outside. */
export const outlines = ({ x, y, z }: Field, level: number): Isoline[] => {
  // A margin without width, below every level, closes the lines along the frame.
  const framed = (v: Float64Array): Float64Array => Float64Array.of(v[0] as number, ...v, v.at(-1) as number)
  const X = framed(x)
  const Y = framed(y)
  const Z = new Float64Array(X.length * Y.length).fill(-infinity)
  for (let i = 0; i < y.length; i++) {
    for (let j = 0; j < x.length; j++) {
      const v = z[i * x.length + j] as number
      if (v === v) Z[(i + 1) * X.length + j + 1] = v
    }
  }
  return isolines({ x: X, y: Y, z: Z }, level, true)
}
