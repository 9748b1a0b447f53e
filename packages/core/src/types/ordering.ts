// Signatures of the operations that order elements along an axis.
import type { AxisCheck } from "./axes.ts"
import type { Arg } from "./dim.ts"
import type { AsTensor, DTypeOf, Operand, ShapeOf } from "./tensor.ts"

interface Order<Op extends string, A, X> {
  readonly axis?: Arg<AxisCheck<Op, ShapeOf<A>, X>, X> | undefined
  readonly descending?: boolean | undefined
  readonly stable?: boolean | undefined
}

/** `sort(x, { axis, descending })`: along an axis, the last if absent; NaN last. */
export interface Sort<Op extends string = "sort"> {
  <A extends Operand, const X extends number | undefined = never>(x: A, options?: Order<Op, A, X>): AsTensor<A, DTypeOf<A>, ShapeOf<A>>
}

/** `argsort(x, { axis, descending })`: the positions that would sort x; int32. */
export interface Argsort<Op extends string = "argsort"> {
  <A extends Operand, const X extends number | undefined = never>(x: A, options?: Order<Op, A, X>): AsTensor<A, "int32", ShapeOf<A>>
}
