// Code as typed terms: an instruction is a value that writes itself after its operands, so that generators read as formulas
// and the compiler refuses an f32 where an address belongs.
import { Bytes } from "./bytes.ts"

export type Type = "i32" | "i64" | "f32" | "f64" | "v128"

export const typeCodes: Readonly<Record<Type, number>> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b }

/** The bytes of one function, and the blocks that are open at this place, innermost last. */
export class Body extends Bytes {
  readonly open: Label[] = []

  /** A number above 255 is a prefix and an instruction behind it: 0xfd_0000 + n is the n-th of SIMD. */
  instruction(code: number): void {
    if (code < 256) return this.byte(code)
    this.byte(code >>> 16)
    this.unsigned(code & 0xffff)
  }
}

/** An expression that leaves a value of type T. */
export interface Code<T extends Type> {
  readonly type: T
  readonly emit: (to: Body) => void
}

/** An instruction that leaves nothing. */
export interface Statement {
  readonly type: "none"
  readonly emit: (to: Body) => void
}

export type Statements = readonly (Statement | Statements)[]

/** Where code of type T is wanted: integers and floats may be written as numbers. */
export type Operand<T extends Type> = Code<T> | (T extends "v128" ? never : T extends "i64" ? bigint : number)

export const statement = (emit: (to: Body) => void): Statement => ({ type: "none", emit })

export const code = <T extends Type>(type: T, emit: (to: Body) => void): Code<T> => ({ type, emit })

const constants: Readonly<Record<string, (to: Body, value: number | bigint) => void>> = {
  i32: (to, value) => {
    to.byte(0x41)
    to.signed(BigInt(Number(value) | 0))
  },
  i64: (to, value) => {
    to.byte(0x42)
    to.signed(BigInt.asIntN(64, BigInt(value)))
  },
  f32: (to, value) => {
    to.byte(0x43)
    to.float32(Number(value))
  },
  f64: (to, value) => {
    to.byte(0x44)
    to.float64(Number(value))
  },
}

/** Writes an operand, a number as a constant of its type. */
export function write<T extends Type>(to: Body, type: T, operand: Operand<T>): void {
  if (typeof operand === "object") operand.emit(to)
  else (constants[type] as (to: Body, value: number | bigint) => void)(to, operand)
}

export function writeAll(to: Body, statements: Statements): void {
  for (const one of statements) {
    if ("emit" in one) one.emit(to)
    else writeAll(to, one)
  }
}

/** A variable of a function. */
export interface Local<T extends Type> extends Code<T> {
  readonly index: number
  set(value: Operand<T>): Statement
  /** Stores and leaves the value. */
  tee(value: Operand<T>): Code<T>
}

export function variable<T extends Type>(type: T, index: number): Local<T> {
  const access = (opcode: number) => (to: Body) => {
    to.byte(opcode)
    to.unsigned(index)
  }
  const [get, set, tee] = [access(0x20), access(0x21), access(0x22)]
  const after = (value: Operand<T>, then: (to: Body) => void) => (to: Body) => {
    write(to, type, value)
    then(to)
  }
  return { type, index, emit: get, set: (value) => statement(after(value, set)), tee: (value) => code(type, after(value, tee)) }
}

/** The target of a jump. */
export interface Label {
  readonly kind: "block" | "loop"
}

const jump =
  (opcode: number, label: Label) =>
  (to: Body): void => {
    to.byte(opcode)
    to.unsigned(to.open.length - 1 - to.open.lastIndexOf(label))
  }

/** Jumps behind a block, or to the beginning of a loop. */
export const branch = (label: Label): Statement => statement(jump(0x0c, label))

export const branchIf = (condition: Code<"i32">, label: Label): Statement =>
  statement((to) => {
    condition.emit(to)
    jump(0x0d, label)(to)
  })

export const leave: Statement = statement((to) => to.byte(0x0f))

function structure(opcode: number, kind: Label["kind"], body: (label: Label) => Statements): Statement {
  const label = { kind }
  return statement((to) => {
    to.byte(opcode)
    to.byte(0x40)
    to.open.push(label)
    writeAll(to, body(label))
    to.open.pop()
    to.byte(0x0b)
  })
}

export const block = (body: (label: Label) => Statements): Statement => structure(0x02, "block", body)

export const loop = (body: (label: Label) => Statements): Statement => structure(0x03, "loop", body)

export const when = (condition: Code<"i32">, yes: Statements, no: Statements = []): Statement =>
  statement((to) => {
    condition.emit(to)
    to.byte(0x04)
    to.byte(0x40)
    to.open.push({ kind: "block" })
    writeAll(to, yes)
    if (no.length > 0) {
      to.byte(0x05)
      writeAll(to, no)
    }
    to.open.pop()
    to.byte(0x0b)
  })

/** condition ? yes : no, both computed. */
export const select = <T extends Exclude<Type, "v128">>(type: T, condition: Code<"i32">, yes: Operand<T>, no: Operand<T>): Code<T> =>
  code(type, (to) => {
    write(to, type, yes)
    write(to, type, no)
    condition.emit(to)
    to.byte(0x1b)
  })

const [add, less] = [0x6a, 0x49]

/** Runs the body while `counter` is below `end`, unsigned, adding `step` after each turn. */
export function upTo(counter: Local<"i32">, end: Operand<"i32">, step: Operand<"i32">, body: Statements): Statement {
  const below: Code<"i32"> = code("i32", (to) => {
    counter.emit(to)
    write(to, "i32", end)
    to.byte(less)
  })
  const next = counter.set(
    code("i32", (to) => {
      counter.emit(to)
      write(to, "i32", step)
      to.byte(add)
    }),
  )
  return when(below, [loop((again) => [body, next, branchIf(below, again)])])
}
