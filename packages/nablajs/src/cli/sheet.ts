// nablajs sheet: every identity of the calculus page, answered three ways.
import { calculusSheet, sheetText } from "../sheet/index.ts"
import { read, usage } from "./arguments.ts"
import type { Command } from "./main.ts"

const options = { steps: { type: "boolean" }, json: { type: "boolean" }, verbose: { type: "boolean" } } as const

export const sheet: Command = (argv, io) => {
  const { values, positionals } = read("sheet", argv, options)
  if (positionals.length > 0) throw usage(`sheet: takes no words, got ${positionals.join(" ")}`)
  const result = calculusSheet({
    onProgress: ({ done, total, title }) => io.progress(done === total ? "" : `${done} of ${total}: ${title}`),
  })
  io.progress("")
  io.out(values.json ? `${JSON.stringify(result, null, 2)}\n` : `${sheetText(result, { color: io.color, steps: values.steps ?? false })}\n`)
  return result.ok ? 0 : 1
}
