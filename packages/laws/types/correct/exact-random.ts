// The exact types of what is drawn.
import type { Tensor } from "@nablajs/core"
import { ones, random } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const rng = random.defaultRng(1)
const rows = ones([4, 3], { dtype: "float32" })

exactly<Tensor<"float64", [2, 3]>>()(rng.normal([2, 3]))
exactly<Tensor<"int32", [5]>>()(rng.permutation(5))
exactly<Tensor<"float32", [4, 3]>>()(rng.permutation(rows, { axis: 1 }))
exactly<Tensor<"int32", []>>()(rng.choice(5))
exactly<Tensor<"int32", [2, 3]>>()(rng.choice(5, [2, 3]))
exactly<Tensor<"float32", [2, 3]>>()(rng.choice(rows, 2))
exactly<Tensor<"float32", [4, 2, 2]>>()(rng.choice(rows, [2, 2], { axis: 1, replace: true }))
exactly<Tensor<"float32", [3]>>()(rng.choice(rows))
exactly<Tensor<"int32", [2]>>()(rng.multinomial(6, [0.5, 0.5]))
exactly<Tensor<"int32", [3, 2]>>()(rng.multinomial(6, [0.5, 0.5], [3]))
exactly<Tensor<"float64", [4, 3]>>()(rng.dirichlet([1, 1, 1], 4))
exactly<Tensor<"float64", [3]>>()(rng.dirichlet(ones([3])))
exactly<Tensor<"float64", [5, 2]>>()(
  rng.multivariateNormal(
    [0, 0],
    [
      [2, 1],
      [1, 2],
    ],
    5,
  ),
)

// how many there are may be known at run time alone
const weights: readonly number[] = [0.5, 0.5]
export const counts: Tensor = rng.multinomial(6, weights)
export const some: Tensor = rng.choice(rows as Tensor, 2)
