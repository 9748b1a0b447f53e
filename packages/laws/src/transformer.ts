// A program for the compiler: blocks of a transformer, 36 calls each, in which no two blocks share a size.
const names = [
  "add", "at", "concat", "divide", "einsum", "exp", "expandDims", "matmul", "matrixTranspose", "max", "mean", "relu", "reshape", "square",
  "squeeze", "stack", "subtract", "sum", "transpose",
]

function block(i: number): string {
  const [b, t, h, e] = [2 + i, 65 + i, 8, 16 + 3 * i]
  const d = h * e
  return `
const x${i} = zeros([${b}, ${t}, ${d}])
const w${i} = zeros([${d}, ${3 * d}])
const qkv${i} = add(matmul(x${i}, w${i}), zeros([${3 * d}]))
const p${i} = transpose(reshape(qkv${i}, [${b}, ${t}, 3, ${h}, ${e}]), [2, 0, 3, 1, 4])
const q${i} = at(p${i}, 0)
const k${i} = at(p${i}, 1)
const v${i} = at(p${i}, 2)
const s${i} = divide(matmul(q${i}, matrixTranspose(k${i})), ${e})
const e${i} = exp(subtract(s${i}, max(s${i}, { axis: -1, keepdims: true })))
const a${i} = divide(e${i}, sum(e${i}, { axis: -1, keepdims: true }))
const o${i} = reshape(transpose(matmul(a${i}, v${i}), [0, 2, 1, 3]), [${b}, ${t}, ${d}])
const y${i} = add(x${i}, o${i})
const h${i} = relu(matmul(y${i}, zeros([${d}, ${4 * d}])))
const z${i} = add(y${i}, matmul(h${i}, zeros([${4 * d}, ${d}])))
const c${i} = concat([z${i}, mean(z${i}, { axis: -1, keepdims: true })], { axis: 2 })
const u${i} = stack([z${i}, squeeze(expandDims(z${i}, 1), 1)])
const f${i} = einsum("btd,de->bte", z${i}, w${i})
const l${i}: Scalar = mean(square(z${i}))
const check${i}: Tensor<"float64", [${b}, ${t}, ${d + 1}]> = c${i}
const again${i}: Tensor<"float64", [2, ${b}, ${t}, ${d}]> = u${i}
const last${i}: Tensor<"float64", [${b}, ${t}, ${3 * d}]> = f${i}
`
}

/** TypeScript source with 36 calls a block. */
export function transformerSource(blocks: number): string {
  const head = [
    `import { ${names.join(", ")} } from "@nablajs/core"`,
    'import type { Scalar, Tensor } from "@nablajs/core"',
    'import { zeros } from "@nablajs/tensor"',
  ]
  return [...head, ...Array.from({ length: blocks }, (_, i) => block(i))].join("\n")
}
