// Complex numbers in code: real and imaginary parts apart, one number at a time or two in a vector.
import type { Code, Local, Operand, Statement, Statements } from "../code.ts"
import type { Variables } from "../module.ts"
import { f64 } from "../scalars.ts"
import { f64x2, v128 } from "../simd.ts"

/** What numbers are held in. */
export type Held = "f64" | "v128"

interface Arithmetic<T extends Held> {
  readonly type: T
  readonly bytes: number
  readonly load: (at: Code<"i32">) => Code<T>
  readonly store: (at: Code<"i32">, value: Code<T>) => Statement
  /** One number for all places. */
  readonly spread: (at: Code<"i32">) => Code<T>
  readonly constant: (value: number) => Code<T>
  readonly neg: (a: Code<T>) => Code<T>
  readonly add: (a: Code<T>, b: Code<T>) => Code<T>
  readonly sub: (a: Code<T>, b: Code<T>) => Code<T>
  readonly mul: (a: Code<T>, b: Code<T>) => Code<T>
  /** a b + c and c − a b. */
  readonly plus: (a: Code<T>, b: Code<T>, c: Code<T>) => Code<T>
  readonly minus: (a: Code<T>, b: Code<T>, c: Code<T>) => Code<T>
}

export const single: Arithmetic<"f64"> = {
  type: "f64",
  bytes: 8,
  load: (at) => f64.load(at),
  store: (at, value) => f64.store(at, value),
  spread: (at) => f64.load(at),
  constant: (value) => f64.const(value),
  ...{ neg: f64.neg, add: f64.add, sub: f64.sub, mul: f64.mul },
  plus: (a, b, c) => f64.add(c, f64.mul(a, b)),
  minus: (a, b, c) => f64.sub(c, f64.mul(a, b)),
}

/** Fused where the engine has such instructions. */
export const pair = (fused: boolean): Arithmetic<"v128"> => ({
  type: "v128",
  bytes: 16,
  load: (at) => v128.load(at),
  store: (at, value) => v128.store(at, value),
  spread: (at) => v128.load64Splat(at),
  constant: (value) => f64x2.const(value),
  ...{ neg: f64x2.neg, add: f64x2.add, sub: f64x2.sub, mul: f64x2.mul },
  plus: (a, b, c) => (fused ? f64x2.fma(a, b, c) : f64x2.add(c, f64x2.mul(a, b))),
  minus: (a, b, c) => (fused ? f64x2.fnma(a, b, c) : f64x2.sub(c, f64x2.mul(a, b))),
})

export interface Complex<T extends Held> {
  readonly re: Code<T>
  readonly im: Code<T>
}

/** Complex arithmetic, whose steps are written down in the order in which they are asked for. */
export class Lanes<T extends Held> {
  readonly steps: Statements[] = []
  readonly of: Arithmetic<T>
  private readonly v: Variables

  constructor(of: Arithmetic<T>, v: Variables) {
    this.of = of
    this.v = v
  }

  keep(value: Code<T>): Local<T> {
    const home = this.v.local(this.of.type)
    this.steps.push([home.set(value as Operand<T>)])
    return home
  }

  /** A constant, set once. */
  constant(value: number): Code<T> {
    return this.v.hoist(this.of.constant(value))
  }

  private both(re: Code<T>, im: Code<T>): Complex<T> {
    return { re: this.keep(re), im: this.keep(im) }
  }

  load(at: Code<"i32">, apart: Code<"i32">, address: (base: Code<"i32">, offset: Code<"i32">) => Code<"i32">): Complex<T> {
    return this.both(this.of.load(at), this.of.load(address(at, apart)))
  }

  add(a: Complex<T>, b: Complex<T>): Complex<T> {
    return this.both(this.of.add(a.re, b.re), this.of.add(a.im, b.im))
  }

  sub(a: Complex<T>, b: Complex<T>): Complex<T> {
    return this.both(this.of.sub(a.re, b.re), this.of.sub(a.im, b.im))
  }

  /** a − i b */
  below(a: Complex<T>, b: Complex<T>): Complex<T> {
    return this.both(this.of.add(a.re, b.im), this.of.sub(a.im, b.re))
  }

  /** a + i b */
  above(a: Complex<T>, b: Complex<T>): Complex<T> {
    return this.both(this.of.sub(a.re, b.im), this.of.add(a.im, b.re))
  }

  /** a + f b for a real factor. */
  plus(a: Complex<T>, f: Code<T>, b: Complex<T>): Complex<T> {
    return this.both(this.of.plus(f, b.re, a.re), this.of.plus(f, b.im, a.im))
  }

  scale(f: Code<T>, a: Complex<T>): Complex<T> {
    return this.both(this.of.mul(f, a.re), this.of.mul(f, a.im))
  }

  mul(a: Complex<T>, b: Complex<T>): Complex<T> {
    const { mul, plus, minus } = this.of
    return this.both(minus(a.im, b.im, mul(a.re, b.re)), plus(a.im, b.re, mul(a.re, b.im)))
  }
}
