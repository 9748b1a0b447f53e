// A formula in either notation.
import { type Program, readSyntax } from "../syntax.ts"
import { isLatex, readLatex } from "./read.ts"

/** The program of a formula in text or LaTeX. */
export const readFormula = (source: string): Program => (isLatex(source) ? readSyntax(source, readLatex(source)) : readSyntax(source))
