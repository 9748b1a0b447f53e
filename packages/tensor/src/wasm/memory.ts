// The one scratch memory. Tensors are ordinary arrays that the garbage collector knows; kernels compute on copies in here,
// where nothing outlives a call. Views live in this file alone: growing the memory makes them void.
import { allocateBare, type DType, denseArray, dtypes, type NDArray, type NumericShape, type TypedArray } from "@nablajs/core"
import { type Memory, webAssembly } from "./platform.ts"

const PAGE = 65536
/** The memory grows by at least so much: growing is cheap, but makes all views anew. */
const STEP = 16 << 20
/** A memory above this is given back after the call that needed it. */
const KEPT = 256 << 20
/** No call gets more. */
export const LIMIT = 1 << 30
/** Regions begin at cache lines. */
const LINE = 64

/** A memory and views of all of it. */
class Arena {
  memory: Memory | undefined = undefined
  views: Partial<Record<DType, TypedArray>> = {}
  readonly shared: boolean

  constructor(shared: boolean) {
    this.shared = shared
  }

  get size(): number {
    return this.memory?.buffer.byteLength ?? 0
  }

  reserve(bytes: number): boolean {
    const have = this.size
    if (bytes <= have) return true
    const wanted = rounded(Math.max(bytes, Math.min(1.5 * have, KEPT)), STEP)
    try {
      if (this.memory === undefined) this.memory = makeMemory(wanted, this.shared)
      else this.memory.grow((wanted - have) / PAGE)
      this.views = {}
      return this.memory !== undefined
    } catch {
      return false
    }
  }

  release(): void {
    this.memory = undefined
    this.views = {}
  }
}

function makeMemory(bytes: number, shared: boolean): Memory | undefined {
  const api = webAssembly()
  return api && new api.Memory({ initial: bytes / PAGE, maximum: 65536, shared })
}

// Copying into a memory that threads share takes three times as long, so that only work for threads goes there.
const own = /* @__PURE__ */ new Arena(false)
const common = /* @__PURE__ */ new Arena(true)
let current = own

/** Runs `work` on the memory that threads share instead. */
export function inShared<R>(work: () => R): R {
  current = common
  try {
    return work()
  } finally {
    current = own
  }
}

/** Whether the present memory is the shared one. */
export const isShared = (): boolean => current.shared

/** The memory itself, for instances of modules; there is one after `layout`. */
export const scratch = (): Memory | undefined => current.memory

/** The whole memory as elements of a type; void after the next `layout`. */
export function view<D extends DType>(dtype: D): TypedArray {
  let known = current.views[dtype]
  if (known === undefined) {
    known = new (dtypes[dtype].make as unknown as new (buffer: ArrayBuffer) => TypedArray)((current.memory as Memory).buffer)
    current.views[dtype] = known
  }
  return known
}

const rounded = (bytes: number, to: number): number => Math.ceil(bytes / to) * to

/** Addresses of regions of so many bytes each, at cache lines; undefined where the engine gives no such memory. */
export function layout(...sizes: readonly number[] | readonly [readonly number[]]): number[] | undefined {
  const list = typeof sizes[0] === "object" ? sizes[0] : (sizes as readonly number[])
  const addresses: number[] = []
  let end = LINE
  for (const bytes of list) {
    addresses.push(end)
    end += (Math.ceil(bytes / LINE) + 1) * LINE
  }
  return end <= LIMIT && current.reserve(end) ? addresses : undefined
}

const listeners: (() => void)[] = []

/** Calls back when a memory was given back, so that nobody keeps it alive. */
export const onRelease = (listener: () => void): number => listeners.push(listener)

/** Gives large memories back. */
export function trim(): void {
  const large = [own, common].filter((arena) => arena.size > KEPT)
  for (const arena of large) arena.release()
  if (large.length > 0) for (const listener of listeners) listener()
}

/** Whether a memory is still in use. */
export const isPresent = (memory: Memory): boolean => memory === own.memory || memory === common.memory

/** Gives the shared memory up: a thread that is out of reach may still write there. */
export const abandonShared = (): void => common.release()

/** The elements of x in row-major order, at `address`. */
export function copyIn(x: NDArray, address: number): void {
  const source = denseArray(x)
  const { bytes } = dtypes[x.dtype]
  view(x.dtype).set(source.buffer.subarray(source.offset, source.offset + source.size), address / bytes)
}

/** Elements at `address` as an array of their own. */
export function copyOut(dtype: DType, shape: NumericShape, address: number): NDArray {
  const out = allocateBare(dtype, shape)
  const start = address / dtypes[dtype].bytes
  out.buffer.set(view(dtype).subarray(start, start + out.size), out.offset)
  return out
}

/** Where a window lies in scratch: the address of its first element and its strides in bytes. */
export interface Window {
  readonly address: number
  readonly strides: readonly number[]
}

/** The elements between the first and the last that x reaches. */
function spanOf(x: NDArray): { readonly low: number; readonly length: number } {
  let [low, high] = [x.offset, x.offset]
  x.shape.forEach((n, i) => {
    const reach = (n - 1) * (x.strides[i] as number)
    if (reach < 0) low += reach
    else high += reach
  })
  return { low, length: high - low + 1 }
}

/**
 * How much scratch a window needs: what it spans, unless that is mostly gaps; then its own elements.
 * A window may be larger than its span, as one whose rows overlap.
 */
export function windowBytes(x: NDArray): number {
  const { bytes } = dtypes[x.dtype]
  return Math.min(spanOf(x).length, sparse(x) ? x.size : Number.POSITIVE_INFINITY) * bytes
}

const sparse = (x: NDArray): boolean => spanOf(x).length > 2 * x.size + 1024

/** x at `address` with strides of its own, so that views and transposes cost one plain copy of what they span. */
export function windowIn(x: NDArray, address: number): Window {
  const { bytes } = dtypes[x.dtype]
  const source = sparse(x) ? denseArray(x) : x
  const { low, length } = spanOf(source)
  view(x.dtype).set(source.buffer.subarray(low, low + length), address / bytes)
  return { address: address + (source.offset - low) * bytes, strides: source.strides.map((s) => s * bytes) }
}
