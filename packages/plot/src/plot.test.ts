import { expect, test } from "vitest"
import { grid } from "./grid.ts"
import { figure } from "./figure.ts"
import { frames } from "./frames.ts"
import { graphPlot } from "./graph/graph.ts"
import { layers, ordered, routed } from "./graph/layer.ts"
import { imageGrid, showHeatmaps, showTrace2d } from "./helpers.ts"
import type { LineData } from "./marks/line.ts"
import { line } from "./marks/line.ts"
import { curve } from "./marks/curve.ts"
import { matrixPlot, unitGrid } from "./matrixplot.ts"
import { parseFormat, plot, setAxes, setFigsize, useSvgDisplay } from "./plot.ts"
import { cameraAt, turn } from "./space/camera.ts"
import { figure3d } from "./space/figure3d.ts"
import { line3d } from "./space/path.ts"
import { surface, wireframe } from "./space/surface.ts"

const xs = (f: { marks: readonly { data: object }[] }): number[][] => f.marks.map((m) => [...(m.data as LineData).x])

test("plot understands the shapes of the book's calls", () => {
  expect(xs(plot([5, 6, 7]))).toEqual([[0, 1, 2]])
  expect(
    xs(
      plot([
        [5, 6],
        [7, 8, 9],
      ]),
    ),
  ).toEqual([
    [0, 1],
    [0, 1, 2],
  ])
  expect(xs(plot([1, 2], [3, 4]))).toEqual([[1, 2]])
  expect(
    xs(
      plot(
        [1, 2],
        [
          [3, 4],
          [5, 6],
        ],
      ),
    ),
  ).toEqual([
    [1, 2],
    [1, 2],
  ])
  expect(
    xs(
      plot(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ),
    ),
  ).toEqual([
    [1, 2],
    [3, 4],
  ])
  expect(
    xs(
      plot(
        [Float64Array.of(1, 2)],
        [
          [5, 6],
          [7, 8],
        ],
      ),
    ),
  ).toEqual([
    [1, 2],
    [1, 2],
  ])
  expect(plot((x) => x * x, [0, 3]).marks[0]?.kind).toBe("curve")
  expect(plot([(x) => x, (x) => 2 * x], [0, 3]).marks).toHaveLength(2)
  expect(xs(plot([0, 1, 2], [(x: number) => x * x]))).toEqual([[0, 1, 2]])
})

test("plot carries labels, limits, scales, legend and size", () => {
  const f = plot(
    [1, 2],
    [
      [1, 2],
      [2, 4],
    ],
    { xlabel: "x", ylabel: "y", xlim: [0, 3], yscale: "log", legend: ["a", "b"], figsize: [4.5, 2.5], fmts: ["-", "m--"] },
  )
  expect(f.options).toMatchObject({ x: "x", y: "y", xlim: [0, 3], yscale: "log", width: 450, height: 250 })
  expect(f.marks.map((m) => m.label)).toEqual(["a", "b"])
})

test.each([
  ["-", { dash: false }],
  ["m--", { color: "m", dash: "5 2.5" }],
  ["ro", { color: "r", marker: "circle", width: 0 }],
  ["-o", { marker: "circle", dash: false }],
  ["k:", { color: "k", dash: "1.4 1.8" }],
])("the format %s is read", (format, style) => {
  expect(parseFormat(format)).toEqual(style)
})

test("no state is shared", () => {
  const f = plot([1, 2])
  const g = setAxes(f, { xlabel: "n", ylim: [0, 9] })
  expect([f.options.x, g.options.x]).toEqual([undefined, "n"])
  expect(setFigsize([4, 3])).toEqual({ width: 400, height: 300 })
  expect(setFigsize()).toEqual({ width: 350, height: 250 })
  expect(useSvgDisplay().format).toBe("svg")
})

test.each<readonly [() => unknown, RegExp]>([
  [
    () =>
      plot(
        [1, 2],
        [
          [1, 2],
          [3, 4],
        ],
        { fmts: ["zz"] },
      ),
    /cannot read the format "zz"/,
  ],
  [() => plot([[1], [2], [3]], [[1], [2]]), /3 series of x for 2 series of y/],
  [() => plot([1, 2, 3], [1, 2]), /differ in length, got \[3\] and \[2\]/],
  [() => plot("abc" as never), /expected numbers or a function first, got "abc"/],
  [() => plot([1], [1], { xlable: "x" } as never), /unknown option "xlable"/],
  [() => setAxes({} as never, {}), /the first argument is the figure/],
  [() => setFigsize([0, 1]), /figsize must be width and height in inches/],
  [() => grid([]), /expected rows of figures/],
  [() => grid([[1 as never]]), /rows of figures, with null for a place that stays empty/],
  [() => grid([[null]]), /rows of figures, with null/],
  [() => frames([], () => figure([])), /at least one value/],
  [() => frames([1], () => 3 as never).toSVG(), /frame 0 is no figure/],
  [() => frames([1], () => figure([]), { initial: 4 }), /there is no frame 4; frames go from 0 to 0/],
  [() => showTrace2d((x: number) => x, [[1]]), /two numbers each, got shape \[1, 1\]/],
  [
    () => showHeatmaps([1, 2], "x", "y"),
    /expected shape \[rows, columns, m, n\], or the last three or two axes of it; got an array of length 2/,
  ],
  [() => imageGrid([]), /a list of images/],
  [() => matrixPlot([]), /no cells/],
  [() => unitGrid([[1, 2, 3]]), /shape \[2, 2\], got \[1, 3\]/],
  [() => graphPlot({ nodes: [{ id: "a" }, { id: "a" }], edges: [] }), /two nodes have the id "a"/],
  [() => graphPlot({ nodes: [{ id: "a" }], edges: [{ from: "a", to: "b" }] }), /names the node "b"/],
  [
    () =>
      graphPlot({
        nodes: [{ id: "a" }, { id: "b" }],
        edges: [
          { from: "a", to: "b" },
          { from: "b", to: "a" },
        ],
      }),
    /run in a circle through "b"/,
  ],
  [() => graphPlot({ nodes: Array.from({ length: 2001 }, (_, i) => ({ id: String(i) })), edges: [] }), /at most 2000 nodes, got 2001/],
  [() => figure3d({}, [line([0], [0])] as never), /is no mark in space/],
  [() => figure3d({ azimuth: Number.NaN }, []), /azimuth must be a finite number/],
  [() => surface([[1, 2]]), /at least 2 rows/],
  [
    () =>
      wireframe(
        (x: number, y: number) => x * y,
        [
          [0, 1],
          [0, 1],
        ],
        { wire: 0 },
      ),
    /wire must be a whole number from 1 to 1000, got 0/,
  ],
])("a mistake is told once, with what to do (%#)", (act, message) => {
  expect(act).toThrow(message)
})

test("panels share axes and give their labels to the edge", () => {
  const panel = (top: number) => figure({ x: "x", y: "y" }, [line([0, 1], [0, top])])
  const svg = grid(
    [
      [panel(1), panel(5)],
      [panel(2), null],
    ],
    { sharex: true, sharey: true },
  ).toSVG()
  // Three panels: two write y labels, two write x labels (one has nothing below it).
  expect(svg.match(/>y<\/text>/g)).toHaveLength(2)
  expect(svg.match(/>x<\/text>/g)).toHaveLength(2)
  const ids = [...svg.matchAll(/<clipPath id="([^"]+)"/g)].map((m) => m[1])
  expect(new Set(ids).size).toBe(3)
  for (const id of ids) expect(svg).toContain(`url(#${id})`)
})

test("grids nest", () => {
  const one = figure([line([0, 1], [0, 1])])
  const inner = grid([[one], [one]])
  const svg = grid([[inner, one]]).toSVG()
  const ids = [...svg.matchAll(/<clipPath id="([^"]+)"/g)].map((m) => m[1])
  expect(new Set(ids).size).toBe(3)
})

test("frames draw each figure once", () => {
  let drawn = 0
  const f = frames([1, 2, 3], (n) => {
    drawn++
    return figure({ title: `n = ${n}` }, [curve((x) => x ** n, [0, 1])])
  })
  f.toSVG()
  f.toSVG()
  expect(drawn).toBe(1)
  expect(f.describe()).toContain("3 frames, from frame = 1 to frame = 3. At frame = 3:")
  expect(f.strip(2).toSVG()).toContain("n = 1")
})

test("heatmaps take two, three and four axes under one domain", () => {
  const m = [
    [0, 1],
    [2, 3],
  ]
  for (const matrices of [
    m,
    [m, m],
    [
      [m, m],
      [m, m],
    ],
  ])
    expect(showHeatmaps(matrices, "k", "q").toSVG()).toContain("k</text>")
})

test("layers put everything right of what it depends on, and bends into long edges", () => {
  const nodes = ["x", "w", "a", "b", "y"].map((id) => ({ id }))
  const edges = [
    ["x", "a"],
    ["w", "a"],
    ["a", "b"],
    ["b", "y"],
    ["x", "y"],
  ].map(([from = "", to = ""]) => ({ from, to }))
  const found = layers({ nodes, edges })
  const depth = new Map(found.flatMap((layer, d) => layer.map((id) => [id, d] as const)))
  for (const { from, to } of edges) expect(depth.get(from)).toBeLessThan(depth.get(to) as number)
  const { layers: split, routes } = routed(found, edges)
  expect(routes.at(-1)?.stops).toHaveLength(4)
  expect(ordered(split, routes).flat()).toHaveLength(7)
})

test("deep graphs are drawn without recursion", () => {
  const nodes = Array.from({ length: 2000 }, (_, i) => ({ id: String(i) }))
  const edges = nodes.slice(1).map(({ id }, i) => ({ from: String(i), to: id }))
  expect(graphPlot({ nodes, edges }).width).toBeGreaterThan(2000)
})

test("a graph given later changes nothing", () => {
  const graph = { nodes: [{ id: "a", value: 1 }], edges: [] }
  const drawn = graphPlot(graph)
  ;(graph.nodes[0] as { value: number }).value = 2
  expect(drawn.describe()).toContain("a = 1")
})

test("angles turn exactly at quarters and closely between", () => {
  for (let degrees = -720; degrees <= 720; degrees += 7.5) {
    const [c, s] = turn(degrees)
    expect(Math.abs(c - Math.cos((degrees * Math.PI) / 180))).toBeLessThan(1e-14)
    expect(Math.abs(s - Math.sin((degrees * Math.PI) / 180))).toBeLessThan(1e-14)
  }
  expect(turn(90).map(Math.abs)).toEqual([0, 1])
})

test("the camera keeps right-handed space", () => {
  const { project } = cameraAt(-90, 0)
  const [right, up, near] = [project([1, 0, 0]), project([0, 0, 1]), project([0, -1, 0])]
  expect(right[0]).toBeCloseTo(1, 12)
  expect(up[1]).toBeCloseTo(-1, 12)
  expect(near[2]).toBeCloseTo(1, 12)
})

test("missing cells of a surface are left out", () => {
  const hole = (x: number, y: number): number => (Math.abs(x) < 0.3 && Math.abs(y) < 0.3 ? Number.NaN : x + y)
  const svg = figure3d({}, [
    surface(hole, [
      [-1, 1],
      [-1, 1],
    ]),
    wireframe(hole, [
      [-1, 1],
      [-1, 1],
    ]),
    line3d([0, Number.NaN, 1], [0, 0, 1], [0, 0, 1]),
  ]).toSVG()
  expect(svg).not.toMatch(/NaN/)
})

test("an empty space has axes", () => {
  expect(figure3d({}, []).toSVG()).toContain("</svg>")
  expect(figure3d({}, []).describe()).toBe("An empty figure.")
})

test("large matrices are colours with a bar", () => {
  const large = Array.from({ length: 40 }, (_, i) => Array.from({ length: 40 }, (_, j) => i - j))
  expect(matrixPlot(large).toSVG()).not.toContain("−39</text><text")
  expect(matrixPlot([[1, -2]]).toSVG()).toContain("−2</text>")
})

test("in a sketch, the panels of a grid stand where they do in the drawing", () => {
  const panel = (title: string) => figure({ title, width: 200, height: 150 }, [line([0, 1], [0, 1])])
  const [heading = ""] = grid([[panel("left"), panel("right")]])
    .toText(80)
    .split("\n")
  expect(heading.indexOf("right") - heading.indexOf("left")).toBeGreaterThan(35)
  const rows = grid([[panel("upper")], [panel("lower")]])
    .toText(40)
    .split("\n")
  const rowOf = (title: string) => rows.findIndex((row) => row.includes(title))
  expect(rowOf("lower") - rowOf("upper")).toBeGreaterThan(10)
})
