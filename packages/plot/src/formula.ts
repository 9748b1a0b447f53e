import { refuse } from "./refuse.ts"
import { type Formula, type RenderMath, runWidth, spans } from "./label.ts"
import { type Attrs, type Child, el, group, type SvgNode } from "./node.ts"
import type { Run } from "./tex.ts"
import { abs, isFiniteNumber } from "./math.ts"

/** A formula set by a library: an SVG image, and its size in units of the font size. */
export interface SetFormula {
  readonly svg: string
  readonly width: number
  /** From the baseline up. */
  readonly height: number
  /** From the baseline down. */
  readonly depth: number
}

// Of an image only shapes are taken: no scripts, no links, no foreign content, no styles, no roles of its own.
const shapes = new Set("svg g path rect circle ellipse line polyline polygon text tspan defs use symbol title".split(" "))
const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" }
const token = /<!--[^]*?-->|<[?!][^>]*>|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gy
const attribute = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, tens, hex, name) => {
    const code = tens ? Number(tens) : hex ? Number.parseInt(hex, 16) : 0
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : (entities[name] ?? whole)
  })

const attributes = (source: string): Record<string, string> => {
  const result: Record<string, string> = {}
  for (const [, full = "", double, single] of source.matchAll(attribute)) {
    const name = full === "xlink:href" ? "href" : full
    const value = decoded(double ?? single ?? "")
    // Paths are written as they are, so they may hold commands and numbers alone.
    const outside =
      name === "d" ? /[^\w\s.,+-]/.test(value) : name === "href" ? !value.startsWith("#") : /url\(\s*[^#\s]|[\u0000-\u001f]/i.test(value)
    if (!/^(?:on.*|style|class|role|aria-.*|tabindex|focusable|xmlns.*|.*:.*)$/i.test(name) && !outside) result[name] = value
  }
  return result
}

interface Open {
  readonly name: string
  readonly attrs: Record<string, string>
  readonly children: Child[]
}

/** The image that an SVG text describes, as plain data. */
export const parseSVG = (source: string): SvgNode => {
  const fail = (): never => {
    refuse(`renderMath: svg must be the text of one svg element, got "${String(source).slice(0, 40)}"`, "syntax")
  }
  if (typeof source !== "string") fail()
  const top: Open = { name: "", attrs: {}, children: [] }
  const stack = [top]
  const close = (): void => {
    const { name, attrs, children } = stack.pop() as Open
    if (shapes.has(name)) (stack.at(-1) as Open).children.push(el(name, attrs, children))
  }
  token.lastIndex = 0
  for (let at = 0; at < source.length; at = token.lastIndex) {
    const match = token.exec(source) ?? fail()
    const [, end, name, given, empty, text] = match
    if (name !== undefined) {
      stack.push({ name, attrs: attributes(given ?? ""), children: [] })
      if (stack.length > 200) fail()
      if (empty) close()
    } else if (end !== undefined) {
      if (stack.length < 2 || (stack.at(-1) as Open).name !== end) fail()
      close()
    } else if (text?.trim()) (stack.at(-1) as Open).children.push(decoded(text))
  }
  const [root] = top.children
  if (stack.length > 1 || top.children.length !== 1 || typeof root !== "object" || root.tag !== "svg") return fail()
  return root
}

const imageOf = ({ node, width, height, depth }: Formula, x: number, baseline: number, em: number): SvgNode =>
  el(
    "svg",
    { ...node.attrs, x, y: baseline - height * em, width: width * em, height: (height + depth) * em, overflow: "visible" },
    node.children,
  )

// Formulas that are images stand between pieces of text, each at its estimated place.
const mixed = (runs: readonly Run[], fontSize: number, { x = 0, y = 0, transform, ...rest }: Attrs, anchor: Attrs[string]): SvgNode => {
  const widths = runs.map((run) => runWidth(run) * fontSize)
  const share = anchor === "middle" ? 0.5 : anchor === "end" ? 1 : 0
  let left = Number(x) - share * widths.reduce((a, b) => a + b, 0)
  const nodes = runs.map((run, i) => {
    const at = left
    left += widths[i] as number
    return run.formula
      ? imageOf(run.formula, at, Number(y), fontSize)
      : spans([{ ...run, text: run.text.replace(/^ | $/g, "\u00a0") }], fontSize, {
          ...rest,
          x: at,
          y: Number(y) - run.shift * fontSize,
          "text-anchor": "start",
        })
  })
  return group({ transform, color: rest.fill }, nodes)
}

/**
 * What `renderMath` of a figure expects, from a function that sets TeX as SVG text; of the images only shapes are taken.
 *
 * @example
 * ```ts
 * import { figure, svgFormulas } from "@nablajs/plot"
 * // MathJax would answer here; sizes are in units of the font size
 * const set = (tex: string) => ({ svg: `<svg viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>`, width: 1, height: 0.8, depth: 0.2 })
 * figure({ x: "$\\oint F$", renderMath: svgFormulas(set) }, []).toSVG().includes("<circle") // => true
 * ```
 */
export const svgFormulas = (render: (tex: string) => SetFormula): RenderMath => {
  const known = new Map<string, Formula>()
  return (tex) => {
    const formula = known.get(tex) ?? checked(render(tex), tex)
    if (known.size < 500) known.set(tex, formula)
    return formula
  }
}

const checked = ({ svg, width, height, depth }: SetFormula, tex: string): Formula => {
  if ([width, height, depth].every((v) => isFiniteNumber(v) && abs(v) < 1000) && width >= 0)
    return { width, height, depth, node: parseSVG(svg), mix: mixed }
  refuse(`renderMath: width, height and depth must be finite, in units of the font size, got ${width}, ${height}, ${depth} for $${tex}$`)
}
