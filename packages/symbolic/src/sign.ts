// What is positive wherever it is defined, so that conditions such as 1 + x² ≠ 0 need not be stated.
import type { Expr } from "@nablajs/core"

/** What is known of every element of a term, for all real values of its symbols. */
interface Sign {
  readonly positive: boolean
  /** 0 or above; what is positive is that, too. */
  readonly notNegative: boolean
}

const POSITIVE: Sign = { positive: true, notNegative: true }
const NOT_NEGATIVE: Sign = { positive: false, notNegative: true }
const UNKNOWN: Sign = { positive: false, notNegative: false }

const always = new Set(["exp", "cosh", "softplus", "sigmoid"])
const keeps = new Set(["cbrt", "sum", "max", "min", "mean", "broadcast", "reshape", "transpose", "slice", "diagonal", "prod"])
// 0 where the argument is 0
const lengths = new Set(["square", "abs", "norm", "relu", "sqrt"])

// Terms never change, and neither do their signs.
const known = new WeakMap<Expr, Sign>()

/** Whether every element is above 0 for all real values of the symbols. */
export const isPositive = (e: Expr): boolean => signOf(e).positive

/** Whether every element is 0 or above. */
export const isNotNegative = (e: Expr): boolean => signOf(e).notNegative

function signOf(e: Expr): Sign {
  const stack = [e]
  while (stack.length > 0) {
    const node = stack[stack.length - 1] as Expr
    const height = stack.length
    for (const x of node.args) if (!known.has(x)) stack.push(x)
    if (stack.length > height) continue
    known.set(node, known.get(node) ?? ruleFor(node))
    stack.pop()
  }
  return known.get(e) as Sign
}

function ruleFor(e: Expr): Sign {
  if (e.literal !== null) return e.literal > 0 ? POSITIVE : e.literal === 0 ? NOT_NEGATIVE : UNKNOWN
  if (e.primitive === null) return e.flags.includes("positive") ? POSITIVE : UNKNOWN
  const { name } = e.primitive
  if (always.has(name)) return POSITIVE
  const [p, q] = e.args.map((x) => known.get(x) as Sign) as [Sign, Sign]
  if (keeps.has(name)) return p
  if (lengths.has(name)) return p.positive ? POSITIVE : NOT_NEGATIVE
  const rule = Object.hasOwn(combined, name) ? combined[name] : undefined
  return rule?.(p, q, e) ?? UNKNOWN
}

const weaker = (p: Sign, q: Sign): Sign => ({
  positive: p.positive && q.positive,
  notNegative: p.notNegative && q.notNegative,
})

const combined: Readonly<Record<string, (p: Sign, q: Sign, e: Expr) => Sign>> = {
  add: (p, q) => ({
    positive: (p.positive && q.notNegative) || (q.positive && p.notNegative),
    notNegative: p.notNegative && q.notNegative,
  }),
  multiply: (p, q, e) => (e.args[0] === e.args[1] && !p.positive ? NOT_NEGATIVE : weaker(p, q)),
  divide: weaker,
  maximum: (p, q) => ({ positive: p.positive || q.positive, notNegative: p.notNegative || q.notNegative }),
  minimum: weaker,
  pow: (p, _, e) => (p.positive ? POSITIVE : p.notNegative || ((e.args[1] as Expr).literal ?? 1) % 2 === 0 ? NOT_NEGATIVE : UNKNOWN),
  // uᵀ u
  contract: (_, __, e) => {
    const { a, b } = e.params as { a: readonly number[]; b: readonly number[] }
    return e.shape.length === 0 && e.args[0] === e.args[1] && String(a) === String(b) ? NOT_NEGATIVE : UNKNOWN
  },
}
