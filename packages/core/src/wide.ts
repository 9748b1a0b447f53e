// The world of 64-bit integers. Their elements are bigints, which JavaScript never mixes with numbers: operands are brought
// to one type first. The results wrap exactly, for the arrays that store them do.
import type { NDArray } from "./array.ts"
import { literals } from "./bind.ts"
import { type DType, floatOf, isFloating, isInteger, isWide, promote, promoteNumber } from "./dtype.ts"
import { fill1, fill2, fill3 } from "./kernels/fill.ts"
import { type Loop1, type Loop2, type Loop3, loop1, loop2, loop3 } from "./kernels/loops.ts"
import { Literals, makers } from "./literals.ts"
import type { Elementwise, Primitive } from "./primitive.ts"
import { broadcastShapes, type NumericShape } from "./shape.ts"
import { asNode, asTensor, dtypeOf, type Params, type Value, type World } from "./value.ts"
import { VERSION } from "./version.ts"

/** What this world takes from the one of numbers, handed over because that one imports this file. */
export interface Plain {
  readonly world: World
  readonly allocate: (dtype: DType, shape: NumericShape) => NDArray
  readonly denseArray: (x: NDArray, dtype: DType) => NDArray
  readonly scalarArray: (dtype: DType, value: number) => NDArray
}

type Structural = Exclude<Primitive, Elementwise>

/** A loop over bigints, which are typed as numbers throughout. */
type Generic = (a: number, b: number, c: number) => number

export class Wide implements World {
  readonly level = 0.25
  readonly version: string = VERSION
  private readonly plain: Plain

  constructor(plain: Plain) {
    this.plain = plain
    // bigints and pairs among operands: their world arrives with the arrays beside which they mean something
    literals.world = new Literals()
    makers.scalar = plain.scalarArray
  }

  bind1(p: Primitive, x: Value, params: Params): Value {
    return this.bindN(p, [x], params)
  }

  bind2(p: Primitive, a: Value, b: Value, params: Params): Value {
    return this.bindN(p, [a, b], params)
  }

  bindN(p: Primitive, args: readonly Value[], params: Params): Value {
    return p.kind === "elementwise" ? this.elementwise(p, args) : this.plain.world.bindN(p, this.readable(p, args, params), params)
  }

  bindAll(p: Primitive, args: readonly Value[], params: Params): Value[] {
    if (p.kind === "elementwise") return [this.elementwise(p, args)]
    return this.plain.world.bindAll(p, this.readable(p, args, params), params)
  }

  /** Kernels that move, join, compare or add elements take bigints; those that compute in floats, and indices, get numbers. */
  private readable(p: Structural, args: readonly Value[], params: Params): readonly Value[] {
    // a number takes the type that it meets
    const types = args.map((x) => (typeof x === "number" ? "bool" : dtypeOf(x)))
    const floats = p.name !== "astype" && p.dtypes(types, params).some(isFloating)
    const held = p.kind === "multilinear" && p.transposes.some((rule) => rule !== null) ? p.transposes : null
    return args.map((x, i) => {
      if (typeof x === "number" || !isWide(asNode(x).dtype) || !(floats || p.name === "joinIndex" || held?.[i] === null)) return x
      return asTensor(this.plain.denseArray(asNode(x) as NDArray, "float64"))
    })
  }

  private elementwise(p: Elementwise, args: readonly Value[]): Value {
    const { plain } = this
    // the condition of three operands has no say in the type of the result
    const values = p.arity === 3 ? args.slice(1) : args
    const common = meet(p, values)
    // integers compare exactly, also int64 with uint64, whose common type would lose digits
    const whole = (x: Value): boolean => (typeof x === "number" ? Number.isSafeInteger(x) : isInteger(asNode(x).dtype))
    const stays = isWide(common) ? p.result !== "float" : p.result === "bool" && values.every(whole)
    const own = (x: Value): NDArray => {
      const dtype = stays ? wideType(x, common) : floatOf(common)
      return typeof x === "number" ? plain.scalarArray(dtype, stays ? x : far(x)) : plain.denseArray(asNode(x) as NDArray, dtype)
    }
    const arrays = values.map(own)
    if (p.arity === 3) arrays.unshift(this.condition(args[0] as Value))
    if (!stays) return rebind(plain.world, p, arrays.map(asTensor))
    const shape = arrays.map((x) => x.shape).reduce((a, b) => broadcastShapes(p.name, a, b) as NumericShape)
    const out = plain.allocate(p.result === "bool" ? "bool" : common, shape)
    run(p, arrays, out)
    return asTensor(out)
  }

  /** Truth values of a condition. */
  private condition(x: Value): NDArray {
    if (typeof x === "number") return this.plain.scalarArray("bool", x === 0 ? 0 : 1)
    const array = asNode(x) as NDArray
    if (!isWide(array.dtype)) return array
    const out = this.plain.allocate("bool", array.shape)
    fill1(
      loop1((v) => Number(v), true),
      array,
      out,
    )
    return out
  }
}

// what no 64-bit integer reaches compares as infinity does: as floats, the largest of them would round up to it
const far = (x: number): number => (Number.isInteger(x) && !Number.isSafeInteger(x) ? x * Number.POSITIVE_INFINITY : x)

const wideType = (x: Value, common: DType): DType =>
  isWide(common) ? common : typeof x !== "number" && isWide(asNode(x).dtype) ? asNode(x).dtype : "int64"

const rebind = (world: World, p: Elementwise, [a, b, c]: readonly Value[]): Value =>
  p.arity === 1
    ? world.bind1(p, a as Value, undefined)
    : p.arity === 2
      ? world.bind2(p, a as Value, b as Value, undefined)
      : world.bindN(p, [a, b, c] as Value[], undefined)

/** The type in which the operands meet. */
function meet(p: Elementwise, values: readonly Value[]): DType {
  let common: DType | null = null
  for (const x of values) if (typeof x !== "number") common = common === null ? asNode(x).dtype : promote(common, asNode(x).dtype)
  // numbers alone beside a condition count as they would beside a truth value
  for (const x of values) if (typeof x === "number") common = promoteNumber(p.name, common ?? "bool", x, p.result === "bool")
  return common as DType
}

// What the scalar function says with + - * < & and the like holds for bigints as it stands; where it does not, the primitive
// states another.
function run(p: Elementwise, [a, b, c]: readonly NDArray[], out: NDArray): void {
  const f = (p.wide ?? p.scalar) as Generic
  const truth = out.dtype === "bool"
  if (p.arity === 1) fill1(loop1(f as Parameters<typeof loop1>[0], truth) as Loop1, a as NDArray, out)
  else if (p.arity === 2) fill2(loop2(f as Parameters<typeof loop2>[0], truth) as Loop2, a as NDArray, b as NDArray, out)
  else fill3(loop3(f) as Loop3, a as NDArray, b as NDArray, c as NDArray, out)
}
