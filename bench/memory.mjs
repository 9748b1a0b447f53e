// Memory: does a long loop stay flat, do a million tensors leave anything behind, what becomes of a gigabyte? Each question is
// asked in a process of its own, whose resident memory is read as it goes.
//   node bench/memory.mjs [question]
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { checkpoint, grad, valueAndGrad } from "@nablajs/autograd"
import { add, logsumexp, matmul, mean, multiply, relu, sin, subtract, sum, tanh } from "@nablajs/core"
import { configureKernels, fromBuffer, ones, tensor } from "@nablajs/tensor"
import { uniform } from "./lib/data.mjs"

const MB = 2 ** 20
const resident = () => process.memoryUsage().rss / MB
const peak = () => process.resourceUsage().maxRSS / 1024
const say = (what, ...values) =>
  console.log(`${what}: ${values.map((v) => (typeof v === "number" ? `${v.toFixed(0)} MiB` : v)).join(", ")}`)

function chain(around) {
  const block = around((x) => add(x, multiply(0.01, sin(tanh(x)))))
  const gradient = grad((x) => {
    let y = x
    for (let i = 0; i < 200; i++) y = block(y)
    return sum(y)
  })
  const before = peak()
  const g = gradient(fromBuffer(uniform(1e5, 1), { shape: [1e5] }))
  say("the peak rises by", peak() - before)
  say("sum of the gradient", String(sum(g).item()))
}

const questions = {
  /** An MLP, 784-64-10, batch 64: each step allocates some 1.5 MiB and frees nothing by hand. */
  training() {
    const sizes = [
      [784, 64],
      [1, 64],
      [64, 10],
      [1, 10],
    ]
    const X = fromBuffer(uniform(64 * 784, 1), { shape: [64, 784] })
    const Y = fromBuffer(
      Float32Array.from({ length: 640 }, (_, i) => (i % 10 === Math.floor(i / 10) % 10 ? 1 : 0)),
      { shape: [64, 10] },
    )
    let params = sizes.map(([m, n], i) => multiply(1 / Math.sqrt(m), fromBuffer(uniform(m * n, 3 + i), { shape: [m, n] })))
    const step = valueAndGrad(([W, b, V, c]) => {
      const z = add(matmul(relu(add(matmul(X, W), b)), V), c)
      return mean(subtract(logsumexp(z, { axis: 1 }), sum(multiply(Y, z), { axis: 1 })))
    })
    const losses = []
    for (let i = 1; i <= 5000; i++) {
      const [loss, gradient] = step(params)
      params = params.map((p, k) => subtract(p, multiply(0.1, gradient[k])))
      if ([1, 500, 1000, 2000, 3000, 4000, 5000].includes(i)) {
        losses.push(loss.item().toFixed(4))
        say(`resident after step ${i}, and the peak so far`, resident(), peak())
      }
    }
    say("losses", losses.join(" "))
  },

  /** Small and middling results, all of them garbage at once. */
  tensors() {
    const [small, middle] = [tensor([1, 2, 3]), fromBuffer(uniform(200, 1), { shape: [200] })]
    for (let i = 1; i <= 1e6; i++) {
      add(small, i)
      add(middle, i)
      if (i % 250_000 === 0) say(`resident after ${2 * i} tensors, and the peak so far`, resident(), peak())
    }
  },

  /** The gradient through 200 blocks of four operations on 100,000 numbers, every value kept. */
  kept: () => chain((block) => block),

  /** The same with `checkpoint` around each block: what enters it is kept alone. */
  checkpointed: () => chain(checkpoint),

  /** A gigabyte of float32, read by a reduction and by a product. */
  gigabyte() {
    const before = resident()
    const x = ones([2 ** 14, 2 ** 14], { dtype: "float32" })
    say("a tensor of 1 GiB takes", resident() - before)
    say("its sum", String(sum(x).item()))
    say("its product with a vector", String(matmul(x, ones([2 ** 14], { dtype: "float32" })).data[7]))
    say("its product with 8 columns", String(matmul(x, ones([2 ** 14, 8], { dtype: "float32" })).data[7]))
    say("peak", peak())
    try {
      ones([2 ** 20, 2 ** 20])
    } catch (error) {
      say("a tensor of 8 TiB", error.message)
    }
  },
}

const asked = process.argv[2]
if (asked !== undefined) {
  configureKernels({ threads: 1 })
  questions[asked]()
} else {
  for (const name of Object.keys(questions)) {
    console.log(`\n${name}`)
    const { stdout, stderr, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], { encoding: "utf8" })
    process.stdout.write(status === 0 ? stdout : `${stdout}${stderr}`)
  }
}
