const tidy = (v: number): string => (v === 0 ? "0" : String(v))

const decimals = /* @__PURE__ */ Array.from({ length: 100 }, (_, i) => String(i / 100).slice(1))

// Whole numbers become text several times faster than fractions.
function hundredths(n: number): string {
  if (!(n > -1e9 && n < 1e9)) return tidy(n / 100)
  const size = n < 0 ? -n : n
  const whole = (size / 100) | 0
  return `${n < 0 ? "-" : ""}${whole}${decimals[size - 100 * whole]}`
}

/** A length in pixels, to a hundredth. The nudge settles ties alike on engines whose logarithms differ in the last bit. */
export const px = (v: number): string => hundredths(Math.round(v * 100 + 1e-6))

/** A length in pixels, to a tenth: for paths of thousands of points. */
export const px1 = (v: number): string => hundredths(10 * Math.round(v * 10 + 1e-7))

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
