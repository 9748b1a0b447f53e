/** One executed block of a page: its code, where it stands, and what the words after `ts` ask for. */
export interface Cell {
  readonly code: string
  /** The line of the file, counted from 1, on which the code begins. */
  readonly line: number
  readonly flags: readonly string[]
}

/** What the words after `ts` may be. */
export const flagNames: readonly string[] = ["no-run", "expect-error", "hide-output", "open"]

const opening = /^( {0,3}|\s*(?:[-*]|\d+\.)\s+)?(`{3,}|~{3,})\s*(\S*)\s*(.*?)\s*$/

/** The flags behind the language of a fence; VitePress's own `{1,3}` and `[title]` are not ours. */
export const flagsOf = (info: string): string[] =>
  info
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, " ")
    .split(/\s+/)
    .filter((word) => word !== "" && !word.startsWith(":"))

/** Whether a fence with this language is executed. */
export const isCode = (language: string): boolean => language === "ts" || language === "typescript"

/** The fences of a Markdown text that are executed, in their order. */
export function cellsOf(markdown: string): Cell[] {
  const cells: Cell[] = []
  const lines = markdown.split("\n")
  for (let i = 0; i < lines.length; i++) {
    const [, indent = "", fence, language = "", rest = ""] = opening.exec(lines[i] as string) ?? []
    if (fence === undefined) continue
    const start = i + 1
    const closing = new RegExp(`^\\s*${fence[0]}{${fence.length},}\\s*$`)
    while (++i < lines.length && !closing.test(lines[i] as string));
    if (!isCode(language)) continue
    const code = lines.slice(start, i).map((line) => (line.slice(0, indent.length).trim() === "" ? line.slice(indent.length) : line))
    cells.push({ code: `${code.join("\n")}\n`, line: start + 1, flags: flagsOf(rest) })
  }
  return cells
}
