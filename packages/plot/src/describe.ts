import { plainLabel } from "./label.ts"
import { type AnyMark, describeMark } from "./mark.ts"
import type { FigureOptions } from "./options.ts"

const most = 8

/** One sentence a mark, and the scales where they are not linear. */
export const describeFigure = ({ options, content }: { readonly options: FigureOptions; readonly content: readonly AnyMark[] }): string => {
  if (content.length === 0) return "An empty figure."
  const sentences = content
    .slice(0, most)
    .map(describeMark)
    .filter((sentence) => sentence !== "")
  const rest = content.length - most
  if (rest > 0) sentences.push(`and ${rest} more`)
  const scales = (["x", "y"] as const).flatMap((axis) => {
    const kind = options[`${axis}scale`]
    return kind && kind !== "linear"
      ? [`the ${options[axis] ? plainLabel(options[axis]) : axis} axis is ${kind === "log" ? "logarithmic" : "symmetric logarithmic"}`]
      : []
  })
  return `${[...sentences, ...scales].join(". ")}.`
}
