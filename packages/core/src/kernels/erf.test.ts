import { describe, expect, test } from "vitest"
import { erf, erfc, erfinv } from "./erf.ts"

// erf⁻¹ to the nearest double, by mpmath
const inverse: readonly (readonly [number, number])[] = [
  [0.3, 0.2724627147267543],
  [0.99, 1.8213863677184494],
  [0.999999, 3.458910737275499],
  [1 - 1e-10, 4.572824958544925],
  [0.9999999999999, 5.261483331372676],
  [0.99999999999999, 5.4725525174145355],
  [0.999999999999999, 5.675915739744713],
  [1 - 2 ** -53, 5.8635847487551676],
]

describe("the inverse of the error function", () => {
  test.each(inverse)("of %f is exact to the last places, also next to 1", (y, x) => {
    expect(Math.abs(erfinv(y) - x)).toBeLessThan(4e-16 * x)
    expect(erfinv(-y)).toBe(-erfinv(y))
  })

  test("undoes it on the whole line", () => {
    for (let k = 1; k <= 53; k++) {
      const rest = 2 ** -k
      expect(Math.abs(erfc(erfinv(1 - rest)) / rest - 1)).toBeLessThan(1e-13)
      expect(Math.abs(erf(erfinv(rest)) / rest - 1)).toBeLessThan(1e-14)
    }
  })
})
