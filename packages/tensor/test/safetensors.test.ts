// Files that the reference implementation wrote, files that this library writes, and damaged ones.
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import * as nb from "../src/index.ts"

const golden = JSON.parse(readFileSync(new URL("./golden/safetensors.json", import.meta.url), "utf8")) as {
  readonly one: [string, string, unknown, number[]][]
  readonly several: string
}
const bytesOf = (text: string): Uint8Array => Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
const plain = (x: { toArray(): unknown }): unknown =>
  JSON.parse(JSON.stringify(x.toArray(), (_, v) => (typeof v === "bigint" ? Number(v) : v)))

const message = (f: () => unknown): string => {
  try {
    f()
  } catch (error) {
    return nb.isNablaError(error) ? error.message : `not ours: ${String(error)}`
  }
  return "nothing was thrown"
}

/** A file with that header and so many bytes of elements. */
function fileOf(header: unknown, room = 0): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header))
  const file = new Uint8Array(8 + text.length + room)
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true)
  file.set(text, 8)
  return file
}

describe("safetensors", () => {
  it.each(golden.one)("reads what the reference implementation wrote (%#, %s)".replace(", %s", ""), (file, dtype, values, shape) => {
    const { x } = nb.fromSafetensors(bytesOf(file)) as { x: nb.Tensor }
    expect(x.shape).toEqual(shape)
    expect(x.dtype).toBe(dtype.includes("float16") ? "float32" : dtype)
    expect(plain(x)).toEqual(values)
  })

  it("reads several tensors with their notes", () => {
    const file = bytesOf(golden.several)
    const { weight, bias, empty, scalar } = nb.fromSafetensors(file) as Record<string, nb.Tensor>
    expect([weight?.toArray(), bias?.toArray(), empty?.shape, scalar?.item()]).toEqual([
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
      [1, 2],
      [0, 4],
      7.5,
    ])
    expect(nb.safetensorsMetadata(file)).toEqual({ format: "np", note: "ü" })
  })

  it("reads back what it wrote, views and every type included", () => {
    const m = nb.reshape(nb.arange(6), [2, 3])
    const tensors: Record<string, nb.Tensor> = { view: nb.transpose(m) as nb.Tensor, scalar: nb.tensor(2) }
    for (const dtype of [
      "bool",
      "int8",
      "int16",
      "int32",
      "int64",
      "uint8",
      "uint16",
      "uint32",
      "uint64",
      "float32",
      "float64",
      "complex64",
    ] as const)
      tensors[dtype] = nb.astype(nb.tensor([1, 0, 1]), dtype) as nb.Tensor
    const back = nb.fromSafetensors(nb.toSafetensors(tensors, { metadata: { by: "nabla" } })) as Record<string, nb.Tensor>
    expect(Object.keys(back).sort()).toEqual(Object.keys(tensors).sort())
    for (const [name, x] of Object.entries(tensors)) expect([back[name]?.dtype, plain(back[name] as never)]).toEqual([x.dtype, plain(x)])
  })

  it("keeps elements where typed arrays can lie on them", () => {
    const file = nb.toSafetensors({ a: nb.astype(nb.tensor([1]), "int8"), b: nb.tensor([2]) } as never)
    expect(file.indexOf("}".charCodeAt(0)) > 0 && (file.length - 9) % 8).toBe(0)
  })

  it("takes names that objects have of themselves", () => {
    const back = nb.fromSafetensors(nb.toSafetensors(Object.fromEntries([["__proto__", nb.tensor([1])]]) as never))
    expect(Object.keys(back)).toEqual(["__proto__"])
  })

  it("refuses damaged files with the byte where they go wrong", () => {
    const entry = (over: object) => ({ x: { dtype: "F32", shape: [2], data_offsets: [0, 8], ...over } })
    expect(message(() => nb.fromSafetensors(new Uint8Array(3)))).toContain("at byte 3")
    expect(message(() => nb.fromSafetensors(fileOf("[]")))).toContain("does not begin with { at byte 8")
    expect(message(() => nb.fromSafetensors(fileOf("{nonsense")))).toContain("no JSON at byte 8")
    expect(message(() => nb.fromSafetensors(bytesOf(golden.several).subarray(0, 60)))).toContain("at byte 0")
    expect(message(() => nb.fromSafetensors(fileOf(entry({}), 4)))).toContain("the file holds 4")
    expect(message(() => nb.fromSafetensors(fileOf(entry({}), 12)))).toContain("the file holds 12")
    expect(message(() => nb.fromSafetensors(fileOf(entry({ shape: [3] }), 8)))).toContain("needs 12 bytes, it has 8")
    expect(message(() => nb.fromSafetensors(fileOf(entry({ data_offsets: [4, 12] }), 12)))).toContain("does not begin where")
    expect(message(() => nb.fromSafetensors(fileOf(entry({ shape: [1e15, 1e15] }), 8)))).toContain("fromSafetensors")
    expect(message(() => nb.fromSafetensors(fileOf(entry({ dtype: "F8_E4M3" }), 8)))).toContain("F8_E4M3")
    expect(message(() => nb.fromSafetensors(fileOf({ x: 3 })))).toContain('"x"')
    const truth = fileOf({ x: { dtype: "BOOL", shape: [1], data_offsets: [0, 1] } }, 1)
    truth[truth.length - 1] = 7
    expect(message(() => nb.fromSafetensors(truth))).toContain(`not 7, at byte ${truth.length - 1}`)
  })

  it("refuses what the format does not have", () => {
    expect(message(() => nb.toSafetensors({ z: nb.astype(nb.tensor([1]), "complex128") as never }))).toContain("complex128")
    expect(message(() => nb.toSafetensors({ __metadata__: nb.tensor([1]) }))).toContain("__metadata__")
  })
})
