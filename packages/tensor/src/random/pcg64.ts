// The generator PCG64 (XSL-RR 128/64, M. E. O'Neill 2014): a 128-bit linear congruence, in words of 32 bits.
import type { SeedSequence } from "./seed.ts"

// the multiplier 0x2360ed051fc65da4_4385df649fccf645
const M0 = 0x9fccf645
const M1 = 0x4385df64
const M2 = 0x1fc65da4
const M3 = 0x2360ed05

/** The upper 32 bits of a product of 32-bit numbers. */
function high(a: number, b: number): number {
  const a0 = a & 0xffff
  const a1 = a >>> 16
  const b0 = b & 0xffff
  const b1 = b >>> 16
  const middle = a1 * b0 + ((a0 * b0) >>> 16)
  const other = a0 * b1 + (middle & 0xffff)
  return (a1 * b1 + Math.floor(middle / 0x10000) + Math.floor(other / 0x10000)) >>> 0
}

const CARRY = 2 ** -32

/** Sixty-four random bits at a time, in `high` and `low`. */
export class PCG64 {
  // in typed arrays, for fields beyond 2^31 would be boxed: state and increment with the low words first, and the output
  private readonly s: Uint32Array = new Uint32Array(4)
  private readonly c: Uint32Array = new Uint32Array(4)
  private readonly out: Uint32Array = new Uint32Array(2)
  /** The upper half of the last 64 bits, where only the lower one was used. */
  private spare: number | null = null

  constructor(seed: SeedSequence) {
    const w = seed.generate(8) as unknown as readonly [number, number, number, number, number, number, number, number]
    // increment = 2 × sequence + 1; the words of 64 bits come with the upper one first
    this.c.set([(w[6] << 1) | 1, (w[7] << 1) | (w[6] >>> 31), (w[4] << 1) | (w[7] >>> 31), (w[5] << 1) | (w[4] >>> 31)])
    this.step()
    this.add(Uint32Array.of(w[2], w[3], w[0], w[1]))
    this.step()
  }

  get high(): number {
    return this.out[1] as number
  }

  get low(): number {
    return this.out[0] as number
  }

  private add(a: Uint32Array): void {
    const s = this.s
    let sum = s[0]! + a[0]!
    s[0] = sum
    sum = s[1]! + a[1]! + (sum > 0xffffffff ? 1 : 0)
    s[1] = sum
    sum = s[2]! + a[2]! + (sum > 0xffffffff ? 1 : 0)
    s[2] = sum
    s[3] = s[3]! + a[3]! + (sum > 0xffffffff ? 1 : 0)
  }

  private step(): void {
    const s = this.s
    const s0 = s[0]!
    const s1 = s[1]!
    const s2 = s[2]!
    const s3 = s[3]!
    const imul = Math.imul
    // columns of the long multiplication; each sum stays far below 2^53
    const column1 = high(s0, M0) + (imul(s0, M1) >>> 0) + (imul(s1, M0) >>> 0)
    const column2 =
      Math.floor(column1 * CARRY) + high(s0, M1) + high(s1, M0) + (imul(s0, M2) >>> 0) + (imul(s1, M1) >>> 0) + (imul(s2, M0) >>> 0)
    // of the last column only the low word counts
    const column3 =
      Math.floor(column2 * CARRY) +
      high(s0, M2) +
      high(s1, M1) +
      high(s2, M0) +
      (imul(s0, M3) >>> 0) +
      (imul(s1, M2) >>> 0) +
      (imul(s2, M1) >>> 0) +
      (imul(s3, M0) >>> 0)
    s[0] = imul(s0, M0)
    s[1] = column1
    s[2] = column2
    s[3] = column3
    this.add(this.c)
  }

  /** The next 64 bits: both halves of the state xored and rotated by its top six bits. */
  next(): void {
    this.step()
    const s = this.s
    const h = s[3]! ^ s[1]!
    const l = s[2]! ^ s[0]!
    const by = s[3]! >>> 26
    const a = by >= 32 ? l : h
    const b = by >= 32 ? h : l
    const r = by & 31
    this.out[1] = r === 0 ? a : (a >>> r) | (b << (32 - r))
    this.out[0] = r === 0 ? b : (b >>> r) | (a << (32 - r))
  }

  /** 32 bits; two calls share one draw of 64. */
  word(): number {
    if (this.spare !== null) {
      const word = this.spare
      this.spare = null
      return word
    }
    this.next()
    this.spare = this.high
    return this.low
  }

  /** 64 bits. */
  pair(): bigint {
    this.next()
    return (BigInt(this.high) << 32n) | BigInt(this.low)
  }

  /** A number in [0, 1) with 24 random bits, as float32 holds them. */
  single(): number {
    return (this.word() >>> 8) / 0x1000000
  }

  /** A number in [0, 1) with 53 random bits. */
  double(): number {
    this.next()
    return (this.high * 0x200000 + (this.low >>> 11)) / 0x20000000000000
  }

  /** A whole number from 0 to `top` ≤ 2^32 − 1, both included: words cut to its bits until one fits. */
  within(top: number): number {
    if (top === 0) return 0
    const mask = 0xffffffff >>> Math.clz32(top)
    for (;;) {
      const word = (this.word() & mask) >>> 0
      if (word <= top) return word
    }
  }

  /** The same without bias in fewer words (Lemire 2019). */
  below(top: number): number {
    if (top === 0) return 0
    if (top === 0xffffffff) return this.word()
    const range = top + 1
    let word = this.word()
    let left = Math.imul(word, range) >>> 0
    if (left < range) {
      const threshold = (0xffffffff - top) % range
      while (left < threshold) {
        word = this.word()
        left = Math.imul(word, range) >>> 0
      }
    }
    return high(word, range)
  }
}
