/**
 * Measures several laps, as the book's `Timer` does; times are in seconds.
 *
 * @example
 * ```ts
 * const timer = new Timer()
 * timer.stop()
 * timer.times.length // => 1
 * ```
 */
export class Timer {
  /** Seconds of each lap. */
  readonly times: number[] = []
  #since: number = performance.now()

  constructor() {
    this.start()
  }

  /** Begins a lap. */
  start(): void {
    this.#since = performance.now()
  }

  /** Ends the lap and returns its seconds. */
  stop(): number {
    const seconds = (performance.now() - this.#since) / 1000
    this.times.push(seconds)
    return seconds
  }

  /** Mean seconds of a lap; NaN before the first one ends. */
  avg(): number {
    return this.sum() / this.times.length
  }

  /** Seconds of all laps together. */
  sum(): number {
    return this.times.reduce((total, seconds) => total + seconds, 0)
  }

  /** Seconds up to the end of each lap. */
  cumsum(): number[] {
    let total = 0
    return this.times.map((seconds) => (total += seconds))
  }
}
