// The bytes of a WebAssembly binary, written one after the other.

/** A growing row of bytes with the format's encodings of numbers. */
export class Bytes {
  private data = new Uint8Array(256)
  length = 0

  byte(value: number): void {
    if (this.length === this.data.length) this.grow(this.length + 1)
    this.data[this.length++] = value
  }

  /** LEB128: seven bits a byte, the lowest first. */
  unsigned(value: number): void {
    let rest = value >>> 0
    while (rest > 127) {
      this.byte((rest & 127) | 128)
      rest >>>= 7
    }
    this.byte(rest)
  }

  /** LEB128 of a signed number: complete when the rest repeats the sign bit of the last byte. */
  signed(value: bigint): void {
    let rest = value
    for (;;) {
      const low = Number(rest & 127n)
      rest >>= 7n
      if (rest === (low & 64 ? -1n : 0n)) return this.byte(low)
      this.byte(low | 128)
    }
  }

  float32(value: number): void {
    this.copy(new Uint8Array(Float32Array.of(value).buffer))
  }

  float64(value: number): void {
    this.copy(new Uint8Array(Float64Array.of(value).buffer))
  }

  /** A length, then so many bytes of UTF-8; names here are ASCII. */
  name(text: string): void {
    this.unsigned(text.length)
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i))
  }

  copy(bytes: Uint8Array): void {
    this.grow(this.length + bytes.length)
    this.data.set(bytes, this.length)
    this.length += bytes.length
  }

  /** A length, then so many bytes: how sections and bodies are wrapped. */
  sized(inner: Bytes): void {
    this.unsigned(inner.length)
    this.copy(inner.done())
  }

  done(): Uint8Array<ArrayBuffer> {
    return this.data.subarray(0, this.length)
  }

  private grow(needed: number): void {
    if (needed <= this.data.length) return
    const larger = new Uint8Array(Math.max(needed, 2 * this.data.length))
    larger.set(this.data)
    this.data = larger
  }
}
