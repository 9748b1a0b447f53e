import { grad } from "@nablajs/autograd"
import { multiply, type Operand, type Scalar, sin, sum, type Tensor } from "@nablajs/core"
import { expectTypeOf, test } from "vitest"
import {
  arrows,
  contour,
  curve,
  type Figure,
  figure,
  frames,
  type Frames,
  grid,
  line,
  mark,
  type MarkType,
  parametric,
  plot,
  secant,
  showTrace2d,
  surface,
  tangent,
} from "./index.ts"

test("options are checked by name and by value", () => {
  // @ts-expect-error misspelt
  figure({ xlable: "x" }, [])
  // @ts-expect-error no such scale
  figure({ xscale: "sqrt" }, [])
  // @ts-expect-error no such marker
  line([1], [1], { marker: "heart" })
  // @ts-expect-error an interval has two ends
  curve((x) => x, [0, 1, 2])
  // @ts-expect-error no such colour map
  surface((x: number, y: number) => x * y, [[0, 1], [0, 1]], { cmap: "jet" }) // biome-ignore format: one line
  // @ts-expect-error text is no data
  plot("abc")
})

test("functions of one number, of two, and of a vector are accepted", () => {
  curve((x) => x * x, [0, 1])
  tangent(Math.exp, 0, { slope: "difference" })
  const box = [
    [0, 1],
    [0, 1],
  ] as const
  contour((x: number, y: number) => x + y, box)
  contour((v: number[]) => v.length, box)
})

test("functions of Nabla are accepted as they are typed", () => {
  const box = [[0, 1], [0, 1]] as const // biome-ignore format: one line
  const square = (x: Scalar) => multiply(x, x)
  const product = (x: Scalar, y: Scalar) => multiply(x, y)
  const norm = (v: Tensor<any, [any]>) => sum(multiply(v, v))
  curve(square, [0, 1])
  curve(grad(square), [0, 1])
  curve(sin, [0, 1])
  tangent(square, 1)
  secant(square, 0, 1)
  plot([square, sin], [0, 1])
  parametric((t: Scalar) => [sin(t), t], [0, 1])
  contour(product, box)
  contour(norm, box)
  surface((x: Operand, y: Operand) => multiply(x, y), box)
  arrows(grad(product, { argnums: [0, 1] }), box)
  arrows(grad(norm), box)
  showTrace2d(product, [[0, 1]])
})

test("in a function written in place the argument is a number", () => {
  curve((x) => (x === 0 ? 1 : x > 1 ? Math.sin(x) / x : x.toFixed(2).length), [0, 1])
  contour((x, y) => x ** 2 + y, [[0, 1], [0, 1]]) // biome-ignore format: one line
  plot((x) => 2 * x, [0, 1])
  // @ts-expect-error misspelt
  curve((x) => x.tofixed(2), [0, 1])
})

test("numbers come in any array-like form, and as tensors", () => {
  line(Float32Array.of(1), [1n, null, true])
  line({ shape: [2], toArray: () => [1, 2] }, new Set([1]).size === 1 ? [1] : [2])
})

test("figures are figures", () => {
  expectTypeOf(plot([1, 2])).toEqualTypeOf<Figure>()
  expectTypeOf(figure([])).toEqualTypeOf<Figure>()
  expectTypeOf(frames([1, 2], (n) => figure({ title: n.toFixed() }, []))).toEqualTypeOf<Frames<number>>()
  grid([[figure([]), null]])
})

test("marks of one's own are typed by their data", () => {
  const dot: MarkType<{ at: number }> = {
    kind: "dot",
    series: false,
    extent: ({ at }) => ({ x: [at, at] }),
    draw: () => [],
    describe: ({ at }) => String(at),
  }
  mark(dot, { at: 1 })
  // @ts-expect-error the data of another kind
  mark(dot, { to: 1 })
})
