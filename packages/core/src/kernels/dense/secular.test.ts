import { describe, expect, it } from "vitest"
import { secularRoot } from "./secular.ts"
import { consistentWeights } from "./symmetric.ts"

const cases: Readonly<Record<string, readonly [readonly number[], readonly number[]]>> = {
  "poles apart": [
    [0, 1, 2, 5],
    [0.3, 0.1, 0.4, 0.2],
  ],
  "poles that nearly touch": [
    [0, 1, 1 + 1e-14, 2],
    [0.3, 0.5, 0.5, 0.2],
  ],
  "weights that nearly vanish": [
    [0, 1, 2, 3],
    [1e-15, 0.5, 1e-14, 0.9],
  ],
  "one pole": [[3], [0.7]],
  "weights of all sizes": [
    [1e-12, 1e-6, 1, 1.5, 1.75],
    [1e-3, 1e-9, 1, 1e-5, 1e-12],
  ],
}

for (const squares of [false, true]) {
  describe(`roots of the secular equation${squares ? " in squares" : ""}`, () => {
    for (const [name, [poles, z]] of Object.entries(cases)) {
      it(`${name}: lie between the poles, and give weights from which they are exact`, () => {
        const n = poles.length
        const w = new Float64Array(n * n)
        const d = Float64Array.from(poles)
        const weights = Float64Array.from(z, (x) => x * x)
        for (let j = 0; j < n; j++) {
          secularRoot(w, j * n, n, j, d, squares, weights)
          // pᵢ − λ is negative up to j, positive behind
          for (let i = 0; i < n; i++) expect(Math.sign(w[j * n + i] as number)).toBe(i <= j ? -1 : 1)
        }
        const found = consistentWeights(w, 0, n, d, squares)
        z.forEach((x, i) => expect(Math.abs((found[i] as number) - x)).toBeLessThan(1e-14 * Math.max(...z)))
      })
    }
  })
}
