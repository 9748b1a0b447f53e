// Matrices of complex numbers, row by row, real and imaginary parts apart.

/** m × n complex numbers; kernels that say so overwrite them. */
export interface ComplexMatrix {
  readonly re: Float64Array
  readonly im: Float64Array
}

export const zeroMatrix = (size: number): ComplexMatrix => ({ re: new Float64Array(size), im: new Float64Array(size) })

export const copyOf = ({ re, im }: ComplexMatrix): ComplexMatrix => ({ re: re.slice(), im: im.slice() })

export const nanMatrix = (size: number): ComplexMatrix => ({
  re: new Float64Array(size).fill(Number.NaN),
  im: new Float64Array(size).fill(Number.NaN),
})

export function identityOf(n: number): ComplexMatrix {
  const out = zeroMatrix(n * n)
  for (let i = 0; i < n; i++) out.re[i * (n + 1)] = 1
  return out
}

export const isFiniteMatrix = ({ re, im }: ComplexMatrix): boolean => re.every(Number.isFinite) && im.every(Number.isFinite)

/** Aᴴ of an m × n matrix. */
export function adjoint({ re, im }: ComplexMatrix, m: number, n: number): ComplexMatrix {
  const out = zeroMatrix(m * n)
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      out.re[j * m + i] = re[i * n + j]!
      out.im[j * m + i] = -im[i * n + j]!
    }
  }
  return out
}

/** A B for m × k and k × n. */
export function product(a: ComplexMatrix, b: ComplexMatrix, m: number, k: number, n: number): ComplexMatrix {
  const out = zeroMatrix(m * n)
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) subtractScaled(out, i * n, n, b, l * n, -a.re[i * k + l]!, -a.im[i * k + l]!)
  }
  return out
}

/** x ← x − f y for `count` numbers from their places on. */
export function subtractScaled(
  { re: xr, im: xi }: ComplexMatrix,
  x: number,
  count: number,
  { re: yr, im: yi }: ComplexMatrix,
  y: number,
  fr: number,
  fi: number,
): void {
  if (fr === 0 && fi === 0) return
  for (const end = x + count; x < end; x++, y++) {
    const a = yr[y]!
    const b = yi[y]!
    xr[x] = xr[x]! - (fr * a - fi * b)
    xi[x] = xi[x]! - (fr * b + fi * a)
  }
}

/** a/b without overflow on the way (Smith 1962). */
export function quotient(ar: number, ai: number, br: number, bi: number): readonly [number, number] {
  if (Math.abs(br) >= Math.abs(bi)) {
    const r = bi / br
    const d = br + r * bi
    return [(ar + r * ai) / d, (ai - r * ar) / d]
  }
  const r = br / bi
  const d = bi + r * br
  return [(r * ar + ai) / d, (r * ai - ar) / d]
}
