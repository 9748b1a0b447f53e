import { at, take } from "@nablajs/core"
import type { Tensor } from "@nablajs/core"
import { tensor, zeros } from "@nablajs/tensor"

const x = zeros([2, 3])
const rows = tensor([0, 1], { dtype: "int32" })

export const tries: readonly (() => unknown)[] = [
  // ✗ at: index 2 does not exist on axis 0 of shape [2, 3]
  () => at(x, 2),
  // ✗ at: index -4 does not exist on axis 1 of shape [2, 3]
  () => at(x, ":", -4),
  // ✗ at: 3 keys for 2 axes, got shape [2, 3]
  () => at(x, 0, 1, 2),
  // ✗ at: cannot read the slice "rows"; write "start:stop:step", each part optional, got shape [2, 3]
  () => at(x, "rows"),
  // ✗ is not assignable to
  () => at(x, [0, 1]),
  // ✗ take: axis 2 does not exist, got shape [2, 3]
  () => take(x, rows, { axis: 2 }),
]

// ✗ Type 'Tensor<"float64", [1, 3]>' is not assignable to type 'Tensor<"float64", [2, 3]>'
export const part: Tensor<"float64", [2, 3]> = at(x, "1:")
