// Operations composed of primitives: their derivatives against central differences to second order, and batching against a loop.
import { checkGrads, grad, vmap } from "@nablajs/autograd"
import * as nb from "@nablajs/core"
import { stack, type Tensor } from "@nablajs/core"
import * as arrays from "@nablajs/tensor"
import { tensor } from "@nablajs/tensor"
import { describe, expect, it } from "vitest"
import { sample, uniform } from "./random.ts"

// biome-ignore lint/suspicious/noExplicitAny: the functions are many and of many shapes
type Dynamic = any

interface Composition {
  readonly shape: readonly number[]
  readonly from?: readonly [number, number]
  readonly f: (x: Dynamic) => Dynamic
}

const op = { ...nb, ...arrays } as Dynamic
const index = tensor([2, 0, 2], { dtype: "int32" })
const other = tensor([1, 3, 0], { dtype: "int32" })
const mask = tensor([
  [true, false, true],
  [false, false, true],
])
const matrix = tensor([
  [2, 1, 0],
  [0, 3, 1],
  [1, 0, 2],
])

const compositions: Readonly<Record<string, Composition>> = {
  variance: { shape: [2, 3], f: (x) => op.variance(x, { axis: 1, correction: 1 }) },
  std: { shape: [2, 3], f: (x) => op.std(x, { axis: 0, keepdims: true }) },
  logsumexp: { shape: [2, 3], f: (x) => op.logsumexp(x, { axis: 0 }) },
  softmax: { shape: [2, 3], f: (x) => op.softmax(x) },
  logSoftmax: { shape: [2, 3], f: (x) => op.logSoftmax(x, { axis: 0 }) },
  cumulativeSum: { shape: [3], f: (x) => op.cumulativeSum(x, { includeInitial: true }) },
  cumulativeProd: { shape: [2, 4], f: (x) => op.cumulativeProd(x, { axis: 1, includeInitial: true }) },
  diff: { shape: [2, 4], f: (x) => op.diff(op.square(x), { n: 2 }) },
  roll: { shape: [2, 3], f: (x) => op.roll(op.square(x), [1, -1], { axis: [0, 1] }) },
  tile: { shape: [2, 3], f: (x) => op.tile(op.square(x), [2, 1, 2]) },
  repeat: { shape: [2, 3], f: (x) => op.repeat(op.square(x), [1, 0, 2], { axis: 1 }) },
  "pad with a value": {
    shape: [2, 3],
    f: (x) =>
      op.pad(
        op.square(x),
        [
          [1, 0],
          [0, 2],
        ],
        { value: 7 },
      ),
  },
  "pad by reflection": { shape: [3], f: (x) => op.pad(op.square(x), 2, { mode: "reflect" }) },
  unstack: { shape: [2, 3], f: (x) => op.multiply(...op.unstack(x)) },
  "tril and triu": { shape: [3, 3], f: (x) => op.matmul(op.tril(x), op.triu(x, { k: 1 })) },
  broadcastArrays: { shape: [3], f: (x) => op.multiply(...op.broadcastArrays(x, op.reshape(x, [3, 1]))) },
  "several tensors of positions": { shape: [3, 4], f: (x) => op.at(op.square(x), index, other) },
  "tensors of positions apart": { shape: [3, 2, 4], f: (x) => op.at(op.square(x), index, ":", other) },
  "a mask": { shape: [2, 3], f: (x) => op.at(op.square(x), mask) },
  with: { shape: [2, 3], f: (x) => op.withValue(op.square(x), [0, "1:"], op.at(x, 1, ":2")) },
  takeAlongAxis: { shape: [2, 3], f: (x) => op.takeAlongAxis(op.square(x), op.argsort(x), { axis: 1 }) },
  putAlongAxis: { shape: [3, 2], f: (x) => op.putAlongAxis(op.square(x), tensor([[2, 0]], { dtype: "int32" }), op.at(x, 1), { axis: 0 }) },
  sort: { shape: [2, 3], f: (x) => op.sort(op.square(x), { axis: 0 }) },
  topk: { shape: [2, 4], f: (x) => op.topk(op.square(x), 2).values },
  trace: { shape: [3, 4], f: (x) => op.trace(op.square(x), { offset: 1 }) },
  vecdot: { shape: [2, 3], f: (x) => op.vecdot(x, x, { axis: 0 }) },
  tensordot: { shape: [2, 3], f: (x) => op.tensordot(x, x, [[0], [0]]) },
  kron: { shape: [2, 2], f: (x) => op.kron(x, op.exp(x)) },
  cross: { shape: [2, 3], f: (x) => op.cross(x, op.exp(x)) },
  matrixPower: { shape: [2, 2], f: (x) => op.matrixPower(x, 3) },
  inverse: { shape: [3, 3], f: (x) => op.matrixPower(op.add(matrix, op.multiply(0.1, x)), -2) },
  solve: { shape: [3], f: (x) => op.solve(op.add(matrix, op.diag(op.multiply(0.1, x))), op.square(x)) },
  slogdet: { shape: [3, 3], f: (x) => op.slogdet(op.add(matrix, op.multiply(0.1, x))).logabsdet },
  lstsq: { shape: [3, 2], f: (x) => op.lstsq(x, tensor([1, 2, 3])) },
  eigh: { shape: [3, 3], f: (x) => op.square(op.eigh(op.add(matrix, x)).eigenvectors) },
  svd: { shape: [3, 2], f: (x) => op.square(op.svd(x, { fullMatrices: false }).u) },
  "cholesky, upper": {
    shape: [3],
    f: (x) =>
      op.cholesky(
        op.add(
          op.outer(x, x),
          op.multiply(
            4,
            tensor([
              [1, 0, 0],
              [0, 1, 0],
              [0, 0, 1],
            ]),
          ),
        ),
        { upper: true },
      ),
  },
  expm: { shape: [2, 2], f: (x) => op.expm(op.square(x)) },
  "vectorNorm 3": { shape: [2, 3], f: (x) => op.vectorNorm(x, { axis: 1, ord: 3 }) },
  "vectorNorm ∞": { shape: [2, 3], f: (x) => op.vectorNorm(op.square(x), { ord: Number.POSITIVE_INFINITY }) },
  "matrixNorm nuc": { shape: [2, 3], f: (x) => op.matrixNorm(x, { ord: "nuc" }) },
  "matrixNorm 2": { shape: [2, 3], f: (x) => op.matrixNorm(x, { ord: 2 }) },
  "matrixNorm fro": { shape: [2, 3], f: (x) => op.matrixNorm(x) },
  hypot: { shape: [2], from: [0.5, 2], f: (x) => op.hypot(x, op.flip(x)) },
  erf: { shape: [3], f: (x) => op.multiply(op.erf(x), op.erfc(op.square(x))) },
  lgamma: { shape: [3], from: [0.5, 3], f: (x) => op.add(op.lgamma(x), op.digamma(x)) },
}

Object.assign(compositions, {
  quantile: { shape: [2, 5], f: (x: Dynamic) => op.quantile(op.square(x), [0.3, 0.8], { axis: 1 }) },
  median: { shape: [4], f: (x: Dynamic) => op.median(op.square(x)) },
  interp: { shape: [4], f: (x: Dynamic) => op.interp(op.square(x), tensor([-1, 0.5, 2, 9]), op.multiply(2, x)) },
  convolve: { shape: [5], f: (x: Dynamic) => op.convolve(x, op.exp(op.at(x, ":3")), { mode: "same" }) },
  polyval: { shape: [3], f: (x: Dynamic) => op.polyval(x, op.sin(x)) },
  cov: { shape: [2, 4], f: (x: Dynamic) => op.cov(x) },
  corrcoef: { shape: [2, 4], f: (x: Dynamic) => op.sum(op.corrcoef(x)) },
  "counts by weights": { shape: [3], f: (x: Dynamic) => op.bincount(tensor([2, 0, 2], { dtype: "int32" }), { weights: op.square(x) }) },
  "histogram by weights": {
    shape: [3],
    f: (x: Dynamic) => op.histogram(tensor([0.1, 0.2, 0.9]), { bins: 2, range: [0, 1], weights: op.exp(x), density: true }).counts,
  },
  "conv2d by its input": {
    shape: [1, 2, 3, 3],
    f: (x: Dynamic) => op.conv2d(op.square(x), op.reshape(op.arange(16), [2, 2, 2, 2]), { stride: 2, padding: 1 }),
  },
  "conv1d by its weights": {
    shape: [2, 1, 2],
    f: (w: Dynamic) => op.conv1d(op.reshape(op.arange(8), [1, 2, 4]), op.square(w), { groups: 2 }),
  },
  maxPool: { shape: [1, 1, 5], f: (x: Dynamic) => op.maxPool(op.square(x), 2, { stride: 1 }) },
  avgPool: { shape: [1, 1, 2, 4], f: (x: Dynamic) => op.avgPool(op.square(x), [1, 2]) },
  gelu: { shape: [3], f: (x: Dynamic) => op.gelu(x) },
  "gelu, approximate": { shape: [3], f: (x: Dynamic) => op.gelu(x, { approximate: true }) },
  "silu and elu": { shape: [3], f: (x: Dynamic) => op.add(op.silu(x), op.elu(x, 0.5)) },
  "celu and selu": { shape: [3], f: (x: Dynamic) => op.add(op.celu(x, 0.7), op.selu(x)) },
  "mish and logSigmoid": { shape: [3], f: (x: Dynamic) => op.multiply(op.mish(x), op.logSigmoid(x)) },
  "softSign and squareplus": { shape: [3], f: (x: Dynamic) => op.multiply(op.softSign(x), op.squareplus(x)) },
  "relu6, hardTanh, hardSilu": {
    shape: [3],
    f: (x: Dynamic) => op.add(op.relu6(op.square(x)), op.multiply(op.hardTanh(x), op.hardSilu(x))),
  },
  glu: { shape: [2, 4], f: (x: Dynamic) => op.glu(x) },
  standardize: { shape: [2, 4], f: (x: Dynamic) => op.standardize(x) },
  "sinc near 0": { shape: [3], from: [-0.1, 0.1], f: (x: Dynamic) => op.sinc(x) },
  "sinc further off": { shape: [3], f: (x: Dynamic) => op.sinc(x) },
  logaddexp2: { shape: [3], f: (x: Dynamic) => op.logaddexp2(x, op.flip(x)) },
  "fmax and fmin": { shape: [3], f: (x: Dynamic) => op.multiply(op.fmax(x, 0.3), op.fmin(x, op.square(x))) },
  "ndtr and logNdtr": { shape: [3], f: (x: Dynamic) => op.multiply(op.ndtr(x), op.logNdtr(x)) },
  "betaln and gamma": { shape: [2], from: [0.5, 3], f: (x: Dynamic) => op.multiply(op.betaln(x, 2), op.gamma(x)) },
  "entr and klDiv": { shape: [2], from: [0.2, 3], f: (x: Dynamic) => op.add(op.entr(x), op.klDiv(x, op.flip(x))) },
  "Bessel functions": { shape: [3], f: (x: Dynamic) => op.add(op.multiply(op.i0(x), op.i1(x)), op.i1e(op.square(x))) },
  nanmean: { shape: [2, 3], f: (x: Dynamic) => op.nanmean(op.where(mask, Number.NaN, op.square(x)), { axis: 1 }) },
  nanvariance: { shape: [4], f: (x: Dynamic) => op.nanvariance(op.concat([x, tensor([Number.NaN])])) },
  nanmax: { shape: [4], f: (x: Dynamic) => op.nanmax(op.concat([op.square(x), tensor([Number.NaN])])) },
  average: { shape: [2, 3], f: (x: Dynamic) => op.average(op.square(x), { axis: 1, weights: op.exp(op.at(x, 0)) }) },
  trapezoid: { shape: [4], f: (x: Dynamic) => op.trapezoid(op.square(x), { x: op.exp(x) }) },
  gather: {
    shape: [3, 3],
    f: (x: Dynamic) =>
      op.gather(
        op.square(x),
        tensor(
          [
            [2, 2],
            [0, 1],
          ],
          { dtype: "int32" },
        ),
      ),
  },
  scatterAdd: {
    shape: [2, 2],
    f: (x: Dynamic) =>
      op.scatterAdd(
        op.exp(x),
        tensor(
          [
            [1, 1],
            [0, 1],
          ],
          { dtype: "int32" },
        ),
        op.square(x),
      ),
  },
  segmentSum: { shape: [3, 2], f: (x: Dynamic) => op.segmentSum(op.square(x), tensor([1, 0, 1], { dtype: "int32" }), 3) },
  rot90: { shape: [2, 3], f: (x: Dynamic) => op.rot90(op.square(x), 3) },
  blockDiag: { shape: [2, 2], f: (x: Dynamic) => op.blockDiag([op.square(x), op.at(x, 0)]) },
  multiDot: { shape: [2, 2], f: (x: Dynamic) => op.multiDot([x, op.square(x), op.at(x, 0)]) },
  inner: { shape: [2, 3], f: (x: Dynamic) => op.inner(x, op.square(x)) },
  vander: { shape: [3], f: (x: Dynamic) => op.vander(x, 4) },
  "a tensor of traced values": {
    shape: [2],
    f: (x: Dynamic) =>
      op.tensor([
        [op.at(x, 0), 1],
        [op.sin(op.at(x, 1)), 2],
      ]),
  },
} satisfies Record<string, Composition>)

describe("distinct elements", () => {
  it("pass their derivative to where they first occur", () => {
    const g = (grad as Dynamic)((x: Dynamic) => op.sum(op.square(op.uniqueValues(x))))(tensor([3, 1, 3]))
    expect(g.toArray()).toEqual([6, 2, 0])
  })

  it("are not known for a batch", () => expect(() => vmap((x: Dynamic) => op.uniqueValues(x))(tensor([[1, 2]]))).toThrow("under vmap"))
})

const seed = 11

for (const [name, { shape, from = [-2, 2] as const, f }] of Object.entries(compositions)) {
  describe(name, () => {
    const x = sample(uniform(seed), shape, from, "float64") as unknown as Tensor

    it("has the derivatives of central differences, to second order", () => {
      checkGrads(f, [x], { order: 2 })
    })

    it("computes a batch as it computes each part", () => {
      const parts = [x, sample(uniform(seed + 1), shape, from, "float64") as unknown as Tensor]
      const together = vmap(f)(stack(parts as never)) as Dynamic
      const apart = stack(parts.map((part) => f(part)) as never) as Dynamic
      expect(together.shape).toEqual(apart.shape)
      together.data.forEach((value: number, i: number) => expect(value).toBeCloseTo(apart.data[i], 9))
    })
  })
}
