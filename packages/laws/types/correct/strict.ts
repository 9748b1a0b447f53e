// What only strict compilers see: without `strictNullChecks` the type of \`null\` is any.
import { at } from "@nablajs/core"
import type { Tensor } from "@nablajs/core"
import { zeros } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const x = zeros([2, 3])
exactly<Tensor<"float64", [2, 1, 3]>>()(at(x, ":", null))
