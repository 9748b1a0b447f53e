import { expect, test } from "vitest"
import type { Primitive } from "../primitive.ts"
import { primitives } from "./index.ts"

declare global {
  interface ImportMeta {
    glob<T>(pattern: string[], options: { eager: true }): Record<string, T>
  }
}

test("every primitive that is defined is in the list, under its name", () => {
  const modules = import.meta.glob<Record<string, unknown>>(["./*.ts", "!./*.test.ts"], { eager: true })
  const defined = Object.values(modules).flatMap((module) =>
    Object.entries(module)
      .filter(([name]) => name.endsWith("Primitive"))
      .map(([, value]) => value as Primitive),
  )
  const missing = defined.filter((p) => primitives[p.name] !== p).map((p) => p.name)
  expect([...new Set(missing)]).toEqual([])
})
