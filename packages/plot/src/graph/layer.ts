import { min, times } from "../math.ts"
import { refuse } from "../refuse.ts"

/** A node of a computation: what it is called, its value, and the derivative of the result by it. */
export interface GraphNode {
  readonly id: string
  readonly label?: string
  readonly value?: number | string
  readonly adjoint?: number | string
  /** The derivative of this value in a direction of the arguments, as forward mode has it; shown where there is no adjoint. */
  readonly tangent?: number | string
}

/** A dependence: `to` is computed from `from`, with this local derivative. */
export interface GraphEdge {
  readonly from: string
  readonly to: string
  readonly derivative?: number | string
}

export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

export const checkGraph = ({ nodes, edges }: Graph): void => {
  if (!Array.isArray(nodes) || !Array.isArray(edges)) refuse("graphPlot: expected { nodes, edges }, two lists")
  if (nodes.length > 2000)
    refuse(`graphPlot: draws at most 2000 nodes, got ${nodes.length}; fold repeated parts into one node`, "too-large")
  const ids = new Set<string>()
  for (const { id } of nodes) {
    if (ids.has(id)) refuse(`graphPlot: two nodes have the id "${id}"; ids are unique`)
    ids.add(id)
  }
  for (const { from, to } of edges) {
    const missing = [from, to].find((id) => !ids.has(id))
    if (missing !== undefined) refuse(`graphPlot: an edge names the node "${missing}", which is not in the list`)
  }
}

/** Nodes in layers: each one right of everything it depends on. */
export const layers = ({ nodes, edges }: Graph): string[][] => {
  const depth = new Map(nodes.map(({ id }) => [id, 0]))
  const of = (id: string): number => depth.get(id) as number
  // A longest way passes every node at most once: whoever still moves after so many rounds runs in a circle.
  for (let round = 0, moved = true; moved; round++) {
    moved = false
    for (const { from, to } of edges) {
      if (of(to) > of(from)) continue
      if (round > nodes.length) refuse(`graphPlot: the edges run in a circle through "${to}"; a computation has none`)
      depth.set(to, of(from) + 1)
      moved = true
    }
  }
  const result: string[][] = []
  // Inputs used late stand next to their first use, which shortens their edges; they follow those that are there.
  const late = new Map<string, number>()
  for (const { from, to } of edges) if (of(from) === 0) late.set(from, min(late.get(from) ?? of(to), of(to)))
  const use = (id: string): number => late.get(id) ?? 0
  for (const isLate of [false, true])
    for (const { id } of nodes) if (use(id) > 1 === isLate) (result[isLate ? use(id) - 1 : of(id)] ??= []).push(id)
  return result
}

/** An edge as the chain of places it passes: its ends, and one bend in every layer between them. */
export interface Route {
  readonly edge: GraphEdge
  readonly stops: readonly string[]
}

/** Gives edges that skip layers a bend in each of them, so that they pass beside boxes instead of behind them. */
export const routed = (all: readonly (readonly string[])[], edges: readonly GraphEdge[]): { layers: string[][]; routes: Route[] } => {
  const depth = new Map(all.flatMap((layer, d) => layer.map((id) => [id, d] as const)))
  const result = all.map((layer) => [...layer])
  const routes = edges.map((edge, k) => {
    const [from, to] = [depth.get(edge.from) as number, depth.get(edge.to) as number]
    const bends = times(to - from - 1, (i) => `\u0000${k}:${i}`)
    bends.forEach((id, i) => result[from + 1 + i]?.push(id))
    return { edge, stops: [edge.from, ...bends, edge.to] }
  })
  return { layers: result, routes }
}

/** Orders every layer by the mean place of its neighbours, back and forth, so that few edges cross. */
export const ordered = (all: readonly (readonly string[])[], routes: readonly Route[]): string[][] => {
  const result = all.map((layer) => [...layer])
  const place = new Map<string, number>()
  const note = (layer: readonly string[]): void => layer.forEach((id, i) => place.set(id, i - (layer.length - 1) / 2))
  result.forEach(note)
  const neighbours = new Map<string, string[]>()
  const meet = (id: string, other: string): unknown => neighbours.get(id)?.push(other) ?? neighbours.set(id, [other])
  for (const { stops } of routes) {
    stops.slice(1).forEach((to, i) => {
      meet(stops[i] as string, to)
      meet(to, stops[i] as string)
    })
  }
  const at = (id: string): number => place.get(id) as number
  const mean = (id: string): number => {
    const list = neighbours.get(id) ?? [id]
    return list.reduce((sum, other) => sum + at(other), 0) / list.length
  }
  for (let round = 0; round < 8; round++) {
    for (const layer of round % 2 === 0 ? result : [...result].reverse()) {
      const means = new Map(layer.map((id) => [id, mean(id)]))
      layer.sort((a, b) => (means.get(a) as number) - (means.get(b) as number))
      note(layer)
    }
  }
  return result
}
