// Operations on whole rows, two elements at a time.
import { type Code, type Local, type Statements, upTo, when } from "../code.ts"
import type { Module } from "../module.ts"
import { f64, i32 } from "../scalars.ts"
import { f64x2, v128 } from "../simd.ts"
import { fma } from "./product.ts"

type V = Local<"v128">

/** Runs over n elements: pairs, then a single last one. */
function along(n: Local<"i32">, j: Local<"i32">, step: (load: (p: Code<"i32">) => Code<"v128">, store: Store) => Statements): Statements {
  const pairs = step(
    (p) => v128.load(p),
    (p, x) => v128.store(p, x),
  )
  const single = step(
    (p) => v128.load64Zero(p),
    (p, x) => v128.store64Lane(p, x, 0),
  )
  return [n.set(i32.shl(n, 3)), j.set(0), upTo(j, i32.and(n, -16), 16, pairs), when(i32.ltU(j, n), [single])]
}

type Store = (place: Code<"i32">, value: V) => ReturnType<typeof v128.store>

export function generateRows(module: Module, fused: boolean): void {
  const times = fma(fused)
  module.define("subtractRow", ["i32", "f64", "i32", "i32"], (v, n, f, x, y) => {
    const [j, factor, sum] = [v.local("i32"), v.local("v128"), v.local("v128")]
    const step = (load: (p: Code<"i32">) => Code<"v128">, store: Store): Statements => [
      sum.set(times(factor, load(i32.add(y, j)), load(i32.add(x, j)))),
      store(i32.add(x, j), sum),
    ]
    return [factor.set(f64x2.splat(f64.neg(f))), along(n, j, step)]
  })
  module.define("reflectThree", ["i32", "i32", "i32", "f64", "f64", "f64"], (v, n, p, step, tau, v1, v2) => {
    const [j, q, r] = v.locals("i32", 3) as [Local<"i32">, Local<"i32">, Local<"i32">]
    const [w1, w2, t0, t1, t2, a, b, c, sum] = v.locals("v128", 9) as [V, V, V, V, V, V, V, V, V]
    const body = (load: (p: Code<"i32">) => Code<"v128">, store: Store): Statements => {
      const [first, second, third] = [i32.add(p, j), i32.add(q, j), i32.add(r, j)]
      return [
        a.set(load(first)),
        b.set(load(second)),
        c.set(load(third)),
        sum.set(times(w2, c, times(w1, b, a))),
        a.set(times(t0, sum, a)),
        b.set(times(t1, sum, b)),
        c.set(times(t2, sum, c)),
        store(first, a),
        store(second, b),
        store(third, c),
      ]
    }
    const minus = (x: Code<"f64">): Code<"v128"> => f64x2.splat(f64.neg(x))
    return [
      q.set(i32.add(p, step)),
      r.set(i32.add(q, step)),
      w1.set(f64x2.splat(v1)),
      w2.set(f64x2.splat(v2)),
      t0.set(minus(tau)),
      t1.set(minus(f64.mul(tau, v1))),
      t2.set(minus(f64.mul(tau, v2))),
      along(n, j, body),
    ]
  })
}
