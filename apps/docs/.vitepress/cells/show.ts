// A value as something that can be shown: a figure as SVG, a term or a derivation as mathematics, all else as text.

export type Inspect = (value: unknown) => string

/** What stands under a cell. Plain data: it crosses from the process or worker that computed it. */
export type Output =
  | { readonly kind: "log"; text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "svg"; readonly svg: string; readonly text: string }
  | { readonly kind: "math"; readonly latex: string; readonly text: string }
  | { readonly kind: "formulas"; readonly formulas: readonly string[] }
  | { readonly kind: "derivation"; readonly derivation: Derivation }
  | { readonly kind: "check"; readonly check: Check }
  | { readonly kind: "error"; readonly name: string; readonly code: string | undefined; readonly message: string }

interface Formula {
  readonly text: string
  readonly latex: string
}

/** A named rule of a derivation, with the steps inside it. */
export interface Step {
  readonly title: string
  readonly before: Formula
  readonly after: Formula
  readonly result: Formula
  readonly substitutions: readonly { readonly name: string; readonly equals: Formula }[]
  readonly note: string | null
  readonly children: readonly Step[]
}

/** What `stepsJson` of the symbolic package gives, as far as pages show it. */
export interface Derivation {
  readonly notation: Formula
  readonly of: Formula
  readonly answer: Formula
  readonly steps: readonly Step[]
  readonly conditions: readonly string[]
  readonly notes: readonly string[]
}

/** The report of the symbolic package's `check`. */
export interface Check {
  readonly ok: boolean
  readonly summary: string
  readonly rows: readonly {
    readonly method: string
    readonly sizes: Readonly<Record<string, number>>
    readonly value: unknown
    readonly difference: number
  }[]
}

const bundleOf = Symbol.for("Jupyter.display")

interface Displayed {
  toSVG?(options: { theme: "auto" }): string
  describe?(): string
  [bundleOf]?(): Promise<Record<string, string>> | Record<string, string>
}

const isObject = (value: unknown): value is Displayed => (typeof value === "object" || typeof value === "function") && value !== null

/** What a derivation's `notations` hold. */
const isFormula = (value: unknown): value is Formula =>
  isObject(value) && "latex" in value && "text" in value && typeof value.latex === "string"

/** The rendering of a value that a page shows. */
export async function display(value: unknown, inspect: Inspect, load: (name: string) => Promise<unknown>): Promise<Output> {
  if (Array.isArray(value) && value.length > 0 && value.every(isFormula))
    return { kind: "formulas", formulas: value.map(({ latex }) => latex) }
  if (isObject(value)) {
    if (typeof value.toSVG === "function") return { kind: "svg", svg: value.toSVG({ theme: "auto" }), text: value.describe?.() ?? "" }
    const formal = await symbolic(value, load)
    if (formal) return formal
    const bundle = typeof value[bundleOf] === "function" ? await value[bundleOf]() : undefined
    const latex = bundle?.["text/latex"]
    if (latex !== undefined && !("dtype" in value && "buffer" in value))
      return { kind: "math", latex: bare(latex), text: bundle?.["text/plain"] ?? "" }
  }
  return { kind: "text", text: inspect(value) }
}

interface Symbolic {
  latex(term: unknown): string
  text(term: unknown): string
  stepsJson(d: unknown): Derivation
}

/** Terms, derivations and checks, which are plain data and known by their fields. */
async function symbolic(value: object, load: (name: string) => Promise<unknown>): Promise<Output | undefined> {
  const has = (...keys: string[]): boolean => keys.every((key) => key in value)
  if (has("verdict", "rows", "summary")) {
    const { ok, summary, rows } = value as Check
    return { kind: "check", check: { ok, summary, rows } }
  }
  if (!has("steps", "expr", "notations") && !has("primitive", "args", "hash")) return undefined
  const { latex, text, stepsJson } = (await load("@nablajs/symbolic")) as Symbolic
  return has("expr") ? { kind: "derivation", derivation: stepsJson(value) } : { kind: "math", latex: latex(value), text: text(value) }
}

/** LaTeX without the dollar signs that notebooks want. */
const bare = (latex: string): string => latex.trim().replace(/^\$+|\$+$/g, "")

export function outputOfError(error: unknown, inspect: Inspect): Output {
  if (!(error instanceof Error)) return { kind: "error", name: "thrown", code: undefined, message: inspect(error) }
  const { code } = error as { code?: unknown }
  return { kind: "error", name: error.name, code: typeof code === "string" ? code : undefined, message: error.message }
}
