// What the printers of code print: a graph of few operations, equal ones being one object. No target sees a primitive.
import type { Dim, Shape } from "@nablajs/core"

export interface Op {
  /** "map" for functions of elements, whose name is in `data`; else the operation itself. */
  readonly kind: string
  readonly args: readonly Op[]
  readonly shape: Shape
  readonly data: Data
}

export interface Data {
  readonly name?: string
  readonly value?: number
  readonly rows?: unknown
  readonly axes?: readonly number[]
  readonly spec?: string
  readonly size?: Dim
  /** What is taken along each axis: a position, a span, all. */
  readonly spans?: readonly (Span | number)[]
  readonly margins?: readonly Margin[]
}

/** From the front, without the last; null is all. */
export type Span = { readonly start: number; readonly stop: Dim; readonly step: number } | null

/** Zeros before and behind. */
export interface Margin {
  readonly low: number
  readonly high: Dim
  readonly step: number
}

/** Makes operations, each once. */
export class Graph {
  readonly #known = new Map<string, Op>()
  readonly #ids = new Map<Op, number>()

  op(kind: string, args: readonly Op[], shape: Shape, data: Data = {}): Op {
    // JSON has no NaN, infinities and -0
    const value = data.value === undefined ? "" : Object.is(data.value, -0) ? "-0" : String(data.value)
    const key = `${kind}(${args.map((x) => this.#ids.get(x)).join()})${value}${JSON.stringify([shape, data])}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const made = { kind, args, shape, data }
    this.#known.set(key, made)
    this.#ids.set(made, this.#ids.size)
    return made
  }

  map(name: string, args: readonly Op[], shape: Shape): Op {
    return this.op("map", args, shape, { name })
  }

  /** The transpose of a matrix; two of them cancel, and a diagonal matrix is its own. */
  turn(x: Op): Op {
    if (x.shape.length < 2 || x.kind === "diag" || x.kind === "eye") return x
    if (x.kind === "transpose" && x.shape.length === 2) return x.args[0] as Op
    return this.op("transpose", [x], [...x.shape].reverse(), { axes: x.shape.map((_, i) => x.shape.length - 1 - i) })
  }
}

/** What `root` needs, arguments first. Uses no recursion. */
export function inOrder(root: Op): Op[] {
  const out: Op[] = []
  const seen = new Set<Op>()
  const stack = [root]
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const open = seen.has(top) ? [] : top.args.filter((x) => !seen.has(x))
    if (open.length > 0) {
      stack.push(...open.reverse())
      continue
    }
    stack.pop()
    if (!seen.has(top)) out.push(top)
    seen.add(top)
  }
  return out
}
