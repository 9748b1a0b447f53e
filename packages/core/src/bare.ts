// Memory that is not cleared. Clearing costs a third of the time that it takes to write a large result, so where the
// platform offers memory as it is, results of which every element is written use it.
import { type DType, dtypes, type TypedArray } from "./dtype.ts"

/** From so many bytes on it makes a difference. */
const LARGE = 1 << 17
/** The largest block that the allocator of the GNU C library learns from. */
const LESSON = (32 << 20) - (1 << 16)

interface Platform {
  readonly Buffer?: { readonly allocUnsafeSlow?: (bytes: number) => Uint8Array }
}

let taught = false

/**
 * Has pages stay with the process. The GNU C library gives what is freed back to the system, whereupon every page of the next
 * large result faults anew, which takes longer than to write it; but the largest mapped block that was ever freed, up to 32 MiB,
 * sets how much may stay: twice its size (mallopt(3), M_MMAP_THRESHOLD). No page of this one is touched; elsewhere it does nothing.
 */
function keepPages(memory: ArrayBuffer): void {
  const { transfer } = memory as { readonly transfer?: (length: number) => ArrayBuffer }
  transfer?.call(memory, 0)
}

/** An array with arbitrary elements; undefined where there is no such memory, or no need. */
export function bareArray(dtype: DType, count: number): TypedArray | undefined {
  const { bytes, make } = dtypes[dtype]
  const size = count * bytes
  const { Buffer } = globalThis as Platform
  if (!(size >= LARGE) || typeof Buffer?.allocUnsafeSlow !== "function") return undefined
  try {
    if (!taught) {
      taught = true
      keepPages(Buffer.allocUnsafeSlow(LESSON).buffer as ArrayBuffer)
    }
    const { buffer, byteOffset } = Buffer.allocUnsafeSlow(size)
    // an imitation of Node's class may cut from a larger piece
    if (byteOffset !== 0 || buffer.byteLength !== size) return undefined
    return new (make as unknown as new (memory: ArrayBufferLike) => TypedArray)(buffer)
  } catch {
    return undefined
  }
}
