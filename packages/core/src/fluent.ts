// Methods for chaining: `import "@nablajs/core/fluent"` puts them on arrays, traced values and terms alike. They are not
// on the class itself, for then every bundle would carry every operation.
import { abs, add, divide, multiply, negative, square, subtract } from "./primitives/arithmetic.ts"
import { at } from "./primitives/at.ts"
import { sum } from "./primitives/broadcast.ts"
import { astype, conj } from "./primitives/cast.ts"
import { equal, greater, greaterEqual, less, lessEqual } from "./primitives/comparison.ts"
import { dot, matmul } from "./primitives/contraction.ts"
import { exp, log, pow, sqrt } from "./primitives/exponential.ts"
import { tanh } from "./primitives/hyperbolic.ts"
import { matrixTranspose, transpose } from "./primitives/movement.ts"
import { max, mean, min, prod } from "./primitives/reduction.ts"
import { reshape } from "./primitives/reshape.ts"
import { relu, sigmoid } from "./primitives/special.ts"
import { withValue } from "./primitives/with.ts"
import type { Dims, DType, FluentMethods, FluentProperties } from "./types/index.ts"
import { Fluent } from "./value.ts"

declare module "@nablajs/core" {
  interface TensorMethods extends FluentMethods {}
  interface TensorProperties<out D extends DType, out S extends Dims> extends FluentProperties<D, S> {}
}

type Operation = (...args: never[]) => unknown

/** Method names with the operations behind them; the receiver becomes the first argument. */
const methods: Readonly<Record<keyof FluentMethods, Operation>> = {
  add,
  sub: subtract,
  mul: multiply,
  div: divide,
  pow,
  neg: negative,
  abs,
  square,
  relu,
  exp,
  log,
  sqrt,
  tanh,
  sigmoid,
  less,
  lessEqual,
  greater,
  greaterEqual,
  equal,
  matmul,
  dot,
  sum,
  prod,
  mean,
  max,
  min,
  reshape,
  transpose,
  at,
  with: withValue,
  astype,
}

for (const [name, operation] of Object.entries(methods)) {
  Object.defineProperty(Fluent.prototype, name, {
    value(this: Fluent, ...args: unknown[]): unknown {
      return (operation as (...all: unknown[]) => unknown)(this, ...args)
    },
    writable: true,
    configurable: true,
  })
}

Object.defineProperties(Fluent.prototype, {
  T: {
    get(this: Fluent): unknown {
      return (transpose as Operation)(this as never)
    },
    configurable: true,
  },
  mT: {
    get(this: Fluent): unknown {
      return (matrixTranspose as Operation)(this as never)
    },
    configurable: true,
  },
  mH: {
    get(this: Fluent): unknown {
      return (conj as Operation)(matrixTranspose(this as never) as never)
    },
    configurable: true,
  },
})
