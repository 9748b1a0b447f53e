import {
  curve,
  figure,
  figure3d,
  frames,
  graphPlot,
  grid,
  imageGrid,
  line,
  line3d,
  matrixPlot,
  plot,
  scatter3d,
  showHeatmaps,
  showTrace2d,
  surface,
  unitGrid,
  wireframe,
} from "@nablajs/plot"
import type { Example } from "./index.ts"

const range = (n: number, at: (i: number) => number = (i) => i): number[] => Array.from({ length: n }, (_, i) => at(i))
const hill = (x: number, y: number): number => (3 * x * (1 - y * y)) / (1 + x * x * x * x + y * y * y * y)
const monkey = (x: number, y: number): number => x * x * x - 3 * x * y * y

// Gradient descent with momentum on x² + 3y², which spirals into the bowl.
function spiral(): [number[], number[], number[]] {
  let [x, y, u, v] = [-0.95, 0.9, 0, 0]
  const points = Array.from({ length: 45 }, (): readonly [number, number, number] => {
    const point = [x, y, x * x + 0.6 * y * y] as const
    ;[u, v] = [0.9 * u - 0.03 * 2 * x, 0.9 * v - 0.03 * 1.2 * y]
    ;[x, y] = [x + u, y + v]
    return point
  })
  return [points.map((p) => p[0]), points.map((p) => p[1]), points.map((p) => p[2])]
}

export const spaces: readonly Example[] = [
  {
    name: "surface",
    title: "A surface coloured by height",
    draw: () =>
      figure3d({ x: "$x$", y: "$y$", z: "$f$" }, [
        surface(
          hill,
          [
            [-2, 2],
            [-2, 2],
          ],
          { wire: 2, colorbar: true, samples: 29 },
        ),
      ]),
  },
  {
    name: "wireframe",
    title: "A function and its quadratic approximation",
    draw: () =>
      figure3d({ x: "$x$", y: "$y$", z: "$z$" }, [
        wireframe(
          monkey,
          [
            [-1, 1],
            [-1, 1],
          ],
          { wire: 4, label: "$f$" },
        ),
        wireframe(
          (x: number, y: number) => 3 * (x - 0.5) ** 2 + 0.3 * y - 1,
          [
            [-0.2, 1],
            [-1, 1],
          ],
          { wire: 8, label: "approximation" },
        ),
      ]),
  },
  {
    name: "path-on-surface",
    title: "The path of an optimiser on a bowl",
    draw: () =>
      figure3d({ x: "$x_1$", y: "$x_2$", azimuth: -50, elevation: 42 }, [
        surface(
          (x: number, y: number) => x * x + 0.6 * y * y,
          [
            [-1, 1],
            [-1, 1],
          ],
          { cmap: "blues", wire: 4, samples: 29 },
        ),
        line3d(...spiral(), { marker: "circle", color: "C1", label: "iterates" }),
      ]),
  },
  {
    name: "points-in-space",
    title: "Points in space",
    draw: () => {
      const t = range(60, (i) => i / 10)
      return figure3d({ x: "$x$", y: "$y$", z: "$t$", elevation: 20 }, [scatter3d(t.map(Math.cos), t.map(Math.sin), t, { label: "helix" })])
    },
  },
  {
    name: "subplots",
    title: "Panels with shared axes",
    draw: () => {
      const panel = (n: number) =>
        figure({ x: "$x$", y: "$y$", title: `$x^${n}$`, width: 220, height: 180, grid: true }, [curve((x) => x ** n, [-1, 1])])
      return grid(
        [
          [panel(1), panel(2)],
          [panel(3), panel(4)],
        ],
        { sharex: true, sharey: true, title: "Powers" },
      )
    },
  },
  {
    name: "heatmaps",
    title: "Heatmaps under one colour bar",
    draw: () => {
      const head = (k: number): number[][] =>
        range(6).map((i) => range(6).map((j) => ((i + k * j) % 6 === 0 ? 0.9 : 0.1 + 0.1 * ((i * j + k) % 5))))
      return showHeatmaps([[head(1), head(2), head(3)]], "keys", "queries", { titles: ["head 1", "head 2", "head 3"], figsize: [1.9, 2] })
    },
  },
  {
    name: "images",
    title: "A grid of images",
    draw: () => {
      const shape = (k: number): number[][] =>
        range(12).map((i) =>
          range(12).map((j) =>
            k === 0
              ? Number(Math.abs(i - 5.5) + Math.abs(j - 5.5) < 5)
              : k === 1
                ? Number((i - 5.5) ** 2 + (j - 5.5) ** 2 < 22)
                : (i + j) / 22,
          ),
        )
      const colour = range(12).map((i) => range(12).map((j) => [i / 11, j / 11, 1 - i / 11]))
      return imageGrid([shape(0), shape(1), shape(2), colour], { titles: ["diamond", "disc", "ramp", "colours"] })
    },
  },
  {
    name: "matrix",
    title: "A matrix with its values",
    draw: () =>
      matrixPlot(
        [
          [2, -1, 0, 0],
          [-1, 2, -1, 0],
          [0, -1, 2, -1],
          [0, 0, -1, 2],
        ],
        { title: "$A$" },
      ),
  },
  {
    name: "unit-grid",
    title: "What a matrix does to the plane",
    draw: () =>
      figure({ title: "$A = (1, 0.5; 0.3, 1.2)$", width: 320, height: 320 }, [
        unitGrid([
          [1, 0.5],
          [0.3, 1.2],
        ]),
      ]),
  },
  {
    name: "graph",
    title: "A computational graph with local derivatives and adjoints",
    draw: () =>
      graphPlot({
        nodes: [
          { id: "x1", label: "$x_1$", value: 2, adjoint: 5.5 },
          { id: "x2", label: "$x_2$", value: 5, adjoint: 1.716 },
          { id: "a", label: "$\\ln x_1$", value: 0.6931, adjoint: 1 },
          { id: "b", label: "$x_1 x_2$", value: 10, adjoint: 1 },
          { id: "c", label: "$\\sin x_2$", value: -0.9589, adjoint: -1 },
          { id: "d", label: "$a + b$", value: 10.69, adjoint: 1 },
          { id: "y", label: "$y = d - c$", value: 11.65, adjoint: 1 },
        ],
        edges: [
          { from: "x1", to: "a", derivative: 0.5 },
          { from: "x1", to: "b", derivative: 5 },
          { from: "x2", to: "b", derivative: 2 },
          { from: "x2", to: "c", derivative: 0.2837 },
          { from: "a", to: "d", derivative: 1 },
          { from: "b", to: "d", derivative: 1 },
          { from: "d", to: "y", derivative: 1 },
          { from: "c", to: "y", derivative: -1 },
        ],
      }),
  },
  {
    name: "frames",
    title: "Taylor polynomials of the exponential function, one for each degree",
    draw: () => {
      const taylor =
        (n: number) =>
        (x: number): number =>
          range(n + 1).reduce(([sum, term], k) => (k === 0 ? [1, 1] : [sum + (term * x) / k, (term * x) / k]) as [number, number], [
            0, 0,
          ] as [number, number])[0]
      const draw = (n: number) =>
        figure({ x: "$x$", ylim: [-1, 8], title: `degree ${n}` }, [
          curve(Math.exp, [-2, 2], { label: "$e^x$" }),
          curve(taylor(n), [-2, 2], { label: "polynomial" }),
        ])
      return frames([0, 1, 2, 3, 4], draw, { label: "degree", initial: 2 })
    },
  },
  {
    name: "book-plot",
    title: "The book's shape of call",
    draw: () => {
      const x = range(31, (i) => i / 10)
      return plot(x, [x.map((v) => 3 * v * v - 4 * v), x.map((v) => 2 * v - 3)], {
        xlabel: "x",
        ylabel: "f(x)",
        legend: ["f(x)", "Tangent line (x=1)"],
        fmts: ["-", "m--"],
      })
    },
  },
  {
    name: "trace",
    title: "An optimiser's trace",
    draw: () =>
      showTrace2d(
        (x: number, y: number) => 0.1 * x * x + 2 * y * y,
        range(20).map((i) => [-5 * 0.92 ** i, -2 * (-0.6) ** i]),
        {
          box: [
            [-5.5, 1],
            [-3, 2],
          ],
        },
      ),
  },
  {
    name: "many-series",
    title: "Eight series, told apart by hue and dash",
    draw: () =>
      figure(
        { x: "$x$", y: "$x^{k/4}$", legend: "right", width: 420 },
        range(8, (k) => k + 1).map((k) =>
          line(
            range(101, (i) => i / 100),
            range(101, (i) => Math.sqrt(Math.sqrt(i / 100)) ** k),
            { label: `$k = ${k}$` },
          ),
        ),
      ),
  },
]
