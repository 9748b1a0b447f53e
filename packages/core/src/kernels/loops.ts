// Loops over strided operands into a contiguous result: the shape that every elementwise kernel has.
import type { TypedArray } from "../dtype.ts"

export type Loop1 = (n: number, x: TypedArray, xo: number, xs: number, out: TypedArray, oo: number) => void
export type Loop2 = (
  n: number,
  a: TypedArray,
  ao: number,
  as: number,
  b: TypedArray,
  bo: number,
  bs: number,
  out: TypedArray,
  oo: number,
) => void
export type Loop3 = (
  n: number,
  a: TypedArray,
  ao: number,
  as: number,
  b: TypedArray,
  bo: number,
  bs: number,
  c: TypedArray,
  co: number,
  cs: number,
  out: TypedArray,
  oo: number,
) => void

/** The loop of any function of one number; `truth` stores 1 for what is not 0. */
export function loop1(f: (x: number) => number, truth = false): Loop1 {
  if (truth) {
    return (n, x, xo, xs, out, oo) => {
      for (let i = 0; i < n; i++, xo += xs) out[oo + i] = f(x[xo] as number) ? 1 : 0
    }
  }
  return (n, x, xo, xs, out, oo) => {
    for (let i = 0; i < n; i++, xo += xs) out[oo + i] = f(x[xo] as number)
  }
}

export function loop2(f: (a: number, b: number) => number, truth = false): Loop2 {
  if (truth) {
    return (n, a, ao, as, b, bo, bs, out, oo) => {
      for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = f(a[ao] as number, b[bo] as number) ? 1 : 0
    }
  }
  return (n, a, ao, as, b, bo, bs, out, oo) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs) out[oo + i] = f(a[ao] as number, b[bo] as number)
  }
}

export function loop3(f: (a: number, b: number, c: number) => number): Loop3 {
  return (n, a, ao, as, b, bo, bs, c, co, cs, out, oo) => {
    for (let i = 0; i < n; i++, ao += as, bo += bs, co += cs) {
      out[oo + i] = f(a[ao] as number, b[bo] as number, c[co] as number)
    }
  }
}
