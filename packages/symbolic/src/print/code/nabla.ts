// TypeScript that calls @nablajs/tensor.
import type { Dim, Shape } from "@nablajs/core"
import type { Span } from "./op.ts"
import { typescriptNumber, typescriptWords } from "./typescript.ts"
import { atom, type Form, forms, type FunctionText, type Helping, isWhole, type Piece, type Target, words } from "./target.ts"

const elementwise =
  "add subtract multiply divide negative square abs sign floor ceil trunc round remainder floorDivide exp log expm1 log1p log2 log10 sqrt cbrt pow logaddexp sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh sigmoid relu softplus less lessEqual greater greaterEqual equal notEqual logicalAnd logicalOr logicalXor logicalNot isnan isfinite isinf where maximum minimum erf erfc erfinv digamma lgamma logit signbit reciprocal hypot copysign nextafter exp2"

const structural = "matmul dot outer solve inv det logdet diag diagonal trace cholesky expm pinv"

const also =
  "sum max min prod norm logsumexp einsum eye full broadcastTo reshape transpose matrixTranspose expandDims astype tensor polygamma all any cumsum cumprod cumulativeMax cumulativeMin sort flip concat at pad"

const imported =
  (name: string): Form =>
  (args, _, help) => {
    help.need(name)
    return atom(`${name}(${args.map((x) => x.code).join(", ")})`)
  }

const reduction =
  (name: string): Form =>
  ([x], op, help) => {
    help.need(name)
    const axes = op.data.axes as readonly number[]
    const axis = axes.length === 1 ? axes[0] : `[${axes.join(", ")}]`
    return atom(isWhole(op) ? `${name}(${x?.code})` : `${name}(${x?.code}, { axis: ${axis} })`)
  }

const along =
  (name: string): Form =>
  ([x], op, help) => {
    help.need(name)
    return atom(`${name}(${x?.code}, { axis: ${op.data.axes?.[0]} })`)
  }

/** An index along one axis: a position, or "1:3". */
function key(span: Span | number, size: Dim, help: Helping): string {
  if (typeof span === "number") return String(span)
  if (span === null) return '":"'
  const stop = span.stop === size ? "" : help.size(span.stop)
  const step = span.step === 1 ? "" : `:${span.step}`
  return /^\d*$/.test(stop) ? `"${span.start}:${stop}${step}"` : `\`${span.start}:\${${stop}}${step}\``
}

const list = (shape: Shape, size: (n: string | number) => string): string => `[${shape.map(size).join(", ")}]`

const table: Readonly<Record<string, Form>> = {
  ...forms(elementwise, imported),
  ...forms(structural, imported),
  ...forms("sum max min prod norm logsumexp", reduction),
  ...forms("all any", reduction),
  ...forms("cumsum cumprod", (name) => along(name)),
  cummax: along("cumulativeMax"),
  cummin: along("cumulativeMin"),
  sort: imported("sort"),
  flip: ([x], op, help) => {
    help.need("flip")
    return atom(`flip(${x?.code}, { axis: [${op.data.axes?.join(", ")}] })`)
  },
  concat: (args, op, help) => {
    help.need("concat")
    return atom(`concat([${args.map((x) => x.code).join(", ")}], { axis: ${op.data.axes?.[0]} })`)
  },
  part: ([x], op, help) => {
    help.need("at")
    // a size that is not known here is part of the key
    const keys = (op.data.spans as Span[]).map((s, i) => key(s, op.args[0]?.shape[i] as Dim, help))
    return atom(`at(${[x?.code, ...keys].join(", ")})`)
  },
  pad: ([x], op, help) => {
    help.need("pad")
    return atom(`pad(${x?.code}, [${op.data.margins?.map((m) => `[${m.low}, ${help.size(m.high)}]`).join(", ")}])`)
  },
  polygamma: imported("polygamma"),
  float: ([x], _, help) => {
    help.need("astype")
    return atom(`astype(${x?.code}, "float64")`)
  },
  scaleRows: ([v, a], _, help) => {
    help.need("multiply")
    help.need("expandDims")
    return atom(`multiply(expandDims(${v?.code}, 1), ${a?.code})`)
  },
  scaleColumns: imported("multiply"),
  transpose: ([x], op, help) => {
    const name = op.shape.length === 2 ? "matrixTranspose" : "transpose"
    help.need(name)
    return atom(op.shape.length === 2 ? `${name}(${x?.code})` : `${name}(${x?.code}, [${op.data.axes?.join(", ")}])`)
  },
  einsum: (args, op, help) => {
    help.need("einsum")
    return atom(`einsum("${op.data.spec}", ${args.map((x) => x.code).join(", ")})`)
  },
  eye: (_, op, help) => {
    help.need("eye")
    return atom(`eye(${help.size(op.shape[0] as number)})`)
  },
  full: (_, op, help) => {
    help.need("full")
    return atom(`full(${list(op.shape, help.size)}, ${typescriptNumber(op.data.value as number)})`)
  },
  broadcast: ([x], op, help) => {
    const axes = op.data.axes as readonly number[]
    const inner = axes.reduce((code, axis) => (x?.shape.length === 0 ? code : `expandDims(${code}, ${axis})`), (x as Piece).code)
    if (inner !== x?.code) help.need("expandDims")
    help.need("broadcastTo")
    return atom(`broadcastTo(${inner}, ${list(op.shape, help.size)})`)
  },
  reshape: ([x], op, help) => {
    help.need("reshape")
    return atom(`reshape(${x?.code}, ${list(op.shape, help.size)})`)
  },
}

// numbers are given to scalar parameters as they are
const typed = (shape: Shape): string => (shape.length === 0 ? "number | Tensor" : "Tensor")

function write(f: FunctionText): string {
  const parameters = f.parameters.map((p) => `${p.name}: ${p.size ? "number" : typed(p.shape)}`)
  return [
    ...(f.needs.length > 0
      ? [`import { ${f.needs.join(", ")}, type Tensor } from "@nablajs/tensor"`]
      : [`import type { Tensor } from "@nablajs/tensor"`]),
    "",
    ...f.comments.map((line) => `// ${line}`),
    `export function ${f.name}(${parameters.join(", ")}): ${typed(f.shape)} {`,
    ...f.locals.map(([name, value]) => `  const ${name} = ${value}`),
    `  return ${f.result}`,
    "}",
    "",
  ].join("\n")
}

export const nabla: Target = {
  forms: table,
  number: typescriptNumber,
  axis: (name, axis) => `${name}.shape[${axis}] as number`,
  array: (rows, help) => {
    help.need("tensor")
    return `tensor(${JSON.stringify(rows)})`
  },
  words: new Set([...typescriptWords, ...words(`${elementwise} ${structural} ${also} Tensor`)]),
  write,
}
