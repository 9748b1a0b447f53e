// Random numbers against NumPy's of the same seed, and distributions against their moments.
import { readFileSync } from "node:fs"
import type { NDArray } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { isNablaError, random, type Tensor, tensor } from "../src/index.ts"

interface Numbers {
  readonly seed: number | number[]
  readonly [name: string]: unknown
}

interface Golden {
  readonly tails: { readonly seed: number; readonly count: number; readonly at: number[]; readonly values: number[] }
  readonly [seed: string]: unknown
}

const golden = JSON.parse(readFileSync(new URL("./golden/random.json", import.meta.url), "utf8")) as Golden
const list = (x: Tensor): unknown => x.toArray()

describe("numbers are NumPy's, bit for bit", () => {
  for (const [name, numbers] of Object.entries(golden)) {
    if (name === "tails") continue
    const g = numbers as Numbers
    const rng = (): random.Generator => random.defaultRng(g.seed)
    const answers: Readonly<Record<string, () => unknown>> = {
      random: () => list(rng().random(8)),
      normal: () => list(rng().normal(40)),
      integers: () => list(rng().integers(20, { low: -5, high: 17 })),
      permutation: () => list(rng().permutation(30)),
      choice: () => list(rng().choice(20, 12)),
      distinct: () => list(rng().choice(20, 7, { replace: false })),
      weighted: () => list(rng().choice(4, 12, { p: [0.1, 0.2, 0.3, 0.4] })),
      poisson: () => list(rng().poisson(20, { lam: 3.5 })),
      poissonMany: () => list(rng().poisson(20, { lam: 40 })),
      binomial: () => list(rng().binomial(20, { n: 20, p: 0.3 })),
      multinomial: () => list(rng().multinomial(20, [0.2, 0.3, 0.5], 3)),
      spawned: () =>
        rng()
          .spawn(2)
          .map((child) => list(child.random(3))),
    }
    for (const [what, answer] of Object.entries(answers)) it(`${what} from seed ${name}`, () => expect(answer()).toEqual(g[what]))

    it(`gamma from seed ${name}`, () => {
      rng()
        .gamma(10, { shape: 2.5, scale: 1.5 })
        .data.forEach((x: number, i: number) => expect(x).toBeCloseTo((g.gamma as number[])[i] as number, 12))
    })
  }

  it("normal numbers in the far tails agree", () => {
    const { seed, count, at, values } = golden.tails
    const x = random.defaultRng(seed).normal(count).data as Float64Array
    at.forEach((place, i) => expect(x[place]).toBe(values[i]))
  })
})

describe("of every integer type, along axes and unshuffled, numbers are NumPy's too", () => {
  const rng = (): random.Generator => random.defaultRng(42)
  const table = tensor([
    [0, 1, 2],
    [3, 4, 5],
  ])
  const answers: Readonly<Record<string, readonly [() => Tensor, unknown]>> = {
    int8: [() => rng().integers(5, { low: -100, high: 100, dtype: "int8" }), [6, -71, 69, -75, 54]],
    uint8: [() => rng().integers(4, { low: 3, high: 5, endpoint: true, dtype: "uint8" }), [4, 3, 5, 3]],
    uint16: [() => rng().integers(3, { high: 65536, dtype: "uint16" }), [9864, 5849, 64461]],
    bool: [() => rng().integers(6, { high: 2, dtype: "bool" }), [false, false, false, true, false, false]],
    int64: [() => rng().integers(2, { high: 2n ** 62n, dtype: "int64" }), [3569242288002845090n, 2023969564393766896n]],
    uint64: [() => rng().integers(1, { high: 2n ** 64n, dtype: "uint64" }), [14276969152011380360n]],
    float32: [() => rng().random(2, { dtype: "float32" }), [0.08925092220306396, 0.7739560008049011]],
    "columns in another order": [
      () => rng().permutation(table, { axis: 1 }),
      [
        [2, 1, 0],
        [5, 4, 3],
      ],
    ],
    "drawn columns": [
      () => rng().choice(table, 2, { axis: 1 }),
      [
        [0, 2],
        [3, 5],
      ],
    ],
    "few of few": [() => rng().choice(10, 4, { replace: false, shuffle: false }), [0, 6, 5, 4]],
    "few of many": [() => rng().choice(20000, 3, { replace: false, shuffle: false }), [1784, 15478, 13091]],
  }
  for (const [name, [draw, wanted]] of Object.entries(answers)) it(name, () => expect(list(draw())).toEqual(wanted))

  it("limits of the type, unknown types and axes are refused", () => {
    expect(() => rng().integers(1, { high: 300, dtype: "int8" })).toThrow(
      "integers: 0 to 299 does not fit int8 (-128 to 127); name a wider dtype",
    )
    expect(() => rng().integers(1, { high: 3, dtype: "float64" as never })).toThrow("an integer type")
    expect(() => rng().permutation(table, { axis: 2 })).toThrow("permutation")
    expect(() => rng().random(1, { dtype: "int32" as never })).toThrow("float64 or float32")
  })
})

describe("seeds", () => {
  it("give the same numbers again, others for other seeds, and go on from call to call", () => {
    const [a, b] = [random.defaultRng(7), random.defaultRng(7)]
    expect(list(a.random(3))).toEqual(list(b.random(3)))
    expect(list(a.random(3))).not.toEqual(list(random.defaultRng(7).random(3)))
    expect(random.defaultRng(8).random().item()).not.toBe(random.defaultRng(7).random().item())
  })

  it("may be large, and bad ones are refused", () => {
    expect(random.defaultRng(12345678901234567890n).random().item()).toBeGreaterThan(0)
    for (const seed of [-1, 0.5, Number.NaN, -1n, "42"]) expect(() => random.defaultRng(seed as never)).toThrow("a seed is a whole number")
  })

  it("split into independent generators, other ones at every call", () => {
    const rng = random.defaultRng(3)
    const all = [...rng.spawn(2), ...rng.spawn(2)].map((child) => child.random().item())
    expect(new Set(all).size).toBe(4)
  })
})

const moments = (x: Tensor): readonly [number, number] => {
  const data = (x as unknown as NDArray).data as Float64Array
  const mean = data.reduce((a: number, b: number) => a + b, 0) / data.length
  return [mean, data.reduce((a: number, b: number) => a + (b - mean) ** 2, 0) / data.length]
}

describe("distributions have their mean and variance", () => {
  const n = 40000
  const rng = random.defaultRng(20)
  const rows: readonly (readonly [string, Tensor, number, number])[] = [
    ["uniform", rng.uniform(n, { low: -1, high: 3 }), 1, 16 / 12],
    ["normal", rng.normal(n, { loc: 2, scale: 3 }), 2, 9],
    ["exponential", rng.exponential(n, { scale: 2 }), 2, 4],
    ["gamma below 1", rng.gamma(n, { shape: 0.4, scale: 2 }), 0.8, 1.6],
    ["gamma", rng.gamma(n, { shape: 3 }), 3, 3],
    ["beta", rng.beta(n, { a: 2, b: 3 }), 0.4, 0.04],
    ["poisson", rng.poisson(n, { lam: 2 }), 2, 2],
    ["poisson, many", rng.poisson(n, { lam: 100 }), 100, 100],
    ["binomial", rng.binomial(n, { n: 20, p: 0.2 }), 4, 3.2],
    ["binomial, many", rng.binomial(n, { n: 1000, p: 0.7 }), 700, 210],
    ["integers", rng.integers(n, { low: 1, high: 6, endpoint: true }), 3.5, 35 / 12],
  ]
  for (const [name, x, mean, variance] of rows) {
    it(name, () => {
      const [m, v] = moments(x)
      // four standard errors of the mean; the variance within 6 %
      expect(Math.abs(m - mean)).toBeLessThan(4 * Math.sqrt(variance / n))
      expect(Math.abs(v / variance - 1)).toBeLessThan(0.06)
    })
  }

  it("dice reach both ends", () =>
    expect(new Set(rng.integers(1000, { low: 1, high: 6, endpoint: true }).data as Int32Array)).toEqual(new Set([1, 2, 3, 4, 5, 6])))

  it("dirichlet rows add up to 1, multinomial rows to n", () => {
    for (const row of rng.dirichlet([1, 2, 3], [5]).toArray() as number[][]) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 14)
    for (const row of rng.multinomial(9, [0.1, 0.9], [5]).toArray() as number[][]) expect(row.reduce((a, b) => a + b, 0)).toBe(9)
  })

  it("normal vectors have their covariance", () => {
    const x = rng
      .multivariateNormal(
        [1, -1],
        [
          [2, 1],
          [1, 2],
        ],
        [n],
      )
      .toArray() as number[][]
    const mean = [0, 1].map((j) => x.reduce((sum, row) => sum + (row[j] as number), 0) / n)
    const together = x.reduce((sum, [a, b]) => sum + ((a as number) - (mean[0] as number)) * ((b as number) - (mean[1] as number)), 0) / n
    expect(mean[0]).toBeCloseTo(1, 1)
    expect(Math.abs(together - 1)).toBeLessThan(0.06)
  })
})

describe("drawing", () => {
  it("takes rows of tensors", () => {
    const rows = random.defaultRng(1).choice(
      tensor([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
      2,
      { replace: false },
    )
    expect(rows.shape).toEqual([2, 2])
    expect(
      random.defaultRng(1).permutation(
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ).shape,
    ).toEqual([2, 2])
  })

  it("refuses what cannot be", () => {
    const rng = random.defaultRng(1)
    const bad: readonly (() => unknown)[] = [
      () => rng.integers(3, { high: 0 }),
      () => rng.integers(3, { high: 2 ** 40 }),
      () => rng.choice(3, 4, { replace: false }),
      () => rng.choice(0, 1),
      () => rng.choice(2, 1, { p: [0.5, 0.6] }),
      () => rng.normal(2, { scale: -1 }),
      () => rng.normal(-2),
      () => rng.binomial(2, { n: 2, p: 1.5 }),
      () => rng.poisson(2, { lam: -1 }),
      () => rng.multivariateNormal([0, 0], [[1]]),
      () => rng.permutation(1.5),
    ]
    for (const f of bad) {
      try {
        f()
        expect.unreachable()
      } catch (error) {
        expect(isNablaError(error), String(error)).toBe(true)
      }
    }
  })

  it("gives empty tensors and scalars their shape", () => {
    const rng = random.defaultRng(1)
    expect(rng.normal([0, 3]).shape).toEqual([0, 3])
    expect(rng.normal().shape).toEqual([])
    expect(rng.choice(5, [2, 0]).shape).toEqual([2, 0])
  })
})
