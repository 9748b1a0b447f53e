// Operations called with their parameters, as the printers write what has no sign of its own: reshape(x, shape=[2, 3]).
import { bindN, isNablaError, type Primitive, primitives, type Value } from "@nablajs/core"
import type { Option } from "../syntax.ts"
import type { Operand } from "../operand.ts"
import { type Call, rank } from "./meaning.ts"

type Test = (value: Option | undefined, first: Operand) => boolean

const whole = (value: Option | undefined): value is number => Number.isInteger(value) && (value as number) >= 0
const list = (value: Option | undefined): value is readonly Option[] => Array.isArray(value)
const truth: Test = (value) => typeof value === "boolean"
const word: Test = (value) => typeof value === "string"
const numeric: Test = (value) => typeof value === "number"

/** What a parameter must be, by its name. */
const tests: Readonly<Record<string, Test>> = {
  axis: (value, first) => whole(value) && value < Math.max(1, rank(first)),
  axes: (value) => list(value) && value.every(whole) && new Set(value).size === value.length,
  batch: whole,
  size: (value) => whole(value) || typeof value === "string",
  shape: (value) => list(value) && value.every((n) => whole(n) || typeof n === "string"),
  ...Object.fromEntries("a b out part parts margins picks places sizes".split(" ").map((name) => [name, list as Test])),
  ...Object.fromEntries("back descending inverse least lower right twice unit".split(" ").map((name) => [name, truth])),
  ...Object.fromEntries("dtype from".split(" ").map((name) => [name, word])),
  ...Object.fromEntries("value scale".split(" ").map((name) => [name, numeric])),
  ...Object.fromEntries("groups length".split(" ").map((name) => [name, whole as Test])),
  ...Object.fromEntries("stride dilation".split(" ").map((name) => [name, (value) => whole(value) || list(value)] as [string, Test])),
  rtol: (value) => value === null || typeof value === "number",
}

interface Signature {
  /** The least and the greatest number of arguments. */
  readonly count: readonly [number, number]
  readonly names: readonly string[]
  /** Parameters that may be absent. */
  readonly optional?: readonly string[]
}

const signature = (count: number | readonly [number, number], ...names: string[]): Signature => ({
  count: typeof count === "number" ? [count, count] : count,
  names,
})

const signatures: Readonly<Record<string, Signature>> = {
  adjugate: signature(1),
  all: signature(1, "axes"),
  any: signature(1, "axes"),
  argmax: signature(1, "axis"),
  argmin: signature(1, "axis"),
  argsort: { ...signature(1, "descending"), optional: ["part"] },
  astype: signature(1, "dtype", "from"),
  axisSize: signature(1, "axes"),
  broadcast: signature(1, "shape", "axes"),
  cholesky: signature(1),
  complex: signature(2),
  concat: signature([1, 64], "axis"),
  contract: signature(2, "a", "b", "out"),
  conv: signature(2, "stride", "dilation", "margins", "groups"),
  cumarg: signature(1, "axis", "least"),
  cummax: signature(1, "axis"),
  cummin: signature(1, "axis"),
  cumprod: signature(1, "axis"),
  diagonal: signature(1),
  discretize: signature(1, "dtype", "from"),
  expm: signature(1),
  fillLike: signature(1, "value"),
  flip: signature(1, "axes"),
  fold: signature(1, "axis", "size", "stride", "dilation", "length"),
  gather: signature(2, "axis", "batch"),
  joinIndex: signature([1, 64], "sizes"),
  lstsq: signature(2, "rtol"),
  norm: signature(1, "axes"),
  pad: signature(1, "margins"),
  pick: signature(1, "picks"),
  pinv: signature(1, "rtol"),
  place: signature(1, "picks", "shape"),
  reshape: signature(1, "shape"),
  restore: signature([1, 64], "places", "shape"),
  rfft: signature(1, "axis", "inverse", "scale", "twice"),
  scatter: signature(2, "axis", "batch", "size"),
  searchsorted: signature(2, "right"),
  slice: signature(1, "parts"),
  solve: signature(2),
  solveTriangular: signature(2, "lower", "unit"),
  sort: { ...signature(1, "descending"), optional: ["part"] },
  svdvals: signature(1),
  unfold: signature(1, "axis", "size", "stride", "dilation"),
}

/** Names under which formulas show primitives that have others. */
const aliases: Readonly<Record<string, string>> = { adj: "adjugate" }
const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(table, name) ? table[name] : undefined)

/** The primitive that a formula may call with its parameters. */
export const callable = (name: string): Signature | undefined => own(signatures, own(aliases, name) ?? name)

/** The value of such a call. */
export function applied(
  { count, names, optional = [] }: Signature,
  args: readonly Operand[],
  { name, options, span, context }: Call,
): Value {
  const p = primitives[own(aliases, name) ?? name] as Primitive
  const form = `${name}(${["x", "y"].slice(0, count[0]).join(", ")}${names.map((key) => `, ${key}=…`).join("")})`
  const refuse = (what: string): never => context.fail("bad-argument", span, `${what}; it is called ${form}`)
  if (args.length < count[0] || args.length > count[1])
    refuse(`${name} takes ${count[0]} argument${count[0] === 1 ? "" : "s"}, got ${args.length}`)
  const known = [...names, ...optional]
  const stray = [...options.keys()].find((key) => !known.includes(key))
  if (stray !== undefined) refuse(`${name} has no parameter ${stray}`)
  const missing = names.filter((key) => !options.has(key))
  if (missing.length > 0) refuse(`${name} needs its parameters, ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing`)
  const wrong = known.find((key) => options.has(key) && !(tests[key] as Test)(options.get(key), args[0] as Operand))
  if (wrong !== undefined) refuse(`the parameter ${wrong} of ${name} does not fit`)
  try {
    const values = args.map((x) => x.value)
    return bindN(p, values, names.length === 0 ? null : Object.fromEntries(options))
  } catch (error) {
    if (isNablaError(error)) throw error
    return refuse(`${name} cannot be called so`)
  }
}
