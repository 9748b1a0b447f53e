// Operations to lines: what is used twice, nested deep or long becomes a local.
import { NablaError } from "@nablajs/core"
import { type Names, sizeLevel } from "./names.ts"
import type { Op } from "./op.ts"
import { type Helping, level, type Piece, type Target } from "./target.ts"

const LONGEST = 72
const DEEPEST = 6

interface Placed extends Piece {
  readonly depth: number
}

export interface Body {
  readonly locals: readonly (readonly [string, string])[]
  readonly result: string
  readonly needs: readonly string[]
}

/** The lines of a function that computes the last of `ops`, which come arguments first. */
export function body(ops: readonly Op[], target: Target, title: string, names: Names): Body {
  const uses = new Map<Op, number>()
  for (const op of ops) for (const x of op.args) uses.set(x, (uses.get(x) ?? 0) + 1)
  const needs = new Set<string>()
  const help: Helping = { need: (name) => needs.add(name), size: names.size }
  const placed = new Map<Op, Placed>()
  const locals: [string, string][] = []
  for (const op of ops) {
    const args = op.args.map((x) => placed.get(x) as Placed)
    const piece = leaf(op, target, names, help) ?? made(op, args, target, title, help)
    const depth = 1 + args.reduce((most, x) => Math.max(most, x.depth), 0)
    const inline = op.args.length === 0 && op.kind !== "array" && op.kind !== "eye"
    const named = !inline && op !== ops.at(-1) && ((uses.get(op) ?? 0) > 1 || depth >= DEEPEST || piece.code.length > LONGEST)
    if (!named) {
      placed.set(op, { ...piece, depth: inline ? 0 : depth })
      continue
    }
    const name = names.local()
    locals.push([name, piece.code])
    placed.set(op, { code: name, level: level.atom, shape: op.shape, depth: 0, ...(piece.number !== undefined && { number: Number.NaN }) })
  }
  return { locals, result: (placed.get(ops.at(-1) as Op) as Placed).code, needs: [...needs].sort() }
}

function leaf(op: Op, target: Target, names: Names, help: Helping): Piece | null {
  const { shape } = op
  if (op.kind === "input") return { code: names.of(op.data.name as string), level: level.atom, shape }
  if (op.kind === "number") {
    const number = op.data.value as number
    const code = target.number(number)
    return { code, level: code.startsWith("-") ? level.unary : level.atom, shape, number }
  }
  if (op.kind === "size") {
    const code = names.size(op.data.size as never)
    return { code, level: sizeLevel(code), shape, number: Number.NaN }
  }
  return op.kind === "array" ? { code: target.array(op.data.rows, help), level: level.atom, shape } : null
}

function made(op: Op, args: readonly Piece[], target: Target, title: string, help: Helping): Piece {
  const key = op.kind === "map" ? (op.data.name as string) : op.kind
  const form = Object.hasOwn(target.forms, key) ? target.forms[key] : undefined
  if (form === undefined) {
    const others = target.scalars ? "; it prints formulas of scalars, the target nabla prints matrices" : "; another target may have it"
    throw new NablaError("unsupported", `code: the target ${title} has no ${key}${others}`)
  }
  const text = form(args, op, help)
  // arithmetic of plain numbers is a plain number, of unknown value
  const plain = text.level < level.atom && args.every((x) => x.number !== undefined)
  return { ...text, shape: op.shape, ...(plain && { number: Number.NaN }) }
}
