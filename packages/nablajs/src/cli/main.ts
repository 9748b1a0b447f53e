// The command `nablajs`: a table of commands, one sentence for an error, 1 for a failure.
import { isNablaError, VERSION } from "@nablajs/core"
import { nearest, usage } from "./arguments.ts"
import { integrate, limit, stationary, taylor } from "./calculus.ts"
import { derive } from "./derive.ts"
import { help } from "./help.ts"
import { sheet } from "./sheet.ts"

/** Where a command writes, and whether it may use colour. */
export interface Console {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly color: boolean
  /** Shows that long work goes on; a terminal alone shows it. */
  readonly progress: (text: string) => void
}

export type Command = (argv: readonly string[], io: Console) => number | Promise<number>

const commands: Readonly<Record<string, Command>> = { sheet, derive, integrate, limit, taylor, stationary }

/** Runs the command line without the leading program name, and returns the exit code. */
export async function main(argv: readonly string[], io: Console): Promise<number> {
  try {
    return await dispatch(argv, io)
  } catch (error) {
    if (asJson(argv)) io.out(`${JSON.stringify(errorJson(error), null, 2)}\n`)
    else io.err(describe(error, argv.includes("--verbose")))
    return 1
  }
}

function dispatch(argv: readonly string[], io: Console): number | Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    io.out((Object.hasOwn(help, rest[0] ?? "") ? help[rest[0] ?? ""] : help[""]) as string)
    return name === undefined ? 1 : 0
  }
  if (name === "--version" || name === "-v") {
    io.out(`${VERSION}\n`)
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) {
    const near = nearest(name, Object.keys(commands))
    throw usage(`nablajs: there is no command ${name}; ${near ? `did you mean ${near}?` : "nablajs --help lists them"}`)
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    io.out(help[name] as string)
    return 0
  }
  return command(rest, io)
}

/** Whether the reader of the output is a program. */
const asJson = (argv: readonly string[]): boolean => argv.slice(0, argv.includes("--") ? argv.indexOf("--") : undefined).includes("--json")

/** An error as data of a stable form, with the place in the formula where it has one. */
function errorJson(error: unknown): Readonly<Record<string, unknown>> {
  const { position, end } = error as { readonly position?: unknown; readonly end?: unknown }
  return {
    format: "nabla-error/1",
    code: isNablaError(error) ? error.code : null,
    message: error instanceof Error ? error.message : String(error),
    ...(typeof position === "number" && typeof end === "number" && { position, end }),
  }
}

function describe(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return `${String(error)}\n`
  if (verbose) return `${error.stack ?? error.message}\n`
  return isNablaError(error) ? `${error.message}\n` : `nablajs: unexpected ${error.name}: ${error.message}; --verbose shows where\n`
}
