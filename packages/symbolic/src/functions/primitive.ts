// Operations called with their parameters, as the printers write what has no sign of its own: reshape(x, shape=[2, 3]).
import { bindN, isNablaError, type Primitive, primitives, type Value } from "@nablajs/core"
import type { Option } from "../syntax.ts"
import type { Operand } from "../operand.ts"
import { type Call, rank } from "./meaning.ts"

type Test = (value: Option | undefined, first: Operand) => boolean

const whole = (value: Option | undefined): value is number => Number.isInteger(value) && (value as number) >= 0
const list = (value: Option | undefined): value is readonly Option[] => Array.isArray(value)

/** What a parameter must be, by its name. */
const tests: Readonly<Record<string, Test>> = {
  axis: (value, first) => whole(value) && value < Math.max(1, rank(first)),
  axes: (value) => list(value) && value.every(whole) && new Set(value).size === value.length,
  batch: whole,
  size: (value) => whole(value) || typeof value === "string",
  shape: (value) => list(value) && value.every((n) => whole(n) || typeof n === "string"),
  a: list,
  b: list,
  out: list,
  parts: list,
  margins: list,
  value: (value) => typeof value === "number",
  back: (value) => typeof value === "boolean",
  descending: (value) => typeof value === "boolean",
  dtype: (value) => typeof value === "string",
  from: (value) => typeof value === "string",
}

interface Signature {
  /** The least and the greatest number of arguments. */
  readonly count: readonly [number, number]
  readonly names: readonly string[]
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
  argsort: signature(1, "descending"),
  astype: signature(1, "dtype", "from"),
  axisSize: signature(1, "axes"),
  broadcast: signature(1, "shape", "axes"),
  cholesky: signature(1),
  concat: signature([1, 64], "axis"),
  contract: signature(2, "a", "b", "out"),
  cumprod: signature(1, "axis"),
  diagonal: signature(1),
  expm: signature(1),
  fillLike: signature(1, "value"),
  flip: signature(1, "axes"),
  gather: signature(2, "axis", "batch"),
  pad: signature(1, "margins"),
  reshape: signature(1, "shape"),
  scatter: signature(2, "axis", "batch", "size"),
  slice: signature(1, "parts"),
  solve: signature(2),
  sort: signature(1, "descending"),
}

/** The primitive that a formula may call with its parameters. */
export const callable = (name: string): Signature | undefined => (Object.hasOwn(signatures, name) ? signatures[name] : undefined)

/** The value of such a call. */
export function applied({ count, names }: Signature, args: readonly Operand[], { name, options, span, context }: Call): Value {
  const p = primitives[name] as Primitive
  const form = `${name}(${["x", "y"].slice(0, count[0]).join(", ")}${names.map((key) => `, ${key}=…`).join("")})`
  const refuse = (what: string): never => context.fail("bad-argument", span, `${what}; it is called ${form}`)
  if (args.length < count[0] || args.length > count[1])
    refuse(`${name} takes ${count[0]} argument${count[0] === 1 ? "" : "s"}, got ${args.length}`)
  const stray = [...options.keys()].find((key) => !names.includes(key))
  if (stray !== undefined) refuse(`${name} has no parameter ${stray}`)
  const missing = names.filter((key) => !options.has(key))
  if (missing.length > 0) refuse(`${name} needs its parameters, ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing`)
  const wrong = names.find((key) => !(tests[key] as Test)(options.get(key), args[0] as Operand))
  if (wrong !== undefined) refuse(`the parameter ${wrong} of ${name} does not fit`)
  try {
    const values = args.map((x) => x.value)
    return bindN(p, values, names.length === 0 ? null : Object.fromEntries(options))
  } catch (error) {
    if (isNablaError(error)) throw error
    return refuse(`${name} cannot be called so`)
  }
}
