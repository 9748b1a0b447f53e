import { conv2d, fromBuffer, configureKernels } from "./src/index.ts"
configureKernels({ threads: 1 })
const T = (shape: number[]) => fromBuffer(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1), { shape })
const x = T([8, 3, 64, 64]), w = T([16, 3, 3, 3])
const P = (globalThis as any).P = {} as Record<string, number[]>
for (let i = 0; i < 300; i++) conv2d(x as never, w as never)
for (const k in P) P[k] = []
const tot: number[] = []
for (let i = 0; i < 400; i++) { const t = performance.now(); conv2d(x as never, w as never); tot.push(performance.now() - t) }
P.total = tot
for (const k in P) { const v = P[k]!.sort((a, b) => a - b); console.log(k, v[v.length * 0.1 | 0]!.toFixed(3), v[v.length * 0.25 | 0]!.toFixed(3), v[v.length >> 1]!.toFixed(3)) }
import { fast } from "../core/src/accelerate.ts"
const k0 = fast.structural.contract!
const inner: number[] = []
fast.structural.contract = (...a) => { const t = performance.now(); const r = k0(...a); inner.push(performance.now() - t); return r }
const tt: number[] = []
for (let i = 0; i < 400; i++) { const t = performance.now(); conv2d(x as never, w as never); tt.push(performance.now() - t) }
for (const [k, v] of [["contract", inner], ["total", tt]] as const) { v.sort((a, b) => a - b); console.log(k, v[v.length * 0.1 | 0]!.toFixed(3), v[v.length * 0.25 | 0]!.toFixed(3), v[v.length >> 1]!.toFixed(3)) }
