// Which axis of a derivative counts what, and how the derivative is written.
import { latexOfName } from "./print/latex.ts"
import { asTensor, type Expr, NablaError, type Shape, toExpr, transpose } from "@nablajs/core"
import { lowered } from "./steps/operator.ts"

/**
 * denominator: the axes of x come first, as on the calculus page (∇ₓ Ax = Aᵀ). numerator: those of y come first, and the
 * derivative of a number by a matrix is transposed. mixed: a gradient has the shape of x, a Jacobian has y first.
 */
export type Layout = "denominator" | "numerator" | "mixed"

export const layouts: readonly Layout[] = ["denominator", "numerator", "mixed"]

/** The layout as given, or a refusal that lists those there are. */
export function checkLayout(layout: unknown): Layout {
  if (layouts.includes(layout as Layout)) return layout as Layout
  throw new NablaError("bad-argument", `derive: unknown layout ${JSON.stringify(layout)}; use ${layouts.map((l) => `"${l}"`).join(", ")}`)
}

/** Where each axis of the denominator layout [x₁…, x₂…, y…] goes. */
export function axesOf(layout: Layout, of: Shape, by: readonly Shape[]): number[] {
  const starts: number[] = []
  let count = 0
  for (const shape of by) {
    starts.push(count)
    count += shape.length
  }
  const x = Array.from({ length: count }, (_, i) => i)
  const y = of.map((_, i) => count + i)
  if (layout === "denominator" || (layout === "mixed" && of.length === 0)) return [...x, ...y]
  // a row of partial derivatives, and for a matrix its transpose
  if (of.length === 0 && by.length === 1) return x.reverse()
  return [...y, ...x]
}

/** The derivative in a layout, given in the denominator layout. */
export const arranged = (derivative: Expr, layout: Layout, of: Shape, by: readonly Shape[]): Expr =>
  derivative.shape.length < 2 ? derivative : toExpr(transpose(asTensor(derivative) as never, axesOf(layout, of, by) as never))

/** One way to write a derivative. */
export interface Notation {
  readonly text: string
  readonly latex: string
}

const powers = ["", "", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "¹⁰"]

/** How the derivative is written: dy/dx, ∂y/∂x, ∇ₓ y, ∇ₓ² y, ∂²y/∂x∂z. */
export function notationOf(of: Expr, by: readonly Expr[], single: boolean): Notation {
  const name = of.name ?? "f"
  const names = by.map((x) => x.name as string)
  const one = names.every((x) => x === names[0])
  const order = by.length
  if (one && (by[0] as Expr).shape.length > 0) {
    const x = names[0] as string
    return {
      text: `∇${lowered(x)}${powers[order]} ${name}`,
      latex: `\\nabla_{${latexOfName(x)}}${order > 1 ? `^{${order}}` : ""} ${latexOfName(name)}`,
    }
  }
  const [d, dLatex] = single ? ["d", "d"] : ["∂", "\\partial "]
  const below = one ? `${d}${names[0]}${powers[order]}` : names.map((x) => `${d}${x}`).join("")
  const belowLatex = one
    ? `${dLatex}${latexOfName(names[0] as string)}${order > 1 ? `^{${order}}` : ""}`
    : names.map((x) => `${dLatex}${latexOfName(x)}`).join(" ")
  const above = `${dLatex.trim()}${order > 1 ? `^{${order}}` : ""}${dLatex === "d" ? "" : " "}${latexOfName(name)}`
  return { text: `${d}${powers[order]}${name}/${below}`, latex: `\\frac{${above}}{${belowLatex}}` }
}

/** Every usual way to write one derivative by one variable; `index` is the variable's place among several, from 1. */
export function notationsOf(x: string, single: boolean, index?: number): Notation[] {
  const tex = latexOfName(x)
  if (single) {
    return [
      { text: `f′(${x})`, latex: `f'(${tex})` },
      { text: "y′", latex: "y'" },
      { text: `dy/d${x}`, latex: `\\frac{dy}{d${tex}}` },
      { text: `df/d${x}`, latex: `\\frac{df}{d${tex}}` },
      { text: `d/d${x} f(${x})`, latex: `\\frac{d}{d${tex}} f(${tex})` },
      { text: `Df(${x})`, latex: `Df(${tex})` },
      { text: `D${lowered(x)} f(${x})`, latex: `D_{${tex}} f(${tex})` },
    ]
  }
  const ways = [
    { text: `∂y/∂${x}`, latex: `\\frac{\\partial y}{\\partial ${tex}}` },
    { text: `∂f/∂${x}`, latex: `\\frac{\\partial f}{\\partial ${tex}}` },
    { text: `f_${x}`, latex: `f_{${tex}}` },
    { text: `D_${x} f`, latex: `D_{${tex}} f` },
  ]
  if (index === undefined) return ways
  return [
    ...ways.slice(0, 3),
    { text: `f${lowered(String(index))}`, latex: `f_{${index}}` },
    { text: `D${lowered(String(index))} f`, latex: `D_{${index}} f` },
    ways[3] as Notation,
  ]
}

/** Other ways to write a derivative by a vector or matrix. */
export function gradientNotations(x: string, scalar: boolean): Notation[] {
  const tex = latexOfName(x)
  return [
    ...(scalar ? [{ text: `∇f(${x})`, latex: `\\nabla f(${tex})` }] : []),
    { text: `∂f/∂${x}`, latex: `\\frac{\\partial f}{\\partial ${tex}}` },
  ]
}
