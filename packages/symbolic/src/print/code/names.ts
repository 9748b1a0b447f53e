// Identifiers: a declared name is printed only where it is a plain word that the language leaves free; any other gets one made here.
import { type Dim, type Expr, NablaError, type Shape, sizeNames, symbolsOf } from "@nablajs/core"
import { level, type Parameter, type Target } from "./target.ts"

const plain = /^[A-Za-z_][A-Za-z0-9_]*$/

export const isPlain = (name: string): boolean => plain.test(name) && name.length <= 64

export interface Names {
  readonly parameters: readonly Parameter[]
  /** The identifier of a variable. */
  readonly of: (name: string) => string
  readonly size: (n: Dim) => string
  /** The next free local. */
  readonly local: () => string
}

/** The variables of a term as parameters, and of its question where a size is not to be had from the term. */
export function namesFor(root: Expr, question: Expr | null, sizes: ReadonlySet<string>, target: Target): Names {
  const taken = new Set<string>()
  const variables = variablesOf(root, question, sizes)
  const identifiers = new Map(variables.map((s) => [s.name as string, identifier(s.name as string, taken, target)]))
  const parameters: Parameter[] = variables.map((s) => ({ name: identifiers.get(s.name as string) as string, shape: s.shape, size: false }))
  const known = new Map<string, string>()
  for (const p of parameters) p.shape.forEach((n, i) => typeof n === "string" && !known.has(n) && known.set(n, target.axis(p.name, i)))
  for (const n of [...sizes].sort()) {
    if (known.has(n)) continue
    const name = identifier(n, taken, target)
    known.set(n, name)
    parameters.push({ name, shape: [], size: true })
  }
  let count = 0
  const local = (): string => {
    while (taken.has(`v${count}`)) count += 1
    return `v${count++}`
  }
  const size = (n: Dim): string =>
    typeof n === "number" ? String(n) : (known.get(n) ?? n.replaceAll(/[A-Za-z_]\w*/g, (name) => bracketed(known.get(name) as string)))
  return { parameters, of: (name) => identifiers.get(name) as string, size, local }
}

const bracketed = (code: string): string => (code.includes(" as ") ? `(${code})` : code)

function variablesOf(root: Expr, question: Expr | null, sizes: ReadonlySet<string>): Expr[] {
  const own = symbolsOf(root)
  const asked = question === null ? [] : symbolsOf(question)
  const rank = new Map(asked.map((s, i) => [s.name, i]))
  const sorted = [...own].sort((a, b) => (rank.get(a.name) ?? asked.length) - (rank.get(b.name) ?? asked.length))
  const missing = new Set([...sizes].filter((n) => !sorted.some((s) => s.shape.includes(n))))
  for (const s of asked) {
    if (sorted.some((x) => x.name === s.name) || !s.shape.some((n) => missing.has(n as string))) continue
    sorted.push(s)
    for (const n of s.shape) missing.delete(n as string)
  }
  return sorted
}

function identifier(name: string, taken: Set<string>, target: Target): string {
  let out = isPlain(name) && !/^__/.test(name) ? name : "a"
  if (out === "a" && name !== "a") out = `a${taken.size}`
  while (taken.has(out) || target.words.has(out)) out += "_"
  taken.add(out)
  return out
}

/** The name of the function, as asked for or `f`. */
export function functionName(name: string | undefined, parameters: readonly Parameter[], target: Target): string {
  const used = (word: string): boolean => parameters.some((p) => p.name === word)
  if (name === undefined) {
    let free = "f"
    while (used(free) || target.words.has(free)) free += "_"
    return free
  }
  if (typeof name === "string" && isPlain(name) && !target.words.has(name) && !/^(__|v\d+$)/.test(name)) return name
  throw new NablaError(
    "bad-argument",
    `code: ${JSON.stringify(name)?.slice(0, 80)} cannot name the function; use letters, digits and underscores, and no word of the language`,
  )
}

/** The named sizes in some shapes. */
export const sizesIn = (shapes: readonly Shape[]): Set<string> =>
  new Set(shapes.flatMap((shape) => shape.flatMap((n) => (typeof n === "string" ? sizeNames(n) : []))))

/** How tightly a size binds. */
export const sizeLevel = (code: string): number => (/^[\w.]+(\[\d+\]|\([^()]*\))?$/.test(code) ? level.atom : level.choice)
