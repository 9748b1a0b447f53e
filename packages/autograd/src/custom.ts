// Functions with derivatives of their own.
import {
  conj,
  dtypeOf,
  flatten,
  isFloating,
  NablaError,
  sameStructure,
  shapeOf,
  sameShape,
  showShape,
  showStructure,
  type Structure,
  unbroadcast,
  unflatten,
  type Value,
} from "@nablajs/core"
import { type Call, callable, called, flatFunction } from "./called.ts"
import { checkFunction, type Fn, outputs, zeroOf } from "./edges.ts"
import type { Tangent } from "./push.ts"
import { record, take, walk } from "./reverse.ts"
import type { Traced } from "./tape.ts"

/**
 * f with a reverse rule of its own: `forward` takes the arguments of f and gives `[y, saved]`, `backward` takes `saved` and
 * the cotangent of y and gives a list with the cotangent of each argument (null: none). The rule may be any operations, so it
 * can be differentiated again, and it is used in batches and, read backwards, by forward mode. Values that f takes from
 * its surroundings instead of its arguments are constants to the rule.
 *
 * @example
 * ```ts
 * const clipped = customVjp((x) => x, (x) => [x, null], (_, g) => [clip(g, -1, 1)])
 * grad((x) => multiply(10, clipped(x)))(3) // => 1
 * ```
 */
export function customVjp<F extends Fn>(f: F, forward: Fn, backward: Fn): F {
  for (const part of [f, forward, backward]) checkFunction("customVjp", part)
  const name = f.name === "" ? "customVjp" : f.name
  const keep = (xs: readonly Value[], call: Call) => {
    const pair = forward(...(unflatten(call.structure, xs) as unknown[]))
    if (!Array.isArray(pair) || pair.length !== 2) {
      throw new NablaError(
        "bad-argument",
        `${name}: the forward part of a customVjp returns [y, saved], got ${Array.isArray(pair) ? `a list of ${pair.length}` : typeof pair}`,
      )
    }
    const { leaves: ys, structure } = outputs(name, pair[0], null)
    call.result = structure
    const pull = (gs: readonly Tangent[]): readonly Tangent[] => {
      const g = unflatten(
        structure,
        gs.map((c, k) => (c === null ? zeroOf(ys[k] as Value) : (conj(c as never) as Value))),
      )
      return cotangents(name, backward(pair[1], g), xs, call.structure).map((c) => c && (conj(c as never) as Value))
    }
    return { ys, pull }
  }
  return callable(
    called({ name, run: flatFunction(name, f), record: keep, jvp: (xs, dxs, _, call) => transposedTwice(keep, xs, dxs, call) }),
  ) as F
}

// J dx is what (g ↦ Jᵀ g), a linear function of g, gives when it is itself pulled back along dx.
function transposedTwice(
  keep: (xs: readonly Value[], call: Call) => { ys: readonly Value[]; pull: (gs: readonly Tangent[]) => readonly Tangent[] },
  xs: readonly Value[],
  dxs: readonly Tangent[],
  call: Call,
): readonly Tangent[] {
  const { ys, pull } = keep(xs, call)
  const places = dxs.map((_, i) => i).filter((i) => dxs[i] !== null)
  const moving = ys.map((_, k) => k).filter((k) => typeof ys[k] === "number" || isFloating(dtypeOf(ys[k] as Value)))
  const transpose = (...gs: Value[]): Value[] => {
    const all = pull(ys.map((_, k) => gs[moving.indexOf(k)] ?? null))
    return places.map((i) => all[i] ?? zeroOf(xs[i] as Value))
  }
  const rule = record(
    "customVjp",
    transpose,
    moving.map((k) => zeroOf(ys[k] as Value)),
  )
  walk(
    rule.tape,
    rule.outputs,
    places.map((i) => dxs[i] as Value),
  )
  const dys = ys.map((): Tangent => null)
  moving.forEach((k, i) => {
    dys[k] = take(rule.inputs[i] as Traced)
  })
  return dys
}

/** One cotangent for each value among the arguments, from the list that a backward part returned. */
function cotangents(name: string, list: unknown, xs: readonly Value[], structure: Structure): Tangent[] {
  const count = structure.children.length
  if (!Array.isArray(list) || list.length !== count) {
    const got = Array.isArray(list) ? `a list of ${list.length}` : typeof list
    throw new NablaError(
      "bad-argument",
      `${name}: the backward part of a customVjp returns a list of ${count}, one cotangent for each argument, got ${got}`,
    )
  }
  const out: Tangent[] = []
  list.forEach((c, i) => {
    const argument = structure.children[i] as Structure
    if (c === null) {
      for (let n = sizeOfTree(argument); n > 0; n--) out.push(null)
      return
    }
    const given = flatten(name, c)
    if (!sameStructure(given.structure, argument)) {
      throw new NablaError(
        "bad-argument",
        `${name}: the cotangent of argument ${i} must have the structure ${showStructure(argument)}, got ${showStructure(given.structure)}`,
      )
    }
    out.push(...given.leaves)
  })
  return out.map((c, i) => (c === null ? null : summedTo(name, c, xs[i] as Value)))
}

// A rule need not undo broadcasting: g · y may have a larger shape than the argument.
function summedTo(name: string, c: Value, x: Value): Value {
  const [from, to] = [shapeOf(c), shapeOf(x)]
  if (sameShape(from, to)) return c
  const extra = from.length - to.length
  if (extra >= 0 && to.every((n, i) => n === 1 || n === from[i + extra])) return unbroadcast(c, to)
  throw new NablaError(
    "shape-mismatch",
    `${name}: the backward part gave a cotangent of shape ${showShape(from)} for an argument of shape ${showShape(to)}`,
  )
}

const sizeOfTree = (s: Structure): number => (!s.list && s.keys === null ? 1 : s.children.reduce((n, child) => n + sizeOfTree(child), 0))

/**
 * f with a forward rule of its own: `rule` takes the list of arguments and the list of their tangents and gives `[y, dy]`. It
 * serves reverse mode too, which reads it backwards, so dy must be linear in the tangents.
 *
 * @example
 * ```ts
 * const cubed = customJvp((x) => pow(x, 3), ([x], [dx]) => [pow(x, 3), multiply(dx, multiply(3, square(x)))])
 * grad(cubed)(2) // => 12
 * ```
 */
export function customJvp<F extends Fn>(f: F, rule: (primals: Parameters<F>, tangents: Parameters<F>) => readonly [unknown, unknown]): F {
  for (const part of [f, rule]) checkFunction("customJvp", part)
  const name = f.name === "" ? "customJvp" : f.name
  const jvp = (xs: readonly Value[], dxs: readonly Tangent[], ys: readonly Value[], call: Call): readonly Tangent[] => {
    const tangents = unflatten(
      call.structure,
      dxs.map((dx, i) => dx ?? zeroOf(xs[i] as Value)),
    )
    const pair = rule(unflatten(call.structure, xs) as Parameters<F>, tangents as Parameters<F>)
    if (!Array.isArray(pair) || pair.length !== 2) throw new NablaError("bad-argument", `${name}: the rule of a customJvp returns [y, dy]`)
    const { leaves, structure } = outputs(name, pair[1], null)
    if (call.result !== null && !sameStructure(structure, call.result)) {
      throw new NablaError(
        "bad-argument",
        `${name}: the rule gave a tangent with the structure ${showStructure(structure)} for a result ${showStructure(call.result)}`,
      )
    }
    leaves.forEach((dy, k) => {
      const y = ys[k] as Value
      if (sameShape(shapeOf(dy), shapeOf(y))) return
      throw new NablaError(
        "shape-mismatch",
        `${name}: the rule gave a tangent of shape ${showShape(shapeOf(dy))} for a result of shape ${showShape(shapeOf(y))}`,
      )
    })
    return leaves
  }
  return callable(called({ name, run: flatFunction(name, f), jvp })) as F
}
