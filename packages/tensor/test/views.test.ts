// Random views of random shapes: whatever a view shows, operations see the same as in its copy.
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as nb from "../src/index.ts"
import { copied, dense, type Dynamic, types } from "./surface/operands.ts"

const seed = 20241
const runs = { seed, numRuns: 150 }
const shapes = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 8 }).filter((shape) => shape.reduce((a, b) => a * b, 1) <= 600)
const op = nb as Dynamic

/** One step from a tensor to a view of it. */
type Step = (x: Dynamic) => Dynamic

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.nat(40320).map(
    (k): Step =>
      (x) => {
        const axes = x.shape.map((_: number, i: number) => i).sort((a: number, b: number) => ((a * 7 + k) % 5) - ((b * 7 + k) % 5))
        return op.permuteDims(x, axes)
      },
  ),
  fc.array(fc.constantFrom("::-1", "1:", ":-1", "::2", "::-2", ":", "-2::-1"), { maxLength: 8 }).map(
    (keys): Step =>
      (x) =>
        op.at(x, ...keys.slice(0, x.ndim)),
  ),
  fc.constantFrom<Step>(
    (x) => op.expandDims(x, 0),
    (x) => (x.ndim < 8 ? op.broadcastTo(x, [2, ...x.shape]) : x),
    (x) => op.at(x, "...", null),
  ),
)

const views = fc
  .tuple(fc.constantFrom(...types), shapes, fc.array(steps, { minLength: 1, maxLength: 3 }))
  .map(([dtype, shape, list]) => list.reduce((x, step) => step(x), dense(dtype, shape, 1)))

const plain = (y: Dynamic): unknown => (Array.isArray(y) ? y.map(plain) : [y.dtype, y.shape, y.toArray()])

/** Operations that must give the same to the last bit. */
const exact: Readonly<Record<string, (x: Dynamic) => Dynamic>> = {
  ravel: (x) => op.ravel(x),
  negative: (x) => (x.dtype === "bool" ? op.logicalNot(x) : op.negative(x)),
  equal: (x) => op.equal(x, x),
  flip: (x) => op.flip(x),
  concat: (x) => (x.ndim > 0 ? op.concat([x, x], { axis: -1 }) : x),
  tile: (x) => op.tile(x, [2]),
  pad: (x) => (x.ndim < 5 ? op.pad(x, 1) : x),
  roll: (x) => op.roll(x, 1),
  countNonzero: (x) => op.countNonzero(x, { axis: x.ndim > 0 ? 0 : null }),
  any: (x) => op.any(x, { axis: x.ndim > 0 ? -1 : null, keepdims: true }),
  toNpy: (x) => op.fromNpy(op.toNpy(x)),
  where: (x) => op.where(op.notEqual(x, 0), x, 0),
}

describe("views of any kind", () => {
  it.each(Object.entries(exact))("%s sees what the copy holds", (_, f) => {
    fc.assert(
      fc.property(views, (x) => {
        expect(plain(f(x))).toEqual(plain(f(copied(x))))
      }),
      runs,
    )
  })

  it("reductions agree but for rounding", () => {
    fc.assert(
      fc.property(views, (x) => {
        const axis = x.ndim > 0 ? x.ndim - 1 : null
        const [got, want] = [op.mean(x, { axis }), op.mean(copied(x), { axis })]
        expect(got.shape).toEqual(want.shape)
        expect(op.allclose(got, want, { rtol: 1e-4, atol: 1e-5, equalNan: true })).toBe(true)
      }),
      runs,
    )
  })

  it("reshaping and reordering are undone", () => {
    fc.assert(
      fc.property(views, (x) => {
        expect(plain(op.reshape(op.ravel(x), x.shape))).toEqual(plain(copied(x)))
        expect(plain(op.transpose(op.transpose(x)))).toEqual(plain(copied(x)))
        expect(plain(op.flip(op.flip(x)))).toEqual(plain(copied(x)))
      }),
      runs,
    )
  })

  it("never change what they show when a changed copy is made", () => {
    fc.assert(
      fc.property(views, (x) => {
        const before = plain(copied(x))
        op.withValue(x, ["..."], op.astype(op.zeros([]), x.dtype))
        expect(plain(x)).toEqual(before)
      }),
      runs,
    )
  })

  it("broadcast together to the shape that the rule gives", () => {
    fc.assert(
      fc.property(views, views, (x, y) => {
        let shape: readonly number[]
        try {
          shape = op.broadcastShapes(x.shape, y.shape)
        } catch (error) {
          expect(nb.isNablaError(error)).toBe(true)
          expect(() => op.equal(x, y)).toThrow(expect.objectContaining({ code: "shape-mismatch" }))
          return
        }
        expect(op.equal(x, y).shape).toEqual(shape)
      }),
      runs,
    )
  })
})
