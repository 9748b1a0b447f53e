// The plain tensor record and the world in which operations compute at once, on its elements.
import { fast } from "./accelerate.ts"
import { bareArray } from "./bare.ts"
import { type DType, dtypes, floatOf, isInteger, isWide, promote, promoteAll, promoteNumber, type TypedArray } from "./dtype.ts"
import { displayBundle, type InspectOptions, inspectArray } from "./display.ts"
import { NablaError } from "./errors.ts"
import { formatArray } from "./format.ts"
import { copyOut, fill1, fill2, fill3 } from "./kernels/fill.ts"
import type { Loop2 } from "./kernels/loops.ts"
import type { Elementwise, Primitive } from "./primitive.ts"
import { broadcastShapes, countOf, type NumericShape, sameShape, type Shape, showShape, stridesOf } from "./shape.ts"
import { SMALL, slabFor, slabForFloat64 } from "./slab.ts"
import { asNode, asTensor, dtypeOf, Fluent, type Params, type Value, type World } from "./value.ts"
import { VERSION } from "./version.ts"
import { Wide } from "./wide.ts"

/** An n-d array: a window on a typed array. Arrays are values; views share memory and never change it. */
export class NDArray extends Fluent {
  // declared, not defined: field definitions would write every field twice
  declare readonly dtype: DType
  declare readonly shape: NumericShape
  /** The number of elements. */
  declare readonly size: number
  /** In elements; 0 where a size is repeated, negative where an axis is reversed. */
  declare readonly strides: readonly number[]
  /** Possibly shared with other arrays: never handed out. */
  declare readonly buffer: TypedArray
  declare readonly offset: number
  /** Whether elements lie in row-major order without gaps. */
  declare readonly dense: boolean

  constructor(
    dtype: DType,
    shape: NumericShape,
    size: number,
    strides: readonly number[],
    buffer: TypedArray,
    offset: number,
    dense: boolean,
  ) {
    super()
    this.dtype = dtype
    this.shape = shape
    this.size = size
    this.strides = strides
    this.buffer = buffer
    this.offset = offset
    this.dense = dense
  }

  // a getter: an assignment to the prototype would keep this file alive in every bundle
  override get world(): World {
    return eager
  }

  /** The elements in row-major order, to be read only: the array's own memory where it has one, else a copy. */
  get data(): TypedArray {
    const count = this.size
    if (this.dense && count === this.buffer.length) return this.buffer
    if (this.dense) return this.buffer.slice(this.offset, this.offset + count)
    return copyOut(this, new dtypes[this.dtype].make(count), 0)
  }

  item(): number | boolean | bigint {
    if (this.size !== 1) {
      throw new NablaError(
        "bad-argument",
        `item: expected one element, got shape ${showShape(this.shape)}; use toArray() or data for all of them`,
      )
    }
    const x = this.buffer[this.offset] as number
    return this.dtype === "bool" ? x !== 0 : x
  }

  /** Nested arrays of numbers, booleans or bigints; a 0-d array gives the bare value. */
  toArray(): unknown {
    const truth = this.dtype === "bool"
    const nest = (axis: number, offset: number): unknown => {
      if (axis === this.shape.length) return truth ? this.buffer[offset] !== 0 : this.buffer[offset]
      const step = this.strides[axis] as number
      return Array.from({ length: this.shape[axis] as number }, (_, i) => nest(axis + 1, offset + i * step))
    }
    return nest(0, this.offset)
  }

  override toString(): string {
    return formatArray(this)
  }

  toJSON(): unknown {
    return this.toArray()
  }

  [Symbol.for("nodejs.util.inspect.custom")](depth?: number | null, options?: InspectOptions): string {
    return inspectArray(this, depth, options)
  }

  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return displayBundle(this)
  }
}

/** An array of 64-bit integers: its elements are bigints, and operations compute in a world that knows. */
class WideNDArray extends NDArray {
  override get world(): World {
    return wide
  }

  // JSON has no bigints: decimal digits, as other languages write 64-bit integers there
  override toJSON(): unknown {
    return digits(this.toArray())
  }
}

const digits = (x: unknown): unknown => (Array.isArray(x) ? x.map(digits) : String(x))

const classFor = (dtype: DType): typeof NDArray => (isWide(dtype) ? WideNDArray : NDArray)

/** A new array with elements still to be written, small ones on a slab. */
export function allocate(dtype: DType, shape: NumericShape, strides: readonly number[] = stridesOf(shape)): NDArray {
  const out = allocateSized(dtype, shape, countOf(shape), strides)
  return isWide(dtype) ? viewOf(out, shape, strides) : out
}

/** `allocate` for results of which every element is written: large ones hold anything until then. */
export function allocateBare(dtype: DType, shape: NumericShape): NDArray {
  const bare = bareArray(dtype, countOf(shape))
  return bare === undefined ? allocate(dtype, shape) : wrapArray(dtype, shape, bare)
}

/** `allocate` where the number of elements is known. */
function allocateSized(dtype: DType, shape: NumericShape, count: number, strides: readonly number[]): NDArray {
  // negated, so that NaN, the count of a shape with named sizes, does not reach the slab and spoil it
  if (!(count <= SMALL)) return new NDArray(dtype, shape, count, strides, makeBuffer(dtype, count), 0, true)
  const slab = dtype === "float64" ? slabForFloat64(count) : slabFor(dtype, count)
  const offset = slab.used
  slab.used = offset + count
  return new NDArray(dtype, shape, count, strides, slab.buffer, offset, true)
}

// What an array buffer can hold at most differs by engine; asking for more must not look like a crash.
function makeBuffer(dtype: DType, count: number): TypedArray {
  if (Number.isNaN(count))
    throw new NablaError("bad-argument", "a tensor needs numbers as sizes; a shape with named sizes belongs to symbols")
  try {
    return new dtypes[dtype].make(count)
  } catch (cause) {
    const bytes = count * dtypes[dtype].bytes
    throw new NablaError("too-large", `a tensor of ${count} ${dtype} elements needs ${bytes} bytes, more than this engine gives`, { cause })
  }
}

/** Zeros everywhere in a dense array. */
export function clear(x: NDArray): NDArray {
  x.buffer.fill(isWide(x.dtype) ? (0n as never) : 0, x.offset, x.offset + x.size)
  return x
}

/** A 0-d array. */
export function scalarArray(dtype: DType, value: number): NDArray {
  const out = allocate(dtype, [], [])
  out.buffer[out.offset] = isWide(dtype) ? (BigInt(value) as never) : value
  return out
}

/** A dense array that adopts `buffer`. */
export const wrapArray = (dtype: DType, shape: NumericShape, buffer: TypedArray): NDArray =>
  new (classFor(dtype))(dtype, shape, countOf(shape), stridesOf(shape), buffer, 0, true)

/** Another window on the same memory. */
export function viewOf(x: NDArray, shape: NumericShape, strides: readonly number[], offset: number = x.offset): NDArray {
  return new (classFor(x.dtype))(x.dtype, shape, countOf(shape), strides, x.buffer, offset, isDense(shape, strides))
}

function isDense(shape: NumericShape, strides: readonly number[]): boolean {
  let step = 1
  for (let i = shape.length - 1; i >= 0; i--) {
    const n = shape[i] as number
    if (n === 0) return true
    if (n !== 1 && strides[i] !== step) return false
    step *= n
  }
  return true
}

/** The array itself where it is dense and of that type, else such a copy. */
export function denseArray(x: NDArray, dtype: DType = x.dtype): NDArray {
  if (x.dense && x.dtype === dtype) return x
  const out = allocateBare(dtype, x.shape)
  copyOut(x, out.buffer, out.offset)
  return out
}

// Numbers meet loops as one-element arrays that do not move.
const scratch = /* @__PURE__ */ new NDArray("float64", [], 1, [], /* @__PURE__ */ new Float64Array(1), 0, true)
const scratch32 = /* @__PURE__ */ new NDArray("float32", [], 1, [], /* @__PURE__ */ new Float32Array(1), 0, true)

function numberOperand(dtype: DType, value: number): NDArray {
  const home = dtype === "float32" ? scratch32 : scratch
  home.buffer[0] = value
  return home
}

class Eager implements World {
  readonly level = 0
  readonly version: string = VERSION

  bind1(p: Primitive, x: Value, params: Params): Value {
    const a = asArray(x)
    return asTensor(p.kind === "elementwise" ? apply1(p, a) : compute(p, [a], params, p.shape([a.shape], params)))
  }

  bind2(p: Primitive, a: Value, b: Value, params: Params): Value {
    if (p.kind !== "elementwise") return runOne(p, [a, b], params)
    if (typeof a === "number") return asTensor(applyNumberLeft(p, a, asArray(b)))
    return asTensor(typeof b === "number" ? applyNumberRight(p, asArray(a), b) : apply2(p, asArray(a), asArray(b)))
  }

  bindN(p: Primitive, args: readonly Value[], params: Params): Value {
    if (p.kind !== "elementwise") return runOne(p, args, params)
    if (p.arity === 1) return this.bind1(p, args[0] as Value, params)
    if (p.arity === 2) return this.bind2(p, args[0] as Value, args[1] as Value, params)
    // the condition has no say in the type in which numbers meet the others
    return asTensor(apply3(p, [...lift(p.name, args.slice(0, 1)), ...lift(p.name, args.slice(1))]))
  }

  bindAll(p: Primitive, args: readonly Value[], params: Params): Value[] {
    if (p.kind === "elementwise" || !p.multi) return [this.bindN(p, args, params)]
    const arrays = lift(p.name, args)
    p.shapes(
      arrays.map((x) => x.shape),
      params,
    )
    const quick = arrays.some((x) => x.size > SMALL) ? fast.several[p.name]?.(arrays, params) : undefined
    return (quick ?? p.eagerAll(arrays, params)).map(asTensor)
  }
}

const eager: World = /* @__PURE__ */ new Eager()
const wide: World = /* @__PURE__ */ new Wide({ world: eager, allocate, denseArray, scalarArray })

const asArray = (x: Value): NDArray => asNode(x) as NDArray

function runOne(p: Exclude<Primitive, Elementwise>, args: readonly Value[], params: Params): Value {
  const arrays = lift(p.name, args)
  const shapes = arrays.map((x) => x.shape)
  return asTensor(compute(p, arrays, params, p.shape(shapes, params)))
}

function compute(p: Exclude<Primitive, Elementwise>, args: readonly NDArray[], params: Params, shape: Shape): NDArray {
  for (const x of args) {
    if (x.size <= SMALL) continue
    const result = fast.structural[p.name]?.(args, params, shape as NumericShape)
    if (result !== undefined) return result
    break
  }
  return p.eager(args, params, shape)
}

/** Numbers among arrays become 0-d arrays of the type in which they meet the arrays. */
function lift(operation: string, args: readonly Value[]): NDArray[] {
  const types = args.filter((x) => typeof x !== "number").map(dtypeOf)
  const dtype = types.length > 0 ? promoteAll(types) : "float64"
  return args.map((x) => (typeof x === "number" ? scalarArray(promoteNumber(operation, dtype, x), x) : asArray(x)))
}

/** The type in which an elementwise primitive computes, and that of its result. */
function resultOf(p: Elementwise, common: DType): DType {
  if (p.numeric && common === "bool") {
    throw new NablaError(
      "dtype-mismatch",
      `${p.name}: booleans have no ${p.name}; convert first with astype(x, "int32"), or use logicalNot and notEqual`,
    )
  }
  return p.result === "bool" ? "bool" : p.result === "float" ? floatOf(common) : common
}

/** The result of a faster kernel, for more elements than share a slab. */
function quick(p: Elementwise, operands: readonly NDArray[], dtype: DType, shape: NumericShape): NDArray | undefined {
  const known = p.alike ?? p
  return fast.elementwise[known.name]?.(known, operands, dtype, shape)
}

function apply1(p: Elementwise, x: NDArray): NDArray {
  if (x.size > SMALL) {
    const result = quick(p, [x], resultOf(p, x.dtype), x.shape)
    if (result !== undefined) return result
  }
  const loops = p.loop1 as NonNullable<Elementwise["loop1"]>
  const strides = x.dense ? x.strides : stridesOf(x.shape)
  if (x.dtype === "float64" && p.result !== "bool") {
    const out = allocateSized("float64", x.shape, x.size, strides)
    fill1(loops.float64 ?? loops.any, x, out)
    return out
  }
  const out = allocateSized(resultOf(p, x.dtype), x.shape, x.size, strides)
  const hot = x.dtype === "float32" && out.dtype === "float32" ? loops.float32 : undefined
  fill1(hot ?? loops.any, x, out)
  return out
}

function apply2(p: Elementwise, a: NDArray, b: NDArray): NDArray {
  // the common case first: two dense arrays of one shape and type
  if (a.dense && b.dense && a.dtype === b.dtype && sameShape(a.shape, b.shape)) {
    const dtype = a.dtype === "float64" && p.result !== "bool" ? "float64" : resultOf(p, a.dtype)
    if (a.size > SMALL) {
      const result = quick(p, [a, b], dtype, a.shape)
      if (result !== undefined) return result
    }
    const out = allocateSized(dtype, a.shape, a.size, a.strides)
    const loop = dtype === "float64" && a.dtype === "float64" ? (p.loop2 as Loops2).float64 : undefined
    ;(loop ?? loopFor(p, a.dtype, a.dtype, dtype))(a.size, a.buffer, a.offset, 1, b.buffer, b.offset, 1, out.buffer, out.offset)
    return out
  }
  const dtype = resultOf(p, promote(a.dtype, b.dtype))
  // int32 and uint32 meet in int64
  if (isWide(dtype)) return asNode(wide.bind2(p, asTensor(a), asTensor(b), undefined)) as NDArray
  const shape = broadcastShapes(p.name, a.shape, b.shape) as NumericShape
  const count = countOf(shape)
  if (count > SMALL) {
    const result = quick(p, [a, b], dtype, shape)
    if (result !== undefined) return result
  }
  const out = allocateSized(dtype, shape, count, stridesOf(shape))
  fill2(loopFor(p, a.dtype, b.dtype, dtype), a, b, out)
  return out
}

function applyNumberRight(p: Elementwise, a: NDArray, b: number): NDArray {
  if (a.size > SMALL) {
    const common = promoteNumber(p.name, a.dtype, b, p.result === "bool")
    const result = quick(p, [a, numberOperand(common, b)], resultOf(p, common), a.shape)
    if (result !== undefined) return result
  }
  if (isPlain(p, a)) {
    const out = allocateSized("float64", a.shape, a.size, a.strides)
    scratch.buffer[0] = b
    loop64(p)(a.size, a.buffer, a.offset, 1, scratch.buffer, 0, 0, out.buffer, out.offset)
    return out
  }
  const common = promoteNumber(p.name, a.dtype, b, p.result === "bool")
  const dtype = resultOf(p, common)
  const out = allocateSized(dtype, a.shape, a.size, a.dense ? a.strides : stridesOf(a.shape))
  fill2(loopFor(p, a.dtype, common, dtype), a, numberOperand(common, b), out)
  return out
}

function applyNumberLeft(p: Elementwise, a: number, b: NDArray): NDArray {
  if (b.size > SMALL) {
    const common = promoteNumber(p.name, b.dtype, a, p.result === "bool")
    const result = quick(p, [numberOperand(common, a), b], resultOf(p, common), b.shape)
    if (result !== undefined) return result
  }
  if (isPlain(p, b)) {
    const out = allocateSized("float64", b.shape, b.size, b.strides)
    scratch.buffer[0] = a
    loop64(p)(b.size, scratch.buffer, 0, 0, b.buffer, b.offset, 1, out.buffer, out.offset)
    return out
  }
  const common = promoteNumber(p.name, b.dtype, a, p.result === "bool")
  const dtype = resultOf(p, common)
  const out = allocateSized(dtype, b.shape, b.size, b.dense ? b.strides : stridesOf(b.shape))
  fill2(loopFor(p, common, b.dtype, dtype), numberOperand(common, a), b, out)
  return out
}

type Loops2 = NonNullable<Elementwise["loop2"]>

/** The common case of a number with an array, where nothing is to be decided. */
const isPlain = (p: Elementwise, x: NDArray): boolean => x.dense && x.dtype === "float64" && p.result !== "bool"

const loop64 = (p: Elementwise): Loop2 => (p.loop2 as Loops2).float64 ?? (p.loop2 as Loops2).any

// Hot loops expect all three arrays to be of one floating type; the general loop takes anything.
function loopFor(p: Elementwise, a: DType, b: DType, out: DType): Loop2 {
  const loops = p.loop2 as Loops2
  if (a === out && b === out) {
    const hot = out === "float64" ? loops.float64 : out === "float32" ? loops.float32 : undefined
    if (hot !== undefined) return hot
  }
  if (out === "bool") return loops.bool ?? loops.any
  return isInteger(out) ? (loops.integer ?? loops.any) : loops.any
}

// The first of three operands is a condition: it has no say in the type of the result.
function apply3(p: Elementwise, [a, b, c]: NDArray[]): NDArray {
  const [x, y, z] = [a, b, c] as [NDArray, NDArray, NDArray]
  const shape = broadcastShapes(p.name, broadcastShapes(p.name, x.shape, y.shape), z.shape) as NumericShape
  const dtype = promote(y.dtype, z.dtype)
  if (isWide(dtype)) return asNode(wide.bindN(p, [x, y, z].map(asTensor), undefined)) as NDArray
  const count = countOf(shape)
  if (count > SMALL) {
    const result = quick(p, [x, y, z], dtype, shape)
    if (result !== undefined) return result
  }
  const out = allocateSized(dtype, shape, count, stridesOf(shape))
  fill3((p.loop3 as NonNullable<Elementwise["loop3"]>).any, x, y, z, out)
  return out
}
