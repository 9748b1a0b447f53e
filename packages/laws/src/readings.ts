// One row a primitive: which readings of its definition there are, found by trying each on a case of the laws.
import {
  accelerated,
  apply,
  astype,
  asTensor,
  type Expr,
  isFloat,
  type NDArray,
  type Primitive,
  primitives,
  sum,
  symbol,
  type Value,
} from "@nablajs/core"
import { code, codeTargets, derive, parse, text } from "@nablajs/symbolic"
import { check } from "@nablajs/symbolic/check"
import { argumentsOf, type Case, casesOf } from "./cases.ts"
import { complexCase, moves, takesComplex } from "./complexcases.ts"
import { laws } from "./laws.ts"
import { run } from "./numeric.ts"

/** yes: tried, and right. no: refused, or not right. null: it would mean nothing here. */
export type Verdict = "yes" | "no" | null

/** What can be had from one definition. */
export interface Readings {
  readonly name: string
  readonly form: Primitive["kind"]
  /** Forward mode, as central differences have it. */
  readonly forward: Verdict
  /** Reverse mode, the transpose of the forward one. */
  readonly reverse: Verdict
  readonly second: Verdict
  readonly batch: Verdict
  readonly complex: Verdict
  readonly int64: Verdict
  /** Prints, and is read again as it was printed. */
  readonly formula: Verdict
  /** A closed form that automatic differentiation and central differences agree with. */
  readonly derivation: Verdict
  /** In how many of the languages of `code` it can be written. */
  readonly languages: number
  /** There is a kernel for large arrays besides the plain one. */
  readonly kernel: Verdict
}

const seed = 20

const tried = (attempt: () => unknown): Verdict => {
  try {
    return attempt() === false ? "no" : "yes"
  } catch {
    return "no"
  }
}

const obeys = (law: string, p: Primitive, c: Case): Verdict =>
  tried(() => (laws[law] as (p: Primitive, c: Case, seed: number) => void)(p, c, seed))

/** Whether some argument has a derivative at all. */
const isSmooth = (p: Primitive): boolean => {
  if (p.kind === "elementwise") return p.partials.some((partial) => partial !== null)
  return p.kind !== "multilinear" || p.transposes.some((rule) => rule !== null)
}

const names = ["a", "b", "c", "d", "e"]

/** The primitive applied to variables of the shapes of a case. */
function termFor(p: Primitive, args: readonly NDArray[], c: Case): Expr {
  const variables = args.map(({ shape, dtype }, i) => symbol(names[i] as string, shape, { dtype }))
  return apply(p, variables, c.params)
}

function formulaOf(p: Primitive, args: readonly NDArray[], c: Case): Verdict {
  return tried(() => {
    const written = text(termFor(p, args, c))
    return text(parse(written, Object.fromEntries(args.map(({ shape }, i) => [names[i] as string, [...shape]])))) === written
  })
}

function derivationOf(p: Primitive, args: readonly NDArray[], c: Case): Verdict {
  const values = Object.fromEntries(args.map((x, i) => [names[i] as string, (x.shape.length === 0 ? x.item() : asTensor(x)) as Value]))
  const places = args.flatMap((x, i) => (isFloat(x.dtype) ? [names[i] as string] : []))
  return tried(() => {
    const total = sum(termFor(p, args, c) as never) as unknown as Expr
    return places.every((name) => check(derive(total as never, name), { at: values }).ok)
  })
}

const int64Of = (p: Primitive, c: Case): Verdict =>
  tried(() => {
    const wide = argumentsOf(c, seed).map((x) => (x.dtype === "bool" ? x : (astype(x as never, "int64") as unknown as NDArray)))
    run(p, c, wide as unknown as Value[])
  })

const complexOf = (p: Primitive, c: Case): Verdict => {
  if (c.feed !== undefined) return obeys("gives the shape and type that its rules tell", p, c)
  return takesComplex(p) ? obeys("gives the shape and type that its rules tell", p, complexCase(p, c)) : "no"
}

/** A case with the last `rank` axes of each argument: formulas have matrices where arrays have stacks, and plain code has numbers. */
const cut = (c: Case, rank: number): Case => ({
  ...c,
  args: c.args.map((arg) => ({ ...arg, shape: arg.shape.slice(Math.max(0, arg.shape.length - rank)) })),
})

// Factorizations work by blocks, on top of the kernels of the product.
const byBlocks = new Set("inv det logdet slogdet solve solveTriangular cholesky qr svd svdvals eigh eigvalsh lstsq pinv".split(" "))

/** All readings of one primitive: what holds in one of its cases is there. */
function readingsOf(p: Primitive): Readings {
  const cases = casesOf(p)
  const some = (list: readonly Case[], ask: (c: Case) => Verdict): Verdict => {
    let found: Verdict = null
    for (const c of list) {
      const verdict = ask(c)
      if (verdict === "yes") return verdict
      found ??= verdict
    }
    return found
  }
  const smooth = isSmooth(p) ? cases.filter((c) => c.held !== true && argumentsOf(c, seed).some((x) => isFloat(x.dtype))) : []
  const plain = cases.filter((c) => c.feed === undefined)
  const written = [...plain, ...plain.map((c) => cut(c, 2)), ...plain.map((c) => cut(c, 0))].filter(
    (c) => tried(() => termFor(p, argumentsOf(c, seed), c)) === "yes",
  )
  const inFormula = (ask: (p: Primitive, args: readonly NDArray[], c: Case) => Verdict): Verdict =>
    some(written, (c) => ask(p, argumentsOf(c, seed), c)) ?? "no"
  return {
    name: p.name,
    form: p.kind,
    forward: some(smooth, (c) => obeys("has the tangents of central differences", p, c)),
    reverse: some(smooth, (c) => obeys("has a reverse rule that is the transpose of the forward rule", p, c)),
    second: some(smooth, (c) => obeys("has the second derivatives of central differences", p, c)),
    batch: some(cases, (c) => obeys("gives for a batch what a loop gives", p, c)),
    complex: some(
      cases.filter((c) => c.args.some(moves)),
      (c) => complexOf(p, c),
    ),
    int64: some(plain, (c) => int64Of(p, c)),
    formula: inFormula(formulaOf),
    derivation: smooth.length === 0 ? null : inFormula(derivationOf),
    languages: codeTargets.filter((target) => inFormula((_, args, c) => tried(() => code(termFor(p, args, c), { target }))) === "yes")
      .length,
    kernel: accelerated().has(p.name) || byBlocks.has(p.name) ? "yes" : "no",
  }
}

/** All primitives, in the order of the list. */
export const readings = (): Readings[] => Object.values(primitives).map(readingsOf)
