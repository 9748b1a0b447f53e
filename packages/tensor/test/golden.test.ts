// Every case of NumPy's answers; see golden/README.md for what a case is.
import { readFileSync } from "node:fs"
import { astype, at, broadcastTo, type DType, matmul, type NDArray, permuteDims, reshape, slice, wrapArray } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import * as api from "../src/index.ts"

interface Case {
  readonly fn: string
  readonly args?: readonly unknown[]
  readonly kw?: Readonly<Record<string, unknown>>
  readonly out?: unknown
  readonly throws?: string
  readonly identity?: string
  readonly build?: { readonly full: number[]; readonly value: number; readonly dtype: DType }
  readonly view?: readonly (readonly [string, unknown])[]
  readonly tol?: string
  readonly note?: string
}

interface Encoded {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data: readonly (number | boolean | string)[]
}

// biome-ignore lint/suspicious/noExplicitAny: the cases call operations by name
type Dynamic = any

const special: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
  "-0": -0,
}
const numberOf = (x: number | boolean | string): number => (typeof x === "string" ? (special[x] as number) : Number(x))
const isEncoded = (x: unknown): x is Encoded => typeof x === "object" && x !== null && "dtype" in x && "data" in x

function decode(x: unknown): Dynamic {
  if (isEncoded(x)) {
    const dtype = x.dtype === "int64" ? "int32" : x.dtype
    return astype(wrapArray("float64", x.shape, Float64Array.from(x.data, numberOf)) as never, dtype as never)
  }
  if (Array.isArray(x)) return x.map(decode)
  if (typeof x === "object" && x !== null && "slice" in x) return slice(...(x.slice as [number, number, number]))
  if (typeof x === "object" && x !== null && "ellipsis" in x) return "..."
  return typeof x === "string" && x in special ? special[x] : x
}

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const renamed: Readonly<Record<string, string>> = { var: "variance", gammaln: "lgamma" }
const functionOf = (fn: string): Dynamic => {
  const name = fn.replace(/^linalg\./, "")
  const f = (api as Dynamic)[renamed[name] ?? camel(name)]
  if (f === undefined) throw new Error(`no ${fn}`)
  return f
}

const views: Readonly<Record<string, (x: Dynamic, parameter: Dynamic) => Dynamic>> = {
  permute_dims: (x, axes) => permuteDims(x, axes),
  getitem: (x, key) => at(x, ...([decode(key)].flat() as never)),
  broadcast_row: (x, n) => broadcastTo(at(x, 0 as never), [...n, ...x.shape.slice(1)] as never),
}

/** Several results come as a record in the standard's order, or as a list. */
const listOf = (result: Dynamic): Dynamic[] => (Array.isArray(result) ? result : Object.values(result))

function call(test: Case): Dynamic {
  if (test.build) return functionOf(test.fn)(api.full(test.build.full, test.build.value, { dtype: test.build.dtype }), ...options(test))
  const args: Dynamic[] = (test.args ?? []).map(decode)
  for (const [operation, parameter] of test.view ?? []) args[0] = (views[operation] as Dynamic)(args[0], parameter)
  if (test.fn === "getitem") return (at as Dynamic)(args[0], ...args[1])
  if (test.fn === "setitem") return (api.withValue as Dynamic)(args[0], args[1], args[2])
  return functionOf(test.fn)(...args, ...options(test))
}

const options = (test: Case): Dynamic[] => {
  if (test.kw === undefined) return []
  const entries = Object.entries(test.kw).map(([key, value]) => [camel(key), value === null ? null : decode(value)])
  return [
    Object.fromEntries(
      entries.filter(([key, value]) => !(value === null && key !== "axis") && !(value === null && test.fn === "cumulative_sum")),
    ),
  ]
}

// Only here does the standard fix the sign of a zero.
const signed = new Set(
  "abs negative positive ceil floor trunc round sqrt sin tan asin atan sinh tanh asinh atanh expm1 log1p add subtract multiply divide copysign atan2 reciprocal".split(
    " ",
  ),
)

const bits = new DataView(new ArrayBuffer(8))
function ordinal(x: number, single: boolean): bigint {
  if (single) bits.setFloat32(0, x)
  else bits.setFloat64(0, x)
  const raw = single ? BigInt(bits.getInt32(0)) : bits.getBigInt64(0)
  return raw < 0n ? -(raw & (single ? 0x7fffffffn : 0x7fffffffffffffffn)) : raw
}

function check(test: Case, got: Dynamic, want: Encoded): void {
  const tolerance = test.tol ?? "exact"
  const array = (typeof got === "number" ? reshape(got as never, [] as never) : got) as NDArray
  const index = tolerance === "index" && want.dtype === "int64"
  expect(array.dtype, "dtype").toBe(index || want.dtype === "int64" ? "int32" : want.dtype)
  expect([...array.shape], "shape").toEqual(want.shape)
  const single = want.dtype === "float32"
  const expected = want.data.map(numberOf).map((x) => (single ? Math.fround(x) : x))
  const scale = Math.max(0, ...expected.filter(Number.isFinite).map(Math.abs))
  const [kind, amount] = tolerance.split(":") as [string, string?]
  array.data.forEach((x: number, i: number) => {
    const y = expected[i] as number
    if (x === y || (Number.isNaN(x) && Number.isNaN(y))) {
      if (x === 0 && signed.has(test.fn)) expect(Object.is(x, -0), `sign of zero at ${i}`).toBe(Object.is(y, -0))
      return
    }
    if (kind === "ulp" && Number.isFinite(x) && Number.isFinite(y)) {
      const apart = ordinal(x, single) - ordinal(y, single)
      if ((apart < 0n ? -apart : apart) <= BigInt(amount as string)) return
    } else if (kind === "rel" && Math.abs(x - y) <= Number(amount) * scale) return
    else if (kind === "abs" && Math.abs(x - y) <= Number(amount)) return
    expect.fail(`element ${i}: got ${x}, NumPy says ${y} (${tolerance})`)
  })
}

const product = (a: Dynamic, b: Dynamic): Dynamic => matmul(a, b)
const mT = (x: Dynamic): Dynamic => api.matrixTranspose(x)

function near(got: Dynamic, want: Dynamic, tolerance: number): void {
  const difference = api.max(api.abs(api.subtract(got, want) as never) as never) as Dynamic
  const scale = Math.max(1, (api.max(api.abs(want) as never) as Dynamic).item())
  expect(difference.item()).toBeLessThanOrEqual(tolerance * scale)
}

/** The factors multiply to the matrix, and are what they are called. */
function checkIdentity(test: Case): void {
  const a = decode(test.args?.[0])
  const tolerance = Number((test.tol as string).split(":")[1])
  const unit = (x: Dynamic): void =>
    near(
      product(mT(x), x),
      broadcastTo(api.eye(x.shape.at(-1)) as never, [...x.shape.slice(0, -2), x.shape.at(-1), x.shape.at(-1)] as never),
      tolerance,
    )
  if (test.fn === "linalg.qr") {
    const { q, r } = api.qr(a) as Dynamic
    near(product(q, r), a, tolerance)
    unit(q)
    expect(api.tril(r, { k: -1 }).data.every((x: number) => x === 0)).toBe(true)
  } else if (test.fn === "linalg.svd") {
    const { u, s, vh } = api.svd(a, { fullMatrices: false }) as Dynamic
    near(product(api.multiply(u, api.expandDims(s, -2 as never)), vh), a, tolerance)
    unit(u)
    unit(mT(vh))
    const drops = api.diff(s) as Dynamic
    expect(drops.data.every((x: number) => x <= 0) && s.data.every((x: number) => x >= 0)).toBe(true)
    const whole = api.svd(a) as Dynamic
    unit(whole.u)
    unit(mT(whole.vh))
  } else {
    const { eigenvalues, eigenvectors } = api.eigh(a) as Dynamic
    near(
      product(product(eigenvectors, api.multiply(api.expandDims(eigenvalues, -1 as never), mT(eigenvectors))), api.eye(a.shape.at(-1))),
      a,
      tolerance,
    )
    unit(eigenvectors)
    expect((api.diff(eigenvalues) as Dynamic).data.every((x: number) => x >= 0)).toBe(true)
  }
}

function run(test: Case): void {
  if (test.throws !== undefined) {
    expect(() => call(test), test.throws).toThrow(api.NablaError)
    return
  }
  if (test.identity !== undefined) {
    checkIdentity(test)
    return
  }
  const result = call(test)
  if (isEncoded(test.out)) check(test, result, test.out)
  else if (test.fn === "broadcast_shapes") expect(result).toEqual(test.out)
  else (test.out as Encoded[]).forEach((want, i) => check(test, listOf(result)[i], want))
}

const files = [
  "creation",
  "elementwise-unary",
  "elementwise-binary",
  "reductions",
  "manipulation",
  "indexing",
  "strided-views",
  "sorting",
  "linalg",
]

for (const file of files) {
  const { cases } = JSON.parse(readFileSync(new URL(`./golden/${file}.json`, import.meta.url), "utf8")) as { cases: Case[] }
  describe(`${file} answers as NumPy does`, () => {
    cases.forEach((test, i) => it(`${test.fn} ${i}${test.note ? `: ${test.note}` : ""}`, () => run(test)))
  })
}
