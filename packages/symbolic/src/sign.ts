// What is positive wherever it is defined, so that conditions such as 1 + x² ≠ 0 need not be stated.
import type { Expr } from "@nablajs/core"

const DEEPEST = 40
const arg = (e: Expr, i = 0): Expr => e.args[i] as Expr

const always = new Set(["exp", "cosh", "softplus", "sigmoid"])
const keeps = new Set(["sqrt", "cbrt", "sum", "max", "min", "mean", "broadcast", "reshape", "transpose", "slice", "diagonal"])

/** Whether every element is above 0 for all real values of the symbols. */
export function isPositive(e: Expr, depth: number = 0): boolean {
  if (depth > DEEPEST) return false
  if (e.literal !== null) return e.literal > 0
  if (e.name !== null) return e.flags.includes("positive")
  const name = e.primitive?.name ?? ""
  const [p, q] = [() => isPositive(arg(e), depth + 1), () => isPositive(arg(e, 1), depth + 1)]
  if (always.has(name)) return true
  if (keeps.has(name) || name === "pow" || name === "square" || name === "abs") return p()
  if (name === "add") return (p() && isNotNegative(arg(e, 1), depth + 1)) || (q() && isNotNegative(arg(e), depth + 1))
  return (name === "multiply" || name === "divide") && p() && q()
}

const squares = new Set(["square", "abs", "norm", "relu"])

/** Whether every element is 0 or above. */
export function isNotNegative(e: Expr, depth: number = 0): boolean {
  if (depth > DEEPEST) return false
  if (e.literal !== null) return e.literal >= 0
  const name = e.primitive?.name ?? ""
  if (squares.has(name) || isPositive(e, depth + 1)) return true
  const both = (): boolean => isNotNegative(arg(e), depth + 1) && isNotNegative(arg(e, 1), depth + 1)
  if (name === "pow") return (arg(e, 1).literal ?? 1) % 2 === 0 || isNotNegative(arg(e), depth + 1)
  if (name === "contract")
    return (
      e.shape.length === 0 && arg(e) === arg(e, 1) && String((e.params as { a: number[] }).a) === String((e.params as { b: number[] }).b)
    )
  if (name === "multiply") return arg(e) === arg(e, 1) || both()
  if (name === "add" || name === "divide") return both()
  return keeps.has(name) && isNotNegative(arg(e), depth + 1)
}
