// Outputs as HTML: the same for the page that is built and for the cell that is edited.
import type katex from "katex"
import type { Output, Step } from "./show.ts"

export interface RenderWith {
  readonly katex: Pick<typeof katex, "renderToString">
  /** The address of the site's root, with its slash. */
  readonly base: string
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

export const escapeHTML = (text: string): string => text.replace(/[&<>"]/g, (c) => escapes[c] as string)

const typeset = (latex: string, { katex }: RenderWith, displayMode: boolean): string =>
  katex.renderToString(latex, { displayMode, throwOnError: false, strict: "ignore" })

function stepHTML(step: Step, host: RenderWith): string {
  const inner = step.steps.length > 0 ? stepsHTML(step.steps, host) : ""
  const note = step.note ? `<span class="step-note">${typeset(step.note, host, false)}</span>` : ""
  return `<li><div class="step-rule">${escapeHTML(step.title)}${note}</div><div class="step-math">${typeset(step.latex, host, true)}</div>${inner}</li>`
}

const stepsHTML = (steps: readonly Step[], host: RenderWith): string => `<ol class="steps">${steps.map((step) => stepHTML(step, host)).join("")}</ol>`

const renderers: { readonly [K in Output["kind"]]: (output: Extract<Output, { kind: K }>, host: RenderWith) => string } = {
  log: ({ text }) => `<pre class="out-log">${escapeHTML(text)}</pre>`,
  text: ({ text }) => `<pre class="out-text">${escapeHTML(text)}</pre>`,
  svg: ({ svg }) => `<div class="out-figure">${svg}</div>`,
  math: ({ latex }, host) => `<div class="out-math">${typeset(latex, host, true)}</div>`,
  steps: ({ latex, steps }, host) => `<div class="out-math">${typeset(latex, host, true)}</div>${stepsHTML(steps, host)}`,
  error: ({ name, code, message }, { base }) => {
    const link = code && name === "NablaError" ? ` <a href="${base}errors#${code}">${escapeHTML(code)}</a>` : ""
    return `<div class="out-error"><p>${escapeHTML(name)}${link}</p><pre>${escapeHTML(message)}</pre></div>`
  },
}

/** What stands under a cell; nothing for a cell that shows nothing. */
export function renderOutputs(outputs: readonly Output[], host: RenderWith): string {
  return outputs.map((output) => (renderers[output.kind] as (output: Output, host: RenderWith) => string)(output, host)).join("")
}
