import { describe, expect, test } from "vitest"
import { compileModule, importAsCall } from "./.vitepress/cells/compile.ts"
import { examplesOf } from "./.vitepress/cells/examples.ts"
import { cellsOf } from "./.vitepress/cells/fences.ts"
import { resultOf, run } from "./.vitepress/cells/run.ts"

const fence = "```"
const page = (...blocks: string[]): string => blocks.map((block) => `${fence}ts\n${block}\n${fence}`).join("\n\n")
const outcome = async (...blocks: string[]) => {
  const cells = cellsOf(page(...blocks))
  const [results = new Map()] = await run([{ name: "test.md", cells, meeting: "page" }], 5_000)
  return cells.map((_, i) => resultOf(results, i))
}
const texts = (result: Awaited<ReturnType<typeof outcome>>[number] | undefined) =>
  result?.outputs.map((output) => ("text" in output ? output.text : output.kind))

describe("A page", () => {
  test("is read as its blocks, each with the line of its code", () => {
    const cells = cellsOf(`# t\n\n${fence}ts no-run\na\n${fence}\n\n${fence}sh\nls\n${fence}\n\n- item\n  ${fence}ts\n  b\n  ${fence}\n`)
    expect(cells).toEqual([
      { code: "a\n", line: 4, flags: ["no-run"] },
      { code: "b\n", line: 13, flags: [] },
    ])
  })

  test("shares its names from top to bottom, and may give them anew", async () => {
    const results = await outcome("const x = 2", "const x = 3\nconst f = () => x", "f() + x")
    expect(results.every(({ done, failure }) => done && !failure)).toBe(true)
    expect(texts(results[2])).toEqual(["6"])
  })

  test("keeps the line of every statement in the module", () => {
    const source = page("const a = 1\nconst b = 2", "throw new Error(`${a}${b}`)")
    const lines = compileModule(cellsOf(source), "page").split("\n")
    source.split("\n").forEach((text, i) => {
      if (text.startsWith("throw")) expect(lines[i]).toContain(text)
    })
  })
})

describe("A block", () => {
  test("shows what it printed and its last expression", async () => {
    const [result] = await outcome('console.log("a", 1)\nconsole.log([2])\n;[1, 2].map((x) => x + 1)')
    expect(texts(result)).toEqual(["a 1\n[ 2 ]", "[ 2, 3 ]"])
  })

  test("is broken by a value other than the one stated, wherever that stands", async () => {
    const [result, after] = await outcome("const f = (x: number) => {\n  x * 2 // => 4\n  return x\n}\nf(3)", "1 + 1 // => 2")
    expect(result?.failure?.message).toBe("line 3: expected 4, got 6")
    expect(after?.failure).toBeUndefined()
  })

  test("compares by text, by value, by the beginning and nearly", async () => {
    const [result] = await outcome(
      [
        "[1, [2]] // => [1, [2]]",
        '"a" + "b" // => "ab"',
        "Math.PI // => 3.14159…",
        "Math.PI // => ≈3.1415926",
        "new Float64Array(2)\n// => [0, 0]",
        'console.log("x y") // => x y',
        "const y = 3 // => 3",
      ].join("\n"),
    )
    expect(result?.failure).toBeUndefined()
  })

  test("that throws ends the page, unless it is expected to", async () => {
    const [first, second] = await outcome('null!["x"]', "1")
    expect(first?.failure?.message).toContain("Cannot read properties of null")
    expect(second?.failure?.message).toContain("not reached")
    const cells = cellsOf(`${fence}ts expect-error\nthrow new Error("no")\n${fence}\n\n${fence}ts expect-error\n1\n${fence}\n`)
    const [results = new Map()] = await run([{ name: "t.md", cells, meeting: "page" }])
    expect([0, 1].map((i) => resultOf(results, i).failure?.message)).toEqual([undefined, "the cell was expected to throw and did not"])
  })

  test("that never ends is ended", async () => {
    const cells = cellsOf(page("1", "for (;;);"))
    const [results = new Map()] = await run([{ name: "t.md", cells, meeting: "page" }], 2_000)
    expect(resultOf(results, 1).failure?.message).toBe("no answer within 2 seconds")
  })
})

test("Imports become calls with as many lines", () => {
  expect(importAsCall('import { a, type B, c as d } from "m"')).toBe('const { a, c: d } = await $cell.import("m");')
  expect(importAsCall('import * as nb from "m"')).toBe('const nb = await $cell.import("m");')
  expect(importAsCall('import x, { y } from "m"')).toBe('const { y, default: x } = await $cell.import("m");')
  expect(importAsCall('import type { T } from "m"')).toBe("")
  expect(importAsCall('import {\n  a,\n} from "m"')).toBe('const { a } = await $cell.import("m");\n\n')
})

test("Examples are lines or fences of doc comments", () => {
  const source = `/** One.\n *\n * @example add(1, 2) // => 3\n */\nx\n/**\n * @example\n * ${fence}ts\n * const a = 1\n * a // => 1\n * ${fence}\n * @see y\n */\n`
  expect(examplesOf(source)).toEqual([
    { code: "add(1, 2) // => 3\n", line: 3, flags: [] },
    { code: "const a = 1\na // => 1\n", line: 9, flags: [] },
  ])
})
