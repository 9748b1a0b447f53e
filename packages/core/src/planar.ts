// The world of complex arrays, between real arrays and terms. An operation on complex arrays is a few operations on their
// real and imaginary parts: linear ones act on both, products expand as (a + ib)(c + id), functions of one element run over
// both parts at once.
import { allocate, denseArray, type NDArray, scalarArray, viewOf } from "./array.ts"
import { bindAll, bindN } from "./bind.ts"
import type { ComplexArray } from "./complexarray.ts"
import { complexOf, isComplex, isWide, partOf, promote, promoteAll, promoteNumber, type TypedArray } from "./dtype.ts"
import { NablaError } from "./errors.ts"
import { walk } from "./kernels/fill.ts"
import { type Loop2, loop2 } from "./kernels/loops.ts"
import { makers } from "./literals.ts"
import type { ComplexFunction, Elementwise, Multilinear, Pair, Parts, PartsResult, Primitive } from "./primitive.ts"
import { broadcastShapes, type NumericShape, type Shape } from "./shape.ts"
import { asNode, asTensor, type Node, type Params, type Value, type World } from "./value.ts"
import { VERSION } from "./version.ts"

type Structural = Exclude<Primitive, Elementwise>

export class Planar implements World {
  readonly level = 0.5
  readonly version: string = VERSION
  private readonly make: (re: NDArray, im: NDArray) => ComplexArray

  constructor(make: (re: NDArray, im: NDArray) => ComplexArray) {
    this.make = make
    makers.pair = (re, im) => asTensor(make(re, im))
  }

  bind1(p: Primitive, x: Value, params: Params): Value {
    return this.bindN(p, [x], params)
  }

  bind2(p: Primitive, a: Value, b: Value, params: Params): Value {
    return this.bindN(p, [a, b], params)
  }

  bindN(p: Primitive, args: readonly Value[], params: Params): Value {
    const parts = partsOf(p, args)
    return this.join(p.kind === "elementwise" ? elementwise(p, parts) : structural(p, parts, params))
  }

  bindAll(p: Primitive, args: readonly Value[], params: Params): Value[] {
    if (p.kind === "elementwise" || !p.multi) return [this.bindN(p, args, params)]
    const parts = partsOf(p, args)
    p.shapes(parts.map(shapeOfParts), params)
    if (p.complexAll) return p.complexAll(parts, params).map((y) => this.join(y))
    if (p.kind !== "linear") throw refuse(p)
    const [re, im] = [bindAll(p, parts.map(real), params), bindAll(p, parts.map(imaginary), params)]
    return re.map((y, k) => this.join([array(y), array(im[k] as Value)]))
  }

  private join(y: PartsResult): Value {
    return asTensor(Array.isArray(y) ? this.make(y[0], y[1]) : (y as NDArray))
  }
}

const array = (x: Value): NDArray => asNode(x) as NDArray
const real = (x: Parts): Value => asTensor(x.re)
const shapeOfParts = (x: Parts): Shape => x.re.shape

/** The imaginary part; of a real operand zeros. */
const imaginary = (x: Parts): Value => asTensor(x.im ?? zerosLike(x.re))

/** Zeros without memory of their own. */
export function zerosLike(x: NDArray): NDArray {
  const strides = x.shape.map(() => 0)
  return viewOf(scalarArray(x.dtype, 0), x.shape, strides)
}

function refuse(p: Primitive): NablaError {
  return new NablaError(
    "dtype-mismatch",
    `${p.name}: is not defined for complex numbers; use the magnitude abs(x), or the parts real(x) and imag(x)`,
  )
}

/** The arguments by their parts. Numbers take the type of the parts that they meet. */
function partsOf(p: Primitive, args: readonly Value[]): Parts[] {
  const common = promoteAll(args.map((x) => (typeof x === "number" ? "bool" : asNode(x).dtype)))
  return args.map((x) => {
    if (typeof x === "number") return { re: scalarArray(partOf(promoteNumber(p.name, common, x)), x), im: null }
    const node = asNode(x) as Node & Partial<ComplexArray>
    if (isComplex(node.dtype)) return { re: node.re as NDArray, im: node.im as NDArray }
    return { re: isWide(node.dtype) && p.kind !== "multilinear" ? denseArray(array(x), "float64") : array(x), im: null }
  })
}

function elementwise(p: Elementwise, args: readonly Parts[]): PartsResult {
  if (p.planes !== undefined) return p.planes(args)
  const f = p.complex
  if (f === undefined) throw refuse(p)
  if (f === "parts") return byParts(p, args)
  const common = args.map(({ re, im }) => (im === null ? re.dtype : complexOf(re.dtype))).reduce(promote)
  const part = partOf(common)
  const shape = args.map((x) => x.re.shape).reduce((a, b) => broadcastShapes(p.name, a, b) as NumericShape)
  const planes = args.flatMap(({ re, im }) => [re, im ?? scalarArray(part, 0)])
  if (p.result === "bool" || p.result === "real") {
    const out = allocate(p.result === "bool" ? "bool" : part, shape)
    visit(planes, shape, (n, x, to) => (x.length === 2 ? numbers1 : numbers2)(f, n, x, out.buffer, out.offset + to))
    return out
  }
  const [re, im] = [allocate(part, shape), allocate(part, shape)]
  visit(planes, shape, (n, x, to) => (x.length === 2 ? pairs1 : pairs2)(f, n, x, re.buffer, re.offset + to, im.buffer, im.offset + to))
  return [re, im]
}

/** Where the elements of a plane lie. */
interface Line {
  readonly buffer: TypedArray
  readonly at: number
  readonly step: number
}

/** Visits the rows of one or two complex operands, which broadcast to `shape`. */
function visit(planes: readonly NDArray[], shape: NumericShape, row: (n: number, lines: readonly Line[], to: number) => void): void {
  if (shape.includes(0)) return
  walk(shape, planes, (n, at, step, to) =>
    row(
      n,
      planes.map(({ buffer }, k) => ({ buffer, at: at[k] as number, step: step[k] as number })),
      to,
    ),
  )
}

type F = ComplexFunction
type Lines = readonly Line[]

// Four loops, for one or two operands and for real or complex results: what they call differs, so nothing else may.
function numbers1(f: F, n: number, [a, b]: Lines, out: TypedArray, to: number): void {
  const [p, q] = [(a as Line).buffer, (b as Line).buffer]
  const [dp, dq] = [(a as Line).step, (b as Line).step]
  for (let m = 0, i = (a as Line).at, j = (b as Line).at; m < n; m++, i += dp, j += dq)
    out[to + m] = f(p[i] as number, q[j] as number, 0, 0) as number
}

function pairs1(f: F, n: number, [a, b]: Lines, re: TypedArray, ro: number, im: TypedArray, io: number): void {
  const [p, q] = [(a as Line).buffer, (b as Line).buffer]
  const [dp, dq] = [(a as Line).step, (b as Line).step]
  for (let m = 0, i = (a as Line).at, j = (b as Line).at; m < n; m++, i += dp, j += dq) {
    const w = f(p[i] as number, q[j] as number, 0, 0) as Pair
    re[ro + m] = w[0]
    im[io + m] = w[1]
  }
}

function numbers2(f: F, n: number, [a, b, c, d]: Lines, out: TypedArray, to: number): void {
  const [p, q, r, s] = [(a as Line).buffer, (b as Line).buffer, (c as Line).buffer, (d as Line).buffer]
  const [dp, dq, dr, ds] = [(a as Line).step, (b as Line).step, (c as Line).step, (d as Line).step]
  let [i, j, k, l] = [(a as Line).at, (b as Line).at, (c as Line).at, (d as Line).at]
  for (let m = 0; m < n; m++, i += dp, j += dq, k += dr, l += ds)
    out[to + m] = f(p[i] as number, q[j] as number, r[k] as number, s[l] as number) as number
}

function pairs2(f: F, n: number, [a, b, c, d]: Lines, re: TypedArray, ro: number, im: TypedArray, io: number): void {
  const [p, q, r, s] = [(a as Line).buffer, (b as Line).buffer, (c as Line).buffer, (d as Line).buffer]
  const [dp, dq, dr, ds] = [(a as Line).step, (b as Line).step, (c as Line).step, (d as Line).step]
  let [i, j, k, l] = [(a as Line).at, (b as Line).at, (c as Line).at, (d as Line).at]
  for (let m = 0; m < n; m++, i += dp, j += dq, k += dr, l += ds) {
    const w = f(p[i] as number, q[j] as number, r[k] as number, s[l] as number) as Pair
    re[ro + m] = w[0]
    im[io + m] = w[1]
  }
}

/** Sums, choices and the like act on both parts by themselves. The condition of a choice is real. */
function byParts(p: Elementwise, args: readonly Parts[]): PartsResult {
  const choice = p.arity === 3
  if (choice && (args[0] as Parts).im !== null) throw refuse(p)
  const take = (part: (x: Parts) => Value): NDArray =>
    array(
      bindN(
        p,
        args.map((x, i) => (choice && i === 0 ? real(x) : part(x))),
      ),
    )
  return [take(real), take(imaginary)]
}

function structural(p: Structural, args: readonly Parts[], params: Params): PartsResult {
  const shape = p.shape(args.map(shapeOfParts), params)
  if (p.complex) return p.complex(args, params, shape)
  if (p.kind === "linear") return [array(bindN(p, args.map(real), params)), array(bindN(p, args.map(imaginary), params))]
  if (p.kind === "multilinear" && args.every((x, i) => x.im === null || (p.transposes[i] ?? null) !== null))
    return expanded(p, args, params)
  throw refuse(p)
}

const plus: Loop2 = /* @__PURE__ */ loop2((a, b) => a + b)
const minus: Loop2 = /* @__PURE__ */ loop2((a, b) => a - b)

/** The product of sums as the sum of products, of which every two imaginary parts make one real −1. */
function expanded(p: Multilinear, args: readonly Parts[], params: Params): PartsResult {
  const sums: [NDArray | null, NDArray | null] = [null, null]
  const complex = args.map((_, i) => i).filter((i) => (args[i] as Parts).im !== null)
  for (let mask = 0; mask < 1 << complex.length; mask++) {
    const chosen = args.map(real)
    let power = 0
    complex.forEach((i, k) => {
      if ((mask & (1 << k)) === 0) return
      chosen[i] = imaginary(args[i] as Parts)
      power++
    })
    const product = array(bindN(p, chosen, params))
    const side = power % 2
    const sum = sums[side] as NDArray | null
    // i² = −1, i³ = −i
    sums[side] =
      sum === null ? (power < 2 ? product : merged(minus, zerosLike(product), product)) : merged(power % 4 < 2 ? plus : minus, sum, product)
  }
  return sums as [NDArray, NDArray]
}

function merged(loop: Loop2, a: NDArray, b: NDArray): NDArray {
  const out = allocate(a.dtype, a.shape)
  const [x, y] = [denseArray(a), denseArray(b)]
  loop(out.size, x.buffer, x.offset, 1, y.buffer, y.offset, 1, out.buffer, out.offset)
  return out
}
