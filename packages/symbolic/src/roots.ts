// Roots of polynomials and solutions of linear equations, in numbers.

/**
 * Real roots of Σ cₖ xᵏ in order, multiple ones once. Between two roots of the derivative a polynomial has at most one, which
 * bisection finds; a root that it only touches is one of the derivative's.
 */
export function realRoots(coefficients: readonly number[]): number[] {
  const c = [...coefficients]
  while (c.length > 0 && c[c.length - 1] === 0) c.pop()
  if (c.length < 2) return []
  if (c.length === 2) return [-(c[0] as number) / (c[1] as number) + 0]
  const value = (x: number): number => c.reduceRight((total, v) => total * x + v, 0)
  const noise = (x: number): number => 1e-13 * c.reduceRight((total, v) => total * Math.abs(x) + Math.abs(v), 0)
  const turns = realRoots(c.slice(1).map((v, k) => v * (k + 1)))
  const bound = 1 + Math.max(...c.map((v) => Math.abs(v / (c[c.length - 1] as number))))
  const edges = [-bound, ...turns, bound]
  const out = turns.filter((x) => Math.abs(value(x)) <= noise(x))
  for (let i = 0; i + 1 < edges.length; i++) {
    const [lo, hi] = [edges[i] as number, edges[i + 1] as number]
    const touches = (x: number): boolean => Math.abs(value(x)) <= noise(x)
    if (!touches(lo) && !touches(hi) && value(lo) < 0 !== value(hi) < 0) out.push(bisected(value, lo, hi))
  }
  return out.map((x) => short(x, value, noise)).sort((x, y) => x - y)
}

function bisected(value: (x: number) => number, from: number, to: number): number {
  let [lo, hi] = [from, to]
  const rising = value(hi) > 0
  for (let i = 0; i < 200; i++) {
    const middle = (lo + hi) / 2
    if (middle === lo || middle === hi) break
    if (value(middle) > 0 === rising) hi = middle
    else lo = middle
  }
  return (lo + hi) / 2
}

/** A nearby number of few digits that is a root as well. */
function short(x: number, value: (x: number) => number, noise: (x: number) => number): number {
  const rounded = Math.abs(x) < 1e-12 ? 0 : Number(x.toPrecision(10))
  return Math.abs(value(rounded)) <= noise(rounded) ? rounded : x
}

/** Gaussian elimination with partial pivoting; null where the matrix is singular. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const n = right.length
  const rows = matrix.map((row, i) => [...row, right[i] as number])
  const scale = Math.max(...matrix.flat().map(Math.abs), Number.MIN_VALUE)
  for (let k = 0; k < n; k++) {
    let p = k
    for (let i = k + 1; i < n; i++) if (Math.abs(at(rows, i, k)) > Math.abs(at(rows, p, k))) p = i
    if (Math.abs(at(rows, p, k)) < 1e-13 * scale) return null
    ;[rows[k], rows[p]] = [rows[p] as number[], rows[k] as number[]]
    for (let i = k + 1; i < n; i++) {
      const factor = at(rows, i, k) / at(rows, k, k)
      for (let j = k; j <= n; j++) (rows[i] as number[])[j] = at(rows, i, j) - factor * at(rows, k, j)
    }
  }
  const x = new Array<number>(n).fill(0)
  for (let k = n - 1; k >= 0; k--) {
    let total = at(rows, k, n)
    for (let j = k + 1; j < n; j++) total -= at(rows, k, j) * (x[j] as number)
    x[k] = total / at(rows, k, k) + 0
  }
  return x
}

export const at = (rows: readonly (readonly number[])[], i: number, j: number): number => (rows[i] as number[])[j] as number
