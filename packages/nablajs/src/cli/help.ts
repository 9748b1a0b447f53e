// What `nablajs --help` and `nablajs COMMAND --help` print.
const common = `  --var NAME   a variable; without any, every name is one
  --latex      the answer as LaTeX
  --json       answer and steps as JSON; refusals, too
  --no-steps   the answer alone
  --verbose    on an error, show where it arose
`

export const help: Readonly<Record<string, string>> = {
  "": `nablajs: machine-learning mathematics at the prompt

Usage
  nablajs sheet                          the calculus sheet: every identity, answered three ways
  nablajs derive FORMULA --by NAME ...   a derivative with its steps, checked
  nablajs integrate FORMULA --by NAME    an antiderivative, or with --from and --to an integral
  nablajs limit FORMULA --by NAME --at P the limit of a function
  nablajs taylor FORMULA --by NAME       the Taylor polynomial
  nablajs stationary FORMULA             minima, maxima, saddles and kinks
  nablajs COMMAND --help                 more on a command
  nablajs --version

Example
  nablajs derive "x' * A * x" --by x --var x:n --var A:n,n

Errors print one sentence and exit with 1; --verbose adds where they arose. With --json they are JSON, too.
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
  --kronecker  an answer of more than two axes as a matrix of Kronecker products, vec stacking columns
  --json       answer, steps and check as JSON; refusals, too
  --code T     the answer as a function: nabla, typescript (scalars), numpy, jax, pytorch or julia
  --no-steps   the answer alone
  --no-check   without the check
  --verbose    on an error, show where it arose

Exits with 1 where the check disagrees.
`,
  integrate: `nablajs integrate FORMULA --by NAME [--from A --to B]

The antiderivative of a function of a number, with its steps, differentiated back before it is shown; with
both ends its integral, compared with numerical integration.

  FORMULA      such as "x * exp(x)", "1 / (1 + x^2)"
  --by NAME    the variable
  --from A     where the integral begins: a number, inf, -inf, or a term such as pi/2
  --to B       where it ends
${common}`,
  limit: `nablajs limit FORMULA --by NAME --at POINT [--side left|right]

The limit of a function of a number, with its steps.

  FORMULA      such as "sin(x) / x", "(1 + 1/n)^n"
  --by NAME    the variable
  --at POINT   where it tends to: a number, inf, -inf, or a term such as pi/2
  --side S     left or right; from both sides if not given
${common}`,
  taylor: `nablajs taylor FORMULA --by NAME [--degree N] [--at POINT]

The Taylor polynomial of a function of a number.

  FORMULA      such as "exp(x)", "log(1 + x)"
  --by NAME    the variable
  --degree N   0 to 20, 4 if not given
  --at POINT   around which point, 0 if not given
${common}`,
  stationary: `nablajs stationary FORMULA [--within A,B]

The points where all partial derivatives of a function of numbers are 0, and its kinks, each with its kind.

  FORMULA      such as "x^3 - 3*x", "x^2 + x*y + y^2"
  --within A,B where points are searched that cannot be solved for, -10,10 if not given
  --var NAME   a variable; without any, every name is one
  --json       points as JSON; refusals, too
  --verbose    on an error, show where it arose
`,
}
