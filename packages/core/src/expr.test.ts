import { describe, expect, test } from "vitest"
import { apply, type Expr, literal, numbered, order, same, share, symbol, symbolsOf } from "./expr.ts"
import { add, addPrimitive, multiply } from "./primitives/arithmetic.ts"
import { matmul } from "./primitives/contraction.ts"
import { transpose } from "./primitives/movement.ts"
import { sin, sinPrimitive } from "./primitives/trigonometric.ts"

const e = (x: unknown): Expr => x as Expr
const x = symbol("x", ["n"])
const A = symbol("A", ["m", "n"])

describe("terms", () => {
  test("are numbered with arguments first, also after other walks over them", () => {
    const inner = e(sin(x as never))
    const root = e(multiply(inner as never, inner as never))
    const { nodes, placeOf } = numbered(root)
    expect(nodes).toEqual([x, inner, root])
    expect(nodes.map(placeOf)).toEqual([0, 1, 2])
    order(inner)
    expect(nodes.map(placeOf)).toEqual([0, 1, 2])
    expect(placeOf(A)).toBe(-1)
  })

  test("keep what was written and know their shapes", () => {
    const y = e(matmul(A as never, x as never))
    expect(y.shape).toEqual(["m"])
    expect(y.args).toEqual([A, x])
    expect(e(transpose(A as never)).shape).toEqual(["n", "m"])
    expect(e(add(x as never, 1 as never)).args[1]?.literal).toBe(1)
  })

  test("are refused where named sizes differ", () => {
    expect(() => matmul(A as never, symbol("y", ["m"]) as never)).toThrow(
      "inner sizes n and m differ, got [m, n] and [m]; transpose the first",
    )
  })

  test("have no value", () => {
    expect(() => x.item()).toThrow("evaluate it")
    expect(() => (x as never as { size: number }).size).toThrow("before its sizes have values")
  })

  test("are the same when their structure is, in separate copies", () => {
    const f = (): Expr => e(multiply(sin(x as never) as never, add(x as never, 1 as never) as never))
    expect(f()).not.toBe(f())
    expect(same(f(), f())).toBe(true)
    expect(same(f(), e(multiply(sin(x as never) as never, add(x as never, 2 as never) as never)))).toBe(false)
    expect(same(symbol("x", ["n"]), symbol("x", ["m"]))).toBe(false)
    expect(same(literal(0), literal(-0))).toBe(false)
  })

  test("compare, order and share without recursion, also with 2^60 paths or 1e5 levels", () => {
    const doubled = (): Expr => {
      let y = x
      for (let i = 0; i < 60; i++) y = apply(addPrimitive, [y, y])
      return y
    }
    expect(same(doubled(), doubled())).toBe(true)
    expect(order(doubled())).toHaveLength(61)
    let deep = x
    for (let i = 0; i < 1e5; i++) deep = apply(sinPrimitive, [deep])
    expect(order(deep)).toHaveLength(1e5 + 1)
    expect(share(deep)).toHaveLength(1)
  })

  test("share makes equal subterms one object", () => {
    const [y] = share(e(add(sin(x as never) as never, sin(x as never) as never)))
    expect(y?.args[0]).toBe(y?.args[1])
  })

  test("list their symbols once, and refuse one name with two shapes", () => {
    expect(symbolsOf(e(matmul(A as never, x as never))).map((s) => s.name)).toEqual(["A", "x"])
    expect(() => symbolsOf(x, symbol("x", []))).toThrow("x occurs with shapes [n] and []")
  })
})
