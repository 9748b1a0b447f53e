import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { wrapArray } from "../array.ts"
import { symbol } from "../expr.ts"
import { imag, real } from "../primitives/cast.ts"
import { complex } from "../primitives/complex.ts"
import type { Tensor } from "../types/index.ts"
import * as fft from "./index.ts"

type Loose = (x: unknown, options?: unknown) => Tensor
const transforms = fft as unknown as Readonly<Record<string, Loose>>
const matrix = (rows: readonly (readonly number[])[]): Tensor =>
  wrapArray("float64", [rows.length, (rows[0] as readonly number[]).length], Float64Array.from(rows.flat())) as unknown as Tensor

const x = matrix([
  [1, 2, -1, 0.5, 3],
  [0, 4, 1, -2, 2.5],
])
const z = complex(
  x as never,
  matrix([
    [0.5, -1, 2, 0, 1],
    [3, 1, -1, 2, 0],
  ]) as never,
) as unknown as Tensor

type Numbers = readonly (readonly number[])[]
type Answer = Numbers | { readonly re: Numbers; readonly im: Numbers }

// what NumPy 2.4 answers for the same numbers
const cases = JSON.parse(readFileSync(new URL("./golden.json", import.meta.url), "utf8")) as [string, string, object, Answer][]

const closeTo = (got: unknown, want: Numbers): void => {
  const rows = got as number[][]
  expect([rows.length, (rows[0] as number[]).length]).toEqual([want.length, (want[0] as readonly number[]).length])
  want.forEach((row, i) => {
    row.forEach((v, j) => {
      expect((rows[i] as number[])[j]).toBeCloseTo(v, 10)
    })
  })
}

test.each(cases)("%s of %s with %o is NumPy's", (name, which, options, want) => {
  const y = (transforms[name] as Loose)(which === "x" ? x : z, options)
  if (Array.isArray(want)) {
    expect(y.dtype).toBe("float64")
    closeTo(y.toArray(), want)
  } else {
    expect(y.dtype).toBe("complex128")
    closeTo((real(y as never) as Tensor).toArray(), (want as { re: Numbers }).re)
    closeTo((imag(y as never) as Tensor).toArray(), (want as { im: Numbers }).im)
  }
})

test("terms with named sizes are transformed where no factor depends on the size", () => {
  const term = symbol("x", ["n"]) as unknown as Tensor
  expect(fft.fft(term).shape).toEqual(["n"])
  expect(fft.ifft(term, { norm: "forward" }).dtype).toBe("complex128")
  expect(() => fft.ifft(term)).toThrow("ifft: axis 0 must have a number as its size, got shape [n]")
  expect(() => fft.rfft(term)).toThrow("must have a number")
  expect(fft.irfft(symbol("y", [4]) as unknown as Tensor).shape).toEqual([6])
})

test("single precision stays single, everything else becomes double", () => {
  const single = wrapArray("float32", [4], Float32Array.of(1, 2, 3, 4)) as unknown as Tensor
  const whole = wrapArray("int16", [4], Int16Array.of(1, 2, 3, 4)) as unknown as Tensor
  const types = (...values: unknown[]): unknown[] => values.map((v) => (v as Tensor).dtype)
  expect(types(fft.fft(single), fft.rfft(single), fft.irfft(single), fft.hfft(single))).toEqual([
    "complex64",
    "complex64",
    "float32",
    "float32",
  ])
  expect(types(fft.fft(whole), fft.rfft(whole), fft.irfft(whole))).toEqual(["complex128", "complex128", "float64"])
})

test("other axes may be empty, the transformed one may not", () => {
  const empty = wrapArray("float64", [0, 3], new Float64Array(0)) as unknown as Tensor
  expect(fft.fft(empty).shape).toEqual([0, 3])
  expect(fft.rfft(empty).shape).toEqual([0, 2])
  expect(fft.irfft(empty).shape).toEqual([0, 4])
  expect(() => fft.fft(empty, { axis: 0 })).toThrow("nothing to transform")
  expect(fft.fft(empty, { axis: 0, n: 2 }).toArray()).toEqual(Array.from({ length: 2 }, () => Array(3).fill({ re: 0, im: 0 })))
  expect(() => fft.irfft(wrapArray("float64", [1], Float64Array.of(1)) as never)).toThrow("nothing to transform")
})

test("what cannot be transformed is refused by name", () => {
  expect(() => fft.fft(x, { n: 0 })).toThrow("fft: the length n is a whole number from 1 up, got 0")
  expect(() => fft.fft(x, { n: 2.5 })).toThrow("whole number")
  expect(() => (fft.fft as Loose)(x, { axis: 2 })).toThrow("axis 2")
  expect(() => fft.fft(1)).toThrow("axis")
  expect(() => (fft.fft as Loose)(x, { norm: "both" })).toThrow('norm is "backward", "ortho" or "forward", got both')
  expect(() => (fft.fft as Loose)(x, { size: 3 })).toThrow('no option "size"')
  expect(() => fft.rfft(z)).toThrow("rfft: expected real numbers, got complex128")
  expect(() => fft.fftn(x, { s: [2], axes: [0, 1] })).toThrow("fftn: 1 lengths in s for 2 axes")
  expect(() => (transforms.fftn as Loose)(x, { axes: 1 })).toThrow("fftn: s and axes are lists of numbers, got 1; write [1]")
  expect(() => (transforms.rfft2 as Loose)(x, { s: 4 })).toThrow("write [4]")
  expect(() => fft.rfftn(x, { axes: [] })).toThrow("at least one axis")
  expect(() => fft.fft2(wrapArray("float64", [3], Float64Array.of(1, 2, 3)) as never)).toThrow("axis -2")
})

test("lengths may be given without axes, which are then the last ones; −1 leaves a length", () => {
  expect(fft.fftn(x, { s: [3] }).shape).toEqual([2, 3])
  expect(fft.fftn(x, { s: [3, -1] }).shape).toEqual([3, 5])
})

test("frequencies and their order", () => {
  expect(fft.fftfreq(5, { d: 0.1 }).toArray()).toEqual([0, 2, 4, -4, -2])
  expect(fft.fftfreq(4).toArray()).toEqual([0, 0.25, -0.5, -0.25])
  expect(fft.rfftfreq(5, { d: 0.1 }).toArray()).toEqual([0, 2, 4])
  expect(fft.rfftfreq(4, { dtype: "float32" }).dtype).toBe("float32")
  expect(() => fft.fftfreq(0)).toThrow("whole number")
  expect(() => fft.fftfreq(4, { dtype: "int32" as never })).toThrow("float64 or float32")
  expect(fft.fftshift(x, { axes: 1 }).toArray()).toEqual([
    [0.5, 3, 1, 2, -1],
    [-2, 2.5, 0, 4, 1],
  ])
  expect(fft.ifftshift(fft.fftshift(x)).toArray()).toEqual(x.toArray())
  expect(fft.fftshift(fft.fftfreq(4)).toArray()).toEqual([-0.5, -0.25, 0, 0.25])
})

test.each([
  [4096, 300],
  [128, 512],
  [129, 512],
])("%i × %i numbers, whose columns are transformed in blocks, give what rows give", (rows, columns) => {
  const values = Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(i * i))
  const across = Float64Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)] as number)
  const numbers = (shape: number[], data: Float64Array): Tensor => wrapArray("float64", shape, data) as unknown as Tensor
  const p = real(fft.rfft(numbers([rows, columns], values), { axis: 0 }) as never) as unknown as Tensor<"float64">
  const q = real(fft.rfft(numbers([columns, rows], across)) as never) as unknown as Tensor<"float64">
  const [u, v] = [p.data, q.data]
  const half = (rows >> 1) + 1
  let worst = 0
  for (let k = 0; k < half; k++)
    for (let j = 0; j < columns; j++) worst = Math.max(worst, Math.abs((u[k * columns + j] as number) - (v[j * half + k] as number)))
  expect(worst).toBeLessThan(1e-11)
})

test("transforms of views are those of copies", () => {
  const flipped = wrapArray("float64", [5], Float64Array.of(1, 2, 4, 8, 16))
  const view = new (flipped.constructor as new (...args: unknown[]) => Tensor)("float64", [3], 3, [-2], flipped.buffer, 4, false)
  expect((real(fft.fft(view) as never) as Tensor).toArray()).toEqual(
    (real(fft.fft(wrapArray("float64", [3], Float64Array.of(16, 4, 1)) as never) as never) as Tensor).toArray(),
  )
})
