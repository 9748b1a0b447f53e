// Contractions by the names they have: product of matrices, inner and outer product, scaling of rows, solution of a linear system.
import { NablaError, type Shape } from "@nablajs/core"
import type { Graph, Op } from "./op.ts"

type Labels = readonly number[]

interface Factor {
  readonly x: Op
  readonly labels: Labels
}

/** Σ x y over the labels that `out` lacks. */
export function contraction(g: Graph, x: Op, y: Op, params: { a: Labels; b: Labels; out: Labels }, shape: Shape): Op {
  const { a, b, out } = params
  const [first, second] = undiagonal(g, untransposed({ x, labels: a }), untransposed({ x: y, labels: b }), out)
  return solution(g, first, second, out, shape) ?? named(g, first, second, out, shape) ?? general(g, first, second, out, shape)
}

const untransposed = (f: Factor): Factor =>
  f.x.kind === "transpose" && f.x.shape.length === 2 ? { x: f.x.args[0] as Op, labels: [...f.labels].reverse() } : f

/** diag(v) identifies its two labels: where one is summed over, v alone remains. */
function undiagonal(g: Graph, x: Factor, y: Factor, out: Labels): [Factor, Factor] {
  for (const [d, other, flip] of [
    [x, y, false],
    [y, x, true],
  ] as const) {
    if (d.x.kind !== "diag" && d.x.kind !== "eye") continue
    const [i, k] = d.labels as [number, number]
    const gone = !out.includes(k) ? k : !out.includes(i) ? i : null
    if (gone === null || i === k) continue
    const kept = gone === k ? i : k
    const renamed = other.labels.map((l) => (l === gone ? kept : l))
    if (new Set(renamed).size < renamed.length) continue
    const v = d.x.kind === "diag" ? (d.x.args[0] as Op) : g.op("full", [], d.x.shape.slice(1), { value: 1 })
    const pair: [Factor, Factor] = [
      { x: v, labels: [kept] },
      { x: other.x, labels: renamed },
    ]
    return flip ? [pair[1], pair[0]] : pair
  }
  return [x, y]
}

/** A⁻¹ B as the solution of A X = B, from either side and transposed. */
function solution(g: Graph, x: Factor, y: Factor, out: Labels, shape: Shape): Op | null {
  for (const [inverse, other] of [
    [x, y],
    [y, x],
  ] as const) {
    if (inverse.x.kind !== "inv" || other.x.shape.length > 2 || other.labels.length === 0) continue
    const [i, k] = inverse.labels as [number, number]
    const summed = !out.includes(k) ? k : i
    const free = summed === k ? i : k
    const rest = other.labels.filter((l) => l !== summed)
    const fits = !out.includes(summed) && rest.length === other.labels.length - 1 && out.length === rest.length + 1
    if (!fits || !out.includes(free) || rest.some((l) => l === free || !out.includes(l))) continue
    const matrix = inverse.x.args[0] as Op
    const right = other.labels[0] === summed ? other.x : g.turn(other.x)
    const turned = out[0] !== free
    const solved = g.op("solve", [summed === k ? matrix : g.turn(matrix), right], turned ? [...shape].reverse() : shape)
    return turned ? g.turn(solved) : solved
  }
  return null
}

const agree = (a: Labels, b: Labels): boolean => a.length === b.length && a.every((l, i) => l === b[i])

function named(g: Graph, x: Factor, y: Factor, out: Labels, shape: Shape): Op | null {
  const [a, b] = [x.labels, y.labels]
  if (a.length > 2 || b.length > 2 || new Set(a).size < a.length || new Set(b).size < b.length) return null
  if (a.length === 0 || b.length === 0) return agree([...a, ...b], out) ? g.map("multiply", [x.x, y.x], shape) : null
  const shared = a.filter((l) => b.includes(l))
  if (shared.length === a.length && a.length === b.length) return elements(g, x, y, out, shape)
  if (shared.length === 0) return a.length === 1 && b.length === 1 && out.length === 2 ? outer(g, x, y, out, shape) : null
  if (shared.length !== 1) return null
  return out.includes(shared[0] as number) ? scaling(g, x, y, out, shape) : matrices(g, x, y, shared[0] as number, out, shape)
}

const outer = (g: Graph, x: Factor, y: Factor, out: Labels, shape: Shape): Op =>
  g.op("outer", out[0] === x.labels[0] ? [x.x, y.x] : [y.x, x.x], shape)

/** Both factors have the same labels. */
function elements(g: Graph, x: Factor, y: Factor, out: Labels, shape: Shape): Op | null {
  if (out.length === 0 && x.labels.length === 1) return g.op("dot", [x.x, y.x], shape)
  const same = agree(x.labels, y.labels)
  if (out.length === 0) return g.op("sum", [g.map("multiply", [x.x, same ? y.x : g.turn(y.x)], x.x.shape)], shape, { axes: [0, 1] })
  if (out.length !== x.labels.length) return null
  return g.map("multiply", [agree(x.labels, out) ? x.x : g.turn(x.x), agree(y.labels, out) ? y.x : g.turn(y.x)], shape)
}

function scaling(g: Graph, x: Factor, y: Factor, out: Labels, shape: Shape): Op | null {
  const [v, m] = x.labels.length === 1 ? [x, y] : [y, x]
  if (v.labels.length !== 1 || m.labels.length !== 2 || out.length !== 2) return null
  const matrix = agree(m.labels, out) ? m.x : g.turn(m.x)
  return out[0] === v.labels[0] ? g.op("scaleRows", [v.x, matrix], shape) : g.op("scaleColumns", [matrix, v.x], shape)
}

function matrices(g: Graph, x: Factor, y: Factor, k: number, out: Labels, shape: Shape): Op | null {
  const [i, j] = [x, y].map((f) => f.labels.filter((l) => l !== k)) as unknown as [Labels, Labels]
  const [left, right] = agree([...i, ...j], out) ? [x, y] : agree([...j, ...i], out) ? [y, x] : []
  if (left === undefined || right === undefined) return null
  return g.op("matmul", [left.labels.at(-1) === k ? left.x : g.turn(left.x), right.labels[0] === k ? right.x : g.turn(right.x)], shape)
}

const letters = "ijklmnopqrstuvwxyzabcdefgh"

function general(g: Graph, x: Factor, y: Factor, out: Labels, shape: Shape): Op {
  const order = [...new Set([...x.labels, ...y.labels])]
  if (order.length > letters.length) throw new NablaError("too-large", `code: a contraction of ${order.length} axes has no letters left`)
  const word = (labels: Labels): string => labels.map((l) => letters[order.indexOf(l)]).join("")
  return g.op("einsum", [x.x, y.x], shape, { spec: `${word(x.labels)},${word(y.labels)}->${word(out)}` })
}
