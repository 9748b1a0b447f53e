// Runs cells in a child process on the sources of the packages, and kills what does not end.
import { fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Meeting } from "./compile.ts"
import type { Cell } from "./fences.ts"
import type { Result } from "./runtime.ts"

/** Cells that run together: a page, or the examples of a source file. */
export interface Sheet {
  /** The file, as it is to be named in messages. */
  readonly name: string
  readonly cells: readonly Cell[]
  readonly meeting: Meeting
  /** Packages whose exports are in scope, the first before the later. */
  readonly scope?: readonly string[]
}

export type Message =
  | { readonly kind: "begin"; readonly sheet: number; readonly cell: number }
  | { readonly kind: "done"; readonly sheet: number; readonly results: [number, Result][] }

const child = fileURLToPath(new URL("./child.ts", import.meta.url))
const packaged = fileURLToPath(new URL("../../../../node_modules/.bin/node", import.meta.url))
// An older Node in charge of the site cannot read TypeScript; the packaged one can.
const node = process.features.typescript ? process.execPath : packaged
const flags = ["--conditions=@nablajs/source", "--disable-warning=ExperimentalWarning"]

const unfinished = (message: string): Result => ({
  outputs: [{ kind: "error", name: "Error", code: undefined, message }],
  done: false,
  failure: { message },
})

/** The results of each sheet's cells, by their index. A sheet without word for `patience` milliseconds is ended. */
export function run(sheets: readonly Sheet[], patience = 60_000): Promise<Map<number, Result>[]> {
  const results = sheets.map(() => new Map<number, Result>())
  return new Promise((resolve, reject) => {
    const worker = fork(child, [], {
      execPath: node,
      execArgv: flags,
      stdio: ["ignore", "inherit", "pipe", "ipc"],
      env: { ...process.env, NO_COLOR: "1" },
    })
    let at: { sheet: number; cell: number } = { sheet: 0, cell: 0 }
    let noise = ""
    let silent = false
    const stop = (): void => {
      silent = true
      worker.kill("SIGKILL")
    }
    let timer = setTimeout(stop, patience)
    worker.stderr?.on("data", (data: Buffer) => (noise += data.toString()))
    worker.on("message", (message: Message) => {
      clearTimeout(timer)
      timer = setTimeout(stop, patience)
      if (message.kind === "begin") at = message
      else results[message.sheet] = new Map(message.results)
    })
    worker.on("error", reject)
    worker.on("exit", (code) => {
      clearTimeout(timer)
      if (code !== 0 || silent) {
        const why = silent ? `no answer within ${patience / 1000} seconds` : `the process ended with ${code}: ${noise.trim()}`
        results[at.sheet]?.set(at.cell, unfinished(why))
      }
      resolve(results)
    })
    worker.send(sheets)
  })
}

const broken = (why: string): Result => ({ outputs: [], done: false, failure: { message: why } })

/** The result of a cell; one that was never reached says so. */
export const resultOf = (results: Map<number, Result>, index: number): Result =>
  results.get(index) ?? broken("not reached: a block before it ended the page")
