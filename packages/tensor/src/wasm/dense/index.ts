// The kernels of blocked factorizations on workspaces in scratch memory, where matrices stay from the first step to the last.
import type { DenseEngine } from "@nablajs/core"
import { generateElimination } from "./elimination.ts"
import { functions } from "../engine.ts"
import { generateProduct, ROOM } from "./product.ts"
import { generateSteps } from "./passes.ts"
import { generateRows } from "./rows.ts"
import { level } from "../level.ts"
import { layout, view } from "../memory.ts"
import type { Exports } from "../platform.ts"

let kernels: Exports = {}
let [base, room] = [0, 0]

const at = (offset: number): number => base + 8 * offset

export const denseEngine: DenseEngine = {
  workspace(count) {
    if (level() === "none") return undefined
    const places = layout(8 * count, ROOM)
    if (places === undefined) return undefined
    ;[base, room] = places as [number, number]
    kernels = functions("dense", (module, fused) => {
      generateProduct(module, fused)
      generateSteps(module, fused)
      generateRows(module, fused)
      generateElimination(module)
    })
    return view("float64").subarray(base / 8, base / 8 + count) as Float64Array
  },
  multiplyAdd(_, f, m, n, k, a, ai, ak, b, bk, bj, c, ci) {
    kernels.multiplyAdd?.(f, m, n, k, at(a), 8 * ai, 8 * ak, at(b), 8 * bk, 8 * bj, at(c), 8 * ci, room)
  },
  symmetricStep(_, k, a, lda, p, q, v, y) {
    kernels.symmetricStep?.(k, at(a), 8 * lda, at(p), at(q), at(v), at(y))
  },
  gatherColumns(_, m, n, a, lda, p, q, r, s, u, y) {
    kernels.gatherColumns?.(m, n, at(a), 8 * lda, at(p), at(q), at(r), at(s), at(u), at(y))
  },
  multiplyRows(_, m, n, a, lda, x, y) {
    kernels.multiplyRows?.(m, n, at(a), 8 * lda, at(x), at(y))
  },
  subtractRow(_, n, f, x, y) {
    kernels.subtractRow?.(n, f, at(x), at(y))
  },
  reflectThree(_, n, p, step, tau, v1, v2) {
    kernels.reflectThree?.(n, at(p), 8 * step, tau, v1, v2)
  },
  eliminateColumn(_, n, k, from, to) {
    return (kernels.eliminateColumn as (...args: number[]) => number)(base, n, k, from, to)
  },
  exchangeRows(_, n, p, q) {
    kernels.exchangeRows?.(n, at(p), at(q))
  },
}
