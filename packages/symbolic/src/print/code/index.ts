// Formulas as functions in programming languages.
import { type Expr, isExpr, NablaError, type Shape, symbolsOf } from "@nablajs/core"
import { type Formula, termOf } from "../../formula.ts"
import { text } from "../text.ts"
import { flops } from "./flops.ts"
import { jax } from "./jax.ts"
import { julia } from "./julia.ts"
import { lower } from "./lower.ts"
import { nabla } from "./nabla.ts"
import { functionName, isPlain, namesFor, sizesIn } from "./names.ts"
import { numpy } from "./numpy.ts"
import { inOrder, type Op } from "./op.ts"
import { pytorch } from "./pytorch.ts"
import type { Parameter, Target } from "./target.ts"
import { typescript } from "./typescript.ts"
import { body } from "./write.ts"

/** A language with its array library. */
export type CodeTarget = "nabla" | "typescript" | "numpy" | "jax" | "pytorch" | "julia"

export interface CodeOptions {
  readonly target: CodeTarget
  /** The name of the function, `f` unless said otherwise. */
  readonly name?: string
  /** The formula, the shapes and the number of operations above the function; true unless said otherwise. */
  readonly comments?: boolean
}

const targets: Readonly<Record<CodeTarget, Target>> = { nabla, typescript, numpy, jax, pytorch, julia }

/** The languages that `code` prints. */
export const codeTargets: readonly CodeTarget[] = ["nabla", "typescript", "numpy", "jax", "pytorch", "julia"]

/**
 * A formula, or the answer of `derive`, as the source text of a function of its variables. Equal subterms are computed once,
 * `inv(A) * b` becomes the solution of a linear system, `diag(v) * A` scales rows.
 *
 * @example
 * ```ts
 * code(parse("inv(A) * b", { A: ["n", "n"], b: ["n"] }), { target: "julia", comments: false })
 * // => "function f(A, b)\n    return A \\ b\nend\n"
 * ```
 */
export function code(formula: Formula, options: CodeOptions): string {
  const title: unknown = options?.target
  if (typeof title !== "string" || !Object.hasOwn(targets, title)) {
    throw new NablaError(
      "bad-argument",
      `code: there is no target ${JSON.stringify(title)?.slice(0, 80)}; targets are ${codeTargets.join(", ")}`,
    )
  }
  const target = targets[title as CodeTarget]
  const root = termOf(formula)
  const asked: unknown = (formula as { of?: unknown } | null)?.of
  const question = isExpr(asked) ? asked : null
  const ops = inOrder(lower(root))
  if (target.scalars) onlyScalars(root, ops)
  const names = namesFor(root, question, sizesUsed(ops), target)
  const name = functionName(options.name, names.parameters, target)
  const written = body(ops, target, title, names)
  const comments = options.comments === false ? [] : described(root, question, ops, names.parameters)
  return target.write({ name, parameters: names.parameters, ...written, shape: root.shape, comments, bool: root.dtype === "bool" })
}

function onlyScalars(root: Expr, ops: readonly Op[]): void {
  const wide = symbolsOf(root).find((s) => s.shape.length > 0) ?? ops.find((op) => op.shape.length > 0)
  if (wide === undefined) return
  throw new NablaError(
    "unsupported",
    `code: the target typescript prints formulas of scalars, here is an array of shape [${wide.shape.join(", ")}]; the target nabla prints it as TypeScript`,
  )
}

/** The sizes that the text must mention. */
const sizesUsed = (ops: readonly Op[]): Set<string> =>
  sizesIn(
    ops.flatMap((op): Shape[] => {
      if (op.kind === "size") return [[op.data.size as never]]
      if (op.data.spans !== undefined) return [op.data.spans.flatMap((s) => (s === null || typeof s === "number" ? [] : [s.stop]))]
      if (op.data.margins !== undefined) return [op.data.margins.map((m) => m.high)]
      return op.kind === "eye" || op.kind === "full" || op.kind === "broadcast" || op.kind === "reshape" ? [op.shape] : []
    }),
  )

const LONGEST_COMMENT = 160

function described(root: Expr, question: Expr | null, ops: readonly Op[], parameters: readonly Parameter[]): string[] {
  const shapes = parameters.filter((p) => p.shape.length > 0).map((p) => `${p.name}: [${p.shape.join(", ")}]`)
  return [...formulaLine(root, question), ...(shapes.length > 0 ? [shapes.join(", ")] : []), `about ${flops(ops)} flops`]
}

/** The formula itself, where it is short and all its names are plain words. */
function formulaLine(root: Expr, question: Expr | null): string[] {
  const small = inOrder(root as unknown as Op).length <= LONGEST_COMMENT
  if (!small || symbolsOf(root, ...(question ? [question] : [])).some((s) => !isPlain(s.name as string))) return []
  const line = text(root)
  return line.length <= LONGEST_COMMENT && /^[ -~]*$/.test(line) ? [line] : []
}
