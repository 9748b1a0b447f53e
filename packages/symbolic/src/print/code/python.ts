// What NumPy, JAX and PyTorch have in common.
import type { Shape } from "@nablajs/core"
import type { Margin } from "./op.ts"
import {
  atom,
  call,
  type Form,
  forms,
  type FunctionText,
  indices,
  infix,
  isWhole,
  level,
  minus,
  type Piece,
  power,
  tight,
  words,
} from "./target.ts"

export const pythonWords: readonly string[] = words(`False None True and as assert async await break class continue def del elif else
  except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type float
  int print erf erfc erfinv digamma gammaln logit logsumexp logdet np jnp jax torch scipy cbrt expm self`)

export const pythonNumber = (x: number): string =>
  Number.isFinite(x) ? (Object.is(x, -0) ? "-0.0" : String(x)) : `float("${Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf"}")`

/** A number that is a float in any case. */
export const pythonFloat = (x: number): string =>
  Number.isInteger(x) && Math.abs(x) < 1e21 ? `${pythonNumber(x)}${Object.is(x, -0) ? "" : ".0"}` : pythonNumber(x)

export const tuple = (items: readonly (string | number)[]): string => `(${items.join(", ")}${items.length === 1 ? "," : ""})`

export const sizes = (shape: Shape, size: (n: string | number) => string): string => tuple(shape.map(size))

export const operators: Readonly<Record<string, Form>> = {
  add: infix("+", level.sum),
  subtract: infix("-", level.sum),
  multiply: infix("*", level.product),
  divide: infix("/", level.product),
  matmul: infix("@", level.product),
  dot: infix("@", level.product),
  scaleColumns: infix("*", level.product),
  scaleRows: ([v, a]) => ({ code: `${tight(v as Piece, level.atom)}[:, None] * ${tight(a as Piece, level.unary)}`, level: level.product }),
  // an integer base would refuse negative exponents
  pow: ([a, b], op, help) =>
    (power("**") as Form)(
      [
        a?.number !== undefined && a.level === level.atom && Number.isFinite(a.number)
          ? { ...a, code: pythonFloat(a.number) }
          : (a as Piece),
        b as Piece,
      ],
      op,
      help,
    ),
  negative: minus,
  square: ([a]) => ({ code: `${tight(a as Piece, level.atom)} ** 2`, level: level.power }),
  reciprocal: ([a]) => ({ code: `1 / ${tight(a as Piece, level.unary)}`, level: level.product }),
  ...Object.fromEntries(
    Object.entries({ less: "<", lessEqual: "<=", greater: ">", greaterEqual: ">=", equal: "==", notEqual: "!=" }).map(([name, sign]) => [
      name,
      infix(sign, level.compare),
    ]),
  ),
}

/** Functions that all three name alike behind their prefix. */
export const common = (name: (f: string) => Form): Record<string, Form> => ({
  ...forms(
    "abs sign floor ceil trunc round exp log expm1 log1p log2 log10 sqrt sin cos tan sinh cosh tanh maximum minimum where isnan isfinite isinf logaddexp remainder hypot copysign signbit nextafter exp2",
    name,
  ),
  logicalAnd: name("logical_and"),
  logicalOr: name("logical_or"),
  logicalXor: name("logical_xor"),
  logicalNot: name("logical_not"),
  floorDivide: name("floor_divide"),
})

/** A function that runs along one axis. */
export const along =
  (f: string, option = "axis"): Form =>
  ([x], op) =>
    atom(`${f}(${x?.code}, ${option}=${op.data.axes?.[0]})`)

/** x[0:2, :, 3] */
export const part: Form = ([x], op, help) => atom(`${tight(x as Piece, level.atom)}[${indices(op, help).join(", ")}]`)

/** The names of NumPy, which JAX has too. */
export const numpyLike = (np: string): Readonly<Record<string, Form>> => {
  const plain =
    (f: string): Form =>
    (args) =>
      atom(`${np}.${f}(${args.map((x) => x.code).join(", ")})`)
  const reduction =
    (f: string): Form =>
    ([x], op) =>
      atom(isWhole(op) ? `${np}.${f}(${x?.code})` : `${np}.${f}(${x?.code}, axis=${tuple(op.data.axes as number[])})`)
  return {
    ...operators,
    ...common(plain),
    ...Object.fromEntries("sin cos tan sinh cosh tanh".split(" ").map((f) => [`a${f}`, plain(`arc${f}`)])),
    atan2: plain("arctan2"),
    cbrt: plain("cbrt"),
    float: ([x]) => atom(`${np}.asarray(${x?.code}, dtype=float)`),
    sum: reduction("sum"),
    max: reduction("max"),
    min: reduction("min"),
    prod: reduction("prod"),
    norm: ([x], op) =>
      atom(
        isWhole(op)
          ? `${np}.linalg.norm(${x?.code})`
          : `${np}.sqrt(${np}.sum(${tight(x as Piece, level.atom)} ** 2, axis=${tuple(op.data.axes as number[])}))`,
      ),
    all: reduction("all"),
    any: reduction("any"),
    cumsum: along(`${np}.cumsum`),
    cumprod: along(`${np}.cumprod`),
    flip: ([x], op) => atom(`${np}.flip(${x?.code}, ${tuple(op.data.axes as number[])})`),
    concat: (args, op) => atom(`${np}.concatenate(${tuple(args.map((x) => x.code))}, axis=${op.data.axes?.[0]})`),
    sort: plain("sort"),
    part,
    pad: ([x], op, help) =>
      atom(`${np}.pad(${x?.code}, ${tuple((op.data.margins as Margin[]).map((m) => `(${m.low}, ${help.size(m.high)})`))})`),
    cholesky: plain("linalg.cholesky"),
    pinv: plain("linalg.pinv"),
    outer: plain("outer"),
    solve: plain("linalg.solve"),
    inv: plain("linalg.inv"),
    det: plain("linalg.det"),
    logdet: call("logdet", "logdet"),
    diag: plain("diag"),
    diagonal: plain("diagonal"),
    trace: plain("trace"),
    transpose: ([x], op) =>
      atom(
        op.shape.length === 2 ? `${tight(x as Piece, level.atom)}.T` : `${np}.transpose(${x?.code}, ${tuple(op.data.axes as number[])})`,
      ),
    einsum: (args, op) => atom(`${np}.einsum("${op.data.spec}", ${args.map((x) => x.code).join(", ")})`),
    eye: (_, op, help) => atom(`${np}.eye(${help.size(op.shape[0] as number)})`),
    full: (_, op, help) => atom(`${np}.full(${sizes(op.shape, help.size)}, ${pythonFloat(op.data.value as number)})`),
    broadcast: ([x], op, help) => {
      const inner = x?.shape.length === 0 ? x.code : `${np}.expand_dims(${x?.code}, ${tuple(op.data.axes as number[])})`
      return atom(`${np}.broadcast_to(${inner}, ${sizes(op.shape, help.size)})`)
    },
    reshape: ([x], op, help) => atom(`${np}.reshape(${x?.code}, ${sizes(op.shape, help.size)})`),
  }
}

/** NaN where the determinant is negative, as the logarithm has it. */
export const logdetOf = (np: string): readonly string[] => [
  "def logdet(a):",
  `    sign, size = ${np}.linalg.slogdet(a)`,
  `    return ${np}.where(sign < 0, ${np}.nan, size)`,
]

export const writePython =
  (imports: (needs: readonly string[]) => readonly string[]) =>
  (f: FunctionText): string => {
    const lines = imports(f.needs)
    return [
      ...lines,
      ...(lines.length > 0 ? ["", ""] : []),
      ...f.comments.map((line) => `# ${line}`),
      `def ${f.name}(${f.parameters.map((p) => p.name).join(", ")}):`,
      ...f.locals.map(([name, value]) => `    ${name} = ${value}`),
      `    return ${f.result}`,
      "",
    ].join("\n")
  }
