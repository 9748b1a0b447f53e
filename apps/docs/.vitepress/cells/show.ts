// A value as something that can be shown: a figure as SVG, a term or a derivation as mathematics, all else as text.

export type Inspect = (value: unknown) => string

/** What stands under a cell. Plain data: it crosses from the process or worker that computed it. */
export type Output =
  | { readonly kind: "log"; text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "svg"; readonly svg: string; readonly text: string }
  | { readonly kind: "math"; readonly latex: string; readonly text: string }
  | { readonly kind: "derivation"; readonly derivation: Derivation }
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

const bundleOf = Symbol.for("Jupyter.display")

interface Displayed {
  toSVG?(options: { theme: "auto" }): string
  describe?(): string
  [bundleOf]?(): Promise<Record<string, string>> | Record<string, string>
}

const isObject = (value: unknown): value is Displayed => (typeof value === "object" || typeof value === "function") && value !== null

/** The rendering of a value that a page shows. */
export async function display(value: unknown, inspect: Inspect, load: (name: string) => Promise<unknown>): Promise<Output> {
  if (isObject(value)) {
    if (typeof value.toSVG === "function") return { kind: "svg", svg: value.toSVG({ theme: "auto" }), text: value.describe?.() ?? "" }
    if ("steps" in value && "expr" in value && "notations" in value) {
      const { stepsJson } = (await load("@nablajs/symbolic")) as { stepsJson(d: unknown): Derivation }
      return { kind: "derivation", derivation: stepsJson(value) }
    }
    const bundle = typeof value[bundleOf] === "function" ? await value[bundleOf]() : undefined
    const latex = bundle?.["text/latex"]
    if (latex !== undefined && !("dtype" in value && "buffer" in value)) return { kind: "math", latex: bare(latex), text: bundle?.["text/plain"] ?? "" }
  }
  return { kind: "text", text: inspect(value) }
}

/** LaTeX without the dollar signs that notebooks want. */
const bare = (latex: string): string => latex.trim().replace(/^\$+|\$+$/g, "")

export function outputOfError(error: unknown, inspect: Inspect): Output {
  if (!(error instanceof Error)) return { kind: "error", name: "thrown", code: undefined, message: inspect(error) }
  const { code } = error as { code?: unknown }
  return { kind: "error", name: error.name, code: typeof code === "string" ? code : undefined, message: error.message }
}
