// From the state of the page to everything that it shows, as plain data: runs in a worker, and in tests without a browser.
import {
  check,
  code,
  type CodeTarget,
  codeTargets,
  contour,
  curve,
  type DerivationJson,
  type Derivation,
  derive,
  type Dim,
  type Expr,
  evaluate,
  figure,
  type Flag,
  grad,
  isNablaError,
  type Mark,
  matrixPlot,
  NablaError,
  parse,
  scatter,
  stepsJson,
  type Tensor,
  tangent,
  tensor,
  vectors,
} from "nablajs"
import { readShape, readValue } from "./read.ts"
import type { State } from "./state.ts"

export interface Answer {
  readonly ok: true
  readonly derivation: DerivationJson
  readonly formula: { readonly text: string; readonly latex: string }
  readonly shape: readonly Dim[]
  readonly value: string
  readonly gradient: string
  readonly check: { readonly ok: boolean; readonly summary: string; readonly rows: readonly CheckRow[] }
  readonly code: readonly Code[]
  readonly figure: { readonly svg: string; readonly table: string; readonly caption: string } | null
}

/** One way to the derivative, at the values on the page. */
export interface CheckRow {
  readonly method: string
  readonly value: string
  /** The largest relative difference from the other two. */
  readonly difference: number
}

/** The derivative as a function in one language, or why it has none there. */
export interface Code {
  readonly target: CodeTarget
  readonly source: string | null
  readonly problem: string | null
}

export interface Failure {
  readonly ok: false
  readonly message: string
  /** A name that the formula uses without declaration. */
  readonly unknown: string | null
}

type Values = Record<string, Tensor>

export function answer(state: State): Answer | Failure {
  try {
    return computed(state)
  } catch (error) {
    if (!isNablaError(error)) return { ok: false, message: `unexpected ${String(error)}`, unknown: null }
    return { ok: false, message: error.message.replace(/^(parse|derive): /, ""), unknown: unknownName(error, state) }
  }
}

function unknownName(error: NablaError & { position?: number; end?: number }, { formula }: State): string | null {
  if (error.code !== "unknown-name" || error.position === undefined) return null
  const name = formula.slice(error.position, error.end)
  return /^[A-Za-z_]\w*$/.test(name) && formula[error.end ?? 0] !== "(" ? name : null
}

function computed(state: State): Answer {
  if (state.formula.trim() === "") throw new NablaError("bad-argument", "Type a formula, such as x' * A * x.")
  const declared = declarations(state)
  const of = parse(state.formula, declared)
  const d = derive(of, state.by, declared, { order: state.order, layout: state.layout, view: state.view })
  const values = valuesOf(state)
  const f = (x: Tensor): Tensor => evaluate(of, { ...values, [state.by]: x }) as Tensor
  const report = check(d)
  const here = check(d, { at: values })
  const json = stepsJson(d)
  return {
    ok: true,
    derivation: json,
    formula: json.of,
    shape: of.shape,
    value: String(evaluate(of, values)),
    gradient: String(evaluate(d.expr, values)),
    check: {
      ok: report.ok,
      summary: report.summary,
      rows: here.rows.map(({ method, value, difference }) => ({ method, value: String(tensor(value as never)), difference })),
    },
    code: codeTargets.map((target) => codeFor(d, target)),
    figure: drawn(state, of, d, values, f),
  }
}

function codeFor(d: Derivation, target: CodeTarget): Code {
  try {
    return { target, source: code(d, { target, name: "derivative" }), problem: null }
  } catch (error) {
    if (!isNablaError(error)) throw error
    return { target, source: null, problem: error.message.replace(/^code: /, "") }
  }
}

function declarations(state: State): Record<string, { shape: Dim[]; flags: Flag[] }> {
  return Object.fromEntries(
    state.variables.map(({ name, shape, flag }) => [name, { shape: readShape(name, shape), flags: flag === "" ? [] : [flag as Flag] }]),
  )
}

function valuesOf(state: State): Values {
  return Object.fromEntries(
    state.variables.map(({ name, shape, value }) => [name, tensor(readValue(name, readShape(name, shape).length, value)) as Tensor]),
  )
}

function drawn(state: State, of: Expr, d: Derivation, values: Values, f: (x: Tensor) => Tensor): Answer["figure"] {
  const x = values[state.by] as Tensor
  const drawing = of.shape.length === 0 && x.size <= 2 && x.ndim <= 1 ? graph(state.by, x, f) : picture(d, values)
  return drawing && { svg: drawing.drawing.toSVG(), table: drawing.drawing.toTable(), caption: drawing.caption }
}

/** What can be drawn, with the sentence that goes under it. */
interface Drawn {
  readonly drawing: { toSVG(): string; toTable(): string }
  readonly caption: string
}

/** A scalar function of one number with its tangent, or of two numbers with its gradient. */
function graph(name: string, x: Tensor, f: (x: Tensor) => Tensor): Drawn {
  const at = [...x.data].map(Number)
  if (at.length === 1) {
    const shaped = (t: number): Tensor => tensor(x.ndim === 0 ? t : [t]) as Tensor
    const of = (t: number): number => f(shaped(t)).item() as number
    const center = at[0] as number
    const marks = [curve(of, [center - 2, center + 2]), tangent(((t: Tensor) => f(x.ndim === 0 ? t : t.reshape([1]))) as never, center)]
    return { drawing: figure({ x: name, y: "f" }, marks), caption: `f and its tangent at ${name} = ${center}` }
  }
  const [a, b] = at as [number, number]
  const box: [[number, number], [number, number]] = [
    [a - 2, a + 2],
    [b - 2, b + 2],
  ]
  const slope = [...(grad(f as never) as unknown as (x: Tensor) => Tensor)(x).data].map(Number) as [number, number]
  const length = Math.hypot(...slope) || 1
  const marks: Mark[] = [
    contour((u: number, v: number) => f(tensor([u, v]) as Tensor).item() as number, box),
    vectors([slope[0] / length, slope[1] / length], [a, b]),
    scatter([a], [b]),
  ]
  return {
    drawing: figure({ x: `$${name}_1$`, y: `$${name}_2$`, equal: true }, marks),
    caption: `Contours of f, and the direction of its gradient at (${a}, ${b}): across the contours, uphill.`,
  }
}

/** The derivative as a matrix of its values. */
function picture(d: Derivation, values: Values): Drawn | null {
  const g = evaluate(d.expr, values) as Tensor
  if (typeof g === "number" || g.ndim === 0 || g.ndim > 2 || g.size > 400 || g.size === 0) return null
  const rows = (g.ndim === 2 ? g.toArray() : (g.toArray() as unknown as number[]).map((v) => [v])) as number[][]
  return { drawing: matrixPlot(rows), caption: `The derivative at the values, ${g.shape.join(" × ")}` }
}
