import { NablaError } from "@nablajs/core"

/**
 * Running sums of several quantities, as the book's `Accumulator` keeps them.
 *
 * @example
 * ```ts
 * const metric = new Accumulator(2)
 * metric.add(1, 10)
 * metric.add(2, 20)
 * metric.get(1) // => 30
 * ```
 */
export class Accumulator {
  readonly #sums: number[]

  constructor(count: number) {
    this.#sums = Array<number>(count).fill(0)
  }

  /** Adds one value to each sum. */
  add(...values: number[]): void {
    if (values.length !== this.#sums.length) {
      throw new NablaError("bad-argument", `Accumulator: ${values.length} values for ${this.#sums.length} sums`)
    }
    for (const [i, value] of values.entries()) this.#sums[i] = (this.#sums[i] as number) + value
  }

  /** Sets every sum to 0. */
  reset(): void {
    this.#sums.fill(0)
  }

  /** The sum at a position. */
  get(index: number): number {
    const sum = this.#sums[index]
    if (sum === undefined) throw new NablaError("index-out-of-range", `Accumulator: no sum at ${index}, there are ${this.#sums.length}`)
    return sum
  }
}
