// Whether a value is the one that a comment states.

const isArrayLike = (x: unknown): x is { tolist?(): unknown; toArray?(): unknown } =>
  typeof x === "object" && x !== null && "shape" in x && "dtype" in x

/** Tensors as nested lists, typed arrays as lists, so that `// => [1, 2]` may stand for all of them. */
function plain(x: unknown): unknown {
  if (isArrayLike(x)) return x.tolist?.() ?? x.toArray?.() ?? x
  if (ArrayBuffer.isView(x) && !(x instanceof DataView)) return Array.from(x as unknown as ArrayLike<unknown>)
  return x
}

function equal(a: unknown, b: unknown): boolean {
  const x = plain(a)
  const y = plain(b)
  if (Object.is(x, y) || x === y) return true
  if (typeof x !== "object" || typeof y !== "object" || x === null || y === null) return false
  if (Array.isArray(x) !== Array.isArray(y)) return false
  const keys = Object.keys(x)
  return keys.length === Object.keys(y).length && keys.every((key) => key in y && equal(x[key as never], y[key as never]))
}

const squeeze = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/([[({]) /g, "$1")
    .replace(/ ([\])}])/g, "$1")

/** By text, by a text that ends in `…`, by `≈` (to a relative 1e-6), or by the value of the stated expression. */
export function sameValue(actual: unknown, shown: string, stated: (() => unknown) | null, text: string): boolean {
  if (shown === text || squeeze(shown) === squeeze(text) || actual === text) return true
  if (/(…|\.\.\.)$/.test(text)) return shown.startsWith(text.replace(/(…|\.\.\.)$/, ""))
  if (/^[≈~]/.test(text)) return Math.abs(Number(actual) - Number(text.slice(1))) <= 1e-6 * Math.max(1, Math.abs(Number(actual)))
  if (!stated) return false
  try {
    return equal(actual, stated())
  } catch {
    return false
  }
}
