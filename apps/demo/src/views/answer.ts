// What the page says: answer, steps, check, figure; or what is wrong with the input.
import type { Answer, Failure } from "../compute.ts"
import { fragment, h, math, picture } from "../dom.ts"

type StepJson = Answer["derivation"]["steps"][number]

export function failure({ message, unknown }: Failure, declare: (name: string) => void): Node[] {
  return [
    h(
      "section",
      { class: "panel problem", "aria-labelledby": "problem-title" },
      h("h2", { id: "problem-title" }, "Not yet a formula"),
      h("pre", { role: "alert" }, message),
      unknown ? h("button", { type: "button", click: () => declare(unknown) }, `Declare ${unknown} as a variable`) : null,
    ),
  ]
}

export const success = (a: Answer): Node[] =>
  [result(a), figure(a), checked(a), steps(a), coded(a)].filter((n): n is HTMLElement => n !== null)

function section(id: string, title: string, ...children: readonly (Node | null)[]): HTMLElement {
  return h("section", { class: "panel", id, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title` }, title), ...children)
}

function result(a: Answer): HTMLElement {
  const { derivation: d } = a
  const shape = d.answer.shape.length === 0 ? "a scalar" : `shape [${d.answer.shape.join(", ")}]`
  return section(
    "result",
    "Derivative",
    math(`f = ${a.formula.latex}`, true),
    math(`${d.notation.latex} = ${d.answer.latex}`, true),
    h(
      "p",
      { class: "as-text" },
      h("code", {}, d.answer.text),
      copyButton(d.answer.text, "Copy text"),
      copyButton(d.answer.latex, "Copy LaTeX"),
    ),
    h("p", { class: "hint" }, `${d.layout} layout, ${shape}`),
    ...d.conditions.map((c) => h("p", { class: "hint" }, `where ${c}`)),
    ...d.notes.filter((n) => !n.includes("layout:")).map((n) => h("p", { class: "hint" }, n)),
    h(
      "dl",
      { class: "values" },
      h("dt", {}, "f at the values"),
      h("dd", {}, h("pre", { tabindex: "0" }, a.value)),
      h("dt", {}, "derivative at the values"),
      h("dd", {}, h("pre", { tabindex: "0" }, a.gradient)),
    ),
  )
}

function copyButton(text: string, label: string): HTMLElement {
  const button = h("button", { type: "button", class: "quiet" }, label)
  button.addEventListener("click", () => {
    navigator.clipboard?.writeText(text).then(
      () => said(button, "Copied", label),
      () => said(button, "Not allowed here", label),
    )
  })
  return button
}

function said(button: HTMLElement, message: string, label: string): void {
  button.textContent = message
  setTimeout(() => {
    button.textContent = label
  }, 1500)
}

function figure(a: Answer): HTMLElement | null {
  if (a.figure === null) return null
  const table = h(
    "details",
    {},
    h("summary", {}, "The figure as a table"),
    h("div", { class: "scroll", tabindex: "0" }, fragment(a.figure.table)),
  )
  return section("figure", "Figure", h("figure", {}, picture(a.figure.svg), h("figcaption", { class: "hint" }, a.figure.caption)), table)
}

const ways: Readonly<Record<string, string>> = {
  symbolic: "the formula above",
  autograd: "automatic differentiation",
  differences: "central differences",
}

function checked(a: Answer): HTMLElement {
  const { ok, summary, rows } = a.check
  return section(
    "check",
    "Three answers",
    h("p", { class: ok ? "verdict good" : "verdict bad" }, h("strong", {}, ok ? "✓ They agree. " : "✗ They differ. "), summary),
    h(
      "div",
      { class: "scroll", tabindex: "0" },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, "Way"),
            h("th", { scope: "col" }, "Derivative at the values"),
            h("th", { scope: "col" }, "Difference"),
          ),
        ),
        h(
          "tbody",
          {},
          ...rows.map((row) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, ways[row.method] ?? row.method),
              h("td", {}, h("pre", {}, row.value)),
              h("td", {}, row.difference.toExponential(1)),
            ),
          ),
        ),
      ),
    ),
  )
}

const languages: Readonly<Record<Answer["code"][number]["target"], string>> = {
  nabla: "TypeScript with Nabla",
  typescript: "TypeScript, numbers only",
  numpy: "Python with NumPy",
  jax: "Python with JAX",
  pytorch: "Python with PyTorch",
  julia: "Julia",
}

// the choice outlives the answer, which is made anew with every change of the formula
let language = "nabla"

/** The derivative as a function in a language of the reader's choice. */
function coded(a: Answer): HTMLElement {
  const shown = h("pre", { tabindex: "0", "aria-label": "The derivative as code" })
  const copying = h("span", {})
  const options = a.code.map(({ target }) => h("option", { value: target, selected: target === language }, languages[target]))
  const select = h("select", { id: "code-target" }, ...options)
  const show = (): void => {
    const chosen = a.code.find(({ target }) => target === select.value)
    shown.textContent = chosen?.source ?? chosen?.problem ?? ""
    copying.replaceChildren(...(chosen?.source ? [copyButton(chosen.source, "Copy code")] : []))
  }
  select.addEventListener("change", () => {
    language = select.value
    show()
  })
  show()
  return section("code", "Code", h("p", {}, h("label", { for: "code-target" }, "Language "), select, " ", copying), shown)
}

function steps(a: Answer): HTMLElement {
  return section("steps", "Steps", h("ol", { class: "steps" }, ...a.derivation.steps.map((s) => step(s, 0))))
}

function step(s: StepJson, depth: number): HTMLElement {
  const body = [
    s.substitutions.length > 0
      ? h("p", {}, "with ", ...s.substitutions.flatMap((u, i) => [i > 0 ? ", " : "", math(`${u.name} = ${u.equals.latex}`)]))
      : null,
    math(`${s.before.latex} = ${s.after.latex}`, true),
    s.children.length > 0 ? h("ol", { class: "steps" }, ...s.children.map((c) => step(c, depth + 1))) : null,
    s.children.length > 0 && s.result.latex !== s.after.latex ? math(`\\Rightarrow\\; ${s.before.latex} = ${s.result.latex}`, true) : null,
    s.note ? h("p", { class: "hint" }, s.note) : null,
  ]
  return h("li", {}, h("details", { open: depth < 2 }, h("summary", {}, s.title), ...body))
}
