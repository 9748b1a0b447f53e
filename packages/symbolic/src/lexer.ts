// A formula's text as tokens with their places.
import { complaint, type Span } from "./complain.ts"

export interface Token extends Span {
  readonly kind: "number" | "name" | "string" | "sign" | "end"
  readonly text: string
}

/** Longer formulas are refused. */
const MAX_LENGTH = 8_000_000

const signs = [
  ".*",
  "./",
  ".^",
  ".'",
  "<=",
  ">=",
  "==",
  "!=",
  "+",
  "-",
  "*",
  "/",
  "^",
  "'",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ";",
  "=",
  "<",
  ">",
  "⊗",
]

/** Other writings of the same signs. */
const variants: Readonly<Record<string, string>> = {
  "−": "-",
  "·": "*",
  "⋅": "*",
  "×": "*",
  "⊙": ".*",
  "∘": ".*",
  "⊘": "./",
  "÷": "/",
  "≤": "<=",
  "≥": ">=",
  "≠": "!=",
  ᵀ: "'",
  "⊤": "'",
  "′": "'",
  "’": "'",
}

const repairs: Readonly<Record<string, string>> = {
  "**": "powers are written ^, or .^ element by element",
  "\\": "write inv(A) * b for the solution of A x = b",
  "@": "the matrix product is written *",
  "|": "write abs(x), or norm2(x) for the length of a vector",
  "!": "factorials are not supported",
  "%": "write remainder(a, b) for the remainder",
  ".": "signs that act element by element are .* ./ .^, and numbers need a digit beside the point",
  "²": "powers are written x^2",
  "³": "powers are written x^3",
  "√": "roots are written sqrt(x)",
  ":": "formulas have no ranges",
  $: "names consist of letters, digits and _",
}

const space = /\s+/y
const name = /[\p{L}_][\p{L}\p{N}_]*/uy
// 2.*x is 2 .* x, and 1./x is 1 ./ x
const number = /(?:\d+(?:\.(?![*/^'])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const string = /"[^"\n]*"/y

export function tokenize(source: string): Token[] {
  if (source.length > MAX_LENGTH)
    throw complaint("too-large", "", { start: 0, end: 0 }, `the formula has ${source.length} characters, the limit is ${MAX_LENGTH}`)
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(source)?.[0] ?? null
  }
  while (at < source.length) {
    const blank = match(space)
    if (blank !== null) {
      at += blank.length
      continue
    }
    const token = next(source, at, match)
    if (token.kind === "number") checkNumber(source, token)
    tokens.push(token)
    at = token.end
  }
  tokens.push({ kind: "end", text: "", start: at, end: at })
  return tokens
}

function next(source: string, at: number, match: (pattern: RegExp) => string | null): Token {
  const digits = match(number)
  if (digits !== null) return { kind: "number", text: digits, start: at, end: at + digits.length }
  const word = match(name)
  if (word !== null && !Object.hasOwn(variants, word)) return { kind: "name", text: word, start: at, end: at + word.length }
  const quoted = match(string)
  if (quoted !== null) return { kind: "string", text: quoted.slice(1, -1), start: at, end: at + quoted.length }
  const char = String.fromCodePoint(source.codePointAt(at) as number)
  if (Object.hasOwn(variants, char)) return { kind: "sign", text: variants[char] as string, start: at, end: at + char.length }
  const two = source.slice(at, at + 2)
  if (two === "**") throw complaint("syntax", source, { start: at, end: at + 2 }, `cannot read "**"; ${repairs["**"]}`)
  const sign = signs.find((s) => source.startsWith(s, at))
  if (sign !== undefined) return { kind: "sign", text: sign === ".'" ? "'" : sign, start: at, end: at + sign.length }
  const repair = Object.hasOwn(repairs, char) ? `; ${repairs[char]}` : ""
  throw complaint("syntax", source, { start: at, end: at + char.length }, `cannot read ${JSON.stringify(char)}${repair}`)
}

// 1.2.3 and 0x10 would otherwise fall apart into products or names
function checkNumber(source: string, token: Token): void {
  const rest = source.slice(token.end, token.end + 2)
  if (/^\.\d/.test(rest)) throw complaint("syntax", source, { start: token.start, end: token.end + 2 }, "a number has two decimal points")
  if (!Number.isFinite(Number(token.text)))
    throw complaint("too-large", source, token, `the number ${token.text.slice(0, 20)} is beyond the range of float64`)
}
