// Formulas of scalars, vectors and matrices: table of contents.
export { type Bindings, evaluate, type Nested, substitute } from "./evaluate.ts"
export { type Formula, termOf } from "./formula.ts"
export { latex } from "./print/latex.ts"
export { text } from "./print/text.ts"
export type { FormulaError } from "./complain.ts"
export { math } from "./math.ts"
export { type Declaration, type Declarations, parse } from "./parse.ts"
