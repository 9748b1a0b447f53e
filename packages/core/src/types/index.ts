// Shapes and dtypes at compile time: table of contents. Nothing here exists at run time.
export type { Axis } from "./axes.ts"
export type { Arg, Dim, Dims, Dyn, DynShape, Failure, Shape } from "./dim.ts"
export type { Complex, DType, FloatOf, ItemOf, Promotion, RealOf, SumOf, WeakPromotion } from "./dtype.ts"
export type { Literal } from "./literal.ts"
export type { Key, Slice } from "./slicing.ts"
export type * from "./signatures.ts"
export type { DTypeOf, Operand, Promote, Scalar, ShapeOf, Tensor, TensorMethods, Tree } from "./tensor.ts"
export type { Batched, DerivativeAt, GradientAt, HessianAt, Input } from "./tree.ts"
