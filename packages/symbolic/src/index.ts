// Formulas of scalars, vectors and matrices: table of contents.
export { type Bindings, evaluate, type Nested, substitute } from "./evaluate.ts"
export { type Formula, termOf } from "./formula.ts"
export { latex } from "./print/latex.ts"
export { text } from "./print/text.ts"
export { code, type CodeOptions, type CodeTarget, codeTargets } from "./print/code/index.ts"
export type { FormulaError } from "./complain.ts"
export { math } from "./math.ts"
export { type Declaration, type Declarations, parse, parseLatex } from "./parse.ts"
export { type Derivation, derive, type DeriveOptions } from "./derive.ts"
export { type Layout, layouts, type Notation } from "./layout.ts"
export type { By, Source, SymbolLike } from "./question.ts"
export {
  type Answer,
  answerJson,
  type DerivationJson,
  type FormulaJson,
  type IntegralJson,
  type LimitJson,
  type StationaryJson,
  type StepJson,
  stepsJson,
  type TaylorJson,
} from "./json.ts"
export { stepsLatex, stepsMarkdown, stepsText, type Told } from "./steps.ts"
export { type View, views } from "./steps/build.ts"
export { everyStep, type Shown, type Step, type Substitution } from "./steps/step.ts"
export { type Argument, explain, type ExplainOptions, type Explanation } from "./explain.ts"
export { differenceQuotients, type LimitRow, limitTable, type QuotientRow, type QuotientTable } from "./limit.ts"
export { type Limit, limit, type LimitOptions } from "./limits/index.ts"
export { type Taylor, taylor } from "./taylor.ts"
export { type Rewriting, simplify, type SimplifyOptions } from "./simplify.ts"
export { type Counterexample, equivalent, type Equality } from "./equivalent.ts"
export { type PointKind, type Stationary, type StationaryOptions, type StationaryPoint, stationaryPoints } from "./stationary/index.ts"
export { type End, type Integral, integrate, type IntegrateOptions } from "./integrate.ts"
export { cotangent, type DerivativeProduct, differential, hessianVector, type ProductOptions } from "./products.ts"
