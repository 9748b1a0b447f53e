import {
  broadcastTo,
  concat,
  expandDims,
  flip,
  matrixTranspose,
  moveaxis,
  reshape,
  split,
  squeeze,
  stack,
  swapaxes,
  transpose,
} from "@nablajs/core"
import { zeros } from "@nablajs/tensor"

const x = zeros([2, 3])

export const tries: readonly (() => unknown)[] = [
  // ✗ reshape: [2, 3] has 6 elements, [4, 2] has 8; give one size as -1 to have it computed
  () => reshape(x, [4, 2]),
  // ✗ reshape: [2, 3] has 6 elements, which the known sizes of [4, -1] do not divide
  () => reshape(x, [4, -1]),
  // ✗ reshape: [-1, -1] leaves more than one size open; only one may be -1
  () => reshape(x, [-1, -1]),
  // ✗ reshape: [512, 768] has 393216 elements, [12, 64, 500] has 384000
  () => reshape(zeros([512, 768]), [12, 64, 500]),
  // ✗ reshape: [2, 3] has 6 elements, [5] has 5
  () => reshape(x, 5),
  // ✗ transpose: axis 2 does not exist, got shape [2, 3]; valid axes are -2 to 1
  () => transpose(x, [0, 2]),
  // ✗ transpose: [0, 0] does not list each axis of shape [2, 3] once
  () => transpose(x, [0, 0]),
  // ✗ transpose: [0] does not list each axis of shape [2, 3] once
  () => transpose(x, [0]),
  // ✗ matrixTranspose: expected at least two axes, got shape [3]
  () => matrixTranspose(zeros([3])),
  // ✗ swapaxes: axis 2 does not exist, got shape [2, 3]
  () => swapaxes(x, 0, 2),
  // ✗ moveaxis: axis -3 does not exist, got shape [2, 3]
  () => moveaxis(x, -3, 0),
  // ✗ expandDims: axis 3 does not exist, got shape [2, 3]; valid axes are -3 to 2
  () => expandDims(x, 3),
  // ✗ squeeze: axis 0 of shape [2, 3] has size 2, only size 1 can go
  () => squeeze(x, 0),
  // ✗ squeeze: axis 4 does not exist, got shape [2, 3]
  () => squeeze(x, [4]),
  // ✗ broadcastTo: shape [3] does not broadcast to [2, 4]; aligned at the right, sizes must be equal or 1
  () => broadcastTo(zeros([3]), [2, 4]),
  // ✗ broadcastTo: shape [2, 3] does not broadcast to [3]
  () => broadcastTo(x, [3]),
  // ✗ flip: axis 2 does not exist
  () => flip(x, { axis: 2 }),
  // ✗ concat: shapes [2, 3] and [2, 4] differ away from axis 0; only that axis may differ
  () => concat([x, zeros([2, 4])]),
  // ✗ concat: shapes [2, 3] and [3] differ away from axis 1; only that axis may differ
  () => concat([x, zeros([3])], { axis: -1 }),
  // ✗ concat: axis 2 does not exist, got shape [2, 3]
  () => concat([x, x], { axis: 2 }),
  // ✗ stack: shapes [2, 3] and [3, 2] differ; all must be equal
  () => stack([x, zeros([3, 2])]),
  // ✗ stack: axis 3 does not exist, got shape [2, 3]; valid axes are -3 to 2
  () => stack([x, x], { axis: 3 }),
  // ✗ split: axis 2 does not exist
  () => split(x, 3, { axis: 2 }),
]
