// Signatures of functions beyond the standard: of arrangements, of vectors and their points, and of windows over pictures.
import type { AllSizes, AxisCheck, Reduced } from "./axes.ts"
import type { BroadcastShape } from "./broadcast.ts"
import type { Arg, Differ, Dims, Dyn, DynShape, Failure, HasRank, IsAbsent, IsAny, Show, ShowDim } from "./dim.ts"
import type { Smaller } from "./contraction.ts"
import type { Chosen, DType, FloatOf } from "./dtype.ts"
import type { ConcatShape, JoinDType } from "./join.ts"
import type { Inner as InnerSize, MatmulShape, Paired } from "./matmul.ts"
import type { Moved } from "./movement.ts"
import type { SwapShape } from "./permute.ts"
import type { Floor, Larger, Minus, Plus, SizeOf, WithSize } from "./sizes.ts"
import type { AsTensor, DTypeOf, FloatsMet, Like, Operand, Promote, ShapeOf, Tensor } from "./tensor.ts"

type List = readonly Operand[]
type Size<N extends number> = number extends N ? Dyn : N
type Along<Op extends string, A, X> = { readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined }

/** `fliplr(x)`, `flipud(x)`: shape and dtype are kept. */
export interface Mirror {
  <A extends Tensor>(x: A): Moved<A, ShapeOf<A>>
}

/** `rot90(x, turns, axes)`: every odd number of turns exchanges the two axes. */
export interface Rot90 {
  <A extends Tensor, const N extends number = 1, const P extends readonly [number, number] = readonly [0, 1]>(
    x: A,
    turns?: N,
    axes?: P,
  ): Moved<A, Turned<ShapeOf<A>, N, P>>
}

type Turned<S extends Dims, N extends number, P extends readonly [number, number]> = number extends N
  ? AllSizes<S, Dyn>
  : `${N}` extends `${string}${"1" | "3" | "5" | "7" | "9"}`
    ? SwapShape<S, P[0], P[1]>
    : S

/** `atleast1d(x)` to `atleast3d(x)`: axes of size 1 where there are too few. */
export interface AtLeast<Rank extends 1 | 2 | 3> {
  <A extends Operand>(x: A): AsTensor<A, DTypeOf<A>, Raised<ShapeOf<A>, Rank>>
}

type Raised<S extends Dims, Rank extends 1 | 2 | 3> =
  IsAny<S> extends true
    ? DynShape
    : HasRank<S> extends false
      ? DynShape
      : S extends readonly []
        ? { 1: [1]; 2: [1, 1]; 3: [1, 1, 1] }[Rank]
        : S extends readonly [infer N]
          ? { 1: S; 2: [1, N]; 3: [1, N, 1] }[Rank]
          : S extends readonly [infer M, infer N]
            ? { 1: S; 2: S; 3: [M, N, 1] }[Rank]
            : S

type RaisedAll<Xs extends List, Rank extends 1 | 2 | 3> = {
  -readonly [I in keyof Xs]: Tensor<DTypeOf<Xs[I]>, Raised<ShapeOf<Xs[I]>, Rank>>
}

/** `vstack(arrays)`, `dstack(arrays)`: joined along an axis after axes were added. */
export interface StackAlong<Rank extends 2 | 3, X extends number> {
  <const Xs extends List>(arrays: Xs): Tensor<JoinDType<Xs>, ConcatShape<RaisedAll<Xs, Rank>, X>>
}

/** `hstack(arrays)`: vectors joined to a longer one, others side by side. */
export interface Hstack {
  <const Xs extends List>(arrays: Xs): Tensor<JoinDType<Xs>, SideBySide<RaisedAll<Xs, 1>>>
}

type SideBySide<Xs extends readonly unknown[]> = Xs extends readonly [infer Head, ...unknown[]]
  ? ShapeOf<Head> extends infer S
    ? IsAny<S> extends true
      ? DynShape
      : S extends readonly [Dyn]
        ? ConcatShape<Xs, 0>
        : ConcatShape<Xs, 1>
    : never
  : DynShape

/** `columnStack(arrays)`: vectors as columns, matrices side by side. */
export interface ColumnStack {
  <const Xs extends List>(arrays: Xs): Tensor<JoinDType<Xs>, ConcatShape<AllColumns<Xs>, 1>>
}

type AllColumns<Xs extends List> = { -readonly [I in keyof Xs]: Tensor<DTypeOf<Xs[I]>, Column<ShapeOf<Xs[I]>>> }

type Column<S extends Dims> = IsAny<S> extends true ? DynShape : S extends readonly [] ? [1, 1] : S extends readonly [infer N] ? [N, 1] : S

/** `blockDiag(arrays)`: numbers of rows and of columns add up. */
export interface BlockDiag {
  <const Xs extends List>(arrays: Xs): Tensor<JoinDType<Xs>, number extends Xs["length"] ? [Dyn, Dyn] : Blocks<RaisedAll<Xs, 2>, 0, 0>>
}

type Blocks<Xs extends readonly unknown[], Rows, Columns> = Xs extends readonly [infer Head, ...infer Rest]
  ? ShapeOf<Head> extends readonly [infer M, infer N]
    ? Blocks<Rest, Plus<Rows, M>, Plus<Columns, N>>
    : [Dyn, Dyn]
  : [Rows, Columns]

/** `meshgrid(x, y, …, { indexing })`: for each vector a tensor with the shape of the grid. */
export interface Meshgrid<Options extends { readonly indexing?: "xy" | "ij" }> {
  <const Xs extends readonly (Operand | Options)[]>(...vectors: Xs): Grids<Xs>
}

type Grids<Xs extends readonly unknown[]> = Xs extends readonly [...infer Vectors, infer Last]
  ? Last extends Operand
    ? EachOf<Xs, Swapped<Lengths<Xs>>>
    : Last extends { readonly indexing: infer Order }
      ? EachOf<
          Vectors,
          [Order] extends ["ij"] ? Lengths<Vectors> : [Order] extends ["xy"] ? Swapped<Lengths<Vectors>> : AllSizes<Vectors, Dyn>
        >
      : EachOf<Vectors, Swapped<Lengths<Vectors>>>
  : Xs extends readonly []
    ? []
    : Tensor[]

type EachOf<Xs extends readonly unknown[], S extends Dims> = { -readonly [I in keyof Xs]: Tensor<DTypeOf<Xs[I]>, S> }

type Lengths<Xs extends readonly unknown[], Out extends Dims = []> = Xs extends readonly [infer Head, ...infer Rest]
  ? Lengths<Rest, [...Out, ShapeOf<Head> extends infer S ? (IsAny<S> extends true ? Dyn : S extends readonly [infer N] ? N : 1) : never]>
  : Out

type Swapped<S extends Dims> = S extends readonly [infer M, infer N, ...infer Rest] ? [N, M, ...Rest] : S

/** `broadcastArrays(…)`: all in the shape in which they meet. */
export interface BroadcastArrays {
  <const Xs extends List>(...arrays: Xs): EachOf<Xs, number extends Xs["length"] ? DynShape : MeetAll<Xs, []>>
}

type MeetAll<Xs extends readonly unknown[], S extends Dims> = Xs extends readonly [infer Head, ...infer Rest]
  ? MeetAll<Rest, BroadcastShape<S, ShapeOf<Head>>>
  : S

/** `multiDot(arrays)`: the product of matrices; the first and the last may be vectors. */
export interface MultiDot {
  <const Xs extends readonly Tensor[]>(arrays: Arg<ChainCheck<Xs>, Xs>): Tensor<JoinDType<Xs>, Chain<Xs>>
}

type Chain<Xs extends readonly unknown[]> = number extends Xs["length"]
  ? DynShape
  : Xs extends readonly [infer A, infer B, ...infer Rest]
    ? Chain<[Tensor<Dyn, MatmulShape<ShapeOf<A>, ShapeOf<B>>>, ...Rest]>
    : Xs extends readonly [infer A]
      ? ShapeOf<A>
      : DynShape

type ChainCheck<Xs extends readonly unknown[]> = Xs extends readonly [infer A, infer B, ...infer Rest]
  ? [InnerSize<ShapeOf<A>>, Paired<ShapeOf<B>>] extends [[infer K], [infer L]]
    ? Differ<K, L> extends true
      ? Failure<`multiDot: ${Show<ShapeOf<A>>} and ${Show<ShapeOf<B>>} do not chain: ${ShowDim<K>} is not ${ShowDim<L>}`>
      : ChainCheck<[B, ...Rest]>
    : unknown
  : unknown

/** `oneHot(x, n)`: a new last axis of size n. */
export interface OneHot {
  <A extends Operand, const N extends number, const D extends DType | undefined = never>(
    x: A,
    n: N,
    options?: { readonly dtype?: D | undefined },
  ): AsTensor<A, Chosen<D, "float64">, Appended<ShapeOf<A>, Size<N>>>
}

type Appended<S extends Dims, N> = IsAny<S> extends true ? DynShape : HasRank<S> extends false ? DynShape : [...S, N]

/** `glu(x, { axis })`: half as long along an axis, the last if absent. */
export interface Glu<Op extends string = "glu"> {
  <A extends Tensor, const X extends number = -1>(
    x: A,
    options?: Along<Op, A, X>,
  ): AsTensor<A, FloatOf[DTypeOf<A>], WithSize<ShapeOf<A>, X, Floor<SizeOf<ShapeOf<A>, X>, 2>>>
}

/** `standardize(x)`: the shape is kept, the dtype is floating. */
export interface KeptFloat<Options extends object> {
  <A extends Tensor>(x: A, options?: Options): AsTensor<A, FloatOf[DTypeOf<A>], ShapeOf<A>>
}

/** `interp(x, xp, fp)`: the shape of x. */
export interface Interp {
  <A extends Operand, P extends Operand, F extends Operand>(
    x: A,
    xp: P,
    fp: F,
  ): AsTensor<A, FloatsMet<A, Tensor<FloatsMet<P, F>>>, ShapeOf<A>>
}

/** `polyval(p, x)`: the shape of x. */
export interface Polyval {
  <P extends Operand, A extends Operand>(p: P, x: A): AsTensor<A, Promote<P, A>, ShapeOf<A>>
}

/** `convolve(a, v, { mode })`: of vectors of m and n elements, m + n − 1 ("full"), the larger ("same") or where both overlap wholly. */
export interface Convolve<Mode extends string> {
  <A extends Operand, B extends Operand, const M extends Mode = never>(
    a: A,
    v: B,
    options?: { readonly mode?: M | undefined },
  ): Tensor<Promote<A, B>, [IsAbsent<M> extends true ? Overlap<ShapeOf<A>, ShapeOf<B>, "full"> : Overlap<ShapeOf<A>, ShapeOf<B>, M>]>
}

type Overlap<S extends Dims, T extends Dims, Mode> = S extends readonly [infer M]
  ? T extends readonly [infer N]
    ? [Mode] extends ["full"]
      ? Minus<Plus<M, N>, 1>
      : [Mode] extends ["same"]
        ? Larger<M, N>
        : [Mode] extends ["valid"]
          ? Plus<Minus<Larger<M, N>, Smaller<M, N>>, 1>
          : Dyn
    : Dyn
  : Dyn

/** `inner(a, b)`: the last axes are summed over, the others stand one after the other. */
export interface Inner {
  <A extends Operand, B extends Operand>(
    a: A,
    b: B,
  ): [A, B] extends [number, number] ? number : Tensor<Promote<A, B>, Joined<ShapeOf<A>, ShapeOf<B>>>
}

type Joined<S extends Dims, T extends Dims> =
  IsAny<S> extends true
    ? DynShape
    : IsAny<T> extends true
      ? DynShape
      : S extends readonly []
        ? T
        : T extends readonly []
          ? S
          : S extends readonly [...infer M, Dyn]
            ? T extends readonly [...infer N, Dyn]
              ? [...M, ...N]
              : DynShape
            : DynShape

/** `vander(x, n)`: powers as columns. */
export interface Vander {
  <A extends Tensor, const N extends number | undefined = never>(
    x: A,
    n?: N,
    options?: { readonly increasing?: boolean | undefined },
  ): Moved<A, Powers<ShapeOf<A>, N>>
}

type Powers<S extends Dims, N> = S extends readonly [infer M]
  ? [M, IsAbsent<N> extends true ? M : N extends number ? Size<N> : Dyn]
  : DynShape

/** `gather(x, indices, { axis })`: the shape of the positions. */
export interface Gathering<Op extends string = "gather"> {
  <A extends Operand, I extends Operand, const X extends number = -1>(x: A, indices: I, options?: Along<Op, A, X>): Moved<A, ShapeOf<I>>
}

/** `scatterAdd(x, indices, updates, { axis })`: the shape of x. */
export interface Scattering<Op extends string = "scatterAdd"> {
  <A extends Operand, U extends Operand, const X extends number = -1>(
    x: A,
    indices: Operand,
    updates: U,
    options?: Along<Op, A, X>,
  ): AsTensor<A, Promote<A, U>, ShapeOf<A>>
}

/** `segmentSum(x, ids, count)`: [n, …] to [count, …]. */
export interface SegmentSum {
  <A extends Operand, const N extends number>(x: A, ids: Operand, count: N): Moved<A, Headed<ShapeOf<A>, Size<N>>>
}

type Headed<S extends Dims, N> = IsAny<S> extends true ? DynShape : S extends readonly [Dyn, ...infer Rest] ? [N, ...Rest] : DynShape

/** `digitize(x, edges)`: int32 of the shape of x. */
export interface Digitize {
  <A extends Operand>(x: A, edges: Tensor, options?: { readonly right?: boolean | undefined }): AsTensor<A, "int32", ShapeOf<A>>
}

/** `unravelIndex(indices, shape)`: one tensor of the shape of the positions for each axis. */
export interface UnravelIndex {
  <A extends Operand, const T extends readonly number[]>(
    indices: A,
    shape: T,
  ): { -readonly [I in keyof T]: Like<A, DTypeOf<A> extends "int64" ? "int64" : "int32", ShapeOf<A>> }
}

/** `logspace(start, stop, num)`, `geomspace`: 50 numbers if absent. */
export interface Spacing<Options extends object> {
  <const N extends number = 50, const D extends "float32" | "float64" | undefined = never>(
    start: number,
    stop: number,
    num?: N,
    options?: Options & { readonly dtype?: D | undefined },
  ): Tensor<Chosen<D, "float64">, [Size<N>]>
}

/** `tri(n, m, { k, dtype })`: n × m, m = n if absent. */
export interface Tri {
  <const N extends number, const M extends number = N, const D extends DType | undefined = never>(
    n: N,
    m?: M,
    options?: { readonly k?: number | undefined; readonly dtype?: D | undefined },
  ): Tensor<Chosen<D, "float64">, [Size<N>, Size<M>]>
}

/** `trapezoid(y, { x, dx, axis })`: without the axis. */
export interface Trapezoid<Op extends string = "trapezoid"> {
  <A extends Tensor, P extends Tensor | undefined = never, const X extends number = -1>(
    y: A,
    options?: Along<Op, A, X> & { readonly x?: P | undefined; readonly dx?: number | undefined },
  ): AsTensor<A, FloatOf[IsAbsent<P> extends true ? DTypeOf<A> : Promote<A, P>], Reduced<ShapeOf<A>, X, false>>
}

/** `cov`, `corrcoef`: [k, n] to [k, k], or with `rowvar: false` [n, k]; of a vector a scalar. */
export interface Covariance<Options extends object> {
  <A extends Operand, const R extends boolean = true>(
    x: A,
    options?: Options & { readonly rowvar?: R | undefined },
  ): AsTensor<A, FloatOf[DTypeOf<A>], Variables<ShapeOf<A>, R>>
}

type Variables<S extends Dims, R> =
  IsAny<S> extends true
    ? DynShape
    : S extends readonly [Dyn]
      ? []
      : S extends readonly [infer K, infer N]
        ? boolean extends R
          ? [Dyn, Dyn]
          : R extends true
            ? Square<K>
            : Square<N>
        : DynShape

// One variable alone gives a scalar.
type Square<K> = number extends K ? DynShape : K extends 1 ? [] : [K, K]
