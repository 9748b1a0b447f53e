// NumPy's file format for one array (NPY 1.0 to 3.0): a short header in Python's notation, then the bare elements.
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
  transpose,
} from "@nablajs/core"
import { adopt } from "../typed.ts"
import { half } from "./halves.ts"

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]

const fail = (offset: number, what: string): NablaError => new NablaError("bad-argument", `fromNpy: ${what} at byte ${offset}`)

/** Reads one element of a type at a byte. */
type Reader = (view: DataView, at: number, little: boolean) => number

interface Stored {
  readonly dtype: DType
  readonly bytes: number
  readonly read: Reader
}

const stored: Readonly<Record<string, Stored>> = {
  b1: { dtype: "bool", bytes: 1, read: (v, at) => (v.getUint8(at) !== 0 ? 1 : 0) },
  i1: { dtype: "int8", bytes: 1, read: (v, at) => v.getInt8(at) },
  u1: { dtype: "uint8", bytes: 1, read: (v, at) => v.getUint8(at) },
  i2: { dtype: "int16", bytes: 2, read: (v, at, little) => v.getInt16(at, little) },
  u2: { dtype: "uint16", bytes: 2, read: (v, at, little) => v.getUint16(at, little) },
  i4: { dtype: "int32", bytes: 4, read: (v, at, little) => v.getInt32(at, little) },
  u4: { dtype: "uint32", bytes: 4, read: (v, at, little) => v.getUint32(at, little) },
  f2: { dtype: "float32", bytes: 2, read: (v, at, little) => half(v.getUint16(at, little)) },
  f4: { dtype: "float32", bytes: 4, read: (v, at, little) => v.getFloat32(at, little) },
  f8: { dtype: "float64", bytes: 8, read: (v, at, little) => v.getFloat64(at, little) },
  // bigints, in arrays that take them
  i8: { dtype: "int64", bytes: 8, read: (v, at, little) => v.getBigInt64(at, little) as never },
  u8: { dtype: "uint64", bytes: 8, read: (v, at, little) => v.getBigUint64(at, little) as never },
  // two numbers an element
  c8: { dtype: "complex64", bytes: 8, read: (v, at, little) => v.getFloat32(at, little) },
  c16: { dtype: "complex128", bytes: 16, read: (v, at, little) => v.getFloat64(at, little) },
}

interface Header {
  readonly kind: Stored
  readonly little: boolean
  readonly fortran: boolean
  readonly shape: readonly number[]
  /** Where the elements begin. */
  readonly start: number
}

function readHeader(bytes: Uint8Array): Header {
  const wrong = MAGIC.findIndex((byte, i) => bytes[i] !== byte)
  if (wrong >= 0)
    throw fail(Math.min(wrong, bytes.length), "this is no NPY file: it does not begin with \\x93NUMPY; the first difference is")
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = bytes[6]
  if (version !== 1 && version !== 2 && version !== 3) throw fail(6, `unknown version ${String(version)}`)
  const wide = version > 1
  if (bytes.length < (wide ? 12 : 10)) throw fail(bytes.length, "the file ends within its header,")
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true)
  const start = (wide ? 12 : 10) + length
  if (start > bytes.length) throw fail(bytes.length, `the file ends within its header of ${length} bytes,`)
  const text = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(bytes.subarray(start - length, start))
  const descr = /['"]descr['"]\s*:\s*['"]([<>|=])([a-z]\d+)['"]/.exec(text)
  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(text)
  const shape = /['"]shape['"]\s*:\s*\(([\d,\s]*)\)/.exec(text)
  if (descr === null || order === null || shape === null)
    throw fail(start - length, `cannot read the header ${JSON.stringify(text.trim().slice(0, 80))}`)
  const kind = Object.hasOwn(stored, descr[2] as string) ? stored[descr[2] as string] : undefined
  if (kind === undefined)
    throw new NablaError("unsupported", `fromNpy: elements of type ${descr[1]}${descr[2]} are not supported; store numbers or booleans`)
  const sizes = (shape[1] as string)
    .split(",")
    .map((n) => n.trim())
    .filter((n) => n !== "")
    .map(Number)
  return { kind, little: descr[1] !== ">", fortran: order[1] === "True", shape: sizes, start }
}

/**
 * The array of an NPY file, as `numpy.save` writes it: either byte order, rows or columns first. Damaged files are refused with the
 * byte where they go wrong, before memory is taken. 16-bit floats become float32.
 *
 * @example fromNpy(toNpy(tensor([1, 2]))).toArray() // => [1, 2]
 */
export function fromNpy(file: ArrayBuffer | Uint8Array): Tensor {
  const bytes =
    file instanceof Uint8Array ? file : ArrayBuffer.isView(file) ? new Uint8Array((file as ArrayBufferView).buffer) : new Uint8Array(file)
  const { kind, little, fortran, shape, start } = readHeader(bytes)
  const count = countOf(shape)
  const needed = count * kind.bytes
  if (!Number.isSafeInteger(needed) || needed > bytes.length - start) {
    throw fail(
      bytes.length,
      `shape [${shape.join(", ")}] needs ${needed} bytes of elements, the file holds ${bytes.length - start}, ending`,
    )
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, needed)
  const numbers = isComplex(kind.dtype) ? 2 * count : count
  const step = needed / (numbers || 1)
  const buffer = new dtypes[kind.dtype].make(numbers)
  for (let i = 0; i < numbers; i++) buffer[i] = kind.read(view, i * step, little)
  if (!fortran || shape.length < 2) return asTensor(adopt(kind.dtype, shape, buffer))
  return transpose(asTensor(adopt(kind.dtype, [...shape].reverse(), buffer)) as never) as Tensor
}

const codes: Readonly<Record<DType, string>> = {
  bool: "|b1",
  int8: "|i1",
  uint8: "|u1",
  int16: "<i2",
  uint16: "<u2",
  int32: "<i4",
  uint32: "<u4",
  int64: "<i8",
  uint64: "<u8",
  float32: "<f4",
  float64: "<f8",
  complex64: "<c8",
  complex128: "<c16",
}

/**
 * An NPY file (version 1.0, little-endian, rows first) for `numpy.load`.
 *
 * @example toNpy(tensor([1, 2])).length // => 144
 */
export function toNpy(x: Tensor): Uint8Array {
  const array = x as unknown as NDArray | ComplexArray
  if (!isComputed(array)) throw new NablaError("traced-value", "toNpy: expected a computed tensor")
  const shape = array.shape.length === 1 ? `${array.shape[0]},` : array.shape.join(", ")
  const text = `{'descr': '${codes[array.dtype]}', 'fortran_order': False, 'shape': (${shape}), }`
  // the elements begin at a multiple of 64
  const start = Math.ceil((10 + text.length + 1) / 64) * 64
  const { bytes } = dtypes[array.dtype]
  const file = new Uint8Array(start + array.size * bytes)
  file.set([...MAGIC, 1, 0, (start - 10) & 255, (start - 10) >> 8])
  file.set(new TextEncoder().encode(`${text.padEnd(start - 11)}\n`), 10)
  const { data } = array
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start)
  return file
}
