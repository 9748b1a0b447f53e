import { abs, infinity, isFiniteNumber, isGap, max, round, sqrt, times } from "./math.ts"

const tidy = (v: number): string => (v === 0 ? "0" : String(v))

const decimals = /* @__PURE__ */ times(100, (i) => String(i / 100).slice(1))

// Whole numbers become text several times faster than fractions.
const hundredths = (n: number): string => {
  const size = abs(n)
  if (!(size < 1e9)) return tidy(n / 100)
  const whole = (size / 100) | 0
  return `${n < 0 ? "-" : ""}${whole}${decimals[size - 100 * whole]}`
}

/** A length in pixels, to a hundredth. The nudge settles ties alike on engines whose logarithms differ in the last bit. */
export const px = (v: number): string => hundredths(round(v * 100 + 1e-6))

/** A place in pixels. */
export const xy = (x: number, y: number): string => `${px(x)},${px(y)}`

/** The path of a rectangle between two corners. */
export const rectangle = (x0: number, y0: number, x1: number, y1: number): string => `M${xy(x0, y0)}H${px(x1)}V${px(y1)}H${px(x0)}Z`

/** A length in pixels, to a tenth: for paths of thousands of points. */
export const px1 = (v: number): string => hundredths(10 * round(v * 10 + 1e-7))

const digitsOf = (v: number): string => tidy(v).replace("-", "−")

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

/** An integer exponent in raised digits: `-3` is `⁻³`. */
export const raised = (n: number): string => (n < 0 ? "⁻" : "") + String(abs(n)).replace(/\d/g, (d) => superscripts[Number(d)] as string)

/** A number for reading, to `digits` significant ones: `−1.33`, `2×10⁻⁷`. */
export const say = (v: number, digits = 3): string => {
  if (isGap(v)) return "NaN"
  if (!isFiniteNumber(v)) return v > 0 ? "∞" : "−∞"
  const size = abs(v)
  if (size === 0 || (size >= 1e-4 && size < 1e6))
    return digitsOf(Number(v.toPrecision(max(digits, size >= 1 ? String(Math.trunc(size)).length : 0))))
  const [mantissa = "", exponent = "0"] = v.toExponential(digits - 1).split("e")
  return `${digitsOf(Number(mantissa))}×10${raised(Number(exponent))}`
}

/** The `i`th of `n` even steps from a to b. */
export const stepped = (a: number, b: number, i: number, n: number): number =>
  i === n ? b : (b - a) * n < 1e300 && (b - a) * n > -1e300 ? a + ((b - a) * i) / n : a * (1 - i / n) + b * (i / n)

/** The length of a vector of the plane. Sums of squares that leave the range of numbers are taken in units of the larger side. */
export const norm = (x: number, y: number): number => {
  const size = sqrt(x * x + y * y)
  if (size > 1e-150 && size < 1e150) return size
  const unit = max(abs(x), abs(y))
  return unit > 0 && unit < infinity ? unit * sqrt((x / unit) ** 2 + (y / unit) ** 2) : size
}

/** The words for an interval. */
export const fromTo = (a: number, b: number): string => `from ${say(a)} to ${say(b)}`

/** A number of things: `1 point`, `3 points`. */
export const count = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? "" : "s"}`
