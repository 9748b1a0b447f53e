import type { State, Variable } from "./state.ts"

const x = (name: string, shape: string, value: string, flag = ""): Variable => ({ name, shape, value, flag })

const preset = (formula: string, by: string, variables: readonly Variable[], more: Partial<State> = {}): State => ({
  formula,
  by,
  order: 1,
  layout: "denominator",
  view: "identities",
  variables,
  ...more,
})

/** Formulas to begin with: those of the calculus page first. */
export const presets: readonly { readonly title: string; readonly state: State }[] = [
  { title: "A parabola and its tangent", state: preset("3*x^2 - 4*x", "x", [x("x", "", "1")]) },
  { title: "A quadratic form", state: preset("x' * A * x", "x", [x("x", "n", "1, -1"), x("A", "n, n", "2 1; 0 1")]) },
  { title: "A linear map", state: preset("A * x", "x", [x("x", "n", "1, 2, 3"), x("A", "m, n", "1 2 3; 4 5 6")]) },
  { title: "The squared length", state: preset("norm2(x)^2", "x", [x("x", "n", "1, 2")]) },
  { title: "The squared Frobenius norm", state: preset("sum(X .^ 2)", "X", [x("X", "m, n", "1 2; 3 4")]) },
  {
    title: "Least squares",
    state: preset("norm2(A*x - b)^2", "x", [x("A", "m, n", "1 0; 1 1; 1 2"), x("x", "n", "0.5, 0.5"), x("b", "m", "1, 2, 2")]),
  },
  { title: "The chain rule", state: preset("sin(x^2)", "x", [x("x", "", "1")]) },
  { title: "Two variables", state: preset("exp(-(x1^2 + 3*x2))", "x1", [x("x1", "", "0.5"), x("x2", "", "0.2")]) },
  {
    title: "Logistic loss",
    state: preset("sum(log(1 + exp(-y .* (A*w))))", "w", [
      x("A", "m, n", "1 2; -1 1; 0.5 -1"),
      x("w", "n", "0.3, -0.2"),
      x("y", "m", "1, -1, 1"),
    ]),
  },
  { title: "A Hessian", state: preset("x' * A * x", "x", [x("x", "n", "1, -1"), x("A", "n, n", "2 1; 0 1")], { order: 2 }) },
]
