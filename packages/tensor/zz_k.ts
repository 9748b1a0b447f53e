import { functions } from "./src/wasm/engine.ts"
import { layout } from "./src/wasm/memory.ts"
import { rowsOf } from "./src/wasm/elementwise/loops.ts"
import { exponentialRows } from "./src/wasm/softmax/rows.ts"
import { sumRows } from "./src/wasm/reduction/sums.ts"
const p = layout(1 << 18, 1 << 18, 1 << 18) as number[]
const [o, a, b] = p as [number, number, number]
const k = functions("zz", rowsOf("float32", 4, [{ lie: "d", bytes: 4 }, { lie: "d", bytes: 4 }], (q, [x, y]) => q.add(x!(), y!()))).run!
const sm = functions("zs", exponentialRows("float32", "softmax")).run!
const su = functions("zu", sumRows("float32", false)).run!
function t(name: string, f: () => void, per: number) {
  for (let i = 0; i < 3000; i++) f()
  const s: number[] = []
  for (let r = 0; r < 400; r++) { const t0 = performance.now(); for (let i = 0; i < 10; i++) f(); s.push((performance.now() - t0) / 10) }
  s.sort((x, y) => x - y)
  console.log(name, (s[40]! * 1e6 / per).toFixed(3), "ns/el  med", (s[200]! * 1e6 / per).toFixed(3))
}
t("add 8x1000 rows", () => k(o, 4000, 8, a, 4000, b, 0), 8000)
t("add 1x8192", () => k(o, 32768, 1, a, 0, b, 0), 8192)
t("add 1x2048", () => k(o, 8192, 1, a, 0, b, 0), 2048)
t("softmax 8x1000", () => sm(o, a, 1000, 8), 8000)
t("sum rows 2x2000", () => su(o, a, 2000, 2), 4000)
t("sum rows 8x2000", () => su(o, a, 2000, 8), 16000)
