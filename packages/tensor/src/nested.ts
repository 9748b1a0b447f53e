// Nested arrays as tensors: the shape is that of the first rows, and every other row must have it too.
import {
  allocate,
  asTensor,
  astype,
  type DType,
  dtypes,
  isInteger,
  isNode,
  NablaError,
  type NumericShape,
  reshape,
  stack,
  type Value,
} from "@nablajs/core"

// Far beyond any tensor, far below the depth at which recursion would fail.
const DEEPEST = 64

/** Reads nested arrays of numbers, booleans or tensors. */
export function readNested(data: readonly unknown[], dtype: DType | undefined): Value {
  const shape = shapeAlong(data)
  const leaf = { truth: true, nodes: false }
  inspect(data, shape, 0, [], leaf)
  if (leaf.nodes) {
    const joined = stackNested(data, shape.length)
    return dtype === undefined ? joined : (astype(joined as never, dtype as never) as Value)
  }
  const empty = shape.includes(0)
  const out = allocate(dtype ?? (leaf.truth && !empty ? "bool" : "float64"), shape)
  let at = out.offset
  const copy = (row: readonly unknown[], axis: number, path: readonly number[]): void => {
    if (axis < shape.length - 1) row.forEach((part, i) => copy(part as readonly unknown[], axis + 1, [...path, i]))
    else
      for (let i = 0; i < row.length; i++)
        out.buffer[at++] = checkElement("tensor", row[i] as number | boolean, dtype, () => place([...path, i]))
  }
  copy(data, 0, [])
  return asTensor(out)
}

const place = (path: readonly number[]): string => `data${path.map((i) => `[${i}]`).join("")}`

/** The sizes along the first element of each level. */
function shapeAlong(data: readonly unknown[]): NumericShape {
  const shape: number[] = []
  for (let row: unknown = data; isRow(row); row = row[0]) {
    shape.push(row.length)
    if (shape.length > DEEPEST) throw new NablaError("too-large", `tensor: arrays nested deeper than ${DEEPEST} levels are refused`)
    if (row.length === 0) break
  }
  return shape
}

const isRow = (x: unknown): x is ArrayLike<unknown> => Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView))

function inspect(
  row: ArrayLike<unknown>,
  shape: NumericShape,
  axis: number,
  path: readonly number[],
  leaf: { truth: boolean; nodes: boolean },
): void {
  const innermost = axis === shape.length - 1
  for (let i = 0; i < row.length; i++) {
    const part = row[i]
    if (!innermost) {
      if (!isRow(part) || part.length !== shape[axis + 1]) throw ragged([...path, i], part, shape[axis + 1] as number)
      inspect(part, shape, axis + 1, [...path, i], leaf)
    } else if (typeof part === "number") leaf.truth = false
    else if (isNode(part)) leaf.nodes = true
    else if (isRow(part)) throw ragged([...path, i], part, null)
    else if (typeof part !== "boolean") throw strange(place([...path, i]), part)
  }
}

function ragged(path: readonly number[], part: unknown, expected: number | null): NablaError {
  const first = place([...path.slice(0, -1), 0])
  const got = isRow(part) ? `an array of length ${part.length}` : typeof part === "object" ? "an object" : `${String(part)}`
  const want = expected === null ? "a number, as" : `length ${expected}, as`
  return new NablaError("ragged-array", `tensor: ${place(path)} is ${got}, expected ${want} ${first}; nested arrays must be rectangular`)
}

function strange(where: string, x: unknown): NablaError {
  const hint = typeof x === "bigint" ? "; 64-bit integers are not supported, use Number(x)" : ""
  const shown = typeof x === "string" ? JSON.stringify(x.slice(0, 40)) : typeof x === "object" && x !== null ? "an object" : String(x)
  return new NablaError("bad-argument", `tensor: ${where} is ${shown}, expected a number or a boolean${hint}`)
}

function stackNested(data: readonly unknown[], depth: number): Value {
  const parts = data.map((part) => (depth > 1 ? stackNested(part as readonly unknown[], depth - 1) : leafOf(part)))
  return stack(parts as never) as Value
}

const leafOf = (x: unknown): Value => (isNode(x) ? x : (reshape(Number(x) as never, [] as never) as Value))

/** The element as a number, if a tensor of that type can hold it as it is. */
export function checkElement(operation: string, x: number | boolean, dtype: DType | undefined, where: string | (() => string)): number {
  if (typeof x === "boolean") return x ? 1 : 0
  if (typeof x !== "number") throw strange(typeof where === "string" ? where : where(), x)
  if (dtype === undefined || !(isInteger(dtype) || dtype === "bool")) return x
  if (dtype === "bool") return x !== 0 ? 1 : 0
  const [lo, hi] = dtypes[dtype].range
  if (Number.isInteger(x) && x >= lo && x <= hi) return x
  throw new NablaError(
    "integer-overflow",
    `${operation}: ${typeof where === "string" ? where : where()} is ${x}, which is no ${dtype} (whole numbers from ${lo} to ${hi}); use another dtype, or astype(tensor(…), "${dtype}") to cut it`,
  )
}
