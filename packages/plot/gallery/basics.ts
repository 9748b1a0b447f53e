import {
  annotate,
  band,
  bar,
  curve,
  errorBars,
  figure,
  fill,
  hist,
  hline,
  line,
  parametric,
  scatter,
  secant,
  stem,
  step,
  tangent,
  vline,
} from "@nablajs/plot"
import type { Example } from "./index.ts"

const f = (x: number): number => 3 * x * x - 4 * x
const range = (n: number, at: (i: number) => number = (i) => i): number[] => Array.from({ length: n }, (_, i) => at(i))

// A small linear congruential generator: the same points everywhere.
function uniform(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

// Twelve uniform numbers add up to nearly a normal one.
const normal = (next: () => number): number => range(12, next).reduce((a, b) => a + b, 0) - 6

export const basics: readonly Example[] = [
  {
    name: "tangent",
    title: "A function and its tangent",
    draw: () =>
      figure({ x: "$x$", y: "$f(x)$", grid: true }, [
        curve(f, [0, 3], { label: "$f(x) = 3x^2 - 4x$" }),
        tangent(f, 1, { slope: 2, label: "tangent at $x = 1$" }),
      ]),
  },
  {
    name: "secants",
    title: "Secants tend to the tangent",
    draw: () =>
      figure({ x: "$x$", y: "$f(x)$" }, [
        curve(f, [0, 2.4], { label: "$f$" }),
        secant(f, 1, 2, { label: "$h = 1$" }),
        secant(f, 1, 1.5, { label: "$h = 0.5$" }),
        secant(f, 1, 1.1, { label: "$h = 0.1$" }),
      ]),
  },
  {
    name: "poles",
    title: "A curve that breaks at its pole",
    draw: () => figure({ x: "$x$", y: "$x^3 - 1/x$", grid: true }, [curve((x) => x ** 3 - 1 / x, [-2, 2]), vline(0)]),
  },
  {
    name: "losses",
    title: "Training and validation loss on a logarithmic axis",
    draw: () =>
      figure({ x: "epoch", y: "loss", yscale: "log", legend: ["train", "validation"] }, [
        line(
          range(10, (i) => i + 1),
          [2.1, 0.9, 0.4, 0.2, 0.11, 0.06, 0.034, 0.02, 0.013, 0.009],
          { marker: "circle" },
        ),
        line(
          range(10, (i) => i + 1),
          [2.3, 1.1, 0.6, 0.4, 0.31, 0.27, 0.26, 0.27, 0.29, 0.32],
          { marker: "square" },
        ),
      ]),
  },
  {
    name: "scatter",
    title: "Three classes of points",
    draw: () => {
      const next = uniform(7)
      const cloud = (cx: number, cy: number, label: string) => {
        const points = range(40).map(() => [cx + normal(next) * 0.6, cy + normal(next) * 0.6] as const)
        return scatter(
          points.map(([x]) => x),
          points.map(([, y]) => y),
          { label },
        )
      }
      return figure({ x: "$x_1$", y: "$x_2$" }, [cloud(0, 0, "a"), cloud(2.2, 1, "b"), cloud(0.6, 2.6, "c")])
    },
  },
  {
    name: "cdf",
    title: "Mass and distribution of a binomial variable",
    draw: () => {
      const p = [1, 8, 28, 56, 70, 56, 28, 8, 1].map((c) => c / 256)
      const total = p.map((_, i) => p.slice(0, i + 1).reduce((a, b) => a + b, 0))
      return figure({ x: "$k$", y: "probability" }, [
        stem(range(9), p, { label: "$P(X = k)$" }),
        step(range(9), total, { label: "$P(X \\le k)$" }),
      ])
    },
  },
  {
    name: "area",
    title: "Probability as an area",
    draw: () => {
      const density = (x: number): number => 0.3989423 / (1 + x * x * (0.5 + x * x * (0.12 + 0.03 * x * x)))
      const xs = range(81, (i) => -1 + i / 40)
      return figure({ x: "$x$", y: "$p(x)$", ylim: [0, 0.45] }, [
        curve(density, [-4, 4], { label: "$p$" }),
        fill(xs, xs.map(density), 0, { color: "C0", label: "$P(-1 \\le X \\le 1)$" }),
      ])
    },
  },
  {
    name: "bars",
    title: "Bars side by side",
    draw: () =>
      figure({ y: "accuracy", ylim: [0, 1], legend: "above" }, [
        bar(["linear", "forest", "network"], [0.71, 0.83, 0.88], { barWidth: 0.38, offset: -0.2, label: "train" }),
        bar(["linear", "forest", "network"], [0.69, 0.74, 0.81], { barWidth: 0.38, offset: 0.2, label: "test" }),
      ]),
  },
  {
    name: "histogram",
    title: "A histogram with its mean",
    draw: () => {
      const next = uniform(3)
      const values = range(800).map(() => normal(next))
      const mean = values.reduce((a, b) => a + b, 0) / values.length
      return figure({ x: "value", y: "count" }, [hist(values, { bins: 24 }), vline(mean, { label: "mean" })])
    },
  },
  {
    name: "errors",
    title: "Error bars and an error band",
    draw: () => {
      const xs = range(9, (i) => i)
      const ys = xs.map((x) => 4 / (1 + x * 0.6))
      return figure({ x: "step", y: "error" }, [
        band(
          xs,
          ys,
          xs.map((x) => 0.25 + x * 0.05),
          { label: "two deviations" },
        ),
        errorBars(
          xs,
          ys,
          xs.map((x) => 0.12 + x * 0.025),
          { color: "C0", label: "mean of 10 runs" },
        ),
      ])
    },
  },
  {
    name: "annotated",
    title: "Local and global minimum",
    draw: () => {
      const g = (x: number): number => x ** 4 - 3 * x ** 3 + 2 * x + 1
      return figure({ x: "$x$", y: "$f(x)$", ylim: [-4, 6] }, [
        curve(g, [-1.2, 2.9]),
        annotate("local minimum", [-0.43, 0.41], [-0.35, 4.5]),
        annotate("global minimum", [2.13, -3.15], [0.6, -2.6]),
        hline(0),
      ])
    },
  },
  {
    name: "parametric",
    title: "A parametric curve",
    draw: () =>
      figure({ x: "$x(t)$", y: "$y(t)$", equal: true }, [
        parametric((t) => [Math.sin(3 * t), Math.sin(4 * t)], [0, 2 * Math.PI], { label: "$(\\sin 3t, \\sin 4t)$" }),
      ]),
  },
  {
    name: "symlog",
    title: "A symmetric logarithmic axis",
    draw: () => figure({ x: "$x$", y: "$x^5$", yscale: "symlog", grid: true }, [curve((x) => x ** 5, [-10, 10])]),
  },
]
