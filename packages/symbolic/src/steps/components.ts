// Terms written in components: Aᵢⱼ xⱼ with sums over the indices that the result lacks.
import { latexOfName } from "../print/latex.ts"
import type { Dim, Expr } from "@nablajs/core"
import { text } from "../print/text.ts"
import type { Shown } from "./step.ts"

/** A tangent symbol that is printed as a Kronecker delta: dx with index i is δ between i and the target. */
interface Delta {
  readonly name: string
  readonly of: string
  readonly target: readonly string[]
}

/** A product of factors under one Σ, or a sum of those. */
interface Piece {
  readonly factors: readonly Shown[]
  readonly sums: readonly string[]
}

const pool = "ijklmnabcdefgh"
const MOST = 400

/** The component of a term at the given indices; null where the term has operations without such notation. */
export function components(root: Expr, free: readonly string[], delta?: Delta): Shown | null {
  const used = new Set([...free, ...(delta?.target ?? [])])
  let budget = MOST
  let made = 0
  const fresh = (): string => String.fromCharCode(OPEN + made++)

  const sum = (pieces: readonly Piece[]): Shown => ({ text: signed(pieces.map(write), "text"), latex: signed(pieces.map(write), "latex") })

  function of(e: Expr, index: readonly string[]): readonly Piece[] | null {
    if (--budget < 0) return null
    if (e.name !== null) return [{ factors: [entry(e, index, delta)], sums: [] }]
    if (e.literal !== null) return [{ factors: [{ text: text(e), latex: String(e.literal) }], sums: [] }]
    const name = e.primitive?.name ?? ""
    const own = Object.hasOwn(forms, name) ? forms[name] : undefined
    if (own) return own(e, index)
    if (e.primitive?.kind !== "elementwise") return null
    const args = e.args.map((x) => of(x, aligned(x, e, index)))
    if (args.some((x) => x === null)) return null
    const shown = args.map((x) => sum(x as readonly Piece[]))
    const write_ = (key: "text" | "latex"): string =>
      key === "text"
        ? `${name}(${shown.map((s) => s.text).join(", ")})`
        : `\\operatorname{${name}}(${shown.map((s) => s.latex).join(", ")})`
    return [{ factors: [{ text: write_("text"), latex: write_("latex") }], sums: [] }]
  }

  const product = (a: readonly Piece[] | null, b: readonly Piece[] | null, sums: readonly string[]): readonly Piece[] | null => {
    if (a === null || b === null) return null
    const left = a.length > 1 ? [bracket(sum(a))] : a
    const right = b.length > 1 ? [bracket(sum(b))] : b
    const [p, q] = [left[0] as Piece, right[0] as Piece]
    return [{ factors: [...p.factors, ...q.factors], sums: [...sums, ...p.sums, ...q.sums] }]
  }

  const forms: Readonly<Record<string, (e: Expr, index: readonly string[]) => readonly Piece[] | null>> = {
    add: (e, index) => joined(of(arg(e, 0), aligned(arg(e, 0), e, index)), of(arg(e, 1), aligned(arg(e, 1), e, index))),
    subtract: (e, index) => joined(of(arg(e, 0), aligned(arg(e, 0), e, index)), minus(of(arg(e, 1), aligned(arg(e, 1), e, index)))),
    negative: (e, index) => minus(of(arg(e, 0), index)),
    multiply: (e, index) => product(of(arg(e, 0), aligned(arg(e, 0), e, index)), of(arg(e, 1), aligned(arg(e, 1), e, index)), []),
    square: (e, index) => {
      const inner = of(arg(e, 0), index)
      if (inner === null) return null
      const shown =
        inner.length === 1 && (inner[0] as Piece).factors.length === 1 && (inner[0] as Piece).sums.length === 0
          ? sum(inner)
          : bracket(sum(inner)).factors[0]
      return [{ factors: [{ text: `${shown?.text}²`, latex: `{${shown?.latex}}^{2}` }], sums: [] }]
    },
    contract: (e, index) => {
      const { a, b, out } = e.params as { a: number[]; b: number[]; out: number[] }
      const names = new Map<number, string>(out.map((label, i) => [label, index[i] as string]))
      const sums: string[] = []
      for (const label of [...a, ...b]) {
        if (names.has(label)) continue
        const name = fresh()
        names.set(label, name)
        sums.push(name)
      }
      const at = (labels: readonly number[]): string[] => labels.map((label) => names.get(label) as string)
      return product(of(arg(e, 0), at(a)), of(arg(e, 1), at(b)), sums)
    },
    transpose: (e, index) => {
      const { axes } = e.params as { axes: number[] }
      const inner: string[] = []
      axes.forEach((k, i) => {
        inner[k] = index[i] as string
      })
      return of(arg(e, 0), inner)
    },
    sum: (e, index) => {
      const { axes } = e.params as { axes: number[] }
      const sums: string[] = []
      let k = 0
      const inner = arg(e, 0).shape.map((_: Dim, i: number) => {
        if (!axes.includes(i)) return index[k++] as string
        const name = fresh()
        sums.push(name)
        return name
      })
      const pieces = of(arg(e, 0), inner)
      return pieces === null ? null : pieces.map((p) => ({ ...p, sums: [...sums, ...p.sums] }))
    },
    broadcast: (e, index) => {
      const { axes } = e.params as { axes: number[] }
      return of(
        arg(e, 0),
        index.filter((_, i) => !axes.includes(i)),
      )
    },
    diagonal: (e, index) => of(arg(e, 0), [...index, index[index.length - 1] as string]),
    diag: (e, index) => {
      const [i, j] = index.slice(-2) as [string, string]
      const inner = of(arg(e, 0), index.slice(0, -1))
      return product(inner, [{ factors: [kronecker(i, j)], sums: [] }], [])
    },
  }

  const pieces = of(root, free)
  if (pieces === null || made > pool.length) return null
  const shown = pieces.map((p) => lettered(write(p), used))
  return { text: signed(shown, "text"), latex: signed(shown, "latex") }
}

// Indices that are summed get letters in the order in which the factors show them.
function lettered(s: Shown, used: ReadonlySet<string>): Shown {
  const letters = [...pool].filter((c) => !used.has(c))
  const found = [...new Set(s.text.replaceAll(/Σ_\S+ /g, ""))].filter(isOpen)
  const all = [...found, ...new Set([...s.text].filter((c) => isOpen(c) && !found.includes(c)))]
  const put = (text: string): string =>
    text.replaceAll(/Σ_(\S+) /g, (_, names: string) => `Σ_${[...names].sort((a, b) => all.indexOf(a) - all.indexOf(b)).join("")} `)
  const swap = (text: string): string => [...text].map((c) => (isOpen(c) ? (letters[all.indexOf(c)] ?? "?") : c)).join("")
  return { text: swap(put(s.text)), latex: swap(s.latex) }
}

const OPEN = 0xe000
const isOpen = (c: string): boolean => c.charCodeAt(0) >= OPEN && c.charCodeAt(0) < OPEN + 0x1000

const arg = (e: Expr, i: number): Expr => e.args[i] as Expr

/** Indices of an operand that broadcasts: those at the right. */
const aligned = (x: Expr, e: Expr, index: readonly string[]): readonly string[] =>
  x.shape.length === e.shape.length ? index : index.slice(index.length - x.shape.length)

const kronecker = (i: string, j: string): Shown => ({ text: `δ_${i}${j}`, latex: `\\delta_{${i}${j}}` })

function entry(e: Expr, index: readonly string[], delta: Delta | undefined): Shown {
  if (delta && e.name === delta.name) {
    const factors = index.map((i, k) => kronecker(i, delta.target[k] as string))
    if (factors.length === 0) return { text: "1", latex: "1" }
    return { text: factors.map((f) => f.text).join(" "), latex: factors.map((f) => f.latex).join(" ") }
  }
  const name = e.name as string
  if (index.length === 0) return { text: name, latex: latexOfName(name) }
  return { text: `${name}_${index.join("")}`, latex: `${latexOfName(name)}_{${index.join(" ")}}` }
}

const joined = (a: readonly Piece[] | null, b: readonly Piece[] | null): readonly Piece[] | null =>
  a === null || b === null ? null : [...a, ...b]

const minusSign: Shown = { text: "-1", latex: "-1" }

const minus = (a: readonly Piece[] | null): readonly Piece[] | null => a?.map((p) => ({ ...p, factors: [minusSign, ...p.factors] })) ?? null

const bracket = (s: Shown): Piece => ({ factors: [{ text: `(${s.text})`, latex: `\\left(${s.latex}\\right)` }], sums: [] })

/** A product with its Σ in front; factors −1 become a sign, factors 1 go. */
function write({ factors, sums }: Piece): Shown {
  const negative = factors.filter((f) => f.text === "-1").length % 2 === 1
  const kept = factors.filter((f) => f.text !== "-1" && f.text !== "1")
  const shown = kept.length === 0 ? [{ text: "1", latex: "1" }] : kept
  const [t, l] = [shown.map((f) => f.text).join(" "), shown.map((f) => f.latex).join(" ")]
  const [st, sl] = sums.length === 0 ? ["", ""] : [`Σ_${sums.join("")} `, `\\sum_{${sums.join(",")}} `]
  return { text: `${negative ? "-" : ""}${st}${t}`, latex: `${negative ? "-" : ""}${sl}${l}` }
}

const signed = (pieces: readonly Shown[], key: "text" | "latex"): string =>
  pieces.map((p) => p[key]).reduce((a, b) => (b.startsWith("-") ? `${a} - ${b.slice(1)}` : `${a} + ${b}`))
