// The exponential of complex matrices by that of real ones: x + iy acts on pairs of numbers as [[x, −y], [y, x]].
import { expmOf as realExpm } from "../expm.ts"
import { type ComplexMatrix, zeroMatrix } from "./matrices.ts"

export function expmOf({ re, im }: ComplexMatrix, n: number): ComplexMatrix {
  const twice = 2 * n
  const pairs = new Float64Array(twice * twice)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [x, y] = [re[i * n + j]!, im[i * n + j]!]
      pairs[i * twice + j] = x
      pairs[i * twice + n + j] = -y
      pairs[(n + i) * twice + j] = y
      pairs[(n + i) * twice + n + j] = x
    }
  }
  const result = realExpm(pairs, twice)
  const out = zeroMatrix(n * n)
  for (let i = 0; i < n; i++) {
    out.re.set(result.subarray(i * twice, i * twice + n), i * n)
    out.im.set(result.subarray((n + i) * twice, (n + i) * twice + n), i * n)
  }
  return out
}
