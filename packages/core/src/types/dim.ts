/**
 * Sizes as types. A size is a number literal, a named size, or unknown; unknown is `any`, because
 * assignability to and from `any` is exactly the relation "may be equal, left to run time".
 */

/** An unknown size, dtype or result. The only `any` for a single unknown in these files. */
// biome-ignore lint/suspicious/noExplicitAny: the gradual type, on purpose
export type Dyn = any

/** An unknown shape, of unknown rank. */
// biome-ignore lint/suspicious/noExplicitAny: the gradual type, on purpose
export type DynShape = any

/** The bound of shapes inside these files: loose, so that tests on `[N, D]` with type parameters resolve. */
export type Dims = readonly Dyn[]

declare const sizeName: unique symbol

/**
 * A size: a number, or in the shape of a symbolic term a name ("n") or a polynomial in names ("2*n").
 * `Dim<"batch">` is a number known at run time alone, told apart from other sizes by its name.
 */
export type Dim<Name extends string = never> = [Name] extends [never] ? number | string : number & { readonly [sizeName]: Name }

/** A list of sizes. */
export type Shape = readonly Dim[]

/** What a check answers when it fails: the sentence that the compiler shows. */
export interface Failure<Message extends string> {
  readonly failure: Message
}

/** The type of an argument: its own type `T` where the check holds, the sentence where it fails. */
export type Arg<Check, T> = Check extends Failure<infer Message> ? (IsAny<Check> extends true ? T : Message) : T

/**
 * An argument that was left out: the default of its type parameter is `never`. `undefined` would not do, because without
 * `strictNullChecks` it extends everything.
 */
export type IsAbsent<T> = [T] extends [never] ? true : IsAny<T> extends true ? false : [T] extends [undefined | null] ? true : false

export type IsAny<T> = 0 extends 1 & T ? true : false

/** Identical types, decided for identical type parameters too, where `A extends B` would be deferred. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Equal sizes, both known. Costs a fifth of `Same`, and is left open for type parameters. */
export type Equals<A, B> = [A, B] extends [B, A] ? (IsUnknown<A | B> extends true ? false : true) : false

/** The shape of a scalar. */
export type IsScalar<S extends Dims> = [S] extends [readonly []] ? (IsAny<S> extends true ? false : true) : false

/** A shape whose rank is known: neither `any` nor a plain array type. */
export type HasRank<S extends Dims> = number extends S["length"] ? false : true

/** A size of unknown value: `any` from these types, `number` or `string` as users write it. */
export type IsUnknown<D> = number extends D ? true : string extends D ? true : false

/** A non-negative integer literal: the sizes that arithmetic may touch. */
export type IsInteger<D> = [D] extends [number]
  ? IsUnknown<D> extends true
    ? false
    : D extends { readonly [sizeName]: string }
      ? false
      : `${D}` extends `${bigint}`
        ? `${D}` extends `-${string}`
          ? false
          : IsUnion<D> extends true
            ? false
            : true
        : false
  : false

export type IsUnion<T, U = T> = [T] extends [never] ? false : T extends U ? ([U] extends [T] ? false : true) : never

/** Two sizes that can never be equal. Unions and named sizes against literals are left to run time. */
export type Differ<A, B> = IsUnknown<A> extends true ? false : IsUnknown<B> extends true ? false : [A & B] extends [never] ? true : false

/** The size two equal sizes have: the better known of the two, or `false` where they differ. */
export type Unify<A, B> =
  Same<A, B> extends true
    ? [A]
    : IsUnknown<A> extends true
      ? [B]
      : IsUnknown<B> extends true
        ? [A]
        : [A & B] extends [never]
          ? false
          : [Dyn]

/** A size as it is read in a message. */
export type ShowDim<D> =
  IsUnknown<D> extends true
    ? "?"
    : D extends { readonly [sizeName]: infer Name extends string }
      ? Name
      : D extends string | number
        ? `${D}`
        : "?"

/** A shape as it is read in a message: `[2, 3]`. */
export type Show<S extends Dims> = IsAny<S> extends true ? "[...]" : number extends S["length"] ? "[...]" : `[${ShowList<S>}]`

export type ShowList<S extends Dims, Text extends string = ""> = S extends readonly [infer Head, ...infer Rest]
  ? ShowList<Rest, Text extends "" ? ShowDim<Head> : `${Text}, ${ShowDim<Head>}`>
  : Text
