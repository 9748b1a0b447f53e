// Sequences of numbers as signals and as polynomials.
import {
  add,
  allocate,
  asTensor,
  checkOptions,
  flip,
  gather,
  matmul,
  multiply,
  NablaError,
  type Operand,
  pad,
  shapeOf,
  showShape,
  type Tensor,
  type Value,
  type Convolve,
  type Polyval,
} from "@nablajs/core"

// biome-ignore lint/suspicious/noExplicitAny: shapes are not followed within these compositions
type Loose = any

export interface ConvolveOptions {
  /** full: wherever both overlap (if absent). same: as long as the longer one. valid: where they overlap wholly. */
  readonly mode?: "full" | "same" | "valid"
}

/**
 * The convolution of two vectors: outₖ = Σⱼ aⱼ v₍ₖ₋ⱼ₎, as the coefficients of a product of polynomials.
 *
 * @example convolve(tensor([1, 2]), tensor([1, 3])).toArray() // => [1, 5, 6]
 */
export const convolve: Convolve<"full" | "same" | "valid"> = ((a: Operand, v: Operand, options: ConvolveOptions = {}): Tensor => {
  checkOptions("convolve", options, ["mode"])
  const [x, y] = [shapeOf(a as Value), shapeOf(v as Value)]
  if (x.length !== 1 || y.length !== 1 || x[0] === 0 || y[0] === 0) {
    throw new NablaError("shape-mismatch", `convolve: expected two vectors with elements, got ${showShape(x)} and ${showShape(y)}`)
  }
  const [m, n] = [x[0] as number, y[0] as number]
  if (m < n) return convolve(v, a, options)
  const mode = options.mode ?? "full"
  const margins: Readonly<Record<string, readonly [number, number]>> = {
    full: [n - 1, n - 1],
    same: [Math.floor(n / 2), n - 1 - Math.floor(n / 2)],
    valid: [0, 0],
  }
  const margin = margins[mode]
  if (margin === undefined) throw new NablaError("bad-argument", `convolve: mode is full, same or valid, got ${String(mode)}`)
  const count = m + margin[0] + margin[1] - n + 1
  const index = allocate("int32", [count, n])
  for (let k = 0; k < count; k++) for (let j = 0; j < n; j++) index.buffer[index.offset + k * n + j] = k + j
  const windows = gather(pad(a as Loose, [margin] as Loose) as Value, asTensor(index) as Value, { axis: 0, batch: 0 })
  return matmul(windows as Loose, flip(v as Loose) as Loose) as Tensor
}) as Loose

/**
 * A polynomial at x, its coefficients from the highest power down: p₀ xⁿ + … + pₙ, by Horner's rule.
 *
 * @example polyval(tensor([1, 0, 1]), 3).item() // => 10
 */
export const polyval: Polyval = ((p: Operand, x: Operand): Tensor => {
  const shape = shapeOf(p as Value)
  if (shape.length !== 1)
    throw new NablaError("shape-mismatch", `polyval: expected a vector of coefficients, got shape ${showShape(shape)}`)
  const coefficient = (k: number): Loose => {
    const index = allocate("int32", [])
    index.buffer[index.offset] = k
    return gather(p as Value, asTensor(index) as Value, { axis: 0, batch: 0 })
  }
  let y: Loose = multiply(0, x as Loose)
  for (let k = 0; k < (shape[0] as number); k++) y = add(multiply(y, x as Loose), coefficient(k))
  return y as Tensor
}) as Loose
