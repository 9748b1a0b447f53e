import { describe, expect, test } from "vitest"
import { type NDArray, wrapArray } from "../array.ts"
import { asTensor, type Value } from "../value.ts"
import { einsum } from "./einsum.ts"

const counted = (...shape: number[]): Value => {
  const size = shape.reduce((a, b) => a * b, 1)
  return asTensor(
    wrapArray(
      "float64",
      shape,
      Float64Array.from({ length: size }, (_, i) => i + 1),
    ),
  )
}
const of = (spec: string, ...xs: Value[]): NDArray => (einsum as (spec: string, ...xs: Value[]) => unknown)(spec, ...xs) as NDArray

/** The sum of products by its definition, every index in turn. */
function byDefinition(inputs: string[], output: string, xs: NDArray[]): number[] {
  const sizes = new Map<string, number>()
  inputs.forEach((names, i) => [...names].forEach((name, k) => sizes.set(name, (xs[i] as NDArray).shape[k] as number)))
  const names = [...output, ...[...sizes.keys()].filter((name) => !output.includes(name))]
  const out = new Array<number>([...output].reduce((n, name) => n * (sizes.get(name) as number), 1)).fill(0)
  const index = new Map<string, number>()
  const visit = (depth: number): void => {
    if (depth < names.length) {
      for (let i = 0; i < (sizes.get(names[depth] as string) as number); i++) {
        index.set(names[depth] as string, i)
        visit(depth + 1)
      }
      return
    }
    const place = (list: string): number =>
      [...list].reduce((at, name) => at * (sizes.get(name) as number) + (index.get(name) as number), 0)
    let product = 1
    inputs.forEach((list, i) => {
      product *= (xs[i] as NDArray).data[place(list)] as number
    })
    out[place(output)] = (out[place(output)] as number) + product
  }
  visit(0)
  return out
}

describe("einsum", () => {
  test.each([
    [
      "ij,jk->ik",
      [
        [2, 3],
        [3, 4],
      ],
    ],
    [
      "ij,kj->ki",
      [
        [2, 3],
        [4, 3],
      ],
    ],
    [
      "bij,bjk->bik",
      [
        [2, 2, 3],
        [2, 3, 2],
      ],
    ],
    ["i,j,k->kji", [[2], [3], [4]]],
    [
      "ij,jk,kl->il",
      [
        [2, 5],
        [5, 3],
        [3, 2],
      ],
    ],
    [
      "ij,ij->",
      [
        [2, 3],
        [2, 3],
      ],
    ],
    ["ij,k->i", [[2, 3], [4]]],
    [
      "abc,cd,ae->be",
      [
        [2, 3, 4],
        [4, 2],
        [2, 3],
      ],
    ],
  ] as const)("%s is the sum of its definition", (spec, shapes) => {
    const xs = shapes.map((shape) => counted(...shape))
    const [left, right] = spec.split("->") as [string, string]
    const expected = byDefinition(left.split(","), right, xs as unknown as NDArray[])
    expect([...of(spec, ...xs).data]).toEqual(expected)
  })

  test("takes diagonals, and without an arrow keeps what occurs once", () => {
    expect(of("ii", counted(3, 3)).item()).toBe(15)
    expect(of("ii->i", counted(2, 2)).toArray()).toEqual([1, 4])
    expect(of("ji", counted(2, 2)).toArray()).toEqual([
      [1, 3],
      [2, 4],
    ])
  })

  test("... stands for the other axes, which broadcast from the right", () => {
    const product = of("...ij,...jk->...ik", counted(5, 1, 2, 3), counted(4, 3, 2))
    expect(product.shape).toEqual([5, 4, 2, 2])
    const one = of("ij,jk->ik", wrapped(counted(5, 1, 2, 3), 4 * 6, [2, 3]), wrapped(counted(4, 3, 2), 2 * 6, [3, 2]))
    const at = (4 * 4 + 2) * 4
    expect([...product.data.slice(at, at + 4)]).toEqual([...one.data])
    expect(of("i...->...", counted(2, 3)).toArray()).toEqual([5, 7, 9])
    expect(of("...,...", counted(3), counted(2, 1)).toArray()).toEqual([
      [1, 2, 3],
      [2, 4, 6],
    ])
  })

  test("an axis of size 1 broadcasts to that of another operand, before it is summed", () => {
    expect(of("ij,jk->ik", counted(2, 1), counted(3, 2)).toArray()).toEqual([
      [9, 12],
      [18, 24],
    ])
    expect(of("ij,jk", counted(2, 1), counted(3, 2)).shape).toEqual([2, 2])
    expect(of("i,i", counted(1), counted(3)).item()).toBe(6)
    expect(of("ii,i->i", counted(1, 1), counted(3)).toArray()).toEqual([1, 2, 3])
    expect(of("i,i->i", counted(1), counted(0)).shape).toEqual([0])
    expect(() => of("ii->i", counted(1, 3))).toThrow('"i" has sizes 1 and 3')
    expect(() => of("i,ii->i", counted(3), counted(1, 3))).toThrow('"i" has sizes 1 and 3')
  })

  test("refuses what cannot be read or paired", () => {
    expect(() => of("ij,jk->ik", counted(2, 3), counted(4, 5))).toThrow(
      'einsum: "j" has sizes 3 and 4 in "ij,jk->ik", got shapes [2, 3], [4, 5]',
    )
    expect(() => of("ij", counted(2))).toThrow('"ij" names 2 axes, but operand 1 has shape [2]')
    expect(() => of("i.j", counted(2, 2))).toThrow('cannot read "."')
    expect(() => of("i......", counted(2, 2))).toThrow("stands twice")
    expect(() => of("ij->ik", counted(2, 2))).toThrow('the result names "k"')
    expect(() => of("i,j", counted(2))).toThrow("2 groups of names for 1 operands")
    expect(() => of("...i,...i->...", counted(2, 3), counted(3, 3))).toThrow("has sizes 2 and 3")
  })
})

/** A part of an array as an array of its own. */
const wrapped = (x: Value, start: number, shape: number[]): Value => {
  const count = shape.reduce((a, b) => a * b, 1)
  return asTensor(wrapArray("float64", shape, (x as unknown as NDArray).data.slice(start, start + count)))
}
