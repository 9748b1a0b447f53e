// Steps of Stockham's transform: columns of length r · m become r-point transforms of each other, already in order. A run of
// neighbours shares its roots, so vectors go along it; where a run is one number, they go along the roots.
import { type Code, type Local, type Operand, type Statements, upTo, when } from "../code.ts"
import type { Module, Procedure, Variables } from "../module.ts"
import { i32 } from "../scalars.ts"
import { f64x2, v128 } from "../simd.ts"
import { type Complex, type Held, Lanes, pair, single } from "./lanes.ts"

type I32 = Local<"i32">

/** The transform of r numbers, r being the number of arguments. */
type Butterfly = <T extends Held>(lanes: Lanes<T>, x: readonly Complex<T>[]) => readonly Complex<T>[]

const two: Butterfly = (l, [a, b]) => [l.add(a!, b!), l.sub(a!, b!)]

const three: Butterfly = (l, [a, b, c]) => {
  const sum = l.add(b!, c!)
  const middle = l.plus(a!, l.constant(-0.5), sum)
  const turned = l.scale(l.constant(Math.sqrt(0.75)), l.sub(b!, c!))
  return [l.add(a!, sum), l.below(middle, turned), l.above(middle, turned)]
}

const four: Butterfly = (l, [a, b, c, d]) => {
  const [p, q, r, s] = [l.add(a!, c!), l.sub(a!, c!), l.add(b!, d!), l.sub(b!, d!)]
  return [l.add(p, r), l.below(q, s), l.sub(p, r), l.above(q, s)]
}

// cos and sin of 2π/5 and 4π/5
const [C1, C2, S1, S2] = [0.30901699437494745, -0.8090169943749475, 0.9510565162951535, 0.5877852522924731]

const five: Butterfly = (l, [a, b, c, d, e]) => {
  const [c1, c2, s1, s2, minusS1] = [C1, C2, S1, S2, -S1].map((x) => l.constant(x)) as [never, never, never, never, never]
  const [p, q, r, s] = [l.add(b!, e!), l.add(c!, d!), l.sub(b!, e!), l.sub(c!, d!)]
  const [near, far] = [l.plus(l.plus(a!, c1, p), c2, q), l.plus(l.plus(a!, c2, p), c1, q)]
  const [t, u] = [l.plus(l.scale(s1, r), s2, s), l.plus(l.scale(s2, r), minusS1, s)]
  return [l.add(a!, l.add(p, q)), l.below(near, t), l.below(far, u), l.above(far, u), l.above(near, t)]
}

/** Radices that have a step. */
export const butterflies: Readonly<Record<number, Butterfly>> = { 2: two, 3: three, 4: four, 5: five }

/** m, then bytes: of a run, x, y, from real to imaginary parts, roots: for each power a row of m real and one of m imaginary parts. */
type Pass = Procedure<["i32", "i32", "i32", "i32", "i32", "i32"]>

/** Numbers j = 0 … r − 1 in code. */
const range = (count: number): number[] => Array.from({ length: count }, (_, j) => j)

function definePass(m: Module, radix: number, fused: boolean): Pass {
  const butterfly = butterflies[radix] as Butterfly
  const alone = radix === 2 || radix === 4 ? defineAlone(m, radix, fused) : undefined
  return m.define(`pass${radix}`, ["i32", "i32", "i32", "i32", "i32", "i32"], (v, count, run, x, y, apart, w) => {
    const [p, end, far, plane, imaginary] = v.locals("i32", 5) as [I32, I32, I32, I32, I32]
    const places = v.locals("i32", radix) as I32[]
    const roots = range(radix - 1).map(() => v.locals("i32", 2) as [I32, I32])
    /** One butterfly at x, to y; its results are multiplied by the roots unless those are 1. */
    const once = <T extends Held>(lanes: Lanes<T>, root: ((k: number) => Complex<T>) | null): Statements => {
      const { of, steps } = lanes
      steps.push(places.map((at, j) => at.set(j === 0 ? x : i32.add(places[j - 1] as I32, far))))
      const results = butterfly(
        lanes,
        places.map((at) => lanes.load(at, apart, i32.add)),
      )
      results.forEach((result, k) => {
        const { re, im } = root === null || k === 0 ? result : lanes.mul(result, root(k - 1))
        const to = k === 0 ? y : (places[0] as I32)
        if (k > 0) steps.push([to.set(i32.add(k === 1 ? y : to, run))])
        steps.push([of.store(to, re), of.store(i32.add(to, apart), im)])
      })
      return [steps, y.set(i32.add(y, of.bytes))]
    }
    /** A run of butterflies with the roots of one place. */
    const along = (turned: boolean): Statements => {
      const spread = range(radix - 1).map((): Complex<"v128"> & { set: Statements } => {
        const [re, im] = v.locals("v128", 2) as [Local<"v128">, Local<"v128">]
        return { re, im, set: [] }
      })
      const load = roots.map(([re, im], k) => [
        (spread[k]!.re as Local<"v128">).set(v128.load64Splat(re)),
        (spread[k]!.im as Local<"v128">).set(v128.load64Splat(im)),
      ])
      const rest = (k: number): Complex<"f64"> => ({ re: single.load(roots[k]![0]), im: single.load(roots[k]![1]) })
      return [
        turned ? load : [],
        end.set(i32.add(x, i32.and(run, -16))),
        upTo(x, end, 16, once(new Lanes(pair(fused), v), turned ? (k) => spread[k] as Complex<"v128"> : null)),
        when(i32.and(run, 8), [once(new Lanes(single, v), turned ? rest : null), x.set(i32.add(x, 8))]),
        y.set(i32.add(y, i32.mul(run, radix - 1))),
      ]
    }
    const everywhere: Statements = [
      far.set(i32.mul(count, run)),
      plane.set(i32.shl(count, 3)),
      imaginary.set(i32.mul(plane, radix - 1)),
      roots.map(([re, im], k) => [re.set(k === 0 ? w : i32.add(roots[k - 1]![0], plane)), im.set(i32.add(re, imaginary))]),
      along(false),
      p.set(1),
      upTo(p, count, 1, [roots.flat().map((at) => at.set(i32.add(at, 8))), along(true)]),
    ]
    if (alone === undefined) return everywhere
    // two places at a time
    const even = i32.and(i32.eq(run, 8), i32.eqz(i32.and(count, 1)))
    return [when(even, [alone(count, x, y, apart, w)], everywhere)]
  })
}

/** Runs of one number: neighbours have roots beside each other, and results that lie r apart. */
function defineAlone(m: Module, radix: 2 | 4, fused: boolean): Procedure<["i32", "i32", "i32", "i32", "i32"]> {
  return m.define(`alone${radix}`, ["i32", "i32", "i32", "i32", "i32"], (v, count, x, y, apart, w) => {
    const [end, plane] = v.locals("i32", 2) as [I32, I32]
    const places = v.locals("i32", radix) as I32[]
    const roots = v.locals("i32", 2 * (radix - 1)) as I32[]
    const lanes = new Lanes(pair(fused), v)
    const advance = (at: I32, bytes: number) => at.set(i32.add(at, bytes))
    const numbers = places.map((at) => lanes.load(at, apart, i32.add))
    const results = (butterflies[radix] as Butterfly)(lanes, numbers).map((result, k) => {
      const root = (part: number): Code<"v128"> => v128.load(roots[k - 1 + part * (radix - 1)] as I32)
      return k === 0 ? result : lanes.mul(result, { re: root(0), im: root(1) })
    })
    const stores = (part: "re" | "im", at: Operand<"i32">) =>
      [0, 1].flatMap((place) =>
        range(radix / 2).map((k) => {
          const joined = f64x2.shuffle(results[2 * k]![part], results[2 * k + 1]![part], [place, place + 2])
          return v128.store(at, joined, 8 * (place * radix + 2 * k))
        }),
      )
    return [
      plane.set(i32.shl(count, 3)),
      places.map((at, j) => at.set(j === 0 ? x : i32.add(places[j - 1] as I32, plane))),
      roots.map((at, j) => at.set(j === 0 ? w : i32.add(roots[j - 1] as I32, plane))),
      end.set(i32.add(x, plane)),
      upTo(x, end, 16, [
        lanes.steps,
        stores("re", y),
        stores("im", i32.add(y, apart)),
        [...places, ...roots].map((at) => advance(at, 16)),
        advance(y, 16 * radix),
      ]),
    ]
  })
}

/**
 * `run(rows, x, y, spare, xStep, yStep, width, apart, table, steps, roots)`: transforms one after the other, so many bytes apart from
 * each other in x and in y. A line of the table is a radix, m and where its roots are; `width` is the bytes of the first runs.
 */
export function defineTransform(m: Module, fused: boolean): void {
  const passes = Object.keys(butterflies).map((radix) => ({ radix: Number(radix), pass: definePass(m, Number(radix), fused) }))
  const parameters = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const
  m.define("run", parameters, (v: Variables, rows, x, y, spare, xStep, yStep, width, apart, table, steps, roots) => {
    const [row, left, from, to, run, line] = v.locals("i32", 6) as [I32, I32, I32, I32, I32, I32]
    const radix = i32.load(line)
    const pass = passes.map((one) =>
      when(i32.eq(radix, one.radix), [one.pass(i32.load(line, 4), run, from, to, apart, i32.add(roots, i32.load(line, 8)))]),
    )
    return [
      upTo(row, rows, 1, [
        from.set(x),
        run.set(width),
        line.set(table),
        left.set(0),
        upTo(left, steps, 1, [
          // the last step ends in y, the others take turns
          to.set(y),
          when(i32.eqz(i32.and(i32.sub(steps, left), 1)), [to.set(spare)]),
          pass,
          run.set(i32.mul(run, radix)),
          from.set(to),
          line.set(i32.add(line, 12)),
        ]),
        x.set(i32.add(x, xStep)),
        y.set(i32.add(y, yStep)),
      ]),
    ]
  })
}
