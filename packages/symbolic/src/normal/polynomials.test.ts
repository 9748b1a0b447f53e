import { expect, test } from "vitest"
import { TooLarge } from "./bounded.ts"
import { type Poly, Polynomials } from "./polynomials.ts"

const p = new Polynomials(1e6)
const x = p.unknown(0, 1, 2)
const y = p.unknown(1, 1, 2)
const plus = (...list: Poly[]): Poly => list.reduce((a, b) => p.add(a, b))
const minus = (a: Poly, b: Poly): Poly => p.add(a, p.negate(b))

test("a divisor of a product divides it, another polynomial does not", () => {
  const product = p.multiply(plus(x, y), minus(x, y))
  expect(p.quotient(product, plus(x, y))).toEqual(minus(x, y))
  expect(p.quotient(product, plus(x, p.one(2)))).toBeNull()
})

test("the greatest common divisor is found up to its sign", () => {
  const common = plus(p.multiply(x, y), p.one(2))
  expect(p.common(p.multiply(common, x), p.multiply(common, minus(x, y)))).toEqual(common)
  expect(p.common(plus(x, p.one(2)), minus(x, y))).toEqual(p.one(2))
})

test("the product of all factors with their powers is the polynomial", () => {
  const square = p.power(minus(x, y), 2, 2)
  const whole = p.scale(6n, p.multiply(p.multiply(p.power(x, 3, 2), square), plus(y, p.one(2))))
  const factors = p.factors(whole, 2)
  const back = factors.reduce<Poly>((all, [f, m]) => p.multiply(all, p.power(f, m, 2)), p.one(2))
  expect([back, p.negate(back)]).toContainEqual(whole)
  expect(factors.map(([, m]) => m).sort((a, b) => a - b)).toEqual([1, 1, 2, 3])
})

test("work has an end", () => {
  const small = new Polynomials(10)
  expect(() => small.power(plus(x, y), 8, 2)).toThrow(TooLarge)
})
