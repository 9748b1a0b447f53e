import {
  add,
  divide,
  dot,
  exp,
  greater,
  isNablaError,
  less,
  log,
  matmul,
  mean,
  multiply,
  sin,
  sqrt,
  square,
  stopGradient,
  subtract,
  sum,
  where,
  wrapArray,
} from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { debugNans } from "./debug.ts"
import { grad } from "./grad.ts"
import { jvp } from "./forward.ts"
import { graphOf, tangentGraphOf } from "./graph.ts"
import { backward, variable } from "./variable.ts"

// biome-ignore lint/suspicious/noExplicitAny: tests call the functions as JavaScript does
type Any = any
const g = grad as Any
const vector = (...xs: number[]): Any => wrapArray("float64", [xs.length], Float64Array.from(xs))
const errorOf = (f: () => unknown): { code: string; message: string } => {
  try {
    f()
  } catch (error) {
    if (isNablaError(error)) return error
    throw error
  }
  return { code: "", message: "" }
}

describe("variable and backward", () => {
  it("give the gradient of 2 xᵀx as 4x, and add it up", () => {
    const x: Any = variable(vector(0, 1, 2, 3))
    const y: Any = multiply(2, dot(x, x))
    expect(y.item()).toBe(28)
    expect(x.grad).toBeNull()
    backward(y)
    expect(x.grad.toArray()).toEqual([0, 4, 8, 12])
    backward(sum(x) as Any)
    expect(x.grad.toArray()).toEqual([1, 5, 9, 13])
    x.grad = null
    backward(sum(x) as Any)
    expect(x.grad.toArray()).toEqual([1, 1, 1, 1])
  })

  it("take weights for results that are not scalar", () => {
    const x: Any = variable(vector(1, 2))
    const y = multiply(x, x) as Any
    expect(errorOf(() => backward(y)).code).toBe("non-scalar-output")
    backward(y, vector(1, 1))
    expect(x.grad.toArray()).toEqual([2, 4])
  })

  it("hold what stopGradient holds", () => {
    const x: Any = variable(vector(0, 1, 2, 3))
    const u = stopGradient(multiply(x, x)) as Any
    backward(sum(multiply(u, x)) as Any)
    expect(x.grad.toArray()).toEqual(u.toArray())
  })

  it("follow control flow, numbers for numbers, and several variables", () => {
    const f = (a: Any): Any => {
      let b = multiply(a, 2) as Any
      while (less(b, 1000).item()) b = multiply(b, 2)
      return greater(b, 0).item() ? b : multiply(100, b)
    }
    const a: Any = variable(0.3)
    const d = f(a)
    backward(d)
    expect(a.grad).toBe(d.item() / 0.3)
    const b: Any = variable(2)
    backward(multiply(sin(a), b) as Any)
    expect(b.grad).toBeCloseTo(Math.sin(0.3), 14)
  })

  it("show their values, and train by plain assignments", () => {
    let w: Any = variable(vector(0, 0))
    expect(String(add(w, 1))).toContain("1")
    for (let i = 0; i < 100; i++) {
      const loss = mean(square(subtract(w, vector(1, -2)))) as Any
      backward(loss)
      w = variable(subtract(stopGradient(w), multiply(0.5, w.grad)) as Any)
    }
    expect(w.toArray()[0]).toBeCloseTo(1, 10)
  })

  it("nest with grad, whose function may use variables", () => {
    const x: Any = variable(3)
    const inner = g((t: Any) => multiply(square(t), x))(2)
    backward(inner)
    expect([inner.item(), x.grad]).toEqual([12, 4])
    expect(errorOf(() => g((t: Any) => variable(t))(2)).code).toBe("traced-value")
  })

  it("walk a long chain without deep recursion", () => {
    const x: Any = variable(1)
    let y = x
    for (let i = 0; i < 2e5; i++) y = add(y, x)
    backward(y)
    expect(x.grad).toBe(2e5 + 1)
  })

  it("refuse values that depend on no variable, and integers", () => {
    expect(errorOf(() => backward(vector(1))).code).toBe("not-differentiable")
    expect(errorOf(() => backward(3)).code).toBe("not-differentiable")
    expect(errorOf(() => variable(wrapArray("int32", [1], Int32Array.of(1)) as Any)).code).toBe("not-differentiable")
    expect(errorOf(() => variable([1, 2] as Any)).code).toBe("bad-argument")
  })
})

describe("graphOf", () => {
  it("gives values, adjoints and local derivatives that obey the chain rule", () => {
    const { nodes, edges } = graphOf((x: Any, y: Any) => add(multiply(x, y), sin(x)), 2, 3)
    expect(nodes.map(({ label, value, adjoint }) => [label, value, adjoint])).toEqual([
      ["x", 2, 3 + Math.cos(2)],
      ["y", 3, 2],
      ["×", 6, 1],
      ["sin", Math.sin(2), 1],
      ["+", 6 + Math.sin(2), 1],
    ])
    for (const { id, adjoint } of nodes.slice(0, -1)) {
      const flow = edges
        .filter((e) => e.from === id)
        .map((e) => (e.derivative as number) * (nodes.find((n) => n.id === e.to)?.adjoint as number))
      expect(flow.reduce((a, b) => a + b)).toBeCloseTo(adjoint as number, 14)
    }
  })

  it("shows constants, adds up double use, and leaves out what does not matter", () => {
    const { nodes, edges } = graphOf((x: Any) => {
      exp(x)
      return multiply(3, multiply(x, x))
    }, 5)
    expect(nodes.map((n) => n.label)).toEqual(["x", "×", "3", "×"])
    expect(edges).toEqual([
      { from: "n0", to: "n1", derivative: 10 },
      { from: "n2", to: "n3" },
      { from: "n1", to: "n3", derivative: 3 },
    ])
  })

  it("names parts of trees and writes small tensors", () => {
    const { nodes } = graphOf(({ w, b }: Any) => add(dot(w, vector(1, 2)), b), { w: vector(3, 4), b: 1 })
    expect(nodes[0]).toEqual({ id: "n0", label: "w", value: "[3, 4]", adjoint: "[1, 2]", shape: [2] })
    expect(nodes[1]?.label).toBe("b")
    expect(graphOf(([a, b]: Any) => multiply(a, b), [1, 2]).nodes.map((n) => n.label)).toEqual(["x1", "x2", "×"])
    expect(graphOf(() => 7 as Any, 1).nodes).toEqual([{ id: "n0", label: "7", value: 7, shape: [] }])
  })
})

describe("debugNans", () => {
  it("changes nothing where there is no NaN", () => {
    expect(debugNans(g(log))(2)).toBe(0.5)
    expect(debugNans((x: Any) => matmul(x, x))(vector(1, 2)).item()).toBe(5)
  })

  it("names the operation that made it, forwards and on the way back", () => {
    expect(errorOf(() => debugNans((x: Any) => sqrt(subtract(x, 2)) as Any)(1))).toMatchObject({
      code: "nan-found",
      message: "debugNans: sqrt made NaN from -1",
    })
    const f = (x: Any): Any => where(greater(x, 0), sqrt(x), 0)
    expect(errorOf(() => debugNans(g(f))(0)).message).toMatch(/multiply made NaN from 0 and Infinity; on the way back through sqrt/)
    expect(errorOf(() => debugNans((x: Any) => divide(x, x) as Any)(vector(1, 0))).message).toContain("shape [2]")
  })
})

describe("tangentGraphOf", () => {
  it("carries derivatives forwards along a direction", () => {
    const f = (x: Any, y: Any): Any => add(multiply(x, y), sin(x))
    const { nodes, edges } = tangentGraphOf(f, [2, 3], [1, 0])
    expect(nodes.map((n) => n.label)).toEqual(["x", "y", "×", "sin", "+"])
    expect(nodes.map((n) => n.tangent)).toEqual([1, 0, 3, Math.cos(2), 3 + Math.cos(2)])
    expect(nodes.every((n) => n.adjoint === undefined)).toBe(true)
    expect(edges).toEqual(graphOf(f, 2, 3).edges)
  })

  it("has at its end what jvp says", () => {
    const f = (x: Any): Any => sum(multiply(x, multiply(x, 2)))
    const [x, dx] = [vector(1, 2), vector(3, -1)]
    expect(tangentGraphOf(f, [x], [dx]).nodes.at(-1)?.tangent).toBe((jvp as Any)(f, [x], [dx])[1].item())
  })

  it("refuses a direction of another shape", () => {
    expect(errorOf(() => (tangentGraphOf as Any)((x: Any) => sum(x), [vector(1, 2)], [vector(1)])).code).toBe("shape-mismatch")
  })
})
