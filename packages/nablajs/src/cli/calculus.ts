// The commands on functions of numbers: integrals, limits, Taylor polynomials, stationary points.
import {
  answerJson,
  integrate as integrateFormula,
  latex,
  limit as limitOf,
  type Stationary,
  stationaryPoints,
  taylor as taylorOf,
  text,
} from "@nablajs/symbolic"
import { read, usage } from "./arguments.ts"
import { declarations, formulaOf, needed, printJson, show, shownAs, whole } from "./formula.ts"
import type { Command } from "./main.ts"

const variable = { by: { type: "string" }, var: { type: "string", multiple: true } } as const

/** The declarations, as options of the functions take them; without any, every name is a scalar. */
const declared = (command: string, list: readonly string[] | undefined) =>
  list === undefined ? {} : { variables: declarations(command, list) }

export const integrate: Command = (argv, io) => {
  const { values, positionals } = read("integrate", argv, { ...variable, ...shownAs, from: { type: "string" }, to: { type: "string" } })
  const formula = formulaOf("integrate", positionals, '"x * exp(x)" --by x')
  const by = needed("integrate", values.by, "over which variable? Name it with --by, for example --by x")
  const { from, to } = values
  if ((from === undefined) !== (to === undefined)) throw usage("integrate: give both ends, as in --from 0 --to inf, or none")
  const ends = from === undefined || to === undefined ? {} : { from, to }
  show(integrateFormula(formula, by, { ...declared("integrate", values.var), ...ends }), values, io)
  return 0
}

export const limit: Command = (argv, io) => {
  const { values, positionals } = read("limit", argv, { ...variable, ...shownAs, at: { type: "string" }, side: { type: "string" } })
  const formula = formulaOf("limit", positionals, '"sin(x) / x" --by x --at 0')
  const by = needed("limit", values.by, "of which variable? Name it with --by, for example --by x")
  const at = needed("limit", values.at, "where does it tend to? Say so with --at, for example --at 0, --at inf")
  const side = values.side === undefined ? {} : { side: values.side as "left" }
  show(limitOf(formula, by, at, { ...declared("limit", values.var), ...side }), values, io)
  return 0
}

const HIGHEST = 20

export const taylor: Command = (argv, io) => {
  const { values, positionals } = read("taylor", argv, { ...variable, ...shownAs, at: { type: "string" }, degree: { type: "string" } })
  const formula = formulaOf("taylor", positionals, '"exp(x)" --by x --degree 4')
  const by = needed("taylor", values.by, "in which variable? Name it with --by, for example --by x")
  const degree = whole("taylor", "degree", values.degree ?? "4", [0, HIGHEST])
  const series = taylorOf(formula, by, degree, { ...declared("taylor", values.var), ...(values.at !== undefined && { at: values.at }) })
  if (values.json) printJson(answerJson(series), io)
  else io.out(`${values.latex ? latex(series.expr) : text(series.expr)}\n`)
  return 0
}

export const stationary: Command = (argv, io) => {
  const { values, positionals } = read("stationary", argv, {
    var: variable.var,
    json: shownAs.json,
    verbose: shownAs.verbose,
    within: { type: "string" },
  })
  const formula = formulaOf("stationary", positionals, '"x^3 - 3*x"')
  const within = values.within === undefined ? {} : { within: interval(values.within) }
  const found = stationaryPoints(formula, { ...declared("stationary", values.var), ...within })
  if (values.json) printJson(answerJson(found), io)
  else io.out(`${pointsText(found)}\n`)
  return 0
}

function interval(given: string): readonly [number, number] {
  const ends = given.split(",").map((end) => (end.trim() === "" ? Number.NaN : Number(end)))
  if (ends.length === 2 && ends.every(Number.isFinite)) return ends as [number, number]
  throw usage(`stationary: --within is two numbers such as -10,10, not ${given}`)
}

/** The gradient, a line for each point, and whether these are all. */
function pointsText({ of, variables, gradient, points, complete, notes }: Stationary): string {
  const lines = [`f = ${text(of)}`, ...gradient.map((g, i) => `∂f/∂${variables[i]?.name} = ${text(g)}`), ""]
  for (const { at, value, kind, differentiable } of points) {
    const where = Object.entries(at).map(([name, x]) => `${name} = ${x}`)
    lines.push(`${where.join(", ")}: ${kind}${differentiable ? "" : " at a kink"}, f = ${value}`)
  }
  if (points.length === 0) lines.push(complete ? "no stationary points" : "no stationary points were found")
  else if (!complete) lines.push("there may be others")
  return [...lines, ...notes.map((note) => `note: ${note}`)].join("\n")
}
