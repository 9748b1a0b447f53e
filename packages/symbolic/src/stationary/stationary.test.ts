import { describe, expect, it } from "vitest"
import { realRoots, solve } from "../roots.ts"
import { stationaryPoints } from "./index.ts"

const found = (f: string) => stationaryPoints(f).points.map((p) => [...Object.values(p.at).map((v) => Number(v.toFixed(8))), p.kind])

describe("stationary points", () => {
  it("are all found between the zeros of a long product, which is multiplied out", () => {
    const factors = Array.from({ length: 10 }, (_, i) => `(x - ${i})`).join(" * ")
    const { points, complete } = stationaryPoints(factors)
    expect(complete).toBe(true)
    expect(points.map((p) => p.kind)).toEqual(Array.from({ length: 9 }, (_, i) => (i % 2 === 0 ? "minimum" : "maximum")))
    expect(points.every(({ at }, i) => (at.x as number) > i && (at.x as number) < i + 1)).toBe(true)
  })

  it("of functions with too many zeros and parts are refused before a long search", () => {
    const waves = Array.from({ length: 200 }, (_, i) => `sin(${i + 1} * x)`).join(" + ")
    expect(() => stationaryPoints(waves)).toThrow(/^stationaryPoints: a search for the zeros of \d+ operations takes/)
  })

  it.each([
    [
      "x^3 - 3 * x",
      [
        [-1, "maximum"],
        [1, "minimum"],
      ],
    ],
    ["x^2 - 2 * x", [[1, "minimum"]]],
    ["x^3", [[0, "inflection"]]],
    ["x^4", [[0, "minimum"]]],
    ["-(x - 2)^6", [[2, "maximum"]]],
    [
      "x^4 - 2 * x^2",
      [
        [-1, "minimum"],
        [0, "maximum"],
        [1, "minimum"],
      ],
    ],
    ["x + 3", []],
    ["x^3 + x", []],
  ])("of %s are complete", (f, expected) => {
    expect(found(f)).toEqual(expected)
    expect(stationaryPoints(f).complete).toBe(true)
  })

  it("of quadratic functions of several variables are complete", () => {
    expect(found("x^2 + y^2 - 2 * x + 4 * y")).toEqual([[1, -2, "minimum"]])
    expect(found("x^2 - y^2")).toEqual([[0, 0, "saddle"]])
    expect(found("-x^2 - x * y - y^2 + 3 * y")).toEqual([[-1, 2, "maximum"]])
  })

  it("of other functions are searched, which is said", () => {
    const rosenbrock = stationaryPoints("(1 - x)^2 + 100 * (y - x^2)^2")
    expect(rosenbrock.complete).toBe(false)
    expect(found("(1 - x)^2 + 100 * (y - x^2)^2")).toEqual([[1, 1, "minimum"]])
    expect(found("x^3 + y^3 - 3 * x * y")).toEqual([
      [0, 0, "saddle"],
      [1, 1, "minimum"],
    ])
    expect(stationaryPoints("sin(x)", { within: [0, 6] }).points.map((p) => [Number(p.at.x?.toFixed(6)), p.kind])).toEqual([
      [1.570796, "maximum"],
      [4.712389, "minimum"],
    ])
  })

  it.each([
    ["x * exp(-x)", [[1, "maximum"]]],
    ["exp(-x^2)", [[0, "maximum"]]],
    [
      "x / (1 + x^2)",
      [
        [-1, "minimum"],
        [1, "maximum"],
      ],
    ],
    ["abs(x)", [[0, "minimum"]]],
    ["cbrt(x)", [[0, "neither"]]],
    [
      "abs(x^2 - 1)",
      [
        [-1, "minimum"],
        [0, "maximum"],
        [1, "minimum"],
      ],
    ],
  ])("of %s are all, kinks among them", (f, expected) => {
    expect(found(f)).toEqual(expected)
    expect(stationaryPoints(f).complete).toBe(true)
  })

  it("tells kinks from smooth points, and where the domain ends", () => {
    expect(stationaryPoints("abs(x - 1)").points.map((p) => [p.at.x, p.differentiable])).toEqual([[1, false]])
    expect(stationaryPoints("sqrt(x) * (x - 3)").notes).toContain("the domain ends at x = 0")
  })

  it("finds the period of what repeats", () => {
    expect(stationaryPoints("sin(x)^2").notes).toContain("everything repeats with the period pi")
    expect(stationaryPoints("sin(x) + cos(x)").notes).toContain("everything repeats with the period 2 * pi")
    expect(stationaryPoints("x + sin(x)").notes.join()).not.toContain("repeats")
  })

  it("takes nothing for a stationary point that is only flat far out", () => {
    expect(found("exp(-x^2 - y^2)")).toEqual([[0, 0, "maximum"]])
    expect(found("x * y * exp(-x^2 - y^2)").map((p) => p[2])).toEqual(["maximum", "minimum", "saddle", "minimum", "maximum"])
  })

  it("says where the second derivatives do not decide, and where points are not isolated", () => {
    expect(found("x^3 - 3 * x * y^2")).toEqual([[0, 0, "saddle"]])
    expect(found("x^4 + y^4")).toEqual([[0, 0, "minimum"]])
    expect(found("x^2 - y^4")).toEqual([[0, 0, "saddle"]])
    expect(found("x^2 + y^4")).toEqual([[0, 0, "flat"]])
    expect(stationaryPoints("x^2 * y^2").notes.join()).toContain("not isolated")
  })

  it("refuses what has none to find", () => {
    expect(() => stationaryPoints("x", { within: [1, 0] })).toThrow("within is an interval")
    expect(() => stationaryPoints("2 + 0 * x")).toThrow("every point is stationary")
    expect(() => stationaryPoints("(x + y)^2")).toThrow("the Hessian is singular")
    expect(() => stationaryPoints("x' * x", { variables: { x: ["n"] } })).toThrow("needs a scalar function of scalar variables")
  })
})

describe("roots and equations", () => {
  it("finds the real roots of polynomials", () => {
    expect(realRoots([-6, 11, -6, 1])).toEqual([1, 2, 3])
    expect(realRoots([1, 0, 1])).toEqual([])
    expect(realRoots([0, 0, 1])).toEqual([0])
    expect(realRoots([4, -4, 1]).map((r) => Number(r.toFixed(6)))).toEqual([2])
  })

  it("solves linear equations and refuses singular ones", () => {
    expect(
      solve(
        [
          [0, 2],
          [1, 1],
        ],
        [4, 3],
      ),
    ).toEqual([1, 2])
    expect(
      solve(
        [
          [1, 1],
          [1, 1],
        ],
        [1, 2],
      ),
    ).toBeNull()
  })
})
