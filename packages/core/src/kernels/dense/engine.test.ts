import { afterEach, expect, it } from "vitest"
import { accelerate, fast } from "../../accelerate.ts"
import { factorCholesky, solveSystem } from "../lu.ts"
import { dense, type DenseEngine } from "./engine.ts"
import { multiplyAdd } from "./product.ts"

const before = fast.dense
afterEach(() => {
  fast.dense = before
})

const system = (n: number): Float64Array => Float64Array.from({ length: n * n }, (_, i) => Math.sin(i * i) + (i % (n + 1) === 0 ? n : 0))

/** The plain kernels under another name, which tell what they are asked for. */
function spy(asked: string[], room: (count: number) => Float64Array | undefined): DenseEngine {
  const { w: _, ...plain } = dense(1, 1)
  return {
    ...plain,
    workspace: (count) => {
      asked.push("workspace")
      return room(count)
    },
    multiplyAdd: (...args) => {
      asked.push("multiplyAdd")
      multiplyAdd(...args)
    },
  }
}

it("large factorizations run in the workspace of the engine that was given, small ones never ask", () => {
  const asked: string[] = []
  const want = solveSystem(system(40), 40, null, 40).x
  accelerate({ dense: spy(asked, (count) => new Float64Array(count).fill(Number.NaN)) })
  expect([...solveSystem(system(40), 40, null, 40).x]).toEqual([...want])
  expect(new Set(asked)).toEqual(new Set(["workspace", "multiplyAdd"]))
  asked.length = 0
  solveSystem(system(31), 31, null, 31)
  expect(asked).toEqual([])
})

it("an engine without room leaves the work to plain loops", () => {
  const asked: string[] = []
  accelerate({ dense: spy(asked, () => undefined) })
  const { l, failed } = factorCholesky(
    Float64Array.from({ length: 40 * 40 }, (_, i) => (i % 41 === 0 ? 4 : 0)),
    40,
  )
  expect(failed).toBe(-1)
  expect(l[41]).toBe(2)
  expect(asked).toEqual(["workspace"])
})
