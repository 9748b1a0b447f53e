// Tensors as text, as a table and as a formula.
import {
  arrayToHTML,
  arrayToLatex,
  ComplexArray,
  type FormatOptions,
  formatArray,
  NablaError,
  type NDArray,
  type Printed,
  printed,
  showShape,
  type Tensor,
} from "@nablajs/core"

function computed(operation: string, x: Tensor): Printed {
  if ((x as unknown) instanceof ComplexArray) return printed(x as unknown as ComplexArray)
  const array = x as unknown as NDArray
  if (array?.buffer !== undefined) return array
  throw new NablaError("traced-value", `${operation}: expected a computed tensor; String(x) shows traced values and terms`)
}

/**
 * The elements as NumPy prints them, one format for all: `precision` decimals at most (8), arrays above `threshold`
 * elements (1000) by `edgeitems` (3) at either end, lines of `linewidth` (75), `suppress` for no scientific notation of
 * small numbers.
 *
 * @example toText(tensor([1 / 3, 2]), { precision: 3 }) // => "[0.333 2.   ]"
 */
export const toText = (x: Tensor, options: FormatOptions = {}): string => formatArray(computed("toText", x), { prefix: "", ...options })

/**
 * An HTML table with positions as headers, and shape and type as caption; long axes are shown by their ends.
 *
 * @example toHTML(tensor([1, 2])).startsWith("<table") // => true
 */
export const toHTML = (x: Tensor): string => arrayToHTML(computed("toHTML", x))

/**
 * LaTeX: a matrix in brackets, a vector as a column; at most two axes.
 *
 * @example toLatex(tensor([[1, 2]])) // => "\\begin{bmatrix} 1 & 2 \\end{bmatrix}"
 */
export function toLatex(x: Tensor): string {
  const text = arrayToLatex(computed("toLatex", x))
  if (text !== null) return text
  throw new NablaError(
    "not-representable",
    `toLatex: formulas show at most two axes, got shape ${showShape(x.shape)}; index a matrix first, as in x.at(0)`,
  )
}
