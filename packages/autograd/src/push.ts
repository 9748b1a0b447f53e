// Tangents forward through one operation, read from the rule of its primitive. A tangent of null is zero and costs nothing.
import {
  bind1,
  bind2,
  bindAll,
  bindN,
  broadcastTo,
  castTo,
  dtypeOf,
  type Elementwise,
  fillLike,
  type Params,
  type Partial,
  type Primitive,
  sameShape,
  shapeOf,
  type Value,
} from "@nablajs/core"
import { plus, times } from "./cotangent.ts"

export type Tangent = Value | null

/** dy of y = f(x). */
export function push1(p: Primitive, x: Value, dx: Value, y: Value, params: Params): Tangent {
  if (p.kind === "elementwise") {
    const partial = p.partials[0] as Partial | null
    return partial === null ? null : like(y, times(dx, partial(y, x, 0, 0)))
  }
  if (p.kind === "linear") return bind1(p, dx, params)
  return pushN(p, [x], [dx], [y], params)[0] as Tangent
}

/** dy of y = f(a, b). */
export function push2(p: Primitive, a: Value, da: Tangent, b: Value, db: Tangent, y: Value, params: Params): Tangent {
  if (p.kind !== "elementwise") return pushN(p, [a, b], [da, db], [y], params)[0] as Tangent
  const [fa, fb] = p.partials as readonly (Partial | null)[]
  const left = da === null || !fa ? null : times(da, fa(y, a, b, 0))
  const right = db === null || !fb ? null : times(db, fb(y, a, b, 0))
  const total = left === null ? right : right === null ? left : plus(left, right)
  return total === null ? null : like(y, total)
}

/** The tangents of all results. */
export function pushN(
  p: Primitive,
  xs: readonly Value[],
  dxs: readonly Tangent[],
  ys: readonly Value[],
  params: Params,
): readonly Tangent[] {
  switch (p.kind) {
    case "elementwise":
      return [pushElementwise(p, xs, dxs, ys[0] as Value)]
    case "linear": {
      const tangents = dxs.map((dx, i) => dx ?? fillLike(xs[i] as Value, 0))
      return p.multi ? bindAll(p, tangents, params) : [bindN(p, tangents, params)]
    }
    case "multilinear":
      return [pushMultilinear(p, xs, dxs, params)]
    case "custom":
      return p.jvp(xs, dxs, ys, params)
  }
}

function pushElementwise(p: Elementwise, xs: readonly Value[], dxs: readonly Tangent[], y: Value): Tangent {
  let total: Tangent = null
  for (let i = 0; i < xs.length; i++) {
    const partial = p.partials[i]
    const dx = dxs[i] as Tangent
    if (!partial || dx === null) continue
    const part = times(dx, partial(y, xs[0] as Value, xs[1] as Value, xs[2] as Value))
    total = total === null ? part : plus(total, part)
  }
  return total === null ? null : like(y, total)
}

// d f(x, z) = f(dx, z) + f(x, dz)
function pushMultilinear(
  p: Extract<Primitive, { kind: "multilinear" }>,
  xs: readonly Value[],
  dxs: readonly Tangent[],
  params: Params,
): Tangent {
  let total: Tangent = null
  for (let i = 0; i < xs.length; i++) {
    const dx = dxs[i] as Tangent
    if (dx === null || (p.transposes[i] ?? null) === null) continue
    const part =
      xs.length === 1
        ? bind1(p, dx, params)
        : xs.length === 2
          ? bind2(p, i === 0 ? dx : (xs[0] as Value), i === 1 ? dx : (xs[1] as Value), params)
          : bindN(
              p,
              xs.map((x, k) => (k === i ? dx : x)),
              params,
            )
    total = total === null ? part : plus(total, part)
  }
  return total
}

/** The tangent with shape and type of y: what broadcasting did to x it does to dx. */
function like(y: Value, dy: Value): Value {
  if (typeof y === "number") return dy
  if (typeof dy === "number") return fillLike(y, dy)
  const spread = sameShape(shapeOf(dy), shapeOf(y)) ? dy : (broadcastTo(dy, shapeOf(y)) as Value)
  return dtypeOf(spread) === dtypeOf(y) ? spread : castTo(spread, dtypeOf(y))
}
