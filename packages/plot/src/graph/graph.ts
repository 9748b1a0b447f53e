import { checked } from "../rules.ts"
import * as rules from "../rules.ts"
import { Drawing } from "../drawing.ts"
import { type Heading, headingOf } from "../heading.ts"
import { labelWidth, plainLabel, textNode } from "../label.ts"
import { type Column, columnsOf } from "../mark.ts"
import { arrowHead } from "../marks/annotate.ts"
import { type Child, el, group, path } from "../node.ts"
import { count, px, say, xy } from "../number.ts"
import type { Theme } from "../theme.ts"
import { checkGraph, type Graph, type GraphNode, layers, ordered, type Route, routed } from "./layer.ts"
import { abs, ceil, max, round } from "../math.ts"

export interface GraphOptions {
  readonly title?: string
  readonly description?: string
  readonly fontSize?: number
}

const gapY = 22

interface Placed {
  /** Absent for the bend of an edge. */
  readonly node: GraphNode | undefined
  readonly lines: ReturnType<typeof linesOf>
  readonly middle: number
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
const linesOf = (node: GraphNode): string[] => {
  const value = text(node.value)
  const derivative = text(derivativeOf(node))
  return [
    nameOf(node),
    ...(value === undefined ? [] : [`= ${value}`]),
    ...(derivative === undefined ? [] : [`$${node.adjoint === undefined ? "d" : "\\partial"}$ = ${derivative}`]),
  ]
}

interface Plan {
  readonly routes: readonly Route[]
  readonly boxes: ReadonlyMap<string, Placed>
  readonly width: number
  readonly height: number
}

const planOf = (graph: Graph, fontSize: number): Plan => {
  const step = round(fontSize * 1.45)
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const { layers: split, routes } = routed(layers(graph), graph.edges)
  const columns = ordered(split, routes).map((column) =>
    column.map((id) => {
      const node = byId.get(id)
      const lines = node ? linesOf(node) : []
      const width = node ? max(34, ...lines.map((line) => labelWidth(line, fontSize) + 16)) : 0
      return { id, node, lines, width, height: node ? lines.length * step + 8 : fontSize + 4 }
    }),
  )
  const labels = graph.edges.map(({ derivative }) => labelWidth(text(derivative) ?? "", fontSize - 1))
  const gapX = max(48, 1.7 * max(0, ...labels) + 34)
  const heights = columns.map((column) => column.reduce((h, { height }) => h + height + gapY, -gapY))
  const tallest = max(20, ...heights)
  const boxes = new Map<string, Placed>()
  let x = 12
  columns.forEach((column, i) => {
    const widest = max(0, ...column.map(({ width }) => width))
    // A column with fewer boxes spreads them over the height of the tallest.
    const extra = (tallest - (heights[i] as number)) / (column.length + 1)
    let y = 12 + extra
    for (const box of column) {
      boxes.set(box.id, { ...box, x: x + (widest - box.width) / 2, y, middle: y + box.height / 2 })
      y += box.height + gapY + extra
    }
    x += widest + gapX
  })
  return { boxes, routes, width: max(40, ceil(x - gapX + 12)), height: ceil(tallest + 24) }
}

const drawBox = ({ node, lines, x, y, width, height }: Placed, theme: Theme, fontSize: number): Child | undefined => {
  if (!node) return undefined
  const step = round(fontSize * 1.45)
  const blue = theme.series(0)
  const texts = lines.map((line, i) =>
    textNode(line, i === 0 ? fontSize : fontSize - 1, {
      ...{ x: x + width / 2, y: y + 4 + (i + 0.5) * step + fontSize * 0.35 },
      ...{ "text-anchor": "middle", "font-weight": i === 0 ? "bold" : undefined },
    }),
  )
  const frame = el("rect", { x, y, width, height, rx: 6, fill: blue, "fill-opacity": 0.1, stroke: blue, "stroke-width": 1.25 })
  return group({ fill: theme.ink, stroke: "none" }, [frame, ...texts])
}

type Point = readonly [number, number]

/** The curves of all edges, from the side of one box over bends to the side of another. */
const curvesOf = ({ routes, boxes }: Plan): Map<Route, Point[]> => {
  const box = (id: string | undefined): Placed => boxes.get(id as string) as Placed
  // Several edges at one side of a box meet it at different heights, in the order of their other ends.
  const port = (route: Route, end: "from" | "to"): number => {
    const next = ({ stops }: Route): number => box(stops.at(end === "from" ? 1 : -2)).middle
    const list = routes.filter(({ edge }) => edge[end] === route.edge[end]).sort((a, b) => next(a) - next(b))
    const { y, height } = box(route.edge[end])
    return y + (height * (list.indexOf(route) + 1)) / (list.length + 1)
  }
  return new Map(
    routes.map((route) => {
      const { edge, stops } = route
      const from = box(edge.from)
      const bends = stops.slice(1, -1).map((id): Point => [box(id).x, box(id).middle])
      return [route, [[from.x + from.width, port(route, "from")], ...bends, [box(edge.to).x - 7, port(route, "to")]]]
    }),
  )
}

const pathOf = (points: readonly Point[]): string =>
  points
    .map(([x, y], i) => {
      const before = points[i - 1]
      if (!before) return `M${xy(x, y)}`
      const bend = (x - before[0]) / 2
      return `C${xy(before[0] + bend, before[1])},${xy(x - bend, y)},${xy(x, y)}`
    })
    .join("")

// Above a bend, where the line is level; otherwise beside the middle, on the side that the slope leaves free.
const labelOf = (label: string, points: readonly Point[], fontSize: number, ink: string): Child => {
  const [[x0, y0], [x1, y1]] = points as [Point, Point]
  const level = points.length > 2 || abs(y1 - y0) < 8
  const side = level ? 0 : y1 > y0 ? 1 : -1
  const at = points.length > 2 ? { x: x1, y: y1 - 4 } : { x: (x0 + x1) / 2 + side * 4, y: (y0 + y1) / 2 - (level ? 5 : 2) }
  return textNode(label, fontSize, { ...at, "text-anchor": level ? "middle" : side > 0 ? "start" : "end", fill: ink })
}

const drawEdges = (plan: Plan, { ink }: Theme, fontSize: number): (Child | undefined)[] => {
  const curves = [...curvesOf(plan)]
  const tips = curves.map(([, points]) => points.at(-1) as Point)
  return [
    path(curves.map(([, points]) => pathOf(points)).join(""), { fill: "none", stroke: ink, "stroke-opacity": 0.7, "stroke-width": 1.2 }),
    path(tips.map(([x, y]) => arrowHead(x + 6, y, 1, 0, 8)).join(""), { fill: ink, "fill-opacity": 0.8, stroke: "none" }),
    ...curves.map(([{ edge }, points]) => {
      const label = text(edge.derivative)
      return label === undefined ? undefined : labelOf(label, points, fontSize - 1, ink)
    }),
  ]
}

/** A computation drawn from left to right: nodes with values and adjoints, edges with local derivatives. */
export class GraphDrawing extends Drawing {
  readonly graph: Graph
  readonly options: GraphOptions
  private readonly plan: Plan
  private readonly heading: Heading
  readonly width: number
  readonly height: number

  constructor(graph: Graph, options: GraphOptions) {
    super()
    this.graph = graph
    this.options = options
    const fontSize = options.fontSize ?? 12
    this.plan = planOf(graph, fontSize)
    // The title breaks at the width of the graph, or at that of a short line.
    this.width = max(options.title ? 160 : 0, this.plan.width)
    this.heading = headingOf(options.title, fontSize + 2, this.width)
    this.height = this.heading.height + this.plan.height
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
    const nodes = [...drawEdges(this.plan, theme, fontSize), ...[...this.plan.boxes.values()].map((box) => drawBox(box, theme, fontSize))]
    return [group({ transform: `translate(0,${px(this.heading.height)})` }, nodes), ...this.heading.draw(theme)]
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
export const graphPlot = (graph: Graph, options: GraphOptions = {}): GraphDrawing => {
  checked(options, { title: rules.text, description: rules.text, fontSize: rules.points }, "graphPlot")
  checkGraph(graph)
  return new GraphDrawing(structuredClone(graph), options)
}
