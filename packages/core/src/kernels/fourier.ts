// Where a faster engine for transforms is asked. It gets whole jobs, for on the way there and back all numbers are copied.
import { fast } from "../accelerate.ts"
import type { NDArray } from "../array.ts"
import { SMALL } from "../slab.ts"
import { type Plan, planOf } from "./fft.ts"
import { type HalfForm, rootsFor } from "./fftreal.ts"
import type { Roots } from "./roots.ts"

/** Transforms along the middle of three axes of sizes outer, n or ⌊n/2⌋ + 1, and inner. */
interface Job {
  /** From complex or real numbers to all coefficients; from real ones to the first half of them; from there back. */
  readonly kind: "whole" | "half" | "back"
  readonly n: number
  readonly outer: number
  readonly inner: number
  /** Real parts, and where there are any imaginary ones. */
  readonly inputs: readonly NDArray[]
  readonly shape: readonly number[]
  /** e^(2πi jk/n) in place of e^(−2πi jk/n). */
  readonly inverse: boolean
  readonly scale: number
  /** For the two latter kinds. */
  readonly form: HalfForm
}

export interface FourierJob extends Job {
  /** Real numbers of an even length are transformed as complex ones of half of it. */
  readonly plan: Plan
  readonly roots: () => Roots
}

/** The parts of the result, in the type of the inputs; undefined: not here. */
export type FourierEngine = (job: FourierJob) => NDArray[] | undefined

/** The parts by the faster engine, if there is one and it takes the job. */
export function quick(job: Job): NDArray[] | undefined {
  const { n, outer, inner, kind, inputs } = job
  if (fast.fourier === undefined || outer * n * inner <= SMALL) return undefined
  const halved = n % 2 === 0 && (kind !== "whole" || inputs.length === 1)
  return fast.fourier({ ...job, plan: planOf(halved ? n / 2 : n), roots: () => rootsFor(n) })
}
