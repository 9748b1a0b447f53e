// A formula's text as tokens with their places.
import { complaint, type FormulaError, type Span } from "./complain.ts"

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
  "|",
  "√",
  "∛",
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
  "//": "formulas have no comments",
  "/*": "formulas have no comments",
  ":=": "formulas have no assignments; pass values when the formula is evaluated",
  "&&": "two conditions hold where the product of both is 1",
  "#": "formulas have no comments",
  "?": "write where(condition, a, b) for a choice",
  "∞": "infinity is written inf",
  "∑": "write sum(x)",
  "∏": "write prod(x)",
  "∂": "the formula holds f alone; derive(f, x) asks for its derivative",
  "∇": "the formula holds f alone; derive(f, x) asks for its derivative",
  "–": "minus is written -",
  "—": "minus is written -",
  "“": 'quotes are written "',
  "”": 'quotes are written "',
  "\\": "write inv(A) * b for the solution of A x = b",
  "@": "the matrix product is written *",
  "||": "the length of a vector is written norm2(x)",
  "‖": "the length of a vector is written norm2(x)",
  "!": "factorials are not supported",
  "%": "write remainder(a, b) for the remainder",
  ".": "signs that act element by element are .* ./ .^, and numbers need a digit beside the point",
  ":": "formulas have no ranges",
  $: "names consist of letters, digits and _",
}

const space = /\s+/y
// letters, digits and _; a raised letter or digit is a sign of its own, as in xᵀ and x²
const name = /(?![ᵀᴴ])[\p{L}_](?:(?![ᵀᴴ])[\p{L}\p{Nd}\p{Nl}_₀-₉])*/uy
// 2.*x is 2 .* x, and 1./x is 1 ./ x
const number = /(?:\d+(?:\.(?![*/^'])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const string = /"[^"\n]*"/y
const exponent = /⁻?[⁰¹²³⁴-⁹]+/y

/** Whether a text is one name. */
export function isName(text: string): boolean {
  name.lastIndex = 0
  return name.exec(text)?.[0] === text
}

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
  const power = match(exponent)
  if (power !== null) return { kind: "sign", text: power, start: at, end: at + power.length }
  const char = String.fromCodePoint(source.codePointAt(at) as number)
  if (Object.hasOwn(variants, char)) return { kind: "sign", text: variants[char] as string, start: at, end: at + char.length }
  const two = source.slice(at, at + 2)
  if (Object.hasOwn(repairs, two) && two.length === 2) throw unreadable(source, at, two)
  const sign = signs.find((s) => source.startsWith(s, at))
  if (sign !== undefined) return { kind: "sign", text: sign === ".'" ? "'" : sign, start: at, end: at + sign.length }
  throw unreadable(source, at, char)
}

/** The refusal of a sign that no formula has, with what to write instead. */
export function unreadable(source: string, at: number, sign: string): FormulaError {
  // what cannot be seen is named by its number; what only looks different is named by what it looks like
  const invisible = /[\p{C}\p{Z}\p{M}]/u.test(sign)
  const shown = invisible
    ? `the invisible character U+${(sign.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0")}`
    : JSON.stringify(sign)
  const plain = sign.normalize("NFKC")
  const repair = Object.hasOwn(repairs, sign)
    ? `; ${repairs[sign]}`
    : invisible
      ? "; delete it"
      : plain !== sign && /^[!-~⁄]+$/.test(plain)
        ? `; write ${plain.replace("⁄", "/")}`
        : ""
  return complaint("syntax", source, { start: at, end: at + sign.length }, `cannot read ${shown}${repair}`)
}

/** What stands behind a number and would otherwise make a product or a name of it: 1.2.3, 0x10, 1_000. */
const afterNumbers: readonly (readonly [RegExp, string])[] = [
  [/^\.\d/, "a number has two decimal points"],
  [/^[xXbBoO][\da-fA-F]/, "numbers are written in decimal digits"],
  [/^_\d/, "the digits of a number have nothing between them"],
]

function checkNumber(source: string, token: Token): void {
  const rest = source.slice(token.end, token.end + 2)
  const fault = afterNumbers.find(([pattern], i) => pattern.test(rest) && (i !== 1 || token.text === "0"))
  if (fault !== undefined) throw complaint("syntax", source, { start: token.start, end: token.end + 2 }, fault[1])
  if (!Number.isFinite(Number(token.text)))
    throw complaint("too-large", source, token, `the number ${token.text.slice(0, 20)} is beyond the range of float64`)
}
