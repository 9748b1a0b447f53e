// All rules: what normal forms alone do not bring together.
import type { Identity, Rule, Rules } from "../normal/rule.ts"
import { angles } from "./angles.ts"
import { exponential, exponentialProducts } from "./exponential.ts"
import { logarithms, products as productIdentities } from "./identities.ts"
import { matrix } from "./matrix.ts"
import { selection, selectionProducts } from "./selection.ts"
import { mirrorSums, softmaxFunctions, softmaxProducts } from "./softmax.ts"
import { squareIdentities, trigonometric, trigonometricProducts } from "./trigonometric.ts"
import { values } from "./values.ts"

/** Rules of several families for one function come one after the other. */
function byName(...families: readonly Readonly<Record<string, readonly Rule[]>>[]): Map<string, readonly Rule[]> {
  const out = new Map<string, readonly Rule[]>()
  for (const family of families) for (const [name, list] of Object.entries(family)) out.set(name, [...(out.get(name) ?? []), ...list])
  return out
}

export const rules: Rules = /* @__PURE__ */ (() => ({
  functions: byName(softmaxFunctions, exponential, trigonometric, values, selection, matrix),
  sums: [...squareIdentities, ...mirrorSums],
  products: [...softmaxProducts, ...exponentialProducts, ...trigonometricProducts, ...selectionProducts],
}))()

/** What holds as well, for those who ask for the shortest form: derivatives keep the functions that were given. */
export const identities: readonly Identity[] = /* @__PURE__ */ (() => [...angles, ...logarithms, ...productIdentities])()
