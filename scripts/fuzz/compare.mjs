// Whether two answers agree, and what the difference is where they do not.

const words = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, "-inf": Number.NEGATIVE_INFINITY, "-0": -0 }
const numberOf = (x) => (typeof x === "string" ? (words[x] ?? Number(x)) : Number(x))
const epsilon = { float32: 2 ** -23, float64: 2 ** -52, complex64: 2 ** -23, complex128: 2 ** -52 }

/** Units of rounding, of the element and of the largest element. */
const tolerances = {
  exact: { own: 0, scale: 0 },
  ulp: { own: 8, scale: 0 },
  loose: { own: 256, scale: 4, absolute: 64 },
  // beside its poles SciPy's digamma keeps 12 digits: at −0.9996306113898754 it has −2706.7522928195954 for −2706.7522928202176
  poles: { own: 1 << 14, scale: 4, absolute: 64 },
  sum: { own: 64, scale: 64, absolute: 64 },
  // products of up to four matrices with entries up to 4 pass through sums of thousands, however little is left of them
  chain: { own: 64, scale: 64, absolute: 4096 },
  // where a complex product overflows, NumPy itself has NaN in one loop and infinity in another: with and without fused multiply-add
  product: { own: 64, scale: 64, absolute: 64, overflows: true },
  solve: { own: 1e5, scale: 1e5, absolute: 1e5 },
}

/** Index types differ by decision: int32 here, int64 there. */
const sameType = (got, want) => got === want || (got === "int32" && want === "int64") || (got === "uint32" && want === "uint64")

function compareArrays(got, want, tolerance) {
  if (!sameType(got.dtype, want.dtype)) return `dtype ${got.dtype}, not ${want.dtype}`
  if (got.shape.join() !== want.shape.join()) return `shape [${got.shape}], not [${want.shape}]`
  if (got.dtype === "text")
    return got.data[0] === want.data[0] ? null : `${JSON.stringify(got.data[0])}, not ${JSON.stringify(want.data[0])}`
  if (got.dtype.includes("int")) {
    const at = want.data.findIndex((x, i) => String(x) !== String(got.data[i]))
    return at < 0 ? null : `element ${at}: ${got.data[at]}, not ${want.data[at]}`
  }
  const complex = got.dtype.startsWith("complex")
  const expected = want.data.flat().map(numberOf)
  const finite = expected.filter(Number.isFinite).map(Math.abs)
  const scale = finite.reduce((a, b) => Math.max(a, b), 0)
  const eps = epsilon[got.dtype] ?? 0
  const { own, scale: wide, absolute = 0, overflows = false } = tolerances[tolerance]
  const size = (i) =>
    complex && Number.isFinite(expected[i ^ 1]) ? Math.max(Math.abs(expected[i]), Math.abs(expected[i ^ 1])) : Math.abs(expected[i])
  const finiteAt = (parts, i) => Number.isFinite(numberOf(parts[i])) && Number.isFinite(numberOf(parts[i ^ 1]))
  const actual = got.data.flat()
  for (let i = 0; i < expected.length; i++) {
    const [x, y] = [numberOf(actual[i]), expected[i]]
    if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue
    if (overflows && complex && !finiteAt(expected, i) && !finiteAt(actual, i)) continue
    // where a result is at the edge of the range or of precision, the other side may lie on either side of it
    const smallest = got.dtype === "float32" ? 2 ** -126 : 2 ** -1022
    if (Math.abs(x - y) <= eps * (own * size(i) + wide * scale + absolute) + (own > 0 ? smallest : 0)) continue
    return `element ${i}: ${actual[i]}, not ${want.data.flat()[i]}`
  }
  return null
}

/** null where both agree, else a sentence. */
export function difference(got, want, tolerance) {
  if (got.defect) return `not an error of Nabla: ${got.defect}`
  if (got.error || want.error) {
    if (got.error && want.error) return null
    return got.error ? `refused (${got.error}), where NumPy answers` : `answered, where NumPy says ${want.error}`
  }
  return compareValues(got.value, want.value, tolerance)
}

function compareValues(got, want, tolerance) {
  const [a, b] = [Array.isArray(got), Array.isArray(want)]
  if (a !== b) return a ? "several results, where NumPy has one" : "one result, where NumPy has several"
  if (!a) return compareArrays(got, want, tolerance)
  if (got.length !== want.length) return `${got.length} results, not ${want.length}`
  for (let i = 0; i < got.length; i++) {
    const text = compareValues(got[i], want[i], tolerance)
    if (text) return `result ${i}: ${text}`
  }
  return null
}
