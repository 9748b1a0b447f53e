// The safetensors format of weights: eight bytes with the length of a header in JSON, the header, then the elements of all
// tensors without gaps.
import {
  asTensor,
  type ComplexArray,
  countOf,
  type DType,
  dtypes,
  isComplex,
  isComputed,
  NablaError,
  type NDArray,
  type Tensor,
  type TypedArray,
} from "@nablajs/core"
import { adopt } from "../typed.ts"
import { brain, half } from "./halves.ts"

const fail = (offset: number, what: string): NablaError => new NablaError("bad-argument", `fromSafetensors: ${what} at byte ${offset}`)

interface Kind {
  readonly dtype: DType
  readonly bytes: number
  /** How one element is read that no typed array holds. */
  readonly read?: (bits: number) => number
}

const kinds: Readonly<Record<string, Kind>> = {
  BOOL: { dtype: "bool", bytes: 1 },
  I8: { dtype: "int8", bytes: 1 },
  U8: { dtype: "uint8", bytes: 1 },
  I16: { dtype: "int16", bytes: 2 },
  U16: { dtype: "uint16", bytes: 2 },
  I32: { dtype: "int32", bytes: 4 },
  U32: { dtype: "uint32", bytes: 4 },
  I64: { dtype: "int64", bytes: 8 },
  U64: { dtype: "uint64", bytes: 8 },
  F16: { dtype: "float32", bytes: 2, read: half },
  BF16: { dtype: "float32", bytes: 2, read: brain },
  F32: { dtype: "float32", bytes: 4 },
  F64: { dtype: "float64", bytes: 8 },
  C64: { dtype: "complex64", bytes: 8 },
}

const names = /* @__PURE__ */ Object.fromEntries(
  /* @__PURE__ */ Object.entries(kinds)
    .filter(([, kind]) => kind.read === undefined)
    .map(([name, kind]) => [kind.dtype, name]),
) as Readonly<Partial<Record<DType, string>>>

/** The longest header that is read, as in the reference implementation. */
const LONGEST = 100_000_000

interface Entry {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

const isSizes = (x: unknown): x is readonly number[] => Array.isArray(x) && x.every((n) => Number.isSafeInteger(n) && n >= 0)

const isEntry = (x: unknown): x is Entry => {
  const { dtype, shape, data_offsets: ends } = (x ?? {}) as { readonly [K in keyof Entry]?: unknown }
  return typeof dtype === "string" && isSizes(shape) && isSizes(ends) && ends.length === 2
}

interface File {
  readonly bytes: Uint8Array
  readonly entries: readonly (readonly [string, Entry])[]
  readonly metadata: Readonly<Record<string, string>>
  /** Where the elements begin. */
  readonly start: number
}

function readHeader(file: ArrayBuffer | Uint8Array): File {
  const bytes = ArrayBuffer.isView(file) ? new Uint8Array(file.buffer, file.byteOffset, file.byteLength) : new Uint8Array(file)
  if (bytes.length < 8) throw fail(bytes.length, "the file ends within the length of its header,")
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true))
  if (length > LONGEST || 8 + length > bytes.length)
    throw fail(0, `this is no safetensors file: a header of ${length} bytes in ${bytes.length} is promised`)
  const start = 8 + length
  const text = new TextDecoder().decode(bytes.subarray(8, start))
  const header = parsed(text)
  const { __metadata__: metadata = {}, ...tensors } = header as Record<string, never>
  const entries = Object.entries(tensors as Record<string, unknown>).map(([name, entry]) => {
    if (!isEntry(entry)) throw fail(8, `the header says of "${name}" other than dtype, shape and data_offsets;`)
    return [name, entry] as const
  })
  checkOrder(entries, bytes.length - start, start)
  return { bytes, entries, metadata, start }
}

function parsed(text: string): object {
  if (text.startsWith("{")) {
    try {
      return JSON.parse(text) as object
    } catch (cause) {
      throw new NablaError("bad-argument", "fromSafetensors: the header is no JSON at byte 8", { cause })
    }
  }
  throw fail(8, "this is no safetensors file: its header does not begin with {")
}

/** Tensors follow each other without gaps, so that nothing hides between them and nothing is read twice. */
function checkOrder(entries: File["entries"], room: number, start: number): void {
  const sorted = [...entries].sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1])
  let end = 0
  for (const [
    name,
    {
      dtype,
      shape,
      data_offsets: [from, to],
    },
  ] of sorted) {
    const kind = Object.hasOwn(kinds, dtype) ? kinds[dtype] : undefined
    if (kind === undefined)
      throw new NablaError("unsupported", `fromSafetensors: "${name}" has elements of type ${dtype}, which are not supported`)
    if (from !== end || to < from) throw fail(start + from, `"${name}" does not begin where the tensor before it ends (${start + end}),`)
    const needed = countOf(shape) * kind.bytes
    if (needed !== to - from)
      throw fail(start + from, `"${name}" of shape [${shape.join(", ")}] needs ${needed} bytes, it has ${to - from},`)
    end = to
  }
  if (end !== room) throw fail(start + Math.min(end, room), `the tensors need ${end} bytes of elements, the file holds ${room};`)
}

function read({ dtype, shape, data_offsets: [from, to] }: Entry, { bytes, start }: File): Tensor {
  const kind = kinds[dtype] as Kind
  // a copy of its own, which lies as the elements need it
  const memory = bytes.slice(start + from, start + to).buffer as ArrayBuffer
  const elements =
    kind.read === undefined
      ? new (dtypes[kind.dtype].make as unknown as new (memory: ArrayBuffer) => TypedArray)(memory)
      : Float32Array.from(new Uint16Array(memory), kind.read)
  if (kind.dtype === "bool") elements.forEach((byte, i) => byte > 1 && reject(start + from + i, byte))
  return asTensor(adopt(kind.dtype, shape, elements)) as Tensor
}

const reject = (at: number, byte: number): never => {
  throw fail(at, `a truth value is 0 or 1, not ${byte},`)
}

/**
 * The tensors of a safetensors file by name, as `safetensors.numpy.save` and the libraries of Hugging Face write it. 16-bit floats
 * become float32. Damaged files are refused with the byte where they go wrong, before memory is taken.
 *
 * @example fromSafetensors(toSafetensors({ w: tensor([1, 2]) })).w.toArray() // => [1, 2]
 */
export function fromSafetensors(file: ArrayBuffer | Uint8Array): Record<string, Tensor> {
  const content = readHeader(file)
  return Object.fromEntries(content.entries.map(([name, entry]) => [name, read(entry, content)]))
}

/**
 * The notes in the header of a safetensors file.
 *
 * @example safetensorsMetadata(toSafetensors({}, { metadata: { format: "pt" } })) // => { format: "pt" }
 */
export const safetensorsMetadata = (file: ArrayBuffer | Uint8Array): Record<string, string> => ({ ...readHeader(file).metadata })

/**
 * A safetensors file with the tensors of a record. complex128 is not in the format.
 *
 * @example toSafetensors({ w: tensor([1, 2]) }).length // => 80
 */
export function toSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  options: { readonly metadata?: Readonly<Record<string, string>> } = {},
): Uint8Array {
  const list = Object.entries(tensors).map(([name, x]) => [name, x as unknown as NDArray | ComplexArray] as const)
  for (const [name, x] of list) {
    if (name === "__metadata__") throw new NablaError("bad-argument", 'toSafetensors: the name "__metadata__" is taken by the format')
    if (!isComputed(x)) throw new NablaError("traced-value", `toSafetensors: "${name}" is no computed tensor`)
    if (names[x.dtype] === undefined)
      throw new NablaError(
        "unsupported",
        `toSafetensors: "${name}" is of type ${x.dtype}, which the format does not have; convert with astype`,
      )
  }
  // the widest elements first, so that all of them are aligned
  const width = (x: NDArray | ComplexArray): number => dtypes[x.dtype].bytes / (isComplex(x.dtype) ? 2 : 1)
  list.sort(([a, x], [b, y]) => width(y) - width(x) || (a < b ? -1 : 1))
  const header: [string, unknown][] = options.metadata === undefined ? [] : [["__metadata__", options.metadata]]
  let end = 0
  for (const [name, x] of list) {
    const from = end
    end += x.size * dtypes[x.dtype].bytes
    header.push([name, { dtype: names[x.dtype], shape: x.shape, data_offsets: [from, end] }])
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)))
  const length = Math.ceil(text.length / 8) * 8
  const file = new Uint8Array(8 + length + end).fill(0x20, 8, 8 + length)
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true)
  file.set(text, 8)
  let at = 8 + length
  for (const [, { data }] of list) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return file
}
