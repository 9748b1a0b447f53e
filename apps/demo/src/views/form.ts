// What the reader types: the formula, its variables, by which one to differentiate.
import { h } from "../dom.ts"
import { presets } from "../presets.ts"
import { flags, layouts, type State, type Variable, views } from "../state.ts"

type Change = (state: State) => void

/** Renders the form for a state; `change` gets the next one. Called anew only when the fields themselves change. */
export function form(state: State, change: Change): Node[] {
  return [presetField(change), formulaField(state, change), variablesField(state, change), settings(state, change)]
}

function field(label: string, control: HTMLElement, hint?: string): HTMLElement {
  return h("label", { class: "field" }, h("span", { class: "label" }, label), control, hint ? h("span", { class: "hint" }, hint) : null)
}

const typed = (event: Event): string => (event.target as HTMLInputElement).value

function presetField(change: Change): HTMLElement {
  const select = h(
    "select",
    {
      id: "preset",
      change: (event) => presets[Number(typed(event))] && change((presets[Number(typed(event))] as (typeof presets)[number]).state),
    },
    h("option", { value: "" }, "Choose an example …"),
    ...presets.map(({ title }, i) => h("option", { value: String(i) }, title)),
  )
  return field("Examples", select)
}

function formulaField(state: State, change: Change): HTMLElement {
  const input = h("input", {
    id: "formula",
    type: "text",
    spellcheck: "false",
    autocapitalize: "off",
    value: state.formula,
    "aria-describedby": "formula-hint",
    input: (event) => change({ ...state, formula: typed(event) }),
  })
  return h(
    "div",
    {},
    field("f =", input),
    h(
      "p",
      { class: "hint", id: "formula-hint" },
      "x' transposes, * multiplies matrices, .* elements; also ^ inv det tr sum norm2 exp log sin sigmoid …",
    ),
  )
}

function variablesField(state: State, change: Change): HTMLElement {
  const replace = (i: number, v: Variable): void => change({ ...state, variables: state.variables.map((old, k) => (k === i ? v : old)) })
  const rows = state.variables.map((v, i) => {
    const cell = (key: "name" | "shape" | "value", label: string, placeholder: string): HTMLElement =>
      h("input", {
        type: "text",
        id: `variable-${i}-${key}`,
        spellcheck: "false",
        autocapitalize: "off",
        value: v[key],
        placeholder,
        "aria-label": `${label} of ${v.name || "the new variable"}`,
        input: (event) => replace(i, { ...v, [key]: typed(event) }),
      })
    return h(
      "li",
      {},
      cell("name", "name", "name"),
      cell("shape", "sizes", "scalar"),
      choice(`variable-${i}-flag`, `property of ${v.name}`, flags, v.flag, "any", (flag) => replace(i, { ...v, flag })),
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          "aria-label": `Remove ${v.name}`,
          click: () => change({ ...state, variables: state.variables.filter((_, k) => k !== i) }),
        },
        "×",
      ),
      cell("value", "value", "1 2; 3 4"),
    )
  })
  const add = h(
    "button",
    {
      type: "button",
      id: "add-variable",
      click: () => change({ ...state, variables: [...state.variables, { name: fresh(state), shape: "", value: "1", flag: "" }] }),
    },
    "Add a variable",
  )
  return h(
    "fieldset",
    {},
    h("legend", {}, "Variables"),
    h("p", { class: "hint" }, "Name, sizes (none for a scalar, n for a vector, m, n for a matrix), value, property"),
    h("ul", { class: "variables" }, ...rows),
    add,
  )
}

const fresh = (state: State): string =>
  [..."xyzabcuvw"].find((name) => !state.variables.some((v) => v.name === name)) ?? `x${state.variables.length}`

function choice<T extends string>(
  id: string,
  label: string,
  options: readonly T[],
  current: string,
  empty: string,
  change: (value: T) => void,
): HTMLSelectElement {
  return h(
    "select",
    { id, "aria-label": label, change: (event) => change(typed(event) as T) },
    ...options.map((o) => h("option", { value: o, selected: o === current }, o === "" ? empty : o)),
  )
}

function settings(state: State, change: Change): HTMLElement {
  const names = state.variables.map((v) => v.name)
  const known = names.includes(state.by) ? names : [state.by, ...names]
  return h(
    "div",
    { class: "settings" },
    field(
      "by",
      choice("by", "variable to differentiate by", known, state.by, "…", (by) => change({ ...state, by })),
    ),
    field(
      "order",
      choice("order", "order of the derivative", ["1", "2"], String(state.order), "", (o) =>
        change({ ...state, order: o === "2" ? 2 : 1 }),
      ),
    ),
    field(
      "steps by",
      choice("view", "how the steps are told", views, state.view, "", (view) => change({ ...state, view })),
    ),
    field(
      "layout",
      choice("layout", "layout of the derivative", layouts, state.layout, "", (layout) => change({ ...state, layout })),
    ),
  )
}
