// The one meeting point: every operation passes through here, and the youngest trace among the arguments gives it meaning.
import { NablaError } from "./errors.ts"
import type { Primitive } from "./primitive.ts"
import { asNode, describe, isLiteral, type Params, type Value, type World } from "./value.ts"
import { VERSION } from "./version.ts"

// Two copies of this package must not count separately: equal levels of nested gradients would give silent zeros.
const registry = Symbol.for("@nablajs/core")

let counter: { level: number } | undefined

/**
 * The world of operands that are no values yet: bigints and pairs `{ re, im }`, which take their type from the tensors beside
 * them. It arrives with the arrays, so that functions of numbers alone need not carry it.
 */
export const literals: { world: World | undefined } = { world: undefined }

/** A level above every one handed out before, shared by all copies of the package in this process. */
export function freshLevel(): number {
  counter ??= sharedCounter()
  return ++counter.level
}

function sharedCounter(): { level: number } {
  const home = globalThis as { [registry]?: { level: number } }
  home[registry] ??= { level: 1 }
  return home[registry]
}

export function bind1(primitive: Primitive, x: Value, params?: Params): Value {
  if (typeof x === "number") return primitive.kind === "elementwise" ? primitive.numbers(x, 0, 0) : primitive.lone([x], params)
  return worldOf(primitive, x).bind1(primitive, x, params)
}

export function bind2(primitive: Primitive, a: Value, b: Value, params?: Params): Value {
  if (typeof a === "number") {
    if (typeof b !== "number") return worldOf(primitive, b).bind2(primitive, a, b, params)
    return primitive.kind === "elementwise" ? primitive.numbers(a, b, 0) : primitive.lone([a, b], params)
  }
  const world = worldOf(primitive, a)
  // most often both live in one world, which has just been checked
  if (typeof b === "number" || asNode(b)?.world === world) return world.bind2(primitive, a, b, params)
  const other = worldOf(primitive, b)
  return (other.level > world.level ? other : world).bind2(primitive, a, b, params)
}

export function bindN(primitive: Primitive, args: readonly Value[], params?: Params): Value {
  const world = youngest(primitive, args)
  if (world !== null) return world.bindN(primitive, args, params)
  if (primitive.kind !== "elementwise") return primitive.lone(args, params)
  return primitive.numbers(args[0] as number, args[1] as number, args[2] as number)
}

/** `bind` of a primitive with several results. */
export function bindAll(primitive: Primitive, args: readonly Value[], params?: Params): Value[] {
  const world = youngest(primitive, args)
  if (world !== null) return world.bindAll(primitive, args, params)
  return (primitive as Extract<Primitive, { loneAll: unknown }>).loneAll(args, params)
}

function youngest(primitive: Primitive, args: readonly Value[]): World | null {
  let world: World | null = null
  for (let i = 0; i < args.length; i++) {
    const x = args[i] as Value
    if (typeof x === "number") continue
    const w = worldOf(primitive, x)
    if (world === null || w.level > world.level) world = w
  }
  return world
}

function worldOf(primitive: Primitive, x: Value): World {
  const world = asNode(x)?.world
  if (world?.version === VERSION) return world
  if (literals.world !== undefined && isLiteral(x)) return literals.world
  throw refuse(primitive.name, x, world)
}

function refuse(operation: string, x: unknown, world: World | undefined): NablaError {
  if (world?.version !== undefined) {
    return new NablaError(
      "duplicate-core",
      `${operation}: got a value made by @nablajs/core ${world.version}, but this operation belongs to ${VERSION}; ` +
        "install one version of the @nablajs packages (npm dedupe, or npm ls @nablajs/core to see who asks for another)",
    )
  }
  return new NablaError("bad-argument", `${operation}: expected a number or a tensor, got ${describe(x)}`)
}
