// Reading the command line: one clear sentence for whatever cannot be read.
import { parseArgs, type ParseArgsConfig } from "node:util"
import { type Dim, type Flag, NablaError } from "@nablajs/core"

/** What the user did wrong at the prompt. */
export const usage = (message: string): NablaError => new NablaError("bad-argument", message)

export type Options = NonNullable<ParseArgsConfig["options"]>

/** Options and words of a command; an unknown option is named, with the nearest known one. */
export function read<O extends Options>(command: string, argv: readonly string[], options: O) {
  try {
    return parseArgs({ args: joined(argv, options), options, allowPositionals: true, strict: true })
  } catch (error) {
    throw usage(explained(command, error as Error & { code?: string }, Object.keys(options)))
  }
}

/** `--from -1` as `--from=-1`: what follows an option with a value is that value, a negative number, too. */
function joined(argv: readonly string[], options: Options): string[] {
  const args: string[] = []
  for (let i = 0; i < argv.length; i++) {
    const [word, next] = [argv[i] as string, argv[i + 1]]
    if (word === "--") return [...args, ...argv.slice(i)]
    const takesValue = word.startsWith("--") && Object.hasOwn(options, word.slice(2)) && options[word.slice(2)]?.type === "string"
    if (takesValue && next !== undefined && /^-[^-]/.test(next)) {
      args.push(`${word}=${next}`)
      i++
    } else args.push(word)
  }
  return args
}

function explained(command: string, error: Error & { code?: string }, known: readonly string[]): string {
  const named = /'(--?[^'\s]*)/.exec(error.message)?.[1] ?? ""
  if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const near = nearest(named.replace(/^-+/, ""), known)
    const hint = near ? `did you mean --${near}?` : `nablajs ${command} --help lists them`
    const formula = named.startsWith("--") ? "" : `; a formula that begins with "-" goes after a bare --`
    return `${command}: there is no option ${named}; ${hint}${formula}`
  }
  // the runtime tells what is missing in its first sentence
  return `${command}: ${error.message.split(/\.\s/)[0]}`
}

/** The known word closest to `word`, if it is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known.map((k) => ({ k, d: distance(word, k) })).sort((a, b) => a.d - b.d)
  const best = ranked[0]
  return best !== undefined && best.d <= Math.max(2, Math.floor(word.length / 3)) ? best.k : undefined
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, swap))
    }
    row = next
  }
  return row[b.length] as number
}

const flags: readonly Flag[] = ["symmetric", "psd", "invertible", "diagonal", "positive"]

/** `x:n`, `A:m,n`, `S:n,n:symmetric`, or `a` for a scalar. */
export function declaration(command: string, text: string): readonly [string, { readonly shape: Dim[]; readonly flags: Flag[] }] {
  const [name = "", sizes = "", marks = "", more] = text.split(":")
  if (name === "" || more !== undefined) {
    throw usage(`${command}: cannot read --var ${text}; write NAME, NAME:SIZES or NAME:SIZES:FLAGS, such as A:m,n or S:n,n:symmetric`)
  }
  const shape = sizes === "" ? [] : sizes.split(",").map((size) => (/^\d+$/.test(size) ? Number(size) : size))
  const list = marks === "" ? [] : marks.split(",")
  const odd = list.find((flag) => !flags.includes(flag as Flag))
  if (odd !== undefined) throw usage(`${command}: ${odd} is no property of a variable; use one of ${flags.join(", ")}`)
  return [name, { shape, flags: list as Flag[] }]
}
