// The words of the tables as numbers.
const { NaN: nan, POSITIVE_INFINITY: inf, MAX_VALUE: max } = Number

const tiny = 2 ** -60
const everything = [nan, inf, -inf, 0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 2.5, -2.5, 100, -100, tiny, -tiny]

const constants: Readonly<Record<string, number>> = {
  nan,
  inf,
  "-inf": -inf,
  "+0": 0,
  "-0": -0,
  π: Math.PI,
  "-π": -Math.PI,
  "π/2": Math.PI / 2,
  "-π/2": -Math.PI / 2,
  "π/4": Math.PI / 4,
  "-π/4": -Math.PI / 4,
  "3π/4": (3 * Math.PI) / 4,
  "-3π/4": (-3 * Math.PI) / 4,
}

const positive = (x: number): boolean => x > 0 || Object.is(x, 0)
const half = (x: number): boolean => Number.isFinite(x) && Math.abs(x % 1) === 0.5

/** What a word asks of an operand. */
const tests: Readonly<Record<string, (x: number) => boolean>> = {
  any: () => true,
  known: (x) => !Number.isNaN(x),
  finite: Number.isFinite,
  "finite|nan": (x) => Math.abs(x) !== inf,
  nonzero: (x) => Number.isFinite(x) && x !== 0,
  positive: (x) => x > 0 && x < inf,
  negative: (x) => x < 0 && x > -inf,
  "≠0": (x) => x !== 0 && !Number.isNaN(x),
  "≠1": (x) => x !== 1,
  "±0": (x) => x === 0,
  "±1": (x) => Math.abs(x) === 1,
  "±inf": (x) => Math.abs(x) === inf,
  "|>1|": (x) => Math.abs(x) > 1,
  "|<1|": (x) => Math.abs(x) < 1,
  ">0": (x) => x > 0,
  "<0": (x) => x < 0,
  ">1": (x) => x > 1,
  "<1": (x) => x < 1,
  "<-1": (x) => x < -1,
  "≥0": (x) => positive(x) && x < inf,
  "≤-0": (x) => (x < 0 || Object.is(x, -0)) && x > -inf,
  integer: Number.isInteger,
  odd: (x) => Math.abs(x % 2) === 1,
  "not odd": (x) => Math.abs(x % 2) !== 1,
  fraction: (x) => x % 1 !== 0,
  half,
}

/** The number that a word names, if it names one. */
export const named = (word: string): number | undefined => constants[word] ?? (/^-?\d+$/.test(word) ? Number(word) : undefined)

/** The operands that a word stands for; "a & b" asks for both. */
export function operands(word: string): readonly number[] {
  const one = named(word)
  if (one !== undefined) return [one]
  const asked = word.split(" & ").map((part) => {
    const test = tests[part]
    if (test === undefined) throw new Error(`no such word: ${part}`)
    return test
  })
  return everything.filter((x) => asked.every((test) => test(x)))
}

/** Whether an answer is what a word says of it, given the operands. */
export function answers(word: string, got: number, x: number, y: number): boolean {
  const same = (want: number): boolean => Object.is(got, want) || (want !== 0 && near(got, want))
  const fixed = named(word)
  if (fixed !== undefined) return same(fixed)
  if (word === "true" || word === "false") return got === Number(word === "true")
  const derived: Readonly<Record<string, () => number>> = {
    x1: () => x,
    x2: () => y,
    "|x1|": () => Math.abs(x),
    "|x2|": () => Math.abs(y),
    "-|x1|": () => -Math.abs(x),
    "signed inf": () => (positive(x) === positive(y) ? inf : -inf),
    even: () => 2 * Math.round(x / 2),
  }
  const rule = derived[word]
  if (rule !== undefined) return same(rule())
  if (word.startsWith("±")) return answers(word.slice(1), Math.abs(got), x, y) || Object.is(Math.abs(got), named(`+${word.slice(1)}`))
  const test = tests[word]
  if (test === undefined) throw new Error(`no such answer: ${word}`)
  return test(got)
}

/** Rounded to single precision, or equal. */
export const near = (got: number, want: number): boolean => got === want || Math.abs(got - want) <= 4e-7 * Math.min(Math.abs(want), max)

/** The lines of a table: function, words for the operands, word for the answer. */
export function cases(table: string): readonly (readonly [string, string, readonly string[], string])[] {
  return table
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [name = "", rest = ""] = line.split(/: (.*)/s)
      return rest.split("; ").map((text) => {
        const [left = "", right = ""] = text.split(" → ")
        return [name, text, left.split(", "), right] as const
      })
    })
}
