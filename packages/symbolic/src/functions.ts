// Calls: a function of the table by its name, else a primitive with its parameters, as the printers write it.
import { bindN, primitives, shapeOf, type Value } from "@nablajs/core"
import { near, type Span } from "./complain.ts"
import { type Call, type Function, type Options, type Result, elementwise } from "./functions/meaning.ts"
import { applied, callable } from "./functions/primitive.ts"
import { table } from "./functions/table.ts"
import { type Context, type Operand, scalar, shown } from "./operand.ts"
import { elementwiseByName } from "./print/dictionary.ts"
import { BARS, EXPONENTIAL } from "./shorthand.ts"

/** Every function of the table, for messages and editors. */
export const functionNames = (): string[] => [...new Set([...Object.keys(table), ...elementwiseByName.keys()])].sort()

function find(name: string): Function | undefined {
  if (Object.hasOwn(table, name)) return table[name]
  const p = elementwiseByName.get(name) ?? (Object.hasOwn(primitives, name) ? primitives[name] : undefined)
  if (p?.kind === "elementwise")
    return { arity: [p.arity, p.arity], meaning: elementwise(((...xs: Value[]) => bindN(p, xs)) as never, p.arity) }
  return undefined
}

/** The value of a call; any other primitive is called with its parameters, as the printers write it. */
export function callFunction(name: string, args: readonly Operand[], options: Options, span: Span, context: Context): Result {
  const call: Call = { name, options, span, context }
  if (name === "sigma" && context.names.variable(name) !== undefined) return unknown(call)
  if (name === BARS) return modulus(args[0] as Operand, call)
  if (name === EXPONENTIAL) return exponential(args[0] as Operand, call)
  const f = find(name)
  const raw = callable(name)
  if (raw !== undefined && (f === undefined || (options.size > 0 && f.options === undefined)))
    return { value: applied(raw, args, call), row: false }
  if (f === undefined) return unknown(call)
  const { arity } = f
  if (args.length < arity[0] || args.length > arity[1]) {
    const wanted = arity[0] === arity[1] ? `${arity[0]}` : `${arity[0]} to ${arity[1]}`
    context.fail("bad-argument", span, `${name} takes ${wanted} argument${wanted === "1" ? "" : "s"}, got ${args.length}`)
  }
  for (const key of options.keys())
    if (!f.options?.includes(key))
      context.fail("bad-argument", span, `${name} has no option ${key}${f.options ? `; it has ${f.options.join(", ")}` : ""}`)
  const stray = args.find((x, i) => x.text !== undefined && !(name === "einsum" && i === 0))
  if (stray) context.fail("syntax", stray, "a quoted text is an argument of einsum only")
  return f.meaning(args, call)
}

/** |x| of a scalar; of vectors and matrices it could be three things. */
function modulus(x: Operand, { options, span, context }: Call): Result {
  if (scalar(x)) return callFunction("abs", [x], options, span, context)
  return context.fail(
    "shape-mismatch",
    span,
    `|…| is for scalars, got shape ${shown(x)}; write abs(…) element by element, norm2(…) for a length, det(…) for a determinant`,
  )
}

/** e^x, element by element; of a matrix it could be two things. */
function exponential(x: Operand, { options, span, context }: Call): Result {
  if (shapeOf(x.value).length < 2) return callFunction("exp", [x], options, span, context)
  return context.fail(
    "shape-mismatch",
    span,
    `e to the power of a matrix could be its exponential; write \\exp(…) element by element, \\operatorname{expm}(…) for the series`,
  )
}

function unknown({ name, span, context }: Call): never {
  const written = context.source.slice(span.start).startsWith(name)
  const at = { start: span.start, end: written ? span.start + name.length : span.end }
  if (context.names.variable(name) !== undefined)
    return context.fail("unknown-name", at, `${name} is a variable, not a function; a product is written ${name} * (…)`)
  const close = near(name, functionNames())
  const repair = close.length > 0 ? `did you mean ${close.join(" or ")}?` : `known are ${functionNames().join(", ")}`
  return context.fail("unknown-name", at, `unknown function ${name}; ${repair}`)
}
