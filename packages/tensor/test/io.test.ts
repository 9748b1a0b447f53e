// Files that NumPy wrote, files that this library writes, and damaged ones.
import { readFileSync } from "node:fs"
import { dtypes } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import {
  arange,
  astype,
  type DType,
  fromNpy,
  fromNpz,
  isNablaError,
  reshape,
  type Tensor,
  tensor,
  toNpy,
  toNpz,
  transpose,
  zeros,
} from "../src/index.ts"

const golden = JSON.parse(readFileSync(new URL("./golden/npy.json", import.meta.url), "utf8")) as {
  npy: [string, unknown, number[]][]
  npz: string[]
}
const bytesOf = (text: string): Uint8Array => Uint8Array.from(atob(text), (c) => c.charCodeAt(0))

const message = async (f: () => unknown): Promise<string> => {
  try {
    await f()
  } catch (error) {
    return isNablaError(error) ? error.message : `not ours: ${String(error)}`
  }
  return "nothing was thrown"
}

describe("NPY", () => {
  golden.npy.forEach(([file, values, shape], i) => {
    it(`reads what NumPy wrote, ${i}`, () => {
      const x = fromNpy(bytesOf(file))
      expect(x.shape).toEqual(shape)
      // 64-bit integers come as bigints
      expect(JSON.parse(JSON.stringify(astype(x, x.dtype.endsWith("int64") ? "float64" : x.dtype)))).toEqual(values)
    })
  })

  it("reads and writes 64-bit integers to the last digit", () => {
    for (const [dtype, text] of [
      ["int64", "<i8"],
      ["uint64", "<u8"],
    ] as const) {
      const x = tensor([2n ** 63n - 1n, 3n], { dtype })
      expect(new TextDecoder("latin1").decode(toNpy(x))).toContain(text)
      expect(fromNpy(toNpy(x)).toArray()).toEqual([9223372036854775807n, 3n])
    }
  })

  it("reads and writes complex numbers", () => {
    for (const dtype of ["complex64", "complex128"] as const) {
      const z = tensor([[{ re: 1, im: 2 }], [{ re: -0.5, im: 0 }]], { dtype })
      const back = fromNpy(toNpy(z))
      expect([back.dtype, back.shape, back.toArray()]).toEqual([dtype, [2, 1], z.toArray()])
    }
  })

  for (const dtype of Object.keys(dtypes) as DType[]) {
    it(`keeps ${dtype} on the way out and back`, () => {
      const x = tensor(
        [
          [1, 0, 1],
          [0, 1, 1],
        ],
        { dtype },
      )
      const y = fromNpy(toNpy(x))
      expect([y.dtype, y.toArray()]).toEqual([dtype, x.toArray()])
    })
  }

  it("writes views, scalars and empty tensors, with the elements aligned", () => {
    const view = transpose(reshape(arange(6), [2, 3]))
    expect(fromNpy(toNpy(view)).toArray()).toEqual(view.toArray())
    expect(fromNpy(toNpy(tensor(5))).item()).toBe(5)
    expect(fromNpy(toNpy(zeros([0, 2]))).shape).toEqual([0, 2])
    expect((toNpy(tensor([1])).length - 8) % 64).toBe(0)
  })

  it("names the byte where a file goes wrong, and takes no memory for promises", async () => {
    const good = toNpy(arange(4))
    expect(await message(() => fromNpy(good.slice(0, 4)))).toContain("byte 4")
    expect(await message(() => fromNpy(good.slice(0, 40)))).toContain("byte 40")
    expect(await message(() => fromNpy(good.slice(0, -1)))).toContain("needs 32 bytes")
    expect(await message(() => fromNpy(new Uint8Array(200)))).toContain("byte 0")
    const huge = new TextEncoder().encode("{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999, 9999), }")
    expect(await message(() => fromNpy(Uint8Array.of(...good.slice(0, 8), huge.length, 0, ...huge)))).toContain("needs")
    const text = (s: string): Uint8Array => Uint8Array.of(...good.slice(0, 8), s.length, 0, ...new TextEncoder().encode(s))
    expect(await message(() => fromNpy(text("{'descr': '<U8', 'fortran_order': False, 'shape': (1,), }")))).toContain(
      "cannot read the header",
    )
    expect(await message(() => fromNpy(text("{'descr': '<m8', 'fortran_order': False, 'shape': (1,), }")))).toContain("<m8")
    expect(await message(() => fromNpy(text("{'descr': [('a', '<f8')], 'shape': (1,), }")))).toContain("cannot read the header")
  })
})

describe("NPZ", () => {
  it("reads packed and plain archives", async () => {
    for (const file of golden.npz) {
      const { a, b } = (await fromNpz(bytesOf(file))) as { a: Tensor; b: Tensor }
      expect([a.toArray(), b.dtype]).toEqual([
        [
          [0, 1, 2],
          [3, 4, 5],
        ],
        "float32",
      ])
    }
  })

  it("writes archives that it reads", async () => {
    const { weights, ü } = (await fromNpz(toNpz({ weights: arange(3), ü: tensor([true]) }))) as { weights: Tensor; ü: Tensor }
    expect([weights.toArray(), ü.toArray()]).toEqual([[0, 1, 2], [true]])
    expect(Object.keys(await fromNpz(toNpz({})))).toEqual([])
  })

  it("refuses damage", async () => {
    const good = toNpz({ a: arange(3) })
    expect(await message(() => fromNpz(good.slice(0, 60)))).toContain("no NPZ file")
    const flipped = good.slice()
    flipped[140] = (flipped[140] as number) ^ 1
    expect(await message(() => fromNpz(flipped))).toContain("check sum")
    const packed = bytesOf(golden.npz[0] as string)
    packed[60] = (packed[60] as number) ^ 0xff
    expect(await message(() => fromNpz(packed))).toContain("fromNpz")
  })
})
