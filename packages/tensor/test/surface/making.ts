// Functions without operands: they make tensors, or speak of types. Only the element type varies.
import type { DType } from "@nablajs/core"
import * as nb from "../../src/index.ts"
import type { Dynamic } from "./operands.ts"

const op = nb as Dynamic

/** Functions that make a tensor of a type. */
export const makers: Readonly<Record<string, (dtype: DType) => Dynamic>> = {
  arange: (dtype) => op.arange(0, 2, 1, { dtype }),
  linspace: (dtype) => op.linspace(0, 1, 2, { dtype }),
  eye: (dtype) => op.eye(2, { dtype }),
  tri: (dtype) => op.tri(2, 2, { dtype }),
  zeros: (dtype) => op.zeros([2], { dtype }),
  ones: (dtype) => op.ones([2], { dtype }),
  empty: (dtype) => op.empty([2], { dtype }),
  full: (dtype) => op.full([2], 1, { dtype }),
  fromBuffer: (dtype) => op.fromBuffer(new ArrayBuffer(32), { dtype }),
}

/** Functions that make a tensor of a floating type. */
export const spacings: Readonly<Record<string, (dtype: DType) => Dynamic>> = {
  logspace: (dtype) => op.logspace(0, 1, 2, { dtype }),
  geomspace: (dtype) => op.geomspace(1, 4, 3, { dtype }),
}

/** Functions that speak of types, shapes or errors, each tried elsewhere. */
export const speakers = "canCast isdtype resultType finfo iinfo broadcastShapes slice configureKernels NablaError isNablaError".split(" ")
