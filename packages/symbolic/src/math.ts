// The template tag: formulas in their own notation, among ordinary code.
import { isNablaError, isNode, NablaError, type Tensor, type Value } from "@nablajs/core"
import { resolve } from "./resolve.ts"
import { type Program, readSyntax } from "./syntax.ts"

// Each place in a program has its own array of strings: it is read once.
const programs = new WeakMap<TemplateStringsArray, Program>()

/**
 * A formula with values in its holes: numbers, tensors, traced values or terms. The notation is that of `parse`; holes that stand
 * beside each other multiply. Vectors are columns, so `${x}' ${A} ${x}` is the quadratic form.
 *
 * @example
 * ```ts
 * const [A, x] = [tensor([[1, 2], [3, 4]]), tensor([1, -1])]
 * math`${x}' ${A} ${x} + 1`.item() // => 1
 * ```
 */
export function math(strings: TemplateStringsArray, ...holes: readonly Value[]): Tensor {
  const wrong = holes.findIndex((x) => typeof x !== "number" && !isNode(x))
  if (wrong >= 0)
    throw new NablaError("bad-argument", `math: the value in hole ${wrong + 1} must be a number or a tensor, got ${describe(holes[wrong])}`)
  let program = programs.get(strings)
  if (program === undefined) {
    program = named(() => readSyntax(sourceOf(strings)))
    programs.set(strings, program)
  }
  const index = (name: string): number => (/^hole\d+$/.test(name) ? Number(name.slice(4)) - 1 : -1)
  const value = named(() =>
    resolve(program as Program, {
      literal: (x) => x,
      array: (x) => x,
      variable: (name) => holes[index(name)],
      size: () => undefined,
      all: () => [],
      hint: "values stand in holes, as in math`2 * ${x}`",
    }),
  )
  return value as Tensor
}

/** With the holes as they stand in the template, and as long as their names, so that the caret stays in place. */
function named<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (isNablaError(error)) error.message = error.message.replaceAll(/\bhole(\d+)\b/g, "$${#$1}")
    throw error
  }
}

const describe = (x: unknown): string => (Array.isArray(x) ? "an array; wrap it in tensor(…)" : x === null ? "null" : typeof x)

/** The formula with a name for each hole; between holes that touch, but for transposes and space, stands a product. */
function sourceOf(strings: TemplateStringsArray): string {
  return strings.raw
    .map((part, i) => {
      const between = i > 0 && i < strings.raw.length - 1
      const glue = between && /^[\s'ᵀ]*$/.test(part) ? `${part} * ` : part
      return i < strings.raw.length - 1 ? `${glue}hole${i + 1}` : glue
    })
    .join("")
}
