// Programs: what a function did to values without elements, as a list of operations. Control flow keeps its steps and
// branches so; running a program binds every operation again, so a program has the readings that its operations have.
import { bind1, bind2, type DType, dtypeOf, type Params, type Primitive, type Shape, shapeOf, type Value } from "@nablajs/core"
import { perform } from "../invoke.ts"

/** What is known of a value before it has elements. */
export interface Form {
  readonly shape: Shape
  readonly dtype: DType
}

export const formOf = (x: Value): Form => ({ shape: shapeOf(x), dtype: dtypeOf(x) })

/** One operation and the places of its arguments. */
export interface Step {
  readonly primitive: Primitive
  readonly params: Params
  readonly args: readonly number[]
}

/** Operations in order. Places count the inputs first, then the constants, then all results. */
export class Program {
  // what makes two terms equal compares parameters by their fields: a program is equal to itself alone
  readonly id: number
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.id = ++programs
    this.#parts = parts
  }

  get inputs(): readonly Form[] {
    return this.#parts.inputs
  }

  /** The forms of the results. */
  get results(): readonly Form[] {
    return this.#parts.results
  }

  /** Whether all its values are of the type of plain numbers, or truths, so that numbers may stand for scalars. */
  get bare(): boolean {
    return this.#parts.bare
  }

  /** The results for some values of the inputs, in whatever worlds they live. */
  run(inputs: readonly Value[]): Value[] {
    const { constants, steps, outputs } = this.#parts
    const values = [...inputs, ...constants]
    for (const { primitive: p, params, args } of steps) {
      const x = values[args[0] as number] as Value
      if (p.kind !== "elementwise" && p.multi) {
        const ys = perform(
          p,
          args.map((i) => values[i] as Value),
          params,
        )
        for (const y of ys) values.push(y)
      } else if (args.length === 1) values.push(bind1(p, x, params))
      else if (args.length === 2) values.push(bind2(p, x, values[args[1] as number] as Value, params))
      else
        values.push(
          perform(
            p,
            args.map((i) => values[i] as Value),
            params,
          )[0] as Value,
        )
    }
    return outputs.map((i) => values[i] as Value)
  }
}

let programs = 0

/** Of values, operations and results: what a program holds. */
export interface Parts {
  readonly inputs: readonly Form[]
  readonly constants: readonly Value[]
  readonly steps: readonly Step[]
  readonly outputs: readonly number[]
  readonly results: readonly Form[]
  readonly bare: boolean
}

/** A program with the values of other worlds that it needs beside its own inputs: the last inputs are theirs. */
export interface Closed {
  readonly program: Program
  readonly captures: readonly Value[]
}

/** A program as a function of a longer list of operands. */
export interface Placed {
  readonly program: Program
  /** The operand for each input. */
  readonly places: readonly number[]
}

export const runPlaced = ({ program, places }: Placed, operands: readonly Value[]): Value[] =>
  program.run(places.map((i) => operands[i] as Value))

/** Programs of the same declared inputs as functions of these and of all that any of them captured. */
export function together(declared: number, ...closed: readonly Closed[]): { placed: Placed[]; captures: Value[] } {
  const captures = [...new Set(closed.flatMap((one) => one.captures))]
  const own = Array.from({ length: declared }, (_, i) => i)
  const placed = closed.map((one) => ({
    program: one.program,
    places: [...own, ...one.captures.map((x) => declared + captures.indexOf(x))],
  }))
  return { placed, captures }
}
