// Timing: candidates take turns, so that a noisy machine disturbs all alike; medians are compared, as ratios.

/**
 * Milliseconds of so many calls; `waits` marks those that promise their answer. On a busy machine the clock counts other
 * programs, and where helpers collect garbage the processor counts them all: the smaller of both comes closest to the clock of
 * a machine that is free.
 */
async function lapse({ run, waits }, calls) {
  const before = process.cpuUsage()
  const start = performance.now()
  if (waits) for (let i = 0; i < calls; i++) await run()
  else for (let i = 0; i < calls; i++) run()
  const elapsed = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  // too short for the processor's clock
  return elapsed < 1 ? elapsed : Math.min(elapsed, (user + system) / 1000)
}

/**
 * Calls until two spells of a `target` in a row take the same time: engines compile beside the program, which on a busy machine
 * takes long.
 */
async function warm(candidate, target) {
  let last = Number.POSITIVE_INFINITY
  for (let spell = 0; spell < MOST_SPELLS; spell++) {
    const calls = await calibrate(candidate, target)
    const now = (await lapse(candidate, calls)) / calls
    if (Math.abs(now - last) < 0.03 * now && spell > 4) return calls
    last = now
  }
  return calibrate(candidate, target)
}

const MOST_SPELLS = 25

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
    const calls = first > target * 1e7 ? 1 : await warm(candidate, target)
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
  return lanes.map(({ candidate: { name, bytes, over }, error, first, samples }) =>
    error ? { name, error } : { name, bytes, over, first, ns: median(samples) },
  )
}
