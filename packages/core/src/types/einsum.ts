// Einstein's notation: the sizes of names, collected operand by operand.
import type { BroadcastShape, Meet } from "./broadcast.ts"
import type { Dims, Dyn, DynShape, Failure, HasRank, IsAny, Same, Show, ShowDim } from "./dim.ts"
import type { ShapeOf } from "./tensor.ts"

type List = readonly unknown[]

/** The shape of the result; where a rank is unknown, it is unknown. */
export type EinsumShape<Spec extends string, Xs extends List> = string extends Spec
  ? DynShape
  : Squash<Spec> extends `${infer Inputs}->${infer Output}`
    ? Result<Inputs, Output, Xs>
    : Implicit<Squash<Spec>> extends infer Output extends string
      ? Result<Squash<Spec>, Output, Xs>
      : DynShape

type Result<Inputs extends string, Output extends string, Xs extends List> =
  Sizes<Split<Inputs>, Xs> extends infer Env
    ? IsAny<Env> extends true
      ? DynShape
      : Env extends Trouble
        ? DynShape
        : Lookup<Letters<Output>, Env>
    : never

type Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// Without an arrow the result names what occurs once, in the order of the alphabet; other letters are left to run time.
type Implicit<Inputs extends string> = Letters<Inputs>[number] extends Letters<Alphabet>[number] | "," | "..."
  ? Once<Inputs, Letters<Alphabet>, Inputs extends `${string}...${string}` ? "..." : "">
  : false

type Once<Inputs extends string, Names extends readonly string[], Out extends string> = Names extends readonly [
  infer Name extends string,
  ...infer Rest extends readonly string[],
]
  ? Once<
      Inputs,
      Rest,
      Inputs extends `${string}${Name}${infer After}` ? (After extends `${string}${Name}${string}` ? Out : `${Out}${Name}`) : Out
    >
  : Out

export type EinsumCheck<Op extends string, Spec extends string, Xs extends List> = string extends Spec
  ? unknown
  : number extends Xs["length"]
    ? unknown
    : Squash<Spec> extends `${infer Inputs}->${infer Output}`
      ? CheckSizes<Op, Spec, Split<Inputs>, Xs, Output>
      : CheckSizes<Op, Spec, Split<Squash<Spec>>, Xs, "">

type CheckSizes<
  Op extends string,
  Spec extends string,
  Groups extends readonly string[],
  Xs extends List,
  Output extends string,
> = Groups["length"] extends Xs["length"]
  ? Sizes<Groups, Xs> extends infer Env
    ? IsAny<Env> extends true
      ? unknown
      : Env extends {
            readonly rank: infer Names extends string
            readonly operand: infer I extends number
            readonly shape: infer S extends Dims
          }
        ? Failure<`${Op}: "${Names}" names ${Letters<Names>["length"]} axes, but operand ${I} has shape ${Show<S>}`>
        : Env extends { readonly name: infer Name extends string; readonly sizes: infer Text extends string }
          ? Failure<`${Op}: "${Name}" has sizes ${Text} in "${Spec}", got shapes ${ShowAll<Xs>}`>
          : Missing<Letters<Output>, Env> extends infer Name extends string
            ? [Name] extends [never]
              ? unknown
              : Failure<`${Op}: the result names "${Name}", which no operand has, in "${Spec}"; write names of axes such as "ij,jk->ik"`>
            : unknown
    : never
  : Failure<`${Op}: ${Groups["length"]} groups of names for ${Xs["length"]} operands in "${Spec}"; write names of axes such as "ij,jk->ik"`>

// Without spaces.
type Squash<Text extends string> = Text extends `${infer A} ${infer B}` ? Squash<`${A}${B}`> : Text

type Split<Text extends string, Out extends readonly string[] = []> = Text extends `${infer A},${infer Rest}`
  ? Split<Rest, [...Out, A]>
  : [...Out, Text]

// "..." counts as one letter.
type Letters<Text extends string, Out extends readonly string[] = []> = Text extends `...${infer Rest}`
  ? Letters<Rest, [...Out, "..."]>
  : Text extends `${infer A}${infer Rest}`
    ? Letters<Rest, [...Out, A]>
    : Out

/** What is wrong with the operands. */
type Trouble = { readonly rank: string; readonly operand: number; readonly shape: Dims } | { readonly name: string; readonly sizes: string }

// The sizes of all names as a record, `any` where a rank is unknown, or the first trouble.
type Sizes<Groups extends readonly string[], Xs extends List, Env = unknown, Count extends Dims = [0]> = Groups extends readonly [
  infer Names extends string,
  ...infer RestGroups extends readonly string[],
]
  ? Xs extends readonly [infer X, ...infer RestXs]
    ? IsAny<ShapeOf<X>> extends true
      ? Dyn
      : HasRank<ShapeOf<X>> extends false
        ? Dyn
        : "..." extends Letters<Names>[number]
          ? BindDotted<Letters<Names>, ShapeOf<X>, Env> extends infer Next
            ? IsAny<Next> extends true
              ? Dyn
              : Next extends Trouble
                ? Next
                : Sizes<RestGroups, RestXs, Next, [...Count, 0]>
            : never
          : Letters<Names>["length"] extends ShapeOf<X>["length"]
            ? Bind<Letters<Names>, ShapeOf<X>, Env> extends infer Next
              ? Next extends Trouble
                ? Next
                : Sizes<RestGroups, RestXs, Next, [...Count, 0]>
              : never
            : { readonly rank: Names; readonly operand: Count["length"]; readonly shape: ShapeOf<X> }
    : Env
  : Env

type Bind<Names extends readonly string[], S extends Dims, Env> = Names extends readonly [
  infer Name extends string,
  ...infer RestNames extends readonly string[],
]
  ? S extends readonly [infer Size, ...infer RestS]
    ? Name extends keyof Env
      ? Meet<Env[Name], Size> extends [infer Both]
        ? Same<Env[Name], Both> extends true
          ? Bind<RestNames, RestS, Env>
          : Bind<RestNames, RestS, { [K in keyof Env]: K extends Name ? Both : Env[K] }>
        : { readonly name: Name; readonly sizes: `${ShowDim<Env[Name]>} and ${ShowDim<Size>}` }
      : Bind<RestNames, RestS, Env & { [K in Name]: Size }>
    : Env
  : Env

// Names before "..." are those of the first axes, names after it of the last; the axes between broadcast. Where there are
// too few axes, run time says so.
type BindDotted<Names extends readonly string[], S extends Dims, Env> = Names extends readonly [
  infer Name extends string,
  ...infer Rest extends readonly string[],
]
  ? Name extends "..."
    ? BindBack<Rest, S, Env>
    : S extends readonly [infer Size, ...infer RestS]
      ? Bind<[Name], [Size], Env> extends infer Next
        ? Next extends Trouble
          ? Next
          : BindDotted<Rest, RestS, Next>
        : never
      : Dyn
  : Env

type BindBack<Names extends readonly string[], S extends Dims, Env> = Names extends readonly [
  ...infer Rest extends readonly string[],
  infer Name extends string,
]
  ? S extends readonly [...infer RestS, infer Size]
    ? Bind<[Name], [Size], Env> extends infer Next
      ? Next extends Trouble
        ? Next
        : BindBack<Rest, RestS, Next>
      : never
    : Dyn
  : "..." extends keyof Env
    ? { [K in keyof Env]: K extends "..." ? (Env[K] extends infer T extends Dims ? BroadcastShape<T, S> : never) : Env[K] }
    : Env & { "...": S }

type Lookup<Output extends readonly string[], Env, Out extends Dims = []> = Output extends readonly [
  infer Name,
  ...infer Rest extends readonly string[],
]
  ? Name extends keyof Env
    ? Name extends "..."
      ? IsAny<Env[Name]> extends true
        ? DynShape
        : Env[Name] extends infer S extends Dims
          ? Lookup<Rest, Env, [...Out, ...S]>
          : DynShape
      : Lookup<Rest, Env, [...Out, Env[Name]]>
    : Name extends "..."
      ? Lookup<Rest, Env, Out>
      : DynShape
  : Out

// The first name of the result that no operand has.
type Missing<Output extends readonly string[], Env> = Output extends readonly [infer Name, ...infer Rest extends readonly string[]]
  ? Name extends keyof Env | "..."
    ? Missing<Rest, Env>
    : Name
  : never

type ShowAll<Xs extends List, Text extends string = ""> = Xs extends readonly [infer Head, ...infer Rest]
  ? ShowAll<Rest, Text extends "" ? Show<ShapeOf<Head>> : `${Text}, ${Show<ShapeOf<Head>>}`>
  : Text
