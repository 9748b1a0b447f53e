// Formulas as text, in the language that `parse` reads.
import type { Shape } from "@nablajs/core"
import { type Formula, termOf } from "../formula.ts"
import { sign, textName } from "./dictionary.ts"
import { show } from "./notation.ts"
import { constantName, fractionOf } from "./numbers.ts"
import { atLeast, type Dialect, level, type Phrase } from "./phrase.ts"

/**
 * A formula as text: products and transposes of matrices, brackets only where they are needed. `parse` reads it back.
 * Where a subterm occurs so often that writing it out would explode, it gets a name: `t1 * t1 where t1 = …`.
 *
 * @example text(parse("((x'))*(A*x)", { x: ["n"], A: ["n", "n"] })) // => "x' * A * x"
 */
export const text = (formula: Formula): string => show(dialect, termOf(formula))

const separated = (args: readonly Phrase[]): (string | Phrase)[] => args.flatMap((x, i) => (i === 0 ? [x] : [", ", x]))

const call = (name: string, args: readonly Phrase[]): (string | Phrase)[] => [`${textName(name)}(`, ...separated(args), ")"]

const sizes = (shape: Shape): string => shape.join(", ")

const dialect: Dialect = {
  name: (name) => name,
  number: (value, shadowed) => {
    const named = constantName(value, shadowed)
    if (named !== null) return { text: named, level: level.atom }
    const fraction = fractionOf(value)
    if (fraction !== null && String(value).length > 6) return { text: `${fraction[0]} / ${fraction[1]}`, level: level.product }
    return { text: String(value), level: level.atom }
  },
  array: (rows) => JSON.stringify(rows)?.replaceAll(",", ", ") ?? "constant",
  size: (n) => ({
    text: String(n).replaceAll("*", " * "),
    level: /[+-]/.test(String(n)) ? level.sum : String(n).includes("*") ? level.product : level.atom,
  }),
  brackets: ["(", ")"],
  times: (kind) => (kind === "elementwise" ? " .* " : " * "),
  quotient: (a, b, elementwise) => ({
    parts: [atLeast(dialect, level.product, a), elementwise ? " ./ " : " / ", atLeast(dialect, level.power, b)],
    level: level.product,
    shape: a.shape,
  }),
  power: (a, b, elementwise) => ({
    parts: [
      atLeast(dialect, level.postfix, a),
      elementwise ? ".^" : "^",
      b.number !== undefined && Number.isInteger(b.number) ? b : atLeast(dialect, level.postfix, b),
    ],
    level: level.power,
    shape: a.shape,
  }),
  transpose: (a) => ({ parts: [a, "'"], level: level.postfix, shape: a.shape }),
  call,
  norm: (which, x) => call(which, [x]),
  ones: (shape, value) => `${value === 0 ? "zeros" : "ones"}(${sizes(shape)})`,
  eye: (n) => `eye(${n})`,
  commutation: (m, n) => `commutation(${m}, ${n})`,
  relation: (name) => ` ${sign(name).text} `,
  choice: (c, a, b) => call("where", [c, a, b]),
  repeats: true,
  totals: () => null,
  einsum: (spec, args) => [`einsum("${spec}", `, ...separated(args), ")"],
  options: (option) => option,
  where: (body, definitions) => `${body} where ${definitions.map(([name, value]) => `${name} = ${value}`).join(", ")}`,
}
