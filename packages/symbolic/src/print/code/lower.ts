// From a term to the operations that targets print.
import { type DType, type Expr, multiplySizes, NablaError, type NDArray, order, share } from "@nablajs/core"
import { contraction } from "./contraction.ts"
import { moves } from "./moves.ts"
import { Graph, type Op } from "./op.ts"

type Rule = (g: Graph, node: Expr, args: readonly Op[]) => Op

/** The term as operations, equal subterms being one. */
export function lower(root: Expr): Op {
  const g = new Graph()
  const now = new Map<Expr, Op>()
  const [shared] = share(root) as [Expr]
  for (const node of order(shared)) {
    now.set(
      node,
      lowered(
        g,
        node,
        node.args.map((x) => now.get(x) as Op),
      ),
    )
  }
  return now.get(shared) as Op
}

function lowered(g: Graph, node: Expr, args: readonly Op[]): Op {
  const { primitive: p, shape } = node
  if (p === null) {
    if (node.name !== null) return g.op("input", [], shape, { name: node.name })
    return node.literal !== null ? g.op("number", [], [], { value: node.literal }) : constant(g, node)
  }
  const rule = Object.hasOwn(rules, p.name) ? rules[p.name] : undefined
  if (rule !== undefined) return rule(g, node, args)
  if (p.kind === "elementwise") return g.map(p.name, args, shape)
  throw new NablaError("unsupported", `code: there is no rule that prints ${p.name}; evaluate(formula, values) computes it`)
}

const MOST_NUMBERS = 1_000

function constant(g: Graph, node: Expr): Op {
  const value = node.constant as unknown as NDArray
  if (typeof value.toArray !== "function" || value.world.level !== 0) {
    throw new NablaError("unsupported", "code: the formula holds a traced value; print it outside of the transformation")
  }
  if (value.size > MOST_NUMBERS) {
    throw new NablaError(
      "too-large",
      `code: a constant of ${value.size} numbers is data; make it a variable (at most ${MOST_NUMBERS} are printed)`,
    )
  }
  if (node.shape.length === 0) return g.op("number", [], [], { value: Number(value.item()) })
  const rows: unknown = value.toArray()
  if (![...value.data].every((x) => Number.isFinite(Number(x))) || node.shape.includes(0)) {
    throw new NablaError("unsupported", "code: constants must hold finite numbers; make this one a variable")
  }
  return g.op("array", [], node.shape, { rows })
}

const axesOf = (node: Expr): readonly number[] => (node.params as { axes: readonly number[] }).axes

const reduction: Rule = (g, node, args) =>
  axesOf(node).length === 0 ? (args[0] as Op) : g.op((node.primitive as { name: string }).name, args, node.shape, { axes: axesOf(node) })

const plain: Rule = (g, node, args) => {
  const name = (node.primitive as { name: string }).name
  if (args[0]?.shape.length === 2) return g.op(name, args, node.shape)
  throw new NablaError("unsupported", `code: ${name} of arrays of ${args[0]?.shape.length} axes is not printed, of matrices it is`)
}

/** A function of matrices whose options are as they are when nobody says otherwise. */
const ordinary: Rule = (g, node, args) => {
  const given = Object.entries((node.params ?? {}) as Record<string, unknown>).find(([, value]) => value !== null)
  if (given === undefined) return plain(g, node, args)
  throw new NablaError(
    "unsupported",
    `code: ${node.primitive?.name} with a given ${given[0]} is not printed; evaluate(formula, values) computes it`,
  )
}

const rules: Readonly<Record<string, Rule>> = {
  ...moves,
  contract: (g, node, [x, y]) => contraction(g, x as Op, y as Op, node.params as never, node.shape),
  transpose: (g, node, [x]) => {
    const axes = axesOf(node)
    if (axes.every((axis, i) => axis === i)) return x as Op
    return axes.length === 2 ? g.turn(x as Op) : g.op("transpose", [x as Op], node.shape, { axes })
  },
  // tr(A B) is the sum of A ∘ Bᵀ
  sum: (g, node, args) => {
    const [x] = args as [Op]
    if (x.kind !== "diagonal") return reduction(g, node, args)
    const [m] = x.args as [Op]
    if (m.kind !== "matmul" || m.args.some((f) => f.shape.length !== 2)) return g.op("trace", [m], node.shape)
    const [a, b] = m.args as [Op, Op]
    return g.op("sum", [g.map("multiply", [a, g.turn(b)], a.shape)], node.shape, { axes: [0, 1] })
  },
  max: reduction,
  min: reduction,
  // over the last axis, which may be several joined; the order of the factors does not matter
  prod: (g, node, [x]) => {
    const whole = x?.kind === "reshape" && x.shape.length === 1 ? (x.args[0] as Op) : (x as Op)
    const axes = whole === x ? [whole.shape.length - 1] : whole.shape.map((_, i) => i)
    return g.op("prod", [whole], node.shape, { axes })
  },
  norm: reduction,
  logsumexp: reduction,
  inv: plain,
  det: plain,
  logdet: plain,
  cholesky: plain,
  expm: plain,
  pinv: ordinary,
  all: reduction,
  any: reduction,
  diagonal: plain,
  diag: (g, node, [v]) => {
    const x = v as Op
    if (node.shape.length !== 2) throw new NablaError("unsupported", "code: diagonal matrices in a stack are not printed")
    return x.kind === "full" && x.data.value === 1 ? g.op("eye", [], node.shape) : g.op("diag", [x], node.shape)
  },
  broadcast: (g, node, [x]) => {
    const from = x as Op
    const value = from.kind === "number" || from.kind === "full" ? from.data.value : undefined
    if (node.shape.length === 0) return from
    return value === undefined ? g.op("broadcast", [from], node.shape, { axes: axesOf(node) }) : g.op("full", [], node.shape, { value })
  },
  reshape: (g, node, [x]) => g.op("reshape", [x as Op], node.shape),
  axisSize: (g, node, [x]) =>
    g.op("size", [], [], { size: axesOf(node).reduce((n, i) => multiplySizes(n, (x as Op).shape[i] as never), 1 as number | string) }),
  astype: (g, node, [x]) => {
    const { dtype, from } = node.params as { dtype: DType; from?: DType }
    if (dtype === from || (dtype === "float64" && from !== "bool")) return x as Op
    if (dtype === "float64") return g.map("float", [x as Op], node.shape)
    throw new NablaError("unsupported", `code: conversion to ${dtype} is not printed; formulas are computed in float64`)
  },
  stopGradient: (_, __, [x]) => x as Op,
}
