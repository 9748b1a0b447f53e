// Exact arithmetic on whole numbers of any length, digit by digit. Digits are lists, the last digit first, and a
// digit is counted out as a list of that length, so that no tables of sums and products are needed.

/** A list as long as the digit says. */
interface Count {
  "0": []
  "1": [0]
  "2": [0, 0]
  "3": [0, 0, 0]
  "4": [0, 0, 0, 0]
  "5": [0, 0, 0, 0, 0]
  "6": [0, 0, 0, 0, 0, 0]
  "7": [0, 0, 0, 0, 0, 0, 0]
  "8": [0, 0, 0, 0, 0, 0, 0, 0]
  "9": [0, 0, 0, 0, 0, 0, 0, 0, 0]
}
type Ten = [0, ...Count["9"]]

type Digit = keyof Count
type Digits = readonly Digit[]
type Units = readonly 0[]

/** The length of a list below ten, as a digit. */
type Size<L extends Units> = `${L["length"]}` extends infer D extends Digit ? D : never

/** `digit` copies of a list. */
interface Times<L extends Units> {
  "0": []
  "1": L
  "2": [...L, ...L]
  "3": [...L, ...L, ...L]
  "4": [...L, ...L, ...L, ...L]
  "5": [...L, ...L, ...L, ...L, ...L]
  "6": [...L, ...L, ...L, ...L, ...L, ...L]
  "7": [...L, ...L, ...L, ...L, ...L, ...L, ...L]
  "8": [...L, ...L, ...L, ...L, ...L, ...L, ...L, ...L]
  "9": [...L, ...L, ...L, ...L, ...L, ...L, ...L, ...L, ...L]
}

/** 123 as ["3", "2", "1"]. */
type Parse<Text extends string, Out extends Digits = []> = Text extends `${infer D extends Digit}${infer Rest}`
  ? Parse<Rest, [D, ...Out]>
  : Out

type ToNumber<Ds extends Digits> = Join<Trim<Ds>> extends `${infer N extends number}` ? N : never

type Join<Ds extends Digits, Text extends string = ""> = Ds extends readonly [infer D extends Digit, ...infer Rest extends Digits]
  ? Join<Rest, `${D}${Text}`>
  : Text

// Without leading zeros, which stand at the end.
type Trim<Ds extends Digits> = Ds extends readonly [...infer Rest extends Digits, "0"] ? (Rest extends readonly [] ? Ds : Trim<Rest>) : Ds

/** A count below 100 as its units digit and the list of its tens. */
type Carry<L extends Units> = `${L["length"]}` extends `${infer Tens extends Digit}${infer Ones extends Digit}`
  ? [Ones, Count[Tens]]
  : [Size<L>, []]

/** a + b */
export type Add<A extends number, B extends number> = A extends 0
  ? B
  : B extends 0
    ? A
    : ToNumber<AddDigits<Parse<`${A}`>, Parse<`${B}`>, [], []>>

type AddDigits<A extends Digits, B extends Digits, C extends Units, Out extends Digits> = A extends readonly [
  infer X extends Digit,
  ...infer RestA extends Digits,
]
  ? B extends readonly [infer Y extends Digit, ...infer RestB extends Digits]
    ? Carry<[...Count[X], ...Count[Y], ...C]> extends [infer D extends Digit, infer Next extends Units]
      ? AddDigits<RestA, RestB, Next, [...Out, D]>
      : never
    : C extends []
      ? [...Out, ...A]
      : AddDigits<A, ["0"], C, Out>
  : B extends readonly []
    ? C extends []
      ? Out
      : [...Out, "1"]
    : C extends []
      ? [...Out, ...B]
      : AddDigits<["0"], B, C, Out>

/** a - b, or `never` where b is larger. */
export type Subtract<A extends number, B extends number> = B extends 0
  ? A
  : A extends B
    ? 0
    : SubtractDigits<Parse<`${A}`>, Parse<`${B}`>, [], []> extends infer Ds extends Digits
      ? ToNumber<Ds>
      : never

// `false` where b is larger.
type SubtractDigits<A extends Digits, B extends Digits, Borrow extends Units, Out extends Digits> = A extends readonly [
  infer X extends Digit,
  ...infer RestA extends Digits,
]
  ? B extends readonly [infer Y extends Digit, ...infer RestB extends Digits]
    ? Count[X] extends readonly [...Count[Y], ...Borrow, ...infer Left extends Units]
      ? SubtractDigits<RestA, RestB, [], [...Out, Size<Left>]>
      : [...Ten, ...Count[X]] extends readonly [...Count[Y], ...Borrow, ...infer Left extends Units]
        ? SubtractDigits<RestA, RestB, [0], [...Out, Size<Left>]>
        : never
    : Borrow extends []
      ? [...Out, ...A]
      : SubtractDigits<A, ["0"], Borrow, Out>
  : B extends readonly []
    ? Borrow extends []
      ? Out
      : false
    : false

/** a · b */
export type Multiply<A extends number, B extends number> = A extends 0 | 1
  ? A extends 0
    ? 0
    : B
  : B extends 0 | 1
    ? B extends 0
      ? 0
      : A
    : ToNumber<MultiplyDigits<Parse<`${A}`>, Parse<`${B}`>>>

// Row by row: the product so far, `Sum`, loses its last digit to `Out` after each digit of b.
type MultiplyDigits<A extends Digits, B extends Digits, Sum extends Digits = [], Out extends Digits = []> = B extends readonly [
  infer Y extends Digit,
  ...infer RestB extends Digits,
]
  ? Row<A, Count[Y], Sum, [], []> extends readonly [infer D extends Digit, ...infer Rest extends Digits]
    ? MultiplyDigits<A, RestB, Rest, [...Out, D]>
    : never
  : [...Out, ...Sum]

// digit · A + Sum; no partial result exceeds 9 · 9 + 9 + 9 = 99.
type Row<A extends Digits, Y extends Units, Sum extends Digits, C extends Units, Out extends Digits> = A extends readonly [
  infer X extends Digit,
  ...infer RestA extends Digits,
]
  ? Sum extends readonly [infer S extends Digit, ...infer RestS extends Digits]
    ? Carry<[...Times<Y>[X], ...Count[S], ...C]> extends [infer D extends Digit, infer Next extends Units]
      ? Row<RestA, Y, RestS, Next, [...Out, D]>
      : never
    : Carry<[...Times<Y>[X], ...C]> extends [infer D extends Digit, infer Next extends Units]
      ? Row<RestA, Y, [], Next, [...Out, D]>
      : never
  : Sum extends readonly [infer S extends Digit, ...infer RestS extends Digits]
    ? Carry<[...Count[S], ...C]> extends [infer D extends Digit, infer Next extends Units]
      ? Row<[], Y, RestS, Next, [...Out, D]>
      : never
    : C extends []
      ? Out
      : [...Out, Size<C>]

/** `[a / b]` where b divides a, else `false`. */
export type Divide<A extends number, B extends number> = B extends 0
  ? false
  : B extends 1
    ? [A]
    : A extends B
      ? [1]
      : A extends 0
        ? [0]
        : LongDivision<`${A}`, Parse<`${B}`>, [], ""> extends [infer Quotient, "0"]
          ? Quotient extends `${infer N extends number}`
            ? [N]
            : false
          : false

/** The whole part of a / b. */
export type Quotient<A extends number, B extends number> =
  LongDivision<`${A}`, Parse<`${B}`>, [], ""> extends [`${infer N extends number}`, string] ? N : never

// [quotient, remainder] as text, taking the digits of a from the front.
type LongDivision<
  A extends string,
  B extends Digits,
  Rest extends Digits,
  Out extends string,
> = A extends `${infer D extends Digit}${infer More}`
  ? HowOften<Trim<[D, ...Rest]>, B, []> extends [infer Q extends Digit, infer Left extends Digits]
    ? LongDivision<More, B, Left, Out extends "" ? (Q extends "0" ? (More extends "" ? "0" : "") : Q) : `${Out}${Q}`>
    : never
  : [Out, Join<Trim<Rest>>]

// How often b goes into a number below 10 b, and what is left.
type HowOften<A extends Digits, B extends Digits, Q extends Units> =
  SubtractDigits<A, B, [], []> extends infer Left ? (Left extends Digits ? HowOften<Trim<Left>, B, [...Q, 0]> : [Size<Q>, A]) : never
