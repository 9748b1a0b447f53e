// Where among n elements in order the quantile for a share q lies (Hyndman and Fan 1996, with NumPy's names).

/** From one element of the order towards the next; the names are NumPy's. */
export type QuantileMethod =
  | "linear"
  | "lower"
  | "higher"
  | "nearest"
  | "midpoint"
  | "inverted_cdf"
  | "averaged_inverted_cdf"
  | "closest_observation"
  | "interpolated_inverted_cdf"
  | "hazen"
  | "weibull"
  | "median_unbiased"
  | "normal_unbiased"

/** A place in the order, and how far the quantile lies from there towards the next element. */
export interface Lot {
  readonly low: number
  readonly share: number
}

const lot = (place: number, n: number, share = place - Math.floor(place)): Lot =>
  place < 0 ? { low: 0, share: 0 } : place >= n - 1 ? { low: n - 1, share: 0 } : { low: Math.floor(place), share }

// The smallest and the largest element count as α and β of a step.
const steps =
  (alpha: number, beta: number) =>
  (n: number, q: number): Lot =>
    lot(n * q + (alpha + q * (1 - alpha - beta)) - 1, n)

// halves go to the even position
const nearest = (place: number): number => {
  const low = Math.floor(place)
  return place - low === 0.5 ? low + (low % 2) : Math.round(place)
}

export const methods: Readonly<Record<QuantileMethod, (n: number, q: number) => Lot>> = {
  linear: (n, q) => lot((n - 1) * q, n),
  lower: (n, q) => lot(Math.floor((n - 1) * q), n),
  higher: (n, q) => lot(Math.ceil((n - 1) * q), n),
  nearest: (n, q) => lot(nearest((n - 1) * q), n),
  midpoint: (n, q) => lot(0.5 * (Math.floor((n - 1) * q) + Math.ceil((n - 1) * q)), n),
  inverted_cdf: (n, q) => lot(Math.ceil(n * q - 1), n),
  averaged_inverted_cdf: (n, q) => lot(n * q - 1, n, Number.isInteger(n * q - 1) ? 0.5 : 1),
  closest_observation: (n, q) => {
    const place = n * q - 1.5
    return lot(Number.isInteger(place) && place % 2 !== 0 ? place : Math.floor(place) + 1, n)
  },
  interpolated_inverted_cdf: steps(0, 1),
  hazen: steps(0.5, 0.5),
  weibull: steps(0, 0),
  median_unbiased: steps(1 / 3, 1 / 3),
  normal_unbiased: steps(3 / 8, 3 / 8),
}

/** How fast the place in the order grows with q, for the methods that are linear between elements. */
const rates: { readonly [M in QuantileMethod]?: (n: number) => number } = {
  linear: (n) => n - 1,
  interpolated_inverted_cdf: (n) => n,
  hazen: (n) => n,
  weibull: (n) => n + 1,
  median_unbiased: (n) => n + 1 / 3,
  normal_unbiased: (n) => n + 1 / 4,
}

/** The derivative of the place by q, towards larger q; 0 beyond the first and last element and for steps. */
export function rateOf(method: QuantileMethod, n: number, q: number): number {
  const { share } = methods[method](n, q)
  return share > 0 || methods[method](n, q + 1e-9).share > 0 ? (rates[method]?.(n) ?? 0) : 0
}
