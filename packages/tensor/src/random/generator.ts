// The generator that users hold: seeded, splittable, the same numbers on every engine. There is no global one.
import {
  add,
  allocate,
  asTensor,
  checkOptions,
  cholesky,
  countOf,
  type DType,
  isNode,
  matmul,
  matrixTranspose,
  type Operand,
  type Tensor,
} from "@nablajs/core"
import { beta, standardExponential, standardGamma } from "./continuous.ts"
import { binomial, poisson } from "./discrete.ts"
import { integerSource, type IntegerType } from "./integers.ts"
import { PCG64 } from "./pcg64.ts"
import {
  axisOf,
  check,
  type ChoiceOptions,
  firstAbove,
  listOf,
  type Picked,
  pickFrom,
  type Population,
  populationSize,
  probabilities,
  type Reordered,
  type Rows,
  runningShare,
  shapeFrom,
  type Size,
  type Sizes,
  upTo,
} from "./population.ts"
import { type Seed, SeedSequence } from "./seed.ts"
import { standardNormal } from "./ziggurat.ts"

/**
 * Random numbers from a seed, equal to those of NumPy's `default_rng` of the same seed for `random`, `uniform`, `normal`,
 * `integers`, `permutation` and `choice`.
 */
export class Generator {
  private readonly bits: PCG64
  private readonly seed: SeedSequence

  constructor(seed: SeedSequence) {
    this.seed = seed
    this.bits = new PCG64(seed)
  }

  private fill<T extends Size, D extends DType>(operation: string, size: T, dtype: D, draw: () => number): Tensor<D, Sizes<T>> {
    const out = allocate(dtype, shapeFrom(operation, size))
    const count = countOf(out.shape)
    for (let i = 0; i < count; i++) out.buffer[out.offset + i] = draw()
    return asTensor(out) as Tensor<D, Sizes<T>>
  }

  /**
   * Independent generators for parts of a program that shall not disturb each other.
   *
   * @example random.defaultRng(1).spawn(2).length // => 2
   */
  spawn(count: number): Generator[] {
    return this.seed.spawn(count).map((seed) => new Generator(seed))
  }

  /**
   * Numbers from 0 up to 1, which is left out; float64, or float32 by `dtype`.
   *
   * @example random.defaultRng(42).random().item() // => 0.7739560485559633
   */
  random<const T extends Size = undefined, const D extends "float32" | "float64" = "float64">(
    size?: T,
    options: { dtype?: D } = {},
  ): Tensor<D, Sizes<T>> {
    checkOptions("random", options, ["dtype"])
    const dtype: string = options.dtype ?? "float64"
    check(dtype === "float64" || dtype === "float32", "random", `the dtype is float64 or float32, got ${dtype}`)
    return this.fill("random", size as T, dtype as D, () => (dtype === "float64" ? this.bits.double() : this.bits.single()))
  }

  /**
   * Numbers from `low` (0) up to `high` (1), which is left out.
   *
   * @example random.defaultRng(42).uniform([2], { low: 1, high: 3 }).shape // => [2]
   */
  uniform<const T extends Size = undefined>(size?: T, options: { low?: number; high?: number } = {}): Tensor<"float64", Sizes<T>> {
    checkOptions("uniform", options, ["low", "high"])
    const { low = 0, high = 1 } = options
    check(Number.isFinite(high - low), "uniform", `the range from ${low} to ${high} is not finite`)
    return this.fill("uniform", size as T, "float64", () => low + (high - low) * this.bits.double())
  }

  /**
   * Normal numbers with mean `loc` (0) and standard deviation `scale` (1).
   *
   * @example random.defaultRng(42).normal([2, 3], { scale: 0.1 }).shape // => [2, 3]
   */
  normal<const T extends Size = undefined>(size?: T, options: { loc?: number; scale?: number } = {}): Tensor<"float64", Sizes<T>> {
    checkOptions("normal", options, ["loc", "scale"])
    const { loc = 0, scale = 1 } = options
    check(scale >= 0, "normal", `scale is not negative, got ${scale}`)
    return this.fill("normal", size as T, "float64", () => loc + scale * standardNormal(this.bits))
  }

  /**
   * Whole numbers from `low` (0) up to `high`, which is left out unless `endpoint`: int32 unless `dtype` says otherwise. Types of
   * 8 and 16 bits take fewer random bits, and so draw other numbers, as in NumPy.
   *
   * @example random.defaultRng(42).integers([5], { high: 10 }).toArray() // => [0, 7, 6, 4, 4]
   */
  integers<const T extends Size = undefined, const D extends IntegerType = "int32">(
    size: T,
    options: { low?: number | bigint; high: number | bigint; endpoint?: boolean; dtype?: D },
  ): Tensor<D, Sizes<T>> {
    checkOptions("integers", options, ["low", "high", "endpoint", "dtype"])
    const { low = 0, high, endpoint = false } = options
    const whole = (x: number | bigint): boolean => typeof x === "bigint" || Number.isInteger(x)
    const first = whole(low) ? BigInt(low) : 0n
    const last = whole(high) ? BigInt(high) - (endpoint ? 0n : 1n) : -1n
    check(
      whole(low) && whole(high) && last >= first,
      "integers",
      `no whole number lies from ${low} up to ${high}${endpoint ? "" : ", which is left out"}`,
    )
    const dtype = options.dtype ?? ("int32" as D)
    return this.fill("integers", size, dtype, integerSource(this.bits, dtype, first, last))
  }

  /** Exchanges places from the end down to `first` with places before them, which `draw` names. */
  private shuffle(order: number[], first: number, draw: (top: number) => number): number[] {
    for (let i = order.length - 1; i >= first; i--) {
      const j = draw(i)
      const kept = order[i] as number
      order[i] = order[j] as number
      order[j] = kept
    }
    return order
  }

  /**
   * 0 … n − 1, or the rows of a tensor (its slices along `axis`), in random order.
   *
   * @example random.defaultRng(42).permutation(4).toArray() // => [3, 2, 1, 0]
   */
  permutation<const P extends Population>(n: P, options: { axis?: number } = {}): Reordered<P> {
    checkOptions("permutation", options, ["axis"])
    const axis = axisOf("permutation", n, options.axis)
    const count = populationSize("permutation", n, axis)
    return pickFrom(
      n,
      this.shuffle(upTo(count), 1, (top) => this.bits.within(top)),
      [count],
      axis,
    ) as Reordered<P>
  }

  /**
   * Elements of 0 … n − 1, or rows of a tensor (its slices along `axis`), drawn at random.
   *
   * @example random.defaultRng(42).choice(10, 3, { replace: false }).shape // => [3]
   */
  choice<const P extends Population, const T extends Size = undefined, const X extends number = 0>(
    from: P,
    size?: T,
    options: ChoiceOptions<X> = {},
  ): Picked<P, T, X> {
    checkOptions("choice", options, ["replace", "p", "axis", "shuffle"])
    const { replace = true, p, shuffle = true } = options
    const axis = axisOf("choice", from, options.axis)
    const n = populationSize("choice", from, axis)
    const shape = shapeFrom("choice", size)
    const count = countOf(shape)
    check(n > 0 || count === 0, "choice", "there is nothing to draw from")
    check(replace || count <= n, "choice", `cannot draw ${count} of ${n} elements without drawing one twice`)
    const drawn =
      p !== undefined
        ? this.weighted(n, probabilities("choice", p, n), count, replace)
        : replace
          ? Array.from({ length: count }, () => this.bits.below(n - 1))
          : this.distinct(n, count, shuffle)
    return pickFrom(from, drawn, shape, axis) as Picked<P, T, X>
  }

  /** `count` different numbers below n: a shuffled tail where many are wanted, else Floyd's method, then shuffled. */
  private distinct(n: number, count: number, shuffle: boolean): number[] {
    const below = (top: number): number => this.bits.below(top)
    if (n > 10000 && count > Math.floor(n / (shuffle ? 50 : 20)))
      return this.shuffle(upTo(n), Math.max(n - count, 1), below).slice(n - count)
    const seen = new Set<number>()
    const drawn: number[] = []
    for (let j = n - count; j < n; j++) {
      const k = below(j)
      const next = seen.has(k) ? j : k
      seen.add(next)
      drawn.push(next)
    }
    return shuffle ? this.shuffle(drawn, 1, below) : drawn
  }

  private weighted(n: number, p: readonly number[], count: number, replace: boolean): number[] {
    if (replace) {
      const sums = runningShare(p)
      return Array.from({ length: count }, () => firstAbove(sums, this.bits.double()))
    }
    check(p.filter((x) => x > 0).length >= count, "choice", `fewer than ${count} elements have a probability above 0`)
    const rest = [...p]
    const drawn: number[] = []
    while (drawn.length < count) {
      const draws = Array.from({ length: count - drawn.length }, () => this.bits.double())
      for (const k of drawn) rest[k] = 0
      const sums = runningShare(rest)
      for (const k of new Set(draws.map((u) => firstAbove(sums, u)))) drawn.push(k)
    }
    return drawn.slice(0, Math.min(n, count))
  }

  /**
   * Waiting times with mean `scale` (1).
   *
   * @example random.defaultRng(42).exponential([3], { scale: 2 }).shape // => [3]
   */
  exponential<const T extends Size = undefined>(size?: T, options: { scale?: number } = {}): Tensor<"float64", Sizes<T>> {
    checkOptions("exponential", options, ["scale"])
    const { scale = 1 } = options
    check(scale >= 0, "exponential", `scale is not negative, got ${scale}`)
    return this.fill("exponential", size as T, "float64", () => scale * standardExponential(this.bits))
  }

  /**
   * Gamma numbers of the given `shape`, with mean shape · scale.
   *
   * @example random.defaultRng(42).gamma([3], { shape: 2 }).shape // => [3]
   */
  gamma<const T extends Size = undefined>(size: T, options: { shape: number; scale?: number }): Tensor<"float64", Sizes<T>> {
    checkOptions("gamma", options, ["shape", "scale"])
    const { shape, scale = 1 } = options
    check(shape >= 0 && scale >= 0, "gamma", `shape and scale are not negative, got ${shape} and ${scale}`)
    return this.fill("gamma", size, "float64", () => scale * standardGamma(this.bits, shape))
  }

  /**
   * Beta numbers between 0 and 1, with mean a / (a + b).
   *
   * @example random.defaultRng(42).beta([3], { a: 2, b: 5 }).shape // => [3]
   */
  beta<const T extends Size = undefined>(size: T, options: { a: number; b: number }): Tensor<"float64", Sizes<T>> {
    checkOptions("beta", options, ["a", "b"])
    const { a, b } = options
    check(a > 0 && b > 0, "beta", `a and b are positive, got ${a} and ${b}`)
    return this.fill("beta", size, "float64", () => beta(this.bits, a, b))
  }

  /**
   * Numbers of events where `lam` (1) are expected: int32.
   *
   * @example random.defaultRng(42).poisson([3], { lam: 4 }).dtype // => "int32"
   */
  poisson<const T extends Size = undefined>(size?: T, options: { lam?: number } = {}): Tensor<"int32", Sizes<T>> {
    checkOptions("poisson", options, ["lam"])
    const { lam = 1 } = options
    check(lam >= 0 && lam < 2e9, "poisson", `lam lies from 0 up to 2e9, got ${lam}`)
    return this.fill("poisson", size as T, "int32", () => poisson(this.bits, lam))
  }

  /**
   * Numbers of successes in n trials of probability p: int32.
   *
   * @example random.defaultRng(42).binomial([3], { n: 10, p: 0.5 }).dtype // => "int32"
   */
  binomial<const T extends Size = undefined>(size: T, options: { n: number; p: number }): Tensor<"int32", Sizes<T>> {
    checkOptions("binomial", options, ["n", "p"])
    const { n, p } = options
    check(
      Number.isInteger(n) && n >= 0 && n <= 2147483647 && p >= 0 && p <= 1,
      "binomial",
      `n is a whole number from 0 up and p a probability, got ${n} and ${p}`,
    )
    return this.fill("binomial", size, "int32", () => binomial(this.bits, n, p))
  }

  /**
   * How often each of k outcomes comes in n trials, with probabilities `p`: int32 of shape [...size, k].
   *
   * @example random.defaultRng(42).multinomial(6, [0.5, 0.5], [3]).shape // => [3, 2]
   */
  multinomial<const P extends readonly number[] | Tensor, const T extends Size = undefined>(
    n: number,
    p: P,
    size?: T,
  ): Tensor<"int32", Rows<T, P>> {
    check(Number.isInteger(n) && n >= 0, "multinomial", `n is a whole number from 0 up, got ${n}`)
    const shares = probabilities("multinomial", p, undefined)
    const shape = shapeFrom("multinomial", size)
    const out = allocate("int32", [...shape, shares.length])
    for (let row = 0; row < countOf(shape); row++) {
      let [left, share] = [n, 1]
      shares.forEach((q, j) => {
        const last = j === shares.length - 1
        const count = last ? left : left === 0 || q === 0 ? 0 : binomial(this.bits, left, Math.min(1, q / share))
        out.buffer[out.offset + row * shares.length + j] = count
        left -= count
        share -= q
      })
    }
    return asTensor(out) as Tensor<"int32", Rows<T, P>>
  }

  /**
   * Points of a simplex: positive numbers that add up to 1, of shape [...size, k].
   *
   * @example random.defaultRng(42).dirichlet([1, 1, 1], [2]).shape // => [2, 3]
   */
  dirichlet<const P extends readonly number[] | Tensor, const T extends Size = undefined>(
    alpha: P,
    size?: T,
  ): Tensor<"float64", Rows<T, P>> {
    const a = listOf(alpha)
    check(a.length > 0 && a.every((x) => x > 0), "dirichlet", "alpha lists positive numbers")
    const shape = shapeFrom("dirichlet", size)
    const out = allocate("float64", [...shape, a.length])
    for (let row = 0; row < countOf(shape); row++) {
      const parts = a.map((k) => standardGamma(this.bits, k))
      const total = parts.reduce((x, y) => x + y, 0)
      parts.forEach((x, j) => {
        out.buffer[out.offset + row * a.length + j] = x / total
      })
    }
    return asTensor(out) as Tensor<"float64", Rows<T, P>>
  }

  /**
   * Normal vectors with the given mean [k] and covariance [k, k], which must be positive definite: shape [...size, k].
   *
   * @example random.defaultRng(42).multivariateNormal([0, 0], [[2, 1], [1, 2]], [5]).shape // => [5, 2]
   */
  multivariateNormal<const P extends readonly number[] | Tensor, const T extends Size = undefined>(
    mean: P,
    covariance: readonly (readonly number[])[] | Tensor,
    size?: T,
  ): Tensor<"float64", Rows<T, P>> {
    const loc = listOf(mean)
    const k = loc.length
    const flat = isNode(covariance) ? listOf(covariance as Tensor) : (covariance as readonly (readonly number[])[]).flat()
    check(flat.length === k * k, "multivariateNormal", `a mean of ${k} numbers needs a covariance of shape [${k}, ${k}]`)
    const sigma = allocate("float64", [k, k])
    flat.forEach((x, i) => {
      sigma.buffer[sigma.offset + i] = x
    })
    const root = cholesky(asTensor(sigma) as Operand) as Tensor
    const z = this.normal([...shapeFrom("multivariateNormal", size), k])
    const centre = allocate("float64", [k])
    loc.forEach((x, i) => {
      centre.buffer[centre.offset + i] = x
    })
    return add(matmul(z as never, matrixTranspose(root as never) as never) as never, asTensor(centre) as never) as Tensor<
      "float64",
      Rows<T, P>
    >
  }
}

/**
 * A generator from a seed: a whole number, a bigint, or a list of them. The same seed gives the same numbers on every
 * engine, and those that NumPy's `default_rng` gives.
 *
 * @example random.defaultRng(42).random([2]).toArray() // => [0.7739560485559633, 0.4388784397520523]
 */
export const defaultRng = (seed: Seed): Generator => new Generator(new SeedSequence(seed))
