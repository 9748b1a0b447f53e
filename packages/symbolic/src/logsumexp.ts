// log Σ eˣ as one primitive: formulas show it by name, and its derivative, the softmax, neither overflows nor divides.
import {
  add,
  asNode,
  bindN,
  broadcast,
  type Custom,
  custom,
  exp,
  isfinite,
  log,
  max,
  multiply,
  type NDArray,
  reduceShape,
  type Shape,
  shapeOf,
  subtract,
  sum,
  type Value,
  where,
} from "@nablajs/core"

interface Axes {
  readonly axes: readonly number[]
}

/** eˣ⁻ʸ for y = log Σ eˣ */
const softmax = (x: Value, y: Value, axes: readonly number[]): Value =>
  exp(subtract(x as never, broadcast(y, shapeOf(x), axes) as never) as never) as Value

// The largest element is taken out before the exponentials; 0 stands in for it where it is not finite.
function stable(x: NDArray, axes: readonly number[]): NDArray {
  const total = (m: Value): Value =>
    log(
      sum(exp(subtract(x as never, broadcast(m, x.shape, axes) as never) as never) as never, { axis: axes as number[] }) as never,
    ) as Value
  if (axes.some((i) => x.shape[i] === 0)) return asNode(total(0)) as NDArray
  const top = max(x as never, { axis: axes as number[] }) as Value
  const m = where(isfinite(top as never) as never, top as never, 0 as never) as Value
  return asNode(add(total(m) as never, m as never) as Value) as NDArray
}

export const logsumexpPrimitive: Custom = /* @__PURE__ */ custom<Axes>({
  name: "logsumexp",
  shape: ([x], { axes }) => reduceShape(x as Shape, axes),
  eager: ([x], { axes }) => stable(x as NDArray, axes),
  jvp: ([x], [dx], [y], { axes }: Axes) => [
    sum(multiply(softmax(x as Value, y as Value, axes) as never, dx as never) as never, { axis: axes }) as Value,
  ],
  vjp: ([g], [x], [y], { axes }: Axes) => [
    multiply(broadcast(g as Value, shapeOf(x as Value), axes) as never, softmax(x as Value, y as Value, axes) as never) as Value,
  ],
  lift: ({ axes }) => ({ axes: axes.map((k) => k + 1) }),
  notation: { text: "logsumexp", latex: "\\operatorname{logsumexp}" },
})

export const logsumexp = (x: Value, axes: readonly number[]): Value => bindN(logsumexpPrimitive, [x], { axes })
