import { describe, expect, test } from "vitest"
import { flatten, mapTree, sameStructure, showStructure, unflatten } from "./tree.ts"

describe("trees", () => {
  const tree = { w: [1, 2], b: { c: 3 } }

  test("come apart into values and structure, and together again", () => {
    const { leaves, structure } = flatten("grad", tree)
    expect(leaves).toEqual([1, 2, 3])
    expect(unflatten(structure, leaves)).toEqual(tree)
    expect(showStructure(structure)).toBe("{ w: [*, *], b: { c: * } }")
    expect(mapTree("test", (x) => (x as number) + 1, tree)).toEqual({ w: [2, 3], b: { c: 4 } })
    expect(sameStructure(structure, flatten("grad", { w: [1], b: { c: 3 } }).structure)).toBe(false)
  })

  test("keep own keys of any name", () => {
    const odd = JSON.parse('{"__proto__": 1, "constructor": 2}')
    const back = mapTree("test", (x) => x, odd) as object
    expect(Object.keys(back)).toEqual(["__proto__", "constructor"])
  })

  test("refuse what is no value, with its place", () => {
    expect(() => flatten("grad", { w: ["1"] })).toThrow(
      "grad: expected numbers and tensors, in arrays and records at most; .w[0] is a string",
    )
    expect(() => flatten("grad", { w: new Map() })).toThrow(".w is an object of class Map")
    expect(() => flatten("grad", Promise.resolve(1))).toThrow("the value is a promise")
    expect(() => flatten("grad", new Float64Array(2))).toThrow("typed array; wrap it in tensor")
  })

  test("refuse cycles and abysses in a sentence", () => {
    const loop: unknown[] = []
    loop.push(loop)
    expect(() => flatten("grad", loop)).toThrow("nested deeper than 500")
  })
})
