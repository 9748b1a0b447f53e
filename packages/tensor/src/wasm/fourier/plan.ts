// A transform of one length in scratch: its tables and the memory between its steps.
import type { FourierJob } from "@nablajs/core"
import { functions } from "../engine.ts"
import { view } from "../memory.ts"
import { butterflies, defineTransform } from "./passes.ts"
import { defineRows } from "./rows.ts"

type Plan = FourierJob["plan"]
export type Call = (...args: number[]) => number

export const kernels = (): Record<string, Call> =>
  functions("fourier", (module, fused) => {
    defineTransform(module, fused)
    defineRows(module, fused)
  })

/** Powers of two would put all parts into the same few lines of the cache, so they stand apart by a little more. */
export const APART = 136

/** Whether there are kernels for all steps. */
export const known = ({ steps, chirp }: Plan): boolean =>
  chirp === null ? steps.length > 0 && steps.every(({ radix }) => radix in butterflies) : known(chirp.plan)

/** Tables as scratch has them. */
interface Tables {
  /** Roots of all steps, or the chirp and its filter. */
  readonly numbers: Float64Array
  /** For each step its radix, m and the bytes before its roots. */
  readonly lines: Int32Array
}

const kept = /* @__PURE__ */ new WeakMap<Plan, Tables>()

function tablesOf(plan: Plan): Tables {
  const found = kept.get(plan)
  if (found !== undefined) return found
  const { chirp, steps } = plan
  const made = chirp === null ? rootsOf(plan) : [inTurn(chirp.re, chirp.im), inTurn(chirp.filterRe, chirp.filterIm)].flat()
  let next = 0
  const lines = steps.flatMap(({ radix, m }) => {
    const line = [radix, m, next]
    next += 16 * m * (radix - 1)
    return line
  })
  const tables = { numbers: Float64Array.from(made), lines: Int32Array.from(lines) }
  kept.set(plan, tables)
  return tables
}

/** For each step and power the roots of all places, first the real parts, then the imaginary ones. */
const rootsOf = ({ steps }: Plan): number[] =>
  steps.flatMap(({ radix, m, wr, wi }) =>
    [wr, wi].flatMap((w) => Array.from({ length: (radix - 1) * m }, (_, at) => w[(at % m) * (radix - 1) + Math.floor(at / m)] as number)),
  )

/** Real and imaginary parts in turn. */
export const inTurn = (re: Float64Array, im: Float64Array): number[] => Array.from(re).flatMap((x, k) => [x, im[k] as number])

/** `rows` transforms from x to y, which are steps apart and hold the imaginary parts `apart` behind the real ones, all in bytes. */
export type Transform = (rows: number, x: number, y: number, xStep: number, yStep: number, apart: number) => void

export interface Room {
  /** Bytes of the regions that it needs. */
  readonly sizes: readonly number[]
  /** Writes the tables and says how to transform. */
  readonly at: (places: readonly number[]) => Transform
}

/** Transforms of so many neighbours at a time, whose parts are so many bytes apart. */
export function roomFor(plan: Plan, width: number, apart: number): Room {
  return plan.chirp === null ? stepwise(plan, width, apart) : convolved(plan, plan.chirp, width)
}

function stepwise(plan: Plan, width: number, apart: number): Room {
  const { numbers, lines } = tablesOf(plan)
  const { steps, n } = plan
  const at = (places: readonly number[]): Transform => {
    const [table, roots, spare] = places as [number, number, number]
    view("float64").set(numbers, roots / 8)
    view("int32").set(lines, table / 4)
    const { run } = kernels() as { run: Call }
    return (rows, x, y, xStep, yStep, apart) =>
      run(rows, x, y, spare + Math.max(0, -apart), xStep, yStep, 8 * width, apart, table, steps.length, roots)
  }
  return { sizes: [4 * lines.length, 8 * numbers.length, steps.length > 1 ? apart + 8 * n * width : 0], at }
}

/** Bluestein's transform. */
function convolved(plan: Plan, chirp: NonNullable<Plan["chirp"]>, width: number): Room {
  const size = chirp.plan.n
  const plane = 8 * size * width
  const own = plane + 8 * APART
  const inner = roomFor(chirp.plan, width, own)
  const { numbers: tables } = tablesOf(plan)
  const sizes = [8 * tables.length, own + plane, own + plane, ...inner.sizes]
  const at = ([start, a, b, ...rest]: readonly number[]): Transform => {
    const [factors, first, second] = [start, a, b] as [number, number, number]
    const numbers = view("float64")
    numbers.set(tables, factors / 8)
    const convolve = inner.at(rest)
    const { multiply } = kernels() as { multiply: Call }
    const [bytes, filled] = [8 * width, 8 * plan.n * width]
    return (rows, x, y, xStep, yStep, apart) => {
      for (let row = 0; row < rows; row++) {
        multiply(plan.n, bytes, factors, x + row * xStep, apart, first, own)
        for (const part of [first, first + own]) numbers.fill(0, (part + filled) / 8, (part + plane) / 8)
        convolve(1, first, second, 0, 0, own)
        multiply(size, bytes, factors + 16 * plan.n, second, own, second, own)
        // exchanged parts turn the other way
        convolve(1, second + own, first + own, 0, 0, -own)
        multiply(plan.n, bytes, factors, first, own, y + row * yStep, apart)
      }
    }
  }
  return { sizes, at }
}
