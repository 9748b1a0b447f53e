// Terms that hold derivatives still to be taken, written with their operators.
import { type Expr, order, symbol } from "@nablajs/core"
import { reapply } from "../differentiate.ts"
import { latex } from "../print/latex.ts"
import { text } from "../print/text.ts"
import { type Operator, operatorOf } from "./operator.ts"

type Write = (e: Expr) => string

/** The term as text, derivatives as d/dx(…), ∂/∂x(…), ∇ₓ(…), d(…). */
export const writeText = (e: Expr): string =>
  written(e, text, (sign, inner, simple) => (simple ? `${sign} ${inner}` : `${sign}(${inner})`), "text")

/** The term in LaTeX. */
export const writeLatex = (e: Expr): string =>
  written(e, latex, (sign, inner, simple) => (simple ? `${sign} ${inner}` : `${sign}\\left(${inner}\\right)`), "latex")

// Printers know terms alone: each derivative is printed as a symbol of its shape, which its own notation then replaces.
function written(root: Expr, print: Write, apply: (sign: string, inner: string, simple: boolean) => string, key: "text" | "latex"): string {
  const now = new Map<Expr, Expr>()
  const written = new Map<string, string>()
  const put = (s: string): string =>
    written.size === 0
      ? s
      : s.replaceAll(token, (as: string, inLatex?: string, inText?: string) => written.get((inLatex ?? inText) as string) ?? as)
  for (const node of order(root)) {
    if (node.primitive === null) {
      now.set(node, node)
      continue
    }
    const args = node.args.map((x) => now.get(x) as Expr)
    const same = args.every((x, i) => x === node.args[i])
    if (operatorOf(node) === null) {
      now.set(node, same ? node : reapply(node, args))
      continue
    }
    const inner = args[0] as Expr
    const sign = node.primitive.notation?.[key] ?? node.primitive.notation?.text ?? ""
    const name = tokenName(written.size)
    const stand = symbol(name, node.shape)
    const body = put(print(inner))
    const { kind, by } = node.params as Operator
    written.set(name, kind === "integral" ? integral(sign, body, print(by[0] as Expr), key) : apply(sign, body, inner.name !== null))
    now.set(node, stand)
  }
  return put(print(now.get(root) as Expr))
}

// Letters alone, and none that a formula would use: digits to the base 25 between qz and zq.
const tokenName = (k: number): string => `qz${[...k.toString(25)].map((c) => String.fromCharCode(97 + Number.parseInt(c, 25))).join("")}zq`

const token = /\\mathrm\{(qz[a-y]+zq)\}|(qz[a-y]+zq)/g

function integral(sign: string, body: string, x: string, key: "text" | "latex"): string {
  const isSum = / [+-] /.test(outermost(body))
  if (key === "text") return `${sign} ${isSum ? `(${body})` : body} d${x}`
  return `${sign} ${isSum ? `\\left(${body}\\right)` : body} \\, d${x}`
}

/** The text without what stands in brackets. */
function outermost(body: string): string {
  let depth = 0
  let out = ""
  for (const c of body) {
    if ("([{".includes(c)) depth++
    else if (")]}".includes(c)) depth--
    else if (depth === 0) out += c
  }
  return out
}
