/**
 * Stable names for what can go wrong. Messages stand where they are thrown; programs compare `error.code`.
 *
 * - `shape-mismatch`: sizes that must agree do not
 * - `axis-out-of-range`, `index-out-of-range`: a position that does not exist
 * - `bad-argument`: an argument of the wrong kind, or a value outside its range
 * - `ragged-array`: nested arrays whose rows differ in length
 * - `dtype-mismatch`: an element type for which the operation has no meaning
 * - `integer-overflow`: an integer result that does not fit its type
 * - `number-coercion`: a tensor or traced value used as a plain number
 * - `traced-value`: data asked of a value that stands for many, or for none yet
 * - `closed-trace`: a traced value used after its transformation ended
 * - `non-scalar-output`: `grad` of a function whose result is not one number
 * - `not-differentiable`: a derivative by something that has none
 * - `missing-rule`: a primitive without the rule that a transformation needs
 * - `gradient-mismatch`: a derivative that differs from its central difference
 * - `nan-found`: an operation that made NaN while a program looks for them
 * - `duplicate-core`: values made by two copies of the core package
 * - `syntax`, `unknown-name`: a formula that cannot be read
 * - `too-large`: input beyond a documented limit
 * - `not-representable`: a result that the requested notation cannot express
 * - `singular-matrix`: a matrix without the inverse that was asked for
 * - `unsupported`: something that this environment or version cannot do
 */
export type ErrorCode =
  | "shape-mismatch"
  | "axis-out-of-range"
  | "index-out-of-range"
  | "bad-argument"
  | "ragged-array"
  | "dtype-mismatch"
  | "integer-overflow"
  | "number-coercion"
  | "traced-value"
  | "closed-trace"
  | "non-scalar-output"
  | "not-differentiable"
  | "missing-rule"
  | "gradient-mismatch"
  | "nan-found"
  | "duplicate-core"
  | "syntax"
  | "unknown-name"
  | "too-large"
  | "not-representable"
  | "singular-matrix"
  | "unsupported"

/**
 * The one error class of Nabla.
 *
 * @example
 * ```ts
 * import { matmul, NablaError } from "@nablajs/core"
 * import { zeros } from "@nablajs/tensor"
 * try {
 *   matmul(zeros([2, 3]) as any, zeros([4, 5]))
 * } catch (error) {
 *   (error as NablaError).code // => "shape-mismatch"
 * }
 * ```
 */
export class NablaError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = "NablaError"
    this.code = code
  }
}

/** Whether `error` is a {@link NablaError}, of this copy of the package or of another. */
export const isNablaError = (error: unknown): error is NablaError =>
  error instanceof Error && error.name === "NablaError" && typeof (error as Partial<NablaError>).code === "string"
