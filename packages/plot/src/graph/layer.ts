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

export function checkGraph({ nodes, edges }: Graph): void {
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
export function layers({ nodes, edges }: Graph): string[][] {
  const waiting = new Map(nodes.map(({ id }) => [id, 0]))
  const after = new Map<string, string[]>(nodes.map(({ id }) => [id, []]))
  for (const { from, to } of edges) {
    waiting.set(to, (waiting.get(to) as number) + 1)
    after.get(from)?.push(to)
  }
  const depth = new Map<string, number>()
  const ready = nodes.filter(({ id }) => waiting.get(id) === 0).map(({ id }) => id)
  for (const id of ready) depth.set(id, 0)
  for (let k = 0; k < ready.length; k++) {
    const id = ready[k] as string
    for (const next of after.get(id) ?? []) {
      depth.set(next, Math.max(depth.get(next) ?? 0, (depth.get(id) as number) + 1))
      const left = (waiting.get(next) as number) - 1
      waiting.set(next, left)
      if (left === 0) ready.push(next)
    }
  }
  if (ready.length < nodes.length) {
    const stuck = nodes.find(({ id }) => (waiting.get(id) as number) > 0)
    refuse(`graphPlot: the edges run in a circle through "${stuck?.id}"; a computation has none`)
  }
  const result: string[][] = []
  for (const { id } of nodes) {
    const d = depth.get(id) as number
    ;(result[d] ??= []).push(id)
  }
  return pulledIn(result, edges, depth)
}

// Inputs used late move next to their first use, which shortens their edges.
function pulledIn(all: string[][], edges: readonly GraphEdge[], depth: Map<string, number>): string[][] {
  const first = all[0] ?? []
  const moved = first.filter((id) => {
    const uses = edges.filter((e) => e.from === id).map((e) => depth.get(e.to) as number)
    const target = Math.min(...uses) - 1
    if (!(target > 0) || !Number.isFinite(target)) return true
    all[target]?.push(id)
    return false
  })
  if (moved.length > 0) all[0] = moved
  return all
}

/** An edge as the chain of places it passes: its ends, and one bend in every layer between them. */
export interface Route {
  readonly edge: GraphEdge
  readonly stops: readonly string[]
}

/** Gives edges that skip layers a bend in each of them, so that they pass beside boxes instead of behind them. */
export function routed(all: readonly (readonly string[])[], edges: readonly GraphEdge[]): { layers: string[][]; routes: Route[] } {
  const depth = new Map(all.flatMap((layer, d) => layer.map((id) => [id, d] as const)))
  const result = all.map((layer) => [...layer])
  const routes = edges.map((edge, k) => {
    const [from, to] = [depth.get(edge.from) as number, depth.get(edge.to) as number]
    const bends = Array.from({ length: to - from - 1 }, (_, i) => `\u0000${k}:${i}`)
    bends.forEach((id, i) => result[from + 1 + i]?.push(id))
    return { edge, stops: [edge.from, ...bends, edge.to] }
  })
  return { layers: result, routes }
}

/** Orders every layer by the mean place of its neighbours, back and forth, so that few edges cross. */
export function ordered(all: readonly (readonly string[])[], routes: readonly Route[]): string[][] {
  const result = all.map((layer) => [...layer])
  const place = new Map<string, number>()
  const note = (): void => {
    for (const layer of result) layer.forEach((id, i) => place.set(id, i - (layer.length - 1) / 2))
  }
  note()
  const neighbours = new Map<string, string[]>()
  for (const { stops } of routes) {
    for (let i = 1; i < stops.length; i++) {
      const [from, to] = [stops[i - 1] as string, stops[i] as string]
      neighbours.set(from, [...(neighbours.get(from) ?? []), to])
      neighbours.set(to, [...(neighbours.get(to) ?? []), from])
    }
  }
  const mean = (id: string): number => {
    const list = neighbours.get(id) ?? []
    return list.length === 0 ? (place.get(id) as number) : list.reduce((sum, other) => sum + (place.get(other) as number), 0) / list.length
  }
  for (let round = 0; round < 8; round++) {
    for (const layer of round % 2 === 0 ? result : [...result].reverse()) {
      const means = new Map(layer.map((id) => [id, mean(id)]))
      layer.sort((a, b) => (means.get(a) as number) - (means.get(b) as number))
      layer.forEach((id, i) => place.set(id, i - (layer.length - 1) / 2))
    }
  }
  return result
}
