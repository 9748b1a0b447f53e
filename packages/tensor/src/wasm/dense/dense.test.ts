// The kernels of factorizations against their definitions in plain loops, with and without fused instructions.
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Level, limitLevel } from "../level.ts"
import { denseEngine as engine } from "./index.ts"

const COUNT = 60000
let seed = 1
const random = (): number => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff
  return seed / 0x7fffffff - 0.5
}

/** Runs a kernel in the engine and its definition on a copy of the same numbers; everything must agree, what lies around too. */
function agrees(kernel: (w: Float64Array) => void, definition: (w: Float64Array) => void): void {
  const start = Float64Array.from({ length: COUNT }, random)
  const w = engine.workspace(COUNT) as Float64Array
  w.set(start)
  kernel(w)
  definition(start)
  let worst = 0
  for (let i = 0; i < COUNT; i++) worst = Math.max(worst, Math.abs(start[i]! - w[i]!))
  expect(worst).toBeLessThan(1e-12)
}

for (const level of ["simd", "relaxed"] as const) {
  describe(`kernels of factorizations, level ${level}`, () => {
    beforeAll(() => limitLevel(level satisfies Level))
    afterAll(() => limitLevel("relaxed"))

    for (const [m, n, k] of [
      [1, 1, 1],
      [6, 4, 3],
      [7, 5, 9],
      [13, 11, 300],
      [130, 9, 5],
      [20, 30, 1],
      [5, 3, 2],
      [90, 70, 60],
      [0, 3, 3],
      [3, 0, 2],
      [2, 2, 0],
    ] as const) {
      for (const [left, right] of [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
      ] as const) {
        it(`multiplyAdd: ${m} × ${k} by ${k} × ${n}${left ? ", first transposed" : ""}${right ? ", second transposed" : ""}`, () => {
          const [ai, ak] = left ? [1, m + 1] : [k + 1, 1]
          const [bk, bj] = right ? [1, k + 1] : [n + 2, 1]
          const [a, b, c, ci] = [7, 20001, 40003, n + 1]
          agrees(
            (w) => engine.multiplyAdd(w, -1.5, m, n, k, a, ai, ak, b, bk, bj, c, ci),
            (w) => {
              for (let i = 0; i < m; i++)
                for (let j = 0; j < n; j++)
                  for (let l = 0; l < k; l++)
                    w[c + i * ci + j] = w[c + i * ci + j]! - 1.5 * w[a + i * ai + l * ak]! * w[b + l * bk + j * bj]!
            },
          )
        })
      }
    }

    for (const k of [0, 1, 2, 3, 4, 5, 10, 33]) {
      it(`symmetricStep: ${k} rows`, () => {
        const [a, lda, p, q, v, y] = [5, k + 3, 10001, 20003, 30000, 40001]
        agrees(
          (w) => engine.symmetricStep(w, k, a, lda, p, q, v, y),
          (w) => {
            w.fill(0, y, y + k)
            for (let i = 0; i < k; i++) {
              for (let j = 0; j <= i; j++) {
                const x = (w[a + i * lda + j] = w[a + i * lda + j]! - w[p + i]! * w[q + j]! - w[q + i]! * w[p + j]!)
                w[y + i] = w[y + i]! + x * w[v + j]!
                if (i !== j) w[y + j] = w[y + j]! + x * w[v + i]!
              }
            }
          },
        )
      })
    }

    for (const [m, n] of [
      [1, 1],
      [2, 3],
      [5, 4],
      [0, 3],
      [3, 0],
      [17, 20],
      [20, 33],
    ] as const) {
      const [a, lda] = [5, n + 3]
      it(`gatherColumns: ${m} × ${n}`, () => {
        const [p, q, r, s, u, y] = [10001, 20003, 30000, 40001, 50001, 55001]
        agrees(
          (w) => engine.gatherColumns(w, m, n, a, lda, p, q, r, s, u, y),
          (w) => {
            w.fill(0, y, y + n)
            for (let i = 0; i < m; i++) {
              for (let j = 0; j < n; j++) {
                const x = (w[a + i * lda + j] = w[a + i * lda + j]! - w[p + i]! * w[q + j]! - w[r + i]! * w[s + j]!)
                w[y + j] = w[y + j]! + x * w[u + i]!
              }
            }
          },
        )
      })
      it(`multiplyRows: ${m} × ${n}`, () => {
        agrees(
          (w) => engine.multiplyRows(w, m, n, a, lda, 10001, 20003),
          (w) => {
            for (let i = 0; i < m; i++) {
              let sum = 0
              for (let j = 0; j < n; j++) sum += w[a + i * lda + j]! * w[10001 + j]!
              w[20003 + i] = sum
            }
          },
        )
      })
    }

    for (const [n, from, to] of [
      [1, 0, 1],
      [2, 0, 2],
      [9, 2, 6],
      [50, 48, 50],
      [50, 0, 4],
    ] as const) {
      for (const [title, column] of [
        ["random", random],
        ["0", () => 0],
        ["NaN among others", (i: number) => (i === n - 1 || i === from ? Number.NaN : i)],
      ] as const) {
        it(`eliminateColumn: columns ${from} to ${to} of ${n} rows, ${title}`, () => {
          const start = Float64Array.from({ length: n * n }, random)
          for (let i = 0; i < n; i++) start[i * n + from] = column(i)
          const w = engine.workspace(n * n) as Float64Array
          w.set(start)
          for (let k = from; k < to; k++) {
            let top = k
            for (let i = k; i < n; i++) {
              const [size, best] = [Math.abs(start[i * n + k]!), Math.abs(start[top * n + k]!)]
              if (best === best && (size > best || size !== size)) top = i
            }
            for (let j = from; j < to; j++) {
              const x = start[k * n + j]!
              start[k * n + j] = start[top * n + j]!
              start[top * n + j] = x
            }
            const pivot = start[k * n + k]!
            for (let i = k + 1; i < n && pivot !== 0; i++) {
              const f = (start[i * n + k] = start[i * n + k]! / pivot)
              for (let j = k + 1; j < to; j++) start[i * n + j] = start[i * n + j]! - f * start[k * n + j]!
            }
            expect(engine.eliminateColumn(w, n, k, from, to)).toBe(top)
          }
          expect([...w]).toEqual([...start])
        })
      }
    }

    for (const n of [0, 1, 2, 7, 100]) {
      it(`subtractRow, reflectThree and exchangeRows: ${n} elements`, () => {
        agrees(
          (w) => engine.exchangeRows(w, n, 11, 5000),
          (w) => {
            for (let j = 0; j < n; j++) [w[11 + j], w[5000 + j]] = [w[5000 + j]!, w[11 + j]!]
          },
        )
        agrees(
          (w) => engine.subtractRow(w, n, 0.7, 11, 5000),
          (w) => {
            for (let j = 0; j < n; j++) w[11 + j] = w[11 + j]! - 0.7 * w[5000 + j]!
          },
        )
        agrees(
          (w) => engine.reflectThree(w, n, 3, 205, 1.3, 0.4, -0.8),
          (w) => {
            for (let j = 3; j < 3 + n; j++) {
              const f = 1.3 * (w[j]! + 0.4 * w[j + 205]! - 0.8 * w[j + 410]!)
              w[j] = w[j]! - f
              w[j + 205] = w[j + 205]! - 0.4 * f
              w[j + 410] = w[j + 410]! + 0.8 * f
            }
          },
        )
      })
    }
  })
}

it("without WebAssembly there is no workspace", () => {
  limitLevel("none")
  expect(engine.workspace(10)).toBeUndefined()
  limitLevel("relaxed")
})
