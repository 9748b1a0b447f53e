import type { Cell } from "./fences.ts"

const comments = /\/\*\*[\s\S]*?\*\//g

/** The lines of a doc comment without their stars; the text keeps one line per line of the file. */
const linesOf = (comment: string): string[] =>
  comment
    .replace(/^\/\*\*/, "")
    .replace(/\*\/$/, "")
    .split("\n")
    .map((line, i) => (i === 0 ? line.replace(/^ /, "") : line.replace(/^\s*\* ?/, "")))

function exampleAt(lines: readonly string[], at: number): { code: string; first: number; flags: string[] } {
  let end = at + 1
  let fenced = false
  for (; end < lines.length; end++) {
    const line = lines[end] as string
    if (/^\s*```/.test(line)) fenced = !fenced
    else if (!fenced && /^\s*@\w/.test(line)) break
  }
  const body = [(lines[at] as string).replace(/^\s*@example\s*/, ""), ...lines.slice(at + 1, end)]
  const open = body.findIndex((line) => /^\s*```/.test(line))
  if (open < 0) return { code: body.join("\n"), first: at, flags: [] }
  const close = body.findIndex((line, i) => i > open && /^\s*```\s*$/.test(line))
  const flags = (body[open] as string)
    .replace(/^\s*```\S*\s*/, "")
    .split(/\s+/)
    .filter(Boolean)
  return { code: body.slice(open + 1, close < 0 ? undefined : close).join("\n"), first: at + open + 1, flags }
}

/** The `@example`s in the doc comments of a source text: the line itself, or the fence that follows. */
export function examplesOf(source: string): Cell[] {
  const cells: Cell[] = []
  for (const match of source.matchAll(comments)) {
    const line = source.slice(0, match.index).split("\n").length
    const lines = linesOf(match[0])
    lines.forEach((text, at) => {
      if (!/^\s*@example\b/.test(text)) return
      const { code, first, flags } = exampleAt(lines, at)
      cells.push({ code: `${code.trimEnd()}\n`, line: line + first, flags })
    })
  }
  return cells
}
