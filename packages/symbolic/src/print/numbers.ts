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
