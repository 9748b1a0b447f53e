// Seeds of any size mixed into the states of generators, as NumPy's SeedSequence does (after M. E. O'Neill's seed_seq_fe).
import { NablaError } from "@nablajs/core"

const POOL = 4
const imul = Math.imul

function hasher(start: number, factor: number): (value: number) => number {
  let constant = start
  return (value) => {
    let x = value ^ constant
    constant = imul(constant, factor)
    x = imul(x, constant)
    return (x ^ (x >>> 16)) >>> 0
  }
}

function mix(x: number, y: number): number {
  const z = (imul(0xca01f9dd, x) - imul(0x4973f715, y)) | 0
  return (z ^ (z >>> 16)) >>> 0
}

/** A whole number from 0 up as 32-bit words, the low ones first. */
function wordsOf(seed: number | bigint): number[] {
  const whole = typeof seed === "bigint" ? seed >= 0n : Number.isSafeInteger(seed) && seed >= 0
  if (!whole)
    throw new NablaError(
      "bad-argument",
      `defaultRng: a seed is a whole number from 0 up (a bigint beyond 2^53) or a list of them, got ${String(seed)}`,
    )
  let rest = BigInt(seed)
  const words: number[] = []
  do {
    words.push(Number(rest & 0xffffffffn))
    rest >>= 32n
  } while (rest > 0n)
  return words
}

/** What a generator may be seeded with. */
export type Seed = number | bigint | readonly (number | bigint)[]

/** A seed, and the path of children that led from it to here. */
export class SeedSequence {
  readonly entropy: Seed
  readonly spawnKey: readonly number[]
  children = 0

  constructor(entropy: Seed, spawnKey: readonly number[] = []) {
    this.entropy = entropy
    this.spawnKey = spawnKey
  }

  /** Independent seeds, other ones at every call. */
  spawn(count: number): SeedSequence[] {
    const first = this.children
    this.children += count
    return Array.from({ length: count }, (_, i) => new SeedSequence(this.entropy, [...this.spawnKey, first + i]))
  }

  /** `count` words of 32 bits. */
  generate(count: number): Uint32Array {
    const pool = this.pool()
    const hash = hasher(0x8b51f9dd, 0x58f38ded)
    return Uint32Array.from({ length: count }, (_, i) => hash(pool[i % POOL] as number))
  }

  private pool(): number[] {
    const own = (typeof this.entropy === "object" ? this.entropy : [this.entropy]).flatMap(wordsOf)
    const spawned = this.spawnKey.flatMap(wordsOf)
    while (spawned.length > 0 && own.length < POOL) own.push(0)
    const words = [...own, ...spawned]
    const hash = hasher(0x43b0d7e5, 0x931e8875)
    const pool = Array.from({ length: POOL }, (_, i) => hash(words[i] ?? 0))
    for (let from = 0; from < POOL; from++) {
      for (let to = 0; to < POOL; to++) if (from !== to) pool[to] = mix(pool[to] as number, hash(pool[from] as number))
    }
    for (const word of words.slice(POOL)) for (let to = 0; to < POOL; to++) pool[to] = mix(pool[to] as number, hash(word))
    return pool
  }
}
