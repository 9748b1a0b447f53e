// Tensors as plain data, through structured clone and to a real worker and back.
import { Worker } from "node:worker_threads"
import { dtypes } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import {
  arange,
  at,
  broadcastTo,
  type DType,
  flip,
  fromTransferable,
  isNablaError,
  reshape,
  type Tensor,
  type TensorData,
  tensor,
  toTransferable,
  transpose,
  zeros,
} from "../src/index.ts"

const message = (data: unknown): string => {
  try {
    fromTransferable(data as TensorData)
  } catch (error) {
    return isNablaError(error) ? `${error.code} ${error.message}` : `not ours: ${String(error)}`
  }
  return "nothing was thrown"
}

/** A worker that doubles the numbers of the record it gets and moves it back. */
const doubling = `
const { parentPort } = require("node:worker_threads")
parentPort.once("message", ({ dtype, shape, buffer }) => {
  const elements = new Float64Array(buffer)
  for (let i = 0; i < elements.length; i++) elements[i] *= 2
  parentPort.postMessage({ dtype, shape, buffer }, [buffer])
})`

describe("transfer", () => {
  it.each(Object.keys(dtypes) as DType[])("keeps %s through structured clone", (dtype) => {
    const x = tensor([[1, 0, 1]], { dtype })
    const y = fromTransferable(structuredClone(toTransferable(x)))
    expect([y.dtype, y.shape, y.toArray()]).toEqual([dtype, [1, 3], x.toArray()])
  })

  it("keeps NaN, infinities and -0, and takes views, 0-d, empty and large tensors", () => {
    const grid = reshape(arange(6), [2, 3])
    const odd = tensor([Number.NaN, -0, Number.POSITIVE_INFINITY])
    const views = [transpose(grid), flip(grid), broadcastTo(tensor([1, 2]), [3, 2]), at(grid, ":", "::2")] as Tensor[]
    for (const x of [odd, ...views, tensor(5), zeros([2, 0]), arange(1000)] as Tensor[]) {
      const data = toTransferable(x)
      const y = fromTransferable(structuredClone(data))
      expect(data.buffer.byteLength).toBe(8 * x.size)
      expect([y.shape, y.toArray()]).toEqual([x.shape, x.toArray()])
    }
  })

  it.each([2, 1000])("to a worker and back moves the record, not the tensor of %i elements or its neighbours", async (n) => {
    const x = arange(n)
    const neighbour = tensor([7])
    const data = toTransferable(x)
    const worker = new Worker(doubling, { eval: true, execArgv: [] })
    try {
      const answer = new Promise<TensorData>((resolve, reject) => {
        worker.once("message", resolve)
        worker.once("error", reject)
      })
      worker.postMessage(data, [data.buffer])
      expect(data.buffer.byteLength).toBe(0)
      const y = fromTransferable(await answer)
      expect(y.toArray()).toEqual(Array.from({ length: n }, (_, i) => 2 * i))
      expect(x.toArray()).toEqual(Array.from({ length: n }, (_, i) => i))
      expect(neighbour.toArray()).toEqual([7])
      expect(message(data)).toMatch(/transferred already/)
    } finally {
      await worker.terminate()
    }
  })

  it("refuses damaged records with one clear error", () => {
    const good = toTransferable(tensor([1, 2]))
    for (const [data, what] of [
      [null, /got null/],
      [5, /got number/],
      [{}, /undefined is not a dtype/],
      [{ ...good, dtype: "int128" }, /"int128" is not a dtype/],
      [{ ...good, dtype: "toString" }, /"toString" is not a dtype/],
      [{ ...good, shape: [3] }, /shape \[3\] of float64 needs 24 bytes, the buffer has 16/],
      [{ ...good, shape: [-2] }, /whole numbers/],
      [{ ...good, shape: [1.5] }, /whole numbers/],
      [{ ...good, shape: "2" }, /whole numbers/],
      [{ ...good, shape: new Array(2) }, /whole numbers/],
      [{ ...good, shape: new Array(65).fill(1) }, /at most 64/],
      [{ ...good, shape: [2 ** 53 - 1, 2 ** 53 - 1] }, /needs .* bytes/],
      [{ ...good, buffer: new Float64Array(2) }, /ArrayBuffer/],
      [{ ...good, buffer: new SharedArrayBuffer(16) }, /ArrayBuffer/],
      [{ dtype: "bool", shape: [2], buffer: new Uint8Array([1, 2]).buffer }, /byte 1 is 2/],
    ] as const) {
      expect(message(data)).toMatch(what)
      expect(message(data)).toMatch(/^bad-argument fromTransferable: /)
    }
    expect(() => toTransferable(3 as never)).toThrow(/toTransferable: expected a computed tensor/)
  })
})
