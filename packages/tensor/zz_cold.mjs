import { matmul } from "@nablajs/core"
import { fromBuffer } from "@nablajs/tensor"
const make = process.argv[2] === "float32" ? Float32Array : Float64Array
const A = fromBuffer(make.from({ length: 4096 }, (_, i) => Math.sin(i)), { shape: [64, 64] })
const t = performance.now()
matmul(A, A)
const first = performance.now() - t
const t2 = performance.now()
matmul(A, A)
console.log(first.toFixed(2), (performance.now() - t2).toFixed(3))
