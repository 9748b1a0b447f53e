// Forward mode: each value carries its tangent along.
import {
  bind1,
  bind2,
  bindN,
  flatten,
  type Jvp,
  NablaError,
  type Params,
  type Primitive,
  unflatten,
  type Value,
  type World,
} from "@nablajs/core"
import type { Called } from "./called.ts"
import { checkFunction, checkInput, type Fn, matching, outputs, outward, zeroOf } from "./edges.ts"
import { ensureBelow, invoke, unrolls } from "./invoke.ts"
import { push1, push2, pushN, type Tangent } from "./push.ts"
import { constantOf, ensureOpen, run, Standing, Trace } from "./trace.ts"

/** A value with its tangent. */
class Dual extends Standing {
  readonly tangent: Value

  constructor(world: World, primal: Value, tangent: Value, origin: string | null) {
    super(world, primal, origin)
    this.tangent = tangent
  }

  protected remedy(): string {
    return "use stopGradient(x).item() for the number without its derivative, or compare first: less(x, 0).item()"
  }
}

/** The world of dual values. Where a result has no tangent it is no dual either. */
class Forward extends Trace implements World {
  dual(x: Value, dx: Tangent, origin: string | null = null): Value {
    return dx === null ? constantOf(x) : (new Dual(this, x, dx, origin) as unknown as Value)
  }

  bind1(p: Primitive, x: Value, params: Params): Value {
    ensureOpen(this, p)
    const a = this.lower(x)
    const y = bind1(p, a, params)
    return this.dual(y, push1(p, a, this.tangentOf(x) as Value, y, params), p.name)
  }

  bind2(p: Primitive, x: Value, z: Value, params: Params): Value {
    ensureOpen(this, p)
    const a = this.lower(x)
    const b = this.lower(z)
    const y = bind2(p, a, b, params)
    return this.dual(y, push2(p, a, this.tangentOf(x), b, this.tangentOf(z), y, params), p.name)
  }

  bindN(p: Primitive, args: readonly Value[], params: Params): Value {
    ensureOpen(this, p)
    const xs = args.map((x) => this.lower(x))
    const y = bindN(p, xs, params)
    return this.dual(
      y,
      pushN(
        p,
        xs,
        args.map((x) => this.tangentOf(x)),
        [y],
        params,
      )[0] as Tangent,
      p.name,
    )
  }

  bindAll(p: Primitive, args: readonly Value[], params: Params): Value[] {
    if (p.kind === "elementwise" || !p.multi) return [this.bindN(p, args, params)]
    ensureOpen(this, p)
    if ((p as Partial<Called>).inline === true) return (p as Called).run(args, params)
    const xs = args.map((x) => this.lower(x))
    const dxs = args.map((x) => this.tangentOf(x))
    if (unrolls(p)) {
      const { ys, dys } = p.joint(xs, dxs, params)
      return ys.map((y, i) => this.dual(y, dys[i] as Tangent, p.name))
    }
    const ys = invoke(p, xs, params)
    ensureBelow(this, p, ys)
    const dys = pushN(p, xs, dxs, ys, params)
    return ys.map((y, i) => this.dual(y, dys[i] ?? null, p.name))
  }

  lower(x: Value): Value {
    return this.owns(x) ? x.primal : x
  }

  tangentOf(x: Value): Tangent {
    return this.owns(x) ? x.tangent : null
  }

  private owns(x: Value): x is Value & Dual {
    return typeof x === "object" && (x as unknown as Dual).world === this
  }
}

/** f of lists of values, and the tangents of its results; null is zero. */
export function pushValues(
  operation: string,
  f: (xs: readonly Value[]) => readonly Value[],
  xs: readonly Value[],
  dxs: readonly Tangent[],
): { ys: Value[]; dys: Tangent[] } {
  const trace = new Forward(operation)
  const ys = run(trace, () => f(xs.map((x, i) => (dxs[i] ? trace.dual(x, dxs[i] as Value) : x))))
  return { ys: ys.map((y) => trace.lower(y)), dys: ys.map((y) => trace.tangentOf(y)) }
}

/** Runs f on dual values. */
export function pushForward(
  operation: string,
  f: Fn,
  primals: readonly unknown[],
  tangents: readonly unknown[],
  what: string,
  level?: number,
): [unknown, unknown] {
  const { leaves, structure } = flatten(operation, primals)
  for (const x of leaves) checkInput(operation, x)
  const directions = matching(operation, what, tangents, leaves, structure)
  const trace = new Forward(operation, level)
  const args = unflatten(
    structure,
    leaves.map((x, i) => trace.dual(x, directions[i] as Value)),
  ) as unknown[]
  const y = outputs(
    operation,
    run(trace, () => f(...args)),
    trace,
  )
  const numeric = typeof primals[0] === "number"
  const values = y.leaves.map((leaf) => outward(trace.lower(leaf), numeric))
  const derivatives = y.leaves.map((leaf) => outward(trace.tangentOf(leaf) ?? zeroOf(trace.lower(leaf)), numeric))
  return [unflatten(y.structure, values), unflatten(y.structure, derivatives)]
}

/**
 * The value of f and its derivative in a direction: y = f(x), dy = J(x) dx. Tangents have the structure and shapes of
 * the arguments, dy those of y. Numbers in give numbers out.
 *
 * @example
 * ```ts
 * const [y, dy] = jvp((x) => multiply(x, x), [3], [1])
 * dy // => 6
 * ```
 */
export const jvp = ((f: Fn, primals: readonly unknown[], tangents: readonly unknown[]): [unknown, unknown] => {
  checkFunction("jvp", f)
  if (Array.isArray(primals) && Array.isArray(tangents)) return pushForward("jvp", f, primals, tangents, "the tangents")
  throw new NablaError("bad-argument", "jvp: arguments and tangents are lists, as in jvp(f, [x], [dx])")
}) as unknown as Jvp
