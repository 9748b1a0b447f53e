// Timing: candidates take turns, so that a noisy machine disturbs all alike; medians are compared, as ratios.

/** Milliseconds of so many calls; `waits` marks those that promise their answer. */
async function lapse({ run, waits }, calls) {
  const start = performance.now()
  if (waits) for (let i = 0; i < calls; i++) await run()
  else for (let i = 0; i < calls; i++) run()
  return performance.now() - start
}

/** How many calls fill `target` ms. */
async function calibrate(candidate, target) {
  for (let calls = 1; ; calls *= 4) {
    const taken = await lapse(candidate, calls)
    if (taken > target / 4 || calls > 1e8) return Math.max(1, Math.round((calls * target) / Math.max(taken, 1e-3)))
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

async function entered(candidate, target) {
  try {
    const first = (await lapse(candidate, 1)) * 1e6
    // What takes ten times the target at first fills it with one call, warm or not.
    const calls = first > target * 1e7 ? 1 : await calibrate(candidate, target)
    return { candidate, first, calls, samples: [] }
  } catch (error) {
    return { candidate, error: String(error.message).split("\n")[0] }
  }
}

/**
 * Median nanoseconds of each candidate `{ name, run }`; `first` is the cold first call. A candidate that throws keeps its
 * message instead of a figure.
 */
export async function race(candidates, { rounds = 9, target = 40 } = {}) {
  const lanes = []
  for (const candidate of candidates) lanes.push(await entered(candidate, target))
  for (let round = 0; round < rounds; round++) {
    for (const { candidate, error, calls, samples } of lanes) if (!error) samples.push(((await lapse(candidate, calls)) * 1e6) / calls)
  }
  return lanes.map(({ candidate: { name, bytes }, error, first, samples }) =>
    error ? { name, error } : { name, bytes, first, ns: median(samples) },
  )
}
