import { checked } from "../rules.ts"
import * as rules from "../rules.ts"
import { Drawing } from "../drawing.ts"
import { type Heading, headingOf } from "../heading.ts"
import { labelWidth, plainLabel, textNode } from "../label.ts"
import { type Column, columnsOf } from "../mark.ts"
import { arrowHead } from "../marks/annotate.ts"
import { type Child, el, group, path } from "../node.ts"
import { count, px, say } from "../number.ts"
import type { Theme } from "../theme.ts"
import { checkGraph, type Graph, type GraphNode, layers, ordered, type Route, routed } from "./layer.ts"

export interface GraphOptions {
  readonly title?: string
  readonly description?: string
  readonly fontSize?: number
}

interface Placed {
  /** Absent for the bend of an edge. */
  readonly node: GraphNode | undefined
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const text = (value: number | string | undefined): string | undefined =>
  value === undefined ? undefined : typeof value === "number" ? say(value, 4) : value

const derivativeOf = ({ adjoint, tangent }: GraphNode): number | string | undefined => adjoint ?? tangent

const nameOf = ({ id, label }: GraphNode): string => label ?? id

// Lines of a box: the label, then the value, then its derivative: ∂ of the result by it, or d of it along the arguments.
function linesOf(node: GraphNode): { label: string; kind: "name" | "value" | "derivative" }[] {
  const [value, derivative] = [text(node.value), text(derivativeOf(node))]
  return [
    { label: nameOf(node), kind: "name" as const },
    ...(value === undefined ? [] : [{ label: `= ${value}`, kind: "value" as const }]),
    ...(derivative === undefined
      ? []
      : [{ label: `${node.adjoint === undefined ? "d" : "∂"} = ${derivative}`, kind: "derivative" as const }]),
  ]
}

interface Plan {
  readonly routes: readonly Route[]
  readonly boxes: ReadonlyMap<string, Placed>
  readonly width: number
  readonly height: number
}

function planOf(graph: Graph, fontSize: number, top: number): Plan {
  const step = Math.round(fontSize * 1.45)
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const size = (id: string): [number, number] => {
    const node = byId.get(id)
    if (!node) return [0, fontSize + 4]
    const lines = linesOf(node)
    return [Math.max(34, ...lines.map(({ label }) => labelWidth(label, fontSize) + 16)), lines.length * step + 8]
  }
  const { layers: split, routes } = routed(layers(graph), graph.edges)
  const columns = ordered(split, routes)
  const widest = graph.edges.reduce((w, e) => Math.max(w, labelWidth(text(e.derivative) ?? "", fontSize - 1)), 0)
  const gapX = Math.max(48, 1.7 * widest + 34)
  const gapY = 22
  const heights = columns.map((column) => column.reduce((h, id) => h + size(id)[1] + gapY, -gapY))
  const tallest = Math.max(20, ...heights)
  const boxes = new Map<string, Placed>()
  let x = 12
  columns.forEach((column, i) => {
    const width = Math.max(0, ...column.map((id) => size(id)[0]))
    // A column with fewer boxes spreads them over the height of the tallest.
    const spare = tallest - (heights[i] as number)
    const extra = spare / (column.length + 1)
    let y = top + extra
    for (const id of column) {
      const [w, h] = size(id)
      boxes.set(id, { node: byId.get(id), x: x + (width - w) / 2, y, width: w, height: h })
      y += h + gapY + extra
    }
    x += width + gapX
  })
  return { boxes, routes, width: Math.max(40, Math.ceil(x - gapX + 12)), height: Math.ceil(top + tallest + 12) }
}

function drawBox({ node, x, y, width, height }: Placed, theme: Theme, fontSize: number): Child | undefined {
  if (!node) return undefined
  const step = Math.round(fontSize * 1.45)
  const lines = linesOf(node).map(({ label, kind }, i) =>
    textNode(label, kind === "name" ? fontSize : fontSize - 1, {
      x: x + width / 2,
      y: y + 4 + (i + 0.5) * step + fontSize * 0.35,
      "text-anchor": "middle",
      "font-weight": kind === "name" ? "bold" : undefined,
      "font-style": kind === "derivative" ? "italic" : undefined,
    }),
  )
  const frame = el("rect", {
    x,
    y,
    width,
    height,
    rx: 6,
    fill: theme.series(0),
    "fill-opacity": 0.1,
    stroke: theme.series(0),
    "stroke-width": 1.25,
  })
  return group({ fill: theme.ink, stroke: "none" }, [frame, ...lines])
}

const middle = ({ y, height }: Placed): number => y + height / 2

// Several edges at one side of a box meet it at different heights, in the order of their other ends.
function portsOf(routes: readonly Route[], boxes: ReadonlyMap<string, Placed>, end: "from" | "to"): Map<Route, number> {
  const groups = new Map<string, Route[]>()
  for (const route of routes) groups.set(route.edge[end], [...(groups.get(route.edge[end]) ?? []), route])
  const result = new Map<Route, number>()
  for (const [id, list] of groups) {
    const box = boxes.get(id) as Placed
    const next = ({ stops }: Route): number => middle(boxes.get(stops.at(end === "from" ? 1 : -2) as string) as Placed)
    list.sort((a, b) => next(a) - next(b))
    list.forEach((route, i) => result.set(route, box.y + (box.height * (i + 1)) / (list.length + 1)))
  }
  return result
}

type Point = readonly [number, number]

/** The points that a route passes, from the side of one box over its bends to the side of another. */
function pointsOf(route: Route, boxes: ReadonlyMap<string, Placed>, y0: number, y1: number): Point[] {
  const [from, to] = [boxes.get(route.edge.from) as Placed, boxes.get(route.edge.to) as Placed]
  const bends = route.stops.slice(1, -1).map((id): Point => {
    const bend = boxes.get(id) as Placed
    return [bend.x, middle(bend)]
  })
  return [[from.x + from.width, y0], ...bends, [to.x - 7, y1]]
}

function curvesOf(points: readonly Point[]): string {
  const [first, ...rest] = points as [Point, ...Point[]]
  let [x, y] = first
  const parts = rest.map(([nx, ny]) => {
    const bend = (nx - x) / 2
    const part = `C${px(x + bend)},${px(y)},${px(nx - bend)},${px(ny)},${px(nx)},${px(ny)}`
    ;[x, y] = [nx, ny]
    return part
  })
  return `M${px(first[0])},${px(first[1])}${parts.join("")}`
}

// Above a bend, where the line is level; otherwise beside the middle, on the side that the slope leaves free.
function labelOf(label: string, points: readonly Point[], fontSize: number, ink: string): Child {
  const bend = points.length > 2 ? points[1] : undefined
  if (bend) return textNode(label, fontSize, { x: bend[0], y: bend[1] - 4, "text-anchor": "middle", fill: ink })
  const [[x0, y0], [x1, y1]] = points as [Point, Point]
  const fall = y1 - y0
  const level = Math.abs(fall) < 8
  const side = level ? 0 : fall > 0 ? 1 : -1
  const at = { x: (x0 + x1) / 2 + side * 4, y: (y0 + y1) / 2 - (level ? 5 : 2) }
  return textNode(label, fontSize, { ...at, "text-anchor": level ? "middle" : side > 0 ? "start" : "end", fill: ink })
}

function drawEdges(routes: readonly Route[], boxes: ReadonlyMap<string, Placed>, theme: Theme, fontSize: number): Child[] {
  const [out, into] = [portsOf(routes, boxes, "from"), portsOf(routes, boxes, "to")]
  const drawn = routes.map((route) => ({
    label: text(route.edge.derivative),
    points: pointsOf(route, boxes, out.get(route) as number, into.get(route) as number),
  }))
  const labels = drawn.flatMap(({ label, points }) => (label === undefined ? [] : [labelOf(label, points, fontSize - 1, theme.ink)]))
  const lines = path(drawn.map(({ points }) => curvesOf(points)).join(""), {
    fill: "none",
    stroke: theme.ink,
    "stroke-opacity": 0.7,
    "stroke-width": 1.2,
  })
  const tips = drawn.map(({ points }) => points.at(-1) as Point)
  const heads = path(tips.map(([x, y]) => arrowHead(x + 6, y, 1, 0, 8)).join(""), { fill: theme.ink, "fill-opacity": 0.8, stroke: "none" })
  return [lines, heads, ...labels].filter((node) => node !== undefined)
}

/** A computation drawn from left to right: nodes with values and adjoints, edges with local derivatives. */
export class GraphDrawing extends Drawing {
  readonly graph: Graph
  readonly options: GraphOptions
  private readonly plan: Plan
  private readonly heading: Heading

  constructor(graph: Graph, options: GraphOptions) {
    super()
    this.graph = graph
    this.options = options
    const fontSize = options.fontSize ?? 12
    // The title breaks at the width of the graph, or at that of a short line.
    const wide = Math.max(160, planOf(graph, fontSize, 0).width)
    this.heading = headingOf(options.title, fontSize + 2, wide)
    this.plan = planOf(graph, fontSize, this.heading.height + 12)
  }

  get width(): number {
    return this.options.title ? Math.max(160, this.plan.width) : this.plan.width
  }

  get height(): number {
    return this.plan.height
  }

  get title(): string {
    return plainLabel(this.options.title ?? "Computational graph")
  }

  describe(): string {
    if (this.options.description) return this.options.description
    const { nodes, edges } = this.graph
    if (nodes.length === 0) return "An empty graph."
    const results = nodes.filter(({ id }) => !edges.some((e) => e.from === id))
    const inputs = nodes.filter(({ id }) => !edges.some((e) => e.to === id))
    const say1 = (node: GraphNode): string => {
      const [value, derivative] = [text(node.value), text(derivativeOf(node))]
      return `${plainLabel(nameOf(node))}${value === undefined ? "" : ` = ${value}`}${derivative === undefined ? "" : ` with derivative ${derivative}`}`
    }
    return `Computation of ${results.map(say1).join(", ")} from ${inputs.slice(0, 8).map(say1).join(", ")}, in ${count(nodes.length, "node")} and ${count(edges.length, "edge")}.`
  }

  tables(): readonly (readonly Column[])[] {
    const { nodes, edges } = this.graph
    const cell = (value: number | string | undefined): number | string => value ?? ""
    return [
      columnsOf({
        node: nodes.map((n) => plainLabel(nameOf(n))),
        value: nodes.map((n) => cell(n.value)),
        [nodes.some((n) => n.tangent !== undefined) ? "tangent" : "adjoint"]: nodes.map((n) => cell(derivativeOf(n))),
      }),
      columnsOf({ edge: edges.map((e) => `${e.from} → ${e.to}`), derivative: edges.map((e) => cell(e.derivative)) }),
    ]
  }

  body(theme: Theme): readonly Child[] {
    const fontSize = this.options.fontSize ?? 12
    const { boxes, routes } = this.plan
    const nodes = [
      ...drawEdges(routes, boxes, theme, fontSize),
      ...[...boxes.values()].map((box) => drawBox(box, theme, fontSize)),
      ...this.heading.draw(theme),
    ]
    return nodes.filter((node) => node !== undefined)
  }
}

/**
 * The graph of a computation, as back-propagation sees it: values in the nodes, local derivatives on the edges, adjoints
 * below the values; with tangents in their place, as forward mode sees it.
 *
 * @example
 * ```ts
 * import { graphPlot } from "@nablajs/plot"
 * graphPlot({
 *   nodes: [{ id: "x", value: 3, adjoint: 6 }, { id: "y", label: "$x^2$", value: 9, adjoint: 1 }],
 *   edges: [{ from: "x", to: "y", derivative: 6 }],
 * }).describe() // => "Computation of x^2 = 9 with derivative 1 from x = 3 with derivative 6, in 2 nodes and 1 edge."
 * ```
 */
export function graphPlot(graph: Graph, options: GraphOptions = {}): GraphDrawing {
  checked(options, { title: rules.text, description: rules.text, fontSize: rules.points }, "graphPlot")
  checkGraph(graph)
  return new GraphDrawing(structuredClone(graph), options)
}
