// Definitions of elementwise primitives: a name, the function of numbers, its partial derivatives.
import { loop1, loop2, loop3 } from "./kernels/loops.ts"
import type { Elementwise, Interval, LoopTable, Notation, Partial } from "./primitive.ts"
import type { Value } from "./value.ts"

interface Options<L> {
  readonly result?: Elementwise["result"]
  readonly numeric?: boolean
  readonly integer?: (a: number, b: number) => number
  readonly wide?: Elementwise["wide"]
  readonly complex?: Elementwise["complex"]
  readonly planes?: Elementwise["planes"]
  readonly numbers?: (a: number, b: number, c: number) => Value
  readonly alike?: Elementwise
  readonly written?: Elementwise["written"]
  readonly loops?: { readonly [K in keyof LoopTable<L>]?: LoopTable<L>[K] }
  readonly notation?: Notation
  readonly domain?: readonly Interval[]
}

type Scalar1 = (x: number) => number
type Scalar2 = (a: number, b: number) => number
type Scalar3 = (a: number, b: number, c: number) => number

const common: Interval = [-2, 2]

/** A function of one number; the default result is floating. */
export function unary(name: string, scalar: Scalar1, partial: Partial | null, options: Options<Loop<typeof loop1>> = {}): Elementwise {
  const truth = options.result === "bool"
  const loops = { any: loop1(scalar, truth), ...options.loops }
  return elementwise(name, 1, scalar, [partial], options, "float", { loop1: loops })
}

/** A function of two numbers; the default result has the operands' common type. */
export function binary(
  name: string,
  scalar: Scalar2,
  partials: readonly [Partial | null, Partial | null],
  options: Options<Loop<typeof loop2>> = {},
): Elementwise {
  const truth = loop2(scalar, true)
  const loops = {
    any: options.result === "bool" ? truth : loop2(scalar),
    bool: truth,
    ...(options.integer && { integer: loop2(options.integer) }),
    ...options.loops,
  }
  return elementwise(name, 2, scalar, partials, options, "promote", { loop2: loops })
}

/** A function of three numbers. */
export function ternary(
  name: string,
  scalar: Scalar3,
  partials: readonly [Partial | null, Partial | null, Partial | null],
  options: Options<Loop<typeof loop3>> = {},
): Elementwise {
  const loops = { any: loop3(scalar), ...options.loops }
  return elementwise(name, 3, scalar, partials, options, "promote", { loop3: loops })
}

interface Loops {
  readonly loop1?: Elementwise["loop1"]
  readonly loop2?: Elementwise["loop2"]
  readonly loop3?: Elementwise["loop3"]
}

type Loop<F extends (...args: never[]) => unknown> = ReturnType<F>

// The one place where such a record is made, with every field: engines read objects of one form several times faster.
function elementwise(
  name: string,
  arity: 1 | 2 | 3,
  scalar: (a: number, b: number, c: number) => number,
  partials: readonly (Partial | null)[],
  options: Options<unknown>,
  result: Elementwise["result"],
  loops: Loops,
): Elementwise {
  return {
    kind: "elementwise",
    name,
    arity,
    multi: false,
    scalar,
    numbers: options.numbers ?? scalar,
    integer: options.integer,
    wide: options.wide,
    complex: options.complex,
    planes: options.planes,
    partials,
    result: options.result ?? result,
    numeric: options.numeric ?? false,
    loop1: loops.loop1,
    loop2: loops.loop2,
    loop3: loops.loop3,
    alike: options.alike,
    written: options.written,
    notation: options.notation ?? { text: name },
    domain: options.domain ?? partials.map(() => common),
  }
}
