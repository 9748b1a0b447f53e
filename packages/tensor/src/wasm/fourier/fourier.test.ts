import { asTensor, fft, imag, type NDArray, permuteDims, real, wrapArray } from "@nablajs/core"
import { afterEach, describe, expect, test } from "vitest"
import "../index.ts"
import { limitLevel } from "../level.ts"

afterEach(() => limitLevel("relaxed"))

type Any = never
const transforms = fft as unknown as Record<string, (x: unknown, options: object) => Any>

function noise(shape: readonly number[], seed: number, dtype: "float32" | "float64" = "float64"): NDArray {
  let state = seed
  const count = shape.reduce((a, b) => a * b, 1)
  const numbers = Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state / 2 ** 31
  })
  return wrapArray(dtype, shape as number[], dtype === "float64" ? numbers : Float32Array.from(numbers))
}

const parts = (y: Any): number[] => [real(y), imag(y)].flatMap((x) => Array.from((x as unknown as NDArray).data as Float64Array))
const norm = (x: readonly number[]): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0))

/** The largest difference from the plain kernel's answer, over the length of that, and the answer itself. */
function difference(compute: () => Any): { readonly error: number; readonly size: number } {
  const quick = parts(compute())
  limitLevel("none")
  const plain = parts(compute())
  limitLevel("relaxed")
  expect(quick.length).toBe(plain.length)
  const error = norm(quick.map((x, k) => x - (plain[k] as number))) / norm(plain)
  return { error, size: quick.length }
}

const lengths = [
  ...[2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 24, 25, 27, 30, 32, 45, 48, 60, 64, 75, 90, 96, 100, 125, 128, 243, 250, 256, 360, 500, 512],
  ...[7, 14, 101, 202, 509, 1000, 1018, 1024, 2025, 2048, 4093, 8192],
]

describe.each(["simd", "relaxed"] as const)("At level %s", (level) => {
  test.each(lengths)("transforms of length %d of all kinds are those of the plain kernels, along any axis", (n) => {
    limitLevel(level)
    const rows = Math.max(3, Math.ceil(600 / n))
    for (const shape of [
      [rows, n],
      [n, rows],
      [2, n, rows],
    ]) {
      const axis = shape.indexOf(n)
      const [x, z] = [asTensor(noise(shape, n)), asTensor(noise(shape, n + 1))]
      const complex = fft.fft(x as Any, { axis: 0 } as Any)
      for (const name of ["fft", "ifft", "rfft", "ihfft", "irfft", "hfft"]) {
        const given = name === "rfft" || name === "ihfft" ? [x, z] : [x, complex]
        for (const one of given) {
          const odd = name === "irfft" || name === "hfft" ? [{ axis, n: 2 * n - 1 }] : []
          for (const options of [{ axis }, { axis, norm: "ortho" }, ...odd]) {
            expect(difference(() => (transforms[name] as (typeof transforms)["fft"])(one, options)).error).toBeLessThan(3e-15)
          }
        }
      }
    }
  })
})

test("many columns are transformed some at a time, the last ones fewer", () => {
  for (const [n, inner] of [
    [512, 77],
    [300, 131],
    [97, 520],
  ] as const) {
    const x = asTensor(noise([2, n, inner], n))
    for (const name of ["fft", "rfft", "irfft", "ifft"]) {
      const options = { axis: 1, ...(name === "irfft" && { n: 2 * n - 1 }) }
      expect(difference(() => (transforms[name] as (typeof transforms)["fft"])(x, options)).error).toBeLessThan(3e-15)
    }
  }
})

test("float32 is computed in float64 and rounded once", () => {
  const x = asTensor(noise([30, 100], 3, "float32"))
  expect(difference(() => fft.rfft(x as Any) as Any).error).toBeLessThan(3e-8)
  expect((real(fft.fft(x as Any) as Any) as unknown as NDArray).dtype).toBe("float32")
})

test("views are transformed as what they show", () => {
  const x = permuteDims(asTensor(noise([64, 50], 5)) as Any, [1, 0] as Any)
  for (const axis of [0, 1]) expect(difference(() => fft.fft2(x as Any) as Any).error + axis).toBeLessThan(axis + 3e-15)
})

test("a transform and its inverse give back what they were given", () => {
  for (const n of [1024, 1000, 1009, 65536]) {
    const x = noise([n], n)
    const back = fft.irfft(fft.rfft(asTensor(x) as Any) as Any, { n } as Any) as unknown as NDArray
    const error = norm(Array.from(back.data, (v, k) => (v as number) - (x.data[k] as number))) / norm(Array.from(x.data))
    expect(error).toBeLessThan(1e-15)
  }
})
