// The world of complex arrays, between real arrays and terms. An operation on complex arrays is a few operations on their
// real and imaginary parts: linear ones act on both, products expand as (a + ib)(c + id), functions of one element run over
// both parts at once.
import { allocate, denseArray, type NDArray, scalarArray, viewOf } from "./array.ts"
import { bindAll, bindN } from "./bind.ts"
import type { ComplexArray } from "./complexarray.ts"
import { complexOf, type DType, isComplex, isWide, partOf, promote, promoteNumber } from "./dtype.ts"
import { NablaError } from "./errors.ts"
import { walk } from "./kernels/fill.ts"
import { type Loop2, loop2 } from "./kernels/loops.ts"
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
    `${p.name}: has no meaning for complex numbers, which have no order; use the magnitude abs(x), or the parts real(x) and imag(x)`,
  )
}

/** The arguments by their parts. Numbers take the type of the parts that they meet. */
function partsOf(p: Primitive, args: readonly Value[]): Parts[] {
  let common: DType = "bool"
  for (const x of args) if (typeof x !== "number") common = promote(common, asNode(x).dtype)
  return args.map((x) => {
    if (typeof x === "number") return { re: scalarArray(partOf(promoteNumber(p.name, common, x)), x), im: null }
    const node = asNode(x) as Node & Partial<ComplexArray>
    if (isComplex(node.dtype)) return { re: node.re as NDArray, im: node.im as NDArray }
    return { re: isWide(node.dtype) && p.kind !== "multilinear" ? denseArray(array(x), "float64") : array(x), im: null }
  })
}

function elementwise(p: Elementwise, args: readonly Parts[]): PartsResult {
  const f = p.complex
  if (f === undefined) throw refuse(p)
  if (f === "parts") return byParts(p, args)
  const common = args.map(({ re, im }) => (im === null ? re.dtype : complexOf(re.dtype))).reduce(promote)
  const part = partOf(common)
  const shape = args.map((x) => x.re.shape).reduce((a, b) => broadcastShapes(p.name, a, b) as NumericShape)
  const planes = args.flatMap(({ re, im }) => [re, im ?? scalarArray(part, 0)])
  if (p.result === "bool" || p.result === "real") {
    const out = allocate(p.result === "bool" ? "bool" : part, shape)
    each(f, planes, shape, (i, y) => {
      out.buffer[out.offset + i] = y as number
    })
    return out
  }
  const [re, im] = [allocate(part, shape), allocate(part, shape)]
  const [x, y] = [re.buffer, im.buffer]
  const [xo, yo] = [re.offset, im.offset]
  each(f, planes, shape, (i, w) => {
    x[xo + i] = (w as Pair)[0]
    y[yo + i] = (w as Pair)[1]
  })
  return [re, im]
}

/** Runs a function over the planes of one or two complex operands, which broadcast to `shape`. */
function each(f: ComplexFunction, planes: readonly NDArray[], shape: NumericShape, put: (i: number, y: Pair | number) => void): void {
  if (shape.includes(0)) return
  const [a, b, c, d] = planes.map((x) => x.buffer) as [NDArray["buffer"], NDArray["buffer"], NDArray["buffer"]?, NDArray["buffer"]?]
  walk(shape, planes, (n, at, step, to) => {
    const [da, db, dc, dd] = step as [number, number, number, number]
    let [i, j, k, l] = at as [number, number, number, number]
    if (c === undefined || d === undefined)
      for (let m = 0; m < n; m++, i += da, j += db) put(to + m, f(a[i] as number, b[j] as number, 0, 0))
    else
      for (let m = 0; m < n; m++, i += da, j += db, k += dc, l += dd)
        put(to + m, f(a[i] as number, b[j] as number, c[k] as number, d[l] as number))
  })
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
