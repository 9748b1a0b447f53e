// The sheet for terminals.
import type { SheetLine } from "./line.ts"
import type { SheetResult } from "./run.ts"

export interface SheetTextOptions {
  /** Marks verdicts by color; off when absent. */
  readonly color?: boolean
  /** With the derivation under each line; off when absent. */
  readonly steps?: boolean
  /** Columns; 100 when absent. */
  readonly width?: number
}

const codes = { green: 32, red: 31, dim: 2, bold: 1, cyan: 36 } as const

type Paint = (style: keyof typeof codes, text: string) => string

/**
 * The sheet as text: a line for each identity with its three answers and the verdict.
 *
 * @example sheetText(calculusSheet()).includes("all lines hold") // => true
 */
export function sheetText(result: SheetResult, options: SheetTextOptions = {}): string {
  const paint: Paint = options.color ? (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m` : (_, text) => text
  const width = Math.max(60, options.width ?? 100)
  const out = [
    paint("bold", "The calculus sheet"),
    paint("dim", "each answer found three ways: by symbolic derivation, by automatic differentiation, by central differences"),
    "",
  ]
  for (const section of result.sections) {
    out.push(paint("bold", section), paint("dim", "─".repeat(Math.min(width, 100))))
    for (const line of result.lines.filter((l) => l.section === section)) out.push(...block(line, options.steps ?? false, width, paint), "")
  }
  const verdict = result.ok
    ? paint("green", `✓ all lines hold: ${result.passed} of ${result.lines.length}`)
    : paint("red", `✗ ${result.failed} of ${result.lines.length} lines fail`)
  out.push(
    `${verdict}${paint("dim", `   largest difference ${size(result.largest)}, ${result.equations} equations of the derivations evaluated, seed ${result.seed}`)}`,
  )
  return out.join("\n")
}

function block(line: SheetLine, steps: boolean, width: number, paint: Paint): string[] {
  const mark = line.ok ? paint("green", "✓") : paint("red", "✗")
  const rows = [`${mark} ${paint("bold", line.title)}`]
  rows.push(row("f", line.formula.text))
  if (line.answer.text !== "")
    rows.push(row(line.notation, `${paint("cyan", line.answer.text)}${line.layout ? paint("dim", `   (${line.layout} layout)`) : ""}`))
  if (line.notations.length > 0) rows.push(row("written", line.notations.join(" = ")))
  for (const { h, quotient } of line.table) rows.push(row(`h = ${h.toExponential(0)}`, `${line.quotient} = ${quotient.toFixed(8)}`))
  if (line.rules.length > 0) rows.push(row("rules", paint("dim", line.rules.join(", "))))
  if (line.symbolic !== "") {
    rows.push(row("symbolic", `${cut(line.symbolic, width - 30)}`), row("autograd", cut(line.autograd, width - 30)))
    rows.push(row("differences", cut(line.differences, width - 30)), row("compared at", paint("dim", line.where)))
    const steps_ = line.equations > 0 ? `, ${line.equations} equations of the steps hold` : ""
    rows.push(
      row(
        "largest difference",
        line.ok ? paint("green", `${size(line.largest)}`) + paint("dim", steps_) : paint("red", size(line.largest)),
      ),
    )
  }
  if (line.problem !== null) rows.push(row("problem", paint("red", line.problem)))
  if (steps && line.derivation !== "")
    rows.push("", ...line.derivation.split("\n").map((l) => (l === "" ? "" : `    ${paint("dim", "│")} ${l}`)))
  return rows
}

const row = (label: string, text: string): string => `    ${label.padEnd(20)}${text}`

const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`)

const size = (x: number): string => (x === 0 ? "0" : Number.isFinite(x) ? x.toExponential(1) : "∞")
