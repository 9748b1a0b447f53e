// Linear algebra.
import * as nb from "../../src/index.ts"
import { any, numeric, row, type Row } from "./families.ts"
import type { Dynamic, Make } from "./operands.ts"

const op = nb as Dynamic
const square = { scalar: "shape-mismatch", hollow: [0, 0] } as const
const matrix = { scalar: "shape-mismatch" } as const
/** Symmetric and positive definite, with the memory of a view. */
const definite = (a: Make): Dynamic => {
  const x = a()
  return x.ndim < 2 || x.size === 0 ? x : op.add(x, op.conj(op.matrixTranspose(x)))
}

export const algebra: Readonly<Record<string, Row>> = {
  matmul: row(any, "same", (a) => op.matmul(a(), a()), square),
  multiDot: row(any, "same", (a) => op.multiDot([a(), a(), a()]), square),
  dot: row(any, "same", (a) => op.dot(a(), a()), { hollow: [0, 0] }),
  inner: row(any, "same", (a) => op.inner(a(), a())),
  vecdot: row(any, "same", (a) => op.vecdot(a(), a()), { scalar: "axis-out-of-range" }),
  tensordot: row(any, "same", (a) => op.tensordot(a(), a(), { axes: 1 }), { scalar: "bad-argument", hollow: [0, 0] }),
  einsum: row(any, "same", (a) => op.einsum("...i,...i->...", a([3, 3]), a([3, 3]))),
  outer: row(any, "same", (a) => op.outer(op.ravel(a()), op.ravel(a()))),
  kron: row(any, "same", (a) => op.kron(a(), a())),
  cross: row(numeric, "same", (a) => op.cross(a(), a()), { scalar: "axis-out-of-range" }),
  trace: row(any, "sum", (a) => op.trace(a()), matrix),
  matrixPower: row(any, "same", (a) => op.matrixPower(a(), 3), square),
  ...Object.fromEntries(["det", "logdet"].map((name) => [name, row(any, "float", (a) => op[name](a()), square)])),
  slogdet: row(any, null, (a) => op.slogdet(a()), square),
  // of truth values the matrix at hand is singular
  inv: row(numeric, "float", (a) => op.inv(a()), square),
  solve: row(numeric, "float", (a) => op.solve(a(), a()), square),
  solveTriangular: row(numeric, "float", (a) => op.solveTriangular(a(), a()), square),
  lstsq: row(any, "float", (a) => op.lstsq(a(), a()), matrix),
  pinv: row(any, "float", (a) => op.pinv(a()), matrix),
  expm: row(any, "float", (a) => op.expm(a()), square),
  cholesky: row(numeric, "float", (a) => op.cholesky(definite(a)), square),
  qr: row(any, null, (a) => op.qr(a()), matrix),
  svd: row(any, null, (a) => op.svd(a()), matrix),
  svdvals: row(any, "length", (a) => op.svdvals(a()), matrix),
  eigh: row(any, null, (a) => op.eigh(definite(a)), square),
  eigvalsh: row(any, "length", (a) => op.eigvalsh(definite(a)), square),
  eig: row(any, null, (a) => op.eig(a()), square),
  eigvals: row(any, null, (a) => op.eigvals(a()), square),
  norm: row(any, "length", (a) => op.norm(a())),
  vectorNorm: row(any, "length", (a) => op.vectorNorm(a())),
  matrixNorm: row(any, "length", (a) => op.matrixNorm(a()), matrix),
  matrixRank: row(any, "int32", (a) => op.matrixRank(a()), matrix),
  conditionNumber: row(any, "length", (a) => op.conditionNumber(a()), { ...square, empty: "bad-argument" }),
}
