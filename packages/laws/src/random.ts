// Reproducible samples: the same numbers on every engine.
import { allocate, type DType, type Interval, type NDArray } from "@nablajs/core"

/** Uniform numbers in [0, 1) by the 32-bit generator mulberry32. */
export function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** An array of uniform numbers from an interval; whole ones for integers and booleans, the upper end excluded. */
export function sample(next: () => number, shape: readonly number[], [lo, hi]: Interval, dtype: DType = "float64"): NDArray {
  const out = allocate(dtype, shape)
  const whole = dtype !== "float64" && dtype !== "float32"
  for (let i = 0; i < out.size; i++) {
    const value = lo + (hi - lo) * next()
    out.buffer[out.offset + i] = whole ? Math.floor(value) : value
  }
  return out
}
