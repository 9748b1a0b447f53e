// Printed code is run: TypeScript here, Python where it is installed, each answer against evaluation at random values.
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import {
  at,
  concat,
  cumulativeMax,
  cumulativeMin,
  expm,
  flip,
  pad,
  ravel,
  sort,
  symbol,
  type Expr,
  type Tensor,
  type Value,
} from "@nablajs/core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { chapters, derivationOf, variables } from "../../../cookbook/index.ts"
import { randomOf, sample } from "../../check/sample.ts"
import { code, type CodeTarget, derive, evaluate, type Formula, parse } from "../../index.ts"

const sizes = { m: 4, n: 3, k: 2 }

interface Task {
  readonly title: string
  readonly formula: Formula
}

const cookbook: readonly Task[] = Object.entries(chapters).flatMap(([chapter, entries]) =>
  entries.map(([f, by], i) => ({ title: `∂/∂${by} ${f}`, formula: derivationOf(chapter, i) })),
)

const kroneckerForms: readonly Task[] = [
  ["A * X * C", "X"],
  ["Y' * Y", "Y"],
  ["inv(X)", "X"],
  ["tanh(Y) * a", "Y"],
  ["tr(X) * X", "X"],
].map(([f, by]) => ({
  title: `∂ vec(${f}) / ∂ vec ${by}`,
  formula: derive(f as string, by as string, variables).kronecker as Formula,
}))

type Loose = (...xs: readonly unknown[]) => Expr

/** Operations that run along axes, join and take apart, as programs have them. */
const rearranged: readonly Task[] = (() => {
  const [x, X, Y] = [symbol("x", ["n"]), symbol("X", ["n", "n"]), symbol("Y", ["m", "n"])]
  const fixed = symbol("G", [3, 4])
  const made: Record<string, Formula> = {
    cumsum: parse("cumsum(x) .* a + cumsum(x, back=true)", variables),
    "cumsum of columns": parse("cumsum(Y, axis=0) * x", variables),
    cumprod: parse("cumprod(Y, axis=1)", variables),
    cummax: (cumulativeMax as Loose)(Y, { axis: 0 }),
    cummin: (cumulativeMin as Loose)(x),
    flip: (flip as Loose)(Y, { axis: 1 }),
    concat: (concat as unknown as Loose)([X, Y], { axis: 0 }),
    sort: (sort as Loose)(Y),
    "sort downwards": (sort as Loose)(x, { descending: true }),
    row: (at as Loose)(Y, 1),
    element: (at as Loose)(X, 1, 2),
    "some rows": (at as Loose)(fixed, "1:3"),
    "every other column": (at as Loose)(fixed, ":", "0:4:2"),
    "zeros around": (pad as Loose)(fixed, [
      [1, 2],
      [0, 1],
    ]),
    expm: (expm as Loose)(X),
    "gradient of an element": derive((at as Loose)(x, 1), x as never),
    "gradient of rows": derive(parse("sum(H .^ 2)", { H: [2, 4] }), "H"),
    "gradient of a running sum": derive("sum(cumsum(x) .^ 2)", "x", variables),
    cholesky: parse("cholesky(P)", variables),
    pinv: parse("pinv(Y, rtol=null)", variables),
  }
  return Object.entries(made).map(([title, formula]) => ({ title, formula }))
})()

const tasks: readonly Task[] = [...cookbook, ...kroneckerForms, ...rearranged]

/** Of scalars, one formula for each function that numbers have, and derivatives of common ones. */
const scalarTasks: readonly Task[] = [
  ..."abs sign floor ceil trunc round exp log expm1 log1p log2 log10 sqrt cbrt sin cos tan asin acos atan sinh cosh tanh asinh atanh sigmoid relu softplus exp2 reciprocal"
    .split(" ")
    .map((f) => `${f}(s)`),
  ..."atan2 hypot logaddexp maximum minimum remainder floorDivide".split(" ").map((f) => `${f}(s, t)`),
  "acosh(1 + s)",
  "where(s < t, s^2, exp(-t))",
  "where(s >= 1 / 2, -s, t^-3) - -t",
  "(-s)^2 - 2^-t + s^t^2 / (s / t / 3) - (s - (t - 1))",
]
  .map((f): Task => ({ title: f, formula: parse(f, { s: [], t: [] }) }))
  .concat(
    [
      "sin(s^2) * exp(-t)",
      "log(1 + exp(s * t))",
      "sqrt(1 + s^2) / (s + t)",
      "s^t",
      "atan2(s, t)",
      "sigmoid(s)^3",
      "tanh(s) / cosh(t * s)",
      "relu(s - t) + abs(s) + max(s, t)",
      "acos(s * t)",
      "cbrt(s^2)",
    ].flatMap((f) => [1, 2].map((order): Task => ({ title: `∂${order} ${f}`, formula: derive(f, "s", { s: [], t: [] }, { order }) }))),
  )

const random = randomOf(11)
const values: Readonly<Record<string, Value>> = Object.fromEntries(
  [...Object.entries(variables), ["t", []], ["G", [3, 4]], ["H", [2, 4]]].map(([name, declared]) => {
    const x = parse(name as string, { [name as string]: declared } as never)
    return [name, sample(x, sizes, [0.15, 0.85], random, true)]
  }),
)

/** The names of the parameters in the printed function. */
const parametersOf = (source: string): string[] =>
  ([...source.matchAll(/(?:function|def) \w+\((.*?)\)/g)].at(-1)?.[1] ?? "")
    .split(", ")
    .filter((p) => p !== "")
    .map((p) => p.replace(/:.*/, ""))

const numbersOf = (x: unknown): number[] => [...(ravel(x as Tensor) as Tensor).data].map(Number)

function expectSame(found: readonly number[], formula: Formula, places = 9): void {
  const expected = numbersOf(evaluate(formula, values, sizes))
  expect(found.length).toBe(expected.length)
  found.forEach((x, i) => {
    const scale = Math.max(1, Math.abs(expected[i] as number))
    expect(x / scale).toBeCloseTo((expected[i] as number) / scale, places)
  })
}

const given = (name: string): unknown => (Object.hasOwn(values, name) ? values[name] : sizes[name as keyof typeof sizes])

describe.each([
  ["nabla", tasks],
  ["typescript", scalarTasks],
] as [CodeTarget, readonly Task[]][])("TypeScript for the target %s", (target, list) => {
  const folder = mkdtempSync(join(import.meta.dirname, "zz-run-"))
  afterAll(() => rmSync(folder, { recursive: true }))
  const sources = list.map(({ formula }) => code(formula, { target }))
  const modules: Record<string, (...args: unknown[]) => unknown>[] = []
  beforeAll(async () => {
    const tensor = pathToFileURL(join(import.meta.dirname, "../../../../tensor/src/index.ts")).href
    sources.forEach((source, i) => {
      writeFileSync(join(folder, `f${i}.ts`), source.replace('"@nablajs/tensor"', JSON.stringify(tensor)))
    })
    writeFileSync(join(folder, "all.ts"), sources.map((_, i) => `export * as f${i} from "./f${i}.ts"`).join("\n"))
    const all = (await import(/* @vite-ignore */ pathToFileURL(join(folder, "all.ts")).href)) as Record<string, (typeof modules)[0]>
    sources.forEach((_, i) => modules.push(all[`f${i}`] as (typeof modules)[0]))
  })

  test.each(list.map(({ title, formula }, i) => ({ title, formula, i })))("computes $title", ({ formula, i }) => {
    const args = parametersOf(sources[i] as string).map(given)
    const plain = target === "typescript" ? args.map((x) => (typeof x === "number" ? x : (x as Tensor).item())) : args
    const f = Object.values(modules[i] as object)[0] as (...args: unknown[]) => unknown
    expectSame(numbersOf(f(...plain)), formula)
  })
})

interface Python {
  readonly target: CodeTarget
  readonly module: string
  readonly head: string
  readonly array: string
  readonly scalar: string
  /** JAX compiles each operation, so only some are run. */
  readonly every: number
}

const pythons: readonly Python[] = [
  { target: "numpy", module: "numpy", head: "", array: "np.array(%, dtype=float)", scalar: "%", every: 1 },
  {
    target: "jax",
    module: "jax",
    head: 'import jax\njax.config.update("jax_enable_x64", True)\njax.config.update("jax_platforms", "cpu")',
    array: "np.array(%, dtype=float)",
    scalar: "%",
    every: 7,
  },
  {
    target: "pytorch",
    module: "torch",
    head: "import torch",
    array: "torch.tensor(%, dtype=torch.float64)",
    scalar: "torch.tensor(%, dtype=torch.float64)",
    every: 1,
  },
]

const importable = (module: string): boolean => {
  try {
    execFileSync("python3", ["-c", `import numpy, ${module}`], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}

describe.each(pythons)("Python for the target $target", ({ target, module, head, array, scalar, every }) => {
  const there = importable(module)
  test.skipIf(!there)(
    `computes every answer${there ? "" : ` (skipped: python3 cannot import ${module})`}`,
    () => {
      const list = [...tasks, ...scalarTasks].filter((_, i) => i % every === 0)
      const lines = ["import json", "import numpy as np", head, "results = []"]
      for (const [name, x] of Object.entries(values)) {
        const numbers = JSON.stringify(typeof x === "number" ? x : (x as Tensor).toArray())
        lines.push(`_${name} = ${(numbers.startsWith("[") ? array : scalar).replace("%", numbers)}`)
      }
      for (const [name, n] of Object.entries(sizes)) lines.push(`_${name} = ${n}`)
      for (const { formula } of list) {
        const source = code(formula, { target, comments: false })
        const name = [...source.matchAll(/^def (\w+)\(/gm)].at(-1)?.[1] as string
        lines.push(
          source,
          `results.append(np.ravel(np.asarray(${name}(${parametersOf(source).map((p) => `_${p}`)}), dtype=float)).tolist())`,
        )
      }
      lines.push("print(json.dumps(results))")
      const printed = execFileSync("python3", ["-"], { input: lines.join("\n"), encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] })
      const results = JSON.parse(printed) as number[][]
      list.forEach(({ title, formula }, i) => {
        try {
          expectSame(results[i] as number[], formula, 8)
        } catch (error) {
          throw new Error(`${title}: ${(error as Error).message}`, { cause: error })
        }
      })
    },
    240_000,
  )
})
