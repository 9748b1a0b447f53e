import { describe, expect, test } from "vitest"
import { erf, erfc, erfinv } from "./erf.ts"

// erf⁻¹ to 18 digits, by mpmath
const inverse: readonly (readonly [number, number])[] = [
  [0.3, 0.272462714726754345],
  [0.99, 1.82138636771844946],
  [0.999999, 3.45891073727549878],
  [1 - 1e-10, 4.57282495854492494],
  [0.9999999999999, 5.26148333137267626],
  [0.99999999999999, 5.47255251741453541],
  [0.999999999999999, 5.67591573974471318],
  [1 - 2 ** -53, 5.86358474875516793],
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
