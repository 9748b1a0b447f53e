// Outputs as HTML: the same for the page that is built and for the cell that is edited.
import type katex from "katex"
import type { Check, Derivation, Output, Step } from "./show.ts"

export interface RenderWith {
  readonly katex: Pick<typeof katex, "renderToString">
  /** The address of the site's root, with its slash. */
  readonly base: string
  /** What stands for a figure, where it is not to stand in the page itself. */
  readonly figure?: (svg: string) => string
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

export const escapeHTML = (text: string): string => text.replace(/[&<>"]/g, (c) => escapes[c] as string)

const typeset = (latex: string, { katex }: RenderWith, displayMode: boolean): string =>
  katex.renderToString(latex, { displayMode, throwOnError: false, strict: "ignore" })

function stepHTML(step: Step, host: RenderWith): string {
  const math = (latex: string): string => typeset(latex, host, false)
  const names = step.substitutions.map(({ name, equals }) => math(`${name} = ${equals.latex}`)).join(", ")
  const equation = math(`${step.before.latex} = ${step.after.latex}`)
  const inner = step.children.length > 0 ? stepsHTML(step.children, host) : ""
  const settled = inner === "" || step.result.latex === step.after.latex
  const end = settled ? "" : `<div class="step-math">${math(`\\Rightarrow\\; ${step.before.latex} = ${step.result.latex}`)}</div>`
  const note = step.note ? `<div class="step-note">${escapeHTML(step.note)}</div>` : ""
  const title = `<div class="step-rule">${escapeHTML(step.title)}${names ? `<span class="step-names">with ${names}</span>` : ""}</div>`
  return `<li>${title}<div class="step-math">${equation}</div>${inner}${end}${note}</li>`
}

const stepsHTML = (steps: readonly Step[], host: RenderWith): string =>
  `<ol class="steps">${steps.map((step) => stepHTML(step, host)).join("")}</ol>`

function derivationHTML({ notation, of, answer, steps, conditions, notes }: Derivation, host: RenderWith): string {
  const result = typeset(`${notation.latex} = ${answer.latex}`, host, true)
  const lead = typeset(`f = ${of.latex}`, host, false)
  const rules = steps.length > 0 ? `<details open><summary>Steps for ${lead}</summary>${stepsHTML(steps, host)}</details>` : ""
  const where =
    conditions.length > 0 ? `<p class="out-note">where ${conditions.map((c) => `<code>${escapeHTML(c)}</code>`).join(", ")}</p>` : ""
  return `<div class="out-math">${result}</div>${rules}${where}${notes.map((note) => `<p class="out-note">${escapeHTML(note)}</p>`).join("")}`
}

const number = (x: number): string => String(Number(x.toPrecision(6)))
const entries = (value: unknown): string => (Array.isArray(value) ? `[${value.map(entries).join(", ")}]` : number(value as number))

/** The three answers for each assignment of sizes, one below the other, with their largest difference. */
function checkHTML({ ok, summary, rows }: Check): string {
  const groups = new Map<string, Check["rows"][number][]>()
  for (const row of rows) {
    const sizes = Object.entries(row.sizes)
      .map(([name, n]) => `${name} = ${n}`)
      .join(", ")
    groups.set(sizes, [...(groups.get(sizes) ?? []), row])
  }
  const body = [...groups].flatMap(([sizes, answers]) =>
    answers.map(({ method, value }, i) => {
      const span = ` rowspan="${answers.length}"`
      const size = i === 0 ? `<th scope="rowgroup"${span}>${escapeHTML(sizes || "at a point")}</th>` : ""
      const largest = i === 0 ? `<td${span}>${Math.max(...answers.map((row) => row.difference)).toExponential(1)}</td>` : ""
      return `<tr>${size}<td>${escapeHTML(method)}</td><td><code>${escapeHTML(entries(value))}</code></td>${largest}</tr>`
    }),
  )
  const head = `<tr>${["sizes", "method", "value", "difference"].map((title) => `<th scope="col">${title}</th>`).join("")}</tr>`
  return `<p class="out-verdict ${ok ? "yes" : "no"}">${ok ? "✓" : "✗"} ${escapeHTML(summary)}</p><div class="out-table" tabindex="0"><table><thead>${head}</thead><tbody>${body.join("")}</tbody></table></div>`
}

/** A figure; a wide one scrolls on narrow screens, where its words would become too small. */
export function figureHTML(svg: string): string {
  const width = Number(/^<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1] ?? 0)
  return width > 420 ? `<div class="out-figure wide" tabindex="0">${svg}</div>` : `<div class="out-figure">${svg}</div>`
}

// Long lines and long lists scroll, and what scrolls must be reached by keyboard.
const block = (name: string, text: string): string => {
  const lines = text.split("\n")
  const scrolls = lines.length > 24 || lines.some((line) => line.length > 60)
  return `<pre class="${name}"${scrolls ? ' tabindex="0"' : ""}>${escapeHTML(text)}</pre>`
}

const renderers: { readonly [K in Output["kind"]]: (output: Extract<Output, { kind: K }>, host: RenderWith) => string } = {
  log: ({ text }) => block("out-log", text),
  text: ({ text }) => block("out-text", text),
  svg: ({ svg }, { figure = figureHTML }) => figure(svg),
  math: ({ latex }, host) => `<div class="out-math">${typeset(latex, host, true)}</div>`,
  formulas: ({ formulas }, host) =>
    `<p class="out-formulas">${formulas.map((latex) => `<span>${typeset(latex, host, false)}</span>`).join(" ")}</p>`,
  derivation: ({ derivation }, host) => derivationHTML(derivation, host),
  check: ({ check }) => checkHTML(check),
  error: ({ name, code, message }, { base }) => {
    const link = code && name === "NablaError" ? ` <a href="${base}errors#${code}">${escapeHTML(code)}</a>` : ""
    return `<div class="out-error"><p>${escapeHTML(name)}${link}</p><pre>${escapeHTML(message)}</pre></div>`
  },
}

/** What stands under a cell; nothing for a cell that shows nothing. */
export function renderOutputs(outputs: readonly Output[], host: RenderWith): string {
  return outputs.map((output) => (renderers[output.kind] as (output: Output, host: RenderWith) => string)(output, host)).join("")
}
