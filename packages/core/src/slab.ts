// Where small results live. A fresh typed array above 64 bytes leaves the engine's heap and costs some 700 ns whatever
// the kernel, so small results are cut from a shared slab; the collector takes a slab when its last tensor dies.
import { type DType, dtypes, type TypedArray } from "./dtype.ts"

/** Results up to this many elements share a slab. */
export const SMALL = 64
const SLAB = 4096

interface Slab {
  buffer: TypedArray
  used: number
}

const float64: Slab = { buffer: /* @__PURE__ */ new Float64Array(0), used: SLAB }

/** `slabFor("float64", count)` without the look-up, for most results are of that type. */
export function slabForFloat64(count: number): Slab {
  if (float64.used + count > SLAB) {
    float64.buffer = new Float64Array(SLAB)
    float64.used = 0
  }
  return float64
}

const slabs: { [D in DType]?: Slab } = {}

/** A slab with room for `count` elements; take `used` as the offset and advance it. */
export function slabFor(dtype: DType, count: number): Slab {
  const slab = slabs[dtype]
  if (slab === undefined) {
    return (slabs[dtype] = { buffer: new dtypes[dtype].make(SLAB), used: 0 })
  }
  if (slab.used + count > SLAB) {
    slab.buffer = new dtypes[dtype].make(SLAB)
    slab.used = 0
  }
  return slab
}
