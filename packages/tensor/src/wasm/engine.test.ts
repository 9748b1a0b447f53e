import { allocate, type NDArray, viewOf, wrapArray } from "@nablajs/core"
import { afterEach, describe, expect, test } from "vitest"
import { functions, guarded } from "./engine.ts"
import { level, limitLevel } from "./level.ts"
import { copyIn, copyOut, layout, LIMIT, scratch, trim, view, windowBytes, windowIn } from "./memory.ts"
import { f32x4, i32, v128 } from "./simd.ts"
import { upTo } from "./code.ts"

afterEach(() => limitLevel("relaxed"))

const counted = (n: number): NDArray =>
  wrapArray(
    "float32",
    [n],
    Float32Array.from({ length: n }, (_, i) => i),
  )

describe("The level", () => {
  test("is the engine's own until a lower one is asked for", () => {
    const own = level()
    expect(["simd", "relaxed"]).toContain(own)
    limitLevel("simd")
    expect(level()).toBe("simd")
    limitLevel("none")
    expect(level()).toBe("none")
    limitLevel("relaxed")
    expect(level()).toBe(own)
  })

  test("none makes every kernel decline", () => {
    const kernel = guarded((x: NDArray) => x)
    const x = counted(3)
    expect(kernel(x)).toBe(x)
    limitLevel("none")
    expect(kernel(x)).toBeUndefined()
  })
})

describe("Scratch memory", () => {
  test("is laid out in regions that do not touch, and grows", () => {
    const [a, b, c] = layout(100, 1, 64) as [number, number, number]
    expect((a % 64) + (b % 64) + (c % 64)).toBe(0)
    expect(b).toBeGreaterThanOrEqual(a + 100)
    expect(c).toBeGreaterThan(b)
    layout(64 << 20)
    expect(scratch()?.buffer.byteLength).toBeGreaterThan(64 << 20)
    expect(view("float64").byteLength).toBe(scratch()?.buffer.byteLength)
  })

  test("refuses what is too large, and gives back what was large", () => {
    expect(layout(LIMIT)).toBeUndefined()
    layout(300 << 20)
    trim()
    expect(scratch()).toBeUndefined()
    layout(8)
    trim()
    expect(scratch()).toBeDefined()
  })

  test("takes arrays in and gives copies out", () => {
    const [at] = layout(4000) as [number]
    copyIn(counted(1000), at)
    const back = copyOut("float32", [10, 10], at)
    expect([back.shape, back.data[99]]).toEqual([[10, 10], 99])
    expect(copyOut("float32", [3], at).toArray()).toEqual([0, 1, 2])
  })

  test("takes windows in as what they span, with their strides", () => {
    const reversed = viewOf(counted(12), [3, 4], [4, -1], 3)
    const [at] = layout(windowBytes(reversed)) as [number]
    const { address, strides } = windowIn(reversed, at)
    expect(strides).toEqual([16, -4])
    expect(view("float32")[address / 4]).toBe(3)
    expect(view("float32")[(address + 2 * 16 - 3 * 4) / 4]).toBe(8)
    const sparse = viewOf(counted(100000), [10], [10000], 0)
    expect(windowBytes(sparse)).toBe(40)
    const [to] = layout(40) as [number]
    expect(windowIn(sparse, to)).toEqual({ address: to, strides: [4] })
    expect(view("float32")[to / 4 + 9]).toBe(90000)
  })
})

describe("Modules", () => {
  let generated = 0
  const twice = (n: number) =>
    functions("twice", (module, fused) => {
      generated++
      module.define("twice", ["i32", "i32"], (v, at, bytes) => {
        const i = v.local("i32")
        const two = v.hoist(f32x4.const(2))
        const place = i32.add(at, i)
        const product = fused ? f32x4.fma(v128.load(place), two, f32x4.const(0)) : f32x4.mul(v128.load(place), two)
        return [upTo(i, bytes, 16, [v128.store(place, product)])]
      })
    }).twice?.((layout(4 * n) as number[])[0] as number, 4 * n)

  const result = () => {
    const [at] = layout(32) as [number]
    copyIn(counted(8), at)
    twice(8)
    return copyOut("float32", [8], at).toArray()
  }

  test("are generated once for each level, and meet a new memory", () => {
    layout(8)
    const expected = [0, 2, 4, 6, 8, 10, 12, 14]
    expect([result(), result(), generated]).toEqual([expected, expected, 1])
    layout(300 << 20)
    trim()
    layout(8)
    expect([result(), generated]).toEqual([expected, 1])
    limitLevel("simd")
    expect([result(), generated]).toEqual([expected, level() === "simd" ? 2 : 1])
  })

  test("that were not used for long are generated again", () => {
    layout(8)
    const make = (name: string) => functions(name, (m) => m.compute("f", [], "i32", () => ({ steps: [], result: name.length }))).f?.()
    for (let i = 0; i < 300; i++) expect(make("x".repeat(i + 1))).toBe(i + 1)
    const before = generated
    expect([result(), generated]).toEqual([[0, 2, 4, 6, 8, 10, 12, 14], before + 1])
  })
})

test("kernels run one at a time: inside one, others decline", () => {
  const inner = guarded(() => true)
  const outer = guarded(() => inner() === undefined)
  expect([outer(), inner()]).toEqual([true, true])
  const failing = guarded((): true => {
    throw new Error("no")
  })
  expect(failing).toThrow("no")
  expect(inner()).toBe(true)
  expect(allocate("float64", [1]).size).toBe(1)
})
