// Sixteen-bit floats, which tensors hold as float32.

/** A half: sign, five bits of exponent, ten of fraction. */
export function half(bits: number): number {
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  const size =
    exponent === 0
      ? fraction * 2 ** -24
      : exponent === 31
        ? fraction === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : (1024 + fraction) * 2 ** (exponent - 25)
  return bits >> 15 === 1 ? -size : size
}

const word = /* @__PURE__ */ new Uint32Array(1)
const single = /* @__PURE__ */ new Float32Array(word.buffer)

/** A bfloat16: the upper half of a float32. */
export function brain(bits: number): number {
  word[0] = bits << 16
  return single[0] as number
}
