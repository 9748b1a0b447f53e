// Derivatives as training asks for them, in float32, each beside the function itself: what its gradient costs in functions.
import { grad, hessian, vmap } from "@nablajs/autograd"
import { add, astype, exp, expandDims, logsumexp, matmul, mean, multiply, softplus, square, subtract, sum, tanh } from "@nablajs/core"
import { random, tensor } from "@nablajs/tensor"
import { jax, tensorflow } from "../lib/rivals.mjs"

const rng = random.defaultRng(7)
const normal = (shape, scale = 1) => astype(multiply(scale, rng.normal(shape)), "float32")
const plain = (x) => ({ data: Float32Array.from(x.data), shape: [...x.shape] })

/** A tensor as an array of jax-js, of TensorFlow.js. */
const inJax = (np, x) => np.array(plain(x).data, { dtype: np.float32 }).reshape(plain(x).shape)
const inTf = (tf, x) => tf.tensor(plain(x).data, plain(x).shape, "float32")

const FEW = 64
/** Some elements, spread over the whole: what the answers are compared by. */
const few = (data) =>
  Array.from({ length: Math.min(FEW, data.length) }, (_, i) => data[Math.floor((i * data.length) / Math.min(FEW, data.length))])

/** Nabla's lane, and the function alone, whose time the ratio of a derivative to its function needs. */
const own = (derivative, f, ...args) => [
  { name: "Nabla", over: "Nabla, the function alone", run: () => derivative(...args), value: () => few(derivative(...args).data) },
  { name: "Nabla, the function alone", run: () => f(...args) },
]

const tolerance = 2e-3

const logistic = {
  title: "logistic regression's gradient, 1000×200",
  aim: "3× faster than TensorFlow.js (0.51 ms)",
  limit: { against: "TensorFlow.js wasm", ratio: 1 / 3 },
  async candidates(peers) {
    const X = normal([1000, 200])
    const signs = tensor(Float32Array.from(rng.uniform([1000]).data, (u) => (u < 0.5 ? -1 : 1)))
    const w = normal([200], 0.1)
    const loss = (w) => mean(softplus(multiply(signs, matmul(X, w))))
    const lanes = own(grad(loss), loss, w)
    if (!peers) return lanes
    const { numpy: np, grad: jaxGrad, jit, nn } = await jax()
    const [jX, js, jw] = [X, signs, w].map((x) => inJax(np, x))
    const f = (w) => np.mean(nn.softplus(js.ref.mul(np.matmul(jX.ref, w))))
    const [eager, compiled] = [jaxGrad(f), jit(jaxGrad(f))]
    const tf = await tensorflow()
    const [tX, ts, tw] = [X, signs, w].map((x) => inTf(tf, x))
    const g = tf.grad((w) => tf.mean(tf.softplus(tf.mul(ts, tf.dot(tX, w)))))
    return [
      ...lanes,
      { name: "jax-js eager", tolerance, run: () => eager(jw.ref).dataSync(), value: () => few(eager(jw.ref).dataSync()) },
      { name: "jax-js jit", tolerance, run: () => compiled(jw.ref).dataSync(), value: () => few(compiled(jw.ref).dataSync()) },
      {
        name: "TensorFlow.js wasm",
        tolerance,
        run: () => tf.tidy(() => g(tw).dataSync()),
        value: () => few(tf.tidy(() => g(tw).dataSync())),
      },
    ]
  },
}

const curvature = {
  title: "Hessian of logistic regression, d = 100, n = 200",
  aim: "ahead of jax-js under jit (1.39 ms)",
  limit: { against: "jax-js jit", ratio: 1 },
  passes: 100,
  passesOf: "columns",
  async candidates(peers) {
    const X = normal([200, 100])
    const w = normal([100], 0.1)
    const loss = (w) => mean(softplus(matmul(X, w)))
    const lanes = own(hessian(loss), loss, w)
    if (!peers) return lanes
    const { numpy: np, hessian: jaxHessian, jit, nn } = await jax()
    const [jX, jw] = [X, w].map((x) => inJax(np, x))
    const f = (w) => np.mean(nn.softplus(np.matmul(jX.ref, w)))
    const [eager, compiled] = [jaxHessian(f), jit(jaxHessian(f))]
    return [
      ...lanes,
      { name: "jax-js eager", tolerance, run: () => eager(jw.ref).dataSync(), value: () => few(eager(jw.ref).dataSync()) },
      { name: "jax-js jit", tolerance, run: () => compiled(jw.ref).dataSync(), value: () => few(compiled(jw.ref).dataSync()) },
    ]
  },
}

// −Σᵢ log Σₖ exp(aₖ + Σ log pₖ − ½ Σ ((xᵢ − mₖ) pₖ)²) with precisions pₖ = exp(qₖ), by the means
const [POINTS, DIMENSIONS, PARTS] = [1000, 10, 25]
const mixture = {
  title: `gradient of a Gaussian mixture, n = ${POINTS}, d = ${DIMENSIONS}, k = ${PARTS}`,
  aim: "2× faster than TensorFlow.js (14.6 ms)",
  limit: { against: "TensorFlow.js wasm", ratio: 1 / 2 },
  async candidates(peers) {
    const [X, m, q, a] = [normal([POINTS, DIMENSIONS]), normal([PARTS, DIMENSIONS]), normal([PARTS, DIMENSIONS], 0.1), normal([PARTS], 0.1)]
    const loss = (m) => {
      const gaps = multiply(subtract(expandDims(X, 1), m), exp(q))
      const heights = subtract(add(a, sum(q, { axis: 1 })), multiply(0.5, sum(square(gaps), { axis: 2 })))
      return multiply(-1, sum(logsumexp(heights, { axis: 1 })))
    }
    const lanes = own(grad(loss), loss, m)
    if (!peers) return lanes
    const { numpy: np, grad: jaxGrad, jit, nn } = await jax()
    const [jX, jm, jq, ja] = [X, m, q, a].map((x) => inJax(np, x))
    const f = (m) => {
      const gaps = jX.ref.reshape([POINTS, 1, DIMENSIONS]).sub(m).mul(np.exp(jq.ref))
      const heights = ja.ref.add(np.sum(jq.ref, 1)).sub(np.sum(np.square(gaps), 2).mul(0.5))
      return np.sum(nn.logsumexp(heights, 1)).mul(-1)
    }
    const [eager, compiled] = [jaxGrad(f), jit(jaxGrad(f))]
    const tf = await tensorflow()
    const [tX, tm, tq, ta] = [X, m, q, a].map((x) => inTf(tf, x))
    const g = tf.grad((m) => {
      const gaps = tf.mul(tf.sub(tf.expandDims(tX, 1), m), tf.exp(tq))
      const heights = tf.sub(tf.add(ta, tf.sum(tq, 1)), tf.mul(0.5, tf.sum(tf.square(gaps), 2)))
      return tf.neg(tf.sum(tf.logSumExp(heights, 1)))
    })
    return [
      ...lanes,
      { name: "jax-js eager", tolerance, run: () => eager(jm.ref).dataSync(), value: () => few(eager(jm.ref).dataSync()) },
      { name: "jax-js jit", tolerance, run: () => compiled(jm.ref).dataSync(), value: () => few(compiled(jm.ref).dataSync()) },
      {
        name: "TensorFlow.js wasm",
        tolerance,
        run: () => tf.tidy(() => g(tm).dataSync()),
        value: () => few(tf.tidy(() => g(tm).dataSync())),
      },
    ]
  },
}

const BATCH = 128
const perExample = {
  title: `gradients of a network 64-128-10 for each of ${BATCH} examples`,
  aim: "3× faster than jax-js (40 ms)",
  limit: { against: "jax-js jit", ratio: 1 / 3 },
  async candidates(peers) {
    const [W, V] = [normal([64, 128], 0.1), normal([128, 10], 0.1)]
    const [x, y] = [normal([BATCH, 64]), normal([BATCH, 10])]
    const loss = (W, x, y) => sum(square(subtract(matmul(tanh(matmul(x, W)), V), y)))
    const each = vmap(grad(loss), { inAxes: [null, 0, 0] })
    const lanes = own(each, vmap(loss, { inAxes: [null, 0, 0] }), W, x, y)
    if (!peers) return lanes
    const { numpy: np, grad: jaxGrad, jit, vmap: jaxVmap } = await jax()
    const [jW, jV, jx, jy] = [W, V, x, y].map((t) => inJax(np, t))
    const f = (W, x, y) => np.sum(np.square(np.matmul(np.tanh(np.matmul(x, W)), jV.ref).sub(y)))
    const [eager, compiled] = [jaxVmap(jaxGrad(f), [null, 0, 0]), jit(jaxVmap(jaxGrad(f), [null, 0, 0]))]
    return [
      ...lanes,
      {
        name: "jax-js eager",
        tolerance,
        run: () => eager(jW.ref, jx.ref, jy.ref).dataSync(),
        value: () => few(eager(jW.ref, jx.ref, jy.ref).dataSync()),
      },
      {
        name: "jax-js jit",
        tolerance,
        run: () => compiled(jW.ref, jx.ref, jy.ref).dataSync(),
        value: () => few(compiled(jW.ref, jx.ref, jy.ref).dataSync()),
      },
    ]
  },
}

export default [logistic, curvature, mixture, perExample]
