// What the commands on formulas have in common: the formula itself, its variables, and how an answer is shown.
import type { Dim, Flag } from "@nablajs/core"
import { type Answer, answerJson, latex, stepsText, text, type Told } from "@nablajs/symbolic"
import { declaration, usage } from "./arguments.ts"
import type { Console } from "./main.ts"

export type Declared = ReadonlyMap<string, { readonly shape: Dim[]; readonly flags: Flag[] }>

/** The one formula among the words of a command. */
export function formulaOf(command: string, words: readonly string[], example: string): string {
  const [formula, ...more] = words
  if (formula === undefined) throw usage(`${command}: which formula? For example: nablajs ${command} ${example}`)
  if (more.length > 0) throw usage(`${command}: expected one formula, got ${words.length} words; put the formula in quotes`)
  return formula
}

/** The value of an option that a command cannot do without. */
export function needed(command: string, value: string | undefined, question: string): string {
  if (value === undefined) throw usage(`${command}: ${question}`)
  return value
}

/** The declarations after --var. */
export function declarations(command: string, list: readonly string[]): Declared {
  const pairs = list.map((text) => declaration(command, text))
  const twice = pairs.find(([name], i) => pairs.findIndex(([other]) => other === name) < i)
  if (twice !== undefined) throw usage(`${command}: ${twice[0]} is declared twice`)
  return new Map(pairs)
}

/** A whole number after an option. */
export function whole(command: string, option: string, value: string, [least, most]: readonly [number, number]): number {
  const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN
  if (number >= least && number <= most) return number
  throw usage(`${command}: --${option} is a whole number from ${least} to ${most}, not ${value}`)
}

/** How an answer is wanted. */
export const shownAs = {
  latex: { type: "boolean" },
  json: { type: "boolean" },
  "no-steps": { type: "boolean" },
  verbose: { type: "boolean" },
} as const

interface Wanted {
  readonly latex?: boolean | undefined
  readonly json?: boolean | undefined
  readonly "no-steps"?: boolean | undefined
}

export const printJson = (data: unknown, io: Console): void => io.out(`${JSON.stringify(data, null, 2)}\n`)

/** An answer with its steps, or as it is wanted. */
export function show(answer: Extract<Told, Answer>, wanted: Wanted, io: Console): void {
  if (wanted.json) printJson(answerJson(answer), io)
  else io.out(`${wanted.latex ? latex(answer.expr) : wanted["no-steps"] ? text(answer.expr) : stepsText(answer)}\n`)
}
