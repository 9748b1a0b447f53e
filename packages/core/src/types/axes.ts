import type { Dims, Dyn, DynShape, Failure, HasRank, IsAbsent, IsAny, Show, ShowList } from "./dim.ts"

/** For each rank, the position that an axis names; negative axes count from the back. Ranks above 8 stay unknown. */
interface Axes {
  "0": {}
  "1": { "0": 0; "-1": 0 }
  "2": { "0": 0; "1": 1; "-2": 0; "-1": 1 }
  "3": { "0": 0; "1": 1; "2": 2; "-3": 0; "-2": 1; "-1": 2 }
  "4": { "0": 0; "1": 1; "2": 2; "3": 3; "-4": 0; "-3": 1; "-2": 2; "-1": 3 }
  "5": { "0": 0; "1": 1; "2": 2; "3": 3; "4": 4; "-5": 0; "-4": 1; "-3": 2; "-2": 3; "-1": 4 }
  "6": { "0": 0; "1": 1; "2": 2; "3": 3; "4": 4; "5": 5; "-6": 0; "-5": 1; "-4": 2; "-3": 3; "-2": 4; "-1": 5 }
  "7": { "0": 0; "1": 1; "2": 2; "3": 3; "4": 4; "5": 5; "6": 6; "-7": 0; "-6": 1; "-5": 2; "-4": 3; "-3": 4; "-2": 5; "-1": 6 }
  "8": {
    "0": 0
    "1": 1
    "2": 2
    "3": 3
    "4": 4
    "5": 5
    "6": 6
    "7": 7
    "-8": 0
    "-7": 1
    "-6": 2
    "-5": 3
    "-4": 4
    "-3": 5
    "-2": 6
    "-1": 7
  }
}

/** One axis, a list of axes, or none for all of them. */
export type Axis = number | readonly number[] | null | undefined

type Rank<S extends Dims> = `${S["length"]}`

/** The row of the table for the rank of a shape. */
export type AxesOf<S extends Dims> = Rank<S> extends keyof Axes ? Axes[Rank<S>] : unknown

/** `[position]` of an axis, `false` where it does not exist, unknown where that cannot be told. */
export type Position<S extends Dims, X> =
  IsAny<S> extends true
    ? Dyn
    : HasRank<S> extends false
      ? Dyn
      : X extends number
        ? number extends X
          ? Dyn
          : Rank<S> extends keyof Axes
            ? `${X}` extends keyof Axes[Rank<S>]
              ? [Axes[Rank<S>][`${X}`]]
              : false
            : Dyn
        : Dyn

/** Says which axes exist. */
type Range<S extends Dims> = S["length"] extends 0
  ? "a 0-d tensor has no axes"
  : `valid axes are -${Rank<S>} to ${Rank<S> extends keyof Axes ? Last<Axes[Rank<S>]> : ""}`

type Last<Row> = Row extends { "-1": infer P extends number } ? P : never

/** `Of` is the shape in which the axis is counted, where that is not the one shown. */
export type NoSuchAxis<
  Op extends string,
  S extends Dims,
  X extends number,
  Of extends Dims = S,
> = Failure<`${Op}: axis ${X} does not exist, got shape ${Show<S>}; ${Range<Of>}`>

/** The check of one axis, or of a list in which none may occur twice. */
export type AxisCheck<Op extends string, S extends Dims, X> =
  IsAbsent<X> extends true
    ? unknown
    : X extends readonly number[]
      ? AxesCheck<Op, S, X, X, never>
      : X extends number
        ? Position<S, X> extends false
          ? NoSuchAxis<Op, S, X>
          : unknown
        : unknown

type AxesCheck<Op extends string, S extends Dims, All extends Dims, Xs, Seen> = Xs extends readonly [infer X extends number, ...infer Rest]
  ? Position<S, X> extends infer P
    ? IsAny<P> extends true
      ? unknown
      : P extends [infer Place]
        ? Place extends Seen
          ? Failure<`${Op}: axis ${Place & number} is listed twice in [${ShowList<All>}]`>
          : AxesCheck<Op, S, All, Rest, Seen | Place>
        : NoSuchAxis<Op, S, X>
    : never
  : unknown

/** The union of the positions that a list of axes names; unknown where one is. */
export type Positions<S extends Dims, Xs extends readonly number[]> = number extends Xs["length"]
  ? Dyn
  : Position<S, Xs[number]> extends infer P
    ? IsAny<P> extends true
      ? Dyn
      : P extends [infer Place]
        ? Place
        : Dyn
    : never

/** The shape after a reduction over an axis, a list of axes, or all of them. */
export type Reduced<S extends Dims, X, K> =
  IsAny<X> extends true
    ? DynShape
    : IsAny<K> extends true
      ? DynShape
      : boolean extends K
        ? DynShape
        : IsAbsent<X> extends true
          ? K extends true
            ? AllSizes<S, 1>
            : []
          : IsAny<S> extends true
            ? DynShape
            : HasRank<S> extends false
              ? DynShape
              : [X] extends [number]
                ? At<S, Position<S, X>, K>
                : [X] extends [readonly number[]]
                  ? AtAll<S, Positions<S, X>, K>
                  : DynShape

type At<S extends Dims, P, K> =
  IsAny<P> extends true
    ? K extends true
      ? AllSizes<S, Dyn>
      : S extends readonly [Dyn, ...infer Rest]
        ? AllSizes<Rest, Dyn>
        : DynShape
    : P extends [infer Place]
      ? AtAll<S, Place, K>
      : DynShape

type AtAll<S extends Dims, Places, K> =
  IsAny<Places> extends true ? (K extends true ? AllSizes<S, Dyn> : DynShape) : K extends true ? Replace<S, Places, 1> : Without<S, Places>

/** Every size replaced by `Size`. */
export type AllSizes<S extends Dims, Size, Out extends Dims = []> =
  IsAny<S> extends true
    ? DynShape
    : S extends readonly [Dyn, ...infer Rest]
      ? AllSizes<Rest, Size, [...Out, Size]>
      : S extends readonly []
        ? Out
        : DynShape

/** The sizes whose position is not among `Places`. */
export type Without<S extends Dims, Places, Out extends Dims = [], Seen extends Dims = []> = S extends readonly [infer Head, ...infer Rest]
  ? Without<Rest, Places, Seen["length"] extends Places ? Out : [...Out, Head], [...Seen, 0]>
  : Out

/** The sizes with those at `Places` replaced. */
export type Replace<S extends Dims, Places, Size, Out extends Dims = []> = S extends readonly [infer Head, ...infer Rest]
  ? Replace<Rest, Places, Size, [...Out, Out["length"] extends Places ? Size : Head]>
  : Out
