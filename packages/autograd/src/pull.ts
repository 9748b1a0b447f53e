// Reverse mode, second half: cotangents from the last node to the first, each operation read backwards once. The walk is a
// loop, so its length is bounded by memory alone.
import {
  fillLike,
  type Linear,
  NablaError,
  negative,
  type Params,
  type Partial,
  type Primitive,
  type Shape,
  shapeOf,
  type Value,
} from "@nablajs/core"
import { fit, plus, times } from "./cotangent.ts"
import { isRecorded, type Kept, type Part, Tape, type Traced } from "./tape.ts"

/** Adds to the cotangent of a node. */
export function give(node: Traced, g: Value): void {
  const fitted = fit(g, node.primal)
  node.g = node.g === null ? fitted : plus(node.g, fitted)
}

/** Keeps the cotangent of a part of a node until that of the node is asked for: many parts are put back at once. */
function givePart(tape: Tape, node: Traced, part: Part): void {
  tape.parts ??= new Map()
  const known = tape.parts.get(node)
  if (known === undefined) tape.parts.set(node, [part])
  else known.push(part)
}

/** Adds what was kept of the parts of a node and of its results to their cotangents; each walk does so before it looks at them. */
export function settle(tape: Tape, node: Traced): void {
  if (tape.parts === null) return
  settleOne(tape.parts, node)
  node.results?.forEach((y) => settleOne(tape.parts as Map<Traced, Part[]>, y))
}

function settleOne(kept: Map<Traced, Part[]>, node: Traced): void {
  const parts = kept.get(node)
  if (parts === undefined) return
  kept.delete(node)
  const shape = shapeOf(node.primal)
  const [{ primitive, params, g }] = parts as [Part]
  if (parts.length === 1) give(node, primitive.transpose(g, [shape], params)[0] as Value)
  else give(node, restored(parts, shape))
}

function restored(parts: readonly Part[], shape: Shape): Value {
  const restore = (parts[0] as Part).primitive.restore as NonNullable<Linear["restore"]>
  return restore(
    parts.map((part) => part.g),
    parts.map((part) => part.params),
    shape,
  )
}

/** Walks the tape backwards from the cotangents that were given to its nodes; inputs keep theirs. */
export function backward(tape: Tape): void {
  const { nodes } = tape
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i] as Traced
    if (tape.parts !== null) settle(tape, node)
    if (node.primitive !== null) pullNode(tape, node, node.primitive)
  }
}

/** Passes the cotangent of a node on to its arguments, if it has one. */
export function pullNode(tape: Tape, node: Traced, p: Primitive): void {
  tape.current = node
  if (node.results !== null) pullSeveral(tape, node)
  else if (node.g !== null) {
    // dropped as soon as it is done, so that its memory can be used again
    const g = node.g
    node.g = null
    pullOne(tape, node, p, g)
  }
}

/** Removes what a walk left behind when a rule threw. */
export function forget(nodes: readonly Traced[]): void {
  if (nodes[0] !== undefined) (nodes[0].world as Tape).parts = null
  for (const node of nodes) {
    node.g = null
    if (node.results !== null) forget(node.results)
  }
}

/** The operation of one node read backwards: its cotangent to those of its arguments. */
function pullOne(tape: Tape, node: Traced, p: Primitive, g: Value): void {
  if (node.args !== null) pullArguments(tape, node, p, g, node.args)
  else if (p.kind === "elementwise") pullElementwise(tape, node, g, p.partials)
  else if (p.kind === "linear" && p.restore !== undefined)
    givePart(tape, node.a as unknown as Traced, { primitive: p, params: node.params, g })
  else if (p.kind === "linear" && p.arity === 1)
    give(node.a as unknown as Traced, p.transpose(g, [shapeOf(node.a)], node.params)[0] as Value)
  else pullArguments(tape, node, p, g, p.arity === 1 ? [node.a] : [node.a, node.b])
}

function pullElementwise(tape: Tape, node: Traced, g: Value, partials: readonly (Partial | null)[]): void {
  if (typeof g === "number" && typeof node.primal === "number") return pullNumber(node, g, node.primal, partials)
  const { a, b } = node
  const fa = partials[0]
  const fb = partials[1]
  const x = tape.lower(a)
  const z = tape.lower(b)
  if (fa && tape.owns(a)) give(a, times(g, fa(node.primal, x, z, 0)))
  if (fb && tape.owns(b)) giveSecond(b, g, fb(node.primal, x, z, 0))
}

/** Where the sign alone changes, what broadcasting repeated is summed first: fewer elements are left to negate. */
function giveSecond(node: Traced, g: Value, factor: Value): void {
  give(node, factor === -1 ? (negative(fit(g, node.primal)) as Value) : times(g, factor))
}

// Numbers alone: nothing to fit, and most often nothing but a product and a sum to do. An argument is a plain number or a
// node of this tape.
function pullNumber({ a, b }: Traced, g: number, y: number, partials: readonly (Partial | null)[]): void {
  const x = typeof a === "number" ? a : (a as unknown as Traced).primal
  const z = typeof b === "number" ? b : (b as unknown as Traced).primal
  const fa = partials[0] as Partial | null
  if (typeof a !== "number" && fa !== null) addNumber(a as unknown as Traced, g, fa(y, x, z, 0))
  if (typeof b === "number") return
  const fb = partials[1] as Partial | null
  if (fb !== null) addNumber(b as unknown as Traced, g, fb(y, x, z, 0))
}

function addNumber(node: Traced, g: number, factor: Value): void {
  if (typeof factor !== "number") give(node, times(g, factor))
  else if (node.g === null) node.g = g * factor
  else node.g = plus(node.g, g * factor)
}

function pullArguments(tape: Tape, node: Traced, p: Primitive, g: Value, args: readonly Value[]): void {
  const xs = args.map((x) => tape.lower(x))
  const cotangents = transposed(tape, p, args, xs, [node.primal], [g], node.params)
  cotangents.forEach((c, i) => {
    const x = args[i] as Value
    if (c !== null && tape.owns(x)) give(x, c)
  })
}

function pullSeveral(tape: Tape, node: Traced): void {
  const results = node.results as readonly Traced[]
  if (results.every((y) => y.g === null)) return
  const gs = results.map((y) => y.g)
  for (const y of results) y.g = null
  const args = node.args as readonly Value[]
  const p = node.primitive as Primitive
  const cotangents = isRecorded(p)
    ? (node.params as Kept).pull(gs)
    : transposed(
        tape,
        p,
        args,
        args.map((x) => tape.lower(x)),
        results.map((y) => y.primal),
        gs,
        node.params,
      )
  cotangents.forEach((c, i) => {
    const x = args[i] as Value
    if (c !== null && tape.owns(x)) give(x, c)
  })
}

export function transposed(
  tape: Tape,
  p: Primitive,
  args: readonly Value[],
  xs: readonly Value[],
  ys: readonly Value[],
  gs: readonly (Value | null)[],
  params: Params,
): readonly (Value | null)[] {
  const g = gs[0] as Value
  switch (p.kind) {
    case "elementwise":
      return xs.map((_, i) => {
        const partial = p.partials[i]
        return partial && tape.owns(args[i] as Value)
          ? times(g, partial(ys[0] as Value, xs[0] as Value, xs[1] as Value, xs[2] as Value))
          : null
      })
    case "linear":
      return p.transpose(g, xs.map(shapeOf), params)
    case "multilinear":
      return xs.map((_, i) => (tape.owns(args[i] as Value) ? (p.transposes[i]?.(g, xs, params) ?? null) : null))
    case "custom":
      return p.vjp ? p.vjp(gs, xs, ys, params) : transposeJvp(tape, p, args, xs, ys, gs, params)
  }
}

// A forward rule is linear in its tangents: recorded as a function of them alone, it is read backwards like any other.
function transposeJvp(
  tape: Tape,
  p: Extract<Primitive, { kind: "custom" }>,
  args: readonly Value[],
  xs: readonly Value[],
  ys: readonly Value[],
  gs: readonly (Value | null)[],
  params: Params,
): readonly (Value | null)[] {
  if (tape.transform === `the rule of ${p.name}`) throw circular(p.name)
  const rule = new Tape(`the rule of ${p.name}`)
  const dxs = xs.map((x, i) => (tape.owns(args[i] as Value) ? rule.input(fillLike(x, 0)) : null))
  const dys = p.jvp(xs, dxs, ys, params)
  rule.closed = true
  dys.forEach((dy, k) => {
    const g = gs[k] ?? null
    if (dy !== null && g !== null && rule.owns(dy)) give(dy, g)
  })
  backward(rule)
  return dxs.map((dx) => dx && dx.g)
}

const circular = (name: string): NablaError =>
  new NablaError(
    "missing-rule",
    `${name}: its forward rule uses ${name} itself and cannot be read backwards; state \`vjp\` where ${name} is defined`,
  )
