// Products of matrices and what is made of them: stacks of products, convolutions, a step of training.
import { valueAndGrad } from "@nablajs/autograd"
import { add, logsumexp, matmul, mean, multiply, relu, subtract, sum } from "@nablajs/core"
import { configureKernels, conv2d, fromBuffer } from "@nablajs/tensor"
import { few, uniform } from "../lib/data.mjs"
import { jax, mlMatrix, numpyTs, tensorflow } from "../lib/rivals.mjs"

const tolerance = 1e-3

const nabla = (data, shape) => fromBuffer(data, { shape })

/** Σₖ a[i, k] b[k, j], row by row of b, as one writes it. */
function loops(a, b, n) {
  const out = new a.constructor(n * n)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const x = a[i * n + k]
      for (let j = 0; j < n; j++) out[i * n + j] += x * b[k * n + j]
    }
  }
  return out
}

/** jax-js takes its arrays with every call, TensorFlow.js keeps what it makes until told, numpy-ts until collected. */
async function productPeers(a, b, shape, kind) {
  const { numpy: np, jit } = await jax()
  const [p, q] = [a, b].map((x) => np.array(x, { dtype: np[kind] }).reshape(shape))
  const compiled = jit((x, y) => np.matmul(x, y))
  const ts = await numpyTs()
  const [s, t] = [a, b].map((x) => ts.array([...x], kind).reshape(...shape))
  const once = (run) => () => few(run())
  const lanes = [
    ["jax-js eager", () => np.matmul(p.ref, q.ref).dataSync()],
    ["jax-js jit", () => compiled(p.ref, q.ref).dataSync()],
    ["numpy-ts", () => ts.matmul(s, t).data],
  ].map(([name, run]) => ({ name, tolerance, run, value: once(run) }))
  if (kind !== "float32") return lanes
  const tf = await tensorflow()
  const [u, v] = [a, b].map((x) => tf.tensor(x, shape, "float32"))
  return [
    ...lanes,
    {
      name: "TensorFlow.js wasm",
      tolerance,
      run: () => tf.matMul(u, v).dispose(),
      value: () => few(tf.tidy(() => tf.matMul(u, v).dataSync())),
    },
  ]
}

const square = (n, kind, aim, limit, threads = 1) => ({
  title: `matmul ${n}×${n}, ${kind}${threads > 1 ? `, ${threads} threads` : ""}`,
  aim,
  limit,
  async candidates(peers) {
    configureKernels({ threads })
    const Kind = kind === "float32" ? Float32Array : Float64Array
    const [a, b] = [uniform(n * n, 1, Kind), uniform(n * n, 2, Kind)]
    const [x, y] = [nabla(a, [n, n]), nabla(b, [n, n])]
    const own = [{ name: "Nabla", run: () => matmul(x, y), value: () => few(matmul(x, y).data) }]
    // a plain loop over 1024 takes seconds, and its ratio is that of 256
    if (n < 1000) own.push({ name: "plain loops", tolerance, run: () => loops(a, b, n), value: () => few(loops(a, b, n)) })
    if (!peers) return own
    const others = await productPeers(a, b, [n, n], kind)
    if (kind === "float64") {
      const Matrix = await mlMatrix()
      const [p, q] = [a, b].map((data) => Matrix.from1DArray(n, n, data))
      others.push({ name: "ml-matrix", tolerance, run: () => p.mmul(q), value: () => few(p.mmul(q).to1DArray()) })
    }
    return [...own, ...others]
  },
})

const stack = {
  title: "64 products of 64×64, float32",
  aim: "1.5 times faster than numpy-ts",
  limit: { against: "numpy-ts", ratio: 1 / 1.5 },
  async candidates(peers) {
    configureKernels({ threads: 1 })
    const shape = [64, 64, 64]
    const [a, b] = [uniform(64 ** 3, 1), uniform(64 ** 3, 2)]
    const [x, y] = [nabla(a, shape), nabla(b, shape)]
    const own = [{ name: "Nabla", run: () => matmul(x, y), value: () => few(matmul(x, y).data) }]
    return peers ? [...own, ...(await productPeers(a, b, shape, "float32"))] : own
  },
}

const convolution = {
  title: "conv2d, 8×3×64×64 with 16 3×3, float32",
  aim: "faster than TensorFlow.js",
  limit: { against: "TensorFlow.js wasm", ratio: 1 },
  async candidates(peers) {
    configureKernels({ threads: 1 })
    const [a, b] = [uniform(8 * 3 * 64 * 64, 1), uniform(16 * 3 * 3 * 3, 2)]
    const [x, w] = [nabla(a, [8, 3, 64, 64]), nabla(b, [16, 3, 3, 3])]
    const own = [{ name: "Nabla", run: () => conv2d(x, w), value: () => few(conv2d(x, w).data) }]
    if (!peers) return own
    const { numpy: np, lax, jit } = await jax()
    const [p, q] = [np.array(a, { dtype: np.float32 }).reshape([8, 3, 64, 64]), np.array(b, { dtype: np.float32 }).reshape([16, 3, 3, 3])]
    const f = (x, w) => lax.convGeneralDilated(x, w, [1, 1], "VALID")
    const compiled = jit(f)
    const tf = await tensorflow()
    const [s, t] = [tf.tensor(a, [8, 3, 64, 64]).transpose([0, 2, 3, 1]), tf.tensor(b, [16, 3, 3, 3]).transpose([2, 3, 1, 0])]
    return [
      ...own,
      { name: "jax-js eager", tolerance, run: () => f(p.ref, q.ref).dataSync(), value: () => few(f(p.ref, q.ref).dataSync()) },
      { name: "jax-js jit", tolerance, run: () => compiled(p.ref, q.ref).dataSync(), value: () => few(compiled(p.ref, q.ref).dataSync()) },
      {
        name: "TensorFlow.js wasm",
        tolerance,
        run: () => tf.conv2d(s, t, 1, "valid").dispose(),
        value: () => few(tf.tidy(() => tf.conv2d(s, t, 1, "valid").transpose([0, 3, 1, 2]).dataSync())),
      },
    ]
  },
}

const [BATCH, RATE] = [128, 0.1]
const sizes = [
  [784, 256],
  [1, 256],
  [256, 10],
  [1, 10],
]

const training = {
  title: "a training step of an MLP, 784-256-10, batch 128, eager, float32",
  aim: "faster than jax-js jit",
  limit: { against: "jax-js jit", ratio: 1 },
  async candidates(peers) {
    configureKernels({ threads: 1 })
    const images = uniform(BATCH * 784, 1)
    const labels = Float32Array.from({ length: BATCH * 10 }, (_, i) => (i % 10 === ((i * 7) % 13) % 10 ? 1 : 0))
    const weights = sizes.map(([m, n], i) => uniform(m * n, 3 + i).map((w) => w / Math.sqrt(m)))
    const [X, Y] = [nabla(images, [BATCH, 784]), nabla(labels, [BATCH, 10])]
    const start = weights.map((w, i) => nabla(w, sizes[i]))
    const lossAndGrad = valueAndGrad(([W, b, V, c]) => {
      const z = add(matmul(relu(add(matmul(X, W), b)), V), c)
      return mean(subtract(logsumexp(z, { axis: 1 }), sum(multiply(Y, z), { axis: 1 })))
    })
    const step = () => {
      const [, gradient] = lossAndGrad(start)
      return start.map((p, i) => subtract(p, multiply(RATE, gradient[i])))
    }
    const own = [{ name: "Nabla", run: step, value: () => few(step()[2].data) }]
    if (!peers) return own
    const { numpy: np, grad, jit, nn } = await jax()
    const [jX, jY] = [
      np.array(images, { dtype: np.float32 }).reshape([BATCH, 784]),
      np.array(labels, { dtype: np.float32 }).reshape([BATCH, 10]),
    ]
    const jStart = weights.map((w, i) => np.array(w, { dtype: np.float32 }).reshape(sizes[i]))
    const jLoss = ([W, b, V, c], X, Y) => {
      const z = np.matmul(nn.relu(np.matmul(X, W).add(b)), V).add(c)
      return np.mean(nn.logsumexp(z.ref, 1).sub(np.sum(Y.mul(z), 1)))
    }
    const jStep = (p, X, Y) => {
      const g = grad(jLoss)(
        p.map((w) => w.ref),
        X,
        Y,
      )
      return p.map((w, i) => w.sub(g[i].mul(RATE)))
    }
    const jRun = (f) => () =>
      f(
        jStart.map((w) => w.ref),
        jX.ref,
        jY.ref,
      ).map((w) => w.dataSync())
    const [eager, compiled] = [jRun(jStep), jRun(jit(jStep))]
    const tf = await tensorflow()
    const [tX, tY] = [tf.tensor(images, [BATCH, 784]), tf.tensor(labels, [BATCH, 10])]
    const tStart = weights.map((w, i) => tf.tensor(w, sizes[i]))
    const tGrads = tf.grads((W, b, V, c) => {
      const z = tf.matMul(tf.relu(tf.matMul(tX, W).add(b)), V).add(c)
      return tf
        .logSumExp(z, 1)
        .sub(tf.sum(tY.mul(z), 1))
        .mean()
    })
    const tStep = () => tGrads(tStart).map((g, i) => tStart[i].sub(g.mul(RATE)))
    return [
      ...own,
      { name: "jax-js eager", tolerance, run: eager, value: () => few(eager()[2]) },
      { name: "jax-js jit", tolerance, run: compiled, value: () => few(compiled()[2]) },
      {
        name: "TensorFlow.js wasm",
        tolerance,
        run: () =>
          tf.tidy(() => {
            tStep()
          }),
        value: () => few(tf.tidy(() => tStep()[2].dataSync())),
      },
    ]
  },
}

export default [
  square(64, "float32", "as fast as numpy-ts", { against: "numpy-ts", ratio: 1 }),
  square(256, "float32", "1.5 times faster than numpy-ts", { against: "numpy-ts", ratio: 1 / 1.5 }),
  square(1024, "float32", "1.5 times faster than TensorFlow.js", { against: "TensorFlow.js wasm", ratio: 1 / 1.5 }),
  square(1024, "float32", "2.5 times faster than TensorFlow.js", { against: "TensorFlow.js wasm", ratio: 1 / 2.5 }, 2),
  square(512, "float64", "1.7 times faster than numpy-ts", { against: "numpy-ts", ratio: 1 / 1.7 }),
  stack,
  convolution,
  training,
]
