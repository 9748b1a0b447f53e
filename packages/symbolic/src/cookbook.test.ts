// Derivatives of determinants, inverses, traces, norms and the objectives of machine learning, with the textbook's answers.
import { describe, expect, it } from "vitest"
import { check, checkSteps } from "./check.ts"
import { derive } from "./derive.ts"
import { views } from "./steps/build.ts"
import { chapters, derivationOf, variables } from "../cookbook/index.ts"
import { parse } from "./parse.ts"
import { text } from "./print/text.ts"

const ratios: number[] = []

describe.each(Object.entries(chapters))("%s", (chapter, entries) => {
  it.each(entries.map(([f, by, answer], index) => ({ f, by, answer, index })))(
    "the derivative of $f by $by is $answer",
    ({ answer, index }) => {
      const d = derivationOf(chapter, index)
      const report = check(d)
      expect(report.summary).toContain("agree")
      const claimed = parse(answer, variables)
      expect(check({ ...d, expr: claimed }).summary).toContain("agree")
      for (const view of views) {
        const steps = checkSteps(derivationOf(chapter, index, view))
        expect(steps.faults.map((fault) => `${view}, ${fault.step.title}: ${fault.side} is off by ${fault.difference}`)).toEqual([])
      }
      ratios.push(text(d).length / text(claimed).length)
    },
  )
})

it("no answer leaves the notation of matrices where the textbook does not", () => {
  expect(text(derive("a' * X' * C * X * c", "X", variables).expr)).not.toContain("einsum")
})

it("answers are as short as the textbook's, in the median", () => {
  const sorted = [...ratios].sort((a, b) => a - b)
  expect(sorted.length).toBe(Object.values(chapters).flat().length)
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(1.05)
})
