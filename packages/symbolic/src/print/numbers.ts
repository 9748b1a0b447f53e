// Numbers as people write them.

/** p/q with a small denominator, where the double is exactly that quotient. */
export function fractionOf(value: number): readonly [number, number] | null {
  if (Number.isInteger(value) || !Number.isFinite(value)) return null
  for (let q = 2; q <= 1024; q++) {
    const p = Math.round(value * q)
    if (p !== 0 && Math.abs(p) <= 1e6 && p / q === value) return [p, q]
  }
  return null
}

/** The name of a famous number, unless a variable has that name. */
export function constantName(value: number, shadowed: ReadonlySet<string>): "pi" | "e" | "inf" | null {
  const name = value === Math.PI ? "pi" : value === Math.E ? "e" : value === Number.POSITIVE_INFINITY ? "inf" : null
  return name === null || shadowed.has(name) ? null : name
}

/** Irrational factors that derivatives bring along, as a number and its square over π or 1. */
const surds: readonly { readonly value: number; readonly root: number; readonly pi: -1 | 0 | 1 }[] = [2, 3, 5, 6, 7, 10]
  .flatMap((root) => [
    { value: Math.sqrt(root), root, pi: 0 as const },
    { value: Math.sqrt(root * Math.PI), root, pi: 1 as const },
    { value: Math.sqrt(root / Math.PI), root, pi: -1 as const },
  ])
  .concat([
    { value: Math.sqrt(Math.PI), root: 1, pi: 1 },
    { value: 1 / Math.sqrt(Math.PI), root: 1, pi: -1 },
  ])

/** p/q · √root · π^(pi/2) for a number within rounding of it, with a small fraction p/q. */
export function surdOf(value: number): { readonly p: number; readonly q: number; readonly root: number; readonly pi: -1 | 0 | 1 } | null {
  if (!Number.isFinite(value) || value === 0) return null
  for (const { value: surd, root, pi } of surds) {
    for (let q = 1; q <= 12; q++) {
      const p = Math.round((value / surd) * q)
      if (p !== 0 && Math.abs(p) <= 12 && Math.abs((p / q) * surd - value) <= 4e-16 * Math.abs(value)) return { p, q, root, pi }
    }
  }
  return null
}

/** p / (q · (log b)ᵏ) for a number within rounding of it, as derivatives of logarithms to base 2 and 10 bring along. */
export function inverseLogarithmOf(
  value: number,
): { readonly p: number; readonly q: number; readonly base: number; readonly k: number } | null {
  if (!Number.isFinite(value) || value === 0) return null
  for (const base of [2, 10]) {
    for (const k of [1, 2]) {
      const plain = value * Math.log(base) ** k
      for (let q = 1; q <= 12; q++) {
        const p = Math.round(plain * q)
        if (p !== 0 && Math.abs(p) <= 24 && Math.abs(p / q - plain) <= 1e-15 * Math.abs(plain)) return { p, q, base, k }
      }
    }
  }
  return null
}
