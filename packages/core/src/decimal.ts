// Decimal digits of floating-point numbers: the fewest that name the number, and rounding with halves to even.

/** The fewest digits that name x among float64 numbers, or among float32 ones, as `d.ddde±x`. */
function shortest(x: number, single: boolean): string {
  if (!single) return x.toExponential()
  for (let p = 0; p < 8; p++) {
    const text = x.toExponential(p)
    if (Math.fround(Number(text)) === x) return text
  }
  return x.toExponential(8)
}

/** x with `digits` decimals. JavaScript rounds halves up, NumPy to the even neighbour. */
export function rounded(x: number, digits: number, form: "toFixed" | "toExponential"): string {
  const [mantissa, exponent] = x[form](Math.min(100, digits + 40)).split("e") as [string, string?]
  const cut = mantissa.indexOf(".") + 1 + digits
  const halfway = /^50*$/.test(mantissa.slice(cut)) && /[02468]\.?$/.test(mantissa.slice(0, cut))
  if (halfway) return mantissa.slice(0, digits === 0 ? cut - 1 : cut) + (exponent === undefined ? "" : `e${exponent}`)
  return x[form](digits)
}

/** How many decimals the shortest text has, in positional or in scientific notation. */
export function decimals(x: number, single: boolean, scientific: boolean): number {
  const [mantissa, exponent] = shortest(x, single).split("e") as [string, string]
  const digits = mantissa.replace(/^-?\d\.?/, "").replace(/0+$/, "").length
  return scientific ? digits : Math.max(0, digits - Number(exponent))
}

/** The shortest text in positional notation, however long that is. */
export function unfolded(x: number, single: boolean): string {
  const [mantissa, exponent] = shortest(Math.abs(x), single).split("e") as [string, string]
  const digits = mantissa.replace(".", "")
  const point = 1 + Number(exponent)
  const sign = x < 0 ? "-" : ""
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`
  return `${sign}${digits.slice(0, point).padEnd(point, "0")}.${digits.slice(point)}`
}

/** `e-7` as `e-07`: at least two digits, as C and Python write it. */
export const longExponent = (text: string, size = 2): string =>
  text.replace(/e([+-])(\d+)$/, (_, sign: string, digits: string) => `e${sign}${digits.padStart(size, "0")}`)

/** One number as Python prints it: the shortest digits, in scientific notation from 1e16 on and below 1e-4. */
export function showNumber(x: number, single = false): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf"
  if (x === 0) return Object.is(x, -0) ? "-0.0" : "0.0"
  const size = Math.abs(x)
  if (size >= 1e16 || size < 1e-4) return longExponent(shortest(x, single))
  const text = Number(shortest(x, single)).toFixed(decimals(x, single, false))
  return text.includes(".") ? text : `${text}.0`
}
