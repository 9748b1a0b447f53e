import { arrows, contour, contourf, figure, heatmap, implicit, line, stream, vectors } from "@nablajs/plot"
import type { Example } from "./index.ts"

const bowl = (x: number, y: number): number => x * x + 2 * y * y
const saddle = (x: number, y: number): number => x * x - y * y
const bowlGradient = (x: number, y: number): [number, number] => [2 * x, 4 * y]
const rosenbrock = (x: number, y: number): number => (1 - x) ** 2 + 10 * (y - x * x) ** 2

function descent(rate: number, steps: number): [number[], number[]] {
  let [x, y] = [-4, -1.6]
  const [xs, ys] = [[x], [y]]
  for (let i = 0; i < steps; i++) {
    ;[x, y] = [x - rate * 2 * x, y - rate * 4 * y]
    xs.push(x)
    ys.push(y)
  }
  return [xs, ys]
}

export const planes: readonly Example[] = [
  {
    name: "contours",
    title: "Contour lines with their values",
    draw: () =>
      figure({ x: "$x_1$", y: "$x_2$" }, [
        contour(
          saddle,
          [
            [-2, 2],
            [-2, 2],
          ],
          { labels: true },
        ),
      ]),
  },
  {
    name: "descent",
    title: "Gradient descent over contours",
    draw: () =>
      figure({ x: "$x_1$", y: "$x_2$" }, [
        contour(
          bowl,
          [
            [-5.5, 1],
            [-3, 1],
          ],
          { levels: 10, color: "C0" },
        ),
        line(...descent(0.1, 20), { marker: "circle", color: "C1", label: "iterates" }),
      ]),
  },
  {
    name: "filled",
    title: "Filled contours of a valley",
    draw: () =>
      figure({ x: "$x$", y: "$y$" }, [
        contourf(
          rosenbrock,
          [
            [-2, 2],
            [-1, 3],
          ],
          { levels: [1, 4, 10, 25, 50, 100, 200], cmap: "viridis" },
        ),
      ]),
  },
  {
    name: "gradient-field",
    title: "The gradient is normal to the contours",
    draw: () =>
      figure({ x: "$x_1$", y: "$x_2$", equal: true }, [
        contour(bowl, [
          [-2, 2],
          [-1.5, 1.5],
        ]),
        arrows(
          bowlGradient,
          [
            [-2, 2],
            [-1.5, 1.5],
          ],
          { density: [12, 9] },
        ),
      ]),
  },
  {
    name: "streamlines",
    title: "Streamlines of a rotating flow",
    draw: () =>
      figure({ x: "$x$", y: "$y$" }, [
        stream(
          (x: number, y: number) => [y, -x - 0.3 * y],
          [
            [-2, 2],
            [-2, 2],
          ],
        ),
      ]),
  },
  {
    name: "implicit",
    title: "An implicit curve",
    draw: () =>
      figure({ x: "$x$", y: "$y$", equal: true }, [
        implicit(
          (x: number, y: number) => y * y - x ** 3 + 2 * x - 1,
          [
            [-2, 2.5],
            [-2, 2],
          ],
          { label: "$y^2 = x^3 - 2x + 1$" },
        ),
      ]),
  },
  {
    name: "heatmap",
    title: "A heatmap of a function",
    draw: () =>
      figure({ x: "$x$", y: "$y$" }, [
        heatmap(
          (x: number, y: number) => x * y * (x * x - y * y),
          [
            [-1, 1],
            [-1, 1],
          ],
          { cmap: "rdbu", label: "$f(x, y)$" },
        ),
      ]),
  },
  {
    name: "matrix-heatmap",
    title: "Attention weights with their values",
    draw: () =>
      figure({ x: "key", y: "query" }, [
        heatmap(
          [
            [0.7, 0.2, 0.1, 0],
            [0.1, 0.6, 0.2, 0.1],
            [0, 0.3, 0.5, 0.2],
            [0.05, 0.05, 0.3, 0.6],
          ],
          undefined,
          { cmap: "reds", values: true, label: "weight" },
        ),
      ]),
  },
  {
    name: "vectors",
    title: "A sum of vectors",
    draw: () =>
      figure({ x: "$x$", y: "$y$", equal: true, grid: true }, [
        vectors([2, 1], [0, 0], { label: "$\\mathbf{u}$" }),
        vectors([1, 2], [2, 1], { label: "$\\mathbf{v}$" }),
        vectors([3, 3], [0, 0], { label: "$\\mathbf{u} + \\mathbf{v}$" }),
      ]),
  },
]
