// What stands before and behind a transform: rows are moved, real numbers become complex ones of half the length and back, and
// all numbers are multiplied. A row is a run of so many bytes; imaginary parts lie `apart` from the real ones.
import { type Code, type Local, type Operand, type Statements, upTo, when } from "../code.ts"
import type { Module, Variables } from "../module.ts"
import { f64, i32 } from "../scalars.ts"
import { f64x2, v128 } from "../simd.ts"
import { type Complex, type Held, Lanes, pair, single } from "./lanes.ts"

type I32 = Local<"i32">

export function defineRows(m: Module, fused: boolean): void {
  defineMove(m)
  defineInterleave(m)
  defineScale(m)
  defineMultiply(m, fused)
  defineUntangle(m, fused)
  defineTangle(m, fused)
  defineMirror(m)
}

/** Runs a body over a row, two numbers at a time and a last one alone. `at` counts bytes from its beginning. */
function along(v: Variables, at: I32, bytes: Operand<"i32">, fused: boolean, body: <T extends Held>(lanes: Lanes<T>) => void): Statements {
  const [pairs, rest] = [new Lanes(pair(fused), v), new Lanes(single, v)]
  body(pairs)
  body(rest)
  return [at.set(0), upTo(at, i32.and(bytes, -16), 16, [pairs.steps]), when(i32.and(bytes, 8), [rest.steps])]
}

/** `move(from, fromStep, to, toStep, rows, bytes)`: copies rows. */
function defineMove(m: Module): void {
  m.define("move", ["i32", "i32", "i32", "i32", "i32", "i32"], (v, from, fromStep, to, toStep, rows, bytes) => {
    const [row, at] = v.locals("i32", 2) as [I32, I32]
    const copy = along(v, at, bytes, false, ({ of, steps }) => steps.push([of.store(i32.add(to, at), of.load(i32.add(from, at)))]))
    return [upTo(row, rows, 1, [copy, from.set(i32.add(from, fromStep)), to.set(i32.add(to, toStep))])]
  })
}

/** `split(from, even, odd, n)` and `join(even, odd, to, n)` for n numbers in turn at either of two places. */
function defineInterleave(m: Module): void {
  m.define("split", ["i32", "i32", "i32", "i32"], (v, from, even, odd, n) => {
    const end = v.local("i32")
    const [a, b] = v.locals("v128", 2) as [Local<"v128">, Local<"v128">]
    return [
      end.set(i32.add(even, i32.and(i32.shl(n, 3), -16))),
      upTo(even, end, 16, [
        [a.set(v128.load(from)), b.set(v128.load(from, 16)), from.set(i32.add(from, 32))],
        [v128.store(even, f64x2.shuffle(a, b, [0, 2])), v128.store(odd, f64x2.shuffle(a, b, [1, 3])), odd.set(i32.add(odd, 16))],
      ]),
      when(i32.and(n, 1), [f64.store(even, f64.load(from)), f64.store(odd, f64.load(from, 8))]),
    ]
  })
  m.define("join", ["i32", "i32", "i32", "i32"], (v, even, odd, to, n) => {
    const end = v.local("i32")
    const [a, b] = v.locals("v128", 2) as [Local<"v128">, Local<"v128">]
    return [
      end.set(i32.add(even, i32.and(i32.shl(n, 3), -16))),
      upTo(even, end, 16, [
        [a.set(v128.load(even)), b.set(v128.load(odd)), odd.set(i32.add(odd, 16))],
        [v128.store(to, f64x2.shuffle(a, b, [0, 2])), v128.store(to, f64x2.shuffle(a, b, [1, 3]), 16), to.set(i32.add(to, 32))],
      ]),
      when(i32.and(n, 1), [f64.store(to, f64.load(even)), f64.store(to, f64.load(odd), 8)]),
    ]
  })
}

/** `scale(at, n, factor)` */
function defineScale(m: Module): void {
  m.define("scale", ["i32", "i32", "f64"], (v, from, n, factor) => {
    const [at, factors] = [v.local("i32"), v.hoist(f64x2.splat(factor))]
    const place = i32.add(from, at)
    return [
      upTo(at, i32.and(i32.shl(n, 3), -16), 16, [v128.store(place, f64x2.mul(factors, v128.load(place)))]),
      when(i32.and(n, 1), [f64.store(place, f64.mul(factor, f64.load(place)))]),
    ]
  })
}

/** `multiply(rows, bytes, factors, x, xApart, y, yApart)`: row k of y is row k of x times the k-th factor, real and imaginary in turn. */
function defineMultiply(m: Module, fused: boolean): void {
  m.define("multiply", ["i32", "i32", "i32", "i32", "i32", "i32", "i32"], (v, rows, bytes, factors, x, xApart, y, yApart) => {
    const [row, at] = v.locals("i32", 2) as [I32, I32]
    const product = along(v, at, bytes, fused, (lanes) => {
      const { of, steps } = lanes
      const number = lanes.load(i32.add(x, at), xApart, i32.add)
      const { re, im } = lanes.mul(number, { re: lanes.keep(of.spread(factors)), im: lanes.keep(of.spread(i32.add(factors, 8))) })
      steps.push([of.store(i32.add(y, at), re), of.store(i32.add(i32.add(y, at), yApart), im)])
    })
    return [upTo(row, rows, 1, [product, x.set(i32.add(x, bytes)), y.set(i32.add(y, bytes)), factors.set(i32.add(factors, 16))])]
  })
}

/** Two numbers in the other order. */
const reversed = (x: Code<"v128">): Code<"v128"> => f64x2.shuffle(x, x, [1, 0])

/**
 * `untangle(y, apart, h, bytes, roots, sign, half)`, in place: evens (Z_k + Z̄_{h−k})/2 and odds (Z_k − Z̄_{h−k})/2i, turned by
 * e^(−2πik/n), make the first h + 1 coefficients of n = 2h real numbers. `half` stands for 1/2, imaginary parts get `sign`.
 */
function defineUntangle(m: Module, fused: boolean): void {
  m.define("untangle", ["i32", "i32", "i32", "i32", "i32", "f64", "f64"], (v, y, apart, h, bytes, roots, sign, half) => {
    const [at, near, far, k] = v.locals("i32", 4) as [I32, I32, I32, I32]
    const [signs, halves] = [v.hoist(f64x2.splat(sign)), v.hoist(f64x2.splat(half))]
    /** What coefficients k and h − k become. */
    const both = <T extends Held>(lanes: Lanes<T>, x: Complex<T>, z: Complex<T>, root: Complex<T>): [Complex<T>, Complex<T>] => {
      const { of } = lanes
      const [f, s] = (of.type === "f64" ? [half, sign] : [halves, signs]) as unknown as [Code<T>, Code<T>]
      const even = lanes.scale(f, { re: of.add(x.re, z.re), im: of.sub(x.im, z.im) })
      const odd = lanes.mul(lanes.scale(f, { re: of.add(x.im, z.im), im: of.sub(z.re, x.re) }), root)
      return [
        { re: of.add(even.re, odd.re), im: of.mul(s, of.add(even.im, odd.im)) },
        { re: of.sub(even.re, odd.re), im: of.mul(s, of.sub(odd.im, even.im)) },
      ]
    }
    const store = <T extends Held>({ of, steps }: Lanes<T>, to: Code<"i32">, { re, im }: Complex<T>) =>
      steps.push([of.store(to, re), of.store(i32.add(to, apart), im)])
    const ends = along(v, at, bytes, fused, (lanes) => {
      const { of } = lanes
      const { re, im } = lanes.load(i32.add(near, at), apart, i32.add)
      store(lanes, i32.add(near, at), { re: of.add(re, im), im: of.constant(0) })
      store(lanes, i32.add(far, at), { re: of.sub(re, im), im: of.constant(0) })
    })
    const rows = along(v, at, bytes, fused, (lanes) => {
      const { of } = lanes
      const [a, b] = [i32.add(near, at), i32.add(far, at)]
      const root = { re: lanes.keep(of.spread(roots)), im: lanes.keep(of.spread(i32.add(roots, 8))) }
      const [first, second] = both(lanes, lanes.load(a, apart, i32.add), lanes.load(b, apart, i32.add), root)
      store(lanes, a, first)
      store(lanes, b, second)
    })
    const step = (count: number) => [
      near.set(i32.add(near, i32.mul(bytes, count))),
      far.set(i32.sub(far, i32.mul(bytes, count))),
      roots.set(i32.add(roots, 16 * count)),
    ]
    // rows of one number: the places behind k and before h − k together
    const lanes = new Lanes(pair(fused), v)
    const [after, before] = [i32.add(near, 8), i32.sub(far, 16)]
    const mirrored = ({ re, im }: Complex<"v128">) => ({ re: lanes.keep(reversed(re)), im: lanes.keep(reversed(im)) })
    const [p, q] = [lanes.keep(v128.load(roots, 16)), lanes.keep(v128.load(roots, 32))]
    const root = { re: lanes.keep(f64x2.shuffle(p, q, [0, 2])), im: lanes.keep(f64x2.shuffle(p, q, [1, 3])) }
    const [first, second] = both(lanes, lanes.load(after, apart, i32.add), mirrored(lanes.load(before, apart, i32.add)), root)
    store(lanes, after, first)
    store(lanes, before, mirrored(second))
    return [
      near.set(y),
      far.set(i32.add(y, i32.mul(h, bytes))),
      ends,
      k.set(1),
      when(i32.eq(bytes, 8), [upTo(k, i32.sub(i32.shrU(i32.add(h, 1), 1), 1), 2, [lanes.steps, step(2)])]),
      upTo(k, i32.add(i32.shrU(h, 1), 1), 1, [step(1), rows]),
    ]
  })
}

/**
 * `tangle(x, apart, h, bytes, z, zApart, roots, sign, paired)`: the other way. The first and the last coefficient are real by
 * definition; `paired` multiplies those that have a partner.
 */
function defineTangle(m: Module, fused: boolean): void {
  const parameters = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "f64", "f64"] as const
  m.define("tangle", parameters, (v, x, apart, h, bytes, z, zApart, roots, sign, paired) => {
    const [at, near, far, k] = v.locals("i32", 4) as [I32, I32, I32, I32]
    const spread = <T extends Held>(lanes: Lanes<T>, value: Local<"f64">): Code<T> =>
      lanes.keep((lanes.of.type === "f64" ? value : f64x2.splat(value)) as Code<T>)
    const imaginary = i32.add(i32.add(z, at), zApart)
    const ends = along(v, at, bytes, fused, (lanes) => {
      const { of, steps } = lanes
      const [a, b] = [lanes.keep(of.load(i32.add(near, at))), lanes.keep(of.load(i32.add(far, at)))]
      steps.push([of.store(i32.add(z, at), of.add(a, b)), of.store(imaginary, of.sub(a, b))])
    })
    const inner = along(v, at, bytes, fused, (lanes) => {
      const { of, steps } = lanes
      const [a, b] = [lanes.load(i32.add(near, at), apart, i32.add), lanes.load(i32.add(far, at), apart, i32.add)]
      const [p, s] = [spread(lanes, paired), spread(lanes, sign)]
      const [c, d] = [lanes.keep(of.spread(roots)), lanes.keep(of.spread(i32.add(roots, 8)))]
      const sum = lanes.scale(p, { re: of.add(a.re, b.re), im: of.mul(s, of.sub(a.im, b.im)) })
      const difference = lanes.scale(p, { re: of.sub(a.re, b.re), im: of.mul(s, of.add(a.im, b.im)) })
      // times i e^(2πik/n), the root of the table being e^(−2πik/n)
      const turned = lanes.mul(difference, { re: c, im: lanes.keep(of.neg(d)) })
      const { re, im } = lanes.above(sum, turned)
      steps.push([of.store(i32.add(z, at), re), of.store(imaginary, im)])
    })
    return [
      near.set(x),
      far.set(i32.add(x, i32.mul(h, bytes))),
      ends,
      k.set(1),
      upTo(k, h, 1, [
        near.set(i32.add(near, bytes)),
        far.set(i32.sub(far, bytes)),
        z.set(i32.add(z, bytes)),
        roots.set(i32.add(roots, 16)),
        inner,
      ]),
    ]
  })
}

/** `mirror(y, apart, n, bytes)`: the second half of the coefficients of real numbers, y_{n−k} = ȳ_k. */
function defineMirror(m: Module): void {
  m.define("mirror", ["i32", "i32", "i32", "i32"], (v, y, apart, n, bytes) => {
    const [at, near, far, k] = v.locals("i32", 4) as [I32, I32, I32, I32]
    const conjugate = along(v, at, bytes, false, (lanes) => {
      const { of, steps } = lanes
      const { re, im } = lanes.load(i32.add(near, at), apart, i32.add)
      const to = i32.add(far, at)
      steps.push([of.store(to, re), of.store(i32.add(to, apart), of.neg(im))])
    })
    return [
      near.set(y),
      far.set(i32.add(y, i32.mul(n, bytes))),
      k.set(1),
      upTo(k, i32.shrU(i32.add(n, 1), 1), 1, [near.set(i32.add(near, bytes)), far.set(i32.sub(far, bytes)), conjugate]),
    ]
  })
}
