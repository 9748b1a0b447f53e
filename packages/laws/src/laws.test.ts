import { primitives } from "@nablajs/core"
import { describe, test } from "vitest"
import { casesOf } from "./cases.ts"
import { laws } from "./laws.ts"

const seed = 20

describe.each(Object.values(primitives).map((p) => [p.name, p] as const))("%s", (_, p) => {
  const cases = casesOf(p)
  test.each(Object.entries(laws))("%s", (_title, law) => {
    for (const c of cases) {
      try {
        law(p, c, seed)
      } catch (error) {
        throw new Error(`${p.name}, ${c.title}, seed ${seed}: ${(error as Error).message}`, { cause: error })
      }
    }
  })
})
