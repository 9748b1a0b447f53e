import { describe, expect, test } from "vitest"
import { Bytes } from "./bytes.ts"
import { block, branch, branchIf, leave, loop, select, statement, upTo, when } from "./code.ts"
import { Module } from "./module.ts"
import { type Exports, webAssembly } from "./platform.ts"
import { f32, f64, i32, i64 } from "./scalars.ts"
import { f32x4, f64x2, i16x8, i32x4, i64x2, i8x16, v128 } from "./simd.ts"

const api = webAssembly() as NonNullable<ReturnType<typeof webAssembly>>
const written = (put: (to: Bytes) => void): number[] => {
  const bytes = new Bytes()
  put(bytes)
  return [...bytes.done()]
}

/** The functions of a module, and its memory as bytes. */
function run(build: (m: Module) => void, shared = false): { exports: Exports; bytes: DataView } {
  const module = new Module()
  build(module)
  const memory = new api.Memory({ initial: 1, maximum: 65536, shared })
  const instance = new api.Instance(new api.Module(module.binary(shared)), { nabla: { memory } })
  return { exports: instance.exports, bytes: new DataView(memory.buffer) }
}

describe("The encoding of numbers", () => {
  test("unsigned takes seven bits a byte", () => {
    expect(written((to) => to.unsigned(0))).toEqual([0])
    expect(written((to) => to.unsigned(127))).toEqual([127])
    expect(written((to) => to.unsigned(624485))).toEqual([0xe5, 0x8e, 0x26])
    expect(written((to) => to.unsigned(0xffffffff))).toEqual([255, 255, 255, 255, 15])
  })

  test("signed ends where the rest repeats the sign", () => {
    expect(written((to) => to.signed(63n))).toEqual([63])
    expect(written((to) => to.signed(64n))).toEqual([0xc0, 0])
    expect(written((to) => to.signed(-64n))).toEqual([0x40])
    expect(written((to) => to.signed(-123456n))).toEqual([0xc0, 0xbb, 0x78])
  })

  test("constants of every type come back", () => {
    for (const value of [0, -1, 63, 64, -65, 2 ** 31 - 1, -(2 ** 31), 12345678]) {
      expect(run((m) => m.compute("f", [], "i32", () => ({ steps: [], result: value }))).exports.f?.()).toBe(value)
    }
    for (const value of [0.1, -0, 1e300, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(run((m) => m.compute("f", [], "f64", () => ({ steps: [], result: value }))).exports.f?.()).toBe(value)
      expect(run((m) => m.compute("f", [], "f32", () => ({ steps: [], result: value }))).exports.f?.()).toBe(Math.fround(value))
    }
    const wide = run((m) => m.compute("f", [], "i32", () => ({ steps: [], result: i32.wrap(i64.shrU(-(2n ** 63n), 40n)) })))
    expect(wide.exports.f?.()).toBe(1 << 23)
  })
})

describe("Control", () => {
  test("a counted loop runs while the counter is below the end, and not at all when it is not", () => {
    const { exports } = run((m) =>
      m.compute("sum", ["i32", "i32"], "i32", (v, n, step) => {
        const [i, total] = v.locals("i32", 2) as [ReturnType<typeof v.local<"i32">>, ReturnType<typeof v.local<"i32">>]
        return { steps: [upTo(i, n, step, [total.set(i32.add(total, i))])], result: total }
      }),
    )
    expect([exports.sum?.(10, 1), exports.sum?.(10, 3), exports.sum?.(0, 1)]).toEqual([45, 18, 0])
  })

  test("branches find their block from any depth", () => {
    const { exports } = run((m) =>
      m.compute("collatz", ["i32"], "i32", (v, n) => {
        const steps = v.local("i32")
        const odd = i32.and(n, 1)
        const next = [when(odd, [n.set(i32.add(i32.mul(n, 3), 1))], [n.set(i32.shrU(n, 1))]), steps.set(i32.add(steps, 1))]
        return { steps: [block((done) => [loop((again) => [branchIf(i32.eq(n, 1), done), next, branch(again)])])], result: steps }
      }),
    )
    expect([1, 2, 3, 27].map((n) => exports.collatz?.(n))).toEqual([0, 1, 7, 111])
  })

  test("procedures and formulas of a module call each other, and leave early", () => {
    const { exports, bytes } = run((m) => {
      const square = m.compute("square", ["f64"], "f64", (_, x) => ({ steps: [], result: f64.mul(x, x) }))
      m.define("put", ["i32", "f64"], (_, at, x) => [when(f64.lt(x, 0), [leave]), f64.store(at, square(x), 8)])
    })
    exports.put?.(0, 3)
    exports.put?.(16, -3)
    expect([bytes.getFloat64(8, true), bytes.getFloat64(24, true)]).toEqual([9, 0])
  })

  test("select and tee leave values", () => {
    const { exports } = run((m) =>
      m.compute("f", ["f32"], "f32", (v, x) => {
        const y = v.local("f32")
        return { steps: [], result: select("f32", f32.lt(x, 0), f32.neg(y.tee(f32.add(x, 1))), y) }
      }),
    )
    expect([exports.f?.(-3), exports.f?.(3)]).toEqual([2, 4])
  })
})

/** Every entry of a table, called with variables of the right types, to see that the engine accepts each. */
function everyInstruction(m: Module): number {
  let count = 0
  const kinds = { i32: "i32", i64: "i64", f32: "f32", f64: "f64", i8x16: "v128", i16x8: "v128", i32x4: "v128", i64x2: "v128" } as const
  const special = /^(const|load|store|shuffle|select|splat|extract|replace|shl|shrS$|shrU$)/
  const from: Record<string, "i32" | "i64" | "f32" | "f64"> = { wrap: "i64", eqz64: "i64", extendS: "i32", extendU: "i32" }
  Object.assign(from, { convertS: "i32", convertU: "i32", convertI64S: "i64", demote: "f64", promote: "f32" })
  const reinterpreted = { i32: "f32", i64: "f64", f32: "i32", f64: "i64" } as const
  for (const [table, type] of [
    [{ i32, i64, f32, f64 }, null],
    [{ i8x16, i16x8, i32x4, i64x2, f32x4, f64x2, v128 }, "v128"],
  ] as const) {
    for (const [home, operations] of Object.entries(table)) {
      for (const [name, operation] of Object.entries(operations as Record<string, (...args: never[]) => never>)) {
        if (special.test(name)) continue
        const own = type ?? kinds[home as "i32"]
        const truncated = /F(32|64)[SU]$/.exec(name)
        const reads = (type ??
          (name === "reinterpret" ? reinterpreted[home as "i32"] : truncated ? `f${truncated[1]}` : (from[name] ?? own))) as "i32"
        m.define(`${home}.${name}`, [reads, reads, reads], (_, ...args) => {
          const value = (operation as unknown as (...all: unknown[]) => ReturnType<typeof i32.add>)(...args.slice(0, operation.length))
          return [statement(value.emit), statement((to) => to.byte(0x1a))]
        })
        count++
      }
    }
  }
  return count
}

describe("Instructions", () => {
  test("are all accepted by the engine", () => {
    let count = 0
    run((m) => {
      count = everyInstruction(m)
    })
    expect(count).toBeGreaterThan(250)
  })

  test("on vectors agree with JavaScript", () => {
    const { exports, bytes } = run((m) => {
      const lanes =
        (op: (a: ReturnType<typeof v128.load>, b: ReturnType<typeof v128.load>) => ReturnType<typeof v128.load>) => (name: string) =>
          m.define(name, [], () => [v128.store(32, op(v128.load(0), v128.load(16)))])
      lanes(f32x4.add)("add")
      lanes(f64x2.div)("div")
      lanes((a, b) => f32x4.shuffle(a, b, [0, 4, 1, 5]))("zip")
      lanes((a, b) => f64x2.fma(a, b, f64x2.const(0.5)))("fma")
      lanes((a) => v128.load32Lane(20, f32x4.splat(f32x4.extract(a, 2)), 1))("lane")
      lanes((a, b) => v128.bitselect(a, b, i32x4.const(-1, 0, -1, 0)))("pick")
      lanes((a) => i32x4.shl(i32x4.truncF32S(a), 2))("shift")
    })
    const put32 = (at: number, values: number[]) => values.forEach((x, i) => bytes.setFloat32(at + 4 * i, x, true))
    const got32 = () => [0, 1, 2, 3].map((i) => bytes.getFloat32(32 + 4 * i, true))
    put32(0, [1, 2, 3, 4])
    put32(16, [10, 20, 30, 40])
    const results: Record<string, number[]> = {}
    for (const name of ["add", "zip", "lane", "pick"]) {
      exports[name]?.()
      results[name] = got32()
    }
    expect(results).toEqual({ add: [11, 22, 33, 44], zip: [1, 10, 2, 20], lane: [3, 20, 3, 3], pick: [1, 20, 3, 40] })
    exports.shift?.()
    expect([0, 1, 2, 3].map((i) => bytes.getInt32(32 + 4 * i, true))).toEqual([4, 8, 12, 16])
    ;[1, 2, 3, 8].forEach((x, i) => bytes.setFloat64(8 * i, x, true))
    exports.div?.()
    expect([bytes.getFloat64(32, true), bytes.getFloat64(40, true)]).toEqual([1 / 3, 2 / 8])
    exports.fma?.()
    expect([bytes.getFloat64(32, true), bytes.getFloat64(40, true)]).toEqual([3.5, 16.5])
  })

  test("work on a shared memory too", () => {
    const { exports, bytes } = run((m) => m.define("put", [], () => [i32.store(4, 7)]), true)
    exports.put?.()
    expect(bytes.getInt32(4, true)).toBe(7)
  })
})
