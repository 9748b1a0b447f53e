import { Drawing } from "../drawing.ts"
import { labelWidth, plainLabel, textNode } from "../label.ts"
import type { Column } from "../mark.ts"
import { arrowHead } from "../marks/annotate.ts"
import { type Child, el, group, path } from "../node.ts"
import { px, say } from "../number.ts"
import { refuseUnknown } from "../options.ts"
import type { Theme } from "../theme.ts"
import { checkGraph, type Graph, type GraphEdge, type GraphNode, layers, ordered } from "./layer.ts"

export interface GraphOptions {
  readonly title?: string
  readonly description?: string
  readonly fontSize?: number
}

interface Placed {
  readonly node: GraphNode
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const text = (value: number | string | undefined): string | undefined => (value === undefined ? undefined : typeof value === "number" ? say(value, 4) : value)

const nameOf = ({ id, label }: GraphNode): string => label ?? id

// Lines of a box: the label, then the value, then the adjoint with its bar.
function linesOf(node: GraphNode): { label: string; kind: "name" | "value" | "adjoint" }[] {
  const [value, adjoint] = [text(node.value), text(node.adjoint)]
  return [
    { label: nameOf(node), kind: "name" as const },
    ...(value === undefined ? [] : [{ label: `= ${value}`, kind: "value" as const }]),
    ...(adjoint === undefined ? [] : [{ label: `∂ = ${adjoint}`, kind: "adjoint" as const }]),
  ]
}

interface Plan {
  readonly boxes: ReadonlyMap<string, Placed>
  readonly width: number
  readonly height: number
}

function planOf(graph: Graph, fontSize: number, top: number): Plan {
  const step = Math.round(fontSize * 1.45)
  const size = (node: GraphNode): [number, number] => {
    const lines = linesOf(node)
    return [Math.max(34, ...lines.map(({ label }) => labelWidth(label, fontSize) + 16)), lines.length * step + 8]
  }
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const columns = ordered(layers(graph), graph.edges).map((layer) => layer.map((id) => byId.get(id) as GraphNode))
  const widest = graph.edges.reduce((w, e) => Math.max(w, labelWidth(text(e.derivative) ?? "", fontSize - 1)), 0)
  const gapX = Math.max(40, widest + 34)
  const gapY = 22
  const heights = columns.map((column) => column.reduce((h, node) => h + size(node)[1] + gapY, -gapY))
  const tallest = Math.max(20, ...heights)
  const boxes = new Map<string, Placed>()
  let x = 12
  columns.forEach((column, i) => {
    const width = Math.max(0, ...column.map((node) => size(node)[0]))
    // A column with fewer boxes spreads them over the height of the tallest.
    const spare = tallest - (heights[i] as number)
    const extra = spare / (column.length + 1)
    let y = top + extra
    for (const node of column) {
      const [w, h] = size(node)
      boxes.set(node.id, { node, x: x + (width - w) / 2, y, width: w, height: h })
      y += h + gapY + extra
    }
    x += width + gapX
  })
  return { boxes, width: Math.ceil(x - gapX + 12), height: Math.ceil(top + tallest + 12) }
}

function drawBox({ node, x, y, width, height }: Placed, theme: Theme, fontSize: number): Child {
  const step = Math.round(fontSize * 1.45)
  const lines = linesOf(node).map(({ label, kind }, i) =>
    textNode(label, kind === "name" ? fontSize : fontSize - 1, {
      x: x + width / 2,
      y: y + 4 + (i + 0.5) * step + fontSize * 0.35,
      "text-anchor": "middle",
      "font-weight": kind === "name" ? "bold" : undefined,
      "font-style": kind === "adjoint" ? "italic" : undefined,
    }),
  )
  const frame = el("rect", { x, y, width, height, rx: 6, fill: theme.series(0), "fill-opacity": 0.1, stroke: theme.series(0), "stroke-width": 1.25 })
  return group({ fill: theme.ink, stroke: "none" }, [frame, ...lines])
}

// Several edges into one box arrive at different heights.
function ports(edges: readonly GraphEdge[], boxes: ReadonlyMap<string, Placed>): Map<GraphEdge, { y0: number; y1: number }> {
  const mid = (id: string): number => {
    const b = boxes.get(id) as Placed
    return b.y + b.height / 2
  }
  const spread = (list: GraphEdge[], b: Placed, other: (e: GraphEdge) => string): Map<GraphEdge, number> => {
    const sorted = [...list].sort((a, c) => mid(other(a)) - mid(other(c)))
    return new Map(sorted.map((e, i) => [e, b.y + (b.height * (i + 1)) / (sorted.length + 1)]))
  }
  const result = new Map<GraphEdge, { y0: number; y1: number }>()
  for (const b of boxes.values()) {
    const out = spread(edges.filter((e) => e.from === b.node.id), b, (e) => e.to)
    const into = spread(edges.filter((e) => e.to === b.node.id), b, (e) => e.from)
    for (const [e, y0] of out) result.set(e, { y0, y1: result.get(e)?.y1 ?? 0 })
    for (const [e, y1] of into) result.set(e, { y0: result.get(e)?.y0 ?? 0, y1 })
  }
  return result
}

function drawEdges(edges: readonly GraphEdge[], boxes: ReadonlyMap<string, Placed>, theme: Theme, fontSize: number): Child[] {
  const at = ports(edges, boxes)
  const drawn = edges.map((edge) => {
    const [from, to] = [boxes.get(edge.from) as Placed, boxes.get(edge.to) as Placed]
    const { y0, y1 } = at.get(edge) as { y0: number; y1: number }
    const [x0, x1] = [from.x + from.width, to.x - 1]
    const bend = Math.min(60, (x1 - x0) / 2)
    const line = `M${px(x0)},${px(y0)}C${px(x0 + bend)},${px(y0)},${px(x1 - bend - 6)},${px(y1)},${px(x1 - 6)},${px(y1)}`
    return { line, head: arrowHead(x1, y1, 1, 0, 8), label: text(edge.derivative), x: (x0 + x1) / 2, y: (y0 + y1) / 2, steep: Math.abs(y1 - y0) > 24 }
  })
  const labels = drawn.flatMap(({ label, x, y, steep }) => (label === undefined ? [] : [textNode(label, fontSize - 1, { x: x + (steep ? 6 : 0), y: y - (steep ? 6 : 5), "text-anchor": "middle", fill: theme.ink })]))
  const lines = path(drawn.map((e) => e.line).join(""), { fill: "none", stroke: theme.ink, "stroke-opacity": 0.7, "stroke-width": 1.2 })
  const heads = path(drawn.map((e) => e.head).join(""), { fill: theme.ink, "fill-opacity": 0.8, stroke: "none" })
  return [lines, heads, ...labels].filter((node) => node !== undefined)
}

/** A computation drawn from left to right: nodes with values and adjoints, edges with local derivatives. */
export class GraphDrawing extends Drawing {
  readonly graph: Graph
  readonly options: GraphOptions
  private readonly plan: Plan

  constructor(graph: Graph, options: GraphOptions) {
    super()
    this.graph = graph
    this.options = options
    this.plan = planOf(graph, options.fontSize ?? 12, options.title ? 34 : 12)
  }

  get width(): number {
    return this.plan.width
  }

  get height(): number {
    return this.plan.height
  }

  get title(): string {
    return this.options.title ?? "Computational graph"
  }

  describe(): string {
    if (this.options.description) return this.options.description
    const { nodes, edges } = this.graph
    const results = nodes.filter(({ id }) => !edges.some((e) => e.from === id))
    const inputs = nodes.filter(({ id }) => !edges.some((e) => e.to === id))
    const say1 = (node: GraphNode): string => {
      const [value, adjoint] = [text(node.value), text(node.adjoint)]
      return `${plainLabel(nameOf(node))}${value === undefined ? "" : ` = ${value}`}${adjoint === undefined ? "" : ` with derivative ${adjoint}`}`
    }
    return `Computation of ${results.map(say1).join(", ")} from ${inputs.slice(0, 8).map(say1).join(", ")}, in ${nodes.length} nodes and ${edges.length} edges.`
  }

  tables(): readonly (readonly Column[])[] {
    const { nodes, edges } = this.graph
    const cell = (value: number | string | undefined): number | string => value ?? ""
    return [
      [
        { name: "node", values: nodes.map((n) => plainLabel(nameOf(n))) },
        { name: "value", values: nodes.map((n) => cell(n.value)) },
        { name: "adjoint", values: nodes.map((n) => cell(n.adjoint)) },
      ],
      [
        { name: "edge", values: edges.map((e) => `${e.from} → ${e.to}`) },
        { name: "derivative", values: edges.map((e) => cell(e.derivative)) },
      ],
    ]
  }

  body(theme: Theme): readonly Child[] {
    const fontSize = this.options.fontSize ?? 12
    const { boxes } = this.plan
    const title = this.options.title ? textNode(this.options.title, fontSize + 2, { x: this.width / 2, y: 20, "text-anchor": "middle", fill: theme.ink }) : undefined
    const nodes = [...drawEdges(this.graph.edges, boxes, theme, fontSize), ...[...boxes.values()].map((box) => drawBox(box, theme, fontSize)), title]
    return nodes.filter((node) => node !== undefined)
  }
}

const known = new Set(["title", "description", "fontSize"])

/**
 * The graph of a computation, as back-propagation sees it: values in the nodes, local derivatives on the edges, adjoints below the values.
 *
 * @example
 * ```ts
 * import { graphPlot } from "@nablajs/plot"
 * graphPlot({
 *   nodes: [{ id: "x", value: 3, adjoint: 6 }, { id: "y", label: "$x^2$", value: 9, adjoint: 1 }],
 *   edges: [{ from: "x", to: "y", derivative: 6 }],
 * }).describe() // => "Computation of x^2 = 9 with derivative 1 from x = 3 with derivative 6, in 2 nodes and 1 edges."
 * ```
 */
export function graphPlot(graph: Graph, options: GraphOptions = {}): GraphDrawing {
  refuseUnknown(options, known, "graphPlot")
  checkGraph(graph)
  return new GraphDrawing(structuredClone(graph), options)
}
