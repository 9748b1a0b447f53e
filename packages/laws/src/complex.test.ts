// Complex numbers through real coordinates: a function of complex arguments is one of their real and imaginary parts, and all
// laws hold for it: shapes, views, tangents, transposition, second derivatives, batches.
import { bindN, complex, type Elementwise, isNablaError, primitives, type Value } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import { casesOf } from "./cases.ts"
import { complexCase, moves, takesComplex } from "./complexcases.ts"
import { laws } from "./laws.ts"

/** Their own cases say how, or parts of other types are meant; singular vectors turn freely where no gauge holds them. */
const apart = new Set(["real", "imag", "conj", "complex", "astype", "discretize", "stopGradient", "rfft", "irfft", "fft", "svd"])

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
