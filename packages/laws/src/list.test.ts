import { readdirSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { type Primitive, primitives } from "@nablajs/core"
import { expect, test } from "vitest"

const families = join(import.meta.dirname, "../../core/src/primitives")

test("every primitive that is defined is in the list, under its name", async () => {
  const files = readdirSync(families).filter((file) => file.endsWith(".ts") && !file.includes(".test"))
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(join(families, file)).href) as Promise<Record<string, unknown>>),
  )
  const defined = modules.flatMap((module) =>
    Object.entries(module)
      .filter(([name]) => name.endsWith("Primitive"))
      .map(([, value]) => value as Primitive),
  )
  expect(defined.length).toBeGreaterThan(80)
  expect(defined.filter((p) => primitives[p.name] !== p).map((p) => p.name)).toEqual([])
})
