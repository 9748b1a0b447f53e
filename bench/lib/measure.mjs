// Timing: candidates take turns, so that a noisy machine disturbs all alike; medians are compared, as ratios.

/** Nanoseconds of one call, over enough calls to fill `target` ms. */
function sample(run, calls) {
  const start = performance.now()
  for (let i = 0; i < calls; i++) run()
  return ((performance.now() - start) * 1e6) / calls
}

function calibrate(run, target) {
  for (let calls = 1; ; calls *= 4) {
    const start = performance.now()
    for (let i = 0; i < calls; i++) run()
    const taken = performance.now() - start
    if (taken > target / 4 || calls > 1e8) return Math.max(1, Math.round((calls * target) / Math.max(taken, 1e-3)))
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * Median nanoseconds of each candidate `{ name, run }`; `first` is the cold first call. A candidate that throws keeps its
 * message instead of a figure.
 */
export function race(candidates, { rounds = 9, target = 40 } = {}) {
  const lanes = candidates.map(({ name, run }) => {
    try {
      const start = performance.now()
      run()
      const first = (performance.now() - start) * 1e6
      return { name, run, first, calls: calibrate(run, target), samples: [] }
    } catch (error) {
      return { name, error: String(error.message).split("\n")[0] }
    }
  })
  for (let round = 0; round < rounds; round++) {
    for (const lane of lanes) if (!lane.error) lane.samples.push(sample(lane.run, lane.calls))
  }
  return lanes.map(({ name, error, first, samples }) => (error ? { name, error } : { name, first, ns: median(samples) }))
}
