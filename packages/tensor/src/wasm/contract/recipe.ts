// What was prepared for small products is kept: programs repeat their shapes, and finding out where everything lies takes as long as
// multiplying two matrices of 32×32.
import type { NDArray, NumericShape } from "@nablajs/core"
import { layout, view, windowIn } from "../memory.ts"
import { type Prepared, prepare, run } from "./blocked.ts"
import type { Labels, Plan } from "./plan.ts"
import { prepareSpare } from "./product.ts"
import type { Float } from "./tile.ts"

interface Recipe {
  readonly labels: Labels
  readonly dtype: Float
  readonly vectors: number
  /** Shape and strides of both operands. */
  readonly layout: readonly (readonly number[])[]
  readonly shape: NumericShape
  /** The operand of the rows is the second one. */
  readonly turned: boolean
  readonly ready: Prepared
  readonly tables: Int32Array
}

/** So many recipes are kept, with tables of so many entries at most. */
const [KEPT, ENTRIES] = [32, 4096]

const recipes: Recipe[] = []

const same = (a: readonly number[], b: readonly number[]): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return a.length === b.length
}

const fits = ({ layout }: Recipe, x: NDArray, y: NDArray): boolean =>
  same(layout[0] as number[], x.shape) &&
  same(layout[1] as number[], x.strides) &&
  same(layout[2] as number[], y.shape) &&
  same(layout[3] as number[], y.strides)

/** The contraction by a recipe that is kept; undefined if there is none. Labels are known by identity. */
export function repeated(x: NDArray, y: NDArray, labels: Labels, vectors: number): NDArray | undefined {
  for (let i = 0; i < recipes.length; i++) {
    const recipe = recipes[i] as Recipe
    if (recipe.labels !== labels || recipe.dtype !== x.dtype || recipe.vectors !== vectors || !fits(recipe, x, y)) continue
    if (i > 0) recipes.splice(i - 1, 2, recipe, recipes[i - 1] as Recipe)
    return follow(recipe, x, y)
  }
  return undefined
}

function follow({ dtype, vectors, shape, turned, ready, tables }: Recipe, x: NDArray, y: NDArray): NDArray | undefined {
  // the same sizes are laid out at the same addresses
  const places = layout(ready.sizes)
  if (places === undefined) return undefined
  windowIn(turned ? y : x, places[0] as number)
  windowIn(turned ? x : y, places[1] as number)
  const integers = view("int32") as Int32Array
  integers.set(tables, ready.tables.address / 4)
  prepareSpare(integers, dtype, vectors, (ready.areas[0] as Prepared["areas"][number]).spare)
  return run(ready, dtype, shape, vectors)
}

/** The contraction by a new recipe. */
export function first(
  x: NDArray,
  y: NDArray,
  labels: Labels,
  plan: Plan,
  dtype: Float,
  shape: NumericShape,
  vectors: number,
): NDArray | undefined {
  const ready = prepare(plan, dtype, shape, labels.out, vectors, 1)
  if (ready === undefined) return undefined
  const { address, entries } = ready.tables
  if (entries <= ENTRIES) {
    const tables = (view("int32") as Int32Array).slice(address / 4, address / 4 + entries)
    if (recipes.length === KEPT) recipes.pop()
    recipes.push({
      labels,
      dtype,
      vectors,
      layout: [x.shape, x.strides, y.shape, y.strides],
      shape,
      turned: plan.left.x !== x,
      ready,
      tables,
    })
  }
  return run(ready, dtype, shape, vectors)
}
