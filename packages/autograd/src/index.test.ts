import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import * as autograd from "./index.ts"

describe("the package", () => {
  it("gives the operations of core by name", () => {
    const contents = readFileSync(new URL("../../core/src/index.ts", import.meta.url), "utf8")
    const operations = contents.slice(0, contents.indexOf("// For packages that read"))
    const names = [...operations.matchAll(/export \{([^}]*)\} from/g)].flatMap((match) => (match[1] as string).split(","))
    const values = names.map((name) => name.trim()).filter((name) => name !== "" && !name.startsWith("type "))
    // for those who write rules
    const missing = values.filter(
      (name) => !["fillLike", "beside", "valuesOf", "contract", "broadcastAll"].includes(name) && !Object.hasOwn(autograd, name),
    )
    expect(missing).toEqual([])
  })
})
