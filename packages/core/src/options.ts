// Keyword arguments travel in one object. A name that nobody reads would change nothing in silence, so it is refused.
import { NablaError } from "./errors.ts"

/** Refuses what is no object of options, and options that the operation does not have. */
export function checkOptions(operation: string, options: object, names: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    const form = names.length === 0 ? "it takes no options" : `options go in one object such as { ${names[0]}: … }`
    throw new NablaError("bad-argument", `${operation}: ${form}, got ${String(options)}`)
  }
  for (const name in options) {
    if (!names.includes(name))
      throw new NablaError("bad-argument", `${operation}: there is no option "${name}"; it has ${names.join(", ") || "none"}`)
  }
}
