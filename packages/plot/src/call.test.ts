import { grad } from "@nablajs/autograd"
import { at, log, multiply, square, sum } from "@nablajs/core"
import { expect, test } from "vitest"
import { ofNumber } from "./call.ts"
import { parametric } from "./marks/parametric.ts"
import { ofField, ofPlane } from "./plane.ts"

// What a user writes; its types are the business of the packages it comes from.
type Free = (...args: any[]) => any
const free = (f: Free): Free => f

test("functions of x answer numbers or tensors without axes", () => {
  expect(ofNumber((x: number) => 2 * x, "f")(3)).toBe(6)
  expect(
    ofNumber(
      free((x) => multiply(x, x)),
      "f",
    )(3),
  ).toBe(9)
  expect(() => ofNumber(() => [1, 2], "f")(3)).toThrow(/must answer one number, got an array of length 2 at x = 3/)
})

test("functions of two tensors are given tensors, those of one are told to call operations", () => {
  const product = free((x, y) => (typeof x === "number" ? (x as any).mul(y) : multiply(x, y)))
  expect(ofPlane(product, "f").at(3, 2)).toBe(6)
  const square = free((x) => x.mul(x))
  expect(() => ofNumber(square, "curve")(3)).toThrow(
    /curve: the function failed at x = 3: x.mul is not a function; .*multiply\(x, x\) for x.mul\(x\)/,
  )
  expect(() => parametric(square, [0, 1])).toThrow(/parametric: the function failed at t = 0: .*call operations/)
})

test("what is no number is named", () => {
  expect(() => ofNumber(async () => 1, "curve")(3)).toThrow(/must answer one number, got a promise at x = 3/)
  expect(() => ofNumber(() => undefined, "curve")(3)).toThrow(/got undefined at x = 3/)
  expect(() => ofNumber((x: number) => [x, 2 * x], "curve")(3)).toThrow(/got an array of length 2/)
  expect(() => ofNumber(() => "3", "curve")(3)).toThrow(/got "3"/)
})

test("functions over the plane take two numbers, a tensor, or an array", () => {
  expect(ofPlane((x: number, y: number) => x - y, "f").at(3, 1)).toBe(2)
  expect(
    ofPlane(
      free((v) => sum(square(v))),
      "f",
    ).at(3, 1),
  ).toBe(10)
  expect(ofPlane((v: number[]) => (v[0] as number) - (v[1] as number), "f").at(3, 1)).toBe(2)
  expect(
    ofPlane(
      free((...args) => (args.length === 2 && typeof args[0] === "number" ? args[0] - args[1] : Number.NaN)),
      "f",
    ).at(3, 1),
  ).toBe(2)
})

test("a gradient is called with the vector, never with two numbers by mistake", () => {
  const field = ofField(grad(free((v) => sum(square(v))) as never), "arrows")
  expect(field(3, 1)).toEqual([6, 2])
})

test("points outside the domain do not settle how a function is called", () => {
  const tensors = ofPlane(
    free((v) => sum(log(v))),
    "f",
  )
  expect(tensors.at(-1, 1)).toBeNaN()
  expect(tensors.at(1, 1)).toBe(0)
  const arrays = ofPlane((v: number[]) => Math.log(v[0] as number), "f")
  expect(arrays.at(-1, 1)).toBeNaN()
  expect(arrays.at(1, 1)).toBe(0)
  const numbers = ofPlane((x: number, y: number) => Math.sqrt(x * y), "f")
  expect(numbers.at(-1, 1)).toBeNaN()
})

test("a function that fails everywhere is not drawn as a gap", () => {
  const f = ofPlane(
    free((x) => x * x),
    "contour",
  )
  expect(f.at(1, 2)).toBeNaN()
  expect(() => f.check()).toThrow(/contour: the function has no value anywhere: .*used as a plain number.*write \(x, y\) => …/s)
  expect(() => ofPlane(() => Number.NaN, "contour").check()).not.toThrow()
  const nowhere = ofPlane((x: number, y: number) => Math.sqrt(-1 - x * x - y * y), "contour")
  expect(nowhere.at(1, 2)).toBeNaN()
  expect(() => nowhere.check()).not.toThrow()
})

test("the error of a function is its own", () => {
  const broken = (): never => {
    throw new RangeError("mine")
  }
  expect(() => ofNumber(broken, "f")(1)).toThrow("mine")
  expect(() => ofPlane((v: unknown) => broken() ?? v, "f").at(1, 2)).toThrow("mine")
})

test("entries of a vector are reached by at", () => {
  expect(
    ofPlane(
      free((v) => at(v, 1)),
      "f",
    ).at(3, 7),
  ).toBe(7)
})
