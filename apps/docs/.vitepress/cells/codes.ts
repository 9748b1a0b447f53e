// The error codes with their meanings, as the doc comment of core lists them.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./sheets.ts"

export interface CodeRow {
  readonly code: string
  readonly meaning: string
}

export function errorCodes(): CodeRow[] {
  const source = readFileSync(join(root, "packages/core/src/errors.ts"), "utf8")
  const comment = /\/\*\*([\s\S]*?)\*\/\s*export type ErrorCode/.exec(source)?.[1] ?? ""
  return [...comment.matchAll(/^ \* - (.*): (.*)$/gm)].flatMap(([, codes = "", meaning = ""]) =>
    [...codes.matchAll(/`([\w-]+)`/g)].map(([, code = ""]) => ({ code, meaning })),
  )
}
