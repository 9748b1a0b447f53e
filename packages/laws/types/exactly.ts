type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** The values that \`exactly\` was given, for a comparison with their types. */
export const seen: unknown[] = []

/** \`exactly<X>()(value)\`: the type of the value is X itself; \`any\` is told apart. */
export const exactly =
  <X>() =>
  <Y>(value: Y, ..._difference: Same<X, Y> extends true ? [] : [{ expected: X; got: Y }]): void => {
    seen.push(value)
  }
