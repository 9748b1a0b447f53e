// Einstein's notation: the sizes of names, collected operand by operand.
import type { Meet } from "./broadcast.ts"
import type { Dims, Dyn, DynShape, Failure, HasRank, IsAny, Same, Show, ShowDim } from "./dim.ts"
import type { ShapeOf } from "./tensor.ts"

type List = readonly unknown[]

/** The shape of the result; without an arrow, or where a rank is unknown, it is unknown. */
export type EinsumShape<Spec extends string, Xs extends List> = string extends Spec
  ? DynShape
  : Squash<Spec> extends `${infer Inputs}->${infer Output}`
    ? Sizes<Split<Inputs>, Xs> extends infer Env
      ? IsAny<Env> extends true
        ? DynShape
        : Env extends Trouble
          ? DynShape
          : Lookup<Output, Env>
      : never
    : DynShape

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
          : Missing<Output, Env> extends infer Name extends string
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

type Letters<Text extends string, Out extends readonly string[] = []> = Text extends `${infer A}${infer Rest}`
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

type Lookup<Output extends string, Env, Out extends Dims = []> = Output extends `${infer Name}${infer Rest}`
  ? Name extends keyof Env
    ? Lookup<Rest, Env, [...Out, Env[Name]]>
    : DynShape
  : Out

// The first name of the result that no operand has.
type Missing<Output extends string, Env> = Output extends `${infer Name}${infer Rest}`
  ? Name extends keyof Env
    ? Missing<Rest, Env>
    : Name
  : never

type ShowAll<Xs extends List, Text extends string = ""> = Xs extends readonly [infer Head, ...infer Rest]
  ? ShowAll<Rest, Text extends "" ? Show<ShapeOf<Head>> : `${Text}, ${Show<ShapeOf<Head>>}`>
  : Text
