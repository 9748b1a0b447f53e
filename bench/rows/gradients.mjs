// Gradients of functions of few numbers: what a tape costs when the arithmetic costs nothing.
import { grad } from "@nablajs/autograd"
import { add, at, multiply, sin, square, subtract } from "@nablajs/core"
import { tensor } from "@nablajs/tensor"
import { jax, tensorflow } from "../lib/rivals.mjs"

// (1 − x)² + 100 (y − x²)²
const rosenbrock = (x, y) => add(square(subtract(1, x)), multiply(100, square(subtract(y, square(x)))))
const point = [-1.2, 1]
const numeric = ([x, y]) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]

const rosenbrockRow = {
  title: "gradient of the 2-D Rosenbrock function",
  aim: "at most 1.5 µs a call",
  limit: { ns: 1500 },
  async candidates(peers) {
    const ofPair = grad(([x, y]) => rosenbrock(x, y))
    const ofVector = grad((x) => rosenbrock(at(x, 0), at(x, 1)))
    const x = tensor(point)
    const own = [
      { name: "Nabla, numbers", over: "the function of numbers alone", run: () => ofPair(point), value: () => ofPair(point) },
      { name: "Nabla, tensor of 2", over: "the function of a tensor alone", run: () => ofVector(x), value: () => ofVector(x).toArray() },
      { name: "the function of numbers alone", run: () => rosenbrock(point[0], point[1]) },
      { name: "the function of a tensor alone", run: () => rosenbrock(at(x, 0), at(x, 1)) },
      { name: "by hand", run: () => numeric(point), value: () => numeric(point) },
    ]
    if (!peers) return own
    const { numpy: np, grad: jaxGrad, jit } = await jax()
    const p = np.array(point, { dtype: np.float64 })
    const f = (v) => {
      const [a, b] = [v.ref.slice(0), v.slice(1)]
      const gap = b.sub(np.square(a.ref))
      return np.square(np.array(1, { dtype: np.float64 }).sub(a)).add(np.square(gap).mul(100))
    }
    const [eager, compiled] = [jaxGrad(f), jit(jaxGrad(f))]
    const tf = await tensorflow()
    const t = tf.tensor1d(point)
    const g = tf.grad((v) => {
      const [a, b] = tf.split(v, 2)
      return tf.sum(tf.add(tf.square(tf.sub(1, a)), tf.mul(100, tf.square(tf.sub(b, tf.square(a))))))
    })
    return [
      ...own,
      { name: "jax-js eager", run: () => eager(p.ref).dataSync(), value: () => [...eager(p.ref).dataSync()] },
      { name: "jax-js jit", run: () => compiled(p.ref).dataSync(), value: () => [...compiled(p.ref).dataSync()] },
      {
        name: "TensorFlow.js (float32)",
        tolerance: 1e-4,
        run: () => tf.tidy(() => g(t).dataSync()),
        value: () => [...tf.tidy(() => g(t).dataSync())],
      },
    ]
  },
}

const LENGTH = 1000
const START = 0.5

// x ← sin x, or x ← 1.01 x, in turn: 1000 operations in all
function chain(x, sine, scale) {
  let y = x
  for (let i = 0; i < LENGTH; i++) y = i % 2 ? scale(y) : sine(y)
  return y
}

function chainByHand(x) {
  let y = x
  let slope = 1
  for (let i = 0; i < LENGTH; i++) {
    if (i % 2) {
      y *= 1.01
      slope *= 1.01
    } else {
      slope *= Math.cos(y)
      y = Math.sin(y)
    }
  }
  return slope
}

const chainRow = {
  title: `gradient of a chain of ${LENGTH} scalar operations`,
  aim: "at most 0.08 ms a call",
  limit: { ns: 80_000 },
  async candidates(peers) {
    const f = (x) => chain(x, sin, (y) => multiply(1.01, y))
    const ours = grad(f)
    const own = [
      { name: "Nabla, number", over: "the function alone", run: () => ours(START), value: () => [ours(START)] },
      { name: "the function alone", run: () => f(START) },
      { name: "by hand", run: () => chainByHand(START), value: () => [chainByHand(START)] },
    ]
    if (!peers) return own
    const { numpy: np, grad: jaxGrad } = await jax()
    const theirs = jaxGrad((x) => chain(x, np.sin, (y) => y.mul(1.01)))
    const start = () => np.array(START, { dtype: np.float64 })
    const tf = await tensorflow()
    const g = tf.grad((x) => chain(x, tf.sin, (y) => tf.mul(y, 1.01)))
    const s = tf.scalar(START)
    return [
      ...own,
      // its float64 functions are of float32 grade
      { name: "jax-js eager", tolerance: 1e-3, run: () => theirs(start()).dataSync(), value: () => [...theirs(start()).dataSync()] },
      {
        name: "TensorFlow.js (float32)",
        tolerance: 1e-3,
        run: () => tf.tidy(() => g(s).dataSync()),
        value: () => [...tf.tidy(() => g(s).dataSync())],
      },
    ]
  },
}

export default [rosenbrockRow, chainRow]
