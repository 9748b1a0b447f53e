// Rows of the table by families whose members are called alike.
import type { DType, ErrorCode } from "@nablajs/core"
import type { Dynamic, Make } from "./operands.ts"
import * as nb from "../../src/index.ts"

/** Which element types an operation takes: those of these kinds. */
export type Kinds = readonly ("bool" | "int" | "uint" | "float" | "complex")[]

/** The element type of the result by that of the operand: its own, or a rule. */
export type Gives = "same" | "float" | "real" | "length" | "bool" | "int32" | "sum" | DType | null

export interface Row {
  readonly call: (a: Make, dtype: DType) => unknown
  readonly takes: Kinds
  readonly gives: Gives
  /** What is thrown for operands without axes. */
  readonly scalar?: ErrorCode
  /** What is thrown for operands without elements. */
  readonly empty?: ErrorCode
  /** Of operands without elements, [0, 3] if absent. */
  readonly hollow?: readonly number[]
}

export const any: Kinds = ["bool", "int", "uint", "float", "complex"]
export const numeric: Kinds = ["int", "uint", "float", "complex"]
export const real: Kinds = ["bool", "int", "uint", "float"]
export const ordered: Kinds = ["int", "uint", "float"]
export const integral: Kinds = ["bool", "int", "uint"]

type Rest = Partial<Row>

const names = (text: string): string[] => text.trim().split(/\s+/)
const op = nb as Dynamic

/** Rows for functions of n operands of one shape. */
export const alike = (arity: number, takes: Kinds, gives: Gives, text: string, rest: Rest = {}): Record<string, Row> =>
  Object.fromEntries(
    names(text).map((name) => [name, { call: (a: Make) => op[name](...Array.from({ length: arity }, () => a())), takes, gives, ...rest }]),
  )

/** One row. */
export const row = (takes: Kinds, gives: Gives, call: Row["call"], rest: Rest = {}): Row => ({ call, takes, gives, ...rest })
