import { refuse } from "./refuse.ts"
import { type Attrs, el, type SvgNode } from "./node.ts"
import { readFormula, type Run } from "./tex.ts"

// Labels are plain text with formulas between dollar signs: `loss after $t$ steps, $\nabla f(x_1)$`.

/** A formula set as an image, with its size in units of the font size: above and below the baseline, and across. */
export interface Formula {
  readonly node: SvgNode
  readonly width: number
  readonly height: number
  readonly depth: number
  /** Sets runs of which some are such images. */
  mix(runs: readonly Run[], fontSize: number, attrs: Attrs, anchor: Attrs[string]): SvgNode
}

/** Sets a formula that labels cannot; made by `svgFormulas`. `tex` is what stands between the dollar signs. */
export type RenderMath = (tex: string) => Formula

let hook: RenderMath | undefined

/** Runs something, and formulas that labels cannot set are set by `render` meanwhile. */
export const withMath = <T>(render: RenderMath | undefined, run: () => T): T => {
  const outer = hook
  hook = render
  try {
    return run()
  } finally {
    hook = outer
  }
}

const hooked = (render: RenderMath, source: string): Run => {
  const formula = render(source)
  if (formula?.node) return { ...literal(source), math: true, formula }
  refuse("renderMath: pass svgFormulas((tex) => ({ svg, width, height, depth }))")
}

const formula = (source: string): Run[] => {
  try {
    return readFormula(source)
  } catch (error) {
    if (hook) return [hooked(hook, source)]
    throw error
  }
}

const literal = (text: string): Run => ({ text, math: false, italic: false, bold: false, shift: 0, size: 1 })

/** The runs of a label; dollar signs of prices are just that. */
export const runsOf = (label: string): readonly Run[] => {
  if (!label.includes("$")) return [literal(label)]
  const parts = label.split(/(?<!\\)\$/)
  // Of "$5 to $6" the second sign closes nothing.
  const isProse = parts.some((part, i) => i % 2 === 1 && /\s$/.test(part) && /^\d/.test(parts[i + 1] ?? ""))
  if (isProse || parts.length % 2 === 0) return [literal(label.replaceAll("\\$", "$"))]
  const restored = parts.map((part) => part.replaceAll("\\$", "$"))
  return restored.flatMap((part, i) => (part === "" ? [] : i % 2 === 0 ? [literal(part)] : formula(part)))
}

/** A label as plain characters, for descriptions and tables. */
export const plainLabel = (label: string): string =>
  runsOf(label)
    .map((run) => (run.shift < 0 ? `_${run.text}` : run.shift > 0 && !/^[⊤′∗]/.test(run.text) ? `^${run.text}` : run.text))
    .join("")
    .replace(/[\u2009\s]+/g, " ")
    .trim()

// Widths in em, on the wide side of common sans-serif fonts, so that margins err towards room.
const classes: readonly (readonly [RegExp, number])[] = [
  [/[\u0300-\u036f\u20d7]/, 0],
  [/[iljI.,:;'|! \u2009]/, 0.34],
  [/[frt()[\]{}\-·]/, 0.41],
  [/[mwMW@%]/, 0.95],
  [/[\u1100-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/, 1],
  [/[A-Z+−=<>≤≥≠≈→×]/, 0.76],
]

const widths: Map<string, number> = /* @__PURE__ */ new Map()

const charWidth = (c: string): number => {
  const known = widths.get(c)
  if (known !== undefined) return known
  const width = classes.find(([pattern]) => pattern.test(c))?.[1] ?? 0.63
  // Labels use few characters; a text that uses very many is measured anew.
  if (widths.size < 500) widths.set(c, width)
  return width
}

/** The estimated width of a label at a font size, in pixels. */
export const labelWidth = (label: string, fontSize: number): number =>
  runsOf(label).reduce((width, run) => width + runWidth(run), 0) * fontSize

/** The estimated width of a run, in units of the font size. */
export const runWidth = ({ text, size, math, formula }: Run): number => {
  let width = 0
  if (formula) return formula.width
  for (const c of text) width += charWidth(c) * size * (math ? 0.9 : 1)
  return width
}

/** A label, or as much of it as fits a width, with dots for the rest. */
export const shortened = (label: string, fontSize: number, width: number): string => {
  if (labelWidth(label, fontSize) <= width) return label
  let text = ""
  let used = charWidth("…") * fontSize
  for (const c of plainLabel(label)) {
    used += charWidth(c) * fontSize
    if (used > width) break
    text += c
  }
  return `${text.trimEnd().replaceAll("$", "\\$")}…`
}

/** The lines of a label that fit a width, broken at spaces outside formulas. */
export const wrapLabel = (label: string, fontSize: number, width: number): string[] => {
  if (labelWidth(label, fontSize) <= width) return [label]
  const words = label.match(/(?:\$[^$]*\$|[^\s$])+/g) ?? [label]
  const lines: string[] = []
  for (const word of words) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
    if (lines.length > 0 && labelWidth(longer, fontSize) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.map((line) => shortened(line, fontSize, width))
}

const mathFont = "Latin Modern Math, STIX Two Text, Cambria, Times New Roman, DejaVu Serif, serif"

/** An element for a label; formulas become shifted and slanted spans. `anchor` is that of its surroundings. */
export const textNode = (label: string, fontSize: number, attrs: Attrs, anchor = attrs["text-anchor"]): SvgNode => {
  const runs = runsOf(label)
  const image = runs.find((run) => run.formula)?.formula
  return image ? image.mix(runs, fontSize, attrs, anchor) : spans(runs, fontSize, attrs)
}

/** Runs of text as one element. */
export const spans = (runs: readonly Run[], fontSize: number, attrs: Attrs): SvgNode => {
  const all = { ...attrs, "font-size": fontSize }
  if (runs.every((run) => !run.math)) return el("text", all, [runs.map((run) => run.text).join("")])
  let shift = 0
  const parts = runs.map((run) => {
    const dy = (shift - run.shift) * fontSize
    shift = run.shift
    return el(
      "tspan",
      {
        dy: dy === 0 ? undefined : dy,
        "font-size": run.size === 1 ? (run.math ? fontSize * 1.1 : undefined) : run.size * fontSize * 1.1,
        "font-family": run.math ? mathFont : undefined,
        "font-style": run.italic ? "italic" : undefined,
        "font-weight": run.bold ? "bold" : undefined,
      },
      [run.text],
    )
  })
  return el("text", all, parts)
}
