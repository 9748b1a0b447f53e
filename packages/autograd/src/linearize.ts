// A recorded function read forwards: tangents from the first node of the tape to the last.
import { type Linearize, type Primitive, unflatten, type Value } from "@nablajs/core"
import { type Fn, matching, outward, zeroOf } from "./edges.ts"
import { push1, push2, pushN, type Tangent } from "./push.ts"
import { forget } from "./pull.ts"
import { record } from "./reverse.ts"
import { isRecorded, type Kept, type Tape, type Traced } from "./tape.ts"

/** Tangents of the outputs from those of the inputs; null is zero. */
export function sweep(tape: Tape, inputs: readonly Traced[], dxs: readonly Tangent[], ys: readonly Value[]): readonly Tangent[] {
  try {
    inputs.forEach((input, i) => {
      input.g = dxs[i] ?? null
    })
    for (const node of tape.nodes) if (node.primitive !== null) pushNode(tape, node, node.primitive)
    return ys.map((y) => (tape.owns(y) ? y.g : null))
  } finally {
    forget(tape.nodes)
  }
}

/** Gives a node the tangent that follows from those of its arguments. */
function pushNode(tape: Tape, node: Traced, p: Primitive): void {
  const tangent = (x: Value): Tangent => (tape.owns(x) ? x.g : null)
  const { a, b, args, params } = node
  if (args !== null) {
    const dxs = args.map(tangent)
    if (dxs.every((dx) => dx === null)) return
    const targets = node.results ?? [node]
    const dys = pushN(
      p,
      args.map((x) => tape.lower(x)),
      dxs,
      targets.map((y) => y.primal),
      isRecorded(p) ? (params as Kept).params : params,
    )
    targets.forEach((y, k) => {
      y.g = dys[k] ?? null
    })
    return
  }
  const da = tangent(a)
  if (p.arity === 1) node.g = da === null ? null : push1(p, tape.lower(a), da, node.primal, params)
  else {
    const db = tangent(b)
    node.g = da === null && db === null ? null : push2(p, tape.lower(a), da, tape.lower(b), db, node.primal, params)
  }
}

/**
 * The value of f at a point and its derivative there as a linear function of tangents: [f(x), dx ↦ J(x) dx]. f runs once;
 * the linear function may be called any number of times.
 *
 * @example
 * ```ts
 * const [y, df] = linearize((x) => multiply(x, x), 3)
 * df(1) // => 6
 * ```
 */
export const linearize = ((f: Fn, ...args: readonly unknown[]): [unknown, (...dxs: unknown[]) => unknown] => {
  const { tape, inputs, structure, outputs: ys, values, resultStructure } = record("linearize", f, args)
  const numeric = typeof args[0] === "number"
  const primals = inputs.map((x) => x.primal)
  const linear = (...dxs: unknown[]): unknown => {
    const dys = sweep(tape, inputs, matching("linearize", "the tangents", dxs, primals, structure), ys)
    return unflatten(
      resultStructure,
      dys.map((dy, k) => outward(dy ?? zeroOf(values[k] as Value), numeric)),
    )
  }
  return [
    unflatten(
      resultStructure,
      values.map((y) => outward(y, numeric)),
    ),
    linear,
  ]
}) as unknown as Linearize
