// A derivation is a tree of named rules. Every step is an equation: before = after = result.
import { type Expr, order, symbol, symbolsOf } from "@nablajs/core"
import { tidy } from "../tidy.ts"

/** A name for a subterm, as u = g(x) in the chain rule. */
export interface Substitution {
  readonly name: string
  readonly equals: Expr
}

/** Notation that no term has, as Σᵢⱼ xᵢ Aᵢⱼ xⱼ. */
export interface Shown {
  readonly text: string
  readonly latex: string
}

/** The application of one named rule. */
export interface Step {
  /** A stable name, such as "chain" or "product". */
  readonly rule: string
  /** The rule as a teacher names it. */
  readonly title: string
  /** What the rule is applied to; it may hold derivatives still to be taken. */
  readonly before: Expr
  /** What the rule makes of it; the derivatives left are those of the sub-steps. */
  readonly after: Expr
  /** The same when the sub-steps are done. */
  readonly result: Expr
  readonly children: readonly Step[]
  /** u = g(x), where the rule names one subterm. */
  readonly substitution?: Substitution
  /** The named subterms, where there are several. */
  readonly substitutions?: readonly Substitution[]
  readonly note?: string
  /** Written in place of `before` and `after`, where index notation says more than the terms. */
  readonly shown?: { readonly before: Shown; readonly after: Shown }
}

/** A step without sub-steps. */
export const leaf = (rule: string, title: string, before: Expr, after: Expr, more: Partial<Step> = {}): Step => ({
  rule,
  title,
  before,
  after,
  result: after,
  children: [],
  ...more,
})

/** A step whose result is made of those of its sub-steps. */
export const branch = (
  rule: string,
  title: string,
  before: Expr,
  after: Expr,
  children: readonly Step[],
  result: Expr,
  more: Partial<Step> = {},
): Step => ({
  rule,
  title,
  before,
  after,
  result: tidy(result),
  children,
  ...more,
})

/** How much may be written before a derivation falls back to one line for what is left: nobody reads on. */
export class Budget {
  #left: number

  constructor(most: number) {
    this.#left = most
  }

  get spent(): boolean {
    return this.#left < 0
  }

  spend(written: Expr): void {
    this.#left -= order(written).length
  }
}

const letters = ["u", "v", "w", "s", "t", "q", "p", "r"]

/** Hands out names for subterms that nothing else bears. */
export class Names {
  readonly #taken: Set<string>

  constructor(...roots: readonly Expr[]) {
    this.#taken = new Set(symbolsOf(...roots).map((s) => s.name as string))
  }

  /** A symbol that stands for `term`. */
  for(term: Expr): Expr {
    let name = letters.find((letter) => !this.#taken.has(letter))
    for (let k = 1; name === undefined; k++) if (!this.#taken.has(`u${k}`)) name = `u${k}`
    this.#taken.add(name)
    return symbol(name, term.shape)
  }

  /** Lets go of the names that were handed out since `mark`. */
  free(s: Expr): void {
    this.#taken.delete(s.name as string)
  }
}

/**
 * Every step of a derivation, outer ones first.
 *
 * @example everyStep(derive("x^2 + x", "x").steps).map((step) => step.rule) // => ["sum", "power", "identity"]
 */
export function everyStep(steps: readonly Step[]): Step[] {
  const out: Step[] = []
  const stack = [...steps].reverse()
  while (stack.length > 0) {
    const step = stack.pop() as Step
    out.push(step)
    for (let i = step.children.length - 1; i >= 0; i--) stack.push(step.children[i] as Step)
  }
  return out
}
