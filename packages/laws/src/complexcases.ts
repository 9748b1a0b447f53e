// Cases with complex arguments: a function of complex numbers is one of their real and imaginary parts.
import { complex, type Primitive, type Value } from "@nablajs/core"
import type { Argument, Case } from "./cases.ts"

/** What takes complex numbers: functions with a rule for them, and all that is linear. */
export function takesComplex(p: Primitive): boolean {
  if (p.kind === "elementwise" || p.kind === "custom")
    return p.complex !== undefined || (p as { complexAll?: unknown }).complexAll !== undefined
  return p.kind === "linear" ? p.complexAll === undefined : p.transposes.some((rule) => rule !== null)
}

export const moves = ({ dtype }: Argument): boolean => dtype === undefined

const z = (re: Value | undefined, im: Value | undefined): Value => complex(re as never, im as never) as Value

/** A case whose floating-point arguments are complex: their imaginary parts follow all others. */
export function complexCase(p: Primitive, c: Case): Case {
  const count = c.args.length
  const places = c.args.map((_, i) => i).filter((i) => moves(c.args[i] as Argument))
  const imaginary = places.map((i): Argument => ({ shape: (c.args[i] as Argument).shape, from: away(p) }))
  return {
    ...c,
    title: `complex ${c.title}`,
    args: [...c.args, ...imaginary],
    feed: (xs) => xs.slice(0, count).map((x, i) => (places.includes(i) ? z(x, xs[count + places.indexOf(i)]) : x)),
  }
}

// Off the branch cuts, which lie on the axes, and where powers stay moderate.
const away = (p: Primitive): readonly [number, number] => (p.kind === "elementwise" ? [0.1, 0.8] : [-1, 1])
