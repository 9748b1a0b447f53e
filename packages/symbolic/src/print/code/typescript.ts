// Plain TypeScript of numbers, which needs no library.
import {
  call,
  type Form,
  forms,
  type FunctionText,
  infix,
  level,
  like,
  minus,
  type Piece,
  power,
  type Target,
  tight,
  words,
} from "./target.ts"

export const typescriptWords: readonly string[] = words(`arguments async await boolean break case catch class const continue debugger
  default delete do else enum eval export extends false finally for function get if implements import in instanceof interface let new
  null number object of package private protected public return set static string super switch symbol this throw true try type typeof
  undefined var void while with yield any never unknown as is keyof Math Number Infinity NaN constructor prototype globalThis`)

export const typescriptNumber = (x: number): string => (Object.is(x, -0) ? "-0" : Number.isNaN(x) ? "Number.NaN" : String(x))

/** Functions that no library has, stable for large arguments. */
const helpers: Readonly<Record<string, string>> = {
  sigmoid: "const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))",
  softplus: "const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))",
  logaddexp:
    "const logaddexp = (a: number, b: number): number => (a === b ? a + Math.LN2 : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))))",
  remainder: "const remainder = (a: number, b: number): number => a - b * Math.floor(a / b)",
  round: "const round = (x: number): number => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x))",
}

const relation = (sign: string): Form => infix(sign, level.compare)

const table: Readonly<Record<string, Form>> = {
  add: infix("+", level.sum),
  subtract: infix("-", level.sum),
  multiply: infix("*", level.product),
  divide: infix("/", level.product),
  pow: power("**"),
  negative: minus,
  square: ([a]) => ({ code: `${tight(a as Piece, level.atom)} ** 2`, level: level.power }),
  reciprocal: ([a]) => ({ code: `1 / ${tight(a as Piece, level.unary)}`, level: level.product }),
  ...forms(
    "abs sign floor ceil trunc exp log expm1 log1p log2 log10 sqrt cbrt sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh hypot",
    (name) => call(`Math.${name}`),
  ),
  ...forms("sigmoid softplus logaddexp remainder round", (name) => call(name, name)),
  maximum: call("Math.max"),
  minimum: call("Math.min"),
  relu: like("Math.max($1, 0)"),
  exp2: like("Math.pow(2, $1)"),
  floorDivide: ([a, b]) => ({
    code: `Math.floor(${tight(a as Piece, level.product)} / ${tight(b as Piece, level.unary)})`,
    level: level.atom,
  }),
  less: relation("<"),
  lessEqual: relation("<="),
  greater: relation(">"),
  greaterEqual: relation(">="),
  equal: relation("==="),
  notEqual: relation("!=="),
  isnan: call("Number.isNaN"),
  isfinite: call("Number.isFinite"),
  float: call("Number"),
  where: ([c, a, b]) => ({
    code: `${tight(c as Piece, level.compare)} ? ${tight(a as Piece, level.compare)} : ${tight(b as Piece, level.compare)}`,
    level: level.choice,
  }),
}

const write = (f: FunctionText): string =>
  [
    ...f.needs.map((name) => helpers[name] as string),
    ...(f.needs.length > 0 ? [""] : []),
    ...f.comments.map((line) => `// ${line}`),
    `export function ${f.name}(${f.parameters.map((p) => `${p.name}: number`).join(", ")}): ${f.bool ? "boolean" : "number"} {`,
    ...f.locals.map(([name, value]) => `  const ${name} = ${value}`),
    `  return ${f.result}`,
    "}",
    "",
  ].join("\n")

export const typescript: Target = {
  forms: table,
  number: typescriptNumber,
  axis: (name) => name,
  array: () => "",
  words: new Set([...typescriptWords, ...Object.keys(helpers)]),
  write,
  scalars: true,
}
