// A derivative as it is shown: without what the passes left behind, then simplified.
import { type Expr, numbered } from "@nablajs/core"
import { type Allowance, bounded } from "./normal/bounded.ts"
import { shortened } from "./simplify.ts"
import { tidy } from "./tidy.ts"

// Nobody reads formulas beyond these limits; they are evaluated, and evaluation needs no short form.
const MOST = 4_000
const DEEPEST = 300

/** The term as a person would write it; very large terms are only tidied. What is tried counts against the allowance. */
export function simple(e: Expr, allowance?: Allowance): Expr {
  const plain = tidy(e)
  const { depth, rank } = measured(plain)
  if (depth > DEEPEST) return plain
  return bounded(
    () => shortest(plain, rank, allowance),
    () => plain,
  )
}

function shortest(plain: Expr, rank: number, allowance: Allowance | undefined): Expr {
  const short = shortened(plain, {}, [], allowance)
  // a factor taken out must not turn matrices into arrays of more axes; numbers stay numbers
  if (rank === 0 || measured(short).rank <= rank) return short
  const expanded = shortened(plain, { expand: true }, [], allowance)
  return measured(expanded).rank <= rank ? expanded : plain
}

interface Measure {
  /** Infinite beyond the number of nodes that are simplified. */
  readonly depth: number
  /** The most axes that a part has. */
  readonly rank: number
}

function measured(e: Expr): Measure {
  const { nodes, placeOf } = numbered(e)
  const rank = nodes.reduce((most, node) => Math.max(most, node.shape.length), 0)
  if (nodes.length > MOST) return { depth: Number.POSITIVE_INFINITY, rank }
  const depths: number[] = []
  for (const node of nodes) depths.push(node.args.reduce((depth, x) => Math.max(depth, (depths[placeOf(x)] as number) + 1), 1))
  return { depth: depths[depths.length - 1] as number, rank }
}
