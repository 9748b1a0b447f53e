// A derivative as it is shown: without what the passes left behind.
import type { Expr } from "@nablajs/core"
import { tidy } from "./tidy.ts"

/** The term as a person would write it. */
export const simple = (e: Expr): Expr => tidy(e)
