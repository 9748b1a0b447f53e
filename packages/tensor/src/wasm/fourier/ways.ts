// The three ways from input to output planes: complex numbers as they are, real ones as complex ones of half the length, and back.
import type { FourierJob } from "@nablajs/core"
import { view } from "../memory.ts"
import { type Call, inTurn, kernels, roomFor, type Transform } from "./plan.ts"

/** What is transformed at a time: so many blocks, each of rows of `width` neighbours. */
export interface Sizes {
  readonly blocks: number
  readonly width: number
  /** Rows of a block before and behind. */
  readonly from: number
  readonly to: number
  /** Bytes from real to imaginary parts. */
  readonly apart: number
}

/** From the input planes at x to the output planes at y, of so many blocks. */
export type Process = (blocks: number, x: number, y: number) => void

export interface Way {
  /** Bytes of regions between input and output. */
  readonly sizes: readonly number[]
  readonly at: (places: readonly number[]) => Process
}

export function wayOf(job: FourierJob, sizes: Sizes): Way {
  if (isOdd(job)) return odd(job, sizes)
  if (job.kind === "back") return backward(job, sizes)
  return job.plan.n === job.n ? direct(job, sizes) : forward(job, sizes)
}

/** Half of the coefficients of an odd number of real ones, or from there back. */
export const isOdd = ({ kind, n }: FourierJob): boolean => kind !== "whole" && n % 2 === 1

/** Exchanged parts turn the other way. */
const turned = (transform: Transform, inverse: boolean): Transform =>
  inverse ? (rows, x, y, xStep, yStep, apart) => transform(rows, x + apart, y + apart, xStep, yStep, -apart) : transform

/** Complex numbers, or real ones of an odd length as such. */
function direct({ plan, inputs, inverse }: FourierJob, { width, blocks: most, from, apart }: Sizes): Way {
  const { sizes, at } = roomFor(plan, width, apart)
  return {
    sizes,
    at: (places) => {
      const transform = turned(at(places), inverse)
      const bytes = 8 * plan.n * width
      return (blocks, x, y) => {
        if (inputs.length === 1) view("float64").fill(0, (x + apart) / 8, (x + apart) / 8 + most * from * width)
        transform(blocks, x, y, bytes, bytes, apart)
      }
    },
  }
}

/** The roots that bind the halves of real transforms, in turn, for as long as there is the plan. */
const kept = /* @__PURE__ */ new WeakMap<object, Float64Array>()

function rootsOf({ plan, roots }: FourierJob): Float64Array {
  let found = kept.get(plan)
  if (found === undefined) {
    const { cos, sin } = roots()
    found = Float64Array.from(
      inTurn(
        cos.subarray(0, plan.n + 1),
        sin.subarray(0, plan.n + 1).map((x) => -x),
      ),
    )
    kept.set(plan, found)
  }
  return found
}

/** Real numbers: even places as real parts, odd ones as imaginary parts of half as many. */
function forward(job: FourierJob, { width, to, apart }: Sizes): Way {
  const { kind, n, plan, form } = job
  const [h, bytes] = [plan.n, 8 * width]
  const { sizes, at } = roomFor(plan, width, apart)
  const roots = rootsOf(job)
  return {
    sizes: [2 * apart, 8 * roots.length, ...sizes],
    at: ([z, table, ...rest]) => {
      const transform = at(rest)
      const [halves, factors] = [z as number, table as number]
      view("float64").set(roots, factors / 8)
      const { split, move, untangle, mirror } = kernels() as Record<"split" | "move" | "untangle" | "mirror", Call>
      return (blocks, x, y) => {
        if (width === 1) split(x, halves, halves + apart, h * blocks)
        else for (const part of [0, 1]) move(x + part * bytes, 2 * bytes, halves + part * apart, bytes, h * blocks, bytes)
        transform(blocks, halves, y, h * bytes, to * bytes, apart)
        for (let block = 0; block < blocks; block++) {
          const row = y + block * to * bytes
          untangle(row, apart, h, bytes, factors, form.sign, 0.5 * form.paired)
          if (kind === "whole") mirror(row, apart, n, bytes)
        }
      }
    },
  }
}

/** The other way. */
function backward(job: FourierJob, { width, from, apart }: Sizes): Way {
  const { plan, form, inputs } = job
  const [h, bytes] = [plan.n, 8 * width]
  const { sizes, at } = roomFor(plan, width, apart)
  const roots = rootsOf(job)
  return {
    sizes: [2 * apart, 2 * apart, 8 * roots.length, ...sizes],
    at: ([a, b, table, ...rest]) => {
      const transform = turned(at(rest), true)
      const [first, second, factors] = [a as number, b as number, table as number]
      view("float64").set(roots, factors / 8)
      const { tangle, move, join } = kernels() as Record<"tangle" | "move" | "join", Call>
      return (blocks, x, y) => {
        if (inputs.length === 1) view("float64").fill(0, (x + apart) / 8, (x + apart) / 8 + blocks * from * width)
        for (let block = 0; block < blocks; block++) {
          tangle(x + block * from * bytes, apart, h, bytes, first + block * h * bytes, apart, factors, form.sign, form.paired)
        }
        transform(blocks, first, second, h * bytes, h * bytes, apart)
        if (width === 1) join(second, second + apart, y, h * blocks)
        else for (const part of [0, 1]) move(second + part * apart, bytes, y + part * bytes, 2 * bytes, h * blocks, bytes)
      }
    },
  }
}

/** For an odd length by all coefficients, one block at a time. */
function odd({ kind, n, plan, inputs, form }: FourierJob, { width, from, to, apart }: Sizes): Way {
  const { sizes, at } = roomFor(plan, width, apart)
  const bytes = 8 * width
  return {
    sizes,
    at: (places) => {
      const transform = turned(at(places), kind === "back")
      const { scale, mirror } = kernels() as Record<"scale" | "mirror", Call>
      const clear = (x: number, rows: number) => view("float64").fill(0, (x + apart) / 8, (x + apart) / 8 + rows * width)
      /** The factors of rows after the first. */
      const weigh = (x: number, rows: number): void => {
        scale(x + bytes, (rows - 1) * width, form.paired)
        scale(x + apart + bytes, (rows - 1) * width, form.sign * form.paired)
      }
      return (_, x, y) => {
        clear(x, kind === "half" ? n : inputs.length === 1 ? from : 1)
        if (kind === "back") {
          weigh(x, from)
          mirror(x, apart, n, bytes)
        }
        transform(1, x, y, 0, 0, apart)
        if (kind === "half") weigh(y, to)
      }
    },
  }
}
