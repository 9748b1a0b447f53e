// Formulas on lanes of integers, which wrap as the arrays that hold them do.
import type { DType } from "@nablajs/core"
import { i16x8, i32x4, i8x16, v128 } from "../simd.ts"
import type { V } from "./algebra.ts"

type Formulas = Readonly<Record<string, (...operands: V[]) => V>>

const bitwise: Formulas = {
  bitwiseAnd: v128.and as Formulas[string],
  bitwiseOr: v128.or as Formulas[string],
  bitwiseXor: v128.xor as Formulas[string],
  bitwiseInvert: v128.not as Formulas[string],
}

const lanes = { 1: i8x16, 2: i16x8, 4: i32x4 } as const

function formulas(bytes: 1 | 2 | 4, unsigned: boolean): Formulas {
  const t = lanes[bytes]
  const product = "mul" in t ? t.mul : undefined
  return {
    ...bitwise,
    add: (a, b) => t.add(a as V, b as V),
    subtract: (a, b) => t.sub(a as V, b as V),
    ...(product && { multiply: (a, b) => product(a as V, b as V), square: (x) => product(x as V, x as V) }),
    negative: (x) => t.neg(x as V),
    abs: (x) => (unsigned ? (x as V) : t.abs(x as V)),
    maximum: (a, b) => (unsigned ? t.maxU : t.maxS)(a as V, b as V),
    minimum: (a, b) => (unsigned ? t.minU : t.minS)(a as V, b as V),
  }
}

/** By element type; truth values are bytes 0 and 1. */
export const integers: { readonly [D in DType]?: Formulas } = {
  int8: formulas(1, false),
  uint8: formulas(1, true),
  int16: formulas(2, false),
  uint16: formulas(2, true),
  int32: formulas(4, false),
  uint32: formulas(4, true),
  bool: {
    add: (a, b) => v128.or(a as V, b as V),
    multiply: (a, b) => v128.and(a as V, b as V),
    maximum: (a, b) => v128.or(a as V, b as V),
    minimum: (a, b) => v128.and(a as V, b as V),
    bitwiseAnd: bitwise.bitwiseAnd as Formulas[string],
    bitwiseOr: bitwise.bitwiseOr as Formulas[string],
    bitwiseXor: bitwise.bitwiseXor as Formulas[string],
  },
}

/** Relations of truth values. */
export const truths: Formulas = {
  logicalAnd: (a, b) => v128.and(a as V, b as V),
  logicalOr: (a, b) => v128.or(a as V, b as V),
  logicalXor: (a, b) => v128.xor(a as V, b as V),
  logicalNot: (x) => v128.xor(x as V, i8x16.const(1)),
}
