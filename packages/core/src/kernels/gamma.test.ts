import { expect, test } from "vitest"
import { digamma } from "./gamma.ts"

// From ψ by 60 digits at the doubles themselves.
const besideItsRoot: readonly (readonly [x: number, psi: number])[] = [
  [1.4616321449683622, -9.241265521729427e-17],
  [1.461632144968363, 5.521865490947105e-16],
  [1.46163, -2.0756283887224574e-6],
  [1.4617, 6.56593922936765e-5],
  [1.43, -0.031060923671447114],
  [1.4, -0.06138454458511624],
  [1.402, -0.05933580723751523],
  [1.52, 0.05502211457955164],
  [1.522, 0.05685752082909574],
  [1.53, 0.06416730736607718],
  [1.5, 0.03648997397857652],
]

test.each(besideItsRoot)("digamma keeps its digits beside its root: ψ(%d)", (x, psi) => {
  expect(Math.abs(digamma(x) / psi - 1)).toBeLessThan(3e-14)
})
