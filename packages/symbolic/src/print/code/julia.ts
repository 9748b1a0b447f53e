// Julia: broadcasting is written with dots and aligns the first axes, so operands of fewer axes get new ones in front.
import type { Span } from "./op.ts"
import { atom, type Form, forms, type FunctionText, isWhole, level, type Piece, type Target, tight, words } from "./target.ts"

const keywords = words(`abstract baremodule begin break catch const continue do else elseif end export false finally for function global
  if import in let local macro module mutable primitive quote return struct true try type using where while isa ans pi im Inf NaN I
  Diagonal Matrix Float64 abs sign floor ceil trunc round exp log expm1 log1p log2 log10 sqrt cbrt sin cos tan asin acos atan sinh cosh
  tanh asinh acosh atanh hypot max min mod fld ifelse isnan isfinite isinf sum prod maximum minimum norm dot det inv logdet diag tr
  reshape permutedims fill repeat size ones zeros dropdims logistic log1pexp logaddexp logsumexp logit erf erfc erfinv digamma
  loggamma ein cumsum cumprod accumulate sort reverse cat all any cholesky Symmetric pinv collect exp2 signbit copysign identity`)

const juliaNumber = (x: number): string => {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "NaN" : x > 0 ? "Inf" : "-Inf"
  if (Object.is(x, -0)) return "-0.0"
  return Number.isInteger(x) && Math.abs(x) >= 1e15 ? x.toExponential() : String(x)
}

/** The operand with as many axes as the result. */
function aligned(x: Piece, rank: number): Piece {
  const more = rank - x.shape.length
  if (more === 0 || x.shape.length === 0) return x
  const name = tight(x, level.atom)
  return { ...x, ...atom(`reshape(${x.code}, ${"1, ".repeat(more)}size(${name})...)`) }
}

const infix =
  (sign: string, at: number): Form =>
  (args, op) => {
    const rank = op.shape.length
    const [a, b] = args.map((x) => aligned(x, rank)) as [Piece, Piece]
    const left = tight(a, at === level.compare ? at + 1 : at === level.power ? level.atom : at)
    const right = tight(b, at === level.power ? level.atom : at + 1)
    return { code: `${left} ${rank === 0 ? "" : "."}${sign} ${right}`, level: at }
  }

const map =
  (name: string, need?: string): Form =>
  (args, op, help) => {
    if (need !== undefined) help.need(need)
    const rank = op.shape.length
    return atom(`${name}${rank === 0 ? "" : "."}(${args.map((x) => aligned(x, rank).code).join(", ")})`)
  }

const algebra =
  (name: string): Form =>
  (args, _, help) => {
    help.need("LinearAlgebra")
    return atom(`${name}(${args.map((x) => x.code).join(", ")})`)
  }

/** A function that runs along one axis; vectors have no other. */
const along =
  (start: string): Form =>
  ([x], op) =>
    atom(`${start}${start.includes("(") ? ", " : "("}${x?.code}${op.shape.length === 1 ? "" : `; dims=${(op.data.axes?.[0] ?? 0) + 1}`})`)

const dims = (axes: readonly number[]): string =>
  axes.length === 1 ? `${(axes[0] as number) + 1}` : `(${axes.map((i) => i + 1).join(", ")})`

const reduction =
  (name: string, need?: string): Form =>
  ([x], op, help) => {
    if (need !== undefined) help.need(need)
    const axes = op.data.axes as readonly number[]
    return atom(isWhole(op) ? `${name}(${x?.code})` : `dropdims(${name}(${x?.code}; dims=${dims(axes)}); dims=${dims(axes)})`)
  }

const product =
  (sign: string): Form =>
  ([a, b]) => ({
    code: `${tight(a as Piece, level.product)} ${sign} ${tight(b as Piece, level.unary)}`,
    level: level.product,
  })

const turned = (x: Piece): string => `${tight(x, level.atom)}'`

const logs = (name: string): Form => map(name, "LogExpFunctions")
const special = (name: string): Form => map(name, "SpecialFunctions")

const table: Readonly<Record<string, Form>> = {
  add: infix("+", level.sum),
  subtract: infix("-", level.sum),
  multiply: infix("*", level.product),
  divide: infix("/", level.product),
  // an integer base would refuse negative exponents
  pow: ([a, b], op, help) => {
    const base =
      a?.number !== undefined && Number.isSafeInteger(a.number) && a.level === level.atom ? { ...a, code: `${a.number}.0` } : (a as Piece)
    return infix("^", level.power)([base, b as Piece], op, help)
  },
  negative: ([a]) => ({ code: `-${tight(a as Piece, level.power)}`, level: level.unary }),
  square: ([a], op) => ({ code: `${tight(a as Piece, level.atom)} ${op.shape.length === 0 ? "" : "."}^ 2`, level: level.power }),
  reciprocal: ([a], op) => ({ code: `1 ${op.shape.length === 0 ? "" : "."}/ ${tight(a as Piece, level.unary)}`, level: level.product }),
  ...forms(
    "abs sign floor ceil trunc round exp log expm1 log1p log2 log10 sqrt cbrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh hypot isnan isfinite isinf exp2 signbit copysign",
    (name) => map(name),
  ),
  atan2: map("atan"),
  maximum: map("max"),
  minimum: map("min"),
  remainder: map("mod"),
  floorDivide: map("fld"),
  where: map("ifelse"),
  float: map("Float64"),
  relu: ([x], op) => atom(`max${op.shape.length === 0 ? "" : "."}(${x?.code}, 0)`),
  sigmoid: logs("logistic"),
  softplus: logs("log1pexp"),
  logaddexp: logs("logaddexp"),
  logit: logs("logit"),
  ...forms("erf erfc erfinv digamma", special),
  lgamma: special("loggamma"),
  less: infix("<", level.compare),
  lessEqual: infix("<=", level.compare),
  greater: infix(">", level.compare),
  greaterEqual: infix(">=", level.compare),
  equal: infix("==", level.compare),
  notEqual: infix("!=", level.compare),
  sum: reduction("sum"),
  prod: reduction("prod"),
  max: reduction("maximum"),
  min: reduction("minimum"),
  all: reduction("all"),
  any: reduction("any"),
  cumsum: along("cumsum"),
  cumprod: along("cumprod"),
  cummax: along("accumulate(max"),
  cummin: along("accumulate(min"),
  sort: ([x], op) => atom(op.shape.length === 1 ? `sort(${x?.code})` : `sort(${x?.code}; dims=${op.shape.length})`),
  flip: ([x], op) => atom(op.shape.length === 1 ? `reverse(${x?.code})` : `reverse(${x?.code}; dims=${dims(op.data.axes as number[])})`),
  concat: (args, op) => atom(`cat(${args.map((x) => x.code).join(", ")}; dims=${(op.data.axes?.[0] ?? 0) + 1})`),
  // positions count from 1, and the last is part of a range
  part: ([x], op, help) => {
    const places = (op.data.spans as (Span | number)[]).map((s) =>
      s === null ? ":" : typeof s === "number" ? s + 1 : `${s.start + 1}:${s.step === 1 ? "" : `${s.step}:`}${help.size(s.stop)}`,
    )
    return atom(`${tight(x as Piece, level.atom)}[${places.join(", ")}]`)
  },
  cholesky: ([x], _, help) => {
    help.need("LinearAlgebra")
    return atom(`cholesky(Symmetric(${x?.code})).L`)
  },
  expm: ([x]) => atom(`exp(${x?.code})`),
  pinv: algebra("pinv"),
  logsumexp: reduction("logsumexp", "LogExpFunctions"),
  norm: (args, op, help) => {
    const [x] = args as [Piece]
    if (isWhole(op)) return algebra("norm")(args, op, help)
    const axes = dims(op.data.axes as number[])
    return atom(`sqrt.(dropdims(sum(abs2, ${x.code}; dims=${axes}); dims=${axes}))`)
  },
  // a row vector times a matrix is a row in Julia, so the matrix is turned instead
  matmul: (args, op, help) => {
    const [a, b] = args as [Piece, Piece]
    return a.shape.length === 1 ? product("*")([{ ...b, ...atom(turned(b)) }, a], op, help) : product("*")(args, op, help)
  },
  dot: algebra("dot"),
  outer: ([a, b]) => ({ code: `${tight(a as Piece, level.product)} * ${turned(b as Piece)}`, level: level.product }),
  solve: product("\\"),
  inv: algebra("inv"),
  det: algebra("det"),
  logdet: algebra("logdet"),
  diag: algebra("Diagonal"),
  diagonal: algebra("diag"),
  trace: algebra("tr"),
  scaleRows: ([v, a]) => ({ code: `${tight(v as Piece, level.product)} .* ${tight(a as Piece, level.unary)}`, level: level.product }),
  scaleColumns: ([a, v]) => ({ code: `${tight(a as Piece, level.product)} .* ${turned(v as Piece)}`, level: level.product }),
  transpose: ([x], op) =>
    atom(op.shape.length === 2 ? turned(x as Piece) : `permutedims(${x?.code}, (${op.data.axes?.map((i) => i + 1).join(", ")}))`),
  einsum: (args, op, help) => {
    help.need("OMEinsum")
    return atom(`ein"${op.data.spec}"(${args.map((x) => x.code).join(", ")})`)
  },
  eye: (_, op, help) => {
    help.need("LinearAlgebra")
    const n = help.size(op.shape[0] as number)
    return atom(`Matrix(1.0I, ${n}, ${n})`)
  },
  full: (_, op, help) => {
    const value = juliaNumber(op.data.value as number)
    return atom(`fill(${/^-?\d+$/.test(value) ? `${value}.0` : value}, ${op.shape.map(help.size).join(", ")})`)
  },
  broadcast: ([x], op, help) => {
    const axes = op.data.axes as readonly number[]
    if (x?.shape.length === 0) return atom(`fill(${x.code}, ${op.shape.map(help.size).join(", ")})`)
    const shape = op.shape.map((n, i) => (axes.includes(i) ? "1" : help.size(n)))
    const copies = op.shape.map((n, i) => (axes.includes(i) ? help.size(n) : "1"))
    return atom(`repeat(reshape(${x?.code}, ${shape.join(", ")}), ${copies.join(", ")})`)
  },
}

const write = (f: FunctionText): string =>
  [
    ...f.needs.map((name) => `using ${name}`),
    ...(f.needs.length > 0 ? [""] : []),
    ...f.comments.map((line) => `# ${line}`),
    `function ${f.name}(${f.parameters.map((p) => p.name).join(", ")})`,
    ...f.locals.map(([name, value]) => `    ${name} = ${value}`),
    `    return ${f.result}`,
    "end",
    "",
  ].join("\n")

export const julia: Target = {
  forms: table,
  number: juliaNumber,
  axis: (name, axis) => `size(${name}, ${axis + 1})`,
  array: (rows) => {
    // a matrix by rows; more axes have no literal that reads the same in every version
    const list = rows as readonly unknown[]
    const row = (r: unknown): string => (Array.isArray(r) ? r.map(Number).map(juliaNumber).join(" ") : juliaNumber(Number(r)))
    return Array.isArray(list[0]) ? `Float64[${list.map(row).join("; ")}]` : `Float64[${list.map(row).join(", ")}]`
  },
  words: new Set(keywords),
  write,
}
