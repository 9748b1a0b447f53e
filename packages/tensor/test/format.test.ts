// Arrays as text, against NumPy's.
import { readFileSync } from "node:fs"
import { inspect } from "node:util"
import { type DType, dtypes, formatArray, type NDArray, wrapArray } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { arange, full, ones, reshape, tensor, toHTML, toLatex, toText, zeros } from "../src/index.ts"

interface Case {
  readonly x: { readonly dtype: DType; readonly shape: number[]; readonly data: (number | boolean | string)[] }
  readonly options: Record<string, never> & { readonly linewidth?: number }
  readonly str: string
  readonly comma: string
}

const special: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
  "-0": -0,
}

function arrayOf({ dtype, shape, data }: Case["x"]): NDArray {
  const buffer = new dtypes[dtype].make(data.length)
  data.forEach((x, i) => {
    buffer[i] = typeof x === "string" ? (special[x] as number) : Number(x)
  })
  return wrapArray(dtype, shape, buffer)
}

const { cases } = JSON.parse(readFileSync(new URL("./golden/format.json", import.meta.url), "utf8")) as { cases: Case[] }

describe("text is NumPy's, character for character", () => {
  cases.forEach(({ x, options, str, comma }, i) => {
    it(`${x.dtype} [${x.shape.join(", ")}] ${JSON.stringify(options)} ${i}`, () => {
      const array = arrayOf(x)
      expect(formatArray(array, options)).toBe(str)
      const linewidth = (options.linewidth ?? 75) - 1
      expect(formatArray(array, { ...options, separator: ", ", prefix: "tensor(", linewidth })).toBe(comma)
    })
  })
})

describe("util.inspect", () => {
  it("names type and shape only where the elements do not tell them", () => {
    expect(
      inspect(
        tensor([
          [0, 1],
          [2, 3],
        ]),
      ),
    ).toBe("tensor([[0., 1.],\n        [2., 3.]])")
    expect(inspect(tensor([true, false]))).toBe("tensor([ True, False])")
    expect(inspect(tensor([1], { dtype: "int32" }))).toBe("tensor([1], dtype=int32)")
    expect(inspect(zeros([2, 0]))).toBe("tensor([], shape=[2, 0], dtype=float64)")
    expect(inspect(tensor([]))).toBe("tensor([], dtype=float64)")
  })

  it("shows large tensors by their edges, with their shape", () => {
    expect(inspect(arange(2000))).toBe(
      "tensor([0.000e+00, 1.000e+00, 2.000e+00, ..., 1.997e+03, 1.998e+03,\n        1.999e+03], shape=[2000])",
    )
  })

  it("is short where the host asks for less depth", () => {
    expect(inspect({ a: { b: { c: tensor([1]) } } }, { depth: 1 })).not.toContain("tensor(")
    expect(inspect([[[tensor([1, 2])]]], { depth: 2 })).toContain("[Tensor float64 [2]]")
  })

  it("keeps to one line where lines never break, and breaks short lines", () => {
    expect(inspect(ones([2, 2]), { breakLength: Number.POSITIVE_INFINITY })).toBe("tensor([[1., 1.], [1., 1.]])")
    for (const line of inspect(arange(40), { breakLength: 40 }).split("\n")) expect(line.length).toBeLessThanOrEqual(40)
  })

  it("colours elements and notes", () => {
    const plain = inspect(tensor([1.5], { dtype: "float32" }))
    const coloured = inspect(tensor([1.5], { dtype: "float32" }), { colors: true })
    expect(coloured).not.toBe(plain)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours are control characters
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(plain)
  })

  it("aligns within objects", () => {
    expect(inspect({ weights: ones([2, 2]) })).toBe("{\n  weights: tensor([[1., 1.],\n          [1., 1.]])\n}")
  })
})

describe("tables and formulas", () => {
  it("make matrices with positions as headers", () => {
    const html = toHTML(
      tensor([
        [1, 2.5],
        [3, 4],
      ]),
    )
    expect(html).toContain("<caption>float64 [2, 2]</caption>")
    expect(html.match(/<td/g)).toHaveLength(4)
    expect(html).toContain(">2.5</td>")
  })

  it("leave out the middle of long axes", () => {
    const html = toHTML(ones([100, 100]))
    expect(html.match(/<tr>/g)?.length).toBeLessThan(25)
    expect(html).toContain("…")
    expect(html).toContain('<th scope="row">99</th>')
  })

  it("show stacks matrix by matrix, and scalars and empty tensors too", () => {
    expect(toHTML(reshape(arange(12), [2, 2, 3])).match(/<table/g)).toHaveLength(2)
    expect(toHTML(full([], 3))).toContain(">3.</td>")
    expect(toHTML(zeros([0, 2]))).toContain("float64 [0, 2]")
  })

  it("write vectors as columns and exponents as powers", () => {
    expect(toLatex(tensor([1, 2]))).toBe("\\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix}")
    expect(toLatex(tensor(2))).toBe("2")
    expect(toLatex(tensor([1e-10, 1]))).toBe("\\begin{bmatrix} 1 \\times 10^{-10} \\\\ 1 \\times 10^{0} \\end{bmatrix}")
    expect(toLatex(tensor([Number.NaN, Number.NEGATIVE_INFINITY]))).toBe("\\begin{bmatrix} \\mathrm{NaN} \\\\ -\\infty \\end{bmatrix}")
    expect(() => toLatex(zeros([1, 1, 1]))).toThrow("at most two axes")
  })

  it("offer notebooks a choice", () => {
    const bundle = (tensor([1, 2]) as never as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]?.()
    expect(Object.keys(bundle ?? {})).toEqual(["text/plain", "text/html", "text/latex"])
  })

  it("print with options", () => {
    expect(toText(tensor([1 / 3, 2]), { precision: 3 })).toBe("[0.333 2.   ]")
    expect(toText(tensor([1e-6, 2]), { suppress: true })).toBe("[0.000001 2.      ]")
  })
})
