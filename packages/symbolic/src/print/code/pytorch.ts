// Python with PyTorch; parameters are tensors, scalars of no axes.
import type { Margin } from "./op.ts"
import { along, common, operators, part, pythonFloat, pythonNumber, pythonWords, sizes, tuple, writePython } from "./python.ts"
import { atom, type Form, isWhole, level, type Piece, type Target, tight } from "./target.ts"

/** Functions of PyTorch refuse plain numbers where its operators take them. */
const code = (x: Piece): string => {
  if (x.number === undefined) return x.code
  return `torch.tensor(${Number.isNaN(x.number) ? x.code : pythonFloat(x.number)}, dtype=torch.float64)`
}

const plain =
  (f: string): Form =>
  (args) =>
    atom(`torch.${f}(${args.map(code).join(", ")})`)

const reduction =
  (whole: string, some: string, option = "dim"): Form =>
  ([x], op) =>
    atom(isWhole(op) ? `torch.${whole}(${x?.code})` : `torch.${some}(${x?.code}, ${option}=${tuple(op.data.axes as number[])})`)

/** PyTorch gives values and positions. */
const values =
  (form: Form): Form =>
  (args, op, help) =>
    atom(`${form(args, op, help).code}.values`)

export const pytorch: Target = {
  forms: {
    ...operators,
    ...common(plain),
    ...Object.fromEntries(
      "asin acos atan asinh acosh atanh atan2 sigmoid relu erf erfc erfinv digamma lgamma logit".split(" ").map((f) => [f, plain(f)]),
    ),
    // torch.nn.functional.softplus is the identity above 20
    softplus: ([x]) => atom(`torch.logaddexp(${code(x as Piece)}, torch.tensor(0.0, dtype=torch.float64))`),
    cbrt: ([x]) => ({ code: `torch.sign(${code(x as Piece)}) * torch.abs(${code(x as Piece)}) ** (1 / 3)`, level: level.product }),
    float: ([x]) => atom(`${tight(x as Piece, level.atom)}.to(torch.float64)`),
    where: plain("where"),
    sum: reduction("sum", "sum"),
    max: reduction("max", "amax"),
    min: reduction("min", "amin"),
    norm: reduction("linalg.vector_norm", "linalg.vector_norm"),
    logsumexp: ([x], op) => atom(`torch.logsumexp(${x?.code}, dim=${tuple(op.data.axes as number[])})`),
    prod: ([x], op) => {
      const axes = op.data.axes as readonly number[]
      if (isWhole(op)) return atom(`torch.prod(${x?.code})`)
      // one axis at a time, the last first
      return atom([...axes].sort((a, b) => b - a).reduce((inner, axis) => `torch.prod(${inner}, dim=${axis})`, (x as Piece).code))
    },
    all: reduction("all", "all"),
    any: reduction("any", "any"),
    cumsum: along("torch.cumsum", "dim"),
    cumprod: along("torch.cumprod", "dim"),
    cummax: values(along("torch.cummax", "dim")),
    cummin: values(along("torch.cummin", "dim")),
    sort: values(([x]) => atom(`torch.sort(${x?.code}, dim=-1)`)),
    flip: ([x], op) => atom(`torch.flip(${x?.code}, ${tuple(op.data.axes as number[])})`),
    concat: (args, op) => atom(`torch.cat(${tuple(args.map((x) => x.code))}, dim=${op.data.axes?.[0]})`),
    part,
    // margins come in pairs, the last axis first
    pad: ([x], op, help) => {
      const pairs = [...(op.data.margins as Margin[])].reverse().flatMap((m) => [m.low, help.size(m.high)])
      return atom(`torch.nn.functional.pad(${x?.code}, ${tuple(pairs)})`)
    },
    cholesky: plain("linalg.cholesky"),
    expm: plain("linalg.matrix_exp"),
    pinv: plain("linalg.pinv"),
    outer: plain("outer"),
    solve: plain("linalg.solve"),
    inv: plain("linalg.inv"),
    det: plain("linalg.det"),
    logdet: plain("logdet"),
    diag: plain("diag"),
    diagonal: plain("diagonal"),
    trace: plain("trace"),
    transpose: ([x], op) =>
      atom(op.shape.length === 2 ? `${tight(x as Piece, level.atom)}.T` : `torch.permute(${x?.code}, ${tuple(op.data.axes as number[])})`),
    einsum: (args, op) => atom(`torch.einsum("${op.data.spec}", ${args.map((x) => x.code).join(", ")})`),
    eye: (_, op, help) => atom(`torch.eye(${help.size(op.shape[0] as number)}, dtype=torch.float64)`),
    full: (_, op, help) => atom(`torch.full(${sizes(op.shape, help.size)}, ${pythonFloat(op.data.value as number)}, dtype=torch.float64)`),
    broadcast: ([x], op, help) => {
      const axes = x?.shape.length === 0 ? [] : (op.data.axes as readonly number[])
      const inner = axes.reduce((text, axis) => `torch.unsqueeze(${text}, ${axis})`, (x as Piece).code)
      return atom(`torch.broadcast_to(${inner}, ${sizes(op.shape, help.size)})`)
    },
    reshape: ([x], op, help) => atom(`torch.reshape(${x?.code}, ${sizes(op.shape, help.size)})`),
  },
  number: pythonNumber,
  axis: (name, axis) => `${name}.shape[${axis}]`,
  array: (rows) => `torch.tensor(${JSON.stringify(rows)}, dtype=torch.float64)`,
  words: new Set(pythonWords),
  write: writePython(() => ["import torch"]),
}
