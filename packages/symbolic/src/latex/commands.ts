// The commands of LaTeX that formulas may use, in one table with the names that the parser knows.
import { BARS } from "../shorthand.ts"
import { functionNames } from "../functions.ts"
import { latexName } from "../print/dictionary.ts"

/** Signs between operands, by their command. */
export const signs: Readonly<Record<string, string>> = {
  cdot: "*",
  times: "*",
  ast: "*",
  odot: ".*",
  circ: ".*",
  oslash: "./",
  otimes: "⊗",
  div: "/",
  le: "<=",
  leq: "<=",
  leqslant: "<=",
  ge: ">=",
  geq: ">=",
  geqslant: ">=",
  lt: "<",
  gt: ">",
  ne: "!=",
  neq: "!=",
}

/** Space, sizes of brackets and styles, which mean nothing. */
export const silent: ReadonlySet<string> = new Set(
  ", ; : ! > quad qquad thinspace medspace displaystyle textstyle limits nolimits big Big bigg Bigg bigl bigr Bigl Bigr mathstrut hphantom".split(
    " ",
  ),
)

/** Letters in a style of their own: the letters count. */
export const styles: ReadonlySet<string> = new Set(
  "mathbf boldsymbol bm mathrm mathit mathsf mathtt mathcal mathbb mathfrak mathscr operatorname text textrm textbf textit vec".split(" "),
)

/** Marks that make another name: ŷ is not y. */
export const accents: ReadonlySet<string> = new Set(["hat", "tilde", "bar"])

/** Styles whose letters are one name. */
export const greek: ReadonlyMap<string, string> = new Map(
  [
    ..."alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau upsilon phi chi psi omega".split(" "),
    ..."Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega pi".split(" "),
  ]
    .map((name): [string, string] => [name, name])
    .concat([
      ["varepsilon", "epsilon"],
      ["vartheta", "theta"],
      ["varphi", "phi"],
      ["varrho", "rho"],
      ["varsigma", "sigma"],
      ["infty", "inf"],
      ["ell", "ell"],
    ]),
)

/** Commands that are functions, such as \sin and \log, by the function's name. */
export const functions: ReadonlyMap<string, string> = /* @__PURE__ */ (() => {
  const table = new Map<string, string>()
  for (const name of functionNames()) {
    const command = /^\\([A-Za-z]+)$/.exec(latexName(name) ?? "")?.[1]
    if (command !== undefined && !greek.has(command)) table.set(command, name)
  }
  for (const name of ["max", "min", "det", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "cot", "sec", "csc", "coth"])
    table.set(name, name)
  table.set("ln", "log")
  table.set("tr", "tr")
  table.set("Tr", "tr")
  table.set("trace", "tr")
  table.set("diag", "diag")
  table.set("arcsin", "asin")
  table.set("arccos", "acos")
  table.set("arctan", "atan")
  return table
})()

/** Names in \operatorname{…} that formulas spell otherwise. */
export const operators: Readonly<Record<string, string>> = {
  Tr: "tr",
  trace: "tr",
  sgn: "sign",
  ReLU: "relu",
  Diag: "diag",
  lse: "logsumexp",
  LSE: "logsumexp",
  vec: "vec",
}

/** What sin⁻¹ is, which is no power. */
export const inverses: Readonly<Record<string, string>> = {
  sin: "asin",
  cos: "acos",
  tan: "atan",
  sinh: "asinh",
  cosh: "acosh",
  tanh: "atanh",
}

/** Brackets by their command, and how they close. */
export const brackets: Readonly<Record<string, { readonly close: string; readonly call: string }>> = {
  lVert: { close: "rVert", call: "norm" },
  lvert: { close: "rvert", call: BARS },
  lfloor: { close: "rfloor", call: "floor" },
  lceil: { close: "rceil", call: "ceil" },
  "|": { close: "|", call: "norm" },
  Vert: { close: "Vert", call: "norm" },
  vert: { close: "vert", call: BARS },
  langle: { close: "rangle", call: "dot" },
}

/** What is understood, and not read. */
export const refusals: Readonly<Record<string, string>> = {
  sum: "sums over indices are not read; write \\operatorname{sum}(x), or \\mathbf{1}_{n}^\\top x",
  prod: "products over indices are not read; write \\operatorname{prod}(x)",
  int: "integrals are asked for by integrate(f, x)",
  nabla: "derivatives are asked for by derive(f, x), the formula holds f alone",
  partial: "derivatives are asked for by derive(f, x), the formula holds f alone",
  lim: "limits are not read",
  mid: "conditions are not read",
}
