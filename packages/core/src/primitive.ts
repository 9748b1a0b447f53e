// What a primitive is: its name, its shape rule, its plain kernel, and one of four forms of differential, stated once
// in terms of other primitives. Forward mode, reverse mode, batching, derivation and compilation all read these records.
import type { NDArray } from "./array.ts"
import type { DType } from "./dtype.ts"
import type { Loop1, Loop2, Loop3 } from "./kernels/loops.ts"
import type { Shape } from "./shape.ts"
import type { Dim } from "./size.ts"
import type { Params, Value } from "./value.ts"

/** How a formula shows the operation; parser and printers read the same entry. */
export interface Notation {
  /** The name or sign in formulas as text. */
  readonly text: string
  /** LaTeX for the name or sign; the text itself when absent. */
  readonly latex?: string
  /** A function call unless said otherwise. */
  readonly form?: "call" | "infix" | "prefix" | "postfix"
}

/** One partial derivative ∂y/∂xᵢ as a factor, given the output and all inputs. */
export type Partial = (y: Value, x0: Value, x1: Value, x2: Value) => Value

/** A real and an imaginary part. */
export type Pair = readonly [re: number, im: number]

/** Of one complex number a + ib or two, the second c + id; a pair, or a number where the result is real or a truth value. */
export type ComplexFunction = (a: number, b: number, c: number, d: number) => Pair | number

/** An operand by its parts; real ones have no imaginary part. */
export interface Parts {
  readonly re: NDArray
  readonly im: NDArray | null
}

/** A complex operand by its parts. */
export interface Planes {
  readonly re: NDArray
  readonly im: NDArray
}

/** A result by its parts, or a real one. */
export type PartsResult = NDArray | readonly [re: NDArray, im: NDArray]

/** Where an argument may be sampled: lower and upper end. */
export type Interval = readonly [number, number]

/** y = f(x₀, …) for each element; operands broadcast. */
export interface Elementwise {
  readonly kind: "elementwise"
  readonly name: string
  readonly arity: 1 | 2 | 3
  readonly multi: false
  /** The function of plain numbers. */
  readonly scalar: (a: number, b: number, c: number) => number
  /** The result when all operands are numbers: a number, for comparisons a 0-d boolean. */
  readonly numbers: (a: number, b: number, c: number) => Value
  /** Integer arithmetic where it differs from rounding the real result. */
  readonly integer: ((a: number, b: number) => number) | undefined
  /** The function of bigints, where the one of numbers does not hold for them as it stands. */
  readonly wide: ((a: bigint, b: bigint) => bigint | boolean) | undefined
  /** The function of complex numbers; none: it has no meaning for them. "parts": real and imaginary parts by themselves. */
  readonly complex: "parts" | ComplexFunction | undefined
  /** The same for whole arrays, where operations on their parts are faster. */
  readonly planes: ((args: readonly Parts[]) => PartsResult) | undefined
  /** null: no derivative by this argument. */
  readonly partials: readonly (Partial | null)[]
  /**
   * promote: the operands' common type. float: the same, integers becoming float64. bool: truth values. real: as promote,
   * but of complex numbers the type of their parts.
   */
  readonly result: "promote" | "float" | "bool" | "real"
  /** Refuses booleans, as differences of truth values mean nothing. */
  readonly numeric: boolean
  readonly loop1: LoopTable<Loop1> | undefined
  readonly loop2: LoopTable<Loop2> | undefined
  readonly loop3: LoopTable<Loop3> | undefined
  /** The primitive with the same values, whose faster kernels serve this one too. */
  readonly alike: Elementwise | undefined
  /** How terms are written, where they have no operation of this kind. */
  readonly written: ((a: Value, b: Value) => Value) | undefined
  readonly notation: Notation
  /** Where the function is smooth and moderate, one interval an argument. */
  readonly domain: readonly Interval[]
}

/** A loop for every element type, faster ones for some, and those that integers and truth values need where they differ. */
export type LoopTable<L> = { readonly any: L } & { readonly [D in "float64" | "float32" | "integer" | "bool"]?: L }

interface Structural {
  readonly name: string
  /** -1: any number of arguments. */
  readonly arity: number
  readonly multi: boolean
  readonly shape: (shapes: readonly Shape[], params: Params) => Shape
  readonly dtype: (dtypes: readonly DType[], params: Params) => DType
  /** Shapes and types of all results, for primitives with several. */
  readonly shapes: (shapes: readonly Shape[], params: Params) => readonly Shape[]
  readonly dtypes: (dtypes: readonly DType[], params: Params) => readonly DType[]
  /** The plain kernel; `shape` is the shape rule's answer. */
  readonly eager: (args: readonly NDArray[], params: Params, shape: Shape) => NDArray
  readonly eagerAll: (args: readonly NDArray[], params: Params) => NDArray[]
  /** The kernel where some argument is complex, for what does not follow from linearity. */
  readonly complex: ((args: readonly Parts[], params: Params, shape: Shape) => PartsResult) | undefined
  readonly complexAll: ((args: readonly Parts[], params: Params) => readonly PartsResult[]) | undefined
  /** The result when all arguments are numbers. */
  readonly lone: (args: readonly Value[], params: Params) => Value
  readonly loneAll: (args: readonly Value[], params: Params) => Value[]
  /** Parameters for arguments that carry a batch axis in front, where `batched` says so. */
  readonly lift: ((params: Params, batched: readonly boolean[], batch: Dim, shapes: readonly Shape[]) => Params) | undefined
  /** Unbatched arguments are broadcast along the batch axis before `lift`. */
  readonly stretch: boolean
  /** Batching that is more than a change of parameters; results carry the batch axis in front. */
  readonly batch: ((args: readonly Value[], batched: readonly boolean[], batch: Dim, params: Params) => Value[]) | undefined
  readonly notation: Notation | undefined
}

/** Linear in all arguments together: rules know shapes, not values. */
export interface Linear extends Structural {
  readonly kind: "linear"
  /** One cotangent for each argument. */
  readonly transpose: (g: Value, shapes: readonly Shape[], params: Params) => readonly Value[]
  /** Where the operation takes a part of its one argument: several such parts put back into zeros of a shape and added up. */
  readonly restore: ((parts: readonly Value[], params: readonly Params[], shape: Shape) => Value) | undefined
}

/** Linear in each argument while the others are held. */
export interface Multilinear extends Structural {
  readonly kind: "multilinear"
  /** For each argument its cotangent, or null where there is no derivative, as for an index. */
  readonly transposes: readonly (((g: Value, args: readonly Value[], params: Params) => Value) | null)[]
}

/** Everything else: the forward rule is stated, the reverse rule follows by transposing it. */
export interface Custom extends Structural {
  readonly kind: "custom"
  /** Tangents of the results; a missing tangent is zero. */
  readonly jvp: (xs: readonly Value[], dxs: readonly (Value | null)[], ys: readonly Value[], params: Params) => readonly (Value | null)[]
  /** Cotangents of the arguments, where a rule beats the transposed forward rule. */
  readonly vjp:
    | ((gs: readonly (Value | null)[], xs: readonly Value[], ys: readonly Value[], params: Params) => readonly (Value | null)[])
    | undefined
}

export type Primitive = Elementwise | Linear | Multilinear | Custom
