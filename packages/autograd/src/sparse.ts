// Jacobians and Hessians with few entries other than 0: columns that share no row are computed together.
import {
  allocate,
  asNode,
  asTensor,
  dtypeOf,
  isComplex,
  isNode,
  isComputed,
  NablaError,
  type NDArray,
  ravel,
  reshape,
  shapeOf,
  showShape,
  sizeOf,
  take,
  type Tensor,
  type Value,
  wrapArray,
} from "@nablajs/core"
import { Batch } from "./batch.ts"
import { checkFunction, type Fn, zeroOf } from "./edges.ts"
import { gradientAs } from "./grad.ts"
import { sweep } from "./linearize.ts"
import { type Recording, record, take as cotangentOf, walk } from "./reverse.ts"
import type { Traced } from "./tape.ts"
import { run } from "./trace.ts"

/** A matrix by its entries: `values[k]` stands in row `rows[k]` and column `columns[k]`; all others are 0. */
export interface SparseMatrix {
  readonly shape: readonly [number, number]
  readonly rows: Int32Array
  readonly columns: Int32Array
  readonly values: Tensor
  /** How many derivatives in one direction it took, instead of one for each column or row. */
  readonly passes: number
}

interface Plan {
  readonly rows: Int32Array
  readonly columns: Int32Array
  readonly shape: readonly [number, number]
  readonly forward: boolean
  /** The group of each column, or of each row in reverse mode. */
  readonly color: Int32Array
  readonly colors: number
}

/**
 * The Jacobian of f, whose entries are 0 wherever `pattern` (a boolean matrix, as `sparsity` gives it) is false. Columns
 * that share no row, or rows that share no column, are computed as one, so the cost is that of a few directions. One more
 * direction checks the pattern: entries that it misses are an error, not a wrong answer.
 *
 * @example
 * ```ts
 * const squares = (x) => multiply(x, x)
 * const x = tensor([1, 2, 3])
 * const J = sparseJacobian(squares, sparsity(squares, x))(x)
 * J.values.toArray() // => [2, 4, 6]
 * J.passes // => 1
 * ```
 */
export function sparseJacobian(f: Fn, pattern: Tensor): (x: Value) => SparseMatrix {
  checkFunction("sparseJacobian", f)
  return compressed("sparseJacobian", f, planOf("sparseJacobian", pattern))
}

/**
 * The Hessian of a scalar function, whose entries are 0 wherever `pattern` is false: `sparsity(grad(f), x)` finds it.
 *
 * @example
 * ```ts
 * const f = (x) => sum(multiply(x, multiply(x, x)))
 * const x = tensor([1, 2, 3])
 * sparseHessian(f, sparsity(grad(f), x))(x).values.toArray() // => [6, 12, 18]
 * ```
 */
export function sparseHessian(f: Fn, pattern: Tensor): (x: Value) => SparseMatrix {
  checkFunction("sparseHessian", f)
  return compressed("sparseHessian", gradientAs("sparseHessian", f), planOf("sparseHessian", pattern))
}

function planOf(operation: string, pattern: Tensor): Plan {
  if (!isNode(pattern) || !isComputed(pattern) || shapeOf(pattern).length !== 2) {
    const got = isNode(pattern) ? `shape ${showShape(shapeOf(pattern))}` : typeof pattern
    throw new NablaError("bad-argument", `${operation}: the pattern is a boolean matrix, as sparsity(f, x) gives it, got ${got}`)
  }
  const [m, n] = shapeOf(pattern) as [number, number]
  const data = (asNode(pattern) as NDArray).data
  const places: number[] = []
  for (let k = 0; k < data.length; k++) if (data[k] !== 0) places.push(k)
  const rows = Int32Array.from(places, (k) => Math.floor(k / n))
  const columns = Int32Array.from(places, (k) => k % n)
  const byColumn = colored(columns, rows, n, m)
  const byRow = colored(rows, columns, m, n)
  const forward = byColumn.colors <= byRow.colors
  return { rows, columns, shape: [m, n], forward, ...(forward ? byColumn : byRow) }
}

/** Groups of lines none of which cross a common line: each takes the first group that is free, the fullest lines first. */
function colored(lines: Int32Array, crossing: Int32Array, count: number, crossed: number): { color: Int32Array; colors: number } {
  const own: number[][] = Array.from({ length: count }, () => [])
  lines.forEach((line, k) => own[line]?.push(crossing[k] as number))
  const order = own.map((_, line) => line).sort((a, b) => (own[b] as number[]).length - (own[a] as number[]).length)
  const taken: Set<number>[] = Array.from({ length: crossed }, () => new Set())
  const color = new Int32Array(count)
  let colors = 0
  for (const line of order) {
    const across = own[line] as number[]
    let c = 0
    while (across.some((other) => taken[other]?.has(c))) c++
    color[line] = c
    for (const other of across) taken[other]?.add(c)
    if (across.length > 0) colors = Math.max(colors, c + 1)
  }
  return { color, colors }
}

function compressed(operation: string, f: Fn, plan: Plan): (x: Value) => SparseMatrix {
  const { rows, columns, shape, forward, color, colors } = plan
  const [m, n] = shape
  return (x) => {
    const recording = record(operation, f, [x])
    checkShape(operation, recording, m, n)
    const flat = directions(operation, recording, plan)
    const length = forward ? m : n
    const place = Int32Array.from(rows, (row, k) =>
      forward ? (color[columns[k] as number] as number) * length + row : (color[row] as number) * length + (columns[k] as number),
    )
    const values = take(flat as never, asTensor(wrapArray("int32", [place.length], place)) as never) as unknown as Tensor
    checkPattern(operation, plan, values, flat, length)
    return { shape, rows, columns, values, passes: colors }
  }
}

/** The derivatives in the direction of each group and of the weights, one after the other in one vector. */
function directions(operation: string, { tape, inputs, outputs, values }: Recording, { color, colors, forward }: Plan): Value {
  const [x, y] = [(inputs[0] as Traced).primal, values[0] as Value]
  const [along, result] = forward ? [x, y] : [y, x]
  const trace = new Batch(operation, colors + 1)
  const seeds = reshape(seedsOf(color, colors, along) as never, [colors + 1, ...shapeOf(along)] as never) as Value
  const all = run(trace, () => {
    if (forward) return sweep(tape, inputs, [trace.batched(seeds)], outputs)[0] ?? zeroOf(result)
    walk(tape, outputs, [trace.batched(seeds)])
    return cotangentOf(inputs[0] as Traced)
  })
  return ravel(trace.entries(all) as never) as Value
}

/** A row of 0 and 1 for each group, and one of weights that tell all lines apart. */
function seedsOf(color: Int32Array, colors: number, along: Value): Value {
  const count = color.length
  const out = allocate(dtypeOf(along) === "float32" ? "float32" : "float64", [colors + 1, count])
  out.buffer.fill(0, out.offset, out.offset + out.size)
  color.forEach((c, line) => {
    if (c < colors) out.buffer[out.offset + c * count + line] = 1
    out.buffer[out.offset + colors * count + line] = weight(line)
  })
  return asTensor(out)
}

const weight = (line: number): number => 0.5 + ((line * 0.6180339887498949) % 1)

function checkShape(operation: string, { values, inputs }: Recording, m: number, n: number): void {
  if ([...values.map(dtypeOf), ...inputs.map((x) => x.dtype)].some(isComplex)) {
    throw new NablaError(
      "not-differentiable",
      `${operation}: takes real numbers to real ones; differentiate by the parts of complex numbers`,
    )
  }
  const sizes = [
    values.reduce<number>((count, y) => count + Number(sizeOf(shapeOf(y))), 0),
    inputs.reduce<number>((count, x) => count + Number(sizeOf(x.shape)), 0),
  ]
  if (values.length === 1 && inputs.length === 1 && sizes[0] === m && sizes[1] === n) return
  throw new NablaError(
    "shape-mismatch",
    `${operation}: the pattern has shape [${m}, ${n}], but f takes ${sizes[1]} elements to ${sizes[0]}, in one tensor each`,
  )
}

// Σ over a line of entries times weights must be what the last direction gave.
function checkPattern(operation: string, { rows, columns, forward, colors }: Plan, values: Value, flat: Value, length: number): void {
  if (!isComputed(values) || !isComputed(flat)) return
  const found = (asNode(values) as NDArray).data as ArrayLike<number>
  const all = (asNode(flat) as NDArray).data as ArrayLike<number>
  const single = dtypeOf(values) === "float32"
  const sums = new Float64Array(length)
  const scale = new Float64Array(length)
  for (let k = 0; k < rows.length; k++) {
    const [line, other] = forward ? [rows[k] as number, columns[k] as number] : [columns[k] as number, rows[k] as number]
    const term = (found[k] as number) * weight(other)
    sums[line] = (sums[line] as number) + term
    scale[line] = (scale[line] as number) + Math.abs(term)
  }
  for (let line = 0; line < length; line++) {
    const expected = all[colors * length + line] as number
    const slack = (single ? 1e-4 : 1e-9) * ((scale[line] as number) + Math.abs(expected))
    if (Math.abs(expected - (sums[line] as number)) > slack) {
      throw new NablaError(
        "bad-argument",
        `${operation}: the pattern misses entries in ${forward ? "row" : "column"} ${line}; find it anew with sparsity(f, x)`,
      )
    }
  }
}
