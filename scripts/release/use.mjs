// A user's program: every package by its public names, from an ES module.
import assert from "node:assert/strict"
import { grad, hessian, vmap } from "@nablajs/autograd"
import { NablaError, sin } from "@nablajs/core"
import { curve, figure } from "@nablajs/plot"
import { derive, text } from "@nablajs/symbolic"
import { check } from "@nablajs/symbolic/check"
import { matmul, multiply, sum, tensor } from "@nablajs/tensor"
import * as nb from "nablajs"

const A = tensor([
  [1, 2],
  [3, 4],
])
const f = (x) => sum(multiply(x, matmul(A, x)))
assert.deepEqual(grad(f)(tensor([1, -1])).toArray(), [-3, -3])
assert.equal(grad(sin)(0), 1)
assert.deepEqual(hessian(f)(tensor([1, -1])).toArray(), [
  [2, 5],
  [5, 8],
])
assert.deepEqual(vmap(grad(sin))(tensor([0, 0])).toArray(), [1, 1])
assert.throws(() => matmul(A, tensor([1, 2, 3])), NablaError)

const d = derive("x' * A * x", "x", { x: ["n"], A: ["n", "n"] })
assert.match(text(d), /A/)
assert.ok(check(d).ok)
assert.match(figure({}, [curve((x) => sin(x), [0, 3])]).toSVG(), /^<svg/)

assert.equal(nb.sin, sin)
assert.deepEqual(nb.tensor([1, 2]).mul(2).toArray(), [2, 4])
console.log("the ES module used every package")
