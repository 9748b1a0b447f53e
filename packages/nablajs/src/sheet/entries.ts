// What the calculus page says, as data: formulas, the derivatives it claims, and the points at which they are compared.
import type { Declarations } from "@nablajs/symbolic"

/** A derivative: symbolic with steps, by automatic differentiation, by central differences. */
export interface DerivativeEntry {
  readonly kind: "derivative"
  readonly id: string
  readonly title: string
  readonly formula: string
  readonly by: string | readonly string[]
  readonly variables?: Declarations
  readonly order?: 1 | 2
  /** Values of scalar variables; random ones where absent. */
  readonly at?: Readonly<Record<string, number>>
  /** The page's own answer, as a formula. */
  readonly claim?: string
  /** Lists the usual notations of this derivative. */
  readonly notations?: boolean
}

/** A table of difference quotients that tends to the derivative. */
export interface LimitEntry {
  readonly kind: "limit"
  readonly id: string
  readonly title: string
  readonly formula: string
  readonly by: string
  readonly at: Readonly<Record<string, number>>
  /** The limit that the page states. */
  readonly claim?: number
}

/** A tangent: the slope is computed, the line follows. */
export interface TangentEntry {
  readonly kind: "tangent"
  readonly id: string
  readonly title: string
  readonly formula: string
  readonly by: string
  readonly at: Readonly<Record<string, number>>
  /** The line that the page draws. */
  readonly claim?: string
}

export type Entry = DerivativeEntry | LimitEntry | TangentEntry

export interface Section {
  readonly title: string
  readonly entries: readonly Entry[]
}

type Plain<E extends Entry> = Omit<E, "kind">

const derivative = (entry: Plain<DerivativeEntry>): Entry => ({ kind: "derivative", ...entry })
const limit = (entry: Plain<LimitEntry>): Entry => ({ kind: "limit", ...entry })
const tangent = (entry: Plain<TangentEntry>): Entry => ({ kind: "tangent", ...entry })

const matrices: Declarations = { x: ["n"], A: ["m", "n"] }
const square: Declarations = { x: ["n"], A: ["n", "n"] }

/** The page, section by section. */
export const sections: readonly Section[] = [
  {
    title: "Derivatives and differentiation",
    entries: [
      limit({
        id: "quotients",
        title: "the difference quotient of 3x² − 4x at 1 tends to 2",
        formula: "3 * x^2 - 4 * x",
        by: "x",
        at: { x: 1 },
        claim: 2,
      }),
      derivative({
        id: "f-prime",
        title: "f′(x) exactly",
        formula: "3 * x^2 - 4 * x",
        by: "x",
        at: { x: 1 },
        claim: "6 * x - 4",
        notations: true,
      }),
      tangent({ id: "tangent", title: "the tangent of f at x = 1", formula: "3 * x^2 - 4 * x", by: "x", at: { x: 1 }, claim: "2 * x - 3" }),
      derivative({ id: "constant-multiple", title: "constant multiple rule", formula: "7 * sin(x)", by: "x", claim: "7 * cos(x)" }),
      derivative({ id: "sum", title: "sum rule", formula: "x^3 + exp(x)", by: "x", claim: "3 * x^2 + exp(x)" }),
      derivative({ id: "product", title: "product rule", formula: "x^2 * sin(x)", by: "x", claim: "2 * x * sin(x) + x^2 * cos(x)" }),
      derivative({
        id: "quotient",
        title: "quotient rule",
        formula: "sin(x) / (1 + x^2)",
        by: "x",
        claim: "((1 + x^2) * cos(x) - 2 * x * sin(x)) / (1 + x^2)^2",
      }),
      derivative({ id: "power", title: "power rule", formula: "x^5", by: "x", claim: "5 * x^4" }),
      derivative({ id: "exponential", title: "exponential", formula: "exp(x)", by: "x", claim: "exp(x)" }),
      derivative({ id: "logarithm", title: "natural logarithm", formula: "log(x)", by: "x", at: { x: 1.5 }, claim: "1 / x" }),
    ],
  },
  {
    title: "Partial derivatives",
    entries: [
      limit({
        id: "partial-limit-1",
        title: "∂f/∂x₁ as a limit, x₂ held",
        formula: "3 * x1^2 + 5 * exp(x2)",
        by: "x1",
        at: { x1: 1, x2: 0.5 },
        claim: 6,
      }),
      derivative({
        id: "partial-1",
        title: "∂f/∂x₁ exactly",
        formula: "3 * x1^2 + 5 * exp(x2)",
        by: "x1",
        at: { x1: 1, x2: 0.5 },
        claim: "6 * x1",
        notations: true,
      }),
      limit({
        id: "partial-limit-2",
        title: "∂f/∂x₂ as a limit, x₁ held",
        formula: "3 * x1^2 + 5 * exp(x2)",
        by: "x2",
        at: { x1: 1, x2: 0.5 },
      }),
      derivative({
        id: "partial-2",
        title: "∂f/∂x₂ exactly",
        formula: "3 * x1^2 + 5 * exp(x2)",
        by: "x2",
        at: { x1: 1, x2: 0.5 },
        claim: "5 * exp(x2)",
        notations: true,
      }),
      derivative({ id: "partial-mixed", title: "a mixed derivative", formula: "x1^2 * sin(x1 * x2)", by: ["x1", "x2"] }),
    ],
  },
  {
    title: "Gradients (denominator layout)",
    entries: [
      derivative({ id: "gradient-Ax", title: "∇ₓ Ax = Aᵀ", formula: "A * x", by: "x", variables: matrices, claim: "A'" }),
      derivative({
        id: "gradient-xA",
        title: "∇ₓ xᵀA = A",
        formula: "x' * A",
        by: "x",
        variables: { x: ["n"], A: ["n", "m"] },
        claim: "A",
      }),
      derivative({
        id: "gradient-xAx",
        title: "∇ₓ xᵀAx = (A + Aᵀ)x",
        formula: "x' * A * x",
        by: "x",
        variables: square,
        claim: "(A + A') * x",
      }),
      derivative({ id: "gradient-norm", title: "∇ₓ ‖x‖² = 2x", formula: "norm2(x)^2", by: "x", variables: { x: ["n"] }, claim: "2 * x" }),
      derivative({ id: "gradient-dot", title: "∇ₓ xᵀx = 2x", formula: "x' * x", by: "x", variables: { x: ["n"] }, claim: "2 * x" }),
      derivative({
        id: "gradient-frobenius",
        title: "∇_X ‖X‖²_F = 2X",
        formula: "norm(X)^2",
        by: "X",
        variables: { X: ["m", "n"] },
        claim: "2 * X",
      }),
    ],
  },
  {
    title: "Chain rule",
    entries: [
      derivative({ id: "chain-sin", title: "sin(x²), u = x²", formula: "sin(x^2)", by: "x", claim: "2 * x * cos(x^2)" }),
      derivative({
        id: "chain-exp-1",
        title: "exp(−(x₁² + 3x₂)) by x₁",
        formula: "exp(-(x1^2 + 3 * x2))",
        by: "x1",
        claim: "-2 * x1 * exp(-(x1^2 + 3 * x2))",
      }),
      derivative({
        id: "chain-exp-2",
        title: "exp(−(x₁² + 3x₂)) by x₂",
        formula: "exp(-(x1^2 + 3 * x2))",
        by: "x2",
        claim: "-3 * exp(-(x1^2 + 3 * x2))",
      }),
      derivative({
        id: "chain-uv-1",
        title: "y = f(u, v) by x₁",
        formula: "u^2 * exp(v) where u = x1 * x2, v = x1 + sin(x2)",
        by: "x1",
        claim: "2 * x1 * x2^2 * exp(x1 + sin(x2)) + x1^2 * x2^2 * exp(x1 + sin(x2))",
      }),
      derivative({
        id: "chain-uv-2",
        title: "y = f(u, v) by x₂",
        formula: "u^2 * exp(v) where u = x1 * x2, v = x1 + sin(x2)",
        by: "x2",
        claim: "2 * x1^2 * x2 * exp(x1 + sin(x2)) + x1^2 * x2^2 * exp(x1 + sin(x2)) * cos(x2)",
      }),
      derivative({
        id: "chain-least-squares",
        title: "‖Ax − b‖²: ∇ₓ y = Aᵀ ∇ᵤ y",
        formula: "norm2(A * x - b)^2",
        by: "x",
        variables: { ...matrices, b: ["m"] },
        claim: "2 * A' * (A * x - b)",
      }),
    ],
  },
  {
    title: "Exercises",
    entries: [
      derivative({ id: "exercise-constant", title: "a constant: d c/dx = 0", formula: "c + 0 * x", by: "x", claim: "0" }),
      derivative({
        id: "exercise-power-of-itself",
        title: "x to the power x",
        formula: "x^x",
        by: "x",
        at: { x: 1.5 },
        claim: "x^x * (log(x) + 1)",
      }),
      derivative({ id: "exercise-curve", title: "x³ − 1/x", formula: "x^3 - 1 / x", by: "x", at: { x: 1 }, claim: "3 * x^2 + 1 / x^2" }),
      tangent({ id: "exercise-tangent", title: "its tangent at x = 1", formula: "x^3 - 1 / x", by: "x", at: { x: 1 }, claim: "4 * x - 4" }),
      derivative({
        id: "exercise-stationary",
        title: "f′(x) = 0: the bottom of x² − 2x at 1",
        formula: "x^2 - 2 * x",
        by: "x",
        at: { x: 1 },
        claim: "2 * x - 2",
      }),
      derivative({
        id: "exercise-norm",
        title: "∇ₓ ‖x‖ = x / ‖x‖, where x ≠ 0",
        formula: "norm2(x)",
        by: "x",
        variables: { x: ["n"] },
        claim: "x / norm2(x)",
      }),
      derivative({
        id: "exercise-chain-a",
        title: "u = f(x, y, z), all of them of a and b, by a",
        formula: "x * y + sin(z) where x = a * b, y = a + b, z = a - b^2",
        by: "a",
        claim: "b * (a + b) + a * b + cos(a - b^2)",
      }),
      derivative({
        id: "exercise-chain-b",
        title: "the same by b",
        formula: "x * y + sin(z) where x = a * b, y = a + b, z = a - b^2",
        by: "b",
        claim: "a * (a + b) + a * b - 2 * b * cos(a - b^2)",
      }),
      derivative({
        id: "exercise-inverse",
        title: "the inverse of exp: (log)′(y) = 1 / exp(log y)",
        formula: "log(y)",
        by: "y",
        at: { y: 2 },
        claim: "1 / exp(log(y))",
      }),
      derivative({
        id: "exercise-hessian",
        title: "the Hessian of xᵀAx is A + Aᵀ",
        formula: "x' * A * x",
        by: "x",
        variables: square,
        order: 2,
        claim: "A + A'",
      }),
    ],
  },
]
