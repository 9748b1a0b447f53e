import { jvp, vjp } from "@nablajs/autograd"
import { describe, expect, it } from "vitest"
import { blockOf, distance } from "./check/numbers.ts"
import { evaluate } from "./evaluate.ts"
import { text } from "./print/text.ts"
import { cotangent, differential, hessianVector } from "./products.ts"

const variables = { x: ["n"], A: ["m", "n"], S: ["n", "n"], X: ["n", "n"] } as const
const values = {
  x: [0.3, -0.7],
  A: [
    [1, 2],
    [-1, 0.5],
    [0.2, 0.4],
  ],
  S: [
    [2, 0.3],
    [-0.1, 1.5],
  ],
  X: [
    [2, 0.3],
    [-0.1, 1.5],
  ],
}
const tensor = (rows: unknown) =>
  evaluate({ expr: differential("2 * z", "z", { variables: { z: Array.isArray((rows as unknown[])[0]) ? ["p", "q"] : ["p"] } }).with }, {
    dz: rows,
  } as never)

describe("derivatives as products", () => {
  it("have closed forms", () => {
    expect(text(differential("inv(X)", "X", { variables }).expr)).toBe("-inv(X) * dX * inv(X)")
    expect(text(differential("logdet(X)", "X", { variables }).expr)).toMatch(/^tr\((inv\(X\) \* dX|dX \* inv\(X\))\)$/)
    expect(text(cotangent("A * x", "x", { variables }).expr)).toBe("A' * g")
    expect(text(hessianVector("norm2(A * x)^2", "x", { variables }).expr)).toBe("2 * A' * A * v")
  })

  it.each(["tanh(A * x)", "x * x'", "softmax(x)", "S * x .* x"])("of %s agree with automatic differentiation", (f) => {
    const d = differential(f, "x", { variables })
    const dx = [0.4, 0.9]
    const fn = (x: never) => evaluate(d.of, { ...values, x })
    const [, forwards] = jvp(fn as never, [tensor(values.x)] as never, [tensor(dx)] as never) as unknown as [never, never]
    expect(distance(blockOf(evaluate(d.expr, { ...values, dx })), blockOf(forwards))).toBeLessThan(1e-12)
    const g = cotangent(f, "x", { variables })
    const [y, pull] = vjp(fn as never, tensor(values.x) as never) as unknown as [never, (g: never) => never[]]
    const [backwards] = pull(y) as [never]
    expect(distance(blockOf(evaluate(g.expr, { ...values, g: y })), blockOf(backwards))).toBeLessThan(1e-12)
  })

  it("refuse a name that is taken and a Hessian of a vector", () => {
    expect(() => cotangent("g * x' * x", "x", { variables: { ...variables, g: [] } })).toThrow(
      "already has a variable g; choose another with { name }",
    )
    expect(() => hessianVector("A * x", "x", { variables })).toThrow("needs a scalar function, got one of shape [m]")
  })
})
