// The whole state of the page as plain data, and as the fragment of its address.

/** One declared variable. */
export interface Variable {
  readonly name: string
  /** Sizes as typed: "" for a scalar, "n", "m, n". */
  readonly shape: string
  /** Numbers as typed: "1", "1, -1", "1 2; 3 4". */
  readonly value: string
  /** Declared property, "" for none. */
  readonly flag: string
}

export interface State {
  readonly formula: string
  readonly by: string
  readonly order: 1 | 2
  readonly layout: "denominator" | "numerator" | "mixed"
  /** How matrix derivations are told. */
  readonly view: "identities" | "differentials" | "index"
  readonly variables: readonly Variable[]
}

export const flags = ["", "symmetric", "psd", "invertible", "diagonal", "positive"] as const
export const views = ["identities", "differentials", "index"] as const
export const layouts = ["denominator", "numerator", "mixed"] as const

const version = "1"

/** The state as text for an address. */
export function encode(state: State): string {
  const query = new URLSearchParams({ v: version, f: state.formula, by: state.by })
  if (state.order !== 1) query.set("o", String(state.order))
  if (state.layout !== "denominator") query.set("l", state.layout)
  if (state.view !== "identities") query.set("w", state.view)
  for (const { name, shape, value, flag } of state.variables) query.append("x", [name, shape, value, flag].join("|"))
  return query.toString()
}

/** The state that an address holds, or null where it holds none. Whatever is missing or odd takes its default. */
export function decode(fragment: string): State | null {
  const query = new URLSearchParams(fragment.replace(/^#/, ""))
  const formula = query.get("f")
  if (formula === null || query.get("v") !== version) return null
  const layout = query.get("l") as State["layout"]
  const view = query.get("w") as State["view"]
  return {
    formula,
    by: query.get("by") ?? "",
    order: query.get("o") === "2" ? 2 : 1,
    layout: layouts.includes(layout) ? layout : "denominator",
    view: views.includes(view) ? view : "identities",
    variables: query.getAll("x").map((text) => {
      const [name = "", shape = "", value = "", flag = ""] = text.split("|")
      return { name, shape, value, flag: (flags as readonly string[]).includes(flag) ? flag : "" }
    }),
  }
}
