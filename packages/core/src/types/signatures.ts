// The signatures of all operations, one interface for each family: `export const sin = unary(...) as Unary`.
export type {
  Binary,
  BinaryFloat,
  Clip,
  Compare,
  Unary,
  UnaryBool,
  UnaryReal,
  UnarySame,
  Where,
} from "./elementwise.ts"
export type {
  ArgReduce,
  Count,
  CumulativeMax,
  CumulativeSum,
  Cumsum,
  Reduce,
  Mean,
  Norm,
  ReduceBool,
  ReduceOptions,
  Softmax,
  Spread,
  Sum,
} from "./reduction.ts"
export type { Diag, Diagonal, Dot, Einsum, MatrixTranspose, Matmul, Outer, Tensordot, Trace } from "./contraction.ts"
export type {
  Astype,
  BroadcastTo,
  Concat,
  ExpandDims,
  Flip,
  Moveaxis,
  Pad,
  Ravel,
  Repeat,
  Reshape,
  Roll,
  Split,
  Squeeze,
  Stack,
  Swapaxes,
  Tile,
  Transpose,
  Unstack,
} from "./movement.ts"
export type { At, MakeSlice, Take, WithValue } from "./indexing.ts"
export type { Arange, CreateOptions, CreateTensor, Eye, Filled, Full, FullLike, LikeFilled, Linspace } from "./creation.ts"
export type {
  CheckGrads,
  Grad,
  GradOf,
  GradOptions,
  Hessian,
  HessianOf,
  Hvp,
  Jacobian,
  JacobianOf,
  Jvp,
  StopGradient,
  ValueAndGrad,
  ValueAndGradOf,
  Vjp,
  Vmap,
  VmapOf,
  VmapOptions,
} from "./transforms.ts"
export type { FluentMethods, FluentProperties } from "./methods.ts"
export type {
  Determinant,
  Eigenvalues,
  Eigh,
  MatrixPower,
  PseudoInverse,
  Qr,
  SignAndLog,
  SingularValues,
  Solve,
  SquareMap,
  Svd,
} from "./linalg.ts"
export type { Argsort, Sort } from "./ordering.ts"
