// A user's program in CommonJS, and what it meets where another part of the same process imports: one copy of everything.
const assert = require("node:assert/strict")
const autograd = require("@nablajs/autograd")
const core = require("@nablajs/core")
const nb = require("nablajs")

assert.deepEqual(
  nb
    .grad((x) => nb.sum(nb.multiply(x, x)))(nb.tensor([1, 2]))
    .toArray(),
  [2, 4],
)

async function mixed() {
  const imported = { ...(await import("nablajs")) }
  const { grad } = await import("@nablajs/autograd")
  // Node's require takes the ES modules. Where it takes the CommonJS files, as in Deno, the two copies still have to understand each other.
  const isNode = !process.versions.bun && !process.versions.deno
  if (isNode) {
    assert.equal(imported.sin, core.sin)
    assert.equal(grad, autograd.grad)
  }
  // Made by one, used by the other; and a gradient of one within a gradient of the other: d/dx (x · d/dy (x y²)) = d/dx (2 x² y) = 24 at x = 2, y = 3.
  const t = imported.tensor([1, 2, 3])
  assert.deepEqual(nb.add(t, t).toArray(), [2, 4, 6])
  const inner = (x) => nb.multiply(x, autograd.grad((y) => imported.multiply(x, imported.multiply(y, y)))(nb.add(nb.multiply(x, 0), 3)))
  assert.equal(grad(inner)(2), 24)
  console.log("CommonJS and ES modules shared one copy")
}
mixed().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
