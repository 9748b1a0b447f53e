// Order statistics, bins, covariances, interpolation, convolution and activations against NumPy and SciPy.
import { readFileSync } from "node:fs"
import { astype, type NDArray, wrapArray } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import * as nb from "../src/index.ts"
import { isNablaError, tensor } from "../src/index.ts"

// biome-ignore lint/suspicious/noExplicitAny: cases call operations by name
type Dynamic = any
const op = nb as Dynamic

interface Encoded {
  readonly dtype: string
  readonly shape: number[]
  readonly data: (number | string)[]
}

const isEncoded = (x: unknown): x is Encoded => typeof x === "object" && x !== null && "data" in x
const decode = (x: unknown): Dynamic =>
  isEncoded(x) ? astype(wrapArray("float64", x.shape, Float64Array.from(x.data, Number)) as never, x.dtype as never) : x

interface Case {
  readonly fn: string
  readonly args: unknown[]
  readonly kw: Record<string, unknown>
  readonly out: Encoded
  readonly key?: string
}

const cases = JSON.parse(readFileSync(new URL("./golden/extras.json", import.meta.url), "utf8")) as Case[]

describe("answers as NumPy and SciPy do", () => {
  cases.forEach(({ fn, args, kw, out, key }, i) => {
    it(`${fn} ${i} ${JSON.stringify(kw).slice(0, 60)}`, () => {
      const keywords = Object.fromEntries(Object.entries(kw).map(([name, value]) => [name, decode(value)]))
      const result = op[fn](...args.map(decode), ...(Object.keys(kw).length === 0 ? [] : [keywords]))
      const got = (key === undefined ? result : result[key]) as NDArray
      expect([got.dtype, got.shape]).toEqual([out.dtype, out.shape])
      got.data.forEach((x: number, k: number) => {
        const y = Number(out.data[k])
        if (Number.isNaN(y)) expect(x).toBeNaN()
        else expect(Math.abs(x - y)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(y)))
      })
    })
  })
})

const code = (f: () => unknown): string => {
  try {
    f()
  } catch (error) {
    return isNablaError(error) ? error.code : `not ours: ${String(error)}`
  }
  return "nothing was thrown"
}

describe("what cannot be is refused", () => {
  it("shares outside of 0 to 1, quantiles of nothing, unknown methods", () => {
    expect(code(() => op.quantile(tensor([1]), 2))).toBe("bad-argument")
    expect(code(() => op.quantile(tensor([]), 0.5))).toBe("bad-argument")
    expect(code(() => op.quantile(tensor([1]), 0.5, { method: "magic" }))).toBe("bad-argument")
    expect(code(() => op.quantile(tensor([1]), 0.5, { axes: 0 }))).toBe("bad-argument")
  })

  it("fractions and negative numbers to count, ranges without end, falling edges", () => {
    expect(code(() => op.bincount(tensor([0.5])))).toBe("bad-argument")
    expect(code(() => op.bincount(tensor([-1], { dtype: "int32" })))).toBe("bad-argument")
    expect(code(() => op.histogram(tensor([1, Number.POSITIVE_INFINITY])))).toBe("bad-argument")
    expect(code(() => op.histogram(tensor([1]), { bins: [1, 0] }))).toBe("bad-argument")
    expect(code(() => op.convolve(tensor([]), tensor([1])))).toBe("shape-mismatch")
    expect(code(() => op.interp(1, tensor([1, 2]), tensor([1])))).toBe("shape-mismatch")
    expect(code(() => op.oneHot(tensor([0.5]), 2))).toBe("dtype-mismatch")
  })
})

describe("questions about types", () => {
  it("are answered as the standard asks them", () => {
    expect([op.resultType("int8", "uint8"), op.resultType("float32", 2), op.resultType(tensor([1], { dtype: "int32" }), 0.5)]).toEqual([
      "int16",
      "float32",
      "float64",
    ])
    expect([op.canCast("int32", "float32"), op.canCast("int16", "float32"), op.canCast("bool", "int8")]).toEqual([false, true, true])
    expect([op.isdtype("int8", "integral"), op.isdtype("bool", "numeric"), op.isdtype("float32", ["bool", "real floating"])]).toEqual([
      true,
      false,
      true,
    ])
    expect([op.iinfo("uint8").max, op.finfo("float32").max, op.finfo("float64").eps]).toEqual([255, 3.4028234663852886e38, Number.EPSILON])
    expect([code(() => op.iinfo("float32")), code(() => op.finfo("int8")), code(() => op.isdtype("int8", "magic"))]).toEqual([
      "dtype-mismatch",
      "dtype-mismatch",
      "bad-argument",
    ])
  })

  it("have the standard's constants", () =>
    expect([op.pi, op.e, op.inf, op.nan, op.newaxis]).toEqual([Math.PI, Math.E, Number.POSITIVE_INFINITY, Number.NaN, null]))
})

it.each([
  ["uint8", "uint32"],
  ["bool", "int32"],
  ["float32", "float32"],
] as const)("a product or a sum of %s over no axis has the type of any other, %s", (dtype, wide) => {
  const x = nb.astype(tensor([[0, 1]]), dtype)
  for (const f of [nb.prod, nb.sum]) {
    const y = f(x, { axis: [] }) as nb.Tensor
    expect([y.dtype, y.shape]).toEqual([wide, [1, 2]])
    expect(y.toArray()).toEqual([[0, 1]])
  }
})
