// What must hold for every primitive, whoever reads it. Each law throws a Violation that says what differs.
import { jvp, vjp, vmap } from "@nablajs/autograd"
import {
  type DType,
  denseArray,
  dtypeOf,
  isFloat,
  type NDArray,
  type Primitive,
  sameShape,
  shapeOf,
  showShape,
  stack,
  stridesOf,
  type Value,
  viewOf,
  wrapArray,
} from "@nablajs/core"
import { argumentsOf, type Case } from "./cases.ts"
import { asArrays, assertClose, difference, inner, isDifferentiable, results, run, Violation } from "./numeric.ts"
import { sample, uniform } from "./random.ts"

export type Law = (p: Primitive, c: Case, seed: number) => void

const v = (x: NDArray): Value => x as unknown as Value
const all = (xs: readonly NDArray[]): Value[] => xs.map(v)

/** The primitive as a function of its differentiable arguments alone, the others held. */
function free(p: Primitive, c: Case, seed: number) {
  const args = argumentsOf(c, seed)
  const places = args.map((_, i) => i).filter((i) => isDifferentiable(args[i] as NDArray))
  const f = (...xs: Value[]): Value[] => {
    const full: Value[] = all(args)
    places.forEach((place, k) => {
      full[place] = xs[k] as Value
    })
    return run(p, c, full)
  }
  return { args, xs: places.map((i) => args[i] as NDArray), f }
}

/** Directions as large as the arguments. */
const directions = (xs: readonly NDArray[], seed: number): NDArray[] => {
  const next = uniform(seed + 1)
  return xs.map((x) => sample(next, x.shape, [-1, 1]))
}

// The signatures of the transformations are written for users; laws call them on whatever a primitive takes.
type Loose = (...args: unknown[]) => unknown
const forward = jvp as unknown as (f: Loose, xs: readonly Value[], dxs: readonly Value[]) => [Value[], Value[]]
const backward = vjp as unknown as (f: Loose, ...xs: readonly Value[]) => [Value[], (g: readonly Value[]) => Value[]]
const batched = vmap as unknown as (f: Loose, options: { inAxes: readonly (number | null)[] }) => (...xs: readonly Value[]) => Value[]

/** The shape and type rules tell what the kernel gives. */
const shapeRule: Law = (p, c, seed) => {
  const args = argumentsOf(c, seed)
  const ys = results(p, c, all(args))
  if (p.kind === "elementwise") return
  const xs = c.feed ? c.feed(all(args)) : all(args)
  const shapes = p.shapes(xs.map(shapeOf), c.params)
  const types = p.dtypes(xs.map(dtypeOf), c.params)
  ys.forEach((y, i) => {
    if (!sameShape(shapeOf(y), shapes[i] ?? []))
      throw new Violation(`shape ${showShape(shapeOf(y))}, the rule says ${showShape(shapes[i] ?? [])}`)
    if (dtypeOf(y) !== types[i]) throw new Violation(`type ${dtypeOf(y)}, the rule says ${types[i]}`)
  })
}

/** Reversed, gapped windows give what copies give. */
const views: Law = (p, c, seed) => {
  const args = argumentsOf(c, seed)
  const expected = asArrays(run(p, c, all(args)))
  const actual = asArrays(run(p, c, all(args.map(scattered))))
  actual.forEach((y, i) => assertClose("on strided views", v(y), v(expected[i] as NDArray), 1e-12))
}

/** The same elements, laid out backwards with gaps. */
function scattered(x: NDArray): NDArray {
  const home = new (x.buffer.constructor as Float64ArrayConstructor)(2 * x.size + 1)
  const dense = denseArray(x).data
  for (let i = 0; i < x.size; i++) home[2 * (x.size - 1 - i)] = dense[i] as number
  const whole = wrapArray(x.dtype, [home.length], home)
  return viewOf(
    whole,
    x.shape,
    stridesOf(x.shape).map((s) => -2 * s),
    Math.max(0, 2 * (x.size - 1)),
  )
}

/** Forward mode agrees with central differences. */
const tangents: Law = (p, c, seed) => {
  const { xs, f } = free(p, c, seed)
  if (xs.length === 0) return
  const ds = directions(xs, seed)
  const [ys, dys] = forward(f as Loose, all(xs), all(ds))
  const still = c.held ? xs.map(() => null) : ds
  const expected = difference((at) => asArrays(f(...all(at))), xs, still, c.step ?? 1e-3)
  ys.forEach((y, i) => {
    if (!isFloat((asArrays([y])[0] as NDArray).dtype)) return
    assertClose("jvp against central differences", dys[i] as Value, v(expected[i] as NDArray), c.tolerance ?? 1e-7)
  })
}

/** ⟨g, J v⟩ = ⟨Jᵀ g, v⟩ */
const transposition: Law = (p, c, seed) => {
  const { xs, f } = free(p, c, seed)
  if (xs.length === 0) return
  const ds = directions(xs, seed)
  const [ys, dys] = forward(f as Loose, all(xs), all(ds))
  const gs = directions(asArrays(ys), seed + 7)
  const [, pull] = backward(f as Loose, ...all(xs))
  const back = pull(all(gs))
  back.forEach((g, i) => {
    const [got, x] = asArrays([g, v(xs[i] as NDArray)]) as [NDArray, NDArray]
    if (!sameShape(got.shape, x.shape))
      throw new Violation(`the cotangent of argument ${i} has shape ${showShape(got.shape)}, the argument ${showShape(x.shape)}`)
  })
  const floating = ys.map((y, i) => ({ y: asArrays([y])[0] as NDArray, i })).filter(({ y }) => isFloat(y.dtype))
  const left = inner(
    floating.map(({ i }) => v(gs[i] as NDArray)),
    floating.map(({ i }) => dys[i] as Value),
  )
  const right = inner(back, all(ds))
  if (Math.abs(left - right) > (c.tolerance ?? 1e-9) * Math.max(1, Math.abs(left))) {
    throw new Violation(`<g, J v> is ${left}, <J' g, v> is ${right}`)
  }
}

/** The derivative of the reverse pass agrees with its central difference. */
const second: Law = (p, c, seed) => {
  const { xs, f } = free(p, c, seed)
  if (xs.length === 0) return
  const ys = asArrays(f(...all(xs)))
  if (!ys.some((y) => isFloat(y.dtype))) return
  const gs = directions(ys, seed + 7)
  const gradient = (...at: Value[]): Value[] => backward(f as Loose, ...at)[1](all(gs))
  const ds = directions(xs, seed)
  const [, actual] = forward(gradient as Loose, all(xs), all(ds))
  const expected = difference((at) => asArrays(gradient(...all(at))), xs, ds, c.step ?? 1e-3)
  actual.forEach((dy, i) => assertClose("second derivative", dy, v(expected[i] as NDArray), (c.tolerance ?? 1e-7) * 10))
}

/** A batch gives what a loop gives, whichever arguments are batched. */
const batching: Law = (p, c, seed) => {
  const size = 3
  const samples = Array.from({ length: size }, (_, k) => argumentsOf(c, seed + 100 * k))
  const count = c.args.length
  for (let mask = 1; mask < 1 << count; mask++) {
    const isBatched = (i: number): boolean => (mask & (1 << i)) !== 0
    const inAxes = c.args.map((_, i) => (isBatched(i) ? 0 : null))
    const args = c.args.map((_, i) =>
      isBatched(i) ? (stack(samples.map((s) => v(s[i] as NDArray)) as never) as Value) : v((samples[0] as NDArray[])[i] as NDArray),
    )
    const actual = batched(((...xs: Value[]) => run(p, c, xs)) as Loose, { inAxes })(...args)
    const loops = samples.map((s) =>
      run(
        p,
        c,
        s.map((x, i) => v(isBatched(i) ? x : ((samples[0] as NDArray[])[i] as NDArray))),
      ),
    )
    actual.forEach((y, i) => {
      const expected = stack(loops.map((results) => results[i] as Value) as never) as Value
      assertClose(`batched along ${inAxes.map((a) => a ?? "-")}`, y, expected, 1e-12)
    })
  }
}

/** A float32 argument gives a float32 result wherever a float64 one gives float64. */
const precision: Law = (p, c, seed) => {
  if (p.name === "astype" || p.name === "discretize" || p.name === "axisSize") return
  const args = argumentsOf(c, seed)
  const narrow = args.map((x) => (x.dtype === "float64" ? denseArray(x, "float32") : x))
  if (!narrow.some((x) => x.dtype === "float32")) return
  const wide = asArrays(run(p, c, all(args)))
  asArrays(run(p, c, all(narrow))).forEach((y, i) => {
    const expected: DType = (wide[i] as NDArray).dtype === "float64" ? "float32" : (wide[i] as NDArray).dtype
    if (y.dtype !== expected) throw new Violation(`float32 in, ${y.dtype} out`)
  })
}

/** All laws by their titles. */
export const laws: Readonly<Record<string, Law>> = {
  "gives the shape and type that its rules tell": shapeRule,
  "reads strided views as if they were copied": views,
  "keeps float32": precision,
  "has the tangents of central differences": tangents,
  "has a reverse rule that is the transpose of the forward rule": transposition,
  "has the second derivatives of central differences": second,
  "gives for a batch what a loop gives": batching,
}
