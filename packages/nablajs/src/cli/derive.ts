// nablajs derive: a derivative at the prompt.
import { type Dim, type Flag, isNablaError, isSizeName } from "@nablajs/core"
import {
  code,
  type CodeTarget,
  codeTargets,
  derive as deriveFormula,
  type DeriveOptions,
  type Derivation,
  type FormulaError,
  latex,
  parse,
  stepsJson,
  stepsText,
  text,
} from "@nablajs/symbolic"
import { type CheckReport, check } from "@nablajs/symbolic/check"
import { declaration, read, usage } from "./arguments.ts"
import type { Command, Console } from "./main.ts"
import { paint } from "./paint.ts"

const options = {
  by: { type: "string" },
  var: { type: "string", multiple: true },
  order: { type: "string" },
  layout: { type: "string" },
  view: { type: "string" },
  latex: { type: "boolean" },
  json: { type: "boolean" },
  code: { type: "string" },
  "no-steps": { type: "boolean" },
  "no-check": { type: "boolean" },
  verbose: { type: "boolean" },
} as const

type Declared = ReadonlyMap<string, { readonly shape: Dim[]; readonly flags: Flag[] }>

export const derive: Command = (argv, io) => {
  const { values, positionals } = read("derive", argv, options)
  const [formula, ...more] = positionals
  if (formula === undefined) throw usage('derive: which formula? For example: nablajs derive "x^2" --by x')
  if (more.length > 0) throw usage(`derive: expected one formula, got ${positionals.length} words; put the formula in quotes`)
  if (values.by === undefined) throw usage("derive: by which variable? Name it with --by, for example --by x")
  if (values.code !== undefined && !codeTargets.includes(values.code as CodeTarget)) {
    throw usage(`derive: --code is one of ${codeTargets.join(", ")}, not ${values.code}`)
  }
  const by = values.by.split(",").map((name) => name.trim())
  const declared: Declared = declarations(values.var ?? [])
  const settings: DeriveOptions = {
    ...(values.order !== undefined && { order: orderOf(values.order) }),
    ...(values.layout !== undefined && { layout: values.layout as NonNullable<DeriveOptions["layout"]> }),
    ...(values.view !== undefined && { view: values.view as NonNullable<DeriveOptions["view"]> }),
  }
  const names = values.var === undefined ? scalarsIn(formula, by) : declared
  const d = deriveFormula(formula, by.length === 1 ? (by[0] as string) : by, names, settings)
  const report = values["no-check"] ? null : check(d)
  show(d, report, values, io)
  return report === null || report.ok ? 0 : 1
}

function orderOf(order: string): number {
  if (/^(?:[1-9]|10)$/.test(order)) return Number(order)
  throw usage(`derive: --order is a whole number from 1 to 10, not ${order}`)
}

function declarations(list: readonly string[]): Declared {
  const pairs = list.map(declaration)
  const twice = pairs.find(([name], i) => pairs.findIndex(([other]) => other === name) < i)
  if (twice !== undefined) throw usage(`derive: ${twice[0]} is declared twice`)
  return new Map(pairs)
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
  readonly code?: string | undefined
  readonly "no-steps"?: boolean | undefined
}

function show(d: Derivation, report: CheckReport | null, shown: Shown, io: Console): void {
  const source = shown.code === undefined ? null : code(d, { target: shown.code as CodeTarget, name: "derivative" })
  if (shown.json) {
    io.out(`${JSON.stringify({ ...stepsJson(d), ...(report && { check: report }), ...(source !== null && { code: source }) }, null, 2)}\n`)
  } else if (source !== null) io.out(source)
  else if (shown.latex) io.out(`${latex(d.expr)}\n`)
  else if (shown["no-steps"]) io.out(`${text(d.expr)}\n`)
  else io.out(`${stepsText(d)}\n`)
  if (report !== null && !shown.json) (source !== null || shown.latex || shown["no-steps"] ? io.err : io.out)(verdict(report, io))
}

function verdict(report: CheckReport, io: Console): string {
  const mark = report.ok ? paint("green", "checked", io.color) : paint("red", "DISAGREES", io.color)
  return `${mark}: ${report.summary}\n`
}
