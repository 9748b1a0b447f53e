// The value of a term: an iterative walk that binds each primitive to the values of its arguments. The values may be numbers,
// arrays, traced values or terms again, so the same walk computes, differentiates and substitutes.
import {
  addSizes,
  axisSize,
  bindAll,
  bindN,
  type Dim,
  type Expr,
  evaluateSize,
  isExpr,
  isNode,
  multiplySizes,
  NablaError,
  order,
  type Shape,
  shapeOf,
  showShape,
  sizeNames,
  symbolsOf,
  type Value,
  wrapArray,
} from "@nablajs/core"
import { type Formula, termOf } from "./formula.ts"

/** Numbers in brackets, to any depth, as long as all rows agree. */
export type Nested = number | readonly Nested[]

/** A value for each symbol: a number, a tensor, or nested arrays of numbers. */
export type Bindings = Readonly<Record<string, Value | Nested>> | ReadonlyMap<string, Value | Nested>

/**
 * The value of a term where its symbols have the given values. Named sizes take theirs from the shapes of the values, those of
 * the differentiated formula included, or from `sizes`.
 *
 * @example evaluate(parse("s^2 + 1", { s: [] }), { s: 3 }) // => 10
 */
export function evaluate(formula: Formula, values: Bindings, sizes_: Readonly<Record<string, number>> = {}): Value {
  const root = termOf(formula)
  const given = lookup(values)
  const bound = new Map<string, Value>()
  const sizes = new Map<string, Dim>(Object.entries(sizes_))
  for (const s of symbolsOf(root)) {
    const value = given(s.name as string)
    if (value === undefined) throw missing(s.name as string, root, given)
    bound.set(s.name as string, value)
  }
  // single names first, so that every polynomial can be checked against them
  for (const s of symbolsOf(root)) bindNames(s, bound.get(s.name as string) as Value, sizes)
  // an answer may have lost symbols that its question has, as the Hessian 2 I of x'x: they still say how large it is
  const question: unknown = (formula as { of?: unknown }).of
  for (const s of isExpr(question) ? symbolsOf(question) : []) {
    const value = given(s.name as string)
    if (value !== undefined) bindNames(s, value, sizes)
  }
  for (const name of sizesOf(root)) {
    const size = given(name)
    if (!sizes.has(name) && typeof size === "number") sizes.set(name, size)
    if (!sizes.has(name)) {
      throw new NablaError("unknown-name", `evaluate: no value has the size ${name}; pass it beside the others, as in { ${name}: 3 }`)
    }
  }
  for (const s of symbolsOf(root)) checkSizes(s, bound.get(s.name as string) as Value, sizes)
  return run(root, bound, sizes)
}

/** The term with its symbols replaced by other terms of the same shapes. */
export const substitute = (formula: Formula, values: Bindings): Expr => evaluate(formula, values) as unknown as Expr

function lookup(values: Bindings): (name: string) => Value | undefined {
  const get =
    values instanceof Map ? (name: string) => values.get(name) : (name: string) => own(values as Record<string, Value | Nested>, name)
  return (name) => {
    const value = get(name)
    return value === undefined ? undefined : toValue(name, value)
  }
}

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

function toValue(name: string, value: Value | Nested): Value {
  if (typeof value === "number" || isNode(value)) return value as Value
  if (Array.isArray(value)) return fromNested(name, value)
  throw new NablaError("bad-argument", `evaluate: ${name} must be a number, a tensor or nested arrays of numbers, got ${typeof value}`)
}

function fromNested(name: string, rows: readonly Nested[]): Value {
  const shape: number[] = []
  for (let x: Nested | undefined = rows; Array.isArray(x); x = x[0]) shape.push(x.length)
  const flat = (rows as readonly unknown[]).flat(shape.length - 1) as unknown[]
  const regular = shape.length <= 8 && regularTo(rows, shape, 0) && flat.every((x) => typeof x === "number")
  if (!regular) throw new NablaError("ragged-array", `evaluate: ${name} must be nested arrays of numbers whose rows have one length`)
  return wrapArray("float64", shape, Float64Array.from(flat as number[])) as unknown as Value
}

const regularTo = (x: Nested, shape: readonly number[], axis: number): boolean =>
  axis === shape.length
    ? typeof x === "number"
    : Array.isArray(x) && x.length === shape[axis] && x.every((row: Nested) => regularTo(row, shape, axis + 1))

function missing(name: string, root: Expr, given: (name: string) => Value | undefined): NablaError {
  const names = symbolsOf(root).map((s) => s.name as string)
  const absent = names.filter((n) => given(n) === undefined)
  return new NablaError(
    "unknown-name",
    `evaluate: ${name} has no value; the formula needs ${names.join(", ")}${absent.length > 1 ? `, of which ${absent.join(", ")} are missing` : ""}`,
  )
}

/** The named sizes that occur. */
const sizesOf = (root: Expr): Set<string> =>
  new Set(order(root).flatMap((x) => x.shape.flatMap((n) => (typeof n === "string" ? sizeNames(n) : []))))

function bindNames(s: Expr, value: Value, sizes: Map<string, Dim>): void {
  const shape = shapeOf(value)
  if (shape.length !== s.shape.length) throw misfit(s, shape)
  s.shape.forEach((n, i) => {
    const size = shape[i] as Dim
    if (typeof n !== "string" || sizeNames(n)[0] !== n) return
    const known = sizes.get(n)
    if (known !== undefined && known !== size) {
      throw new NablaError(
        "shape-mismatch",
        `evaluate: the size ${n} is ${known} elsewhere and ${size} in ${s.name}, got shape ${showShape(shape)} for ${showShape(s.shape)}`,
      )
    }
    sizes.set(n, size)
  })
}

function checkSizes(s: Expr, value: Value, sizes: ReadonlyMap<string, Dim>): void {
  const shape = shapeOf(value)
  if (s.shape.some((n, i) => resolvable(n, sizes) && resolveSize(n, sizes) !== shape[i])) throw misfit(s, shape)
}

const misfit = (s: Expr, shape: Shape): NablaError =>
  new NablaError(
    "shape-mismatch",
    `evaluate: ${s.name} was declared with shape ${showShape(s.shape)}, got a value of shape ${showShape(shape)}`,
  )

const resolvable = (n: Dim, sizes: ReadonlyMap<string, Dim>): boolean =>
  typeof n === "number" || sizeNames(n).every((name) => sizes.has(name))

/** A size with its names replaced. */
function resolveSize(n: Dim, sizes: ReadonlyMap<string, Dim>): Dim {
  if (typeof n === "number") return n
  const whole = sizes.get(n)
  if (whole !== undefined) return whole
  const names = sizeNames(n)
  if (names.every((name) => typeof sizes.get(name) === "number")) return evaluateSize(n, sizes as ReadonlyMap<string, number>)
  const term = (text: string): Dim =>
    text.split("*").reduce<Dim>((product, factor) => {
      const bare = factor.replace(/^-/, "")
      const value: Dim = /^\d+$/.test(bare) ? Number(bare) : (sizes.get(bare) ?? bare)
      return multiplySizes(product, bare === factor ? value : multiplySizes(-1, value))
    }, 1)
  return n
    .replaceAll("-", "+-")
    .split("+")
    .filter((part) => part !== "")
    .map(term)
    .reduce(addSizes, 0)
}

function run(root: Expr, bound: ReadonlyMap<string, Value>, sizes: ReadonlyMap<string, Dim>): Value {
  const now = new Map<Expr, Value | readonly Value[]>()
  const results = new Map<Expr["args"], readonly Value[]>()
  // among named sizes a number must be a term, for an array of a named size does not exist
  const named = [...sizes.values()].some((n) => typeof n === "string")
  for (const node of order(root)) {
    const value =
      named && node.literal !== null ? (node as unknown as Value) : valueOf(node, now as Map<Expr, Value>, results, bound, sizes)
    now.set(node, value)
  }
  return now.get(root) as Value
}

function valueOf(
  node: Expr,
  now: ReadonlyMap<Expr, Value>,
  results: Map<Expr["args"], readonly Value[]>,
  bound: ReadonlyMap<string, Value>,
  sizes: ReadonlyMap<string, Dim>,
): Value {
  const p = node.primitive
  if (p === null)
    return node.name !== null ? (bound.get(node.name) as Value) : node.literal !== null ? node.literal : (node.constant as Value)
  const args = node.args.map((x) => now.get(x) as Value)
  if (p.name === "axisSize") return axisSize(args[0] as Value, (node.params as { axes: number[] }).axes)
  const params = resolveParams(node.params, sizes)
  if (p.kind === "elementwise" || !p.multi) return bindN(p, args, params)
  // the results of one application share its list of arguments
  const { result, ...rest } = params as { result: number }
  const all = results.get(node.args) ?? bindAll(p, args, rest)
  results.set(node.args, all)
  return all[result] as Value
}

/** Parameters that hold sizes, with their names replaced. */
function resolveParams(params: unknown, sizes: ReadonlyMap<string, Dim>): unknown {
  if (sizes.size === 0 || typeof params !== "object" || params === null) return params
  const out: Record<string, unknown> = { ...params }
  for (const key of Object.keys(out)) if (Object.hasOwn(sized, key)) out[key] = sized[key as keyof typeof sized](out[key] as never, sizes)
  return out
}

type Names = ReadonlyMap<string, Dim>

/** The parameters of primitives that may hold named sizes. */
const sized = {
  shape: (shape: Shape, names: Names) => shape.map((n) => resolveSize(n, names)),
  size: (n: Dim, names: Names) => resolveSize(n, names),
  parts: (parts: readonly ({ start: Dim; stop: Dim } | null)[], names: Names) =>
    parts.map((p) => p && { ...p, start: resolveSize(p.start, names), stop: resolveSize(p.stop, names) }),
  margins: (margins: readonly { low: Dim; high: Dim }[], names: Names) =>
    margins.map((m) => ({ ...m, low: resolveSize(m.low, names), high: resolveSize(m.high, names) })),
}
