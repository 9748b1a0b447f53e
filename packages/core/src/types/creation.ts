// Signatures of the functions that make tensors.
import type { Subtract } from "./arithmetic.ts"
import type { Arg, Dims, Dyn, DynShape, IsAbsent, IsAny, IsInteger, Shape } from "./dim.ts"
import type { BroadcastShape } from "./broadcast.ts"
import type { Chosen, Complex, DType, Promotion } from "./dtype.ts"
import type { Broadcasts } from "./elementwise.ts"
import type { DTypeOfArray, Literal, LiteralCheck, LiteralDType, LiteralShape } from "./literal.ts"
import type { Mutable } from "./movement.ts"
import type { Ceil, Plus } from "./sizes.ts"
import type { DTypeOf, Operand, FloatsMet, ShapeOf, Tensor } from "./tensor.ts"

/** The element type of a new tensor. */
export interface CreateOptions<D extends DType | undefined = DType | undefined> {
  readonly dtype?: D | undefined
}

/** `tensor(data, { dtype })`: nested arrays of numbers are float64, of booleans bool; typed arrays keep their type. */
export interface CreateTensor {
  <T extends Literal, const D extends DType | undefined = never>(
    data: Arg<LiteralCheck<T>, T>,
    options?: CreateOptions<D>,
  ): Tensor<Chosen<D, LiteralDType<T>>, LiteralShape<T>>
}

/** `fromBuffer(memory, { dtype, shape, offset })`: the type of a typed array, float64 for plain memory; one axis if no shape is given. */
export interface FromBuffer {
  <
    M extends ArrayBufferView | ArrayBufferLike,
    const D extends DType | undefined = never,
    const T extends readonly number[] | undefined = never,
  >(
    memory: M,
    options?: CreateOptions<D> & { readonly shape?: T | undefined; readonly offset?: number | undefined },
  ): Tensor<ChosenFrom<D, MemoryDType<M>>, IsAbsent<T> extends true ? [Dyn] : T extends Shape ? Mutable<T> : DynShape>
}

type MemoryDType<M> = M extends ArrayBufferView ? DTypeOfArray<M> : "float64"

// The own type may be unknown, and then stays so.
type ChosenFrom<D, Own> = IsAbsent<D> extends true ? Own : Chosen<D, "float64">

/** `complex(re, im, { dtype })`: complex numbers from real parts, which broadcast. */
export interface MakeComplex {
  <A extends Operand, B extends Operand = number, const D extends "complex64" | "complex128" | undefined = never>(
    re: A,
    im?: Broadcasts<"complex", A, B>,
    options?: CreateOptions<D>,
  ): Tensor<Chosen<D, ComplexOf<A, B>>, BroadcastShape<ShapeOf<A>, ShapeOf<B>>>
}

type ComplexOf<A, B> = Promotion[FloatsMet<A, B>]["complex64"]

/** `zeros(shape, { dtype })`, `ones`, `empty`: float64 unless said otherwise. */
export interface Filled {
  <const T extends number | Shape, const D extends DType | undefined = never>(
    shape: T,
    options?: CreateOptions<D>,
  ): Tensor<Chosen<D, "float64">, SizesOf<T>>
}

/** `full(shape, value, { dtype })`: booleans give bool, numbers float64, bigints int64, pairs complex128. */
export interface Full {
  <const T extends number | Shape, V extends number | boolean | bigint | Complex, const D extends DType | undefined = never>(
    shape: T,
    value: V,
    options?: CreateOptions<D>,
  ): Tensor<Chosen<D, LiteralDType<V>>, SizesOf<T>>
}

/** `eye(n, m, { dtype })`: ones on the diagonal of an [n, m] matrix, m = n if absent. */
export interface Eye {
  <const N extends number, const D extends DType | undefined = never>(
    n: N,
    options: CreateOptions<D> & { readonly k?: number | undefined },
  ): Tensor<Chosen<D, "float64">, [N, N]>
  <const N extends number, const M extends number | null | undefined = never, const D extends DType | undefined = never>(
    n: N,
    m?: M,
    options?: CreateOptions<D> & { readonly k?: number | undefined },
  ): Tensor<Chosen<D, "float64">, [N, IsAbsent<M> extends true ? N : M]>
}

/** `arange(stop)`, `arange(start, stop, step)`: the stop is left out. */
export interface Arange {
  <const N extends number, const D extends DType | undefined = never>(
    stop: N,
    options?: CreateOptions<D>,
  ): Tensor<Chosen<D, "float64">, [CountTo<N>]>
  <const A extends number, const B extends number, const C extends number = 1, const D extends DType | undefined = never>(
    start: A,
    stop: B,
    step?: C,
    options?: CreateOptions<D>,
  ): Tensor<Chosen<D, "float64">, [Ceil<Distance<A, B>, C>]>
}

/** `linspace(start, stop, num)`: equally spaced, both ends included. */
export interface Linspace {
  <A extends number | Complex, B extends number | Complex, const N extends number = 50, const D extends DType | undefined = never>(
    start: A,
    stop: B,
    num?: N,
    options?: CreateOptions<D> & { readonly endpoint?: boolean | undefined },
  ): Tensor<Chosen<D, LiteralDType<A | B>>, [N]>
}

/** `zerosLike(x)`, `onesLike`: the shape and dtype of x. */
export interface LikeFilled {
  <A extends Operand, const D extends DType | undefined = never>(
    x: A,
    options?: CreateOptions<D>,
  ): Tensor<ChosenLike<D, DTypeOf<A>>, ShapeOf<A>>
}

/** `fullLike(x, value)`: the shape and dtype of x. */
export interface FullLike {
  <A extends Operand, const D extends DType | undefined = never>(
    x: A,
    value: number | boolean | bigint | Complex,
    options?: CreateOptions<D>,
  ): Tensor<ChosenLike<D, DTypeOf<A>>, ShapeOf<A>>
}

type ChosenLike<D extends DType | undefined, Own extends DType> = Chosen<D, Own>

/** A shape as given: one number for a vector, or a list. */
type SizesOf<T> = IsAny<T> extends true ? Dyn : T extends number ? [T] : T extends Dims ? Mutable<T> : never

// From a up to b, where both are whole numbers.
type Distance<A extends number, B extends number> = `${A}` extends `-${infer M extends number}`
  ? `${B}` extends `-${infer N extends number}`
    ? Distance<N, M>
    : Plus<B, M>
  : `${B}` extends `-${string}`
    ? 0
    : IsInteger<A> extends true
      ? IsInteger<B> extends true
        ? [Subtract<B, A>] extends [never]
          ? 0
          : Subtract<B, A>
        : Dyn
      : Dyn

// arange(2.5) has three elements: only whole numbers are taken over
type CountTo<N extends number> = `${N}` extends `-${string}` | `${string}.${string}` | `${string}e${string}` ? Dyn : N
