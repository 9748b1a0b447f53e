// The same numbers for everybody: pseudo-random data as typed arrays, and some elements of an answer to compare by.

/** Numbers in [−1, 1], the same in every run. */
export function uniform(count, seed, Kind = Float32Array) {
  const out = new Kind(count)
  let state = seed
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    out[i] = state / 2 ** 31
  }
  return out
}

/** Up to 64 elements, spread over all. */
export const few = (data) =>
  Array.from({ length: Math.min(64, data.length) }, (_, i) => data[Math.floor((i * data.length) / 64)] ?? data[i])
