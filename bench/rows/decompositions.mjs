// Systems, inverses, factors and eigenvalues of one matrix in float64. What has a sign or an order of its own is compared by
// what has none: values, sizes, sums over all eigenvalues.
import { cholesky, eig, eigh, inv, qr, solve, svd } from "@nablajs/core"
import { configureKernels, fromBuffer, imag, real } from "@nablajs/tensor"
import { few, uniform } from "../lib/data.mjs"
import { jax, mlMatrixModule, numpyTs } from "../lib/rivals.mjs"

const tolerance = 1e-6
const sizes = (data) => few(Array.from(data, Math.abs))
const ascending = (data) => few(Float64Array.from(data).sort())
/** Σ λᵏ, whatever the order: real parts, for eigenvalues come in pairs. */
const powerSums = (re, im) => [
  re.reduce((sum, x) => sum + x, 0),
  re.reduce((sum, x, i) => sum + x * x - im[i] * im[i], 0),
  re.reduce((sum, x, i) => sum + Math.hypot(x, im[i]), 0),
]

function symmetric(n, shift = 0) {
  const a = uniform(n * n, 3, Float64Array)
  return a.map((x, i) => x + a[(i % n) * n + Math.floor(i / n)] + (i % (n + 1) === 0 ? shift : 0))
}

/** Lanes of one row; `peer` says how each of the others does it, from the matrix as they keep it. */
const row = ({ title, aim, limit, rounds, n, data, own, ml, ts, jaxjs }) => ({
  title,
  aim,
  limit,
  rounds,
  async candidates(peers) {
    configureKernels({ threads: 1 })
    const a = data(n)
    const lane = (name, [run, value]) => ({ name, tolerance, run, value: () => value(run()) })
    const lanes = [lane("Nabla", own(fromBuffer(a, { shape: [n, n] })))]
    if (!peers) return lanes
    if (ml) {
      const module = await mlMatrixModule()
      lanes.push(lane("ml-matrix", ml(module.Matrix.from1DArray(n, n, a), module)))
    }
    if (ts) {
      const np = await numpyTs()
      lanes.push(lane("numpy-ts", ts(np.array([...a]).reshape(n, n), np)))
    }
    if (jaxjs) {
      const { numpy: np } = await jax()
      lanes.push(lane("jax-js eager", jaxjs(np.array(a, { dtype: np.float64 }).reshape([n, n]), np)))
    }
    return lanes
  },
})

const random = (n) => uniform(n * n, 1, Float64Array)
const right = (n) => uniform(n, 2, Float64Array)

export default [
  row({
    title: "solve 300×300, float64",
    aim: "2 times faster than numpy-ts",
    limit: { against: "numpy-ts", ratio: 1 / 2 },
    n: 300,
    data: random,
    own: (a) => {
      const b = fromBuffer(right(300))
      return [() => solve(a, b).data, few]
    },
    ml: (a, { Matrix, solve: solveMl }) => {
      const b = Matrix.columnVector(right(300))
      return [() => solveMl(a, b).to1DArray(), few]
    },
    ts: (a, np) => {
      const b = np.array([...right(300)])
      return [() => np.linalg.solve(a, b).data, few]
    },
    jaxjs: (a, np) => {
      const b = np.array(right(300), { dtype: np.float64 })
      return [() => np.linalg.solve(a.ref, b.ref).dataSync(), few]
    },
  }),
  row({
    title: "singular values and vectors, 200×200, float64",
    aim: "3 times faster than ml-matrix",
    limit: { against: "ml-matrix", ratio: 1 / 3 },
    n: 200,
    data: random,
    own: (a) => [() => svd(a).s.data, few],
    ml: (a, { SVD }) => [() => new SVD(a).diagonal, few],
    ts: (a, np) => [() => np.linalg.svd(a).s.data, few],
  }),
  row({
    title: "symmetric eigenvalues and vectors, 200×200, float64",
    aim: "3 times faster than ml-matrix",
    limit: { against: "ml-matrix", ratio: 1 / 3 },
    rounds: 5,
    n: 200,
    data: symmetric,
    own: (a) => [() => eigh(a).eigenvalues.data, ascending],
    ml: (a, { EVD }) => [() => new EVD(a).realEigenvalues, ascending],
    ts: (a, np) => [() => np.linalg.eigh(a).w.data, ascending],
  }),
  row({
    title: "cholesky 300×300, float64",
    aim: "ahead",
    limit: { against: "numpy-ts", ratio: 1 },
    n: 300,
    data: (n) => symmetric(n, 4 * n),
    own: (a) => [() => cholesky(a).data, few],
    ml: (a, { CholeskyDecomposition }) => [() => new CholeskyDecomposition(a).lowerTriangularMatrix.to1DArray(), few],
    ts: (a, np) => [() => np.linalg.cholesky(a).data, few],
    jaxjs: (a, np) => [() => np.linalg.cholesky(a.ref).dataSync(), few],
  }),
  row({
    title: "orthogonal factors, 300×300, float64",
    aim: "ahead",
    limit: { against: "numpy-ts", ratio: 1 },
    rounds: 5,
    n: 300,
    data: random,
    own: (a) => [() => qr(a).r.data, sizes],
    ml: (a, { QrDecomposition }) => [
      () => {
        const factors = new QrDecomposition(a)
        return [factors.upperTriangularMatrix, factors.orthogonalMatrix][0].to1DArray()
      },
      sizes,
    ],
    ts: (a, np) => [() => np.linalg.qr(a).r.data, sizes],
  }),
  row({
    title: "inverse, 200×200, float64",
    aim: "ahead",
    limit: { against: "numpy-ts", ratio: 1 },
    n: 200,
    data: random,
    own: (a) => [() => inv(a).data, few],
    ml: (a, { inverse }) => [() => inverse(a).to1DArray(), few],
    ts: (a, np) => [() => np.linalg.inv(a).data, few],
    jaxjs: (a, np) => [() => np.linalg.inv(a.ref).dataSync(), few],
  }),
  row({
    title: "general eigenvalues and vectors, 100×100, float64",
    aim: "ahead",
    limit: { against: "ml-matrix", ratio: 1 },
    n: 100,
    data: random,
    own: (a) => [() => eig(a).eigenvalues, (w) => powerSums(real(w).data, imag(w).data)],
    // numpy-ts leaves imaginary parts out
    ml: (a, { EVD }) => [() => new EVD(a), (e) => powerSums(e.realEigenvalues, e.imaginaryEigenvalues)],
  }),
]
