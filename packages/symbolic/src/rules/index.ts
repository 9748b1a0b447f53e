// All rules: what normal forms alone do not bring together.
import type { Rules } from "../normal/algebra.ts"
import { exponential, exponentialProducts } from "./exponential.ts"
import { matrix } from "./matrix.ts"
import { selection, selectionProducts } from "./selection.ts"
import { squareIdentities, trigonometric, trigonometricProducts } from "./trigonometric.ts"

export const rules: Rules = /* @__PURE__ */ (() => ({
  functions: new Map(Object.entries({ ...exponential, ...trigonometric, ...selection, ...matrix })),
  sums: squareIdentities,
  products: [...exponentialProducts, ...trigonometricProducts, ...selectionProducts],
}))()
