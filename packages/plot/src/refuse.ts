import { type ErrorCode, NablaError } from "@nablajs/core"

/** Refuses what was asked; most often an argument is of the wrong kind or outside its range. */
export function refuse(message: string, code: ErrorCode = "bad-argument", cause?: unknown): never {
  throw new NablaError(code, message, cause === undefined ? undefined : { cause })
}
