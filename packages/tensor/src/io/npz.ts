// NumPy's format for several arrays (NPZ): a ZIP archive of NPY files.
import { NablaError, type Tensor } from "@nablajs/core"
import { fromNpy, toNpy } from "./npy.ts"

const fail = (offset: number, what: string): NablaError => new NablaError("bad-argument", `fromNpz: ${what} at byte ${offset}`)

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50

let table: Uint32Array | undefined

/** The check sum of ZIP archives: CRC-32. */
function crc32(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c
  })
  let crc = 0xffffffff
  for (let i = 0; i < bytes.length; i++) crc = (table[(crc ^ (bytes[i] as number)) & 255] as number) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** Unpacks at most `size` bytes: a file that promises less than it holds must not fill the memory. */
async function inflate(packed: Uint8Array, size: number, at: number): Promise<Uint8Array> {
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("deflate-raw"))
  const out = new Uint8Array(size)
  let used = 0
  try {
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read()
      if (done) break
      if (used + value.length > size) throw fail(at, `more than the promised ${size} bytes`)
      out.set(value, used)
      used += value.length
    }
  } catch (cause) {
    if (cause instanceof NablaError) throw cause
    throw new NablaError("bad-argument", `fromNpz: cannot unpack the file at byte ${at}`, { cause })
  }
  if (used !== size) throw fail(at, `${used} bytes instead of the promised ${size}`)
  return out
}

/** The end record stands last, behind it at most a comment. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at--) if (view.getUint32(at, true) === END) return at
  throw fail(view.byteLength, "this is no NPZ file, or its end is missing,")
}

/**
 * The arrays of an NPZ file by name, as `numpy.savez` and `savez_compressed` write them. Damaged files are refused with the
 * byte where they go wrong.
 *
 * @example (await fromNpz(toNpz({ w: tensor([1, 2]) }))).w.toArray() // => [1, 2]
 */
export async function fromNpz(file: ArrayBuffer | Uint8Array): Promise<Record<string, Tensor>> {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const arrays: Record<string, Tensor> = {}
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw fail(at, "the table of contents is damaged")
    const [method, crc, packed, size] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 16, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 24, true),
    ]
    const nameEnd = at + 46 + view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, nameEnd))
    const local = view.getUint32(at + 42, true)
    if (local + 30 > end || view.getUint32(local, true) !== LOCAL) throw fail(local, `the entry "${name}" is damaged`)
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (start + packed > end) throw fail(end, `the entry "${name}" of ${packed} bytes is cut off`)
    const content = bytes.subarray(start, start + packed)
    if (method !== 0 && method !== 8)
      throw new NablaError("unsupported", `fromNpz: the entry "${name}" is packed by method ${method}; only deflate is known`)
    const plain = method === 0 ? content : await inflate(content, size, start)
    if (crc32(plain) !== crc) throw fail(start, `the check sum of "${name}" is wrong`)
    Object.defineProperty(arrays, name.replace(/\.npy$/, ""), {
      value: fromNpy(plain),
      enumerable: true,
      configurable: true,
      writable: true,
    })
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return arrays
}

function record(signature: number, fields: readonly (readonly [bytes: 2 | 4, value: number])[], name: Uint8Array): Uint8Array {
  const out = new Uint8Array(4 + fields.reduce((sum, [size]) => sum + size, 0) + name.length)
  const view = new DataView(out.buffer)
  view.setUint32(0, signature, true)
  let at = 4
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += size
  }
  out.set(name, at)
  return out
}

/**
 * An NPZ file with the named arrays, not packed, for `numpy.load`.
 *
 * @example toNpz({ w: tensor([1, 2]) }).length > 144 // => true
 */
export function toNpz(arrays: Readonly<Record<string, Tensor>>): Uint8Array {
  const parts: Uint8Array[] = []
  const contents: Uint8Array[] = []
  let offset = 0
  for (const [key, x] of Object.entries(arrays)) {
    const name = new TextEncoder().encode(`${key}.npy`)
    const file = toNpy(x)
    // version, flags (names in UTF-8), method, time and date (1980-01-01), check sum, sizes, length of the name, no extras
    const shared = [
      [2, 20],
      [2, 0x800],
      [2, 0],
      [2, 0],
      [2, 0x21],
      [4, crc32(file)],
      [4, file.length],
      [4, file.length],
      [2, name.length],
      [2, 0],
    ] as const
    const head = record(LOCAL, shared, name)
    contents.push(record(CENTRAL, [[2, 20], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]], name))
    parts.push(head, file)
    offset += head.length + file.length
  }
  if (offset > 0xffffffff) throw new NablaError("too-large", "toNpz: archives hold at most 4 GiB")
  const size = contents.reduce((sum, part) => sum + part.length, 0)
  const count = contents.length
  const tail = record(
    END,
    [
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
      [4, size],
      [4, offset],
      [2, 0],
    ],
    new Uint8Array(0),
  )
  const out = new Uint8Array(offset + size + tail.length)
  let at = 0
  for (const part of [...parts, ...contents, tail]) {
    out.set(part, at)
    at += part.length
  }
  return out
}
