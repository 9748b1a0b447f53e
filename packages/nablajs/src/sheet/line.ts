// One line of the sheet: an entry answered and compared.
import { asNode, type Value } from "@nablajs/core"
import {
  type Derivation,
  derive,
  differenceQuotients,
  evaluate,
  everyStep,
  latex,
  parse,
  type QuotientRow,
  stepsJson,
  type StepJson,
  stepsText,
  text,
} from "@nablajs/symbolic"
import { check, type CheckReport, checkSteps } from "@nablajs/symbolic/check"
import type { DerivativeEntry, Entry, LimitEntry, TangentEntry } from "./entries.ts"

/** A formula in both notations. */
export interface Written {
  readonly text: string
  readonly latex: string
}

/** An entry with its answers; plain data. */
export interface SheetLine {
  readonly id: string
  readonly section: string
  readonly title: string
  readonly formula: Written
  /** How the derivative is written, as ∇ₓ f. */
  readonly notation: string
  /** All usual ways to write it, where the page lists them. */
  readonly notations: readonly string[]
  /** The layout, where vectors or matrices are involved. */
  readonly layout: string | null
  /** The symbolic answer. */
  readonly answer: Written
  /** The page's own answer, confirmed at the same points. */
  readonly claim: string | null
  /** The point, where it is given; sizes that were tried where they are named. */
  readonly where: string
  readonly symbolic: string
  readonly autograd: string
  readonly differences: string
  /** The largest relative difference among all answers. */
  readonly largest: number
  readonly tolerance: number
  /** Equations of the derivation that were evaluated. */
  readonly equations: number
  readonly ok: boolean
  /** What went wrong, in a sentence. */
  readonly problem: string | null
  /** The named rules of the derivation, each once. */
  readonly rules: readonly string[]
  readonly steps: readonly StepJson[]
  readonly derivation: string
  /** How the difference quotient of a limit is written. */
  readonly quotient: string
  /** The table of difference quotients of a limit. */
  readonly table: readonly QuotientRow[]
}

/** Answers an entry; a failure of any kind is a line that says so. */
export function lineOf(entry: Entry, section: string, seed: number): SheetLine {
  try {
    if (entry.kind === "limit") return limitLine(entry, section, seed)
    if (entry.kind === "tangent") return tangentLine(entry, section, seed)
    return derivativeLine(entry, section, seed)
  } catch (error) {
    return { ...blank(entry, section), problem: error instanceof Error ? (error.message.split("\n")[0] as string) : String(error) }
  }
}

const blank = (entry: Entry, section: string): SheetLine => ({
  id: entry.id,
  section,
  title: entry.title,
  formula: { text: entry.formula, latex: entry.formula },
  notation: "",
  notations: [],
  layout: null,
  answer: { text: "", latex: "" },
  claim: null,
  where: "",
  symbolic: "",
  autograd: "",
  differences: "",
  largest: Number.POSITIVE_INFINITY,
  tolerance: 0,
  equations: 0,
  ok: false,
  problem: null,
  rules: [],
  steps: [],
  derivation: "",
  quotient: "",
  table: [],
})

function derivativeLine(entry: DerivativeEntry, section: string, seed: number): SheetLine {
  const d = derive(entry.formula, entry.by, entry.variables, entry.order === undefined ? {} : { order: entry.order })
  const report = check(d, { seed, ...(entry.at && { at: entry.at }) })
  const derivation = checkSteps(d, { seed })
  const claimed = entry.claim === undefined ? 0 : distanceOfClaim(d, entry.claim, entry, seed)
  return answered(entry, section, d, report, {
    equations: derivation.equations,
    claim: entry.claim ?? null,
    notations: entry.notations ? d.notations.map((n) => n.text) : [],
    problem: problemOf(report, derivation, claimed),
    largest: Math.max(report.largest, claimed),
  })
}

function problemOf(report: CheckReport, derivation: ReturnType<typeof checkSteps>, claimed: number): string | null {
  if (!report.ok) return report.summary
  const fault = derivation.faults[0]
  if (!derivation.ok)
    return fault ? `the step "${fault.step.title}" is off by ${fault.difference.toExponential(1)}` : "the steps could not be evaluated"
  return claimed <= report.tolerance ? null : `the page's answer differs by ${claimed.toExponential(1)}`
}

function answered(entry: Entry, section: string, d: Derivation, report: CheckReport, more: Partial<SheetLine>): SheetLine {
  const shown = (method: string): string => numbers(report.rows.find((row) => row.method === method)?.value)
  const problem = more.problem ?? (report.ok ? null : report.summary)
  return {
    ...blank(entry, section),
    formula: { text: entry.formula, latex: latex(d.of) },
    notation: d.notation,
    layout: d.expr.shape.length > 0 ? d.layout : null,
    answer: { text: text(d.expr), latex: latex(d.expr) },
    where: whereOf(entry, report),
    symbolic: shown("symbolic"),
    autograd: shown("autograd"),
    differences: shown("differences"),
    tolerance: report.tolerance,
    largest: report.largest,
    steps: stepsJson(d).steps,
    rules: rulesOf(d),
    derivation: stepsText(d),
    ...more,
    problem,
    ok: problem === null,
  }
}

/** Titles without what follows the colon; the formula is in the derivation. Identities are their formula. */
const rulesOf = (d: Derivation): string[] => {
  const titles = everyStep(d.steps).map((step) =>
    step.title.startsWith("identity: ") ? step.title.slice("identity: ".length) : (step.title.split(":")[0] as string),
  )
  return [...new Set(titles)].filter((title) => title !== "simplify")
}

function whereOf(entry: Entry, report: CheckReport): string {
  if (entry.at !== undefined)
    return Object.entries(entry.at)
      .map(([name, value]) => `${name} = ${value}`)
      .join(", ")
  const sizes = report.sizes
    .map((s) =>
      Object.entries(s)
        .map(([name, n]) => `${name}=${n}`)
        .join(" "),
    )
    .filter((s) => s !== "")
  return sizes.length > 0 ? sizes.join("; ") : "a random point"
}

// The page's formula and the symbolic answer, at values of their own.
function distanceOfClaim(d: Derivation, claim: string, entry: DerivativeEntry, seed: number): number {
  const claimed = { ...d, expr: parse(claim, declarationsOf(d)) }
  const report = check(claimed, { seed: seed + 1, ...(entry.at && { at: entry.at }) })
  return report.verdict === "undecided" ? Number.POSITIVE_INFINITY : report.largest
}

function declarationsOf(d: Derivation): Record<string, (number | string)[]> {
  const out: Record<string, (number | string)[]> = {}
  const stack = [d.of]
  const seen = new Set<unknown>()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    if (node.name !== null) out[node.name] = [...node.shape]
    stack.push(...node.args)
  }
  return out
}

function limitLine(entry: LimitEntry, section: string, seed: number): SheetLine {
  const d = derive(entry.formula, entry.by)
  const report = check(d, { seed, at: entry.at })
  const { rows, limit } = differenceQuotients(entry.formula, entry.by, entry.at)
  const exact = item(evaluate(d, entry.at))
  const claimed = entry.claim === undefined ? 0 : Math.abs(exact - entry.claim)
  const tends = rows.every((row, i) => i === 0 || Math.abs(row.quotient - exact) <= Math.abs((rows[i - 1] as QuotientRow).quotient - exact))
  const off = Math.abs(limit - exact) / Math.max(1, Math.abs(exact))
  const problem = !report.ok
    ? report.summary
    : !tends || off > 1e-6
      ? `the quotients tend to ${limit}, the derivative is ${exact}`
      : claimed > 1e-12
        ? `the page says ${entry.claim}, the derivative is ${exact}`
        : null
  return answered(entry, section, d, report, {
    quotient: quotientOf(entry),
    table: rows,
    claim: entry.claim === undefined ? null : String(entry.claim),
    problem,
    largest: Math.max(report.largest, off),
  })
}

/** (f(x₁ + h, x₂) − f(x₁, x₂)) / h */
function quotientOf(entry: LimitEntry): string {
  const names = Object.keys(entry.at)
  const moved = names.map((name) => (name === entry.by ? `${name} + h` : name))
  return `(f(${moved.join(", ")}) − f(${names.join(", ")})) / h`
}

function tangentLine(entry: TangentEntry, section: string, seed: number): SheetLine {
  const d = derive(entry.formula, entry.by)
  const report = check(d, { seed, at: entry.at })
  const x0 = entry.at[entry.by] as number
  const [slope, height] = [item(evaluate(d, entry.at)), item(evaluate(d.of, entry.at))]
  const start = height - slope * x0
  const line = `${number(slope)} * ${entry.by}${start < 0 ? ` - ${number(-start)}` : start > 0 ? ` + ${number(start)}` : ""}`
  const off =
    entry.claim === undefined
      ? 0
      : Math.max(
          ...[0, 1, 2].map((x) =>
            Math.abs(item(evaluate(parse(entry.claim as string, { [entry.by]: [] }), { [entry.by]: x })) - (start + slope * x)),
          ),
        )
  return answered(entry, section, d, report, {
    notation: "tangent",
    answer: { text: line, latex: latex(parse(line, { [entry.by]: [] })) },
    claim: entry.claim ?? null,
    problem: report.ok ? (off <= 1e-9 ? null : `the page's line is off by ${off.toExponential(1)}`) : report.summary,
    largest: Math.max(report.largest, off),
  })
}

const item = (x: Value): number => (typeof x === "number" ? x : Number((asNode(x) as unknown as { item(): unknown }).item()))

const number = (x: number): string => {
  const short = Number(x.toPrecision(12))
  return String(Object.is(short, -0) ? 0 : short)
}

/** Numbers to six digits, nested in brackets; long ones are cut. */
function numbers(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(numbers).join(", ")}]`
  if (typeof value !== "number") return ""
  const rounded = Math.abs(value) < 5e-7 ? 0 : Number(value.toPrecision(6))
  return String(rounded)
}
