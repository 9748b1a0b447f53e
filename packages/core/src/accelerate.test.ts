import { beforeEach, expect, test } from "vitest"
import { accelerate } from "./accelerate.ts"
import { allocate, type NDArray, viewOf, wrapArray } from "./array.ts"
import { bind1, bind2, bindAll, bindN } from "./bind.ts"
import { binary, ternary, unary } from "./elementwise.ts"
import { copyOut } from "./kernels/fill.ts"
import type { Shape } from "./shape.ts"
import { customAll, linear } from "./structural.ts"
import { asNode, asTensor, type Value } from "./value.ts"

const same = (x: NDArray): NDArray => wrapArray(x.dtype, x.shape, Float64Array.from(x.data))

const one = unary("testOne", (x) => x, null)
const two = binary("testTwo", (a, b) => a + b, [null, null])
const three = ternary("testThree", (a, b, c) => a + b + c, [null, null, null])
const structural = linear({
  name: "testStructural",
  shape: ([x]) => x as Shape,
  eager: ([x]) => same(x as NDArray),
  transpose: (g) => [g],
})
const several = customAll({
  name: "testSeveral",
  shapes: ([x]) => [x as Shape],
  dtypes: () => ["float64"],
  eagerAll: ([x]) => [same(x as NDArray)],
  jvp: (_, dxs) => dxs,
})

const value = (shape: readonly number[], fill = 1): Value => {
  const x = allocate("float64", shape)
  x.buffer.fill(fill, x.offset, x.offset + x.size)
  return asTensor(x)
}
const first = (x: Value): number => (asNode(x) as NDArray).data[0] as number

let asked: string[] = []
let declines = false
const answer = (name: string, shape: readonly number[]): NDArray | undefined => {
  asked.push(`${name} ${shape.join("x")}`)
  return declines ? undefined : wrapArray("float64", shape, new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(42))
}

beforeEach(() => {
  asked = []
  declines = false
  const elementwise = (p: { name: string }, _: unknown, __: unknown, shape: readonly number[]) => answer(p.name, shape)
  accelerate({
    elementwise: { testOne: elementwise, testTwo: elementwise, testThree: elementwise },
    structural: { testStructural: (_, __, shape) => answer("testStructural", shape) },
    several: { testSeveral: ([x]) => [answer("testSeveral", (x as NDArray).shape)].filter((y) => y !== undefined) },
    copy: (x, out) => {
      asked.push(`copy ${x.shape.join("x")}`)
      if (!declines) out.fill(42)
      return !declines
    },
  })
})

const [small, large, row, column] = [value([64]), value([65]), value([1, 10]), value([10, 1])]

test("a faster kernel answers for arrays of more than 64 elements, in every position of a number", () => {
  const calls = [
    () => bind1(one, large),
    () => bind2(two, large, large),
    () => bind2(two, 1, large),
    () => bind2(two, large, 1),
    () => bind2(two, row, column),
    () => bindN(three, [large, 1, large]),
    () => bind1(structural, large),
  ]
  for (const call of calls) expect(first(call())).toBe(42)
  expect(first(bindAll(several, [large])[0] as Value)).toBe(42)
  expect(asked.map((entry) => entry.split(" ")[1])).toEqual(["65", "65", "65", "65", "10x10", "65", "65", "65"])
})

test("smaller arrays do not ask", () => {
  expect(first(bind1(one, small))).toBe(1)
  expect(first(bind2(two, small, 1))).toBe(2)
  expect(first(bind1(structural, small))).toBe(1)
  expect(asked).toEqual([])
})

test("where it declines the plain kernel answers", () => {
  declines = true
  expect(first(bind1(one, large))).toBe(1)
  expect(first(bind2(two, large, 2))).toBe(3)
  expect(first(bind2(two, 2, large))).toBe(3)
  expect(first(bind2(two, row, column))).toBe(2)
  expect(first(bindN(three, [large, 1, large]))).toBe(3)
  expect(first(bind1(structural, large))).toBe(1)
  expect(asked.length).toBe(6)
})

test("copies that change the order ask too, those that change the type are the engine's own", () => {
  const x = asNode(value([10, 10])) as NDArray
  const turned = viewOf(x, [10, 10], [1, 10])
  expect(copyOut(x, new Float32Array(100), 0)[0]).toBe(1)
  expect(asked).toEqual([])
  expect(copyOut(turned, new Float64Array(100), 0)[0]).toBe(42)
  declines = true
  expect(copyOut(turned, new Float64Array(100), 0)[0]).toBe(1)
  expect(asked).toEqual(["copy 10x10", "copy 10x10"])
})
