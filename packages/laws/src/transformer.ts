// A program for the compiler: blocks of a transformer (attention, then three dense layers), 36 calls each, in which no two
// blocks share a size.
const names = ["add", "at", "divide", "exp", "matmul", "matrixTranspose", "max", "mean", "relu", "reshape", "subtract", "sum", "transpose"]

const CALLS = 36

function block(i: number): string {
  const [b, t, h, e] = [2 + i, 65 + i, 8, 16 + 3 * i]
  const d = h * e
  return `
const x${i} = zeros([${b}, ${t}, ${d}])
const qkv${i} = add(matmul(x${i}, zeros([${d}, ${3 * d}])), zeros([${3 * d}]))
const heads${i} = transpose(reshape(qkv${i}, [${b}, ${t}, 3, ${h}, ${e}]), [2, 0, 3, 1, 4])
const q${i} = at(heads${i}, 0)
const k${i} = at(heads${i}, 1)
const v${i} = at(heads${i}, 2)
const scores${i} = divide(matmul(q${i}, matrixTranspose(k${i})), ${e})
const e${i} = exp(subtract(scores${i}, max(scores${i}, { axis: -1, keepdims: true })))
const weights${i} = divide(e${i}, sum(e${i}, { axis: -1, keepdims: true }))
const joined${i} = reshape(transpose(matmul(weights${i}, v${i}), [0, 2, 1, 3]), [${b}, ${t}, ${d}])
const y${i} = add(x${i}, joined${i})
const h${i} = relu(add(matmul(y${i}, zeros([${d}, ${4 * d}])), zeros([${4 * d}])))
const g${i} = relu(add(matmul(h${i}, zeros([${4 * d}, ${2 * d}])), zeros([${2 * d}])))
const z${i} = add(y${i}, matmul(g${i}, zeros([${2 * d}, ${d}])))
const loss${i}: Scalar = mean(z${i})
const check${i}: Tensor<"float64", [${b}, ${t}, ${d}]> = z${i}
`
}

/** TypeScript source with the given number of calls, to the nearest block. */
export function transformerSource(calls: number): string {
  const head = [
    `import { ${names.join(", ")} } from "@nablajs/core"`,
    'import type { Scalar, Tensor } from "@nablajs/core"',
    'import { zeros } from "@nablajs/tensor"',
  ]
  return [...head, ...Array.from({ length: Math.round(calls / CALLS) }, (_, i) => block(i))].join("\n")
}
