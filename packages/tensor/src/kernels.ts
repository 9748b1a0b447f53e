// How far the fast kernels may go: instructions and threads.
import { checkOptions, NablaError } from "@nablajs/core"
import { probeTile, tileVectors } from "./wasm/contract/probe.ts"
import { level, type Level, limitLevel } from "./wasm/level.ts"
import { configureThreads, threadCount } from "./wasm/threads/pool.ts"

/** What `configureKernels` changes; what is absent stays. */
export interface KernelOptions {
  /** none: plain JavaScript. simd: WebAssembly with 128-bit vectors. relaxed: with fused multiply-add too, where the engine has it. */
  readonly level?: Level
  /** true: no fused multiply-add, so that every engine with WebAssembly gives the same bits. */
  readonly deterministic?: boolean
  /**
   * true: times a wider tile for products and takes the faster, once, in some 200 ms. It pays where V8 joins vectors of 128 bits
   * into 256, which Node does after `v8.setFlagsFromString("--experimental-wasm-revectorize")`, said before the first product.
   */
  readonly probe?: boolean
  /** How many threads large products may use, this one included; 1 for none beside it. */
  readonly threads?: number
  /** Makes a thread from `@nablajs/tensor/worker`; needed in browsers, whose bundlers must know of the file. */
  readonly worker?: () => object
}

/** What kernels use now. */
export interface KernelState {
  readonly level: Level
  readonly threads: number
  /** Columns of a tile of float32, 8 or after a probe 16. */
  readonly tile: number
}

const levels: readonly unknown[] = ["none", "simd", "relaxed"] satisfies Level[]

/**
 * Limits the kernels behind large operations, and says what is in use: the engine's best instructions and all of its processors
 * unless told otherwise. Results differ between levels by rounding alone.
 *
 * @example configureKernels().threads >= 1 // => true
 */
export function configureKernels(options: KernelOptions = {}): KernelState {
  checkOptions("configureKernels", options, ["level", "deterministic", "probe", "threads", "worker"])
  const { level: highest, deterministic, probe, threads, worker } = options
  if (highest !== undefined && !levels.includes(highest)) {
    throw new NablaError("bad-argument", `configureKernels: level is ${levels.join(", ")}, got ${String(highest)}`)
  }
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1)) {
    throw new NablaError("bad-argument", `configureKernels: threads is a whole number from 1 up, got ${String(threads)}`)
  }
  if (highest !== undefined || deterministic !== undefined) {
    limitLevel(deterministic === true && highest !== "none" ? "simd" : (highest ?? "relaxed"))
  }
  if (probe === true && level() !== "none") probeTile()
  if (threads !== undefined || worker !== undefined) configureThreads(threads, worker as never)
  return { level: level(), threads: level() === "none" ? 1 : threadCount(), tile: 4 * tileVectors() }
}
