import { spawnSync } from "node:child_process"
import { isNablaError, matmul, type NDArray, permuteDims, type Tensor, wrapArray } from "@nablajs/core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import "../index.ts"
import { configureKernels } from "../../kernels.ts"
import { inShared, layout, scratch } from "../memory.ts"
import type { Memory } from "../platform.ts"
import { commandFrom, partOf, wordsOf } from "./command.ts"
import { awaitChange, COMMAND, DONE, newDesk, PARTS, publish, report, take, TICKET } from "./desk.ts"
import { configureThreads, threadCount, threadsFor } from "./pool.ts"
import { divided } from "./product.ts"

const work = { a: 10, b: 11, spare: 12 }
const side = { base: 1, places: 2, inner: 3, unit: true }
const command = {
  ...({ dtype: "float64", vectors: 2, fused: false, axis: 1, step: 40 } as const),
  product: {
    m: 100,
    n: 7,
    k: 5,
    a: side,
    b: { ...side, unit: false },
    c: { base: 4, rows: 5, columns: 6 },
    stack: { count: 3, a: 7, b: 8, c: 9 },
  },
}

describe("The desk", () => {
  test("hands out each part of a command once, and none when all are taken", () => {
    const desk = newDesk()
    expect(take(desk)).toBe(-1)
    publish(desk, [7, 8], 3)
    expect([desk[COMMAND], desk[COMMAND + 1]]).toEqual([7, 8])
    expect([take(desk), take(desk), take(desk), take(desk)]).toEqual([2, 1, 0, -1])
    report(desk)
    expect(Atomics.load(desk, DONE)).toBe(1)
    const before = Atomics.load(desk, TICKET)
    publish(desk, [], 1)
    expect(Atomics.load(desk, TICKET)).not.toBe(before)
    expect(Atomics.load(desk, DONE)).toBe(0)
  })

  test("is waited at with patience", () => {
    const desk = newDesk()
    expect(awaitChange(desk, DONE, 1, true, 5)).toBe(true)
    expect(awaitChange(desk, DONE, 0, true, 5)).toBe(false)
    expect(awaitChange(desk, DONE, 0, false, 5)).toBe(false)
  })

  test("carries a command as words, with a working area for each thread", () => {
    const words = Int32Array.from(wordsOf(command, [work, { a: 20, b: 21, spare: 22 }]))
    expect(commandFrom(words, 0)).toEqual({ ...command, work })
    expect(commandFrom(words, 1).work).toEqual({ a: 20, b: 21, spare: 22 })
    expect(partOf(command, 2)).toEqual({ stack: [0, 3], rows: [80, 100], columns: [0, 7] })
  })
})

test("A product is divided into equal shares, of whole tiles that are not too small", () => {
  const of = (m: number, n: number, count = 1) => ({ m, n, stack: { count, a: 0, b: 0, c: 0 } })
  expect(divided(of(1024, 1024), 8, 2)).toEqual({ axis: 2, step: 128, parts: 8 })
  expect(divided(of(900, 60), 8, 3)).toEqual({ axis: 1, step: 150, parts: 6 })
  expect(divided(of(300, 300), 8, 2)).toEqual({ axis: 2, step: 152, parts: 2 })
  expect(divided(of(100, 100, 9), 8, 3)).toEqual({ axis: 0, step: 1, parts: 9 })
  expect(divided(of(1, 1, 5000), 8, 2).parts).toBeLessThanOrEqual(PARTS)
})

const filled = (shape: readonly number[], seed: number): NDArray => {
  const buffer = new Float32Array(shape.reduce((a, b) => a * b, 1))
  for (let i = 0; i < buffer.length; i++) buffer[i] = Math.sin(seed + i)
  return wrapArray("float32", shape, buffer)
}

describe("Threads", () => {
  beforeAll(() => {
    configureThreads(3)
    inShared(() => {
      layout(8)
      while (threadsFor(scratch() as Memory) === undefined) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    })
  })
  afterAll(() => configureThreads(1))

  test.each<[string, number[], number[]]>([
    ["along columns", [100, 300], [300, 700]],
    ["along rows", [900, 200], [200, 60]],
    ["along a stack", [9, 100, 90], [9, 90, 100]],
  ])("compute the bits that one thread computes, %s", (_, left, right) => {
    const [x, y] = [filled(left, 1), filled(right, 2)] as never[]
    const product = () => (matmul(x as never, y as never) as unknown as NDArray).data
    for (let round = 0; round < 20; round++) {
      const many = product()
      if (round % 5 > 0) continue
      configureThreads(1)
      const one = product()
      configureThreads(3)
      expect(many).toEqual(one)
    }
  })

  test("take views and give results whose axes lie in any order", () => {
    const x = permuteDims(filled([300, 200], 3) as unknown as Tensor, [1, 0]) as never
    const y = permuteDims(filled([300, 300], 4) as unknown as Tensor, [1, 0]) as never
    const many = (matmul(x, y) as unknown as NDArray).data
    configureThreads(1)
    expect((matmul(x, y) as unknown as NDArray).data).toEqual(many)
    configureThreads(3)
  })
})

describe("Without threads", () => {
  test("that never come, one thread computes", () => {
    const calls: string[] = []
    const silent = { postMessage: () => calls.push("start"), terminate: () => calls.push("end") }
    configureKernels({ threads: 2, worker: () => silent })
    const [x, y] = [filled([300, 300], 1), filled([300, 300], 2)] as never[]
    expect((matmul(x as never, y as never) as unknown as NDArray).size).toBe(90000)
    expect(configureKernels({ threads: 1 }).threads).toBe(1)
    expect(calls).toEqual(["start", "end"])
  })

  test("that cannot be made, none is asked for again", () => {
    configureKernels({
      threads: 2,
      worker: () => {
        throw new Error("not here")
      },
    })
    const [x, y] = [filled([300, 300], 1), filled([300, 300], 2)] as never[]
    expect((matmul(x as never, y as never) as unknown as NDArray).size).toBe(90000)
    expect(threadCount()).toBe(1)
  })

  test("wrong settings are refused", () => {
    for (const wrong of [{ threads: 0 }, { threads: 1.5 }, { level: "fast" }, { thread: 2 }]) {
      let caught: unknown
      try {
        configureKernels(wrong as never)
      } catch (error) {
        caught = error
      }
      expect(isNablaError(caught)).toBe(true)
    }
  })
})

test("A process with threads ends by itself", () => {
  const program = `
    import { matmul, random, configureKernels } from "./src/index.ts"
    configureKernels({ threads: 2 })
    const x = random.defaultRng(1).normal([300, 300])
    const start = performance.now()
    let size = 0
    while (performance.now() - start < 1000) size = matmul(x, x).size
    console.log(size)`
  const folder = new URL("../../..", import.meta.url)
  const options = ["--conditions=@nablajs/source", "--no-warnings", "--input-type=module", "--eval", program]
  const { stdout, status } = spawnSync(process.execPath, options, { cwd: folder, encoding: "utf8", timeout: 25_000 })
  expect([stdout.trim(), status]).toEqual(["90000", 0])
})
