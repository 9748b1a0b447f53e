import { abs, bind1, exp, isNablaError, matmul, multiply, prod, sin, sum, tanh, unary, wrapArray } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { checkGrads } from "./check.ts"

// biome-ignore lint/suspicious/noExplicitAny: tests call the functions as JavaScript does
type Any = any
const check = checkGrads as Any
const array = (shape: number[], ...xs: number[]): Any => wrapArray("float64", shape, Float64Array.from(xs))

describe("checkGrads", () => {
  it("passes where rules are right, in both modes, to any order", () => {
    check((x: Any) => multiply(exp(x), sin(x)), [0.7], { order: 3 })
    check((W: Any, x: Any) => tanh(matmul(W, x)), [array([2, 3], 1, -2, 3, 0.4, 0.5, -0.6), array([3], 0.1, 0.2, 0.3)])
    check(({ a, b }: Any) => [multiply(a, b), sum(b)], [{ a: 2, b: array([2], 1, 2) }])
    check((x: Any) => prod(x), [array([3], 0, 2, 3)])
  })

  it("throws where a rule is wrong, with both numbers", () => {
    const wrong = unary(
      "wrong",
      (x) => x * x,
      (_, x) => x,
    )
    const attempt = () => check((x: Any) => bind1(wrong, x), [1.5])
    expect(attempt).toThrow(/forward mode gives .* where central differences give/)
    expect(() => check((x: Any) => bind1(wrong, x), [1.5], { modes: ["rev"] })).toThrow(/reverse mode/)
    try {
      attempt()
    } catch (error) {
      expect(isNablaError(error) && error.code).toBe("gradient-mismatch")
    }
  })

  it("finds a rule that is right once and wrong the second time", () => {
    const half = unary("half", Math.exp, (y) => Number(y) as Any)
    const secondWrong = unary("secondWrong", Math.sin, (_, x) => bind1(wrongCosine, x))
    const wrongCosine = unary("wrongCosine", Math.cos, (_, x) => sin(x as Any))
    expect(() => check((x: Any) => bind1(secondWrong, x), [0.4], { order: 1 })).not.toThrow()
    expect(() => check((x: Any) => bind1(secondWrong, x), [0.4])).toThrow(/order 2/)
    expect(() => check((x: Any) => bind1(half, x), [0.4])).toThrow()
  })

  it("notices kinks", () => {
    expect(() => check((x: Any) => abs(x), [1e-7])).toThrow(/kink/)
  })

  it("takes float32, holds integers, and refuses arguments without derivative", () => {
    const x = wrapArray("float32", [2], Float32Array.from([0.5, 1.5])) as Any
    const n = wrapArray("int32", [2], Int32Array.from([2, 3])) as Any
    check((a: Any, k: Any) => multiply(sin(a), k), [x, n])
    expect(() => check((k: Any) => k, [n])).toThrow(/floating-point/)
  })
})
