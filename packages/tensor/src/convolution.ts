// Convolutions and pools of neural networks: windows are picked by position, and contracted or reduced.
import {
  checkOptions,
  conv as correlate,
  dtypeOf,
  dtypes,
  isFloat,
  max,
  mean,
  NablaError,
  type Operand,
  pad,
  shapeOf,
  showShape,
  type Tensor,
  unfold,
  type Value,
  windowCount,
  type Convolution,
  type Pool,
} from "@nablajs/core"
import type { Loose } from "./compose.ts"

type PerAxis = number | readonly number[]

/** How windows lie: one number for all axes, or one for each. */
export interface WindowOptions {
  /** From one window to the next, 1 if absent (pools: the size of a window). */
  readonly stride?: PerAxis
  /** valid: none. same: as many as keep the size at stride 1. Or how much on both sides, or `[before, after]`, for each axis. */
  readonly padding?: "valid" | "same" | number | readonly (number | readonly [number, number])[]
}

export interface ConvOptions extends WindowOptions {
  /** From one element of a window to the next, 1 if absent. */
  readonly dilation?: PerAxis
  /** Channels fall into so many groups that are convolved apart, 1 if absent. */
  readonly groups?: number
}

function perAxis(operation: string, name: string, given: PerAxis | undefined, otherwise: readonly number[]): readonly number[] {
  const list = given === undefined ? otherwise : typeof given === "number" ? otherwise.map(() => given) : given
  if (list.length === otherwise.length && list.every((n) => Number.isInteger(n) && n >= 1)) return list
  throw new NablaError(
    "bad-argument",
    `${operation}: ${name} is a whole number from 1 up, or ${otherwise.length} of them, got ${String(given)}`,
  )
}

function margins(operation: string, padding: WindowOptions["padding"], reach: readonly number[]): readonly (readonly [number, number])[] {
  if (padding === undefined || padding === "valid") return reach.map(() => [0, 0])
  if (padding === "same") return reach.map((n) => [Math.floor((n - 1) / 2), Math.ceil((n - 1) / 2)])
  const given = (typeof padding === "number" ? reach.map(() => padding) : padding) as readonly (number | readonly [number, number])[]
  const pairs =
    Array.isArray(padding) || typeof padding === "number" ? given.map((n) => (typeof n === "number" ? ([n, n] as const) : n)) : []
  if (pairs.length === reach.length && pairs.every((p) => p.length === 2 && p.every((n) => Number.isInteger(n) && n >= 0))) return pairs
  throw new NablaError(
    "bad-argument",
    `${operation}: padding is "valid", "same", a whole number, or one entry for each of ${reach.length} axes, got ${JSON.stringify(padding)}`,
  )
}

interface Layout {
  readonly kernel: readonly number[]
  readonly stride: readonly number[]
  readonly dilation: readonly number[]
}

/** The margins that `padding` asks for, refused where no window fits then. */
function marginsFor(
  operation: string,
  shape: readonly number[],
  { kernel, stride, dilation }: Layout,
  padding: WindowOptions["padding"],
): readonly (readonly [number, number])[] {
  const reach = kernel.map((k, i) => (k - 1) * (dilation[i] as number) + 1)
  const sides = margins(operation, padding, reach)
  kernel.forEach((size, i) => {
    const n = (shape[i + 2] as number) + (sides[i] as readonly [number, number])[0] + (sides[i] as readonly [number, number])[1]
    if (windowCount(n, { size, stride: stride[i] as number, dilation: dilation[i] as number }) >= 1) return
    throw new NablaError(
      "shape-mismatch",
      `${operation}: a window of ${reach[i]} does not fit axis ${i + 2} of shape ${showShape(shape)}, padded to ${n}; name a padding`,
    )
  })
  return sides
}

/** [n, c, s₁, s₂, …] as [n, c, o₁, k₁, o₂, k₂, …]: for each window position its elements. */
function windows(operation: string, x: Loose, layout: Layout, padding: WindowOptions["padding"], fill: number): Loose {
  const sides = marginsFor(operation, shapeOf(x) as number[], layout, padding)
  let y: Loose = sides.some(([a, b]) => a + b > 0) ? pad(x, [[0, 0], [0, 0], ...sides] as Loose, { value: fill }) : x
  for (let i = layout.kernel.length - 1; i >= 0; i--) {
    y = unfold(y, {
      axis: i + 2,
      size: layout.kernel[i] as number,
      stride: layout.stride[i] as number,
      dilation: layout.dilation[i] as number,
    })
  }
  return y
}

function conv(operation: string, spatial: number, x: Operand, w: Operand, options: ConvOptions): Tensor {
  checkOptions(operation, options, ["stride", "padding", "dilation", "groups"])
  const [from, weights] = [shapeOf(x as Value), shapeOf(w as Value)] as [readonly number[], readonly number[]]
  const { groups = 1 } = options
  if (from.length !== spatial + 2 || weights.length !== spatial + 2) {
    const names = spatial === 1 ? "length" : "height, width"
    throw new NablaError(
      "shape-mismatch",
      `${operation}: expected x as [batch, channels, ${names}] and weights as [out, channels, ${names}], got ${showShape(from)} and ${showShape(weights)}`,
    )
  }
  const [channels, out, each] = [from[1], weights[0], weights[1]] as [number, number, number]
  if (!Number.isInteger(groups) || groups < 1 || each * groups !== channels || out % groups !== 0) {
    throw new NablaError(
      "shape-mismatch",
      `${operation}: ${channels} channels in ${groups} groups do not match weights for ${each}, giving ${out}, got ${showShape(from)} and ${showShape(weights)}`,
    )
  }
  const kernel = weights.slice(2)
  const ones = kernel.map(() => 1)
  const layout = {
    kernel,
    stride: perAxis(operation, "stride", options.stride, ones),
    dilation: perAxis(operation, "dilation", options.dilation, ones),
  }
  const params = { ...layout, margins: marginsFor(operation, from, layout, options.padding), groups }
  return correlate(x as Value, w as Value, params) as Tensor
}

/**
 * Cross-correlation along one axis, as layers of networks have it: x [batch, channels, n] with weights [out, channels / groups, k].
 *
 * @example conv1d(tensor([[[1, 2, 3]]]), tensor([[[1, 1]]])).toArray() // => [[[3, 5]]]
 */
export const conv1d: Convolution<"conv1d", 1> = ((x: Operand, weights: Operand, options: ConvOptions = {}): Tensor =>
  conv("conv1d", 1, x, weights, options)) as Loose

/**
 * Cross-correlation along two axes: x [batch, channels, h, w] with weights [out, channels / groups, kh, kw].
 *
 * @example conv2d(tensor([[[[1, 2], [3, 4]]]]), tensor([[[[1, 1], [1, 1]]]])).item() // => 10
 */
export const conv2d: Convolution<"conv2d", 2> = ((x: Operand, weights: Operand, options: ConvOptions = {}): Tensor =>
  conv("conv2d", 2, x, weights, options)) as Loose

function pool(
  operation: string,
  x: Operand,
  size: PerAxis,
  options: WindowOptions,
  fill: number,
  reduce: (y: Loose, axes: readonly number[]) => Loose,
): Tensor {
  checkOptions(operation, options, ["stride", "padding"])
  const shape = shapeOf(x as Value)
  const spatial = shape.length - 2
  if (spatial < 1)
    throw new NablaError(
      "shape-mismatch",
      `${operation}: expected [batch, channels, …] with at least one more axis, got shape ${showShape(shape)}`,
    )
  const kernel = perAxis(operation, "size", size, Array<number>(spatial).fill(1))
  const layout = { kernel, stride: perAxis(operation, "stride", options.stride, kernel), dilation: kernel.map(() => 1) }
  return reduce(
    windows(operation, x, layout, options.padding, fill),
    kernel.map((_, i) => 3 + 2 * i),
  ) as Tensor
}

/**
 * The largest element of each window, of [batch, channels, …]; margins never win.
 *
 * @example maxPool(tensor([[[1, 3, 2, 4]]]), 2).toArray() // => [[[3, 4]]]
 */
export const maxPool: Pool<"same"> = ((x: Operand, size: PerAxis, options: WindowOptions = {}): Tensor => {
  const dtype = dtypeOf(x as Value)
  return pool("maxPool", x, size, options, isFloat(dtype) ? Number.NEGATIVE_INFINITY : dtypes[dtype].range[0], (y, axis) =>
    max(y, { axis }),
  )
}) as Loose

/**
 * The mean of each window, of [batch, channels, …]; margins count as zeros.
 *
 * @example avgPool(tensor([[[1, 3, 2, 4]]]), 2).toArray() // => [[[2, 3]]]
 */
export const avgPool: Pool<"float"> = ((x: Operand, size: PerAxis, options: WindowOptions = {}): Tensor =>
  pool("avgPool", x, size, options, 0, (y, axis) => mean(y, { axis }))) as Loose
