// Tables of numbers as text.
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { columnsFromCSV, fromCSV, isNablaError, tensor, toCSV } from "../src/index.ts"

const message = (f: () => unknown): string => {
  try {
    f()
  } catch (error) {
    return isNablaError(error) ? error.message : `not ours: ${String(error)}`
  }
  return "nothing was thrown"
}

describe("fromCSV", () => {
  it("reads numbers in any usual form, either line end and a mark of the byte order", () => {
    const text = "\uFEFF1,-2.5,+3e2\r\n.5, 7. ,nan\ninf,-inf,-0"
    const x = fromCSV(text)
    expect(x.shape).toEqual([3, 3])
    expect(x.toArray()).toEqual([
      [1, -2.5, 300],
      [0.5, 7, Number.NaN],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0],
    ])
    expect(fromCSV(new TextEncoder().encode(text)).shape).toEqual([3, 3])
  })

  it("finds names in the first line, or is told", () => {
    expect(fromCSV("a,b\n1,2\n").toArray()).toEqual([[1, 2]])
    expect(fromCSV("2020,2021\n1,2\n", { header: true }).toArray()).toEqual([[1, 2]])
    expect(fromCSV("a;b\n1;2", { delimiter: ";" }).toArray()).toEqual([[1, 2]])
    expect(message(() => fromCSV("a,b\n1,2", { header: false }))).toContain('"a" is no number on line 1 at byte 0')
  })

  it("takes cells in quotes", () => {
    expect(Object.keys(columnsFromCSV('"x, y","say ""z"""\n"1",2'))).toEqual(["x, y", 'say "z"'])
    expect(message(() => fromCSV('"1,2\n3,4'))).toContain("never closed on line 1 at byte 0")
    expect(message(() => fromCSV('1,"2"3'))).toContain("behind its quote on line 1 at byte 2")
  })

  it("refuses rows of another length, empty cells and words, with line and byte", () => {
    expect(message(() => fromCSV("1,2\n3\n"))).toContain("has 1 cells, the first one 2; on line 2 at byte 4")
    expect(message(() => fromCSV("1,2\n3,\n"))).toContain("empty; say what it stands for, as in { missing: NaN }, on line 2 at byte 6")
    expect(message(() => fromCSV("x,ü\n1,two"))).toContain('"two" is no number on line 2 at byte 7')
    expect(message(() => fromCSV("1,2", { dtype: "bool", nonsense: 1 } as never))).toContain("nonsense")
    expect(message(() => fromCSV("1.5", { dtype: "int32" }))).toContain("int32")
    expect(fromCSV("1,\n,2", { missing: 0 }).toArray()).toEqual([
      [1, 0],
      [0, 2],
    ])
  })

  it("gives an empty table its columns", () => {
    expect(fromCSV("a,b,c\n").shape).toEqual([0, 3])
    expect(fromCSV("").shape).toEqual([0, 0])
  })

  it("reads 64-bit integers to the last digit", () => {
    expect(fromCSV("9223372036854775807,-1", { dtype: "int64" }).toArray()).toEqual([[9223372036854775807n, -1n]])
  })

  it("gives columns by name", () => {
    const { x, y } = columnsFromCSV("x,y\n1,2\n3,4\n") as Record<string, { toArray(): unknown }>
    expect([x?.toArray(), y?.toArray()]).toEqual([
      [1, 3],
      [2, 4],
    ])
    expect(message(() => columnsFromCSV("x,x\n1,2"))).toContain("two columns")
  })

  it("reads back what toCSV writes, to the last bit", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.double(), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }), (rows) => {
        expect(fromCSV(toCSV(tensor(rows)), { header: false }).toArray()).toEqual(rows)
      }),
      { seed: 7 },
    )
  })

  it("writes names, vectors and delimiters", () => {
    expect(toCSV(tensor([1, 2]), { names: ['a "b"'] })).toBe('"a ""b"""\n1\n2\n')
    expect(message(() => toCSV(tensor([[1, 2]]), { names: ["x"] }))).toContain("1 names for 2 columns")
    expect(message(() => toCSV(tensor(1)))).toContain("vector or a matrix")
  })
})
