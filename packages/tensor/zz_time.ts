import { add, sum, softmax, exp, transpose, reshape, multiply } from "@nablajs/core"
import { fromBuffer } from "./src/index.ts"
const u = (n: number, s = 1) => Float32Array.from({ length: n }, (_, i) => Math.sin(i * 12.9898 + s) * 4)
const a = fromBuffer(u(1e6), { shape: [1000, 1000] }), b = fromBuffer(u(1000, 2), { shape: [1000] }), c = fromBuffer(u(4e6), { shape: [2000, 2000] })
const a2 = fromBuffer(u(1e6, 3), { shape: [1000, 1000] })
const rows: Record<string, () => unknown> = {
  bcast: () => add(a as never, b as never), add: () => add(a as never, a2 as never), sum0: () => sum(c as never, { axis: 0 } as never), sum1: () => sum(c as never, { axis: 1 } as never),
  softmax: () => softmax(a as never), exp: () => exp(a as never), transpose: () => reshape(transpose(c as never), [-1] as never), scale: () => multiply(a as never, 2),
}
const only = process.argv[2] ? process.argv[2].split(",") : Object.keys(rows)
let keep: unknown
const out: string[] = []
for (const name of only) {
  const f = rows[name] as () => unknown
  for (let i = 0; i < 60; i++) keep = f()
  const cpu: number[] = [], wall: number[] = []
  for (let r = 0; r < 15; r++) {
    const c0 = process.cpuUsage(), t0 = performance.now()
    for (let i = 0; i < 20; i++) keep = f()
    const d = process.cpuUsage(c0)
    cpu.push((d.user + d.system) / 20e3)
    wall.push((performance.now() - t0) / 20)
  }
  cpu.sort((x, y) => x - y); wall.sort((x, y) => x - y)
  out.push(`${name} cpu ${(cpu[7] as number).toFixed(3)} wall ${(wall[7] as number).toFixed(3)} min ${(wall[0] as number).toFixed(3)}`)
}
console.log(out.join(" | "))
