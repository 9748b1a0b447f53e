// The number of floating-point operations, as a polynomial in the sizes.
import { addSizes, type Dim, multiplySizes } from "@nablajs/core"
import type { Op } from "./op.ts"

const product = (dims: readonly Dim[]): Dim => dims.reduce<Dim>(multiplySizes, 1)

const times = (c: number, ...dims: Dim[]): Dim => multiplySizes(c, product(dims))

const free: ReadonlySet<string> = new Set(
  "input number array size transpose diagonal diag eye full broadcast reshape flip concat part pad".split(" "),
)

/** Three times the operations of each kind, thirds being what factorisations cost. */
const tripled: Readonly<Record<string, (op: Op, x: Op) => Dim>> = {
  matmul: (op, x) => times(6, ...op.shape, x.shape.at(-1) as Dim),
  dot: (_, x) => times(6, ...x.shape),
  einsum: (op) => {
    const [ins] = (op.data.spec as string).split("->") as [string]
    const sizes = new Map<string, Dim>()
    ins.split(",").forEach((word, i) => [...word].forEach((letter, k) => sizes.set(letter, op.args[i]?.shape[k] as Dim)))
    return times(sizes.size > op.shape.length ? 6 : 3, ...sizes.values())
  },
  // LU takes 2/3 n³, the two triangular systems 2 n² for each column
  solve: (op, x) => addSizes(times(2, ...x.shape, x.shape[0] as Dim), times(6, x.shape[0] as Dim, ...op.shape)),
  inv: (_, x) => times(6, ...x.shape, x.shape[0] as Dim),
  det: (_, x) => times(2, ...x.shape, x.shape[0] as Dim),
  logdet: (_, x) => times(2, ...x.shape, x.shape[0] as Dim),
  trace: (_, x) => times(3, x.shape[0] as Dim),
  norm: (_, x) => times(6, ...x.shape),
  logsumexp: (_, x) => times(9, ...x.shape),
}

const reductions: ReadonlySet<string> = new Set(["sum", "max", "min", "prod"])

/** An estimate such as "4*m*n + m", every function of an element counting as one. */
export function flops(ops: readonly Op[]): string {
  const parts = new Map<string, number>()
  for (const op of ops) for (const [monomial, c] of monomials(costOf(op))) parts.set(monomial, (parts.get(monomial) ?? 0) + c)
  const degree = (m: string): number => (m === "" ? 0 : m.split("*").length)
  const sorted = [...parts].filter(([, c]) => c !== 0).sort(([a], [b]) => degree(b) - degree(a) || (a < b ? -1 : 1))
  return sorted.length === 0 ? "0" : sorted.map(([m, c], i) => written(m, c, i === 0)).join("")
}

function costOf(op: Op): Dim {
  if (free.has(op.kind)) return 0
  const x = op.args[0] as Op
  const rule = Object.hasOwn(tripled, op.kind) ? tripled[op.kind] : undefined
  if (rule !== undefined) return rule(op, x)
  return times(3, ...(reductions.has(op.kind) ? x : op).shape)
}

function monomials(size: Dim): [string, number][] {
  if (typeof size === "number") return size === 0 ? [] : [["", size]]
  return size
    .replaceAll("-", "+-")
    .split("+")
    .filter((term) => term !== "")
    .map((term) => {
      const [, minus = "", digits = "", rest = ""] = /^(-?)(\d*)\*?(.*)$/.exec(term) ?? []
      return [rest, (minus === "" ? 1 : -1) * (digits === "" ? 1 : Number(digits))]
    })
}

function written(monomial: string, third: number, first: boolean): string {
  const c = Math.abs(third)
  const number = c % 3 === 0 ? String(c / 3) : `${c}/3`
  const powers = new Map<string, number>()
  for (const name of monomial === "" ? [] : monomial.split("*")) powers.set(name, (powers.get(name) ?? 0) + 1)
  const factors = [...powers].map(([name, k]) => (k === 1 ? name : `${name}^${k}`))
  const text = number === "1" && factors.length > 0 ? factors.join("*") : [number, ...factors].join("*")
  return first ? (third < 0 ? `-${text}` : text) : third < 0 ? ` - ${text}` : ` + ${text}`
}
