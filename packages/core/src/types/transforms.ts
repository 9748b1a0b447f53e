// Signatures of the transformations of functions. A differentiated function takes tensors, so `Math.sin` and
// `(x: number) => x * x` are refused; the function that comes back takes and gives plain numbers too.
import type { Dyn, DynShape, IsAny } from "./dim.ts"
import type { Operand, Scalar, Tensor, Tree } from "./tensor.ts"
import type { Batched, DerivativeAt, GradientAt, HessianAt, Input, IsNumeric, OnTree, SecondAt, Traced, ValueAt } from "./tree.ts"

// The parameters after the differentiated one may be anything: labels, options, constants.
type Rest = readonly Dyn[]

/** By which arguments to differentiate (the first if absent), and whether f also returns something beside its value. */
export interface GradOptions {
  readonly argnums?: number | readonly number[] | undefined
  readonly hasAux?: boolean | undefined
}

/** The function to transform, if its result is not a plain number, which has lost what it was computed from. */
type Kept<Y, F> =
  IsAny<Y> extends true
    ? F
    : [Y] extends [number]
      ? "a differentiated function returns what the operations of the package give, not a plain number"
      : F

/** What f must return: a scalar, with `hasAux` a pair of a scalar and anything else. */
type Returned<O, Aux, P> = O extends { readonly hasAux: true } ? readonly [Scalar | Plain<P>, Aux] : Scalar | Plain<P>

// A function of any operand, as the operations are, gives numbers for numbers; of traced values it gives none.
type Plain<P> = PlainIf<[P][P extends Dyn ? 0 : never]>
type PlainIf<P> = IsAny<P> extends true ? never : [P] extends [Tensor] ? never : number extends P ? number : never

/** The function `grad(f)`: called with a 0-d argument as tensor or number, or with a tree of them. */
export type GradOf<P, R extends Rest, O = unknown, Aux = unknown> = O extends { readonly argnums: infer N }
  ? <X extends Inputs<[P, ...R]>>(...args: X) => WithAux<O, GradientBy<X, N>, Aux>
  : IsNumeric<P> extends true
    ? <X extends number | P>(x: X, ...rest: R) => WithAux<O, GradientAt<X>, Aux>
    : P extends Tensor
      ? <X extends P>(x: X, ...rest: R) => WithAux<O, GradientAt<X>, Aux>
      : <X extends { [K in keyof P]: Input<P[K]> }>(x: X, ...rest: R) => WithAux<O, GradientAt<X>, Aux>

/** The function `valueAndGrad(f)`: a pair. */
export type ValueAndGradOf<P, R extends Rest, O = unknown, Aux = unknown> = O extends { readonly argnums: infer N }
  ? <X extends Inputs<[P, ...R]>>(...args: X) => [WithAux<O, ValueAt<X[0], Scalar>, Aux>, GradientBy<X, N>]
  : IsNumeric<P> extends true
    ? <X extends number | P>(x: X, ...rest: R) => [WithAux<O, ValueAt<X, Scalar>, Aux>, GradientAt<X>]
    : P extends Tensor
      ? <X extends P>(x: X, ...rest: R) => [WithAux<O, Scalar, Aux>, GradientAt<X>]
      : <X extends { [K in keyof P]: Input<P[K]> }>(x: X, ...rest: R) => [WithAux<O, Scalar, Aux>, GradientAt<X>]

type WithAux<O, Result, Aux> = O extends { readonly hasAux: true } ? [Result, Aux] : Result

type Inputs<A extends readonly unknown[]> = { [I in keyof A]: Input<A[I]> }

// One gradient for a number, a tuple of them for a list.
type GradientBy<X extends readonly unknown[], N> = N extends readonly number[]
  ? { -readonly [I in keyof N]: GradientAt<X[N[I] & number]> }
  : N extends number
    ? number extends N
      ? Dyn
      : GradientAt<X[N]>
    : GradientAt<X[0]>

/** `grad(f)`: the gradient of a scalar function by its first argument, or by those that `argnums` names. */
export interface Grad {
  <P = Tensor, R extends Rest = [], const O extends GradOptions = {}, Aux = unknown>(
    f: OnTree<P, (x: Traced<P>, ...rest: R) => Returned<O, Aux, P>>,
    options?: O,
  ): GradOf<Traced<P>, R, O, Aux>
}

/** `valueAndGrad(f)`: the value and the gradient, in one pass. */
export interface ValueAndGrad {
  <P = Tensor, R extends Rest = [], const O extends GradOptions = {}, Aux = unknown>(
    f: OnTree<P, (x: Traced<P>, ...rest: R) => Returned<O, Aux, P>>,
    options?: O,
  ): ValueAndGradOf<Traced<P>, R, O, Aux>
}

/** `const [y, pull] = vjp(f, x)`: the value, and the map from a cotangent of y to those of the arguments. */
export interface Vjp {
  <Xs extends readonly (number | Tree)[], Y extends number | Tree>(
    f: Kept<Y, (...xs: Primals<Xs>) => Y>,
    ...xs: Xs
  ): [ValueAt<Xs[0], Traced<Y>>, (g: Cotangent<Traced<Y>>) => { -readonly [I in keyof Xs]: GradientAt<Xs[I]> }]
}

/** `const [y, dy] = jvp(f, [x], [dx])`: the value, and its derivative in the direction dx. */
export interface Jvp {
  <Xs extends readonly (number | Tree)[] | [], Y extends number | Tree>(
    f: Kept<Y, (...xs: Primals<Xs>) => Y>,
    primals: Xs,
    tangents: Tangents<Xs>,
  ): [ValueAt<Xs[0], Traced<Y>>, ValueAt<Xs[0], Traced<Y>>]
}

type Cotangent<Y> = IsNumeric<Y> extends true ? number | Y : Y

// Inside f a number is a scalar tensor.
type Primals<Xs extends readonly unknown[]> = { -readonly [I in keyof Xs]: Xs[I] extends number ? Scalar : Xs[I] }
type Tangents<Xs extends readonly unknown[]> = { readonly [I in keyof Xs]: Xs[I] extends number ? number : Xs[I] }

/** `jacobian(f)`, `jacfwd`, `jacrev`: every output by every input, [shape of y, shape of x]; options as for `grad`. */
export interface Jacobian {
  <P = Tensor, R extends Rest = [], Y extends number | Tree | readonly [Tree, unknown] = Tensor, const O extends GradOptions = {}>(
    f: OnTree<P, Kept<Y, (x: Traced<P>, ...rest: R) => Y>>,
    options?: O,
  ): JacobianOf<Traced<P>, R, Traced<Y>, O>
}

export type JacobianOf<P, R extends Rest, Y, O = unknown> = O extends { readonly argnums: infer N }
  ? <X extends Inputs<[P, ...R]>>(...args: X) => Beside<O, Y, DerivativeBy<Value<O, Y>, X, N>>
  : IsNumeric<P> extends true
    ? <X extends number | P>(x: X, ...rest: R) => Beside<O, Y, DerivativeAt<Value<O, Y>, X>>
    : P extends Tensor
      ? <X extends P>(x: X, ...rest: R) => Beside<O, Y, DerivativeAt<Value<O, Y>, X>>
      : <X extends { [K in keyof P]: Input<P[K]> }>(x: X, ...rest: R) => Beside<O, Y, DerivativeAt<Value<O, Y>, X>>

// With `hasAux` f returns its value and something beside it, and so does its derivative.
type Value<O, Y> = O extends { readonly hasAux: true } ? (Y extends readonly [infer First, unknown] ? First : Dyn) : Y
type Beside<O, Y, Result> = O extends { readonly hasAux: true } ? (Y extends readonly [unknown, infer Aux] ? [Result, Aux] : Dyn) : Result

// One derivative for a number, a tuple of them for a list.
type DerivativeBy<Y, X extends readonly unknown[], N> = N extends readonly number[]
  ? { -readonly [I in keyof N]: DerivativeAt<Y, X[N[I] & number]> }
  : N extends number
    ? number extends N
      ? Dyn
      : DerivativeAt<Y, X[N]>
    : DerivativeAt<Y, X[0]>

/** `hessian(f)`: second derivatives of a scalar function, [shape of x, shape of x]; by the arguments that `argnums` names. */
export interface Hessian {
  <P = Tensor, R extends Rest = [], const O extends Pick<GradOptions, "argnums"> = {}>(
    f: OnTree<P, (x: Traced<P>, ...rest: R) => Scalar | Plain<P>>,
    options?: O,
  ): HessianOf<Traced<P>, R, O>
}

export type HessianOf<P, R extends Rest, O = unknown> = O extends { readonly argnums: infer N }
  ? <X extends Inputs<[P, ...R]>>(...args: X) => HessianBy<X, N>
  : IsNumeric<P> extends true
    ? <X extends number | P>(x: X, ...rest: R) => HessianAt<Scalar, X>
    : P extends Tensor
      ? <X extends P>(x: X, ...rest: R) => HessianAt<Scalar, X>
      : <X extends { [K in keyof P]: Input<P[K]> }>(x: X, ...rest: R) => HessianAt<Scalar, X>

// A list of arguments gives a table of blocks.
type HessianBy<X extends readonly unknown[], N> = N extends readonly number[]
  ? { -readonly [I in keyof N]: { -readonly [J in keyof N]: SecondAt<Scalar, X[N[I] & number], X[N[J] & number]> } }
  : N extends number
    ? number extends N
      ? Dyn
      : HessianAt<Scalar, X[N]>
    : HessianAt<Scalar, X[0]>

/** `hvp(f)(x, v)`: the Hessian times a vector, without forming it. */
export interface Hvp {
  <P = Tensor>(f: OnTree<P, (x: Traced<P>) => Scalar | Plain<P>>): HvpOf<Traced<P>>
}

export type HvpOf<P> =
  IsNumeric<P> extends true
    ? <X extends number | P>(x: X, v: X extends number ? number : X) => GradientAt<X>
    : P extends Tensor
      ? <X extends P>(x: X, v: X) => GradientAt<X>
      : <X extends { [K in keyof P]: Input<P[K]> }>(x: X, v: { [K in keyof P]: Input<P[K]> }) => GradientAt<X>

/** The batch axis of each argument (null: not batched) and of the result; 0 if absent. */
export interface VmapOptions {
  readonly inAxes?: Dyn
  readonly outAxes?: Dyn
}

/** `vmap(f)`: f for each entry along a batch axis; arguments and result carry it in front. */
export interface Vmap {
  <A extends readonly (number | Tree)[] = Tensor[], Y extends number | Tree = Tensor, const O extends VmapOptions = {}>(
    f: (...args: A) => Y,
    options?: O,
  ): VmapOf<{ [I in keyof A]: Traced<A[I]> }, Traced<Y>, O>
}

/** The batch size is read from the first argument; the others must have the same. */
export type VmapOf<A extends readonly unknown[], Y, O = unknown> = O extends { readonly inAxes: Dyn } | { readonly outAxes: Dyn }
  ? (...args: { [I in keyof A]: Dyn }) => Batched<Y, Dyn> extends Tensor<infer D> ? Tensor<D> : Dyn
  : A extends readonly [infer First, ...infer Others]
    ? <N extends number = Dyn>(x: Batched<First, N>, ...rest: BatchedAll<Others, Given<N>>) => Batched<Y, N>
    : <N extends number = Dyn>(...args: BatchedAll<A, N>) => Batched<Y, N>

type BatchedAll<A extends readonly unknown[], N> = { [I in keyof A]: Batched<A[I], N> }

// N where it has been inferred already.
type Given<N> = [N][N extends Dyn ? 0 : never]

/** `stopGradient(x)`: x, taken as a constant by every derivative. */
export interface StopGradient {
  <X extends Operand | Tree>(x: X): X
}

/** `checkGrads(f, args)`: compares derivatives with central differences and throws where they differ. */
export interface CheckGrads {
  <A extends readonly (number | Tree)[] | [], Y extends number | Tree>(
    f: Kept<Y, (...args: Primals<A>) => Y>,
    args: A,
    options?: {
      readonly order?: number | undefined
      readonly modes?: readonly ("fwd" | "rev")[] | undefined
      readonly eps?: number | undefined
      readonly atol?: number | undefined
      readonly rtol?: number | undefined
    },
  ): void
}

/** `const [y, df] = linearize(f, x)`: the value, and the derivative there as a linear function of tangents. */
export interface Linearize {
  <Xs extends readonly (number | Tree)[], Y extends number | Tree>(
    f: (...args: Primals<Xs>) => Y,
    ...args: Xs
  ): [ValueAt<Xs[0], Traced<Y>>, (...tangents: Tangents<Xs>) => ValueAt<Xs[0], Traced<Y>>]
}

/** What `scan` carries: a number given at the start is a number in the first step and a scalar tensor from then on. */
export type Carried<C> =
  IsAny<C> extends true
    ? Dyn
    : unknown extends C
      ? Dyn
      : C extends number
        ? number | Scalar
        : C extends Tensor
          ? C
          : { -readonly [K in keyof C]: Carried<C[K]> }

/** One entry of a tree along its leading axis. */
export type Entry<X> =
  IsAny<X> extends true
    ? Dyn
    : [X] extends [null]
      ? null
      : X extends Tensor<infer D, infer S>
        ? Tensor<D, IsAny<S> extends true ? DynShape : S extends readonly [unknown, ...infer Rest] ? Rest : DynShape>
        : { -readonly [K in keyof X]: Entry<X[K]> }

// The number of steps, where the type of what is scanned holds it.
type Steps<X, O> = O extends { readonly length: infer N extends number }
  ? N
  : X extends Tensor<Dyn, infer S>
    ? S extends readonly [infer N extends number, ...Dyn]
      ? N
      : number
    : number

type Collected<Y, N> = IsAny<Y> extends true ? Dyn : unknown extends Y ? Dyn : [Y] extends [null] ? null : Batched<Y, N>

/** How often `scan` steps where nothing is scanned, and whether from the last entry to the first. */
export interface ScanOptions {
  readonly length?: number
  readonly reverse?: boolean
}

/** `const [carry, ys] = scan((carry, x) => [carry, y], init, xs)`: a loop along the leading axis. */
export interface Scan {
  <C, X, Y, const O extends ScanOptions = {}>(
    f: (carry: Carried<C>, x: Entry<X>) => readonly [Carried<C>, Y],
    init: C,
    xs: X,
    options?: O,
  ): [Carried<C>, Collected<Y, Steps<X, O>>]
}

/** What stands for an argument inside of a traced function: scalars for its numbers. */
type Lifted<X> = IsAny<X> extends true ? Dyn : X extends number ? Scalar : X extends Tensor ? X : { [K in keyof X]: Lifted<X[K]> }

/** `graphOf(f, ...args)`: something about one call of a scalar function; arguments may be trees of numbers, too. */
export interface OfCall<Result> {
  <Xs extends readonly unknown[], Y extends number | Scalar>(
    f: Kept<Y, (...args: { -readonly [I in keyof Xs]: Lifted<Xs[I]> }) => Y>,
    ...args: Xs
  ): Result
}

/** `tangentGraphOf(f, primals, tangents)`: as `OfCall`, with a direction for the arguments, as `jvp` takes it. */
export interface OfDirection<Result> {
  <Xs extends readonly unknown[] | [], Y extends number | Scalar>(
    f: Kept<Y, (...args: { -readonly [I in keyof Xs]: Lifted<Xs[I]> }) => Y>,
    primals: Xs,
    tangents: { readonly [I in keyof Xs]: Xs[I] extends number ? number : Xs[I] },
  ): Result
}
