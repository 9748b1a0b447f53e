/**
 * Kernels in generated WebAssembly: the table of families. Importing this file puts them beside core's plain kernels
 * (`accelerate`); nothing is compiled before the first large array.
 *
 * To add a family:
 * 1. A generator `(module, fused) => { module.define("name", ["i32", …], (v, x, out, n) => [ …statements ]) }` from the
 *    instructions of `scalars.ts` and `simd.ts` and the control flow of `code.ts`. Addresses and sizes are i32 parameters, in
 *    bytes or elements as you say; what a generator depends on besides (dtype, operation, layout class) goes into its name.
 *    `fused` allows relaxed instructions; without it multiply, then add. Hoist constants: `v.hoist(f32x4.const(1))`.
 * 2. A kernel as core asks for it (`ElementwiseKernel`, `StructuralKernel`, `SeveralKernel`): return undefined at once for types
 *    and sizes that plain JavaScript does as well, else
 *        const places = layout(bytesOfX, bytesOfResult); if (places === undefined) return undefined
 *        copyIn(x, places[0])             // or windowIn for views: their strides then go to the function
 *        functions(`exp ${dtype}`, generator).name(places[0], places[1], x.size)
 *        return copyOut(dtype, shape, places[1])
 *    `layout` first (it may grow the memory), then views and functions. Nothing stays in scratch between calls.
 * 3. An entry in the table below, by the primitive's name. Kernels are called one at a time; what core computes inside one
 *    (denseArray, say) runs plainly, and kernels that need another family's functions call those directly.
 * 4. A test that runs the same random problems at every level, `limitLevel("none" | "simd" | "relaxed")`, against the plain
 *    kernel: shapes, strides, negative steps, broadcasts, empty axes, NaN and infinities.
 */
import { accelerate, type Kernels, type NDArray } from "@nablajs/core"
import { contraction } from "./contract/index.ts"
import { denseEngine } from "./dense/index.ts"
import { elementwise } from "./elementwise/index.ts"
import { guarded } from "./engine.ts"
import { transformAlong } from "./fourier/index.ts"
import { movement } from "./movement/index.ts"
import { reduction } from "./reduction/index.ts"
import { orders } from "./sort/index.ts"
import { softmaxes } from "./softmax/index.ts"

const families: readonly Kernels[] = [contraction, elementwise, movement, orders, reduction, softmaxes]

accelerate({ dense: denseEngine, fourier: guarded(transformAlong) })

const each = <A extends readonly unknown[], R extends NDArray | NDArray[]>(
  table: Readonly<Record<string, (...args: A) => R | undefined>> = {},
): Record<string, (...args: A) => R | undefined> =>
  Object.fromEntries(Object.entries(table).map(([name, kernel]) => [name, guarded(kernel)]))

for (const { elementwise, structural, several, composed, copy } of families) {
  const copies = copy && guarded(copy)
  accelerate({
    elementwise: each(elementwise),
    structural: each(structural),
    several: each(several),
    composed: each(composed),
    ...(copies && { copy: (...args) => copies(...args) ?? false }),
  })
}
