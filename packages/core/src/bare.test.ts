import { afterEach, expect, test, vi } from "vitest"
import { allocateBare, denseArray, viewOf } from "./array.ts"
import { bareArray } from "./bare.ts"

const LARGE = 1 << 20

afterEach(() => vi.unstubAllGlobals())

test("before the first large result one block is freed untouched, so that pages stay with the process", () => {
  const blocks: ArrayBuffer[] = []
  vi.stubGlobal("Buffer", {
    allocUnsafeSlow: (n: number) => {
      const block = new ArrayBuffer(n)
      blocks.push(block)
      return new Uint8Array(block)
    },
  })
  const lengths = [1, 2].map(() => bareArray("float32", LARGE)?.length)
  vi.unstubAllGlobals()
  expect(lengths).toEqual([LARGE, LARGE])
  expect(blocks.map((block) => block.byteLength)).toEqual([0, 4 * LARGE, 4 * LARGE])
})

test("large results are arrays of their own, of the right length", () => {
  const x = allocateBare("float32", [LARGE])
  expect([x.size, x.offset, x.buffer.length, x.buffer.byteOffset, x.data === x.buffer]).toEqual([LARGE, 0, LARGE, 0, true])
  expect(bareArray("float32", 1000)).toBeUndefined()
})

test("where the platform has no such memory, or imitates it by a piece of another, it is cleared", () => {
  vi.stubGlobal("Buffer", undefined)
  expect(bareArray("float64", LARGE)).toBeUndefined()
  vi.stubGlobal("Buffer", { allocUnsafeSlow: (n: number) => new Uint8Array(new ArrayBuffer(n + 8), 8) })
  expect(bareArray("float64", LARGE)).toBeUndefined()
  vi.stubGlobal("Buffer", {
    allocUnsafeSlow: () => {
      throw new RangeError("out of memory")
    },
  })
  expect(allocateBare("float64", [LARGE]).data.every((v) => v === 0)).toBe(true)
})

test("copies of views write every element", () => {
  const x = allocateBare("float64", [1200, 1000])
  x.buffer.fill(3)
  expect(denseArray(viewOf(x, [1000, 1200], [1, 1000])).data.every((v) => v === 3)).toBe(true)
})
