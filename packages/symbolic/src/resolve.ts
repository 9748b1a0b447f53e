// From the program of a formula to values: every sign finds its operation by the shapes of its operands. Vectors are columns;
// x' is the same vector as a row. The operations are those of core, so the same walk builds terms and computes tensors.
import { type Dim, isNablaError, negative, shapeOf, transpose, type Value, wrapArray } from "@nablajs/core"
import { complaint, latinized, near, type Span } from "./complain.ts"
import { callFunction, functionNames } from "./functions.ts"
import { type Context, type Names, type Operand, settled, shown } from "./operand.ts"
import { binary } from "./operators.ts"
import type { Option, Program, Step } from "./syntax.ts"

export const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["π", Math.PI],
  ["e", Math.E],
  ["inf", Number.POSITIVE_INFINITY],
])

export function resolve({ source, steps }: Program, names: Names): Value {
  const local = new Map<string, Operand>()
  const stack: Operand[] = []
  const context: Context = {
    source,
    names: { ...names, variable: (name) => local.get(name)?.value ?? names.variable(name) },
    fail: (code, span, what) => {
      throw complaint(code, source, span, what)
    },
  }
  for (const step of steps) {
    if (step.op === "define") local.set(step.name, settled(stack.pop() as Operand))
    else stack.push(run(step, stack, context, local))
  }
  const top = settled(stack[0] as Operand)
  if (top.text !== undefined) context.fail("syntax", top, "a quoted text is an argument of einsum only")
  return top.value
}

function run(step: Exclude<Step, { op: "define" }>, stack: Operand[], context: Context, local: ReadonlyMap<string, Operand>): Operand {
  const span = { start: step.start, end: step.end }
  const guarded = (whole: Span, make: () => Omit<Operand, keyof Span>): Operand => {
    try {
      return { ...make(), start: whole.start, end: whole.end }
    } catch (error) {
      if (isNablaError(error) && !("position" in error)) context.fail(error.code, whole, error.message)
      throw error
    }
  }
  switch (step.op) {
    case "number":
      return { value: context.names.literal(step.value), row: false, ...(Number.isInteger(step.value) && { dim: step.value }), ...span }
    case "text":
      return { value: 0, row: false, text: step.text, ...span }
    case "array":
      return { value: arrayOf(step.rows, span, context), row: false, ...span }
    case "name":
      return { ...(local.get(step.name) ?? lookup(step.name, span, context)), ...span }
    case "negate": {
      const x = settled(stack.pop() as Operand)
      return guarded({ start: span.start, end: x.end }, () => ({ value: negative(x.value as never) as Value, row: x.row }))
    }
    case "transpose": {
      const x = settled(stack.pop() as Operand)
      // a scalar has no transpose: ^T of one could as well be its power
      const power = /^\^\s*\{?\s*T/.test(context.source.slice(span.start, span.end)) && shapeOf(x.value).length === 0
      if (power && context.names.variable("T") !== undefined)
        context.fail("bad-argument", span, "T is a variable here; write ^{(T)} for the power")
      return guarded({ start: x.start, end: span.end }, () => turned(x, context))
    }
    case "binary": {
      const b = stack.pop() as Operand
      const a = stack.pop() as Operand
      const whole = { start: a.start, end: b.end }
      return guarded(whole, () => binary(step.sign, a, b, { ...span }, context))
    }
    case "call": {
      const args = stack.splice(stack.length - step.count, step.count).map(settled)
      return guarded(span, () => callFunction(step.name, args, step.options, span, context))
    }
  }
}

function lookup(name: string, span: Span, context: Context): Omit<Operand, keyof Span> {
  const { names } = context
  // x_1 of LaTeX may have been declared as x1
  const written = names.variable(name) ?? names.size(name)
  if (written === undefined && name.includes("_") && names.variable(name.replaceAll("_", "")) !== undefined)
    return lookup(name.replaceAll("_", ""), span, context)
  const size = names.size(name)
  const value = names.variable(name)
  if (value !== undefined) return { value, row: false, ...(size !== undefined && { dim: name }), ...whole(value) }
  if (size !== undefined) return { value: size, row: false, dim: name }
  const constant = constants.get(name)
  if (constant !== undefined) return { value: names.literal(constant), row: false }
  const declared = names.all()
  const close = near(name, [...declared, ...constants.keys()])
  const functions = functionNames().includes(name) ? [`${name}(…)`] : []
  const latin = latinized(name)
  const repair =
    latin !== name && declared.includes(latin)
      ? `; it looks like the declared ${latin}, but has a letter of another alphabet`
      : functions.length > 0
        ? `; ${name} is a function, write ${name}(…)`
        : name === "T"
          ? "; the transpose is written x'"
          : close.length > 0
            ? `; did you mean ${close.join(" or ")}?`
            : `; ${names.hint}`
  return context.fail(
    "unknown-name",
    span,
    `unknown variable ${name}${repair}${declared.length > 0 && declared.length <= 12 ? ` (declared: ${declared.join(", ")})` : ""}`,
  )
}

const whole = (value: Value): { dim?: Dim } => (typeof value === "number" && Number.isInteger(value) && value >= 0 ? { dim: value } : {})

function arrayOf(rows: Option, span: Span, context: Context): Value {
  const list = rows as readonly Option[]
  const matrix = list.some((row) => Array.isArray(row))
  const lengths = new Set(list.map((row) => (Array.isArray(row) ? row.length : -1)))
  if (matrix && (lengths.size > 1 || lengths.has(-1)))
    context.fail("ragged-array", span, "the rows of a matrix must have the same number of entries")
  const flat = (matrix ? list.flat() : list) as number[]
  const shape = matrix ? [list.length, (list[0] as readonly Option[]).length] : [list.length]
  return context.names.array(wrapArray("float64", shape, Float64Array.from(flat)) as unknown as Value)
}

function turned(x: Operand, context: Context): Omit<Operand, keyof Span> {
  const shape = shapeOf(x.value)
  if (shape.length <= 1) return { value: x.value, row: shape.length === 1 && !x.row }
  if (shape.length === 2) return { value: transpose(x.value as never) as Value, row: false }
  return context.fail("shape-mismatch", x, `' transposes vectors and matrices, got shape ${shown(x)}; write transpose(…, axes=[…])`)
}
