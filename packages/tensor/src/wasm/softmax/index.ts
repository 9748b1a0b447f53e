// Softmax, its logarithm and log Σ exp of large arrays, along axes that lie last in memory.
import { allocateBare, type ComposedKernel, dtypes, type Kernels, type NDArray, reduceShape, viewOf } from "@nablajs/core"
import type { Float } from "../elementwise/algebra.ts"
import { functions } from "../engine.ts"
import { layout, view } from "../memory.ts"
import { groupsOf } from "../reduction/groups.ts"
import { exponentialRows, type Wanted } from "./rows.ts"

/** Bytes of a block of rows; a longer row is left to the composition. */
const BLOCK = 1 << 17
const FEW = 256
/** Rows of at least this many elements. */
const SHORT = 8

type Kernel = (...args: readonly number[]) => number

const rows =
  (wanted: Wanted): ComposedKernel =>
  (x, params) => {
    const { axes } = params as { readonly axes: readonly number[] }
    if (x.size < FEW || (x.dtype !== "float32" && x.dtype !== "float64")) return undefined
    const groups = groupsOf(x, axes)?.groups
    const last = groups?.at(-1)
    if (groups === undefined || last === undefined || last.kept || groups.length > 2 || last.size < SHORT) return undefined
    return sweep(x, last.size, wanted, axes)
  }

function sweep(x: NDArray, n: number, wanted: Wanted, axes: readonly number[]): NDArray | undefined {
  const dtype = x.dtype as Float
  const { bytes } = dtypes[dtype]
  const high = Math.floor(BLOCK / (n * bytes))
  const places = high > 0 ? layout(BLOCK + 64, BLOCK + 64) : undefined
  if (places === undefined) return undefined
  const [from, to] = places as [number, number]
  const kernel = functions(`${wanted} ${dtype}`, exponentialRows(dtype, wanted)).run as Kernel
  const each = wanted === "logsumexp" ? 1 : n
  const whole = x.size / n
  const out = allocateBare(dtype, [whole * each])
  const memory = view(dtype)
  for (let row = 0; row < whole; row += high) {
    const count = Math.min(high, whole - row)
    const at = x.offset + row * n
    memory.set(x.buffer.subarray(at, at + count * n), from / bytes)
    if (kernel(to, from, n, count) !== 0) return undefined
    out.buffer.set(memory.subarray(to / bytes, to / bytes + count * each), out.offset + row * each)
  }
  // elements lie as those of x do
  return wanted === "logsumexp"
    ? viewOf(out, reduceShape(x.shape, axes) as number[], keptStrides(x, n, axes))
    : viewOf(out, x.shape, x.strides)
}

const keptStrides = (x: NDArray, n: number, axes: readonly number[]): number[] =>
  x.strides.filter((_, i) => !axes.includes(i)).map((s) => Math.floor(s / n))

export const softmaxes: Kernels = {
  composed: { softmax: rows("softmax"), logSoftmax: rows("logSoftmax") },
  structural: { logsumexp: ([x], params) => rows("logsumexp")(x as NDArray, params) },
}
