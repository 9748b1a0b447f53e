// Operations that rearrange and join arrays or run along an axis, lowered to few that most languages have.
import { type Dim, type Expr, NablaError, type Shape, subtractSizes } from "@nablajs/core"
import type { Graph, Margin, Op, Span } from "./op.ts"

type Rule = (g: Graph, node: Expr, args: readonly Op[]) => Op

const parametersOf = <P>(node: Expr): P => node.params as P

const flip = (g: Graph, x: Op, axes: readonly number[]): Op => g.op("flip", [x], x.shape, { axes })

const running: Rule = (g, node, [x]) => {
  const { axis, back } = parametersOf<{ axis: number; back?: boolean }>(node)
  const name = (node.primitive as { name: string }).name
  const along = (from: Op): Op => g.op(name, [from], node.shape, { axes: [axis] })
  return back ? flip(g, along(flip(g, x as Op, [axis])), [axis]) : along(x as Op)
}

/** x among zeros. */
function padded(g: Graph, x: Op, margins: readonly Margin[], shape: Shape): Op {
  if (margins.some((m) => m.step !== 1))
    throw new NablaError("unsupported", "code: elements with zeros between them are not printed; evaluate(formula, values) computes them")
  return g.op("pad", [x], shape, { margins })
}

interface Place {
  readonly picks?: readonly (number | null)[]
  readonly parts?: readonly Span[]
}

/** A part of an array back at its place, in zeros of that shape. */
function placed(g: Graph, x: Op, { picks, parts }: Place, shape: Shape): Op {
  const full = shape.map((n, i): Dim => (picks === undefined ? (x.shape[i] as Dim) : picks[i] === null ? n : 1))
  const margins = shape.map((n, i): Margin => {
    const low = picks === undefined ? (parts?.[i]?.start ?? 0) : (picks[i] ?? 0)
    return { low, high: subtractSizes(subtractSizes(n, low), full[i] as Dim), step: parts?.[i]?.step ?? 1 }
  })
  return padded(g, full.length === x.shape.length ? x : g.op("reshape", [x], full), margins, shape)
}

export const moves: Readonly<Record<string, Rule>> = {
  cumsum: running,
  cumprod: running,
  cummax: running,
  cummin: running,
  flip: (g, node, [x]) => flip(g, x as Op, parametersOf<{ axes: readonly number[] }>(node).axes),
  concat: (g, node, args) => g.op("concat", args, node.shape, { axes: [parametersOf<{ axis: number }>(node).axis] }),
  // a part of the order is the order of all
  sort: (g, node, [x]) => {
    const sorted = g.op("sort", [x as Op], node.shape)
    return parametersOf<{ descending: boolean }>(node).descending ? flip(g, sorted, [node.shape.length - 1]) : sorted
  },
  slice: (g, node, [x]) => g.op("part", [x as Op], node.shape, { spans: parametersOf<{ parts: readonly Span[] }>(node).parts }),
  pick: (g, node, [x]) => g.op("part", [x as Op], node.shape, { spans: parametersOf<{ picks: readonly (number | null)[] }>(node).picks }),
  pad: (g, node, [x]) => padded(g, x as Op, parametersOf<{ margins: readonly Margin[] }>(node).margins, node.shape),
  place: (g, node, [x]) => placed(g, x as Op, parametersOf<Place>(node), node.shape),
  restore: (g, node, args) => {
    const { places } = parametersOf<{ places: readonly Place[] }>(node)
    return args.map((x, i) => placed(g, x, places[i] as Place, node.shape)).reduce((a, b) => g.map("add", [a, b], node.shape))
  },
}
