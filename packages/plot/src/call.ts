import { NablaError, wrapArray } from "@nablajs/core"
import { isArrayLike, isTensor, plain, shapeText } from "./values.ts"

/** A function of one number; it may answer a number or a tensor without axes. */
export type Fn = (x: number) => unknown

/** A function over the plane: of two numbers, or of one vector `[x, y]`. */
export type PlaneFn = ((x: number, y: number) => unknown) | ((v: never) => unknown)

function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value)
  if (value === undefined || value === null) return undefined
  const inner = plain(value)
  if (typeof inner === "number") return inner
  return isArrayLike(inner) && inner.length === 1 && typeof inner[0] === "number" ? inner[0] : undefined
}

function refuse(operation: string, at: string, got: unknown): never {
  throw new NablaError(
    "bad-argument",
    `${operation}: the function must answer one number, got ${shapeText(got)} at ${at}; return a number or a 0-d tensor`,
  )
}

/** A user's function of x as a plain function of numbers. */
export function ofNumber(f: unknown, operation: string): (x: number) => number {
  if (typeof f !== "function") throw new NablaError("bad-argument", `${operation}: expected a function of x, got ${shapeText(f)}`)
  return (x) => {
    const value = (f as Fn)(x)
    return typeof value === "number" ? value : (numberOf(value) ?? refuse(operation, `x = ${x}`, value))
  }
}

type Maker = (v: [number, number]) => unknown

// Operations of Nabla take tensors, plain code takes arrays.
const makers: readonly Maker[] = [(v) => wrapArray("float64", [2], Float64Array.from(v)), (v) => v]

/** How a function over the plane wants its point, found out at its first point. */
function makerFor(f: (v: unknown) => unknown, x: number, y: number, answers: (value: unknown) => boolean): Maker {
  let failure: unknown
  for (const make of makers) {
    try {
      if (answers(f(make([x, y])))) return make
    } catch (error) {
      failure ??= error
    }
  }
  if (failure !== undefined) throw failure
  return makers[1] as Maker
}

const isNumber = (value: unknown): boolean => {
  const v = numberOf(value)
  return v !== undefined && !Number.isNaN(v)
}

/** A user's function over the plane as a plain function of two numbers. */
export function ofPlane(f: unknown, operation: string): (x: number, y: number) => number {
  if (typeof f !== "function")
    throw new NablaError("bad-argument", `${operation}: expected a function of (x, y) or of a vector, got ${shapeText(f)}`)
  const read = (value: unknown, x: number, y: number): number => numberOf(value) ?? refuse(operation, `(${x}, ${y})`, value)
  if (f.length !== 1) return (x, y) => read(f(x, y), x, y)
  let maker: Maker | undefined
  return (x, y) => {
    maker ??= makerFor(f as (v: unknown) => unknown, x, y, isNumber)
    return read(f(maker([x, y])), x, y)
  }
}

function pairOf(value: unknown): [number, number] | undefined {
  const list = isTensor(value) ? plain(value) : value
  if (!isArrayLike(list) || list.length !== 2) return undefined
  const [a, b] = [numberOf(list[0]), numberOf(list[1])]
  return a === undefined || b === undefined ? undefined : [a, b]
}

/** A field over the plane, such as a gradient, as a plain function from two numbers to two. */
export function ofField(f: unknown, operation: string): (x: number, y: number) => [number, number] {
  if (typeof f !== "function") throw new NablaError("bad-argument", `${operation}: expected a function to vectors, got ${shapeText(f)}`)
  const read = (value: unknown, x: number, y: number): [number, number] => {
    const pair = pairOf(value)
    if (pair) return pair
    throw new NablaError(
      "bad-argument",
      `${operation}: the function must answer two numbers, got ${shapeText(value)} at (${x}, ${y}); return [u, v], and mind that a function with one parameter is given the vector`,
    )
  }
  if (f.length !== 1) return (x, y) => read(f(x, y), x, y)
  let maker: Maker | undefined
  return (x, y) => {
    maker ??= makerFor(f as (v: unknown) => unknown, x, y, (value) => pairOf(value)?.every((c) => !Number.isNaN(c)) === true)
    return read(f(maker([x, y])), x, y)
  }
}
