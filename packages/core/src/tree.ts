// Trees: values inside arrays and records, as parameters of models are kept.
import { NablaError } from "./errors.ts"
import { isNode, type Value } from "./value.ts"

/** Values in nested arrays and records. */
export type ValueTree = Value | readonly ValueTree[] | { readonly [key: string]: ValueTree }

/** What remains of a tree when its values are taken out: equal structures have equal text. */
export interface Structure {
  readonly keys: readonly string[] | null
  readonly list: boolean
  readonly children: readonly Structure[]
}

const leaf: Structure = { keys: null, list: false, children: [] }
const DEEPEST = 500

export interface Flattened {
  readonly leaves: Value[]
  readonly structure: Structure
}

/** The values of a tree in a fixed order (records by their own order of keys), and its structure. */
export function flatten(operation: string, tree: unknown): Flattened {
  const leaves: Value[] = []
  // the way to the value that is visited, for messages
  const way: (string | number)[] = []
  const visit = (x: unknown): Structure => {
    if (typeof x === "number" || isNode(x)) {
      leaves.push(x as Value)
      return leaf
    }
    if (way.length > DEEPEST) throw new NablaError("too-large", `${operation}: arrays and records nested deeper than ${DEEPEST}`)
    if (Array.isArray(x)) {
      const children: Structure[] = []
      // by index, so that a hole is met as undefined
      for (let i = 0; i < x.length; i++) children.push(step(i, x[i]))
      return { keys: null, list: true, children }
    }
    if (!isRecord(x)) throw foreign(operation, x, way)
    const keys = Object.keys(x)
    return { keys, list: false, children: keys.map((key) => step(key, x[key])) }
  }
  const step = (key: string | number, x: unknown): Structure => {
    way.push(key)
    const structure = visit(x)
    way.pop()
    return structure
  }
  const structure = visit(tree)
  return { leaves, structure }
}

function foreign(operation: string, x: unknown, way: readonly (string | number)[]): NablaError {
  const path = way.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("")
  return new NablaError(
    "bad-argument",
    `${operation}: expected numbers and tensors, in arrays and records at most; ${path || "the value"} is ${what(x)}`,
  )
}

function isRecord(x: unknown): x is Record<string, unknown> {
  if (typeof x !== "object" || x === null) return false
  const prototype = Object.getPrototypeOf(x)
  return prototype === Object.prototype || prototype === null
}

function what(x: unknown): string {
  if (x === null || x === undefined || typeof x === "boolean") return String(x)
  if (x instanceof Promise) return "a promise; differentiate functions that return at once"
  if (ArrayBuffer.isView(x)) return "a typed array; wrap it in tensor(…)"
  return typeof x === "object" ? `an object of class ${x.constructor?.name ?? "unknown"}` : `a ${typeof x}`
}

/** The tree of that structure with other values. */
export function unflatten<X>(structure: Structure, leaves: readonly X[]): unknown {
  let next = 0
  const build = (s: Structure): unknown => {
    if (s.list) return s.children.map(build)
    if (s.keys === null) return leaves[next++]
    // own properties, also for a key such as "__proto__"
    return Object.fromEntries(s.keys.map((key, i) => [key, build(s.children[i] as Structure)]))
  }
  return build(structure)
}

export function sameStructure(a: Structure, b: Structure): boolean {
  return (
    a.list === b.list &&
    a.children.length === b.children.length &&
    (a.keys === null) === (b.keys === null) &&
    (a.keys ?? []).every((key, i) => key === b.keys?.[i]) &&
    a.children.every((child, i) => sameStructure(child, b.children[i] as Structure))
  )
}

/** A structure as text for messages: `{ w: *, b: [*, *] }`. */
export function showStructure(s: Structure): string {
  if (s.list) return `[${s.children.map(showStructure).join(", ")}]`
  if (s.keys === null) return "*"
  return `{ ${s.keys.map((key, i) => `${key}: ${showStructure(s.children[i] as Structure)}`).join(", ")} }`
}

/** `f` of every value of a tree, in a tree of the same structure. */
export function mapTree<X>(operation: string, f: (x: Value) => X, tree: unknown): unknown {
  const { leaves, structure } = flatten(operation, tree)
  return unflatten(structure, leaves.map(f))
}
