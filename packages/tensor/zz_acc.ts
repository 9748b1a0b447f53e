import { softmax } from "@nablajs/core"
import { configureKernels, fromBuffer } from "./src/index.ts"
for (const level of ["relaxed", "simd"] as const) for (const F of [Float32Array, Float64Array] as const) {
  configureKernels({ level })
  const n = 100, R = 2000
  const x = (F as typeof Float32Array).from({ length: n * R }, () => (Math.random() - 0.5) * 40)
  const y = (softmax(fromBuffer(x, { shape: [R, n] }) as never) as unknown as { data: Float32Array }).data
  let worst = 0
  for (let r = 0; r < R; r++) {
    const row = Array.from(x.subarray(r * n, r * n + n)); const m = Math.max(...row)
    const e = row.map((v) => Math.exp(v - m)); const s = e.reduce((a, b) => a + b)
    e.forEach((v, i) => { const t = v / s; if (t > 1e-30) worst = Math.max(worst, Math.abs((y[r * n + i] as number) - t) / t) })
  }
  console.log(level, F.name, (worst / (F === Float32Array ? 2 ** -23 : 2 ** -52)).toFixed(2), "eps")
}
