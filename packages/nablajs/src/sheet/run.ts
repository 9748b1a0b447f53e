// The calculus sheet: every identity of the page, derived symbolically, by automatic differentiation, by central differences.
import { type Entry, type Section, sections } from "./entries.ts"
import { lineOf, type SheetLine } from "./line.ts"

/** All lines of the sheet; plain data. */
export interface SheetResult {
  /** Every line holds. */
  readonly ok: boolean
  readonly passed: number
  readonly failed: number
  readonly lines: readonly SheetLine[]
  /** Titles of the sections, in order. */
  readonly sections: readonly string[]
  /** The largest relative difference of any two answers. */
  readonly largest: number
  /** Equations of derivations that were evaluated. */
  readonly equations: number
  readonly seed: number
}

export interface SheetProgress {
  readonly done: number
  readonly total: number
  /** Of the line that comes next, or was last. */
  readonly title: string
}

export interface SheetOptions {
  /** Of the random values; 1 when absent. */
  readonly seed?: number
  /** Called before each line and at the end. */
  readonly onProgress?: (progress: SheetProgress) => void
  /** Other contents than the page's. */
  readonly sections?: readonly Section[]
}

/**
 * Runs the calculus sheet.
 *
 * @example calculusSheet().ok // => true
 */
export function calculusSheet(options: SheetOptions = {}): SheetResult {
  const seed = options.seed ?? 1
  const contents = options.sections ?? sections
  const all: (readonly [Section, Entry])[] = contents.flatMap((section) => section.entries.map((entry) => [section, entry] as const))
  const lines = all.map(([section, entry], i) => {
    options.onProgress?.({ done: i, total: all.length, title: entry.title })
    return lineOf(entry, section.title, seed)
  })
  options.onProgress?.({ done: all.length, total: all.length, title: all[all.length - 1]?.[1].title ?? "" })
  const failed = lines.filter((line) => !line.ok).length
  return {
    ok: failed === 0,
    passed: lines.length - failed,
    failed,
    lines,
    sections: contents.map((section) => section.title),
    largest: lines.reduce((worst, line) => Math.max(worst, line.largest), 0),
    equations: lines.reduce((total, line) => total + line.equations, 0),
    seed,
  }
}
