import {
  add,
  at,
  type ErrorCode,
  greater,
  isNablaError,
  less,
  log,
  multiply,
  pow,
  relu,
  sin,
  square,
  stopGradient,
  sum,
  type Tensor,
  where,
  wrapArray,
} from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { grad, valueAndGrad } from "./grad.ts"
import { graphOf } from "./graph.ts"

// biome-ignore lint/suspicious/noExplicitAny: tests call the functions as JavaScript does
type Any = any
const vector = (...xs: number[]): Tensor<"float64", [number]> => wrapArray("float64", [xs.length], Float64Array.from(xs)) as Any
const g = grad as Any
const codeOf = (f: () => unknown): ErrorCode | undefined => {
  try {
    f()
  } catch (error) {
    if (isNablaError(error)) return error.code
    throw error
  }
  return undefined
}

describe("grad", () => {
  it("gives a number for a number", () => {
    expect(grad(sin)(0.5)).toBe(Math.cos(0.5))
  })

  it("gives a tensor for a tensor", () => {
    expect(grad((x: Tensor) => sum(square(x)))(vector(1, 2, 3)).toArray()).toEqual([2, 4, 6])
  })

  it("gives the tree of its argument, numbers for numbers", () => {
    const f = ({ w, b }: Any) => add(sum(multiply(w[0], w[1])), square(b))
    const out = g(f)({ w: [vector(1, 2), vector(3, 4)], b: 5 })
    expect(out.w.map((x: Any) => x.toArray())).toEqual([
      [3, 4],
      [1, 2],
    ])
    expect(out.b).toBe(10)
  })

  it("nests to any order", () => {
    const quartic = (x: Any) => pow(x, 4)
    expect(g(g(g(g(quartic))))(1.5)).toBeCloseTo(24, 12)
    expect(g(g(g(g(g(quartic)))))(1.5)).toBeCloseTo(0, 12)
  })

  it("keeps the perturbations of nested gradients apart", () => {
    expect(g((x: Any) => multiply(x, g((y: Any) => multiply(x, y))(1)))(3)).toBe(6)
    expect(g((x: Any) => multiply(x, g((y: Any) => add(x, y))(1)))(3)).toBe(1)
  })

  it("differentiates by the arguments that argnums names", () => {
    const f = (x: Any, y: Any) => multiply(square(x), y)
    expect(grad(f, { argnums: 1 })(3, 5)).toBe(9)
    expect(grad(f, { argnums: [0, 1] })(3, 5)).toEqual([30, 9])
    expect(g(f, { argnums: [-1] })(3, 5)).toEqual([9])
    for (const argnums of [2, [0, -2], "x"]) expect(codeOf(() => g(f, { argnums })(3, 5))).toBe("bad-argument")
  })

  it("passes extra results with hasAux, free of traces", () => {
    const f = (x: Any) => [square(x), { twice: add(x, x), note: "kept" }]
    expect(g(f, { hasAux: true })(3)).toEqual([6, { twice: 6, note: "kept" }])
    expect((valueAndGrad as Any)(f, { hasAux: true })(3)).toEqual([[9, { twice: 6, note: "kept" }], 6])
  })

  it("is zero of the argument's shape for a constant", () => {
    expect(g(() => 7)(2)).toBe(0)
    expect(g((x: Any) => sum(stopGradient(x)))(vector(1, 2)).toArray()).toEqual([0, 0])
  })

  it("follows ordinary if, for and while", () => {
    const f = (x: Any) => {
      let y = x
      if (less(x, 0).item()) y = multiply(y, -1)
      for (let i = 0; i < 3; i++) y = square(y)
      while (greater(y, 10).item()) y = multiply(y, 0.5)
      return y
    }
    const h = 1e-6
    for (const x of [-1.7, 0.4, 1.9]) expect(g(f)(x)).toBeCloseTo(((f(x + h) as number) - (f(x - h) as number)) / (2 * h), 3)
  })

  it("walks a million operations without deep recursion", () => {
    const f = (x: Any) => {
      let y = x
      for (let i = 0; i < 1e6; i++) y = add(y, x)
      return y
    }
    expect(g(f)(1)).toBe(1e6 + 1)
  })

  it("casts cotangents back to each argument's type", () => {
    const x = wrapArray("float32", [2], Float32Array.from([1, 2])) as Any
    const [dx, dy] = g((a: Any, b: Any) => sum(multiply(a, b)), { argnums: [0, 1] })(x, vector(3, 4))
    expect([dx.dtype, dx.toArray(), dy.dtype, dy.toArray()]).toEqual(["float32", [3, 4], "float64", [1, 2]])
  })

  it("takes 0 at the kink of relu, and shows the double where at the edge of log", () => {
    expect(g(relu)(0)).toBe(0)
    expect(g((x: Any) => where(greater(x, 0), x, 0))(2)).toBe(1)
    expect(g((x: Any) => where(greater(x, 0), log(x), 0))(0)).toBeNaN()
    expect(g((x: Any) => where(greater(x, 0), log(where(greater(x, 0), x, 1)), 0))(0)).toBe(0)
  })
})

describe("valueAndGrad", () => {
  it("gives both in one pass", () => {
    expect(valueAndGrad((x) => square(x))(3)).toEqual([9, 6])
    const [value, gradient] = valueAndGrad((x: Tensor) => sum(square(x)))(vector(1, 2))
    expect([value.item(), gradient.toArray()]).toEqual([5, [2, 4]])
  })
})

describe("grad refuses", () => {
  const message = (f: () => unknown): string => {
    try {
      f()
    } catch (error) {
      return (error as Error).message
    }
    return "nothing thrown"
  }

  it("results that are not scalar, naming jacobian and vjp", () => {
    const attempt = () => g((x: Any) => square(x))(vector(1, 2))
    expect(codeOf(attempt)).toBe("non-scalar-output")
    expect(message(attempt)).toMatch(/shape \[2\].*jacobian.*vjp/)
    expect(codeOf(() => g((x: Any) => [x, x])(1))).toBe("non-scalar-output")
  })

  it("integers and booleans, naming astype", () => {
    const ints = wrapArray("int32", [2], Int32Array.from([1, 2])) as Any
    expect(codeOf(() => g((x: Any) => sum(x))(ints))).toBe("not-differentiable")
    expect(message(() => g((x: Any) => sum(x))(ints))).toContain('astype(x, "float64")')
    expect(codeOf(() => g((x: Any) => less(x, 0))(1))).toBe("not-differentiable")
  })

  it("JavaScript's own arithmetic and Math", () => {
    expect(codeOf(() => g((x: Any) => x * x)(2))).toBe("number-coercion")
    expect(codeOf(() => g(Math.sin)(2))).toBe("number-coercion")
    expect(codeOf(() => g((x: Any) => (x > 1 ? x : 0))(2))).toBe("number-coercion")
  })

  it("async functions, missing results and things that are no function", () => {
    expect(message(() => g(async (x: Any) => x)(1))).toContain("promise")
    // what is left of it runs into the closed trace, unseen
    const slow = async (x: Any): Promise<Any> => {
      await undefined
      return sin(x)
    }
    expect(codeOf(() => g(slow)(1))).toBe("unsupported")
    for (const result of [null, true, "one"]) expect(message(() => g(() => result)(1))).toContain(`result of the function`)
    expect(message(() => g((x: Any) => void x)(1))).toContain("undefined")
    expect(codeOf(() => g(3))).toBe("bad-argument")
    expect(codeOf(() => g(sin)("1"))).toBe("bad-argument")
  })

  it("options that it does not have, and arrays in place of tensors", () => {
    expect(message(() => g(sin, { argnum: 1 })(1))).toContain('no option "argnum"')
    expect(codeOf(() => g((x: Any) => sum(x))([[1, 2]]))).toBe("bad-argument")
    expect(message(() => g((x: Any) => sum(x))([[1, 2]]))).toContain("tensor(…)")
    expect(message(() => g((x: Any) => sum(x))([1, 2]))).toContain("stack(…)")
    expect(codeOf(() => g((x: Any) => sum(x))(new Float64Array(2)))).toBe("bad-argument")
  })

  it("a traced value kept after its transformation ended", () => {
    let kept: Any
    g((x: Any) => {
      kept = x
      return square(x)
    })(2)
    expect(codeOf(() => sin(kept))).toBe("closed-trace")
    expect(codeOf(() => kept.item())).toBe("closed-trace")
    expect(codeOf(() => g(() => kept)(1))).toBe("closed-trace")
    expect(message(() => sin(kept))).toContain("hasAux")
  })

  it("reading a traced number, naming stopGradient", () => {
    const attempt = () => g((x: Any) => (x.item() > 0 ? x : 0))(1)
    expect(codeOf(attempt)).toBe("traced-value")
    expect(message(attempt)).toMatch(/stopGradient\(x\)\.item\(\)/)
    expect(g((x: Any) => (stopGradient(x).item() > 0 ? x : 0))(1)).toBe(1)
  })
})

describe("a traced value", () => {
  it("shows its type, shape and origin", () => {
    let text = ""
    g((x: Any) => {
      const y = multiply(x, 2)
      text = `${x} ${y}`
      return sum(y)
    })(vector(1, 2, 3))
    expect(text).toBe("Traced(float64[3]) Traced(float64[3], from multiply)")
  })

  it("takes part in indexing", () => {
    expect(g((x: Any) => multiply(at(x, 0), at(x, -1)))(vector(2, 3, 5)).toArray()).toEqual([5, 0, 2])
  })
})

describe("a tensor that is read part by part", () => {
  const parts = (x: Any): Any => {
    let total: Any = sum(multiply(at(x, "1:"), at(x, ":-1")) as Any)
    for (let i = 0; i < x.shape[0]; i++) total = add(total, multiply(i + 1, square(at(x, i)) as Any) as Any)
    return total
  }

  it("gets the sum of the cotangents of its parts, to second order", () => {
    const x = vector(1, 2, 3)
    expect(g(parts)(x).toArray()).toEqual([2 + 2, 8 + 4, 18 + 2])
    const second = (v: Any): Any => sum(g(parts)(v))
    expect(g(second)(x).toArray()).toEqual([2 + 1, 4 + 2, 6 + 1])
  })

  it("is put together by one operation, however many its parts", () => {
    const { nodes } = graphOf((x: Any) => sum(g(parts)(x)), vector(1, 2, 3, 4))
    const seen = nodes.map((node) => node.label)
    expect(seen.filter((label) => label === "restore")).toHaveLength(1)
    expect(seen).not.toContain("place")
  })
})
