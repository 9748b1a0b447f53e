// Constants that live where another value lives, conversion of types, and complex numbers with their parts: each the other's
// transpose. Cotangents pair with tangents as Re Σ g dz, so that nothing here needs to conjugate but conj itself.
import { allocate, denseArray, type NDArray, scalarArray, viewOf } from "../array.ts"
import { bind1, bind2 } from "../bind.ts"
import { ComplexArray } from "../complexarray.ts"
import { checkDType, complexOf, type DType, isComplex, isFloating, partOf, promote, promoteNumber } from "../dtype.ts"
import { NablaError } from "../errors.ts"
import { complexIn, integerIn } from "../literals.ts"
import { copyOut, fill1 } from "../kernels/fill.ts"
import { loop1 } from "../kernels/loops.ts"
import { zerosLike } from "../planar.ts"
import type { Linear, Multilinear, Parts, Planes } from "../primitive.ts"
import type { Shape } from "../shape.ts"
import { constant, linear } from "../structural.ts"
import type { Astype, Complex, UnaryReal, UnarySame } from "../types/index.ts"
import { asTensor, dtypeOf, isLiteral, isNode, type Value } from "../value.ts"

interface Fill {
  readonly value: number
}

const filled = (x: NDArray, value: number): NDArray =>
  viewOf(
    scalarArray(x.dtype, value),
    x.shape,
    x.shape.map(() => 0),
  )

export const fillLikePrimitive: Multilinear = /* @__PURE__ */ constant<Fill>({
  name: "fillLike",
  shape: ([x]) => x as Shape,
  eager: ([x], { value }) => filled(x as NDArray, value),
  complex: ([x], { value }) => [filled((x as Parts).re, value), zerosLike((x as Parts).re)],
  lift: (params) => params,
})

/** The constant `value` with shape and type of `x`, living where `x` lives. */
export const fillLike = (x: Value, value: number): Value => (typeof x === "number" ? value : bind1(fillLikePrimitive, x, { value }))

interface Cast {
  readonly dtype: DType
  readonly from: DType
}

function convert(x: NDArray, dtype: DType): NDArray {
  const out = allocate(dtype, x.shape)
  if (dtype === "bool")
    fill1(
      loop1((v) => (Number(v) !== 0 ? 1 : 0)),
      x,
      out,
    )
  else copyOut(x, out.buffer, out.offset)
  return out
}

const cast = {
  shape: ([x]: readonly Shape[]) => x as Shape,
  dtype: (_: unknown, { dtype }: Cast) => dtype,
  eager: ([x]: readonly NDArray[], { dtype }: Cast): NDArray => {
    const real = x as NDArray
    // real numbers of that size are shared, not copied
    const part = isComplex(dtype) && real.dtype === partOf(dtype) ? real : convert(real, partOf(dtype))
    return isComplex(dtype) ? arrayOf(part, zerosLike(part)) : part
  },
  lift: (p: Cast) => p,
}

/** Whether complex numbers are not 0. */
export function truths(x: Planes): NDArray {
  const [re, im] = [convert(x.re, "bool"), convert(x.im, "bool")]
  for (let i = 0; i < re.size; i++) re.buffer[re.offset + i] = (re.buffer[re.offset + i] as number) | (im.buffer[im.offset + i] as number)
  return re
}

// Kernels are typed by the arrays that most of them make.
const arrayOf = (re: NDArray, im: NDArray): NDArray => new ComplexArray(re, im) as unknown as NDArray

export const astypePrimitive: Linear = /* @__PURE__ */ linear<Cast>({
  ...cast,
  name: "astype",
  complex: ([x], { dtype }) => [convert((x as Parts).re, partOf(dtype)), convert((x as Parts).im as NDArray, partOf(dtype))],
  transpose: (g, _, { from }) => [castTo(g, from)],
})

/** Conversion to integers and booleans, which has no derivative. */
export const discretizePrimitive: Multilinear = /* @__PURE__ */ constant<Cast>({
  ...cast,
  name: "discretize",
  complex: ([x]) => truths(x as Planes),
})

/**
 * x with elements of another type. Fractions are cut towards 0 for integers; any number but 0 is true. Complex numbers
 * become real by `real`, `imag` or `abs` alone, which say how.
 *
 * @example astype(tensor([1.7, -1.7]), "int32").toArray() // => [1, -1]
 */
export const astype = ((x: Value, dtype: DType): Value => {
  const from = dtypeOf(x)
  checkDType("astype", dtype)
  if (from === dtype) return x
  if (isComplex(from) && !isComplex(dtype) && dtype !== "bool") {
    throw new NablaError(
      "dtype-mismatch",
      `astype: ${from} to ${dtype} would drop the imaginary parts; say which part is meant: real(x), imag(x) or abs(x)`,
    )
  }
  return bind1(isFloating(dtype) ? astypePrimitive : discretizePrimitive, x, { dtype, from })
}) as Astype

/** A number, a bigint or a pair `{ re, im }` in the type in which it meets x, as in arithmetic; anything else as it is. */
export function beside(operation: string, value: Value | bigint | Complex, x: Value): Value {
  if (!isNode(x)) return value as Value
  const type = dtypeOf(x)
  const own = typeof value === "bigint" ? integerIn(operation, value, type) : value
  if (typeof own === "number") return astype(own as never, promoteNumber(operation, type, own) as never) as Value
  return isLiteral(own) ? complexIn(own as Complex, type) : own
}

/** Both operands as values: a bigint or a pair among them in the type in which it meets the other. */
export const valuesOf = (operation: string, a: Value, b: Value): [Value, Value] => [
  isLiteral(a) ? beside(operation, a, b) : a,
  isLiteral(b) ? beside(operation, b, a) : b,
]

/**
 * A value that is written into x: a number as in arithmetic, a truth value (0 and 1 are such among truth values), a bigint or a
 * pair `{ re, im }` in the type in which it meets x.
 */
export function literalBeside(operation: string, value: Value | bigint | boolean | Complex, x: Value): Value {
  if (typeof value === "boolean" || ((value === 0 || value === 1) && dtypeOf(x) === "bool")) return truth(Number(value), x)
  return beside(operation, value, x)
}

const truth = (value: number, x: Value): Value => (dtypeOf(x) === "bool" ? asTensor(scalarArray("bool", value)) : beside("", value, x))

/** x in another floating type; the real part of complex numbers where that is real, as derivatives by real values need. */
export const castTo = (x: Value, dtype: DType): Value =>
  astype((isComplex(dtypeOf(x)) && !isComplex(dtype) ? real(x as never) : x) as never, dtype) as Value

const parts = { shape: ([x]: readonly Shape[]) => x as Shape, lift: (p: undefined) => p }

export const realPrimitive: Linear = /* @__PURE__ */ linear({
  ...parts,
  name: "real",
  dtype: ([x]) => partOf(x as DType),
  eager: ([x]) => x as NDArray,
  complex: ([x]) => (x as Parts).re,
  transpose: (g) => [bind2(complexPrimitive, g, fillLike(g, 0))],
})

/**
 * The real parts of complex numbers, real numbers themselves.
 *
 * @example real(complex(1, 2)).item() // => 1
 */
export const real = ((x: Value): Value => (isComplex(dtypeOf(x)) ? bind1(realPrimitive, x) : x)) as UnaryReal

export const imagPrimitive: Linear = /* @__PURE__ */ linear({
  ...parts,
  name: "imag",
  dtype: ([x]) => partOf(x as DType),
  eager: ([x]) => zerosLike(x as NDArray),
  complex: ([x]) => (x as Parts).im as NDArray,
  // Im z = Re(−i z)
  transpose: (g) => [conj(bind2(complexPrimitive, fillLike(g, 0), g) as never) as Value],
})

/**
 * The imaginary parts of complex numbers, 0 for real ones.
 *
 * @example imag(complex(1, 2)).item() // => 2
 */
export const imag = ((x: Value): Value => (isComplex(dtypeOf(x)) ? bind1(imagPrimitive, x) : fillLike(x, 0))) as UnaryReal

const negation = /* @__PURE__ */ loop1((x) => -x)

export const conjPrimitive: Linear = /* @__PURE__ */ linear({
  ...parts,
  name: "conj",
  eager: ([x]) => x as NDArray,
  complex: ([x]) => {
    const { re, im } = x as { re: NDArray; im: NDArray }
    const out = allocate(im.dtype, im.shape)
    fill1(negation, im, out)
    return [re, out]
  },
  transpose: (g) => [conj(g as never) as Value],
})

/**
 * The complex conjugates a − ib of numbers a + ib; real numbers themselves.
 *
 * @example conj(complex(1, 2)).item() // => { re: 1, im: -2 }
 */
export const conj = ((x: Value): Value => (isComplex(dtypeOf(x)) ? bind1(conjPrimitive, x) : x)) as UnarySame

export const complexPrimitive: Linear = /* @__PURE__ */ linear({
  name: "complex",
  arity: 2,
  shape: ([x]) => x as Shape,
  dtype: (types) => complexOf(types.reduce(promote)),
  eager: ([re, im]) => {
    const part = partOf(complexOf(promote((re as NDArray).dtype, (im as NDArray).dtype)))
    return arrayOf(denseArray(re as NDArray, part), denseArray(im as NDArray, part))
  },
  // Re(g (x + iy)) = Re g · x − Im g · y
  transpose: (g) => [real(g as never) as Value, imag(conj(g as never) as never) as Value],
  stretch: true,
  lift: (p) => p,
})
