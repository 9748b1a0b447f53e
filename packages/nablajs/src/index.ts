// Everything under one import, as the book's readers use its bundle: `import * as nb from "nablajs"`.
import "@nablajs/core/fluent"

export { type Dim, type DType, type Expr, type Flag, isExpr, symbol } from "@nablajs/core"
export * from "@nablajs/tensor"
export * from "@nablajs/autograd"
export * from "@nablajs/symbolic"
export { check } from "@nablajs/symbolic/check"
export * from "@nablajs/plot"
export { Accumulator } from "./helpers/accumulator.ts"
export { gradientDescent2d, type Point, train2d, type Trainer } from "./helpers/descent.ts"
export { type LimitRow, limitTable } from "./helpers/limit.ts"
export { Timer } from "./helpers/timer.ts"
