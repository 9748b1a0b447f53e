// The names of functions in formulas, one table for parser and printers, made from the primitives' own notation.
import { type Primitive, primitives } from "@nablajs/core"

/** What else people write. */
const aliases: Readonly<Record<string, string>> = {
  ln: "log",
  arcsin: "asin",
  arccos: "acos",
  arctan: "atan",
  arctan2: "atan2",
  arcsinh: "asinh",
  arccosh: "acosh",
  arctanh: "atanh",
  arsinh: "asinh",
  arcosh: "acosh",
  artanh: "atanh",
  logistic: "sigmoid",
  sgn: "sign",
  sigma: "sigmoid",
}

/** Primitives that formulas write otherwise than by name. */
const signs = new Set([
  "add",
  "subtract",
  "multiply",
  "divide",
  "negative",
  "pow",
  "contract",
  "transpose",
  "broadcast",
  "fillLike",
  "axisSize",
])

const entries = (): [string, Primitive][] =>
  Object.values(primitives)
    .filter((p) => p.kind === "elementwise" && !signs.has(p.name) && p.notation.form !== "infix")
    .map((p) => [p.notation?.text ?? p.name, p])

/** Elementwise functions by the name in formulas. */
export const elementwiseByName: ReadonlyMap<string, Primitive> = /* @__PURE__ */ (() => {
  const table = new Map(entries())
  for (const [alias, name] of Object.entries(aliases)) {
    const p = table.get(name)
    if (p) table.set(alias, p)
  }
  return table
})()

/** The name of a function in text. */
export const textName = (name: string): string => named(name)?.text ?? name

/** The name of a function in LaTeX, null where it has none of its own. */
export const latexName = (name: string): string | null => named(name)?.latex ?? null

/** The sign of an operation between two operands. */
export const sign = (name: string): { readonly text: string; readonly latex: string } => {
  const notation = lookup(name)?.notation
  return { text: notation?.text ?? name, latex: notation?.latex ?? notation?.text ?? name }
}

// max(a, b) is the maximum of two, max(x) the greatest element
const short: Readonly<Record<string, Primitive["notation"]>> = {
  maximum: { text: "max", latex: "\\max" },
  minimum: { text: "min", latex: "\\min" },
  max: { text: "max", latex: "\\max" },
  min: { text: "min", latex: "\\min" },
}

const named = (name: string): Primitive["notation"] => {
  if (Object.hasOwn(short, name)) return short[name]
  const notation = lookup(name)?.notation
  return (notation?.form ?? "call") === "call" ? notation : undefined
}

const lookup = (name: string): Primitive | undefined => (Object.hasOwn(primitives, name) ? primitives[name] : undefined)

/** Relations between numbers, by their sign in text. */
export const relations: ReadonlyMap<string, string> = new Map([
  ["<", "less"],
  ["<=", "lessEqual"],
  [">", "greater"],
  [">=", "greaterEqual"],
  ["==", "equal"],
  ["!=", "notEqual"],
])
