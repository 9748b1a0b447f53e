// Cross-correlation of many channels along any number of axes, as layers of networks have it. It is a contraction of windows,
// and its derivatives are contractions of windows too: by the weights with what they met, by x with the weights turned round.
import type { NDArray } from "../array.ts"
import { bind1, bind2 } from "../bind.ts"
import { NablaError } from "../errors.ts"
import type { Multilinear } from "../primitive.ts"
import { type Shape, showShape, sizeOf } from "../shape.ts"
import type { Dim } from "../size.ts"
import { multilinear } from "../structural.ts"
import { asNode, asTensor, shapeOf, type Value } from "../value.ts"
import { contract } from "./contraction.ts"
import { flip } from "./movement.ts"
import { padPrimitive, slice } from "./parts.ts"
import { reshape } from "./reshape.ts"
import { unfold, windowCount } from "./windows.ts"

/** For each axis: how windows lie, and how many zeros stand before and behind. */
export interface Correlation {
  readonly stride: readonly number[]
  readonly dilation: readonly number[]
  readonly margins: readonly (readonly [number, number])[]
  /** Channels fall into so many groups that are taken apart. */
  readonly groups: number
}

export const convPrimitive: Multilinear = /* @__PURE__ */ multilinear<Correlation>({
  name: "conv",
  arity: 2,
  shape: ([x, w], params) => {
    const [from, weights] = [numeric(x as Shape), numeric(w as Shape)]
    return [
      from[0] as number,
      weights[0] as number,
      ...axes(from).map((n, i) => windowCount(n + padded(params, i), along(weights, params, i))),
    ]
  },
  eager: ([x, w], params) => asNode(correlate(asTensor(x as NDArray) as Value, asTensor(w as NDArray) as Value, params)) as NDArray,
  transposes: [
    (g, [x, w], params: Correlation) => backToInput(g, w as Value, numeric(shapeOf(x as Value)), params),
    (g, [x, w], params: Correlation) => backToWeights(g, x as Value, numeric(shapeOf(w as Value)), params),
  ],
  batch: ([x, w], [many, apart], _, params) => [correlate(x as Value, w as Value, params, many, apart)],
})

/** x [batch, channels, …] with weights [out, channels / groups, …]: [batch, out, …]. */
export const conv = (x: Value, w: Value, params: Correlation): Value => bind2(convPrimitive, x, w, params)

function numeric(shape: Shape): readonly number[] {
  if (shape.every((n) => typeof n === "number")) return shape
  throw new NablaError("unsupported", `conv: named sizes in ${showShape(shape)}; give every axis a number as size`)
}

const axes = (shape: readonly number[]): readonly number[] => shape.slice(2)
const padded = ({ margins }: Correlation, i: number): number => (margins[i] as readonly [number, number]).reduce((a, b) => a + b)
const along = (weights: readonly number[], { stride, dilation }: Correlation, i: number) => ({
  size: weights[i + 2] as number,
  stride: stride[i] as number,
  dilation: dilation[i] as number,
})

// Names of axes: the batch, the group, the channel in the group, the result in the group, a stack; then for each axis a place and
// an element of the window there.
const [BATCH, GROUP, CHANNEL, RESULT, STACK] = [0, 1, 2, 3, 4]
const places = (count: number): number[] => Array.from({ length: count }, (_, i) => 5 + 2 * i)
const elements = (count: number): number[] => Array.from({ length: count }, (_, i) => 6 + 2 * i)
const both = (count: number): number[] => Array.from({ length: 2 * count }, (_, i) => 5 + i)

const shaped = (x: Value, shape: readonly Dim[]): Value => reshape(x as never, shape as never) as Value

/** The axis of channels at `at` parted into groups. */
function grouped(x: Value, at: number, groups: number): Value {
  const shape = shapeOf(x)
  return shaped(x, [...shape.slice(0, at), groups, (shape[at] as number) / groups, ...shape.slice(at + 1)])
}

/** Zeros around the last axes, and `step − 1` of them between elements. */
function spaced(x: Value, margins: readonly (readonly [number, number])[], step: readonly number[]): Value {
  if (margins.every(([low, high]) => low === 0 && high === 0) && step.every((n) => n === 1)) return x
  const leading = shapeOf(x).length - margins.length
  const none = Array.from({ length: leading }, () => ({ low: 0, high: 0, step: 1 }))
  const sides = margins.map(([low, high], i) => ({ low: Math.max(0, low), high: Math.max(0, high), step: step[i] as number }))
  const wide = bind1(padPrimitive, x, { margins: [...none, ...sides] })
  if (margins.every(([low, high]) => low >= 0 && high >= 0)) return wide
  const sizes = numeric(shapeOf(wide)).slice(leading)
  const cut = margins.map(([low, high], i) => ({ start: Math.max(0, -low), stop: (sizes[i] as number) - Math.max(0, -high), step: 1 }))
  return slice(wide, [...none.map(() => null), ...cut])
}

function windows(x: Value, kernel: readonly number[], stride: readonly number[], dilation: readonly number[]): Value {
  const leading = shapeOf(x).length - kernel.length
  let y = x
  for (let i = kernel.length - 1; i >= 0; i--) {
    y = unfold(y, { axis: leading + i, size: kernel[i] as number, stride: stride[i] as number, dilation: dilation[i] as number })
  }
  return y
}

/** The contraction; `many` and `apart` say which operand is a stack. */
function correlate(x: Value, w: Value, { stride, dilation, margins, groups }: Correlation, many = false, apart = false): Value {
  const kernel = numeric(shapeOf(w)).slice(apart ? 3 : 2)
  const n = kernel.length
  const ones = kernel.map(() => 1)
  const source = windows(spaced(grouped(x, many ? 2 : 1, groups), margins, ones), kernel, stride, dilation)
  const stack = many || apart ? [STACK] : []
  const y = contract(source, grouped(w, apart ? 1 : 0, groups), {
    a: [...(many ? stack : []), BATCH, GROUP, CHANNEL, ...both(n)],
    b: [...(apart ? stack : []), GROUP, RESULT, CHANNEL, ...elements(n)],
    out: [...stack, BATCH, GROUP, RESULT, ...places(n)],
  })
  const shape = shapeOf(y)
  const lead = stack.length + 1
  return shaped(y, [...shape.slice(0, lead), sizeOf(shape.slice(lead, lead + 2)), ...shape.slice(lead + 2)])
}

// ∂y[p] / ∂x[s] = w[k] where s = p · stride + k · dilation: windows over g, its elements `stride` apart, with the weights reversed.
function backToInput(g: Value, w: Value, from: readonly number[], { stride, dilation, margins, groups }: Correlation): Value {
  const kernel = numeric(shapeOf(w)).slice(2)
  const n = kernel.length
  const sides = kernel.map((k, i) => {
    const reach = (k - 1) * (dilation[i] as number)
    const [low, high] = margins[i] as readonly [number, number]
    const left = ((from[i + 2] as number) + low + high - reach - 1) % (stride[i] as number)
    return [reach - low, reach + left - high] as const
  })
  const ones = kernel.map(() => 1)
  const source = windows(spaced(grouped(g, 1, groups), sides, stride), kernel, ones, dilation)
  const reversed = flip(grouped(w, 0, groups) as never, { axis: kernel.map((_, i) => i + 3) } as never) as Value
  const dx = contract(source, reversed, {
    a: [BATCH, GROUP, RESULT, ...both(n)],
    b: [GROUP, RESULT, CHANNEL, ...elements(n)],
    out: [BATCH, GROUP, CHANNEL, ...places(n)],
  })
  return shaped(dx, from)
}

function backToWeights(g: Value, x: Value, weights: readonly number[], { stride, dilation, margins, groups }: Correlation): Value {
  const kernel = weights.slice(2)
  const n = kernel.length
  const ones = kernel.map(() => 1)
  const source = windows(spaced(grouped(x, 1, groups), margins, ones), kernel, stride, dilation)
  const dw = contract(grouped(g, 1, groups), source, {
    a: [BATCH, GROUP, RESULT, ...places(n)],
    b: [BATCH, GROUP, CHANNEL, ...both(n)],
    out: [GROUP, RESULT, CHANNEL, ...elements(n)],
  })
  return shaped(dw, weights)
}
