// Operations that move, join, pick and make elements.
import * as nb from "../../src/index.ts"
import { any, real, row, type Row } from "./families.ts"
import type { Dynamic } from "./operands.ts"

const op = nb as Dynamic
const int = (data: unknown): Dynamic => op.tensor(data, { dtype: "int32" })
/** The positions along the first axis from the last on, in the shape of x. */
const backwards = (x: Dynamic): Dynamic => {
  const n = x.shape[0] ?? 0
  return op.flip(op.broadcastTo(op.reshape(op.arange(n, { dtype: "int32" }), [n, ...x.shape.slice(1).map(() => 1)]), x.shape))
}
const outside = { scalar: "axis-out-of-range" } as const

export const movements: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(
    "ravel flip transpose atleast1d atleast2d atleast3d emptyLike onesLike zerosLike"
      .split(" ")
      .map((name) => [name, row(any, "same", (a) => op[name](a()))]),
  ),
  ...Object.fromEntries("hstack vstack dstack columnStack".split(" ").map((name) => [name, row(any, "same", (a) => op[name]([a(), a()]))])),
  fullLike: row(any, "same", (a) => op.fullLike(a(), 1)),
  reshape: row(any, "same", (a) => op.reshape(a(), [-1]), { hollow: [3, 0] }),
  expandDims: row(any, "same", (a) => op.expandDims(a(), 0)),
  squeeze: row(any, "same", (a) => op.squeeze(op.expandDims(a(), 0), 0)),
  permuteDims: row(any, "same", (a) => {
    const x = a()
    return op.permuteDims(
      x,
      x.shape.map((_: number, i: number) => x.ndim - 1 - i),
    )
  }),
  matrixTranspose: row(any, "same", (a) => op.matrixTranspose(a()), { scalar: "shape-mismatch" }),
  swapaxes: row(any, "same", (a) => op.swapaxes(a(), 0, 1), outside),
  moveaxis: row(any, "same", (a) => op.moveaxis(a(), 0, -1), outside),
  fliplr: row(any, "same", (a) => op.fliplr(a()), outside),
  flipud: row(any, "same", (a) => op.flipud(a()), outside),
  rot90: row(any, "same", (a) => op.rot90(a()), outside),
  roll: row(any, "same", (a) => op.roll(a(), 2)),
  repeat: row(any, "same", (a) => op.repeat(a(), 2)),
  tile: row(any, "same", (a) => op.tile(a(), [2, 2])),
  pad: row(any, "same", (a) => op.pad(a(), 1)),
  broadcastTo: row(any, "same", (a) => {
    const x = a()
    return op.broadcastTo(x, [2, ...x.shape])
  }),
  broadcastArrays: row(any, "same", (a) => op.broadcastArrays(a(), a([]))),
  concat: row(any, "same", (a) => op.concat([a(), a()]), outside),
  stack: row(any, "same", (a) => op.stack([a(), a()], { axis: -1 })),
  unstack: row(any, "same", (a) => op.unstack(a()), outside),
  split: row(any, "same", (a) => op.split(a(), 1), outside),
  blockDiag: row(any, "same", (a) => op.blockDiag([a(), a()])),
  tril: row(any, "same", (a) => op.tril(a()), { scalar: "shape-mismatch" }),
  triu: row(any, "same", (a) => op.triu(a()), { scalar: "shape-mismatch" }),
  diag: row(any, "same", (a) => op.diag(a()), { scalar: "shape-mismatch" }),
  diagonal: row(any, "same", (a) => op.diagonal(a()), { scalar: "shape-mismatch" }),
  meshgrid: row(any, "same", (a) => op.meshgrid(op.ravel(a()), op.ravel(a()))),
  at: row(any, "same", (a) => {
    const x = a()
    return op.at(x, "...", ...(x.ndim > 0 ? ["::-1"] : []), null)
  }),
  withValue: row(any, "same", (a) => op.withValue(a(), ["..."], a([]))),
  take: row(any, "same", (a) => op.take(a(), int([0, 0]), { axis: -1 }), outside),
  takeAlongAxis: row(
    any,
    "same",
    (a) => {
      const x = a()
      return op.takeAlongAxis(x, backwards(x), { axis: 0 })
    },
    { scalar: "shape-mismatch" },
  ),
  putAlongAxis: row(
    any,
    "same",
    (a) => {
      const x = a()
      return op.putAlongAxis(x, backwards(x), a(), { axis: 0 })
    },
    { scalar: "shape-mismatch" },
  ),
  gather: row(any, "same", (a) => op.gather(a([3, 3]), int([[0, 1, 0]]))),
  nonzero: row(any, "int32", (a) => op.nonzero(a()), { scalar: "shape-mismatch" }),
  argwhere: row(any, "int32", (a) => op.argwhere(a())),
  isin: row(any, "bool", (a) => op.isin(a(), a())),
  sort: row(real, "same", (a) => op.sort(a()), { scalar: "shape-mismatch" }),
  argsort: row(real, "int32", (a) => op.argsort(a()), { scalar: "shape-mismatch" }),
  topk: row(real, null, (a) => op.topk(a(), 1), outside),
  searchsorted: row(real, "int32", (a) => op.searchsorted(op.sort(a([4])), a())),
  digitize: row(real, "int32", (a) => op.digitize(a(), op.tensor([0.5, 1]))),
  ...Object.fromEntries(
    "uniqueAll uniqueCounts uniqueInverse uniqueValues".split(" ").map((name) => [name, row(any, null, (a) => op[name](a()))]),
  ),
  oneHot: row(["int", "uint"], "float64", (a) => op.oneHot(a(), 8)),
  ravelMultiIndex: row(["int", "uint"], null, (a) => op.ravelMultiIndex([a(), a()], [8, 8])),
  unravelIndex: row(["int", "uint"], null, (a) => op.unravelIndex(a(), [8, 8])),
  scatterAdd: row(any, "same", (a) => op.scatterAdd(a([3]), int([0, 2, 0]), a([3]))),
  segmentSum: row(any, "same", (a) => op.segmentSum(a([3, 2]), int([0, 1, 0]), 2)),
  toNpy: row(any, "same", (a) => op.fromNpy(op.toNpy(a()))),
  fromNpy: row(any, "same", (a) => op.fromNpy(op.toNpy(a()))),
  toNpz: row(any, "same", async (a) => Object.values(await op.fromNpz(await op.toNpz({ x: a() })))),
  fromNpz: row(any, "same", async (a) => Object.values(await op.fromNpz(await op.toNpz({ x: a() })))),
  ...Object.fromEntries(
    ["toSafetensors", "fromSafetensors"].map((name) => [
      name,
      row(
        any,
        "same",
        (a, dtype) => op.fromSafetensors(op.toSafetensors({ x: dtype === "complex128" ? op.astype(a(), "complex64") : a() })).x,
        { gives: null },
      ),
    ]),
  ),
  safetensorsMetadata: row(any, null, (a) => op.safetensorsMetadata(op.toSafetensors({ x: op.real(a()) }))),
  ...Object.fromEntries(
    ["toCSV", "fromCSV"].map((name) => [
      name,
      row(real, "same", (a, dtype) => op.fromCSV(op.toCSV(a()), { dtype }), { scalar: "shape-mismatch" }),
    ]),
  ),
  columnsFromCSV: row(real, "same", (a, dtype) => op.columnsFromCSV(op.toCSV(a(), { names: ["x", "y", "z"] }), { dtype }), {
    scalar: "shape-mismatch",
  }),
  fromTensorLike: row(any, "same", (a) => op.fromTensorLike(a())),
  toTransferable: row(any, "same", (a) => op.fromTransferable(op.toTransferable(a()))),
  fromTransferable: row(any, "same", (a) => op.fromTransferable(op.toTransferable(a()))),
  ...Object.fromEntries("toText toHTML toLatex".split(" ").map((name) => [name, row(any, null, (a) => op[name](a()))])),
  tensor: row(any, "same", (a) => op.tensor(a())),
  asarray: row(any, "same", (a) => op.asarray(a())),
  bincount: row(["int", "uint"], "int32", (a) => op.bincount(op.ravel(a()))),
}
