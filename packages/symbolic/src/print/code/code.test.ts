import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { add, allclose, type Expr, multiply, ravel, sin, symbol, type Tensor, type Value, wrapArray } from "@nablajs/core"
import { afterAll, describe, expect, test } from "vitest"
import { code, codeTargets, type CodeTarget, type Declarations, derive, evaluate, type Formula, parse } from "../../index.ts"
import { uniform } from "../../random.ts"

const shapes = {
  x: ["n"],
  v: ["n"],
  A: ["m", "n"],
  b: ["m"],
  y: ["m"],
  X: ["n", "n"],
  Y: ["n", "n"],
  s: [],
  t: [],
} as const satisfies Declarations

const gradient = (formula: string, by: string, order: 1 | 2 = 1): Formula => derive(formula, by, shapes, { order })

const formulas: Readonly<Record<string, Formula>> = {
  quadratic: gradient("x' * X * x", "x"),
  least_squares: gradient("norm2(A * x - b)^2", "x"),
  logistic_gradient: gradient("sum(log(1 + exp(-y .* (A * x))))", "x"),
  logistic_hessian: gradient("sum(log(1 + exp(-y .* (A * x))))", "x", 2),
  log_determinant: gradient("logdet(X)", "X"),
  log_determinant_value: parse("logdet(X * X' + eye(n))", shapes),
  softmax: parse("softmax(x)", shapes),
  solution: parse("v' * inv(X) * x + norm1(inv(X') * v)", shapes),
  right_solution: parse("Y * inv(X) - inv(X) * Y'", shapes),
  scaling: parse("diag(v) * X * diag(x) + x * v'", shapes),
  traces: parse("tr(X * Y) + tr(X) + mean(x) + max(x) - min(v) + norm(X)", shapes),
  products: parse("prod(x) * x + prod(X)", shapes),
  third_order: derive("x' * X * x", "x", shapes, { order: 3 }),
  inverse: gradient("inv(X)", "X"),
  hessian_of_square: gradient("norm2(x)^2", "x", 2),
  frobenius: gradient("norm(A - b * x')^2", "A"),
  scalar: derive("log(1 + exp(s)) * s^2 / (1 + t^2)", "s", shapes),
  kinks: derive("relu(s) + abs(s - t) + max(s, t)^2", "s", shapes),
  tower: derive("(s^2 + 1)^t - 2^(-s) + sin(s * t) * exp(-(-s))", "s", shapes),
}

const scalars = new Set(["scalar", "kinks", "tower"])

const folder = mkdtempSync(join(import.meta.dirname, "zz-run-"))
afterAll(() => rmSync(folder, { recursive: true }))

const sizes: Readonly<Record<string, number>> = { m: 4, n: 3 }

function inputs(seed: number): Record<string, Value> {
  const next = uniform(seed)
  return Object.fromEntries(
    Object.entries(shapes as Record<string, readonly string[]>).map(([name, shape]) => {
      const dims = shape.map((n) => sizes[n] as number)
      const data = Float64Array.from({ length: dims.reduce((a, b) => a * b, 1) }, () => 4 * next() - 2)
      return [name, wrapArray("float64", dims, data) as unknown as Value]
    }),
  )
}

/** The names of the parameters in the printed function. */
const parametersOf = (source: string): string[] =>
  ([...source.matchAll(/(?:function|def) \w+\((.*?)\)/g)].at(-1)?.[1] ?? "")
    .split(", ")
    .filter((p) => p !== "")
    .map((p) => p.replace(/:.*/, ""))

async function imported(name: string, source: string): Promise<(...args: unknown[]) => Value> {
  const file = join(folder, `${name}.ts`)
  const tensor = pathToFileURL(join(import.meta.dirname, "../../../../tensor/src/index.ts")).href
  writeFileSync(file, source.replace('"@nablajs/tensor"', JSON.stringify(tensor)))
  const module = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { f: (...args: unknown[]) => Value }
  return module.f
}

const close = (a: Value, b: Value): boolean =>
  allclose(a as Tensor, b as Tensor, { rtol: 1e-9, atol: 1e-9, equalNan: true } as never) as never

describe("code", () => {
  test.each(codeTargets)("prints for %s what it printed before", async (target) => {
    const parts = Object.entries(formulas)
      .filter(([name]) => target !== "typescript" || scalars.has(name))
      .map(([name, formula]) => code(formula, { target, name }))
    await expect(parts.join("\n")).toMatchFileSnapshot(`golden/${target}.txt`)
  })

  test.each(Object.keys(formulas))("prints %s as a function of tensors that computes what evaluate does", async (name) => {
    const formula = formulas[name] as Formula
    const source = code(formula, { target: "nabla" })
    const f = await imported(name, source)
    for (const seed of [1, 2, 3]) {
      const values = inputs(seed)
      const result = f(...parametersOf(source).map((p) => values[p]))
      expect(close(result, evaluate(formula, values))).toBe(true)
    }
  })

  test.each([...scalars])("prints %s as a function of numbers that computes what evaluate does", async (name) => {
    const formula = formulas[name] as Formula
    const source = code(formula, { target: "typescript" })
    const f = await imported(`plain_${name}`, source)
    for (const seed of [1, 2, 3]) {
      const values = Object.fromEntries(["s", "t"].map((v) => [v, (inputs(seed)[v] as Tensor).item() as number]))
      expect(close(f(...parametersOf(source).map((p) => values[p])), evaluate(formula, values))).toBe(true)
    }
  })

  test("keeps stable functions stable for large arguments", async () => {
    const f = await imported("stable", code(parse("softplus(s) + sigmoid(-s)", shapes), { target: "typescript" }))
    expect(f(1000)).toBe(1000)
    expect(f(-1000)).toBe(1)
  })

  const python = hasNumpy()
  test.skipIf(!python)(
    `prints Python with NumPy that computes what evaluate does${python ? "" : " (skipped: python3 has no numpy)"}`,
    () => {
      const values = inputs(5)
      const lines = ["import json, warnings", "import numpy as np", "results = {}"]
      for (const [name, x] of Object.entries(values))
        lines.push(`_${name} = np.array(${JSON.stringify((x as Tensor).toArray())}, dtype=float)`)
      for (const [name, formula] of Object.entries(formulas)) {
        const source = code(formula, { target: "numpy", name })
        lines.push(source, `results["${name}"] = np.asarray(${name}(${parametersOf(source).map((p) => `_${p}`)})).tolist()`)
      }
      lines.push("print(json.dumps(results))")
      const results = JSON.parse(
        execFileSync("python3", ["-"], { input: lines.join("\n"), encoding: "utf8" }).replaceAll("NaN", "null"),
      ) as Record<string, number[]>
      for (const [name, formula] of Object.entries(formulas)) {
        const flat = [results[name]].flat(9) as number[]
        const expected = [...(ravel(evaluate(formula, values) as Tensor) as Tensor).data].map(Number)
        expect(flat.length, name).toBe(expected.length)
        flat.forEach((x, i) => expect(x, name).toBeCloseTo(expected[i] as number, 8))
      }
    },
  )

  test("computes equal subterms once", () => {
    const printed = code(parse("exp(A*x)' * exp(A*x) + sum(exp(A*x))", shapes), { target: "numpy" })
    expect(printed.match(/@ x/g)).toHaveLength(1)
    expect(printed.match(/np\.exp/g)).toHaveLength(1)
  })

  test("solves linear systems and scales rows instead of making matrices", () => {
    const printed = (formula: string, target: CodeTarget): string => code(parse(formula, shapes), { target, comments: false })
    expect(printed("inv(X) * v", "julia")).toContain("X \\ v")
    expect(printed("v' * inv(X)", "numpy")).toContain("np.linalg.solve(X.T, v)")
    expect(printed("diag(v) * X", "numpy")).toContain("v[:, None] * X")
    expect(printed("X * diag(v)", "nabla")).toContain("multiply(X, v)")
    expect(printed("diag(v) * x", "pytorch")).toMatch(/return (v \* x|x \* v)/)
  })

  test("counts the operations, in the sizes", () => {
    const first = (formula: string): string => /about (.*) flops/.exec(code(parse(formula, shapes), { target: "numpy" }))?.[1] ?? ""
    expect(first("A * x")).toBe("2*m*n")
    expect(first("inv(X) * v")).toBe("2/3*n^3 + 2*n^2")
    expect(first("s + t")).toBe("1")
    expect(first("tr(X * Y)")).toBe("2*n^2")
  })

  test("prints no name that the language or the text itself has taken", () => {
    const printed = code(parse("lambda * np + v0 * sin(v0 * np) ^ 2 + sin(v0 * np)", { lambda: [], np: [], v0: [] }), { target: "numpy" })
    expect(printed).toContain("def f(lambda_, np_, v0):")
    expect(printed).toContain("v1 = np.sin")
    const sum = code(parse("add + matmul", { add: [], matmul: [] }), { target: "nabla" })
    expect(sum).toContain("return add(add_, matmul_)")
  })

  test("prints no name that is more than letters, digits and underscores, in comments neither", () => {
    const bad = "x\n*/ import os #"
    const printed = codeTargets.map((target) => code(sin(symbol(bad) as unknown as Tensor) as unknown as Expr, { target }))
    for (const p of printed) expect(p).not.toMatch(/import os|\*\//)
    expect(() => code(parse("s", shapes), { target: "numpy", name: "f(): import os" })).toThrow(/cannot name the function/)
    expect(() => code(parse("s", shapes), { target: "numpy", name: "lambda" })).toThrow(/cannot name the function/)
    expect(() => code(parse("s", shapes), { target: "constructor" as never })).toThrow(/there is no target "constructor"/)
  })

  test("refuses what a target cannot express", () => {
    expect(() => code(parse("A * x", shapes), { target: "typescript" })).toThrow(/prints formulas of scalars.*the target nabla/)
    expect(() => code(parse("erf(s)", shapes), { target: "typescript" })).toThrow(/has no erf/)
  })

  test("prints very deep and very wide formulas without recursion, in lines of bounded depth", () => {
    let deep = parse("s", shapes) as unknown as Tensor
    for (let i = 0; i < 20_000; i++) deep = sin(deep) as Tensor
    const printed = code(deep, { target: "typescript" })
    expect(Math.max(...printed.split("\n").map((line) => line.length))).toBeLessThan(200)
    let doubled = parse("s", shapes) as unknown as Tensor
    for (let i = 0; i < 200; i++) doubled = add(multiply(doubled, doubled), 1) as Tensor
    expect(code(doubled, { target: "nabla" }).split("\n").length).toBeLessThan(500)
  })

  test("takes as parameters the sizes that no variable has", () => {
    const more = { ...shapes, U: ["k", "n"] } as const
    expect(code(parse("eye(k)", more), { target: "numpy" })).toContain("def f(k):\n    return np.eye(k)")
    expect(code(parse("ones(k) * x'", more), { target: "nabla" })).toContain("f(x: Tensor, k: number)")
  })

  test("is the same text every time", () => {
    for (const target of codeTargets) {
      const once = (): string => code(derive("log(1 + exp(s * t))", "s", shapes), { target })
      expect(once()).toBe(once())
    }
  })
})

function hasNumpy(): boolean {
  try {
    execFileSync("python3", ["-c", "import numpy"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}
