// The library's side of a call: arrays and views made of what travels, answers turned into what travels.
import * as nabla from "../../packages/tensor/src/index.ts"

const words = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, "-inf": Number.NEGATIVE_INFINITY, "-0": -0 }

const element = (x, dtype) => {
  if (Array.isArray(x)) return { re: element(x[0]), im: element(x[1]) }
  if (dtype === "int64" || dtype === "uint64") return BigInt(x)
  return typeof x === "string" ? words[x] : x
}

const views = {
  permute: (x, axes) => nabla.permuteDims(x, axes),
  step: (x, steps) => nabla.at(x, ...steps.map((s) => nabla.slice(null, null, s))),
  broadcast: (x, shape) => nabla.broadcastTo(x, shape),
}

function argument(arg) {
  if (arg.list) return arg.list.map(argument)
  if (arg.keys) return arg.keys.map((k) => (k?.at?.array ? argument(k.at) : key(k)))
  if (!arg.array) return typeof arg.value === "string" ? (words[arg.value] ?? arg.value) : arg.value
  const { dtype, shape, data } = arg.array
  const flat = nabla.tensor(
    data.map((x) => element(x, dtype)),
    { dtype },
  )
  return arg.array.views.reduce((x, [kind, parameter]) => views[kind](x, parameter), nabla.reshape(flat, shape))
}

const key = (k) => (k === "newaxis" ? null : Array.isArray(k) ? nabla.slice(...k) : k)

const own = {
  index: (x, keys) => nabla.at(x, ...keys.map(key)),
  mask: (x, mask) => nabla.at(x, mask),
  resultType: (...types) => nabla.zeros([], { dtype: nabla.resultType(...types) }),
  keyed: (x, keys) => nabla.at(x, ...keys),
  text: (x, options) => nabla.toText(x, options),
  packed: (x) => [
    nabla.fromNpy(nabla.toNpy(x)),
    nabla.tensor(
      Buffer.from(nabla.toNpy(x))
        .toString("base64")
        .split("")
        .map((c) => c.charCodeAt(0)),
    ),
  ],
  searchsorted: (a, v, { sorter, ...options }) =>
    nabla.searchsorted(a, v, sorter ? { ...options, sorter: nabla.tensor(sorter, { dtype: "int32" }) } : options),
  clip: (x, low, high) => nabla.clip(x, low, high),
}

const plain = (x) => {
  if (typeof x === "bigint") return Number.isSafeInteger(Number(x)) ? Number(x) : String(x)
  if (typeof x === "object") return [plain(x.re), plain(x.im)]
  if (typeof x === "boolean" || (Number.isFinite(x) && !Object.is(x, -0))) return x
  return Number.isNaN(x) ? "nan" : x === 0 ? "-0" : x > 0 ? "inf" : "-inf"
}

const flatten = (x) => (Array.isArray(x) ? x.flatMap(flatten) : [x])

function encode(y) {
  if (Array.isArray(y)) return y.map(encode)
  if (typeof y === "string") return { dtype: "text", shape: [], data: [y] }
  if (typeof y === "object" && "toArray" in y) return { dtype: y.dtype, shape: [...y.shape], data: flatten(y.toArray()).map(plain) }
  if (typeof y === "object") return Object.values(y).map(encode)
  return { dtype: typeof y === "boolean" ? "bool" : "float64", shape: [], data: [plain(y)] }
}

/** What the library answers: a value, the text of its own error, or the defect of another error. */
export function answer({ name, args, options }) {
  try {
    const given = args.map(argument)
    const keywords = Object.fromEntries(Object.entries(options).map(([k, v]) => [k, typeof v === "string" ? (words[v] ?? v) : v]))
    const f = own[name] ?? name.split(".").reduce((home, part) => home[part], nabla)
    return { value: encode(Object.keys(keywords).length > 0 ? f(...given, keywords) : f(...given)) }
  } catch (error) {
    return nabla.isNablaError(error)
      ? { error: `${error.code}: ${error.message}` }
      : {
          defect: String(error?.stack ?? error)
            .split("\n")
            .slice(0, 3)
            .join(" "),
        }
  }
}
