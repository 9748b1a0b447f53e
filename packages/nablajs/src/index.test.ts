import * as autograd from "@nablajs/autograd"
import * as plot from "@nablajs/plot"
import * as symbolic from "@nablajs/symbolic"
import * as tensor from "@nablajs/tensor"
import { expect, test } from "vitest"
import * as nb from "./index.ts"

const bundle = nb as Record<string, unknown>

// Two packages that export one name differently would leave the bundle without it, in silence.
test.each(Object.entries({ tensor, autograd, symbolic, plot }))("the bundle holds everything of %s", (_, module) => {
  const missing = Object.keys(module).filter((name) => bundle[name] === undefined)
  expect(missing).toEqual([])
})

test("names of the bundle mean what they mean in their package", () => {
  for (const module of [tensor, autograd, plot, symbolic] as Record<string, unknown>[]) {
    const other = Object.keys(module).filter((name) => !Object.is(bundle[name], module[name]))
    expect(other).toEqual([])
  }
})

test("tensors of the bundle have methods", () => {
  expect(nb.tensor([1, 2]).mul(2).sum().item()).toBe(6)
})
