// What a language is to the writer: one table from operations to pieces of its text.
import type { Dim, Shape } from "@nablajs/core"
import type { Op } from "./op.ts"

/** How tightly the outermost operator of a text binds. */
export const level = { choice: 0, compare: 1, sum: 2, product: 3, unary: 4, power: 5, atom: 6 } as const

export interface Piece {
  readonly code: string
  readonly level: number
  readonly shape: Shape
  /** The number that the piece is, if it is one. */
  readonly number?: number
}

/** What a form may ask of the writer. */
export interface Helping {
  /** A name to import, or a helper to define. */
  need(name: string): void
  /** A size as an expression. */
  size(n: Dim): string
}

export type Form = (args: readonly Piece[], op: Op, help: Helping) => Made

interface Made {
  readonly code: string
  readonly level: number
}

export interface Parameter {
  readonly name: string
  readonly shape: Shape
  readonly size: boolean
}

export interface FunctionText {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly locals: readonly (readonly [string, string])[]
  readonly result: string
  readonly shape: Shape
  readonly comments: readonly string[]
  readonly needs: readonly string[]
  readonly bool: boolean
}

export interface Target {
  readonly forms: Readonly<Record<string, Form>>
  readonly number: (value: number) => string
  /** The size of an axis of a parameter. */
  readonly axis: (name: string, axis: number) => string
  /** Names that parameters must not have. */
  readonly words: ReadonlySet<string>
  readonly write: (f: FunctionText) => string
  /** Only formulas of scalars. */
  readonly scalars?: boolean
  /** Arrays as nested rows. */
  readonly array: (rows: unknown, help: Helping) => string
}

export const atom = (code: string): Made => ({ code, level: level.atom })

/** The text, in brackets unless it binds at least that tightly. */
export const tight = (p: Piece, least: number): string => (p.level >= least ? p.code : `(${p.code})`)

/** A left-associative sign between two operands; floating point sums are not regrouped. */
export const infix =
  (sign: string, at: number): Form =>
  ([a, b]) => ({ code: `${tight(a as Piece, at === level.compare ? at + 1 : at)} ${sign} ${tight(b as Piece, at + 1)}`, level: at })

export const power =
  (sign: string): Form =>
  ([a, b]) => ({ code: `${tight(a as Piece, level.atom)} ${sign} ${tight(b as Piece, level.atom)}`, level: level.power })

export const minus: Form = ([a]) => ({ code: `-${tight(a as Piece, level.power)}`, level: level.unary })

/** A function of all arguments. */
export const call =
  (name: string, need?: string): Form =>
  (args, _, help) => {
    if (need !== undefined) help.need(need)
    return atom(`${name}(${args.map((x) => x.code).join(", ")})`)
  }

/** `$1` and `$2` stand for the arguments, as they stand between brackets or commas. */
export const like =
  (template: string, need?: string): Form =>
  (args, _, help) => {
    if (need !== undefined) help.need(need)
    return atom(template.replaceAll(/\$(\d)/g, (_whole, k: string) => (args[Number(k) - 1] as Piece).code))
  }

export const forms = (names: string, form: (name: string) => Form): Record<string, Form> =>
  Object.fromEntries(names.split(" ").map((name) => [name, form(name)]))

/** What an index along each axis is written as: a position, a span, all. */
export const indices = (op: Op, help: Helping): string[] =>
  (op.data.spans ?? []).map((s) =>
    s === null
      ? ":"
      : typeof s === "number"
        ? `${s}`
        : `${s.start === 0 ? "" : s.start}:${help.size(s.stop)}${s.step === 1 ? "" : `:${s.step}`}`,
  )

export const words = (text: string): string[] => text.split(/\s+/).filter((w) => w !== "")

export const isWhole = (op: Op): boolean => (op.data.axes as readonly number[]).length === (op.args[0] as Op).shape.length
