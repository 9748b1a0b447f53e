// Memory that is not cleared. Clearing costs a third of the time that it takes to write a large result, so where the
// platform offers memory as it is, results of which every element is written use it.
import { type DType, dtypes, type TypedArray } from "./dtype.ts"

/** From so many bytes on it makes a difference. */
const LARGE = 1 << 20

interface Platform {
  readonly Buffer?: { readonly allocUnsafeSlow?: (bytes: number) => Uint8Array }
}

/** An array with arbitrary elements; undefined where there is no such memory, or no need. */
export function bareArray(dtype: DType, count: number): TypedArray | undefined {
  const { bytes, make } = dtypes[dtype]
  const size = count * bytes
  const { Buffer } = globalThis as Platform
  if (!(size >= LARGE) || typeof Buffer?.allocUnsafeSlow !== "function") return undefined
  try {
    const { buffer, byteOffset } = Buffer.allocUnsafeSlow(size)
    // an imitation of Node's class may cut from a larger piece
    if (byteOffset !== 0 || buffer.byteLength !== size) return undefined
    return new (make as unknown as new (memory: ArrayBufferLike) => TypedArray)(buffer)
  } catch {
    return undefined
  }
}
