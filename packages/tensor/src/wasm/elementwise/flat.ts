// The common case in a hurry: dense operands of one size and of the type that is computed in, or single elements.
import { allocateBare, type DType, dtypes, type NDArray, type NumericShape, type TypedArray } from "@nablajs/core"
import { layout, view } from "../memory.ts"
import { BLOCK, type Kernel, mend, type Patch } from "./blocks.ts"
import { OVERRUN } from "./loops.ts"

/** Whether every operand is dense in the shape of the result or one element. */
export function isFlat(operands: readonly NDArray[], types: readonly DType[], size: number): boolean {
  for (let k = 0; k < operands.length; k++) {
    const x = operands[k] as NDArray
    if (x.size === 1) continue
    if (!x.dense || x.size !== size || x.dtype !== types[k]) return false
  }
  return true
}

/** Regions for the result and three operands. */
const regions = [0, 1, 2, 3].map(() => BLOCK + OVERRUN)

export function runFlat(
  kernelOf: (lies: string) => Kernel,
  operands: readonly NDArray[],
  types: readonly DType[],
  dtype: DType,
  shape: NumericShape,
  size: number,
  patch: Patch | undefined,
): NDArray | undefined {
  const places = layout(...regions)
  if (places === undefined) return undefined
  const out = allocateBare(dtype, shape)
  let lies = ""
  for (let k = 0; k < operands.length; k++) lies += (operands[k] as NDArray).size === 1 ? "s" : "d"
  const kernel = kernelOf(lies)
  const results = view(dtype)
  const { bytes } = dtypes[dtype]
  const [address, p0, p1, p2] = places as [number, number, number, number]
  const first = address / bytes
  let most = BLOCK / bytes
  for (let k = 0; k < operands.length; k++) {
    const type = types[k] as DType
    const home = view(type)
    most = Math.min(most, BLOCK / home.BYTES_PER_ELEMENT)
    const x = operands[k] as NDArray
    if (lies[k] === "s") home[(places[k + 1] as number) / home.BYTES_PER_ELEMENT] = x.buffer[x.offset] as number
  }
  for (let done = 0; done < size; done += most) {
    const n = Math.min(most, size - done)
    for (let k = 0; k < operands.length; k++) {
      if (lies[k] === "s") continue
      const { buffer, offset } = operands[k] as NDArray
      const home = view(types[k] as DType)
      home.set(part(buffer, offset + done, n), (places[k + 1] as number) / home.BYTES_PER_ELEMENT)
    }
    if (kernel(address, n * bytes, 1, p0, 0, p1, 0, p2, 0) !== 0 && patch !== undefined) {
      mend(patch, view(types[0] as DType), p0 / bytes, results, first, n)
    }
    out.buffer.set(results.subarray(first, first + n), out.offset + done)
  }
  return out
}

const part = (x: TypedArray, from: number, n: number): TypedArray => (from === 0 && n === x.length ? x : x.subarray(from, from + n))
