// The check of derivatives against central differences, in random directions.
import {
  add,
  asNode,
  asTensor,
  type CheckGrads,
  checkOptions,
  complex,
  conj,
  dtypeOf,
  flatten,
  isComplex,
  isFloating,
  multiply,
  isComputed,
  NablaError,
  type NDArray,
  type NumericShape,
  partOf,
  real,
  shapeOf,
  showShape,
  subtract,
  sum,
  unflatten,
  type Value,
  wrapArray,
} from "@nablajs/core"
import { checkFunction, type Fn, outputs } from "./edges.ts"
import { pushForward } from "./forward.ts"
import { vjp } from "./reverse.ts"

interface Settings {
  readonly order: number
  readonly modes: readonly ("fwd" | "rev")[]
  readonly eps: number
  readonly atol: number
  readonly rtol: number
}

/** A function of lists of values, so that the check need not know of trees. */
type Flat = (xs: readonly Value[]) => Value[]

/**
 * Compares the derivatives of f at `args` with central differences (f(x + εv) − f(x − εv)) / 2ε in random directions v, by
 * forward and by reverse mode and up to the given order, and throws where they differ. The directions are the same in
 * every call. Arguments of integer type are held.
 *
 * @example checkGrads((x) => sin(x), [0.5]) // => undefined
 */
export const checkGrads = ((f: Fn, args: readonly unknown[], options: Partial<Settings> = {}): void => {
  checkFunction("checkGrads", f)
  checkOptions("checkGrads", options, ["order", "modes", "eps", "atol", "rtol"])
  if (!Array.isArray(args)) throw new NablaError("bad-argument", "checkGrads: arguments are a list, as in checkGrads(f, [x])")
  const { leaves, structure } = flatten("checkGrads", args)
  const traced = leaves.find((x) => !isComputed(x))
  if (traced !== undefined) throw new NablaError("traced-value", `checkGrads: needs computed values, got ${String(traced)}`)
  const places = leaves.map((_, i) => i).filter((i) => typeof leaves[i] === "number" || isFloating(dtypeOf(leaves[i] as Value)))
  if (places.length === 0) throw new NablaError("not-differentiable", "checkGrads: none of the arguments is floating-point")
  const flat: Flat = (xs) => {
    const all = [...leaves]
    places.forEach((place, k) => {
      all[place] = xs[k] as Value
    })
    return outputs("checkGrads", f(...(unflatten(structure, all) as unknown[])), null).leaves.filter(
      (y) => typeof y === "number" || isFloating(dtypeOf(y)),
    )
  }
  const xs = places.map((i) => leaves[i] as Value)
  compare(flat, xs, settingsFor(xs, options), 1, random(20231))
}) as unknown as CheckGrads

// float32 leaves room for coarse steps only.
function settingsFor(xs: readonly Value[], given: Partial<Settings>): Settings {
  const single = xs.some((x) => partOf(dtypeOf(x)) === "float32")
  const tolerance = single ? 2e-2 : 1e-6
  return { order: 2, modes: ["fwd", "rev"], eps: single ? 5e-3 : 6e-6, atol: tolerance, rtol: tolerance, ...given }
}

function compare(f: Flat, xs: readonly Value[], s: Settings, order: number, draw: () => number): void {
  if (order > s.order) return
  const vs = xs.map((x) => noise(x, draw))
  const numeric = differences(f, xs, vs, s.eps)
  if (s.modes.includes("fwd")) {
    const tangents: Flat = (at) => pushForward("checkGrads", (...list: Value[]) => f(list), at, vs, "the direction")[1] as Value[]
    tangents(xs).forEach((dy, k) => {
      agree("forward mode", order, s, dy, numeric[k] as Value)
    })
    compare(tangents, xs, s, order + 1, draw)
  }
  if (s.modes.includes("rev")) {
    const gs = numeric.map((dy) => noise(dy, draw))
    const pulled: Flat = (at) =>
      (vjp as unknown as (f: Fn, x: unknown) => [unknown, (g: unknown) => Value[][]])((list: Value[]) => f(list), at)[1](gs)[0] as Value[]
    agree("reverse mode", order, s, inner(vs, pulled(xs)), inner(gs, numeric))
    compare(pulled, xs, s, order + 1, draw)
  }
}

function differences(f: Flat, xs: readonly Value[], vs: readonly Value[], eps: number): Value[] {
  const step = (h: number): Value[] => f(xs.map((x, i) => add(x, multiply(vs[i] as Value, h) as Value) as Value))
  const [up, down] = [step(eps), step(-eps)]
  return up.map((y, k) => multiply(subtract(y, down[k] as Value) as Value, 1 / (2 * eps)) as Value)
}

// Re Σ ā b: complex numbers count as pairs of real ones
const inner = (a: readonly Value[], b: readonly Value[]): Value =>
  a.reduce<Value>((total, x, i) => add(total, real(sum(multiply(conj(x), b[i] as Value) as Value))) as Value, 0)

function agree(mode: string, order: number, { atol, rtol }: Settings, exact: Value, numeric: Value): void {
  const [xs, ys] = [elements(exact), elements(numeric)]
  for (let i = 0; i < ys.length; i++) {
    const [x, y] = [xs[i] as number, ys[i] as number]
    if (Object.is(x, y) || Math.abs(x - y) <= atol + rtol * Math.max(Math.abs(x), Math.abs(y))) continue
    const where = ys.length === 1 ? "" : ` at element ${i} of shape ${showShape(shapeOf(numeric))}`
    throw new NablaError(
      "gradient-mismatch",
      `checkGrads: ${mode} gives ${x} where central differences give ${y}${where} (derivative of order ${order}, difference ${Math.abs(x - y)}); ` +
        "a rule is wrong, or the function has a kink there",
    )
  }
}

const elements = (x: Value): ArrayLike<number> => (typeof x === "number" ? [x] : ((asNode(x) as NDArray).data as ArrayLike<number>))

/** Normal noise that resembles x. */
function noise(x: Value, draw: () => number): Value {
  if (typeof x === "number") return draw()
  if (isComplex(dtypeOf(x))) {
    const part = real(x as never) as Value
    return complex(noise(part, draw) as never, noise(part, draw) as never) as Value
  }
  const { dtype, shape, size } = asNode(x) as NDArray
  const data = Float64Array.from({ length: size }, draw)
  return asTensor(wrapArray(dtype, shape as NumericShape, dtype === "float32" ? Float32Array.from(data) : data))
}

// Sums of uniform numbers (mulberry32) are normal enough for directions.
function random(seed: number): () => number {
  let state = seed
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return () => uniform() + uniform() + uniform() + uniform() - 2
}
