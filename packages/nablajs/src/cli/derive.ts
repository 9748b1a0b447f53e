// nablajs derive: a derivative at the prompt.
import { type Dim, type Flag, isNablaError, isSizeName } from "@nablajs/core"
import {
  answerJson,
  code,
  type CodeTarget,
  codeTargets,
  derive as deriveFormula,
  type DeriveOptions,
  type Derivation,
  type Formula,
  type FormulaError,
  latex,
  parse,
  stepsText,
  text,
} from "@nablajs/symbolic"
import { type CheckReport, check } from "@nablajs/symbolic/check"
import { read, usage } from "./arguments.ts"
import { type Declared, declarations, formulaOf, needed, printJson, shownAs, whole } from "./formula.ts"
import type { Command, Console } from "./main.ts"
import { paint } from "./paint.ts"

const options = {
  by: { type: "string" },
  var: { type: "string", multiple: true },
  order: { type: "string" },
  layout: { type: "string" },
  view: { type: "string" },
  ...shownAs,
  kronecker: { type: "boolean" },
  code: { type: "string" },
  "no-check": { type: "boolean" },
} as const

export const derive: Command = (argv, io) => {
  const { values, positionals } = read("derive", argv, options)
  const formula = formulaOf("derive", positionals, '"x^2" --by x')
  const names = needed("derive", values.by, "by which variable? Name it with --by, for example --by x")
  if (values.code !== undefined && !codeTargets.includes(values.code as CodeTarget)) {
    throw usage(`derive: --code is one of ${codeTargets.join(", ")}, not ${values.code}`)
  }
  const by = names.split(",").map((name) => name.trim())
  const settings: DeriveOptions = {
    ...(values.order !== undefined && { order: whole("derive", "order", values.order, [1, 10]) }),
    ...(values.layout !== undefined && { layout: values.layout as NonNullable<DeriveOptions["layout"]> }),
    ...(values.view !== undefined && { view: values.view as NonNullable<DeriveOptions["view"]> }),
  }
  const variables = values.var === undefined ? scalarsIn(formula, by) : declarations("derive", values.var)
  const d = deriveFormula(formula, by.length === 1 ? (by[0] as string) : by, variables, settings)
  const report = values["no-check"] ? null : check(d)
  showDerivation(d, report, values, io)
  return report === null || report.ok ? 0 : 1
}

/**
 * Without any declaration every name is a scalar, found by asking the parser which names it does not know. With one, a name
 * that is missing is more likely a slip, and stays an error.
 */
function scalarsIn(formula: string, by: readonly string[]): Declared {
  const found = new Map<string, { shape: Dim[]; flags: Flag[] }>()
  for (;;) {
    try {
      parse(formula, found)
      return new Map([...by.filter(isSizeName).map((name) => [name, scalar] as const), ...found])
    } catch (error) {
      const name = unknownName(formula, error)
      if (name === null || found.has(name)) throw error
      found.set(name, scalar)
    }
  }
}

const scalar = { shape: [], flags: [] }

/** The variable that a formula uses without declaration; null for any other mistake, a misspelt function among them. */
function unknownName(formula: string, error: unknown): string | null {
  if (!isNablaError(error) || error.code !== "unknown-name") return null
  const { position, end } = error as FormulaError
  const name = formula.slice(position, end)
  return isSizeName(name) && !/^\s*\(/.test(formula.slice(end)) ? name : null
}

interface Shown {
  readonly latex?: boolean | undefined
  readonly json?: boolean | undefined
  readonly kronecker?: boolean | undefined
  readonly code?: string | undefined
  readonly "no-steps"?: boolean | undefined
}

function showDerivation(d: Derivation, report: CheckReport | null, shown: Shown, io: Console): void {
  const answer = shown.kronecker ? kroneckerOf(d) : d
  const source = shown.code === undefined ? null : code(answer, { target: shown.code as CodeTarget, name: "derivative" })
  if (shown.json) return printJson({ ...answerJson(d), ...(report && { check: report }), ...(source !== null && { code: source }) }, io)
  const bare = source !== null || shown.latex || shown["no-steps"] || shown.kronecker
  io.out(source ?? `${shown.latex ? latex(answer) : bare ? text(answer) : stepsText(d)}\n`)
  if (report !== null) (bare ? io.err : io.out)(verdict(report, io))
}

function kroneckerOf(d: Derivation): Formula {
  if (d.kronecker !== null) return d.kronecker
  const axes = d.expr.shape.length
  const why = axes < 3 ? `the answer has ${axes === 1 ? "one axis" : `${axes} axes`} and is a matrix already` : "its axes join otherwise"
  throw usage(`derive: the answer has no form of Kronecker products: ${axes === 0 ? "it is a number" : why}; leave out --kronecker`)
}

function verdict(report: CheckReport, io: Console): string {
  const mark = report.ok ? paint("green", "checked", io.color) : paint("red", "DISAGREES", io.color)
  return `${mark}: ${report.summary}\n`
}
