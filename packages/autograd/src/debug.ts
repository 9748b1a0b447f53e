// A mode of debugging: the first operation that makes NaN is named, forwards or on the way back.
import {
  asNode,
  bind1,
  bind2,
  bindN,
  dtypeOf,
  flatten,
  isFloating,
  isComputed,
  NablaError,
  type NDArray,
  type Params,
  type Primitive,
  shapeOf,
  showShape,
  unflatten,
  type Value,
  type World,
} from "@nablajs/core"
import { checkFunction, type Fn, outputs, outward, toNumber } from "./edges.ts"
import { invoke, unrolls } from "./invoke.ts"
import { ensureOpen, run, Standing, Trace } from "./trace.ts"

class Watched extends Standing {
  protected remedy(): string {
    return "reduce it to a scalar first"
  }
}

/** The world of values that are looked at as soon as they are made. They may be read. */
class Watch extends Trace implements World {
  override readonly readable = true

  watched(x: Value, origin: string | null = null): Value {
    return new Watched(this, x, origin) as unknown as Value
  }

  lower(x: Value): Value {
    return typeof x === "object" && (x as unknown as Watched).world === this ? (x as unknown as Watched).primal : x
  }

  bind1(p: Primitive, x: Value, params: Params): Value {
    ensureOpen(this, p)
    const a = this.lower(x)
    return this.looked(p, [a], bind1(p, a, params))
  }

  bind2(p: Primitive, x: Value, z: Value, params: Params): Value {
    ensureOpen(this, p)
    const [a, b] = [this.lower(x), this.lower(z)]
    return this.looked(p, [a, b], bind2(p, a, b, params))
  }

  bindN(p: Primitive, args: readonly Value[], params: Params): Value {
    ensureOpen(this, p)
    const xs = args.map((x) => this.lower(x))
    return this.looked(p, xs, bindN(p, xs, params))
  }

  bindAll(p: Primitive, args: readonly Value[], params: Params): Value[] {
    if (p.kind === "elementwise" || !p.multi) return [this.bindN(p, args, params)]
    ensureOpen(this, p)
    // a loop is looked at operation by operation
    if (unrolls(p)) return p.unroll(args, params)
    const xs = args.map((x) => this.lower(x))
    return invoke(p, xs, params).map((y) => this.looked(p, xs, y))
  }

  private looked(p: Primitive, xs: readonly Value[], y: Value): Value {
    if (hasNaN(y) && !xs.some(hasNaN)) throw found(p, xs, y)
    return this.watched(y, p.name)
  }
}

function found(p: Primitive, xs: readonly Value[], y: Value): NablaError {
  const operands = xs
    .map((x) => (shapeOf(x).length === 0 ? String(toNumber(x)) : `a ${dtypeOf(x)} tensor of shape ${showShape(shapeOf(x))}`))
    .join(" and ")
  return new NablaError(
    "nan-found",
    `debugNans: ${p.name} made NaN${shapeOf(y).length === 0 ? "" : ` (result of shape ${showShape(shapeOf(y))})`} from ${operands}`,
  )
}

function hasNaN(x: Value): boolean {
  if (typeof x === "number") return Number.isNaN(x)
  if (!isComputed(x) || !isFloating(dtypeOf(x))) return false
  const data = (asNode(x) as NDArray).data as ArrayLike<number>
  for (let i = 0; i < data.length; i++) if (Number.isNaN(data[i])) return true
  return false
}

/**
 * f with every operation looked at: the first that makes NaN from operands without one throws an error that names it and
 * its operands. Around `grad(f)` it also watches the way back. It costs time, so it is for debugging.
 *
 * @example debugNans(grad((x) => log(x)))(2) // => 0.5
 */
export function debugNans<F extends Fn>(f: F): F {
  checkFunction("debugNans", f)
  return ((...args: unknown[]) => {
    const trace = new Watch("debugNans")
    const numeric = typeof args[0] === "number"
    const { leaves, structure } = flatten("debugNans", args)
    const watched = unflatten(
      structure,
      leaves.map((x) => trace.watched(x)),
    ) as unknown[]
    const y = outputs(
      "debugNans",
      run(trace, () => f(...watched)),
      trace,
    )
    return unflatten(
      y.structure,
      y.leaves.map((leaf) => outward(trace.lower(leaf), numeric)),
    )
  }) as F
}
