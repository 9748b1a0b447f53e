// A derivative as it is shown: without what the passes left behind, then simplified.
import { type Expr, order } from "@nablajs/core"
import { shortened } from "./simplify.ts"
import { tidy } from "./tidy.ts"

// Nobody reads formulas beyond these limits; they are evaluated, and evaluation needs no short form.
const MOST = 4_000
const DEEPEST = 300

/** The term as a person would write it; very large terms are only tidied. */
export function simple(e: Expr): Expr {
  const plain = tidy(e)
  if (isLarge(plain)) return plain
  try {
    const short = shortened(plain)
    // a factor taken out must not turn matrices into arrays of more axes
    if (highestRank(short) <= highestRank(plain)) return short
    const expanded = shortened(plain, { expand: true })
    return highestRank(expanded) <= highestRank(plain) ? expanded : plain
  } catch (error) {
    // the stack differs by engine; a longer answer is better than none
    if (error instanceof RangeError) return plain
    throw error
  }
}

const highestRank = (e: Expr): number => order(e).reduce((most, node) => Math.max(most, node.shape.length), 0)

function isLarge(e: Expr): boolean {
  const nodes = order(e)
  if (nodes.length > MOST) return true
  const depth = new Map<Expr, number>()
  for (const node of nodes) depth.set(node, node.args.reduce((most, x) => Math.max(most, depth.get(x) as number), 0) + 1)
  return (depth.get(e) as number) > DEEPEST
}
