// What a running cell sees: the same in Node, where pages are built, and in the worker behind an edited cell.
import { sameValue } from "./same.ts"
import { display, type Inspect, type Output, outputOfError } from "./show.ts"

/** What a cell gave: outputs in their order, and whether it ended as it should. */
export interface Result {
  readonly outputs: Output[]
  done: boolean
  /** Why the cell counts as broken; absent if it ran as written. */
  failure?: { readonly message: string; readonly stack?: string | undefined } | undefined
}

export interface Host {
  readonly inspect: Inspect
  format(...values: readonly unknown[]): string
  import(name: string): Promise<unknown>
  /** Called when a cell begins, so that a cell that never ends can be named. */
  begin?(index: number): void
}

/** Most characters that one cell may print. */
const limit = 100_000

export interface Runtime {
  readonly results: Map<number, Result>
  readonly current: number
  readonly cell: object
  readonly console: Console
  /** Records that the current cell threw. */
  threw(error: unknown): void
}

export function runtime(host: Host, expectsError: (index: number) => boolean): Runtime {
  const results = new Map<number, Result>()
  let current = -1
  let printed = 0
  const result = (index = current): Result => {
    let entry = results.get(index)
    if (!entry) results.set(index, (entry = { outputs: [], done: false }))
    return entry
  }
  const print = (...values: unknown[]): void => {
    const text = host.format(...values)
    printed += text.length
    if (printed > limit) {
      if (printed - text.length <= limit) result().outputs.push({ kind: "text", text: "… more was printed than can be shown" })
      return
    }
    const last = result().outputs.at(-1)
    if (last?.kind === "log") last.text += `\n${text}`
    else result().outputs.push({ kind: "log", text })
  }
  // A value other than the one stated breaks the cell without ending it: the rest of the page is still worth knowing.
  const differs = (line: number, stated: string, got: string): void => {
    const message = `line ${line}: expected ${stated}, got ${got}`
    result().outputs.push({ kind: "error", name: "Different value", code: undefined, message })
    result().failure ??= { message }
  }
  const fail = (index: number, error: unknown): void => {
    const entry = result(index)
    entry.outputs.push(outputOfError(error, host.inspect))
    if (expectsError(index)) entry.done = true
    else
      entry.failure = {
        message: error instanceof Error ? error.message : String(error),
        stack: error instanceof Error ? error.stack : undefined,
      }
  }
  const compare = (actual: unknown, stated: (() => unknown) | null, text: string, line: number): void => {
    const shown = host.inspect(actual)
    if (!sameValue(actual, shown, stated, text)) differs(line, text, typeof actual === "string" ? JSON.stringify(actual) : shown)
  }
  const cell = {
    begin: (index: number): void => {
      current = index
      printed = 0
      result(index)
      host.begin?.(index)
    },
    end: (index: number): void => {
      result(index).done = true
      if (expectsError(index)) result(index).failure = { message: "the cell was expected to throw and did not" }
    },
    fail,
    import: (name: string): Promise<unknown> => host.import(name),
    show: async (value: unknown): Promise<unknown> => {
      const settled = await value
      if (settled !== undefined) result().outputs.push(await display(settled, host.inspect, host.import))
      return settled
    },
    value: (value: unknown) => ({
      expect: (stated: (() => unknown) | null, text: string, line: number): void => compare(value, stated, text, line),
    }),
    printed: (_stated: unknown, text: string, line: number): void => {
      const last = result().outputs.at(-1)
      const said = last?.kind === "log" ? last.text : ""
      const tail = said.split("\n").slice(-text.split("\n").length).join("\n")
      if (tail !== text) differs(line, text, tail)
    },
  }
  const console = Object.assign(Object.create(globalThis.console) as Console, {
    log: print,
    info: print,
    debug: print,
    warn: print,
    error: print,
    dir: print,
  })
  return {
    results,
    get current() {
      return current
    },
    cell,
    console,
    // An error before the first cell is one of reading: of its syntax.
    threw: (error) => fail(Math.max(current, 0), error),
  }
}
