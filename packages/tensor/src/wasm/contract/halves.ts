// Contractions too large for scratch, by halves of the longest axis.
import { add, asNode, asTensor, concat, type NDArray, viewOf } from "@nablajs/core"
import type { Labels } from "./plan.ts"

type Contract = (x: NDArray, y: NDArray, labels: Labels) => NDArray | undefined

/** Where the axis of that name is halved: the first half of it, or the second. */
function half(x: NDArray, names: readonly number[], name: number, second: boolean): NDArray {
  const axis = names.indexOf(name)
  if (axis < 0) return x
  const size = x.shape[axis] as number
  const middle = size >> 1
  const shape = x.shape.map((n, i) => (i === axis ? (second ? size - middle : middle) : n))
  return viewOf(x, shape, x.strides, second ? x.offset + middle * (x.strides[axis] as number) : x.offset)
}

/** Both halves, beside each other where the axis is one of the result, else added. */
export function byHalves(x: NDArray, y: NDArray, labels: Labels, contract: Contract): NDArray | undefined {
  const { a, b, out } = labels
  const [larger, names] = x.size >= y.size ? [x, a] : [y, b]
  const longest = larger.shape.indexOf(Math.max(...larger.shape))
  const name = names[longest] as number
  const parts: NDArray[] = []
  for (const second of [false, true]) {
    const part = contract(half(x, a, name, second), half(y, b, name, second), labels)
    if (part === undefined) return undefined
    parts.push(part)
  }
  const [first, second] = parts.map(asTensor) as never[]
  const axis = out.indexOf(name)
  return asNode(axis < 0 ? add(first as never, second as never) : concat([first, second] as never, { axis } as never)) as NDArray
}
