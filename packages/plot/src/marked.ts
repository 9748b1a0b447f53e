import { refuse } from "./refuse.ts"
import { describeFigure } from "./describe.ts"
import { Drawing } from "./drawing.ts"
import { type RenderMath, withMath } from "./label.ts"
import { type AnyMark, type Column, tableOf } from "./mark.ts"

/** The options that all drawings of marks have. */
interface CommonOptions {
  readonly description?: string
  readonly width?: number
  readonly renderMath?: RenderMath
}

/** The marks in a list, and in lists within it; `expected` says which they should be. */
export const checkedMarks = <M extends AnyMark>(
  operation: string,
  marks: unknown,
  is: (value: unknown) => boolean,
  expected: string,
): M[] => {
  if (!Array.isArray(marks)) refuse(`${operation}: the second argument is a list of marks`)
  const list: unknown[] = marks.flat()
  const wrong = list.findIndex((m) => !is(m))
  return wrong < 0 ? (list as M[]) : refuse(`${operation}: item ${wrong} of the list is no mark ${expected}`)
}

/** A drawing that is options and marks, and nothing else: in the plane or in space. */
export abstract class Marked<O extends CommonOptions, M extends AnyMark> extends Drawing {
  readonly options: O
  readonly marks: readonly M[]

  constructor(options: O, marks: readonly M[]) {
    super()
    this.options = Object.freeze({ ...options })
    this.marks = Object.freeze([...marks])
  }

  /** The marks with all that depends on their surroundings computed. */
  get content(): readonly M[] {
    return this.marks
  }

  get width(): number {
    return this.options.width ?? 350
  }

  // Formulas that only the hook can set are read out as they were written.
  protected readable<T>(run: () => T): T {
    return withMath(this.options.renderMath, run)
  }

  describe(): string {
    return this.options.description ?? this.readable(() => describeFigure(this))
  }

  tables(): readonly (readonly Column[])[] {
    return this.readable(() => this.content.map(tableOf))
  }
}
