// A module: functions that call each other, over one memory that is imported.
import { Bytes } from "./bytes.ts"
import { Body, type Code, code, type Local, type Operand, type Statement, type Statements, statement, type Type } from "./code.ts"
import { typeCodes, variable, write, writeAll } from "./code.ts"

type Locals<P extends readonly Type[]> = { [I in keyof P]: Local<P[I]> }
type Operands<P extends readonly Type[]> = { [I in keyof P]: Operand<P[I]> }

/** Makes the variables of one function. */
export class Variables {
  readonly extra: Type[] = []
  readonly first: Statement[] = []
  private readonly params: number

  constructor(params: number) {
    this.params = params
  }

  /** A fresh variable, 0 at first. */
  local<T extends Type>(type: T): Local<T> {
    this.extra.push(type)
    return variable(type, this.params + this.extra.length - 1)
  }

  locals<T extends Type>(type: T, count: number): Local<T>[] {
    return Array.from({ length: count }, () => this.local(type))
  }

  /** A variable set once, before everything else: V8 builds a vector constant anew wherever it is written. */
  hoist<T extends Type>(value: Code<T>): Local<T> {
    const home = this.local(value.type)
    this.first.push(home.set(value as Operand<T>))
    return home
  }
}

interface Definition {
  readonly name: string
  readonly type: number
  readonly body: Bytes
}

/** How a function is called from another one of its module. */
export type Procedure<P extends readonly Type[]> = (...args: Operands<P>) => Statement
export type Formula<P extends readonly Type[], R extends Type> = (...args: Operands<P>) => Code<R>

/** A module in the making; every function is exported under its name. */
export class Module {
  private readonly types: string[] = []
  private readonly functions: Definition[] = []

  /** A function without a result. */
  define<const P extends readonly Type[]>(name: string, params: P, build: (v: Variables, ...args: Locals<P>) => Statements): Procedure<P> {
    const call = this.add(name, params, null, build)
    return (...args) => statement((to) => call(to, args))
  }

  /** A function with a result: what `build` gives last. */
  compute<const P extends readonly Type[], R extends Type>(
    name: string,
    params: P,
    result: R,
    build: (v: Variables, ...args: Locals<P>) => { readonly steps: Statements; readonly result: Operand<R> },
  ): Formula<P, R> {
    const call = this.add(name, params, result, (v, ...args) => {
      const { steps, result: value } = build(v, ...(args as Locals<P>))
      return [...steps, statement((to) => write(to, result, value))]
    })
    return (...args) => code(result, (to) => call(to, args))
  }

  private add<P extends readonly Type[]>(
    name: string,
    params: P,
    result: Type | null,
    build: (v: Variables, ...args: Locals<P>) => Statements,
  ): (to: Body, args: readonly Operand<Type>[]) => void {
    const v = new Variables(params.length)
    const statements = build(v, ...(params.map((type, i) => variable(type, i)) as unknown as Locals<P>))
    const body = new Body()
    body.unsigned(v.extra.length)
    for (const type of v.extra) {
      body.unsigned(1)
      body.byte(typeCodes[type])
    }
    writeAll(body, v.first)
    writeAll(body, statements)
    body.byte(0x0b)
    const index = this.functions.push({ name, type: this.typeIndex(params, result), body }) - 1
    return (to, args) => {
      params.forEach((type, i) => write(to, type, args[i] as Operand<Type>))
      to.byte(0x10)
      to.unsigned(index)
    }
  }

  private typeIndex(params: readonly Type[], result: Type | null): number {
    const key = `${params.join()}:${result ?? ""}`
    const known = this.types.indexOf(key)
    return known < 0 ? this.types.push(key) - 1 : known
  }

  /** The binary. A shared memory is another type than one that is not; its limit must be told. */
  binary(shared = false): Uint8Array<ArrayBuffer> {
    const out = new Bytes()
    out.copy(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))
    this.section(out, 1, this.types, (to, key) => {
      const [params, result] = key.split(":").map((part) => (part === "" ? [] : part.split(",")) as Type[])
      to.byte(0x60)
      for (const side of [params as Type[], result as Type[]]) {
        to.unsigned(side.length)
        for (const type of side) to.byte(typeCodes[type])
      }
    })
    this.section(out, 2, [null], (to) => {
      to.name("nabla")
      to.name("memory")
      to.byte(2)
      to.byte(shared ? 3 : 1)
      to.unsigned(0)
      to.unsigned(65536)
    })
    this.section(out, 3, this.functions, (to, { type }) => to.unsigned(type))
    this.section(out, 7, this.functions, (to, { name }, index) => {
      to.name(name)
      to.byte(0)
      to.unsigned(index)
    })
    this.section(out, 10, this.functions, (to, { body }) => to.sized(body))
    return out.done()
  }

  private section<E>(out: Bytes, id: number, entries: readonly E[], put: (to: Bytes, entry: E, index: number) => void): void {
    const content = new Bytes()
    content.unsigned(entries.length)
    entries.forEach((entry, i) => put(content, entry, i))
    out.byte(id)
    out.sized(content)
  }
}
