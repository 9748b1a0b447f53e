// Matrices on which factorizations go wrong, by name, of any shape; and how far a product of factors is from its matrix.
import type { NDArray } from "@nablajs/core"
import * as nb from "../../src/index.ts"

// biome-ignore lint/suspicious/noExplicitAny: shapes of any kind
export type Dyn = any
export const op: Dyn = nb

const normal = (m: number, n: number, seed = 7): Dyn => op.random.defaultRng(seed + 31 * m + n).normal([m, n])
const orthogonal = (n: number, k: number): Dyn => op.qr(normal(n, k, 99)).q
const powers = (k: number, from: number, to: number): Dyn =>
  op.tensor(Array.from({ length: k }, (_, i) => 10 ** (from + ((to - from) * i) / Math.max(1, k - 1))))

/** U diag(s) Vᵀ with such singular values. */
const withValues = (m: number, n: number, s: (k: number) => Dyn): Dyn => {
  const k = Math.min(m, n)
  return op.matmul(op.multiply(orthogonal(m, k), s(k)), op.matrixTranspose(orthogonal(n, k)))
}

export const kinds: Readonly<Record<string, (m: number, n: number) => Dyn>> = {
  random: (m, n) => normal(m, n),
  zero: (m, n) => op.zeros([m, n]),
  identity: (m, n) => op.eye(m, n),
  ones: (m, n) => op.ones([m, n]),
  "of condition 1e12": (m, n) => withValues(m, n, (k) => powers(k, 0, -12)),
  "of half the rank": (m, n) => withValues(m, n, (k) => op.tensor(Array.from({ length: k }, (_, i) => (2 * i < k ? 1 : 0)))),
  "of rank one": (m, n) => op.outer(op.arange(1, m + 1), op.arange(1, n + 1)),
  "with equal singular values": (m, n) => withValues(m, n, (k) => op.tensor(Array.from({ length: k }, (_, i) => 1 + (i % 3)))),
  "with values in clusters": (m, n) =>
    withValues(m, n, (k) => op.tensor(Array.from({ length: k }, (_, i) => 1 + (i % 2) + (i >> 1) * 1e-15))),
  "graded by columns": (m, n) => op.multiply(normal(m, n), powers(n, 0, -2 * n)),
  "graded by rows": (m, n) => op.multiply(normal(m, n), op.expandDims(powers(m, 0, -24), 1)),
  // on these NumPy's own eigenvectors, which are always balanced, miss the bound a million times over
  "graded upwards by rows": (m, n) => op.multiply(normal(m, n), op.expandDims(powers(m, 0, 24), 1)),
  "graded by rows and columns": (m, n) => op.multiply(op.multiply(normal(m, n), powers(n, 0, -100)), op.expandDims(powers(m, 0, -100), 1)),
  hilbert: (m, n) => op.divide(1, op.add(op.add(op.expandDims(op.arange(m), 1), op.arange(n)), 1)),
  bidiagonal: (m, n) => op.subtract(op.eye(m, n), op.eye(m, n, { k: 1 })),
  nilpotent: (m, n) => op.eye(m, n, { k: 1 }),
  "with twin eigenvalues": (m, n) =>
    op.add(
      op.multiply(op.eye(m, n), op.abs(op.subtract(op.arange(n), (n - 1) / 2))),
      op.add(op.eye(m, n, { k: 1 }), op.eye(m, n, { k: -1 })),
    ),
  "of the size 1e150": (m, n) => op.multiply(normal(m, n), 1e150),
  "of the size 1e-150": (m, n) => op.multiply(normal(m, n), 1e-150),
  "of the size 1e300": (m, n) => op.multiply(normal(m, n), 1e300),
  "of the size 1e-300": (m, n) => op.multiply(normal(m, n), 1e-300),
  subnormal: (m, n) => op.multiply(op.multiply(normal(m, n), 1e-300), 1e-14),
  "of few large elements": (m, n) => op.where(op.greater(normal(m, n), 1.5), op.multiply(normal(m, n, 3), 1e8), normal(m, n)),
}

export const unitOf = (dtype: string): number => (dtype === "float32" ? 2 ** -23 : 2 ** -52)

/** The difference in units of n ε times the size of what is wanted; what is below the smallest number does not count. */
export function distance(got: Dyn, want: Dyn): number {
  // Frobenius norms of matrices of ordinary size
  const top = op.max(op.abs(want)).item() as number
  const [m, n] = (want as NDArray).shape.slice(-2) as [number, number]
  const scale = top === 0 ? 1 : 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(top))))
  const brought = (x: Dyn): Dyn => op.multiply(op.astype(x, "float64"), scale)
  const error = op.norm(op.subtract(brought(got), brought(want))).item() as number
  const grain = m * n * 5e-324 * scale
  if (top === 0) return error === 0 ? 0 : Number.POSITIVE_INFINITY
  const size = op.norm(brought(want)).item() as number
  return Math.max(0, error - grain) / (Math.max(m, n) * unitOf((want as NDArray).dtype) * size)
}

/** How far the columns of q are from orthonormal. */
export const skewness = (q: Dyn): number => {
  const k = (q as NDArray).shape.at(-1) as number
  return distance(op.matmul(op.matrixTranspose(q), q), op.eye(k, k, { dtype: (q as NDArray).dtype })) * Math.sqrt(k)
}

export const T: (x: Dyn) => Dyn = op.matrixTranspose
