import type { Dims, DType, FluentMethods, FluentProperties } from "../../../core/src/types/index.ts"

declare module "../../../core/src/types/tensor.ts" {
  interface TensorMethods extends FluentMethods {}
  interface TensorProperties<out D extends DType, out S extends Dims> extends FluentProperties<D, S> {}
}
