// The common case in a hurry: dense operands of one size and of the type that is computed in, or single elements.
import { allocateBare, type DType, dtypes, type NDArray, type NumericShape, type TypedArray } from "@nablajs/core"
import { layout, onRelease, scratch, view } from "../memory.ts"
import type { Memory } from "../platform.ts"
import { BLOCK, mend } from "./blocks.ts"
import type { Loop } from "./loop.ts"
import { OVERRUN } from "./loops.ts"

/** How the operands lie if each is dense in the shape of the result or one element; "" else. */
export function liesOf(operands: readonly NDArray[], types: readonly DType[], size: number): string {
  let lies = ""
  for (let k = 0; k < operands.length; k++) {
    const x = operands[k] as NDArray
    if (x.size === 1) lies += "s"
    else if (x.dense && x.size === size && x.dtype === types[k]) lies += "d"
    else return ""
  }
  return lies
}

// The regions of the result and of three operands lie at the same addresses as long as the memory is the same.
let home: Memory | undefined
let places: readonly number[] | undefined

onRelease(() => {
  home = undefined
})

function regions(): readonly number[] | undefined {
  if (home !== undefined && home === scratch()) return places
  places = layout(BLOCK + OVERRUN, BLOCK + OVERRUN, BLOCK + OVERRUN, BLOCK + OVERRUN)
  home = scratch()
  return places
}

/** f(operands…) in blocks of one row each. */
export function runFlat(loop: Loop, lies: string, operands: readonly NDArray[], shape: NumericShape, size: number): NDArray | undefined {
  const at = regions()
  if (at === undefined) return undefined
  const { types, dtype, patch } = loop
  const out = allocateBare(dtype, shape)
  const kernel = loop.kernelFor(lies)
  const { bytes } = dtypes[dtype]
  const [address, p0, p1, p2] = at as [number, number, number, number]
  const results = view(dtype)
  const first = address / bytes
  let most = BLOCK / bytes
  for (let k = 0; k < operands.length; k++) most = Math.min(most, BLOCK / dtypes[types[k] as DType].bytes)
  for (let done = 0; done < size; done += most) {
    const n = Math.min(most, size - done)
    for (let k = 0; k < operands.length; k++) {
      const target = view(types[k] as DType)
      const start = (at[k + 1] as number) / target.BYTES_PER_ELEMENT
      const { buffer, offset } = operands[k] as NDArray
      if (lies[k] === "s") target[start] = buffer[offset] as number
      else target.set(part(buffer, offset + done, n), start)
    }
    if (kernel(address, n * bytes, 1, p0, 0, p1, 0, p2, 0) !== 0 && patch !== undefined) {
      mend(patch, { home: view(types[0] as DType), start: p0 / bytes, down: 0, right: lies === "d" ? 1 : 0 }, results, first, 1, n)
    }
    out.buffer.set(results.subarray(first, first + n), out.offset + done)
  }
  return out
}

const part = (x: TypedArray, from: number, n: number): TypedArray => (from === 0 && n === x.length ? x : x.subarray(from, from + n))
