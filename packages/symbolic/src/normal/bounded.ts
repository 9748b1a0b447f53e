// Where a normal form is not worth its time: it is given up, and a plainer answer taken.

/** Thrown and caught inside of the simplifier: what it makes grows beyond what is worth the time. */
export class TooLarge extends Error {}

/** What `make` makes, else the plainer answer: for growth without bound, and for formulas nested deeper than the engine's stack. */
export function bounded<T>(make: () => T, plainer: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof TooLarge || error instanceof RangeError) return plainer()
    throw error
  }
}

/** How much several simplifications may try together. */
export interface Allowance {
  left: number
}
