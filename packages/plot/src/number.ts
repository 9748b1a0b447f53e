const tidy = (v: number): string => (v === 0 ? "0" : String(v))

/** A length in pixels, to a hundredth. The nudge settles ties alike on engines whose logarithms differ in the last bit. */
export const px = (v: number): string => tidy(Math.round(v * 100 + 1e-6) / 100)

/** A length in pixels, to a tenth: for paths of thousands of points. */
export const px1 = (v: number): string => tidy(Math.round(v * 10 + 1e-7) / 10)

const digitsOf = (v: number): string => tidy(v).replace("-", "−")

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

/** An integer exponent in raised digits: `-3` is `⁻³`. */
export const raised = (n: number): string =>
  (n < 0 ? "⁻" : "") + String(Math.abs(n)).replace(/\d/g, (d) => superscripts[Number(d)] as string)

/** A number for reading, to `digits` significant ones: `−1.33`, `2×10⁻⁷`. */
export function say(v: number, digits = 3): string {
  if (Number.isNaN(v)) return "NaN"
  if (!Number.isFinite(v)) return v > 0 ? "∞" : "−∞"
  const size = Math.abs(v)
  if (size === 0 || (size >= 1e-4 && size < 1e6))
    return digitsOf(Number(v.toPrecision(Math.max(digits, size >= 1 ? String(Math.trunc(size)).length : 0))))
  const [mantissa = "", exponent = "0"] = v.toExponential(digits - 1).split("e")
  return `${digitsOf(Number(mantissa))}×10${raised(Number(exponent))}`
}

/** A number of things: `1 point`, `3 points`. */
export const count = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? "" : "s"}`
