// The calculus sheet: table of contents.
export { type DerivativeEntry, type Entry, type LimitEntry, type Section, sections as sheetSections, type TangentEntry } from "./entries.ts"
export type { SheetLine, Written } from "./line.ts"
export { calculusSheet, type SheetOptions, type SheetProgress, type SheetResult } from "./run.ts"
export { sheetText, type SheetTextOptions } from "./text.ts"
