import type { NDArray } from "./array.ts"

export function formatArray(x: NDArray): string {
  return JSON.stringify(x.toArray())
}
