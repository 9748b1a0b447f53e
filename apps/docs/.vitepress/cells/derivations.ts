// The problems of the matrix calculus with their derivations as a table of a page, made where the symbolic package runs.
import { join } from "node:path"
import katex from "katex"
import { partHTML } from "./parts.ts"
import { escapeHTML, renderOutputs } from "./render.ts"
import { resultOf, run } from "./run.ts"
import { root } from "./sheets.ts"
import type { Output } from "./show.ts"

const source = join(root, "packages/symbolic/cookbook/index.ts")

interface Listed {
  readonly chapter: string
  readonly index: number
}

let written = ""

/** Derives all problems; `derivationsHTML` then has the table. */
export async function writeDerivations(base: string): Promise<string[]> {
  const load = `(await import(${JSON.stringify(source)}))`
  const listing = {
    code: `JSON.stringify(Object.entries(${load}.chapters).map(([name, list]) => [name, list.length]))\n`,
    line: 2,
    flags: [],
  }
  const [first = new Map()] = await run([{ name: "derivations", cells: [listing], meeting: "apart" }])
  const told = resultOf(first, 0)
  const text = told.outputs.find((output) => output.kind === "text")
  if (told.failure || text?.kind !== "text") return [`derivations: ${told.failure?.message ?? "no list"}`]
  const chapters = JSON.parse(unquoted(text.text)) as [string, number][]
  const problems = chapters.flatMap(([chapter, count]) => Array.from({ length: count }, (_, index): Listed => ({ chapter, index })))
  const cells = problems.map(({ chapter, index }, i) => ({
    code: `${load}.derivationOf(${JSON.stringify(chapter)}, ${index})\n`,
    line: 2 + 2 * i,
    flags: [],
  }))
  const [results = new Map()] = await run([{ name: "derivations", cells, meeting: "apart" }])
  const failures: string[] = []
  const rows = problems.map(({ chapter, index }, i) => {
    const { outputs, failure } = resultOf(results, i)
    const output = outputs.find((o) => o.kind === "derivation")
    if (failure || output?.kind !== "derivation") failures.push(`derivations, ${chapter} ${index + 1}: ${failure?.message ?? "none"}`)
    return output?.kind === "derivation" ? rowHTML(chapter, index, output, base) : ""
  })
  written = tableHTML(rows, problems.length)
  return failures
}

/** What the inspection of a string put around it. */
const unquoted = (text: string): string => text.replace(/^['"`]|['"`]$/g, "")

const typeset = (latex: string): string => katex.renderToString(latex, { throwOnError: false, strict: "ignore" })

const stepsText = (steps: Extract<Output, { kind: "derivation" }>["derivation"]["steps"], indent = ""): string =>
  steps
    .map(({ title, before, after, children }) => `${indent}${title}: ${before.text} = ${after.text}\n${stepsText(children, `${indent}  `)}`)
    .join("")

function rowHTML(chapter: string, index: number, output: Extract<Output, { kind: "derivation" }>, base: string): string {
  const { of, notation, answer, steps } = output.derivation
  const words = [chapter, of.text, notation.text, answer.text, ...steps.map((step) => step.title)].join(" ").toLowerCase()
  // screen readers get the formulas as text: not all of them read typeset ones as the name of a control
  const name = `f = ${of.text}, ${notation.text} = ${answer.text}`
  const head = `<span class="derivation-of">${typeset(`f = ${of.latex}`)}</span><span class="derivation-is">${typeset(`${notation.latex} = ${answer.latex}`)}</span>`
  const slug = `${chapter.toLowerCase().replace(/\W+/g, "-")}-${index + 1}`
  const part = partHTML(`derivation-${slug}`, renderOutputs([output], { katex, base }), base, {
    without: `<pre>${escapeHTML(stepsText(steps))}</pre>`,
  })
  return `<li data-words="${escapeHTML(words)}"><details><summary aria-label="${escapeHTML(name)}">${head}</summary><div class="cell-output">${part}</div></details></li>`
}

function tableHTML(rows: readonly string[], count: number): string {
  const field = `<label class="derivation-filter">Find <input type="search" data-filter="derivation-list" autocomplete="off" placeholder="det, softmax, inv(X), chain rule …"></label>`
  // An output is a live region without a role, an attribute that would keep Vue from taking the table as one static piece.
  const status = `<output class="derivation-count" data-count="derivation-list">${count} derivations</output>`
  return `<div class="derivations" v-pre>${field}${status}<ul id="derivation-list">${rows.join("")}</ul></div>`
}

export const derivationsHTML = (): string => written
