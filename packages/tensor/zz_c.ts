import { fast } from "../core/src/accelerate.ts"
import { conv2d, fromBuffer } from "./src/index.ts"
const k = fast.structural.contract!
fast.structural.contract = (args, params, shape) => { console.log(JSON.stringify(args.map((x) => [x.shape, x.strides, x.dense])), JSON.stringify(params), shape); return k(args, params, shape) }
const T = (shape: number[]) => fromBuffer(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1), { shape })
conv2d(T([8, 3, 64, 64]) as never, T([16, 3, 3, 3]) as never)
