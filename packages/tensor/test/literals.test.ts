// Bigints and complex numbers as plain data among operands: as numbers they take the kind of the tensor beside them.
import "@nablajs/core/fluent"
import { toExpr } from "@nablajs/core"
import { describe, expect, it } from "vitest"
import * as nb from "../src/index.ts"
import { add, type DType, greater, isNablaError, less, multiply, tensor, where } from "../src/index.ts"

// biome-ignore lint/suspicious/noExplicitAny: operands of all kinds, right and wrong
const op = nb as any
const code = (f: () => unknown): string => {
  try {
    f()
  } catch (error) {
    return isNablaError(error) ? `${error.code} ${error.message}` : `not ours: ${String(error)}`
  }
  return "nothing was thrown"
}
const top = 2n ** 63n - 1n

describe("a bigint among operands", () => {
  it.each<[DType, DType]>([
    ["int8", "int8"],
    ["uint32", "uint32"],
    ["int64", "int64"],
    ["uint64", "uint64"],
    ["float32", "float32"],
    ["float64", "float64"],
    ["complex64", "complex64"],
    ["bool", "int64"],
  ])("takes the type of %s elements", (dtype, expected) => {
    const x = op.ones([2], { dtype })
    for (const y of [add(x, 3n), add(3n, x), multiply(x, 3n), where(tensor([true, false]), x, 3n)]) {
      expect(y.dtype).toBe(expected)
    }
  })

  it("is exact beside 64-bit integers, on either side and as a method", () => {
    const x = tensor([2n ** 62n + 1n, -1n])
    expect(add(x, 2n ** 61n).toArray()).toEqual([2n ** 62n + 2n ** 61n + 1n, 2n ** 61n - 1n])
    expect(op.subtract(top, x).toArray()).toEqual([top - 2n ** 62n - 1n, -(2n ** 63n)])
    expect(x.mul(3n).toArray()).toEqual([BigInt.asIntN(64, (2n ** 62n + 1n) * 3n), -3n])
    expect(op.clip(x, 0n, 2n ** 62n).toArray()).toEqual([2n ** 62n, 0n])
    expect(op.bitwiseAnd(x, 2n ** 62n).toArray()).toEqual([2n ** 62n, 2n ** 62n])
    expect(op.isin(x, 2n ** 62n + 1n).toArray()).toEqual([true, false])
  })

  it("is refused where the type of the others does not hold it", () => {
    expect(code(() => add(tensor([1], { dtype: "uint8" }), 256n))).toBe(
      'integer-overflow add: 256 does not fit uint8 (0 to 255); convert the tensor first: astype(x, "float64")',
    )
    expect(code(() => add(tensor([1], { dtype: "uint64" }), -1n))).toContain("does not fit uint64 (0 to 18446744073709551615)")
    expect(code(() => add(tensor([1n]), top + 1n))).toContain("integer-overflow")
    expect(code(() => add(tensor([1.5]), 10n ** 400n))).toContain("integer-overflow add: a bigint of 401 digits")
  })

  it("compares with integers that cannot hold it, as numbers do", () => {
    const bytes = tensor([0, 255], { dtype: "uint8" })
    expect(less(bytes, 300n).toArray()).toEqual([true, true])
    expect(less(bytes, 300).toArray()).toEqual([true, true])
    expect(op.equal(bytes, -1).toArray()).toEqual([false, false])
    expect(greater(tensor([top, 0n]), top + 1n).toArray()).toEqual([false, false])
    // as a float the largest of them is 2^63
    expect(less(tensor([top, -top - 1n]), 2 ** 63).toArray()).toEqual([true, true])
    expect(op.greaterEqual(tensor([top, -top - 1n]), -(2 ** 63) * 2).toArray()).toEqual([true, true])
    expect(greater(tensor([0, 1], { dtype: "uint64" }), -1).toArray()).toEqual([true, true])
  })

  it("counts as 64-bit integers beside a condition alone", () => {
    const y = where(tensor([true, false]), 3n, 4n)
    expect([y.dtype, y.toArray()]).toEqual(["int64", [3n, 4n]])
  })

  it("is refused without a tensor that gives it a type", () => {
    expect(code(() => op.add(2n, 3))).toBe("bad-argument add: expected a number or a tensor, got the bigint 2; wrap it in tensor(2n)")
    expect(code(() => op.sin(3n))).toContain("wrap it in tensor(3n)")
  })

  it("stands in terms as a number", () => {
    const x = toExpr(1.5 as never) as never
    expect(String(multiply(x, 3n))).toBe(String(multiply(x, 3)))
  })
})

describe("a pair { re, im } among operands", () => {
  it.each<[DType, DType]>([
    ["float32", "complex64"],
    ["complex64", "complex64"],
    ["float64", "complex128"],
    ["int8", "complex128"],
    ["int64", "complex128"],
    ["bool", "complex128"],
  ])("makes %s elements %s", (dtype, expected) => {
    const y = multiply(op.ones([2], { dtype }), { re: 0.5, im: 2 })
    expect([y.dtype, y.toArray()]).toEqual([expected, Array(2).fill({ re: 0.5, im: 2 })])
  })

  it("goes where other operands go", () => {
    const z = tensor([{ re: 3, im: 4 }, 0])
    expect(op.equal(z, { re: 3, im: 4 }).toArray()).toEqual([true, false])
    expect(where(tensor([true, false]), { re: 1, im: 2 }, 0).toArray()).toEqual([
      { re: 1, im: 2 },
      { re: 0, im: 0 },
    ])
    expect(z.with([1], { re: 0, im: -1 }).at(1).item()).toEqual({ re: 0, im: -1 })
    expect(op.kron(tensor([1, 2]), { re: 0, im: 1 }).dtype).toBe("complex128")
    expect(code(() => op.abs({ re: 3, im: 4 }))).toContain("wrap it in complex(3, 4)")
    expect(code(() => less(z, { re: 0, im: 1 }))).toContain("not defined for complex numbers")
  })
})
