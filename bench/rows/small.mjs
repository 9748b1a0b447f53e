// Eager addition of small vectors against the same loop called directly, which allocates its result as we do.
import { add } from "@nablajs/core"
import { tensor } from "@nablajs/tensor"
import { jax, tensorflow } from "../lib/rivals.mjs"

function direct(a, b) {
  const out = new Float64Array(a.length)
  for (let i = 0; i < a.length; i++) out[i] = a[i] + b[i]
  return out
}

const row = (n) => ({
  title: `add, ${n} elements, float64`,
  aim: "at most 1.5 times the loop alone",
  limit: { against: "loop alone", ratio: 1.5 },
  async candidates(peers) {
    const x = Float64Array.from({ length: n }, (_, i) => i + 0.5)
    const y = Float64Array.from({ length: n }, (_, i) => 1 / (i + 1))
    const [a, b] = [tensor(x), tensor(y)]
    const own = [
      { name: "Nabla", run: () => add(a, b), value: () => [...add(a, b).data] },
      { name: "loop alone", run: () => direct(x, y), value: () => [...direct(x, y)] },
    ]
    if (!peers) return own
    const { numpy: np } = await jax()
    const [p, q] = [np.array([...x], { dtype: np.float64 }), np.array([...y], { dtype: np.float64 })]
    const tf = await tensorflow()
    const [s, t] = [tf.tensor1d([...x]), tf.tensor1d([...y])]
    return [
      ...own,
      {
        name: "jax-js eager",
        run: () => p.ref.add(q.ref).dataSync(),
        value: () => [...p.ref.add(q.ref).dataSync()],
      },
      {
        name: "TensorFlow.js (float32)",
        tolerance: 1e-6,
        run: () => tf.add(s, t).dispose(),
        value: () => [...tf.add(s, t).dataSync()],
      },
    ]
  },
})

export default [row(8), row(16)]
