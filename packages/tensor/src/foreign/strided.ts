// Arrays with strides, as other libraries keep them: the elements are picked in row-major order.
import { asTensor, type DType, NablaError, showShape, type Value } from "@nablajs/core"
import { fromTypedArray } from "../typed.ts"

type Elements = ArrayBufferView & { readonly length: number; [i: number]: number }

/** Steps are counted in elements, from `offset` on. */
export function fromStrides(
  operation: string,
  memory: ArrayBufferView,
  shape: readonly number[],
  stride: readonly number[],
  offset: number,
  dtype: DType | undefined,
): Value {
  const source = memory as Elements
  if (stride.length !== shape.length || ![...stride, offset].every(Number.isInteger)) {
    throw new NablaError(
      "bad-argument",
      `${operation}: shape ${showShape(shape)} needs ${shape.length} whole steps, got strides [${stride.join(", ")}] from ${offset} on`,
    )
  }
  checkReach(operation, source, shape, stride, offset)
  const count = shape.reduce((a, b) => a * b, 1)
  const picked = room(operation, source, count)
  const index = shape.map(() => 0)
  for (let i = 0, at = offset; i < count; i++) {
    picked[i] = source[at] as number
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += stride[axis] as number
      if (++(index[axis] as number) < (shape[axis] as number)) break
      at -= (stride[axis] as number) * (shape[axis] as number)
      index[axis] = 0
    }
  }
  return asTensor(fromTypedArray(operation, picked, shape, dtype, true))
}

/** Both corners lie within the memory, and so does all between them. */
function checkReach(operation: string, source: Elements, shape: readonly number[], stride: readonly number[], offset: number): void {
  if (shape.includes(0)) return
  let [low, high] = [offset, offset]
  stride.forEach((step, axis) => {
    const far = step * ((shape[axis] as number) - 1)
    low += Math.min(0, far)
    high += Math.max(0, far)
  })
  if (low >= 0 && high < source.length) return
  throw new NablaError("bad-argument", `${operation}: strides [${stride.join(", ")}] leave the ${source.length} elements of the array`)
}

function room(operation: string, source: Elements, count: number): Elements {
  try {
    return new (source.constructor as new (n: number) => Elements)(count)
  } catch (cause) {
    throw new NablaError("too-large", `${operation}: ${count} elements are more than this engine gives memory for`, { cause })
  }
}
