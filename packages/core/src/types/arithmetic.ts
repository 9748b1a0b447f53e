// Exact arithmetic on whole numbers of any length, digit by digit, as on paper. Numbers are texts with the last digit
// first, because taking a text apart costs the compiler half of what a list costs; single digits are looked up in tables.

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9"

/** The last digit of a + b. */
// biome-ignore format: a table
interface Plus {
  "0": ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
  "1": ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]
  "2": ["2", "3", "4", "5", "6", "7", "8", "9", "0", "1"]
  "3": ["3", "4", "5", "6", "7", "8", "9", "0", "1", "2"]
  "4": ["4", "5", "6", "7", "8", "9", "0", "1", "2", "3"]
  "5": ["5", "6", "7", "8", "9", "0", "1", "2", "3", "4"]
  "6": ["6", "7", "8", "9", "0", "1", "2", "3", "4", "5"]
  "7": ["7", "8", "9", "0", "1", "2", "3", "4", "5", "6"]
  "8": ["8", "9", "0", "1", "2", "3", "4", "5", "6", "7"]
  "9": ["9", "0", "1", "2", "3", "4", "5", "6", "7", "8"]
}

/** The first digit of a + b. */
// biome-ignore format: a table
interface PlusCarry {
  "0": ["0", "0", "0", "0", "0", "0", "0", "0", "0", "0"]
  "1": ["0", "0", "0", "0", "0", "0", "0", "0", "0", "1"]
  "2": ["0", "0", "0", "0", "0", "0", "0", "0", "1", "1"]
  "3": ["0", "0", "0", "0", "0", "0", "0", "1", "1", "1"]
  "4": ["0", "0", "0", "0", "0", "0", "1", "1", "1", "1"]
  "5": ["0", "0", "0", "0", "0", "1", "1", "1", "1", "1"]
  "6": ["0", "0", "0", "0", "1", "1", "1", "1", "1", "1"]
  "7": ["0", "0", "0", "1", "1", "1", "1", "1", "1", "1"]
  "8": ["0", "0", "1", "1", "1", "1", "1", "1", "1", "1"]
  "9": ["0", "1", "1", "1", "1", "1", "1", "1", "1", "1"]
}

/** The last digit of a · b. */
// biome-ignore format: a table
interface Times {
  "0": ["0", "0", "0", "0", "0", "0", "0", "0", "0", "0"]
  "1": ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
  "2": ["0", "2", "4", "6", "8", "0", "2", "4", "6", "8"]
  "3": ["0", "3", "6", "9", "2", "5", "8", "1", "4", "7"]
  "4": ["0", "4", "8", "2", "6", "0", "4", "8", "2", "6"]
  "5": ["0", "5", "0", "5", "0", "5", "0", "5", "0", "5"]
  "6": ["0", "6", "2", "8", "4", "0", "6", "2", "8", "4"]
  "7": ["0", "7", "4", "1", "8", "5", "2", "9", "6", "3"]
  "8": ["0", "8", "6", "4", "2", "0", "8", "6", "4", "2"]
  "9": ["0", "9", "8", "7", "6", "5", "4", "3", "2", "1"]
}

/** The first digit of a · b. */
// biome-ignore format: a table
interface TimesCarry {
  "0": ["0", "0", "0", "0", "0", "0", "0", "0", "0", "0"]
  "1": ["0", "0", "0", "0", "0", "0", "0", "0", "0", "0"]
  "2": ["0", "0", "0", "0", "0", "1", "1", "1", "1", "1"]
  "3": ["0", "0", "0", "0", "1", "1", "1", "2", "2", "2"]
  "4": ["0", "0", "0", "1", "1", "2", "2", "2", "3", "3"]
  "5": ["0", "0", "1", "1", "2", "2", "3", "3", "4", "4"]
  "6": ["0", "0", "1", "1", "2", "3", "3", "4", "4", "5"]
  "7": ["0", "0", "1", "2", "2", "3", "4", "4", "5", "6"]
  "8": ["0", "0", "1", "2", "3", "4", "4", "5", "6", "7"]
  "9": ["0", "0", "1", "2", "3", "4", "5", "6", "7", "8"]
}

/** The last digit of a − b. */
// biome-ignore format: a table
interface Minus {
  "0": ["0", "9", "8", "7", "6", "5", "4", "3", "2", "1"]
  "1": ["1", "0", "9", "8", "7", "6", "5", "4", "3", "2"]
  "2": ["2", "1", "0", "9", "8", "7", "6", "5", "4", "3"]
  "3": ["3", "2", "1", "0", "9", "8", "7", "6", "5", "4"]
  "4": ["4", "3", "2", "1", "0", "9", "8", "7", "6", "5"]
  "5": ["5", "4", "3", "2", "1", "0", "9", "8", "7", "6"]
  "6": ["6", "5", "4", "3", "2", "1", "0", "9", "8", "7"]
  "7": ["7", "6", "5", "4", "3", "2", "1", "0", "9", "8"]
  "8": ["8", "7", "6", "5", "4", "3", "2", "1", "0", "9"]
  "9": ["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"]
}

/** 1 where b is larger than a. */
// biome-ignore format: a table
interface Borrow {
  "0": ["0", "1", "1", "1", "1", "1", "1", "1", "1", "1"]
  "1": ["0", "0", "1", "1", "1", "1", "1", "1", "1", "1"]
  "2": ["0", "0", "0", "1", "1", "1", "1", "1", "1", "1"]
  "3": ["0", "0", "0", "0", "1", "1", "1", "1", "1", "1"]
  "4": ["0", "0", "0", "0", "0", "1", "1", "1", "1", "1"]
  "5": ["0", "0", "0", "0", "0", "0", "1", "1", "1", "1"]
  "6": ["0", "0", "0", "0", "0", "0", "0", "1", "1", "1"]
  "7": ["0", "0", "0", "0", "0", "0", "0", "0", "1", "1"]
  "8": ["0", "0", "0", "0", "0", "0", "0", "0", "0", "1"]
  "9": ["0", "0", "0", "0", "0", "0", "0", "0", "0", "0"]
}

/** 123 as "321". */
type Reverse<Text extends string, Out extends string = ""> = Text extends `${infer D}${infer Rest}` ? Reverse<Rest, `${D}${Out}`> : Out

type ToNumber<Text extends string> = Reverse<Trim<Text>> extends `${infer N extends number}` ? N : never

// Without leading zeros, which stand at the end.
type Trim<Text extends string> = Text extends `${infer Rest}0` ? (Rest extends "" ? "0" : Trim<Rest>) : Text

/** a + b */
export type Add<A extends number, B extends number> = A extends 0
  ? B
  : B extends 0
    ? A
    : ToNumber<AddDigits<Reverse<`${A}`>, Reverse<`${B}`>, "0", "">>

type AddDigits<A extends string, B extends string, C extends Digit, Out extends string> = A extends `${infer X extends Digit}${infer RestA}`
  ? B extends `${infer Y extends Digit}${infer RestB}`
    ? AddDigits<RestA, RestB, Plus[PlusCarry[X][Y]][PlusCarry[Plus[X][Y]][C]], `${Out}${Plus[Plus[X][Y]][C]}`>
    : C extends "0"
      ? `${Out}${A}`
      : AddDigits<A, "0", C, Out>
  : B extends ""
    ? C extends "0"
      ? Out
      : `${Out}${C}`
    : C extends "0"
      ? `${Out}${B}`
      : AddDigits<"0", B, C, Out>

/** a − b, or `never` where b is larger. */
export type Subtract<A extends number, B extends number> = B extends 0
  ? A
  : A extends B
    ? 0
    : SubtractDigits<Reverse<`${A}`>, Reverse<`${B}`>, "0", ""> extends infer Text extends string
      ? ToNumber<Text>
      : never

// `false` where b is larger; C is what was borrowed.
type SubtractDigits<
  A extends string,
  B extends string,
  C extends Digit,
  Out extends string,
> = A extends `${infer X extends Digit}${infer RestA}`
  ? B extends `${infer Y extends Digit}${infer RestB}`
    ? SubtractDigits<RestA, RestB, Plus[Borrow[X][Y]][Borrow[Minus[X][Y]][C]], `${Out}${Minus[Minus[X][Y]][C]}`>
    : C extends "0"
      ? `${Out}${A}`
      : SubtractDigits<A, "0", C, Out>
  : B extends ""
    ? C extends "0"
      ? Out
      : false
    : false

/** The product of whole numbers, as a text with the last digit first. */
export type ProductDigits<S extends readonly unknown[], Out extends string = "1"> = S extends readonly [infer Head, ...infer Rest]
  ? ProductDigits<Rest, Out extends "1" ? Reverse<`${Head & number}`> : MultiplyDigits<Out, Reverse<`${Head & number}`>>>
  : Out

/** The product of whole numbers. */
export type Product<S extends readonly unknown[]> = ToNumber<ProductDigits<S>>

// Row by row: `Sum` is the product so far, and loses its last digit to `Out` after each digit of b.
type MultiplyDigits<
  A extends string,
  B extends string,
  Sum extends string = "",
  Out extends string = "",
> = B extends `${infer Y extends Digit}${infer RestB}`
  ? Row<A, Y, Sum, "0", ""> extends `${infer D}${infer Rest}`
    ? MultiplyDigits<A, RestB, Rest, `${Out}${D}`>
    : never
  : Trim<`${Out}${Sum}`>

// Y · A + Sum + C
type Row<
  A extends string,
  Y extends Digit,
  Sum extends string,
  C extends Digit,
  Out extends string,
> = A extends `${infer X extends Digit}${infer RestA}`
  ? Sum extends `${infer S extends Digit}${infer RestS}`
    ? Row<
        RestA,
        Y,
        RestS,
        Plus[Plus[TimesCarry[X][Y]][PlusCarry[Times[X][Y]][S]]][PlusCarry[Plus[Times[X][Y]][S]][C]],
        `${Out}${Plus[Plus[Times[X][Y]][S]][C]}`
      >
    : Row<RestA, Y, "", Plus[TimesCarry[X][Y]][PlusCarry[Times[X][Y]][C]], `${Out}${Plus[Times[X][Y]][C]}`>
  : C extends "0"
    ? `${Out}${Sum}`
    : AddDigits<Sum, C, "0", Out>

/** `[a / b]` where b divides a, else `false`. */
export type Divide<A extends number, B extends number> = B extends 0
  ? false
  : B extends 1
    ? [A]
    : A extends B
      ? [1]
      : A extends 0
        ? [0]
        : LongDivision<`${A}`, Reverse<`${B}`>, "", ""> extends [infer Quotient, "0"]
          ? Quotient extends `${infer N extends number}`
            ? [N]
            : false
          : false

/** The whole part of a / b. */
export type Quotient<A extends number, B extends number> =
  LongDivision<`${A}`, Reverse<`${B}`>, "", ""> extends [`${infer N extends number}`, string] ? N : never

// [quotient, remainder] as text, taking the digits of a from the front.
type LongDivision<A extends string, B extends string, Rest extends string, Out extends string> = A extends `${infer D}${infer More}`
  ? HowOften<Trim<`${D}${Rest}`>, B, "0"> extends [infer Q extends Digit, infer Left extends string]
    ? LongDivision<
        More,
        B,
        Left extends "0" ? "" : Left,
        Out extends "" ? (Q extends "0" ? (More extends "" ? "0" : "") : Q) : `${Out}${Q}`
      >
    : never
  : [Out, Rest extends "" ? "0" : Reverse<Rest>]

// How often b goes into a number below 10 b, and what is left.
type HowOften<A extends string, B extends string, Q extends Digit> =
  SubtractDigits<A, B, "0", ""> extends infer Left ? (Left extends string ? HowOften<Trim<Left>, B, Plus[Q]["1"]> : [Q, A]) : never
