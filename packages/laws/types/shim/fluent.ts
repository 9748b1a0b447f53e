import type { FluentMethods, FluentProperties } from "../../../core/src/types/index.ts"

declare module "../../../core/src/types/tensor.ts" {
  interface TensorMethods extends FluentMethods, FluentProperties {}
}
