// The arithmetic in which elementwise kernels are written: vectors of floats, with every constant hoisted and every value
// that is used twice in a variable of its own. One formula serves both float types where only constants differ.
import type { Code, Local, Statement } from "../code.ts"
import type { Variables } from "../module.ts"
import { f32x4, f64x2, i32x4, i64x2, v128 } from "../simd.ts"

export type V = Code<"v128">

const float32 = {
  dtype: "float32",
  bytes: 4,
  vector: f32x4,
  lanes: i32x4,
  /** Explicit bits of the fraction, and the bias of the exponent. */
  digits: 23,
  bias: 127,
  bitsOf: (x: number): bigint => BigInt(new Int32Array(Float32Array.of(x).buffer)[0] as number),
  integers: (bits: bigint): V => i32x4.const(Number(BigInt.asIntN(32, bits))),
} as const

const float64 = {
  dtype: "float64",
  bytes: 8,
  vector: f64x2,
  lanes: i64x2,
  digits: 52,
  bias: 1023,
  bitsOf: (x: number): bigint => new BigInt64Array(Float64Array.of(x).buffer)[0] as bigint,
  integers: (bits: bigint): V => i64x2.const(BigInt.asIntN(64, bits)),
} as const

const kinds = { float32, float64 } as const
export type Float = keyof typeof kinds

export class Algebra {
  readonly kind: (typeof kinds)[Float]
  readonly vector: (typeof kinds)[Float]["vector"]
  readonly steps: Statement[] = []
  declined: Local<"v128"> | undefined
  private readonly fused: boolean
  private readonly variables: Variables
  private readonly known = new Map<string, V>()

  constructor(dtype: Float, variables: Variables, fused: boolean) {
    this.kind = kinds[dtype]
    this.vector = this.kind.vector
    this.variables = variables
    this.fused = fused
  }

  get isSingle(): boolean {
    return this.kind.dtype === "float32"
  }

  private hoisted(name: string, make: () => V): V {
    const known = this.known.get(name)
    if (known !== undefined) return known
    const home = this.variables.hoist(make())
    this.known.set(name, home)
    return home
  }

  const(x: number): V {
    return this.hoisted(Object.is(x, -0) ? "-0" : String(x), () => this.vector.const(x))
  }

  /** A float64 constant whatever the type of the formula. */
  constant64(x: number): V {
    return this.hoisted(`double ${x}`, () => f64x2.const(x))
  }

  /** The same bits in every lane. */
  bits(bits: bigint): V {
    return this.hoisted(`bits ${bits}`, () => this.kind.integers(bits))
  }

  /** Says that elements where the mask is set are beyond this formula. */
  decline(mask: V): void {
    this.declined ??= this.variables.local("v128")
    this.steps.push(this.declined.set(v128.or(this.declined, mask)))
  }

  /** A value that is used several times. */
  let(x: V): Local<"v128"> {
    const home = this.variables.local("v128")
    this.steps.push(home.set(x))
    return home
  }

  add(a: V, b: V): V {
    return this.vector.add(a, b)
  }

  sub(a: V, b: V): V {
    return this.vector.sub(a, b)
  }

  mul(a: V, b: V): V {
    return this.vector.mul(a, b)
  }

  div(a: V, b: V): V {
    return this.vector.div(a, b)
  }

  /** a·b + c, in one rounding where the level allows. */
  fma(a: V, b: V, c: V): V {
    return this.fused ? this.vector.fma(a, b, c) : this.vector.add(this.vector.mul(a, b), c)
  }

  /** c − a·b. */
  fnma(a: V, b: V, c: V): V {
    return this.fused ? this.vector.fnma(a, b, c) : this.vector.sub(c, this.vector.mul(a, b))
  }

  /** c₀ + c₁x + c₂x² + … */
  poly(x: V, coefficients: readonly number[]): V {
    let sum = this.const(coefficients.at(-1) as number)
    for (let i = coefficients.length - 2; i >= 0; i--) sum = this.fma(sum, x, this.const(coefficients[i] as number))
    return sum
  }

  select(mask: V, yes: V, no: V): V {
    return v128.bitselect(yes, no, mask)
  }

  /** x limited from below and above by numbers; NaN stays. */
  clamp(x: V, low: number, high: number): V {
    return this.vector.pmin(this.vector.pmax(x, this.const(low)), this.const(high))
  }

  /** |x| with the sign of s. */
  withSign(x: V, s: V): V {
    return v128.bitselect(x, s, this.bits((1n << BigInt(this.kind.bytes * 8 - 1)) - 1n))
  }

  /** x without its last digits, so that products of two such are exact: float64 alone. */
  head(x: V): V {
    return v128.and(x, this.bits(~0xffffffffn))
  }

  /** A mask of what has a minus sign, −0 too. */
  isNegative(x: V): V {
    return this.kind.lanes.shrS(x, this.kind.bytes * 8 - 1)
  }

  /** The nearest whole number as a float, below 2²² in size, with the sum that made it: its low bits hold that number. */
  nearest(x: V, factor: V): { readonly whole: V; readonly sum: V } {
    const magic = this.const(1.5 * 2 ** this.kind.digits)
    const sum = this.let(this.fma(x, factor, magic))
    return { whole: this.let(this.sub(sum, magic)), sum }
  }

  /** 2ⁿ x in two factors, which reach the smallest numbers and infinity, for n from `nearest`, less or more by so many. */
  timesPowerOf2(x: V, { whole, sum }: { readonly whole: V; readonly sum: V }, more = 0): V {
    const half = this.nearest(whole, this.const(0.5))
    const other = this.sub(sum, half.whole)
    return this.mul(this.mul(x, this.powerOf2(half.sum)), this.powerOf2(more === 0 ? other : this.add(other, this.const(more))))
  }

  /** 2ⁿ for the whole number in the low bits of a sum from `nearest`, where n is an exponent of normal numbers. */
  powerOf2(sum: V): V {
    const { lanes, digits, bias } = this.kind
    return lanes.shl(lanes.add(sum, this.bits(BigInt(bias))), digits)
  }
}
