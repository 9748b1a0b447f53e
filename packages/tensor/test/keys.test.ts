// Random keys of every kind, mixed, against NumPy's indexing.
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import * as nb from "../src/index.ts"

// biome-ignore lint/suspicious/noExplicitAny: keys of any kind
const op = nb as any

type Encoded =
  | number
  | null
  | "..."
  | { readonly slice: (number | null)[] }
  | { readonly index: number[]; readonly shape: number[] }
  | { readonly mask: number[]; readonly shape: number[] }

interface Case {
  readonly shape: number[]
  readonly keys: Encoded[]
  readonly out: { readonly shape: number[]; readonly data: number[] } | null
}

function decode(key: Encoded): unknown {
  if (key === null || typeof key !== "object") return key
  if ("slice" in key) return op.slice(...key.slice)
  if ("index" in key) return op.reshape(op.tensor(key.index, { dtype: "int32" }), key.shape)
  return op.reshape(op.tensor(key.mask, { dtype: "bool" }), key.shape)
}

const show = (key: Encoded): string => {
  if (key === null || typeof key !== "object") return String(key)
  if ("slice" in key) return key.slice.map((n) => n ?? "").join(":")
  return `${"index" in key ? "index" : "mask"}[${key.shape}]`
}

const cases = JSON.parse(readFileSync(new URL("./golden/keys.json", import.meta.url), "utf8")) as Case[]

describe("keys", () => {
  cases.forEach(({ shape, keys, out }, i) => {
    it(`[${shape}] at (${keys.map(show).join(", ")}) ${i}`, () => {
      const x = op.reshape(op.arange(shape.reduce((a, b) => a * b, 1)), shape)
      if (out === null) {
        expect(() => op.at(x, ...keys.map(decode))).toThrow(nb.NablaError)
        return
      }
      const y = op.at(x, ...keys.map(decode))
      expect({ shape: y.shape, data: [...y.data] }).toEqual(out)
    })
  })

  it("name the places that withValue changes", () => {
    for (const { shape, keys, out } of cases) {
      if (out === null || new Set(out.data).size !== out.data.length) continue
      const x = op.reshape(op.arange(shape.reduce((a, b) => a * b, 1)), shape)
      const changed = [...op.withValue(x, keys.map(decode), -1).data]
      expect(changed).toEqual([...x.data].map((value: number) => (out.data.includes(value) ? -1 : value)))
    }
  })
})
