// The computational graph of one call as plain data: values forwards, adjoints backwards, derivatives on the edges.
import {
  asNode,
  conj,
  flatten,
  isComplex,
  isComputed,
  isWide,
  type NDArray,
  type OfCall,
  type OfDirection,
  type Primitive,
  type Shape,
  shapeOf,
  type Value,
} from "@nablajs/core"
import { plus } from "./cotangent.ts"
import { checkFunction, checkInput, checkScalar, type Fn, isLeaf, matching, toNumber, zeroOf } from "./edges.ts"
import { sweep } from "./linearize.ts"
import { forget, pullNode, settle, transposed } from "./pull.ts"
import { seedOf } from "./reverse.ts"
import { isRecorded, Tape, type Traced } from "./tape.ts"
import { run } from "./trace.ts"

/** A value of a computation: an argument, a constant or the result of an operation. */
export interface CallNode {
  readonly id: string
  /** The name of an argument, the sign or name of an operation, the text of a constant. */
  readonly label: string
  /** A number, or the text of a tensor. */
  readonly value: number | string
  /** The derivative of the result by this value; absent for constants. */
  readonly adjoint?: number | string
  /** In place of the adjoint: the derivative of this value in a direction of the arguments. */
  readonly tangent?: number | string
  readonly shape: Shape
}

/** A use of a value: `to` is computed from `from`. */
export interface CallEdge {
  readonly from: string
  readonly to: string
  /** The derivative of `to` by `from` where that is one number or one factor for each element. */
  readonly derivative?: number | string
}

/** What was computed, in order, and how the derivative flows back: ∂y/∂from = Σ ∂y/∂to · ∂to/∂from. */
export interface CallGraph {
  readonly nodes: readonly CallNode[]
  readonly edges: readonly CallEdge[]
}

/**
 * The computational graph of f(...args) for a scalar f: a node for each argument, constant and operation with its value and
 * adjoint, an edge for each use with its local derivative. Arguments are called x, y, z, …; parts of a record by
 * their keys, those of a list x1, x2, ….
 *
 * @example
 * ```ts
 * const { nodes } = graphOf((x, y) => add(multiply(x, y), sin(x)), 2, 3)
 * nodes[0] // => { id: "n0", label: "x", value: 2, adjoint: 2.5838531634528574, shape: [] }
 * ```
 */
export const graphOf = ((f: Fn, ...args: readonly unknown[]): CallGraph => {
  const call = callOf("graphOf", f, args)
  if (!call.tape.owns(call.y)) return constantGraph(call.y)
  const adjoint = adjoints(call.tape, call.y)
  return drawn(call, adjoint, (node) => ({ adjoint: shown(adjoint.get(node) as Value) }))
}) as OfCall<CallGraph>

/**
 * The computational graph of f(...primals) as forward mode runs through it: each value with its derivative in the direction
 * of the tangents, in place of adjoints. Everything else as {@link graphOf} has it.
 *
 * @example
 * ```ts
 * const { nodes } = tangentGraphOf((x, y) => multiply(x, y), [2, 3], [1, 0])
 * nodes[2] // => { id: "n2", label: "×", value: 6, tangent: 3, shape: [] }
 * ```
 */
export const tangentGraphOf = ((f: Fn, primals: readonly unknown[], tangents: readonly unknown[]): CallGraph => {
  const call = callOf("tangentGraphOf", f, primals)
  const { tape, names, y } = call
  const inputs = [...names.keys()]
  const { structure } = flatten("tangentGraphOf", primals)
  const dxs = matching(
    "tangentGraphOf",
    "the tangents",
    tangents,
    inputs.map((x) => x.primal),
    structure,
  )
  if (!tape.owns(y)) return constantGraph(y)
  const along = directions(tape, inputs, dxs)
  return drawn(call, adjoints(tape, y), (node) => ({ tangent: shown(along.get(node) ?? zeroOf(node.primal)) }))
}) as OfDirection<CallGraph>

/** One recorded call of a scalar function. */
interface Call {
  readonly tape: Tape
  readonly names: ReadonlyMap<Traced, string>
  readonly y: Value
}

function callOf(operation: string, f: Fn, args: readonly unknown[]): Call {
  checkFunction(operation, f)
  const tape = new Tape(operation)
  const names = new Map<Traced, string>()
  const traced = args.map((x, i) => named(operation, tape, x, args.length === 1 ? "x" : (letters[i] ?? `x${i + 1}`), names))
  const y = run(tape, () => f(...traced)) as Value
  checkScalar(operation, y, tape)
  return { tape, names, y }
}

const constantGraph = (y: Value): CallGraph => ({ nodes: [{ id: "n0", label: textOf(y), value: shown(y), shape: shapeOf(y) }], edges: [] })

const letters = ["x", "y", "z", "u", "v", "w"]

/** The tree with traced values in place of the given ones, each with its name. */
function named(operation: string, tape: Tape, x: unknown, name: string, names: Map<Traced, string>): unknown {
  if (isLeaf(x)) {
    checkInput(operation, x)
    const input = tape.input(x)
    names.set(input, name)
    return input
  }
  flatten(operation, x)
  if (Array.isArray(x)) return x.map((part, i) => named(operation, tape, part, `${name}${i + 1}`, names))
  return Object.fromEntries(Object.entries(x as object).map(([key, part]) => [key, named(operation, tape, part, key, names)]))
}

/** The adjoint of every node that the result depends on. */
function adjoints(tape: Tape, y: Traced): Map<Traced, Value> {
  const out = new Map<Traced, Value>()
  const note = (node: Traced): void => {
    if (node.g !== null) out.set(node, conj(node.g as never) as Value)
  }
  try {
    y.g = seedOf(y.primal)
    for (let i = tape.nodes.length - 1; i >= 0; i--) {
      const node = tape.nodes[i] as Traced
      settle(tape, node)
      note(node)
      node.results?.forEach(note)
      if (node.primitive !== null) pullNode(tape, node, node.primitive)
    }
  } finally {
    forget(tape.nodes)
  }
  return out
}

/** The derivative of every node in a direction of the inputs; null is zero. */
function directions(tape: Tape, inputs: readonly Traced[], dxs: readonly Value[]): Map<Traced, Value | null> {
  const nodes = tape.nodes.flatMap((node) => node.results ?? [node])
  const tangents = sweep(tape, inputs, dxs, nodes as unknown as Value[])
  return new Map(nodes.map((node, i) => [node, tangents[i] ?? null]))
}

type Derivative = Pick<CallNode, "adjoint" | "tangent">

/** The nodes on which the result depends, those that have an adjoint, each with its derivative. */
function drawn({ tape, names }: Call, adjoint: ReadonlyMap<Traced, Value>, derivativeOf: (node: Traced) => Derivative): CallGraph {
  const nodes: CallNode[] = []
  const edges: CallEdge[] = []
  const ids = new Map<Traced, string>()
  const add = (node: Omit<CallNode, "id">): string => {
    const id = `n${nodes.length}`
    nodes.push({ id, ...node })
    return id
  }
  const visit = (node: Traced, entry: Traced): void => {
    if (!adjoint.has(node)) return
    const sources =
      entry.primitive === null ? [] : usesOf(tape, node, entry).map((use) => ({ ...use, id: sourceOf(use.x, ids, tape, add) }))
    const label = entry.primitive === null ? (names.get(node) as string) : signOf(entry.primitive)
    const id = add({ label, value: shown(node.primal), ...derivativeOf(node), shape: node.shape })
    ids.set(node, id)
    for (const { id: from, factor } of sources) edges.push({ from, to: id, ...(factor !== null && { derivative: shown(factor) }) })
  }
  for (const node of tape.nodes) node.results ? node.results.forEach((y) => visit(y, node)) : visit(node, node)
  return { nodes, edges }
}

function sourceOf(x: Value, ids: ReadonlyMap<Traced, string>, tape: Tape, add: (node: Omit<CallNode, "id">) => string): string {
  if (tape.owns(x)) return ids.get(x) as string
  return add({ label: textOf(x), value: shown(x), shape: shapeOf(x) })
}

interface Use {
  readonly x: Value
  readonly factor: Value | null
}

/** The arguments of an operation, each once, with the derivative of its result by them. */
function usesOf(tape: Tape, node: Traced, entry: Traced): Use[] {
  const p = entry.primitive as Primitive
  const args = entry.args ?? (p.arity === 1 ? [entry.a] : [entry.a, entry.b])
  const factors = factorsOf(tape, node, entry, p, args)
  const uses = new Map<Value, Use>()
  const list: Use[] = []
  args.forEach((x, i) => {
    const factor = factors[i] ?? null
    const before = tape.owns(x) ? uses.get(x) : undefined
    const use = { x, factor: before ? sumOf(before.factor, factor) : factor }
    if (before) list[list.indexOf(before)] = use
    else list.push(use)
    uses.set(x, use)
  })
  return list
}

const sumOf = (a: Value | null, b: Value | null): Value | null => (a === null ? b : b === null ? a : plus(a, b))

// Elementwise rules give a factor for each element; the derivative of a scalar has the shape of the argument.
function factorsOf(tape: Tape, node: Traced, entry: Traced, p: Primitive, args: readonly Value[]): readonly (Value | null)[] {
  if (isRecorded(p) || entry.results !== null || (p.kind !== "elementwise" && node.shape.length > 0)) return []
  const seed = p.kind === "elementwise" ? 1 : seedOf(node.primal)
  return transposed(
    tape,
    p,
    args,
    args.map((x) => tape.lower(x)),
    [node.primal],
    [seed],
    entry.params,
  )
}

const signs: Readonly<Record<string, string>> = {
  multiply: "×",
  divide: "÷",
  subtract: "−",
  negative: "−",
  add: "+",
  contract: "·",
  pow: "^",
}

const signOf = (p: Primitive): string => signs[p.name] ?? p.notation?.text ?? p.name

const shown = (x: Value): number | string => {
  const plain = toNumber(x)
  return typeof plain === "number" ? plain : textOf(plain)
}

/** A number, a small tensor, or the type and shape of a large one. */
function textOf(x: Value): string {
  if (typeof x === "number") return `${x}`
  const array = asNode(x) as NDArray
  if (!isComputed(x)) return String(x)
  if (array.size > 12) return `${array.dtype}[${array.shape.join(", ")}]`
  if (isComplex(array.dtype) || isWide(array.dtype)) return String(array).replace(/\n\s*/g, " ")
  return JSON.stringify(array.toArray(), (_, v) => (typeof v === "number" ? Number(v.toPrecision(4)) : v)).replaceAll(",", ", ")
}
