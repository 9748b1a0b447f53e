// Complex numbers through real coordinates: a function of complex arguments is one of their real and imaginary parts, and all
// laws hold for it: shapes, views, tangents, transposition, second derivatives, batches.
import { bindN, complex, type Elementwise, isNablaError, type Primitive, primitives, type Value } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { type Argument, type Case, casesOf } from "./cases.ts"
import { laws } from "./laws.ts"

const z = (re: Value | undefined, im: Value | undefined): Value => complex(re as never, im as never) as Value

/** What takes complex numbers: functions with a rule for them, and all that is linear. */
function takesComplex(p: Primitive): boolean {
  if (p.kind === "elementwise" || p.kind === "custom")
    return p.complex !== undefined || (p as { complexAll?: unknown }).complexAll !== undefined
  return p.kind === "linear" ? p.complexAll === undefined : p.transposes.some((rule) => rule !== null)
}

/** Their own cases say how, or parts of other types are meant; singular vectors turn freely where no gauge holds them. */
const apart = new Set(["real", "imag", "conj", "complex", "astype", "discretize", "stopGradient", "rfft", "irfft", "fft", "svd"])

const moves = ({ dtype }: Argument): boolean => dtype === undefined

/** A case whose floating-point arguments are complex: their imaginary parts follow all others. */
function complexCase(p: Primitive, c: Case): Case {
  const count = c.args.length
  const places = c.args.map((_, i) => i).filter((i) => moves(c.args[i] as Argument))
  const imaginary = places.map((i): Argument => ({ shape: (c.args[i] as Argument).shape, from: away(p) }))
  return {
    ...c,
    title: `complex ${c.title}`,
    args: [...c.args, ...imaginary],
    feed: (xs) => xs.slice(0, count).map((x, i) => (places.includes(i) ? z(x, xs[count + places.indexOf(i)]) : x)),
  }
}

// Off the branch cuts, which lie on the axes, and where powers stay moderate.
const away = (p: Primitive): readonly [number, number] => (p.kind === "elementwise" ? [0.1, 0.8] : [-1, 1])

const candidates = Object.values(primitives).filter((p) => takesComplex(p) && !apart.has(p.name))

describe("complex numbers", () => {
  it("are taken by most primitives", () => {
    expect(candidates.length).toBeGreaterThan(50)
  })
  for (const p of candidates) {
    for (const c of casesOf(p)) {
      if (c.feed || c.held || !c.args.some(moves)) continue
      const both = complexCase(p, c)
      for (const [title, law] of Object.entries(laws)) {
        it(`${p.name}: ${both.title}: ${title}`, () => law(p, both, 5))
      }
    }
  }
})

describe("what orders or rounds", () => {
  const refused = Object.values(primitives).filter(
    (p): p is Elementwise => p.kind === "elementwise" && p.complex === undefined && !p.name.startsWith("bitwise"),
  )
  for (const p of refused) {
    it(`${p.name} refuses complex numbers with one clear error`, () => {
      try {
        bindN(
          p,
          Array.from({ length: p.arity }, () => complex(0.5, 0.5) as Value),
        )
        expect.unreachable()
      } catch (error) {
        expect(isNablaError(error) && error.code).toBe("dtype-mismatch")
        expect(String(error)).toContain("complex")
      }
    })
  }
})
