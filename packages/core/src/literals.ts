// The world of bigints and of pairs { re, im } among operands. As numbers they are weak: each takes the type in which it
// meets the tensors beside it, and then the operation begins again.
import type { NDArray } from "./array.ts"
import { bind2, bindAll, bindN } from "./bind.ts"
import { complexOf, type DType, dtypes, isFloating, isWide, partOf, promoteAll } from "./dtype.ts"
import { NablaError } from "./errors.ts"
import type { Primitive } from "./primitive.ts"
import type { Complex } from "./types/index.ts"
import { asTensor, describe, dtypeOf, isLiteral, isNode, type Params, type Value, type World } from "./value.ts"
import { VERSION } from "./version.ts"

/** What makes arrays of literals, handed over because the files that define arrays import this one. */
interface Makers {
  scalar: (dtype: DType, value: number) => NDArray
  pair: (re: NDArray, im: NDArray) => Value
}

export const makers: Partial<Makers> = {}

export class Literals implements World {
  // above all others: what the operation means is asked when every operand is a value
  readonly level: number = Number.POSITIVE_INFINITY
  readonly version: string = VERSION

  bind1(p: Primitive, x: Value): Value {
    throw alone(p.name, x)
  }

  bind2(p: Primitive, a: Value, b: Value, params: Params): Value {
    const [x, y] = typed(p, [a, b]) as [Value, Value]
    return bind2(p, x, y, params)
  }

  bindN(p: Primitive, args: readonly Value[], params: Params): Value {
    return bindN(p, typed(p, args), params)
  }

  bindAll(p: Primitive, args: readonly Value[], params: Params): Value[] {
    return bindAll(p, typed(p, args), params)
  }
}

function typed(p: Primitive, args: readonly Value[]): Value[] {
  // the condition of three operands has no say in their type: alone it counts as any truth value
  const choice = p.kind === "elementwise" && p.arity === 3
  const types = (choice ? args.slice(1) : args).filter(isNode).map(dtypeOf)
  if (types.length === 0 && choice && isNode(args[0])) types.push("bool")
  if (types.length === 0) throw alone(p.name, args.find(isLiteral) as Value)
  const common = promoteAll(types)
  const compares = p.kind === "elementwise" && p.result === "bool"
  return args.map((x) => {
    if (typeof x === "bigint") return integerIn(p.name, x, common, compares)
    return isLiteral(x) ? complexIn(x as Complex, common) : x
  })
}

const alone = (operation: string, x: Value): NablaError =>
  new NablaError("bad-argument", `${operation}: expected a number or a tensor, got ${describe(x)}`)

/** A bigint beside elements of a type: exact beside integers, else a number. What it is compared with need not hold it. */
export function integerIn(operation: string, value: bigint, dtype: DType, compared = false): Value {
  if (isFloating(dtype)) return finite(operation, value)
  // truth values count as the smallest integers, so that the bigint decides
  const own = dtype === "bool" ? "int64" : dtype
  const [low, high] = boundsOf(own)
  if (value >= low && value <= high)
    return isWide(own) ? asTensor((makers.scalar as Makers["scalar"])(own, value as unknown as number)) : Number(value)
  if (compared) return value < 0n ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  throw new NablaError(
    "integer-overflow",
    `${operation}: ${value} does not fit ${own} (${low} to ${high}); convert the tensor first: astype(x, "float64")`,
  )
}

function boundsOf(dtype: DType): readonly [bigint, bigint] {
  const { kind, bytes } = dtypes[dtype]
  const bits = BigInt(8 * bytes)
  return kind === "int" ? [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n] : [0n, 2n ** bits - 1n]
}

function finite(operation: string, value: bigint): number {
  const number = Number(value)
  if (Number.isFinite(number)) return number
  throw new NablaError(
    "integer-overflow",
    `${operation}: a bigint of ${String(value).length} digits is beyond every float, which end at 1.8e308`,
  )
}

/** A pair beside elements of a type, in the complex type that holds them. */
export function complexIn({ re, im }: Complex, dtype: DType): Value {
  const { scalar, pair } = makers as Makers
  const part = partOf(isFloating(dtype) ? complexOf(dtype) : "complex128")
  return pair(scalar(part, re), scalar(part, im))
}
