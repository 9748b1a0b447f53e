// Nested arrays as tensors: the shape is that of the first rows, and every other row must have it too.
import {
  allocate,
  asTensor,
  astype,
  type DType,
  isComplex,
  isNode,
  NablaError,
  type NumericShape,
  partOf,
  stack,
  type Value,
} from "@nablajs/core"
import { checkElement, constantOf, type Element, isPair, joined, partsOf, strange, typeOfElement } from "./element.ts"

// Far beyond any tensor, far below the depth at which recursion would fail.
const DEEPEST = 64

/** Reads nested arrays of numbers, booleans, bigints, complex numbers or tensors. */
export function readNested(data: readonly unknown[], dtype: DType | undefined): Value {
  const shape = shapeAlong(data)
  const kinds: Kinds = { numbers: false, bigints: false, pairs: false, nodes: false, fraction: false }
  inspect(data, shape, 0, [], kinds)
  if (kinds.nodes) {
    const joined = stackNested(data, shape.length)
    return dtype === undefined ? joined : (astype(joined as never, dtype as never) as Value)
  }
  const type = dtype ?? (shape.includes(0) ? "float64" : typeFor(kinds))
  const part = partOf(type)
  const [re, im] = [allocate(part, shape), isComplex(type) ? allocate(part, shape) : null]
  let at = 0
  const put = (x: unknown, where: () => string): void => {
    if (im === null) re.buffer[re.offset + at] = checkElement("tensor", x, type, where)
    else [re.buffer[re.offset + at], im.buffer[im.offset + at]] = partsOf("tensor", x, type, where)
    at++
  }
  const copy = (row: readonly unknown[], axis: number, path: readonly number[]): void => {
    if (axis < shape.length - 1) row.forEach((part, i) => copy(part as readonly unknown[], axis + 1, [...path, i]))
    else for (let i = 0; i < row.length; i++) put(row[i], () => place([...path, i]))
  }
  copy(data, 0, [])
  return im === null ? asTensor(re) : (joined(asTensor(re), asTensor(im)) as Value)
}

/** What was met among the elements. */
interface Kinds {
  numbers: boolean
  bigints: boolean
  pairs: boolean
  nodes: boolean
  fraction: boolean
}

// Bigints beside whole numbers are whole numbers; beside fractions or complex numbers nothing holds both exactly.
function typeFor({ numbers, bigints, pairs, fraction }: Kinds): DType {
  if (bigints && (fraction || pairs)) {
    throw new NablaError(
      "dtype-mismatch",
      'tensor: bigints and fractions or complex numbers are mixed; choose the dtype, as in { dtype: "float64" }',
    )
  }
  return pairs ? "complex128" : bigints ? "int64" : numbers ? "float64" : "bool"
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

function inspect(row: ArrayLike<unknown>, shape: NumericShape, axis: number, path: readonly number[], kinds: Kinds): void {
  const innermost = axis === shape.length - 1
  for (let i = 0; i < row.length; i++) {
    const part = row[i]
    if (!innermost) {
      if (!isRow(part) || part.length !== shape[axis + 1]) throw ragged([...path, i], part, shape[axis + 1] as number)
      inspect(part, shape, axis + 1, [...path, i], kinds)
    } else if (typeof part === "number") {
      kinds.numbers = true
      if (!Number.isInteger(part)) kinds.fraction = true
    } else if (isNode(part)) kinds.nodes = true
    else if (isRow(part)) throw ragged([...path, i], part, null)
    else if (typeof part === "bigint") kinds.bigints = true
    else if (isPair(part)) kinds.pairs = true
    else if (typeof part !== "boolean") throw strange(place([...path, i]), part)
  }
}

function ragged(path: readonly number[], part: unknown, expected: number | null): NablaError {
  const first = place([...path.slice(0, -1), 0])
  const got = isRow(part) ? `an array of length ${part.length}` : typeof part === "object" ? "an object" : `${String(part)}`
  const want = expected === null ? "a number, as" : `length ${expected}, as`
  return new NablaError("ragged-array", `tensor: ${place(path)} is ${got}, expected ${want} ${first}; nested arrays must be rectangular`)
}

function stackNested(data: readonly unknown[], depth: number): Value {
  const parts = data.map((part) => (depth > 1 ? stackNested(part as readonly unknown[], depth - 1) : leafOf(part)))
  return stack(parts as never) as Value
}

const leafOf = (x: unknown): Value => (isNode(x) ? x : (constantOf("tensor", [], x as Element, typeOfElement(x as Element)) as Value))
