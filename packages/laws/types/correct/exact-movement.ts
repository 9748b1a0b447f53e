// The exact types of what is moved, joined, cut and repeated.
import { broadcastArrays, moveaxis, pad, repeat, split, tile, unstack } from "@nablajs/core"
import type { Tensor } from "@nablajs/core"
import { blockDiag, columnStack, meshgrid, multiDot, ones } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const x = ones([2, 3])
const [v2, v3] = [ones([2]), ones([3], { dtype: "float32" })]
const i8 = ones([2, 3], { dtype: "int8" })
const deep = ones([2, 3, 4, 5])

exactly<Tensor<"float64", [2, 2]>>()(columnStack([v2, v2]))
exactly<Tensor<"float64", [2, 7]>>()(columnStack([x, v2, i8]))
exactly<Tensor<"float64", [1, 2]>>()(columnStack([1, 2]))
exactly<Tensor<"float64", [4, 6]>>()(blockDiag([x, x]))
exactly<Tensor<"float32", [4, 7]>>()(blockDiag([i8, v3, ones([1, 1], { dtype: "int8" })]))
exactly<Tensor<"float64", [2, 5]>>()(multiDot([x, ones([3, 4]), ones([4, 5])]))
exactly<Tensor<"float64", []>>()(multiDot([v2, x, v3]))
exactly<Tensor<"float64", [3]>>()(multiDot([v2, x]))
exactly<Tensor<"float32", [2]>>()(multiDot([i8, v3]))

exactly<[Tensor<"float64", [3, 2]>, Tensor<"float32", [3, 2]>]>()(meshgrid(v2, v3))
exactly<[Tensor<"float64", [2, 3]>, Tensor<"float32", [2, 3]>]>()(meshgrid(v2, v3, { indexing: "ij" }))
exactly<[Tensor<"float64", [3, 2, 4]>, Tensor<"float32", [3, 2, 4]>, Tensor<"float64", [3, 2, 4]>]>()(meshgrid(v2, v3, ones([4])))
exactly<Tensor<"float64", [2]>>()(meshgrid(v2)[0])
exactly<[Tensor<"int8", [2, 3]>, Tensor<"float32", [2, 3]>, Tensor<"float64", [2, 3]>]>()(broadcastArrays(i8, v3, 1))
const list: Tensor<"float64", [2, 3]>[] = [x, x]
exactly<Tensor<"float64", any>[]>()(broadcastArrays(...list))

exactly<Tensor<"float64", [4, 5, 2, 3]>>()(moveaxis(ones([2, 3, 4, 5]), [0, 1], [2, 3]))
exactly<Tensor<"float64", [4, 3, 5, 2]>>()(moveaxis(deep, [0, 2], [-1, 0]))
exactly<Tensor<"float64", [4, 2, 3, 5]>>()(moveaxis(deep, -2, 0))
exactly<Tensor<"float64", [3, 4, 5, 2]>>()(moveaxis(deep, 0, -1))
const axis: number = 1
exactly<[any, any, any, any]>()(moveaxis(deep, axis, 0).shape)

exactly<Tensor<"float64", [4, 5]>>()(pad(x, 1))
exactly<Tensor<"float64", [4, 7]>>()(pad(x, [1, 2]))
exactly<Tensor<"int8", [5, 6]>>()(
  pad(i8, [
    [1, 2],
    [0, 3],
  ]),
)
exactly<Tensor<"float64", [4, 3]>>()(tile(x, [2, 1]))
exactly<Tensor<"float32", [2, 6]>>()(tile(v3, [2, 2]))
exactly<Tensor<"float64", [2, 6]>>()(tile(x, [2]))
exactly<Tensor<"float64", [12]>>()(repeat(x, 2))
exactly<Tensor<"float64", [2, 9]>>()(repeat(x, 3, { axis: -1 }))
exactly<Tensor<"float64", [3, 3]>>()(repeat(x, [1, 2], { axis: 0 }))
exactly<Tensor<"float64", [2, 6]>>()(repeat(x, [2], { axis: 1 }))

exactly<[Tensor<"float64", [2, 1]>, Tensor<"float64", [2, 1]>, Tensor<"float64", [2, 1]>]>()(split(x, 3, { axis: 1 }))
exactly<[Tensor<"float32", [1]>, Tensor<"float32", [2]>]>()(split(v3, [1]))
exactly<Tensor<"float64", [1, 3, 4, 5]>>()(split(deep, 2)[1])
exactly<Tensor<"float64", [2]> | undefined>()(split(ones([200]), 100)[0])
exactly<[Tensor<"float64", [3]>, Tensor<"float64", [3]>]>()(unstack(x))
exactly<Tensor<"int8", [2]>>()(unstack(i8, { axis: 1 })[2])
const parts: number = 2
exactly<Tensor<"float64", [any, 3]>[]>()(split(x, parts))
export const halves: Tensor[] = split(x, 2)
export const rows: readonly Tensor<"float64", [3]>[] = unstack(x)
