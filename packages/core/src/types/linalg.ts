// Signatures of linear algebra: matrices on the last two axes, stacks of them before.
import type { Leading, Smaller, SwapLast } from "./contraction.ts"
import type { Arg, Differ, Dims, Dyn, DynShape, Failure, HasRank, IsAny, Show } from "./dim.ts"
import type { DType, FloatOf, Promotion, RealOf } from "./dtype.ts"
import type { MatmulShape } from "./matmul.ts"
import type { AsTensor, DTypeOf, Operand, Promote, ShapeOf, Tensor } from "./tensor.ts"

type Floats<A, S extends Dims> = AsTensor<A, FloatOf[DTypeOf<A>], S>
type Reals<A, S extends Dims> = AsTensor<A, RealOf[FloatOf[DTypeOf<A>]], S>
type Complexes<A, S extends Dims> = AsTensor<A, Promotion[FloatOf[DTypeOf<A>]]["complex64"], S>

/** `det`, `logdet`: one number for each square matrix. */
export interface Determinant<Op extends string = "det"> {
  <A extends Operand>(x: Arg<SquareCheck<Op, ShapeOf<A>>, A>): Floats<A, Leading<ShapeOf<A>>>
}

/** `slogdet`: the sign of the determinant and the logarithm of its size. */
export interface SignAndLog<Op extends string = "slogdet"> {
  <A extends Operand>(
    x: Arg<SquareCheck<Op, ShapeOf<A>>, A>,
  ): { readonly sign: Floats<A, Leading<ShapeOf<A>>>; readonly logabsdet: Reals<A, Leading<ShapeOf<A>>> }
}

/** `inv`, `expm`, `cholesky`: a square matrix for each square matrix. */
export interface SquareMap<Op extends string = "inv", Options extends object = Record<never, never>> {
  <A extends Operand>(x: Arg<SquareCheck<Op, ShapeOf<A>>, A>, options?: Options): Floats<A, ShapeOf<A>>
}

/** `matrixPower(x, n)`: x · x · …; integers stay integers for n ≥ 0 alone. */
export interface MatrixPower<Op extends string = "matrixPower"> {
  <A extends Operand, const N extends number>(
    x: Arg<SquareCheck<Op, ShapeOf<A>>, A>,
    n: N,
  ): AsTensor<A, PowerDType<DTypeOf<A>, N>, ShapeOf<A>>
}

type PowerDType<D extends DType, N extends number> = FloatOf[D] extends D
  ? D
  : number extends N
    ? Dyn
    : `${N}` extends `-${string}`
      ? FloatOf[D]
      : D

/** `solve(a, b)`: the x with a x = b, for a vector b or the columns of a matrix. */
export interface Solve<Op extends string = "solve"> {
  <A extends Operand, B extends Operand>(
    a: Arg<SquareCheck<Op, ShapeOf<A>>, A>,
    b: B,
  ): IsAny<A> extends true ? Dyn : Tensor<FloatOf[Promote<A, B>], MatmulShape<ShapeOf<A>, ShapeOf<B>>>
}

/** `solveTriangular(a, b)`: the x with T x = b, T a triangle of a. */
export interface SolveTriangular<Op extends string = "solveTriangular"> {
  <A extends Operand, B extends Operand>(
    a: Arg<SquareCheck<Op, ShapeOf<A>>, A>,
    b: B,
    options?: {
      readonly lower?: boolean | undefined
      readonly trans?: "N" | "T" | "C" | undefined
      readonly unitDiagonal?: boolean | undefined
    },
  ): IsAny<A> extends true ? Dyn : Tensor<FloatOf[Promote<A, B>], MatmulShape<ShapeOf<A>, ShapeOf<B>>>
}

/** `pinv(x)`: [..., m, n] to [..., n, m]. */
export interface PseudoInverse<Op extends string = "pinv"> {
  <A extends Operand>(
    x: Arg<StackCheck<Op, ShapeOf<A>>, A>,
    options?: { readonly rtol?: Operand | undefined },
  ): Floats<A, SwapLast<ShapeOf<A>>>
}

/** `eigvalsh(x)`: the real eigenvalues of symmetric and Hermitian matrices, ascending. */
export interface Eigenvalues<Op extends string = "eigvalsh"> {
  <A extends Operand>(x: Arg<SquareCheck<Op, ShapeOf<A>>, A>): Reals<A, WithoutLast<ShapeOf<A>>>
}

/** `eigvals(x)`: the eigenvalues of square matrices, always complex. */
export interface ComplexEigenvalues<Op extends string = "eigvals"> {
  <A extends Operand>(x: Arg<SquareCheck<Op, ShapeOf<A>>, A>): Complexes<A, WithoutLast<ShapeOf<A>>>
}

/** `eig(x)`: eigenvalues and, in columns, eigenvectors of square matrices, always complex. */
export interface Eig<Op extends string = "eig"> {
  <A extends Operand>(
    x: Arg<SquareCheck<Op, ShapeOf<A>>, A>,
  ): { readonly eigenvalues: Complexes<A, WithoutLast<ShapeOf<A>>>; readonly eigenvectors: Complexes<A, ShapeOf<A>> }
}

/** `eigh(x)`: real eigenvalues and, in columns, eigenvectors of symmetric and Hermitian matrices. */
export interface Eigh<Op extends string = "eigh"> {
  <A extends Operand>(
    x: Arg<SquareCheck<Op, ShapeOf<A>>, A>,
  ): { readonly eigenvalues: Reals<A, WithoutLast<ShapeOf<A>>>; readonly eigenvectors: Floats<A, ShapeOf<A>> }
}

/** `svdvals(x)`: the singular values, descending, [..., m, n] to [..., min(m, n)]. */
export interface SingularValues<Op extends string = "svdvals"> {
  <A extends Operand>(x: Arg<StackCheck<Op, ShapeOf<A>>, A>): Reals<A, Sizes<ShapeOf<A>, "s">>
}

/** `svd(x)`: x = u · diag(s) · vh; u and vh are square, with `fullMatrices: false` only as wide as needed. */
export interface Svd<Op extends string = "svd"> {
  <A extends Operand, const F extends boolean = true>(
    x: Arg<StackCheck<Op, ShapeOf<A>>, A>,
    options?: { readonly fullMatrices?: F | undefined },
  ): {
    readonly u: Floats<A, Sizes<ShapeOf<A>, F extends true ? "mm" : "mk">>
    readonly s: Reals<A, Sizes<ShapeOf<A>, "s">>
    readonly vh: Floats<A, Sizes<ShapeOf<A>, F extends true ? "nn" : "kn">>
  }
}

/** `qr(x)`: x = q · r with orthonormal columns q and upper triangular r; `mode: "complete"` makes q square. */
export interface Qr<Op extends string = "qr"> {
  <A extends Operand, const M extends "reduced" | "complete" = "reduced">(
    x: Arg<StackCheck<Op, ShapeOf<A>>, A>,
    options?: { readonly mode?: M | undefined },
  ): {
    readonly q: Floats<A, Sizes<ShapeOf<A>, M extends "complete" ? "mm" : "mk">>
    readonly r: Floats<A, Sizes<ShapeOf<A>, M extends "complete" ? "mn" : "kn">>
  }
}

type StackCheck<Op extends string, S extends Dims> =
  IsAny<S> extends true
    ? unknown
    : HasRank<S> extends false
      ? unknown
      : S["length"] extends 0 | 1
        ? Failure<`${Op}: expected a matrix or a stack of them, got shape ${Show<S>}`>
        : unknown

type SquareCheck<Op extends string, S extends Dims> = S extends readonly [...Dyn[], infer M, infer N]
  ? Differ<M, N> extends true
    ? Failure<`${Op}: expected square matrices on the last two axes, got shape ${Show<S>}`>
    : unknown
  : StackCheck<Op, S>

type WithoutLast<S extends Dims> = IsAny<S> extends true ? DynShape : S extends readonly [...infer Before, Dyn] ? Before : DynShape

// The shapes that factors of an [m, n] matrix have, k = min(m, n).
type Sizes<S extends Dims, Form extends string> =
  IsAny<S> extends true
    ? DynShape
    : S extends readonly [...infer Batch, infer M, infer N]
      ? [...Batch, ...Factor<M, N, Smaller<M, N>, Form>]
      : DynShape

type Factor<M, N, K, Form> = Form extends "mm"
  ? [M, M]
  : Form extends "nn"
    ? [N, N]
    : Form extends "mk"
      ? [M, K]
      : Form extends "kn"
        ? [K, N]
        : Form extends "mn"
          ? [M, N]
          : [K]
