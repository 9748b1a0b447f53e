// Instructions on integers, floats and addresses, as tables: a name and its code.
import { type Body, type Code, code, type Operand, type Statement, statement, type Type, write } from "./code.ts"

type Table<K extends string> = Readonly<Record<K, number>>
type Unary<K extends string, T extends Type, R extends Type> = Readonly<Record<K, (x: Operand<T>) => Code<R>>>
type Binary<K extends string, T extends Type, R extends Type> = Readonly<Record<K, (a: Operand<T>, b: Operand<T>) => Code<R>>>

const mapped = <K extends string, F>(table: Table<K>, make: (opcode: number) => F): Readonly<Record<K, F>> =>
  Object.fromEntries(Object.entries<number>(table).map(([name, opcode]) => [name, make(opcode)])) as Record<K, F>

export const unaries = <K extends string, T extends Type, R extends Type>(of: T, gives: R, table: Table<K>): Unary<K, T, R> =>
  mapped(
    table,
    (opcode) => (x: Operand<T>) =>
      code(gives, (to) => {
        write(to, of, x)
        to.instruction(opcode)
      }),
  )

export const binaries = <K extends string, T extends Type, R extends Type>(of: T, gives: R, table: Table<K>): Binary<K, T, R> =>
  mapped(
    table,
    (opcode) => (a: Operand<T>, b: Operand<T>) =>
      code(gives, (to) => {
        write(to, of, a)
        write(to, of, b)
        to.instruction(opcode)
      }),
  )

/** The alignment hint 0 promises nothing; engines on x64 and ARM do not read it. */
function place(to: Body, opcode: number, offset: number): void {
  to.instruction(opcode)
  to.unsigned(0)
  to.unsigned(offset)
}

type Load<T extends Type> = (address: Operand<"i32">, offset?: number) => Code<T>
type Store<T extends Type> = (address: Operand<"i32">, value: Operand<T>, offset?: number) => Statement

export const loads = <K extends string, T extends Type>(type: T, table: Table<K>): Readonly<Record<K, Load<T>>> =>
  mapped(
    table,
    (opcode) =>
      (address: Operand<"i32">, offset = 0) =>
        code(type, (to) => {
          write(to, "i32", address)
          place(to, opcode, offset)
        }),
  )

export const stores = <K extends string, T extends Type>(type: T, table: Table<K>): Readonly<Record<K, Store<T>>> =>
  mapped(
    table,
    (opcode) =>
      (address: Operand<"i32">, value: Operand<T>, offset = 0) =>
        statement((to) => {
          write(to, "i32", address)
          write(to, type, value)
          place(to, opcode, offset)
        }),
  )

const constant =
  <T extends Type>(type: T) =>
  (value: Operand<T>): Code<T> =>
    code(type, (to) => write(to, type, value))

const arithmetic = { i32: 0x6a, i64: 0x7c } as const
const comparisons = { i32: 0x46, i64: 0x51 } as const

const numbered = <K extends string>(names: readonly K[], first: number): Table<K> =>
  Object.fromEntries(names.map((name, i) => [name, first + i])) as Table<K>

const integerOperations = [
  ...(["add", "sub", "mul", "divS", "divU", "remS", "remU"] as const),
  ...(["and", "or", "xor", "shl", "shrS", "shrU", "rotl", "rotr"] as const),
]
const integerOrder = ["eq", "ne", "ltS", "ltU", "gtS", "gtU", "leS", "leU", "geS", "geU"] as const
const floatOrder = ["eq", "ne", "lt", "gt", "le", "ge"] as const
const floatUnary = ["abs", "neg", "ceil", "floor", "trunc", "nearest", "sqrt"] as const
const floatBinary = ["add", "sub", "mul", "div", "min", "max", "copysign"] as const

export const i32 = {
  const: constant("i32"),
  ...binaries("i32", "i32", numbered(integerOperations, arithmetic.i32)),
  ...binaries("i32", "i32", numbered(integerOrder, comparisons.i32)),
  ...unaries("i32", "i32", { eqz: 0x45, clz: 0x67, ctz: 0x68, popcnt: 0x69, extend8S: 0xc0, extend16S: 0xc1 }),
  ...unaries("i64", "i32", { wrap: 0xa7, eqz64: 0x50 }),
  ...unaries("f32", "i32", { reinterpret: 0xbc, truncF32S: 0xfc0000, truncF32U: 0xfc0001 }),
  ...unaries("f64", "i32", { truncF64S: 0xfc0002, truncF64U: 0xfc0003 }),
  ...loads("i32", { load: 0x28, load8S: 0x2c, load8U: 0x2d, load16S: 0x2e, load16U: 0x2f }),
  ...stores("i32", { store: 0x36, store8: 0x3a, store16: 0x3b }),
}

export const i64 = {
  const: constant("i64"),
  ...binaries("i64", "i64", numbered(integerOperations, arithmetic.i64)),
  ...binaries("i64", "i32", numbered(integerOrder, comparisons.i64)),
  ...unaries("i64", "i64", { clz: 0x79, ctz: 0x7a, popcnt: 0x7b }),
  ...unaries("i32", "i64", { extendS: 0xac, extendU: 0xad }),
  ...unaries("f64", "i64", { reinterpret: 0xbd, truncF64S: 0xfc0006 }),
  ...loads("i64", { load: 0x29 }),
  ...stores("i64", { store: 0x37 }),
}

export const f32 = {
  const: constant("f32"),
  ...binaries("f32", "i32", numbered(floatOrder, 0x5b)),
  ...unaries("f32", "f32", numbered(floatUnary, 0x8b)),
  ...binaries("f32", "f32", numbered(floatBinary, 0x92)),
  ...unaries("i32", "f32", { convertS: 0xb2, convertU: 0xb3, reinterpret: 0xbe }),
  ...unaries("f64", "f32", { demote: 0xb6 }),
  ...loads("f32", { load: 0x2a }),
  ...stores("f32", { store: 0x38 }),
}

export const f64 = {
  const: constant("f64"),
  ...binaries("f64", "i32", numbered(floatOrder, 0x61)),
  ...unaries("f64", "f64", numbered(floatUnary, 0x99)),
  ...binaries("f64", "f64", numbered(floatBinary, 0xa0)),
  ...unaries("i32", "f64", { convertS: 0xb7, convertU: 0xb8 }),
  ...unaries("i64", "f64", { convertI64S: 0xb9, reinterpret: 0xbf }),
  ...unaries("f32", "f64", { promote: 0xbb }),
  ...loads("f64", { load: 0x2b }),
  ...stores("f64", { store: 0x39 }),
}
