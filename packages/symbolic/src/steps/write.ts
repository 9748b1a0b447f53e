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
  const tokens: (readonly [string, string])[] = []
  const put = (s: string): string => {
    let out = s
    for (let i = tokens.length - 1; i >= 0; i--)
      out = out.replaceAll((tokens[i] as [string, string])[0], () => (tokens[i] as [string, string])[1])
    return out
  }
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
    const stand = symbol(tokenName(tokens.length), node.shape)
    const token = print(stand)
    const body = put(print(inner))
    const { kind, by } = node.params as Operator
    tokens.push([token, kind === "integral" ? integral(sign, body, print(by[0] as Expr), key) : apply(sign, body, inner.name !== null)])
    now.set(node, stand)
  }
  return put(print(now.get(root) as Expr))
}

// Letters alone, and none that a formula would use; no token is the beginning of another.
const tokenName = (k: number): string => `qz${String.fromCharCode(97 + Math.floor(k / 26), 97 + (k % 26))}zq`

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
