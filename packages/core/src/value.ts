// What flows through the operations. At run time a value is a number or a node: an array, a traced value or a term.
import type { DType } from "./dtype.ts"
import { NablaError } from "./errors.ts"
import type { Primitive } from "./primitive.ts"
import type { Shape } from "./shape.ts"
import type { Complex, Operand, Tensor } from "./types/index.ts"

/** A number, or anything that stands for numbers: arrays, traced values and terms are all typed as tensors. */
export type Value = Operand

/** Parameters are typed by the primitive that owns them; interpreters only pass them on. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Params = any

/**
 * An interpreter: what an operation means for the values that carry it. Level 0 computes arrays, level 1 builds terms,
 * each transformation takes a fresh higher level. Arity is fixed because argument lists cost several times more.
 */
export interface World {
  readonly level: number
  readonly version: string
  bind1(primitive: Primitive, x: Value, params: Params): Value
  bind2(primitive: Primitive, a: Value, b: Value, params: Params): Value
  bindN(primitive: Primitive, args: readonly Value[], params: Params): Value
  /** For primitives with several results. */
  bindAll(primitive: Primitive, args: readonly Value[], params: Params): Value[]
}

/** What every value that is not a number has at run time. */
export interface Node {
  readonly world: World
  readonly shape: Shape
  readonly dtype: DType
}

/**
 * The base class of arrays, traced values and terms. It is empty, so that importing one operation brings one operation;
 * `import "@nablajs/core/fluent"` puts the methods on it.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the methods arrive by that import
export class Fluent {
  get ndim(): number {
    return this.shape.length
  }

  /** Text where text is asked for; a number never, for `x > 1` and `x * 1` would silently lose what `x` stands for. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return String(this.toString())
    throw new NablaError(
      "number-coercion",
      `a tensor or traced value of shape [${this.shape.join(", ")}] was used as a plain number, as in x * 2, x > 0 or Math.sin(x); ` +
        "use multiply(x, 2), greater(x, 0) or sin(x) from the package, and x.item() where a program must branch on a number",
    )
  }
}
export interface Fluent extends Node {}

/** Whether `x` is an array, a traced value or a term, of this copy of the package or of another. */
export const isNode = (x: unknown): x is Node & Tensor =>
  typeof x === "object" && x !== null && typeof (x as { world?: World }).world?.level === "number"

/** The level of symbolic terms: worlds below compute arrays, worlds above follow values through a transformation. */
export const TERMS = 1

/** Whether the elements of x are there: a number or an array of any type, neither a term nor a traced value. */
export const isComputed = (x: Value | Node): boolean => typeof x === "number" || (x as Node).world.level < TERMS

/** Whether a transformation follows x. */
export const isTraced = (x: Value | Node): boolean => typeof x !== "number" && (x as Node).world.level > TERMS

export const shapeOf = (x: Value): Shape => (typeof x === "number" ? [] : ((x as Partial<Node> | null)?.shape ?? shapeless(x)))

const shapeless = (x: unknown): Shape => (isLiteral(x) ? [] : refuse(x))

function refuse(x: unknown): never {
  throw new NablaError("bad-argument", `expected a number or a tensor, got ${describe(x)}`)
}

/** What was given in place of a value, and how to make a value of it. */
export function describe(x: unknown): string {
  if (x === null || x === undefined) return `${x}`
  if (Array.isArray(x) && x.some(isNode)) return "an array of tensors; join them with stack(…) or concat(…)"
  if (Array.isArray(x) || ArrayBuffer.isView(x)) return "an array; wrap it in tensor(…)"
  if (typeof x === "function") return `the function ${x.name || "without a name"}; call it first`
  if (typeof x === "bigint") return `the bigint ${x}; wrap it in tensor(${x}n)`
  if (isComplexPair(x)) return `the complex number ${x.re}${x.im < 0 ? "" : "+"}${x.im}j; wrap it in complex(${x.re}, ${x.im})`
  if (typeof x === "boolean") return `${x}; use 1 or 0, or tensor(${x})`
  return `${typeof x === "object" ? "an object" : `a ${typeof x}`} (${String(x).slice(0, 40)})`
}

const isComplexPair = (x: unknown): x is Complex =>
  typeof x === "object" && typeof (x as Complex | null)?.re === "number" && typeof (x as Complex).im === "number"

/** What stands for a number beside tensors, whose type it takes: it is no value by itself. */
export const isLiteral = (x: unknown): x is bigint | Complex => typeof x === "bigint" || isComplexPair(x)

export const dtypeOf = (x: Value): DType => (typeof x === "number" ? "float64" : ((x as Partial<Node> | null)?.dtype ?? refuse(x)))

/** A value seen as the node that it is at run time. */
export const asNode = (x: Value): Node => x as unknown as Node

/** A node seen as the tensor that its users see. */
export const asTensor = (x: Node): Tensor => x as unknown as Tensor
