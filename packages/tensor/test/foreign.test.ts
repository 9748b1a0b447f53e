// Arrays as other libraries have them, by the structure that their documentation promises.
import { describe, expect, it } from "vitest"
import { fromTensorLike, isNablaError, tensor } from "../src/index.ts"

const code = (f: () => unknown): string => {
  try {
    f()
  } catch (error) {
    return isNablaError(error) ? `${error.code}: ${error.message}` : `not ours: ${String(error)}`
  }
  return "nothing was thrown"
}

const six = new Float32Array([1, 2, 3, 4, 5, 6])

describe("fromTensorLike", () => {
  it("reads ndarrays of scijs with any strides", () => {
    const x = fromTensorLike({ data: six, shape: [3, 2], stride: [1, 3], offset: 0 })
    expect([x.dtype, x.toArray()]).toEqual([
      "float32",
      [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
    ])
    expect(fromTensorLike({ data: six, shape: [2, 3], stride: [3, -1], offset: 2 }).toArray()).toEqual([
      [3, 2, 1],
      [6, 5, 4],
    ])
  })

  it("reads ndarrays of stdlib, whose strides have another name", () => {
    const x = { dtype: "float32", data: six, shape: [3, 2], strides: [1, 3], offset: 0, order: "column-major" }
    expect(fromTensorLike(x).toArray()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ])
  })

  it("reads tensors of tfjs, which lists one stride less than axes", () => {
    const x = { shape: [2, 3], dtype: "float32", strides: [3], dataSync: () => six }
    expect(fromTensorLike(x).toArray()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ])
    expect(fromTensorLike({ shape: [2], dtype: "bool", dataSync: () => new Uint8Array([0, 1]) }).toArray()).toEqual([false, true])
    const z = fromTensorLike({ shape: [1], dtype: "complex64", dataSync: () => new Float32Array([1, 2]) })
    expect([z.dtype, z.toArray()]).toEqual(["complex64", [{ re: 1, im: 2 }]])
  })

  it("reads tensors of onnxruntime and transformers.js", () => {
    expect(fromTensorLike({ dims: [2], type: "int64", data: new BigInt64Array([1n, 2n]), location: "cpu" }).toArray()).toEqual([1n, 2n])
    expect(fromTensorLike({ dims: [2], type: "bool", data: new Uint8Array([0, 1]) }).dtype).toBe("bool")
    expect(fromTensorLike({ dims: [2], type: "float16", data: new Uint16Array([0x3c00, 0xc100]) }).toArray()).toEqual([1, -2.5])
    expect(code(() => fromTensorLike({ dims: [1], type: "float32", location: "gpu-buffer" }))).toContain("getData")
    expect(code(() => fromTensorLike({ dims: [1], type: "string", data: ["a"] }))).toContain("string")
  })

  it("reads vectors of Arrow", () => {
    const column = (typeId: number, values: unknown, more = {}) => ({
      length: (values as { length: number }).length,
      nullCount: 0,
      type: { typeId, toString: () => `type ${typeId}`, ...more },
      toArray: () => values,
      get: (i: number) => (values as unknown[])[i],
    })
    expect(fromTensorLike(column(3, six, { precision: 1 })).dtype).toBe("float32")
    expect(fromTensorLike(column(3, new Uint16Array([0x3c00]), { precision: 0 })).toArray()).toEqual([1])
    expect(fromTensorLike(column(6, [true, false])).toArray()).toEqual([true, false])
    const rows = [column(3, six.subarray(0, 3)), column(3, six.subarray(3))]
    expect(fromTensorLike(column(16, rows, { listSize: 3 })).toArray()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ])
    expect(fromTensorLike(column(16, [], { listSize: 3 })).shape).toEqual([0, 3])
    expect(code(() => fromTensorLike(column(5, ["a"])))).toContain("type 5")
    expect(code(() => fromTensorLike({ ...column(3, six), nullCount: 2 }))).toContain("misses 2")
  })

  it("reads anything with a shape and data, and converts", () => {
    expect(fromTensorLike({ shape: new Int32Array([2]), data: [1, 2] }, { dtype: "int8" }).dtype).toBe("int8")
    expect(fromTensorLike(tensor([1, 2]), { dtype: "int32" }).dtype).toBe("int32")
  })

  it("refuses what is no array, strides that leave the memory, and sizes that do not fit, before memory is taken", () => {
    expect(code(() => fromTensorLike({ data: six, shape: [2, 3], stride: [3, 1], offset: 1 }))).toContain("leave the 6 elements")
    expect(code(() => fromTensorLike({ data: six, shape: [2], stride: [-1], offset: 0 }))).toContain("leave the 6 elements")
    expect(code(() => fromTensorLike({ data: six, shape: [2], stride: [1, 1] }))).toContain("needs 1 whole steps")
    expect(code(() => fromTensorLike({ data: six, shape: [1e9, 1e9], stride: [0, 0] }))).toContain("too-large")
    expect(code(() => fromTensorLike({ data: six, shape: [7] }))).toContain("shape-mismatch")
    expect(code(() => fromTensorLike({}))).toContain("bad-argument")
    expect(code(() => fromTensorLike(null as never))).toContain("bad-argument")
  })
})
