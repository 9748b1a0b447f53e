import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { type DType, dtypes, floatOf, promote, promoteNumber } from "../dtype.ts"
import { sumType } from "../primitives/broadcast.ts"

const source = readFileSync(fileURLToPath(new URL("./dtype.ts", import.meta.url)), "utf8")
const names = Object.keys(dtypes) as DType[]

/** A table of the type declarations, by row and column. */
function table(name: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const body = source.split(`export interface ${name} {`)[1]?.split("\n}")[0] ?? ""
  const rows = [...body.matchAll(/^ {2}(\w+): (.*)$/gm)]
  return Object.fromEntries(
    rows.map(([, row = "", cells = ""]) => [row, Object.fromEntries([...cells.matchAll(/(\w+): "?(\w+)"?/g)].map((m) => [m[1], m[2]]))]),
  )
}

/** A list of the type declarations. */
function list(name: string): Readonly<Record<string, string>> {
  const body = source.split(`export interface ${name} {`)[1]?.split("\n}")[0] ?? ""
  return Object.fromEntries([...body.matchAll(/^ {2}(\w+): "(\w+)"$/gm)].map((m) => [m[1], m[2]]))
}

describe("the dtypes that the compiler computes are those of the run time", () => {
  test("promotion", () => {
    const compiled = table("Promotion")
    for (const a of names) for (const b of names) expect([a, b, compiled[a]?.[b]]).toEqual([a, b, promote(a, b)])
  })

  test("numbers beside tensors", () => {
    const compiled = table("WeakPromotion")
    for (const a of names) {
      expect([a, compiled[a]?.["integer"]]).toEqual([a, promoteNumber("add", a, 1)])
      expect([a, compiled[a]?.["fraction"]]).toEqual([a, promoteNumber("add", a, 0.5)])
      expect(compiled[a]?.["number"]).toBe(promoteNumber("add", a, 1) === promoteNumber("add", a, 0.5) ? a : "Dyn")
    }
  })

  test("functions with a floating result, and sums", () => {
    const [floats, sums] = [list("FloatOf"), list("SumOf")]
    for (const a of names) {
      expect([a, floats[a]]).toEqual([a, floatOf(a)])
      expect([a, sums[a]]).toEqual([a, sumType(a)])
    }
  })
})
