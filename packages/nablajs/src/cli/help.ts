// What `nablajs --help` and `nablajs COMMAND --help` print.
export const help: Readonly<Record<string, string>> = {
  "": `nablajs: machine-learning mathematics at the prompt

Usage
  nablajs sheet                          the calculus sheet: every identity, answered three ways
  nablajs derive FORMULA --by NAME ...   a derivative with its steps, checked
  nablajs COMMAND --help                 more on a command
  nablajs --version

Example
  nablajs derive "x' * A * x" --by x --var x:n --var A:n,n

Errors print one sentence and exit with 1; --verbose adds where they arose.
`,
  sheet: `nablajs sheet: the calculus sheet

Every line is derived symbolically, evaluated by automatic differentiation, and compared with central
differences; the largest difference stands at the end of the line. Exits with 1 if a line fails.

Options
  --steps      show the named steps of each derivation
  --json       the whole result as JSON
  --verbose    on an error, show where it arose
`,
  derive: `nablajs derive FORMULA --by NAME [--var NAME:SIZES[:FLAGS]]...

The derivative of a formula, with its steps, checked by automatic differentiation and central differences.

  FORMULA      such as "x' * A * x", "sum(log(1 + exp(A*x)))", "3*x^2 - 4*x"
  --by NAME    the variable; several, separated by commas, for mixed derivatives
  --var SPEC   a variable: a (a scalar), x:n (a vector), A:m,n (a matrix), S:n,n:symmetric;
               without any --var, every name is a scalar
  --order N    1 (default) to 3; of scalars by scalars to 10
  --layout L   denominator (default), numerator or mixed
  --view V     how matrix steps are told: identities (default), differentials or index
  --latex      the answer as LaTeX
  --json       answer, steps and check as JSON
  --code T     the answer as a function: nabla, typescript (scalars), numpy, jax, pytorch or julia
  --no-steps   the answer alone
  --no-check   without the check
  --verbose    on an error, show where it arose
`,
}
