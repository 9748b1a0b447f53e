// Complex numbers and 64-bit integers as NumPy has them; see golden/README.md.
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import * as op from "../src/index.ts"

// biome-ignore lint/suspicious/noExplicitAny: the cases call operations by name
type Dynamic = any
type Entry = number | string
type Columns = readonly (readonly Entry[])[]

const golden = JSON.parse(readFileSync(new URL("./golden/complex.json", import.meta.url), "utf8")) as {
  readonly z: Columns
  readonly unary: Readonly<Record<string, Columns>>
  readonly a: Columns
  readonly b: Columns
  readonly binary: Readonly<Record<string, Columns>>
  readonly wide: {
    readonly a: readonly string[]
    readonly b: readonly string[]
    readonly shift: readonly string[]
    readonly results: Readonly<Record<string, Readonly<Record<string, readonly Entry[]>>>>
  }
  readonly format: readonly (readonly [Columns, number[], op.DType, op.FormatOptions, string])[]
}

const special: Readonly<Record<string, number>> = { nan: Number.NaN, inf: Infinity, "-inf": -Infinity, "-0": -0 }
const numberOf = (x: Entry): number => (typeof x === "string" ? (special[x] as number) : x)
const complexOf = ([re = [], im = []]: Columns): Dynamic => op.complex(op.tensor(re.map(numberOf)), op.tensor(im.map(numberOf)) as never)
const library = op as Dynamic

/** Where NumPy and the standard leave a sign open, or where the standard is the better of both. */
const open: Readonly<Record<string, (re: number, im: number) => boolean>> = {
  exp: (re, im) => re === -Infinity && !Number.isFinite(im),
  exp2: (re, im) => re === -Infinity && !Number.isFinite(im),
  sin: (_, im) => Math.abs(im) === Infinity,
  sinh: (re) => Math.abs(re) === Infinity,
  asin: (re, im) => Number.isNaN(im) && Math.abs(re) === Infinity,
  tan: (_, im) => Math.abs(im) === Infinity,
  tanh: (re) => Math.abs(re) === Infinity,
  atan: (re, im) => Number.isNaN(im) && Math.abs(re) === Infinity,
}

/** The parts agree where they are finite to 4 ulp of the larger one, and else exactly. */
function agree(what: string, got: readonly number[], want: readonly number[], signs: boolean): void {
  const size = Math.max(...want.map((x) => (Number.isFinite(x) ? Math.abs(x) : 0)))
  want.forEach((w, k) => {
    const g = got[k] as number
    if (Number.isFinite(w) && (w !== 0 || size > 0) && Math.abs(g - w) <= 9e-16 * size && (w !== 0 || g !== 0)) return
    if (signs ? Object.is(g, w) : Math.abs(g) === Math.abs(w) || (g !== g && w !== w)) return
    throw new Error(`${what}: got ${got}, NumPy says ${want}`)
  })
}

const partsOf = (x: Dynamic): number[][] =>
  x.dtype === "bool"
    ? [x.toArray().map(Number)]
    : x.dtype.startsWith("complex")
      ? [op.real(x).toArray(), op.imag(x).toArray()]
      : [x.toArray()]

function compare(fn: string, got: number[][], want: Columns, place: (i: number) => string, isOpen: (i: number) => boolean): void {
  expect(got.length).toBe(want.length)
  want[0]?.forEach((_, i) => {
    const row = (columns: Columns): number[] => columns.map((column) => numberOf(column[i] as Entry))
    agree(`${fn}(${place(i)})`, row(got), row(want), !isOpen(i))
  })
}

describe("functions of complex numbers", () => {
  const z = complexOf(golden.z)
  for (const [fn, want] of Object.entries(golden.unary)) {
    it(`${fn} answers as NumPy does, infinities, NaN and signs of zeros included`, () => {
      const at = (i: number): number[] => golden.z.map((column) => numberOf(column[i] as Entry))
      compare(
        fn,
        partsOf(library[fn](z)),
        want,
        (i) => String(at(i)),
        (i) => open[fn]?.(at(i)[0] as number, at(i)[1] as number) ?? false,
      )
    })
    it(`${fn} keeps single precision`, () => {
      const wide = library[fn](z)
      expect(library[fn](op.astype(z, "complex64")).dtype).toBe(
        wide.dtype === "bool" ? "bool" : wide.dtype === "float64" ? "float32" : "complex64",
      )
    })
  }
  for (const [fn, want] of Object.entries(golden.binary)) {
    it(`${fn} answers as NumPy does`, () => {
      const y = library[fn](complexOf(golden.a), complexOf(golden.b))
      compare(
        fn,
        partsOf(y),
        want,
        (i) => `${golden.a.map((c) => c[i])}; ${golden.b.map((c) => c[i])}`,
        () => fn === "pow" || fn === "multiply",
      )
    })
  }
  const one = (fn: string, re: number, im: number): unknown => library[fn](op.complex(re, im)).item()
  it("log1p and expm1 are accurate near 0 and have the standard's special cases", () => {
    const z = op.complex(1.8618547542743648e-11, 5.0027363826581195e-11)
    agree("log1p", Object.values(op.log1p(z).item()), [1.861854754382169e-11, 5.0027363825649763e-11], true)
    expect(one("log1p", -1, 0)).toEqual({ re: -Infinity, im: 0 })
    expect(one("expm1", Infinity, 0)).toEqual({ re: Infinity, im: 0 })
    expect(one("expm1", -Infinity, Infinity)).toEqual({ re: -1, im: 0 })
    expect(one("expm1", Number.NaN, 0)).toEqual({ re: Number.NaN, im: 0 })
    expect(one("expm1", 1e-20, 1e-20)).toEqual({ re: 1e-20, im: 1e-20 })
  })
  it("log is accurate where the magnitude is nearly 1", () => {
    // log |z|² / 2 of the doubles 0.6 and 0.8, to twice the precision
    expect((op.log(op.complex(0.6, 0.8)).item() as Dynamic).re).toBeCloseTo(2.220446049250313e-17, 30)
  })
  it("sign is x / |x|, and 0 at 0", () => {
    expect(one("sign", 3, -4)).toEqual({ re: 0.6, im: -0.8 })
    expect(one("sign", 0, 0)).toEqual({ re: 0, im: 0 })
  })
  it("division neither overflows nor vanishes on the way", () => {
    expect(op.divide(op.complex(1e300, 1e300), op.complex(1e300, 1e300)).item()).toEqual({ re: 1, im: 0 })
    for (const k of [2 ** 660, 1, 2 ** -660]) expect(op.abs(op.complex(3 * k, 4 * k)).item()).toBe(5 * k)
    expect((op.sqrt(op.complex(1e308, 1e308)).item() as Dynamic).re).toBeCloseTo(1.0986841134678098e154, -140)
  })
  it("a number beside them is complex with imaginary part 0", () => {
    expect(op.add(op.complex(1, 2), 1).item()).toEqual({ re: 2, im: 2 })
    expect(op.divide(1, op.complex(0, 2)).item()).toEqual({ re: 0, im: -0.5 })
    expect(op.multiply(op.tensor([1, 2]), op.complex(0, 1)).toArray()).toEqual([
      { re: 0, im: 1 },
      { re: 0, im: 2 },
    ])
  })
})

describe("complex arrays as text", () => {
  golden.format.forEach(([columns, shape, dtype, options, want], i) => {
    it(`print as NumPy prints them, ${i}`, () => {
      const z = op.reshape(op.astype(complexOf(columns), dtype as never), shape as never) as Dynamic
      expect(shape.length === 0 ? String(z) : op.toText(z, camel(options))).toBe(want)
    })
  })
  const camel = (options: op.FormatOptions): op.FormatOptions => options
  it("show their parts in other forms", () => {
    const z = op.complex(op.tensor([1, 2]), op.tensor([0.5, -1]) as never) as Dynamic
    expect(JSON.stringify(z)).toBe('[{"re":1,"im":0.5},{"re":2,"im":-1}]')
    expect(op.toLatex(z)).toBe("\\begin{bmatrix} 1+0.5 i \\\\ 2-1 i \\end{bmatrix}")
    expect(op.toHTML(z)).toContain("2.-1.j")
    expect(z[Symbol.for("nodejs.util.inspect.custom")](2, {})).toBe("tensor([1.+0.5j, 2.-1.j ])")
  })
})

describe("64-bit integers", () => {
  const { a, b, shift, results } = golden.wide
  for (const [fn, byType] of Object.entries(results)) {
    for (const [dtype, want] of Object.entries(byType)) {
      it(`${fn} of ${dtype} is exact, wraps and rounds as in NumPy`, () => {
        const make = (list: readonly string[]): Dynamic =>
          op.astype(op.tensor(list.map(BigInt), { dtype: "int64" }) as never, dtype as never)
        const other = ["pow", "bitwiseLeftShift", "bitwiseRightShift"].includes(fn) ? make(shift) : make(b)
        const unary = ["negative", "abs", "sign", "square", "bitwiseInvert", "sort"].includes(fn)
        const y = unary ? library[fn](make(a)) : library[fn](make(a), other)
        expect(y.toArray().map((x: unknown) => (fn === "divide" ? x : typeof x === "boolean" ? String(Number(x)) : String(x)))).toEqual(
          want.map((x) => (fn === "divide" ? numberOf(x) : x)),
        )
      })
    }
  }
  const big = 2n ** 62n
  const code = (f: () => unknown): string => {
    try {
      f()
    } catch (error) {
      return op.isNablaError(error) ? error.code : String(error)
    }
    return "nothing was thrown"
  }
  it("keep the digits that numbers lose", () => {
    expect(op.tensor([2n ** 53n + 1n]).toArray()).toEqual([9007199254740993n])
    expect(op.equal(op.tensor([big + 1n]), op.tensor([big])).toArray()).toEqual([false])
    expect(op.less(op.tensor([2n ** 63n], { dtype: "uint64" }), op.tensor([-1n])).item()).toBe(false)
    expect(op.argmax(op.tensor([big, big + 1n, big])).item()).toBe(1)
    expect(op.searchsorted(op.tensor([big, big + 2n]), op.tensor([big + 1n])).toArray()).toEqual([1])
    expect(op.argsort(op.tensor([big + 1n, big])).toArray()).toEqual([1, 0])
    expect(op.uniqueValues(op.tensor([big + 1n, big, big + 1n])).toArray()).toEqual([big, big + 1n])
    expect(op.isin(op.tensor([big + 1n]), op.tensor([big])).toArray()).toEqual([false])
    expect(op.max(op.tensor([big, big + 1n])).item()).toBe(big + 1n)
    expect(op.clip(op.tensor([big + 1n]), 0, op.tensor(big)).toArray()).toEqual([big])
    expect(op.nonzero(op.tensor([0n, 5n]))[0]?.toArray()).toEqual([1])
    expect(op.countNonzero(op.tensor([0n, 5n])).item()).toBe(1)
  })
  it("are refused where numbers have lost digits already, or a type has no room", () => {
    expect(code(() => op.tensor([2 ** 60], { dtype: "int64" }))).toBe("integer-overflow")
    expect(code(() => op.add(op.tensor([1n]), 2 ** 60))).toBe("integer-overflow")
    expect(code(() => op.tensor([2n ** 63n]))).toBe("integer-overflow")
    expect(code(() => op.tensor([-1n], { dtype: "uint64" }))).toBe("integer-overflow")
    expect(code(() => op.tensor([2n ** 53n + 1n], { dtype: "float64" }))).toBe("integer-overflow")
    expect(code(() => op.tensor(BigInt64Array.of(2n ** 53n + 1n), { dtype: "float64" }))).toBe("integer-overflow")
    expect(code(() => op.tensor([1n, 0.5]))).toBe("dtype-mismatch")
    expect(code(() => op.tensor([1.5], { dtype: "int64" }))).toBe("integer-overflow")
  })
  it("take whole numbers beside bigints, and typed arrays", () => {
    expect(op.tensor([1n, 2]).dtype).toBe("int64")
    expect(op.tensor(BigUint64Array.of(3n)).dtype).toBe("uint64")
    expect(op.fromBuffer(new BigInt64Array(4), { shape: [2, 2] }).dtype).toBe("int64")
    expect(op.full([2], 7n).toArray()).toEqual([7n, 7n])
    expect(op.arange(3, { dtype: "int64" }).toArray()).toEqual([0n, 1n, 2n])
    expect(op.eye(2, null, { dtype: "uint64" }).toArray()).toEqual([
      [1n, 0n],
      [0n, 1n],
    ])
    expect(op.zerosLike(op.tensor([1n])).toArray()).toEqual([0n])
    expect(op.linspace(0, 4, 3, { dtype: "int64" }).toArray()).toEqual([0n, 2n, 4n])
  })
  it("become other types by their low bits, or by one rounding", () => {
    const x = op.tensor([2n ** 60n + 5n, -(2n ** 40n) - 3n, 2n ** 62n + 2n ** 38n + 1n])
    expect(op.astype(x, "int32").toArray()).toEqual([5, -3, 1])
    expect(op.astype(x, "uint8").toArray()).toEqual([5, 253, 1])
    expect(op.astype(op.at(x, "::-1") as never, "int16").toArray()).toEqual([1, -3, 5])
    expect(op.astype(x, "uint64").toArray()).toEqual([2n ** 60n + 5n, 2n ** 64n - 2n ** 40n - 3n, 2n ** 62n + 2n ** 38n + 1n])
    // halfway between two float32 but for the last bit, which a float64 does not hold
    expect((op.at as Dynamic)(op.astype(x, "float32"), 2).item()).toBe(2 ** 62 + 2 ** 39)
    expect(op.astype(op.tensor([Number.NaN, -1.5, 2 ** 63]), "int64").toArray()).toEqual([0n, -1n, -(2n ** 63n)])
  })
  it("sum without wrapping", () => {
    expect(op.sum(op.tensor([big, big - 1n])).item()).toBe(2n ** 63n - 1n)
    expect(code(() => op.sum(op.tensor([big, big])))).toBe("integer-overflow")
    expect(op.sum(op.tensor([big, big]), { dtype: "float64" }).item()).toBe(2 ** 63)
    expect(code(() => op.prod(op.tensor([big, 4n])))).toBe("integer-overflow")
    expect(op.prod(op.tensor([big, 4n, 0n])).item()).toBe(0n)
    expect(code(() => op.cumulativeSum(op.tensor([big, big])))).toBe("integer-overflow")
    expect(op.sum(op.tensor([3n, 4n], { dtype: "uint64" })).dtype).toBe("uint64")
    expect(op.mean(op.tensor([1n, 2n])).item()).toBe(1.5)
    expect(op.sum(op.tensor([1, 2], { dtype: "int32" }), { dtype: "int64" }).item()).toBe(3n)
  })
  it("index, and are indexed", () => {
    const at = op.tensor([2n, -1n])
    expect(op.take(op.tensor([10, 20, 30]), at).toArray()).toEqual([30, 30])
    expect((op.at as Dynamic)(op.tensor([10, 20, 30]), at).toArray()).toEqual([30, 30])
    expect((op.at as Dynamic)(op.tensor([1n, 2n, 3n]), "::-1").toArray()).toEqual([3n, 2n, 1n])
    expect((op.withValue as Dynamic)(op.tensor([1n, 2n]), 0, 9).toArray()).toEqual([9n, 2n])
    expect((op.withValue as Dynamic)(op.tensor([1n, 2n]), 0, op.tensor(big)).toArray()).toEqual([big, 2n])
  })
  it("meet others as the standard says", () => {
    const i = op.tensor([1n])
    expect(code(() => op.bitwiseAnd(i, op.astype(i, "uint64") as never))).toBe("dtype-mismatch")
    expect(op.add(i, op.tensor([1], { dtype: "uint8" })).dtype).toBe("int64")
    expect(op.add(i, op.astype(i, "uint64")).dtype).toBe("float64")
    expect(op.add(i, op.tensor([1], { dtype: "float32" })).dtype).toBe("float64")
    expect(op.add(i, op.complex(1, 2)).toArray()).toEqual([{ re: 2, im: 2 }])
    expect(op.add(i, 0.5).toArray()).toEqual([1.5])
    expect(op.where(op.tensor([true, false]), i, 0).toArray()).toEqual([1n, 0n])
    expect(op.matmul(op.tensor([[big, 1n]]), op.tensor([2n, 3n])).toArray()).toEqual([-(2n ** 63n) + 3n])
  })
  it("print, inspect and leave as JSON", () => {
    const x = op.tensor([[1n, -20n]]) as Dynamic
    expect(String(x)).toBe("[[  1 -20]]")
    expect(x[Symbol.for("nodejs.util.inspect.custom")](2, {})).toBe("tensor([[  1, -20]], dtype=int64)")
    expect(JSON.stringify(x)).toBe('[["1","-20"]]')
    expect(String(op.tensor(5n))).toBe("5")
  })
})

describe("making complex tensors", () => {
  it("from literals, typed arrays, numbers and memory", () => {
    expect(
      op
        .tensor([
          [{ re: 1, im: 2 }, 3],
          [4, { re: 0, im: -1 }],
        ])
        .toArray(),
    ).toEqual([
      [
        { re: 1, im: 2 },
        { re: 3, im: 0 },
      ],
      [
        { re: 4, im: 0 },
        { re: 0, im: -1 },
      ],
    ])
    expect(op.tensor([1, 2], { dtype: "complex64" }).dtype).toBe("complex64")
    expect(op.tensor(new Float32Array([1, 2]), { dtype: "complex64" }).toArray()).toEqual([
      { re: 1, im: 0 },
      { re: 2, im: 0 },
    ])
    const memory = new Float64Array([1, 2, 3, 4])
    const z = op.fromBuffer(memory, { dtype: "complex128" })
    expect(z.toArray()).toEqual([
      { re: 1, im: 2 },
      { re: 3, im: 4 },
    ])
    memory[1] = 9
    expect(op.imag(z).toArray()).toEqual([9, 4])
    expect(op.fromBuffer(memory.buffer, { dtype: "complex128", shape: [1], offset: 16 }).toArray()).toEqual([{ re: 3, im: 4 }])
    expect(op.zeros([2], { dtype: "complex128" }).data).toEqual(new Float64Array(4))
    expect(op.full([1], { re: 1, im: 2 }).toArray()).toEqual([{ re: 1, im: 2 }])
    expect(op.fullLike(z, { re: 1, im: 2 }).shape).toEqual([2])
    expect(op.onesLike(z).toArray()).toEqual([
      { re: 1, im: 0 },
      { re: 1, im: 0 },
    ])
    expect(op.eye(1, null, { dtype: "complex64" }).toArray()).toEqual([[{ re: 1, im: 0 }]])
    expect(op.tensor(z).dtype).toBe("complex128")
    expect(op.tensor([op.complex(1, 2), { re: 3, im: 4 }] as never).shape).toEqual([2])
    expect(op.arange(2, { dtype: "complex128" }).toArray()).toEqual([
      { re: 0, im: 0 },
      { re: 1, im: 0 },
    ])
  })
  it("line them up", () => {
    expect(op.linspace({ re: 0, im: 0 }, { re: 2, im: -4 }, 3).toArray()).toEqual([
      { re: 0, im: 0 },
      { re: 1, im: -2 },
      { re: 2, im: -4 },
    ])
    expect(op.linspace(0, { re: 1, im: 1 }, 3, { dtype: "complex64", endpoint: false }).dtype).toBe("complex64")
    expect(() => op.linspace(0, { re: 1, im: 1 }, 3, { dtype: "float64" })).toThrow(/complex128/)
  })
  it("is refused for real types, and conversion to real asks which part", () => {
    expect(() => op.tensor([{ re: 1, im: 2 }], { dtype: "float64" })).toThrow(/complex/)
    expect(() => op.astype(op.complex(1, 2), "float64")).toThrow(/real\(x\)/)
    expect(() => op.complex(op.complex(1, 2) as never, 1)).toThrow(/parts must be real/)
    expect(op.astype(op.tensor([{ re: 0, im: 2 }, 0]), "bool").toArray()).toEqual([true, false])
  })
  it("answers questions about types", () => {
    expect(op.isdtype("complex64", "complex floating")).toBe(true)
    expect(op.isdtype("complex64", "numeric")).toBe(true)
    expect(op.isdtype("complex64", "real floating")).toBe(false)
    expect(op.isdtype("int64", ["signed integer", "bool"])).toBe(true)
    expect(op.finfo("complex64").eps).toBe(2 ** -23)
    expect(op.finfo("complex128").dtype).toBe("float64")
    expect(op.iinfo("int64").max).toBe(9223372036854775807n)
    expect(op.iinfo("uint64").max).toBe(18446744073709551615n)
    expect(op.resultType("int64", "uint64")).toBe("float64")
    expect(op.resultType("float64", "complex64")).toBe("complex128")
    expect(op.canCast("float32", "complex64")).toBe(true)
    expect(op.canCast("complex64", "float64")).toBe(false)
    expect(op.canCast("int64", "uint64")).toBe(false)
  })
  it("reduces, joins and reads them", () => {
    const z = op.tensor([
      [
        { re: 1, im: 1 },
        { re: 0, im: 2 },
      ],
      [3, 0],
    ])
    expect(op.sum(z).item()).toEqual({ re: 4, im: 3 })
    expect(op.prod(z, { axis: 1 }).toArray()).toEqual([
      { re: -2, im: 2 },
      { re: 0, im: 0 },
    ])
    expect(op.cumulativeProd(z, { axis: 0 }).toArray()[1]).toEqual([
      { re: 3, im: 3 },
      { re: 0, im: 0 },
    ])
    expect(op.any(z, { axis: 1 }).toArray()).toEqual([true, true])
    expect(op.all(z, { axis: 1 }).toArray()).toEqual([true, false])
    expect(op.countNonzero(z).item()).toBe(3)
    expect(op.mean(z).item()).toEqual({ re: 1, im: 0.75 })
    expect((op.at as Dynamic)(z, 0, 1).item()).toEqual({ re: 0, im: 2 })
    expect((op.withValue as Dynamic)(z, [0, 0], op.complex(5, 6)).toArray()[0][0]).toEqual({ re: 5, im: 6 })
    expect(op.concat([z, op.zeros([1, 2])]).shape).toEqual([3, 2])
    expect(() => op.max(z)).toThrow(/not defined for complex numbers/)
    expect(() => op.sort(z)).toThrow(/not defined for complex numbers/)
    expect(op.allclose(z, z)).toBe(true)
    expect(op.tril(z).toArray()[0]?.[1]).toEqual({ re: 0, im: 0 })
    expect(op.vecdot(op.tensor([{ re: 0, im: 1 }]), op.tensor([{ re: 0, im: 1 }])).item()).toEqual({ re: 1, im: 0 })
  })
})
