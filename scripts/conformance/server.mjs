// Answers the Python side: length-prefixed JSON on standard input and output, tensors kept here by number.
import { Buffer } from "node:buffer"
import process from "node:process"
import "../../packages/core/src/fluent.ts"
import * as nabla from "../../packages/tensor/src/index.ts"

const kept = new Map()
let last = 0

const isTensor = (x) => typeof x === "object" && x !== null && "dtype" in x && "shape" in x && "toArray" in x

// as the number of these bits, for no expression of JavaScript promises a NaN of either sign
const negativeNaN = new Float64Array(new BigUint64Array([0xfff8000000000000n]).buffer)[0]
const special = { nan: Number.NaN, "-nan": negativeNaN, inf: Number.POSITIVE_INFINITY, "-inf": Number.NEGATIVE_INFINITY }

function decode(x) {
  if (Array.isArray(x)) return x.map(decode)
  if (typeof x !== "object" || x === null) return x
  const { $: kind, v } = x
  if (kind === "array") return kept.get(v)
  if (kind === "int") return BigInt(v)
  if (kind === "float") return special[v]
  if (kind === "complex") return { re: decode(v[0]), im: decode(v[1]) }
  if (kind === "slice") return nabla.slice(...v.map(decode))
  return Object.fromEntries(Object.entries(v).map(([k, y]) => [camel(k), decode(y)]))
}

const camel = (name) => name.replace(/_([a-z0-9])/g, (_, c) => c.toUpperCase())

function encode(x) {
  if (isTensor(x)) {
    kept.set(++last, x)
    return { $: "array", v: last, dtype: x.dtype, shape: x.shape }
  }
  if (Array.isArray(x)) return x.map(encode)
  if (typeof x === "bigint") return { $: "int", v: String(x) }
  if (typeof x === "number") {
    if (Number.isFinite(x)) return Object.is(x, -0) ? { $: "float", v: "-0.0" } : x
    return { $: "float", v: Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf" }
  }
  if (typeof x !== "object" || x === null) return x ?? null
  if (x.re !== undefined && x.im !== undefined) return { $: "complex", v: [encode(x.re), encode(x.im)] }
  return { $: "record", v: Object.fromEntries(Object.entries(x).map(([k, y]) => [k, encode(y)])) }
}

const operations = {
  call({ name, args, options }) {
    const f = name.split(".").reduce((home, part) => home[part], nabla)
    const given = args.map(decode)
    // 64-bit integers are operands only
    if (options) given.push(Object.fromEntries(Object.entries(decode(options)).map(([k, v]) => [k, typeof v === "bigint" ? Number(v) : v])))
    return f(...given)
  },
  make: ({ data, dtype }) => nabla.tensor(decode(data), { dtype }),
  get: ({ target, name }) => decode(target)[name],
  item: ({ target }) => decode(target).item(),
  list: ({ target }) => decode(target).toArray(),
  names: () => Object.keys(nabla),
}

const kinds = {
  "integer-overflow": "OverflowError",
  "index-out-of-range": "IndexError",
  "axis-out-of-range": "AxisError",
  "dtype-mismatch": "TypeError",
}

function answer(request) {
  for (const handle of request.drop) kept.delete(handle)
  try {
    return { value: encode(operations[request.op](request)) }
  } catch (error) {
    const known = nabla.isNablaError(error)
    return { error: known ? error.message : String(error?.stack ?? error), kind: known ? (kinds[error.code] ?? "ValueError") : "other" }
  }
}

// a request may come in several pieces, and a piece may hold several requests
let waiting = Buffer.alloc(0)
for await (const chunk of process.stdin) {
  waiting = Buffer.concat([waiting, chunk])
  while (waiting.length >= 4 && waiting.length >= 4 + waiting.readUInt32LE(0)) {
    const end = 4 + waiting.readUInt32LE(0)
    const text = Buffer.from(JSON.stringify(answer(JSON.parse(waiting.toString("utf8", 4, end)))))
    waiting = waiting.subarray(end)
    const size = Buffer.alloc(4)
    size.writeUInt32LE(text.length)
    process.stdout.write(Buffer.concat([size, text]))
  }
}
