// The tape for learners: variables that remember what was computed from them, in ordinary code outside any function. The
// rules and the walk are those of `grad`; nodes hold each other, so what is no longer used is forgotten.
import {
  asNode,
  conj,
  flatten,
  isComplex,
  isComputed,
  isFloating,
  NablaError,
  type Scalar,
  type Tensor,
  dtypeOf,
  type Value,
} from "@nablajs/core"
import { plus } from "./cotangent.ts"
import { checkInput, isLeaf, matching, toNumber } from "./edges.ts"
import { forget, pullNode, settle } from "./pull.ts"
import { seedOf } from "./reverse.ts"
import { Tape, Traced } from "./tape.ts"

// Below all transformations, so that grad and vmap of a function that uses variables nest inside.
const LEVEL = 1.5

class Learning extends Tape {
  override readonly readable = true

  constructor() {
    super("backward", LEVEL)
  }

  variable(x: Value): Leaf {
    return new Leaf(this, x)
  }

  protected override keep(node: Traced): Value {
    return node as unknown as Value
  }
}

class Leaf extends Traced {
  grad: Value | null = null

  constructor(tape: Learning, x: Value) {
    super(tape, x, null, 0, 0, null, undefined)
  }
}

// by its field, for a variable may come from another copy of the package
const isLearned = (node: Traced): node is Leaf => "grad" in node

// One for all copies of the package: variables of two copies meet in one computation.
const home = Symbol.for("@nablajs/autograd/variables")

function learning(): Learning {
  const global = globalThis as { [home]?: Learning }
  global[home] ??= new Learning()
  return global[home]
}

/** A value by which `backward` differentiates; `grad` gathers the derivatives, null before and when set so. */
export type Variable<X = Tensor> = X extends number ? Scalar<"float64"> & { grad: number | null } : X & { grad: X | null }

/**
 * A variable with the value x: what is computed from it remembers how, until `backward` reads it. It may be used like any
 * tensor, and its value can be read.
 *
 * @example
 * ```ts
 * const x = variable(tensor([0, 1, 2, 3]))
 * backward(multiply(2, dot(x, x)))
 * x.grad.toArray() // => [0, 4, 8, 12]
 * ```
 */
export function variable<X extends number | Tensor>(x: X): Variable<X> {
  if (!isLeaf(x)) flatten("variable", x)
  if (!isLeaf(x)) throw new NablaError("bad-argument", "variable: expected one number or tensor; make a variable of each part")
  checkInput("variable", x)
  if (!isComputed(x))
    throw new NablaError(
      "traced-value",
      `variable: ${String(x)} is no computed value; inside grad and the like, derivatives come from them`,
    )
  return learning().variable(x) as unknown as Variable<X>
}

/**
 * Adds the derivatives of y by every variable that it was computed from to their `grad`. y is a scalar, or `g` gives the
 * weight of each of its elements. Derivatives add up over calls: set `x.grad = null` to start again.
 *
 * @example
 * ```ts
 * const x = variable(3)
 * backward(multiply(x, x))
 * x.grad // => 6
 * ```
 */
export function backward(y: Value, g?: Value): void {
  const tape = learning()
  if (!isLeaf(y) || !tape.owns(y)) {
    throw new NablaError(
      "not-differentiable",
      "backward: the value does not depend on a variable; make one with variable(x) and compute from it",
    )
  }
  const nodes = ancestors(tape, y)
  try {
    y.g = weightOf(y, g)
    for (const node of nodes) {
      settle(tape, node)
      if (node.primitive !== null) pullNode(tape, node, node.primitive)
    }
    for (const node of nodes) if (isLearned(node)) gather(node)
  } finally {
    forget(nodes)
  }
}

function weightOf(y: Traced, g: Value | undefined): Value {
  if (!isFloating(dtypeOf(y.primal))) throw new NablaError("not-differentiable", `backward: a ${dtypeOf(y.primal)} value has no derivative`)
  if (g !== undefined)
    return conj(matching("backward", "the weights", g, [y.primal], flatten("backward", y.primal).structure)[0] as never) as Value
  if (isComplex(y.dtype)) {
    throw new NablaError(
      "not-differentiable",
      "backward: only real values have derivatives without weights; take abs(y), real(y) or imag(y), or give the weights: backward(y, weights)",
    )
  }
  if (y.shape.length === 0) return seedOf(y.primal)
  throw new NablaError(
    "non-scalar-output",
    `backward: expected a scalar, got shape [${y.shape.join(", ")}]; reduce it with sum or mean, or give the weight of each element: backward(y, weights)`,
  )
}

function gather(x: Leaf): void {
  if (x.g === null) return
  const g = typeof x.primal === "number" ? toNumber(x.g) : (conj(x.g as never) as Value)
  x.grad = x.grad === null ? g : plus(x.grad, g)
}

/** What y was computed from, every node before its own arguments; y first. Uses no recursion. */
function ancestors(tape: Tape, y: Traced): Traced[] {
  const out: Traced[] = []
  const seen = new Set<Traced>()
  const stack: Traced[] = [y]
  while (stack.length > 0) {
    const node = stack[stack.length - 1] as Traced
    const open = seen.has(node) ? [] : argumentsOf(tape, node).filter((x) => !seen.has(x))
    if (open.length > 0) {
      stack.push(...open)
      continue
    }
    stack.pop()
    if (seen.has(node)) continue
    seen.add(node)
    out.push(node)
  }
  return out.reverse()
}

function argumentsOf(tape: Tape, node: Traced): Traced[] {
  const list: Traced[] = []
  for (const x of node.args ?? [node.a, node.b])
    if (isLeaf(x) && typeof x !== "number" && asNode(x).world === tape) list.push(x as unknown as Traced)
  return list
}
