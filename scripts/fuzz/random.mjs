// Random calls are drawn from a seed, so that a failing one can be drawn again.

const specials = {
  float: [0, -0, 1, -1, 0.5, -0.5, 1.5, 2.5, "nan", "inf", "-inf", 1e-300, -1e-300, 1e300, 1e-10, 1e10, 3, 100.25],
  float32: [0, -0, 1, -1, 0.5, -0.5, 1.5, 2.5, "nan", "inf", "-inf", 2 ** -120, 2 ** 120, 2 ** -30, 1024.5, 3],
}
const ranges = { int8: 7, int16: 15, int32: 31, int64: 63, uint8: 8, uint16: 16, uint32: 32, uint64: 64 }
const kinds = {
  bool: ["bool"],
  int: ["int8", "int16", "int32"],
  uint: ["uint8", "uint16", "uint32"],
  float: ["float32", "float64"],
  wide: ["int64", "uint64"],
  complex: ["complex64", "complex128"],
}

/** Mulberry32. */
export function generator(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return new Source(next)
}

class Source {
  constructor(next) {
    this.next = next
  }

  /** A whole number from 0 to below n. */
  below(n) {
    return Math.floor(this.next() * n)
  }

  between(low, high) {
    return low + this.below(high - low + 1)
  }

  chance(p) {
    return this.next() < p
  }

  pick(list) {
    return list[this.below(list.length)]
  }

  /** Mostly of few axes, sometimes of many, some sizes 0 and 1; never of many elements. */
  shape(low = 0, high = 8) {
    const rank = this.chance(0.85) ? this.between(low, Math.max(low, Math.min(3, high))) : this.between(low, high)
    const most = rank > 4 ? 2 : rank > 2 ? 4 : 7
    return Array.from({ length: rank }, () => (this.chance(0.06) ? 0 : this.chance(0.15) ? 1 : this.between(1, most)))
  }

  dtype(...families) {
    return this.pick(families.flatMap((family) => kinds[family]))
  }

  axis(rank) {
    return rank === 0 ? 0 : this.between(-rank, rank - 1)
  }

  /** Some axes, each once, counted from either end. */
  axes(rank) {
    return shuffled(
      this,
      Array.from({ length: rank }, (_, i) => i),
    )
      .slice(0, this.between(1, Math.max(1, rank)))
      .map((i) => (this.chance(0.5) ? i : i - rank))
  }

  /** One element as it travels. */
  element(dtype, mild) {
    if (dtype === "bool") return this.chance(0.5)
    if (dtype.startsWith("complex")) return [this.element("float32", mild), this.element("float32", mild)]
    if (dtype.startsWith("float")) {
      if (!mild && this.chance(0.3)) return negativeZero(this.pick(specials[dtype] ?? specials.float))
      const x = this.chance(0.3) ? this.between(-4, 4) : (this.next() - 0.5) * 8
      return negativeZero(dtype === "float32" ? Math.fround(x) : x)
    }
    if (mild || this.chance(0.7)) return this.between(dtype.startsWith("u") ? 0 : -4, 6)
    const top = 2n ** BigInt(ranges[dtype])
    const exact = this.pick(dtype.startsWith("u") ? [0n, top - 1n, top / 2n, top - 2n] : [-top, top - 1n, -top + 1n, top / 2n, -1n])
    return ranges[dtype] > 32 ? String(exact) : Number(exact)
  }

  /** A dense array and the views that are taken of it, none where it is to lie in order. */
  array(dtype, shape, { mild = false, sorted = false, inOrder = sorted } = {}) {
    const views = []
    let base = [...shape]
    if (!inOrder && this.chance(0.5) && shape.length > 0) {
      if (shape.length > 1 && this.chance(0.5)) {
        const axes = shuffled(
          this,
          shape.map((_, i) => i),
        )
        base = shape.map((_, i) => shape[axes.indexOf(i)])
        views.unshift(["permute", axes])
      }
      if (this.chance(0.5)) {
        const steps = base.map(() => this.pick([1, 1, -1, 2, -2]))
        views.unshift(["step", steps])
        base = base.map((n, i) => (Math.abs(steps[i]) === 2 ? Math.max(0, 2 * n - 1) : n))
      }
      if (this.chance(0.2) && base.some((n) => n > 1)) {
        const axis = base.findIndex((n) => n > 1)
        views.unshift(["broadcast", [...base]])
        base[axis] = 1
      }
    }
    const size = base.reduce((a, b) => a * b, 1)
    const data = Array.from({ length: size }, () => this.element(dtype, mild))
    if (sorted) data.sort((a, b) => Number(a) - Number(b))
    return { array: { dtype, shape: base, data, views } }
  }
}

const negativeZero = (x) => (Object.is(x, -0) ? "-0" : x)

export function shuffled(r, list) {
  const out = [...list]
  for (let i = out.length - 1; i > 0; i--) {
    const j = r.below(i + 1)
    ;[out[i], out[j]] = [out[j], out[i]]
  }
  return out
}

/** A shape that broadcasts with the given one. */
export const beside = (r, shape) => {
  const own = shape.map((n) => (r.chance(0.25) ? 1 : n))
  return r.chance(0.3) ? own.slice(r.below(own.length + 1)) : own
}
