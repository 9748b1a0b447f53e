// What memory bounds: functions of every element, sums along axes, softmax, transposed copies, orders.
import { add, argsort, exp, multiply, reshape, softmax, sort, sum, tanh, transpose } from "@nablajs/core"
import { configureKernels, fromBuffer } from "@nablajs/tensor"
import { few, uniform } from "../lib/data.mjs"
import { jax, numpyTs, tensorflow } from "../lib/rivals.mjs"

const MILLION = 1_000_000
// some peers add up 2000 numbers one after the other
const tolerance = 1e-4

/** The arrays of each library from the same numbers. */
const makers = {
  nabla: (data, shape) => fromBuffer(data, { shape }),
  jax:
    ({ numpy: np }, kind) =>
    (data, shape) =>
      np.array(data, { dtype: np[kind] }).reshape(shape),
  tf: (tf) => (data, shape) => tf.tensor(data, shape, "float32"),
  ts: (ts, kind) => (data, shape) => ts.array([...data], kind).reshape(...shape),
}

const lane = (name, run) => ({ name, tolerance, run, value: () => few(run()) })

/**
 * A row from one formula for each library: `shapes` of the operands, and functions of them. jax-js gives up what it is given,
 * so operands are handed over anew, and its answer is read; answers of numpy-ts and TensorFlow.js stay in their own memory.
 */
function row({ title, aim, limit, kind = "float32", shapes, own, loops, withJax, withTf, withTs, rounds }) {
  return {
    title: `${title}, ${kind}`,
    aim,
    limit,
    rounds,
    async candidates(peers) {
      configureKernels({ threads: 1 })
      const Kind = kind === "float32" ? Float32Array : Float64Array
      const data = shapes.map((shape, i) =>
        uniform(
          shape.reduce((all, n) => all * n, 1),
          i + 1,
          Kind,
        ),
      )
      const given = (make) => data.map((x, i) => make(x, shapes[i]))
      const operands = given(makers.nabla)
      const lanes = [
        { name: "Nabla", run: () => own(...operands), value: () => few(own(...operands).data) },
        lane("plain loops", () => loops(...data)),
      ]
      if (!peers) return lanes
      if (withJax) {
        const library = await jax()
        const arrays = given(makers.jax(library, kind))
        const eager = withJax(library)
        const compiled = library.jit(eager)
        const call = (f) => () => f(...arrays.map((x) => x.ref)).dataSync()
        lanes.push(lane("jax-js eager", call(eager)), lane("jax-js jit", call(compiled)))
      }
      if (withTs) {
        const ts = await numpyTs()
        const arrays = given(makers.ts(ts, kind))
        const f = withTs(ts)
        lanes.push({ name: "numpy-ts", tolerance, run: () => f(...arrays).dispose(), value: () => few(f(...arrays).data) })
      }
      if (withTf && kind === "float32") {
        const tf = await tensorflow()
        const arrays = given(makers.tf(tf))
        const f = withTf(tf)
        const run = () => tf.tidy(() => f(...arrays)).dispose()
        lanes.push({ name: "TensorFlow.js wasm", tolerance, run, value: () => few(tf.tidy(() => f(...arrays).dataSync())) })
      }
      return lanes
    },
  }
}

const ahead = (peer) => ({ aim: `faster than ${peer}`, limit: { against: peer, ratio: 1 } })

const chain = row({
  title: "tanh(x·2+1)·x, 1e6",
  ...ahead("jax-js jit"),
  shapes: [[MILLION]],
  own: (x) => multiply(tanh(add(multiply(x, 2), 1)), x),
  loops: (x) => x.map((v) => Math.tanh(v * 2 + 1) * v),
  withJax:
    ({ numpy: np }) =>
    (x) =>
      np.tanh(x.ref.mul(2).add(1)).mul(x),
  withTf: (tf) => (x) => tf.mul(tf.tanh(tf.add(tf.mul(x, 2), 1)), x),
  withTs: (ts) => (x) => {
    const steps = [ts.multiply(x, 2)]
    steps.push(ts.add(steps[0], 1))
    steps.push(ts.tanh(steps[1]))
    const y = ts.multiply(steps[2], x)
    for (const step of steps) step.dispose()
    return y
  },
})

const exponential = (kind) =>
  row({
    title: "exp, 1e6",
    ...ahead("numpy-ts"),
    kind,
    shapes: [[MILLION]],
    own: exp,
    loops: (x) => x.map(Math.exp),
    withJax:
      ({ numpy: np }) =>
      (x) =>
        np.exp(x),
    withTf: (tf) => (x) => tf.exp(x),
    withTs: (ts) => (x) => ts.exp(x),
  })

function addRow(x, y) {
  const out = new Float32Array(x.length)
  for (let i = 0, k = 0; i < 1000; i++) for (let j = 0; j < 1000; j++, k++) out[k] = x[k] + y[j]
  return out
}

const broadcast = row({
  title: "(1000×1000) + (1000)",
  ...ahead("TensorFlow.js wasm"),
  shapes: [[1000, 1000], [1000]],
  own: add,
  loops: addRow,
  withJax: () => (x, y) => x.add(y),
  withTf: (tf) => tf.add,
  withTs: (ts) => ts.add,
})

function loopSum(x, axis) {
  const out = new Float64Array(2000)
  for (let i = 0, k = 0; i < 2000; i++) for (let j = 0; j < 2000; j++, k++) out[axis === 0 ? j : i] += x[k]
  return Float32Array.from(out)
}

const sums = (axis) =>
  row({
    title: `sum of 2000×2000 over axis ${axis}`,
    ...ahead("jax-js jit"),
    shapes: [[2000, 2000]],
    own: (x) => sum(x, { axis }),
    loops: (x) => loopSum(x, axis),
    withJax:
      ({ numpy: np }) =>
      (x) =>
        np.sum(x, axis),
    withTf: (tf) => (x) => tf.sum(x, axis),
    withTs: (ts) => (x) => ts.sum(x, axis),
  })

function loopSoftmax(x) {
  const out = new Float32Array(x.length)
  for (let from = 0; from < x.length; from += 1000) {
    let [top, total] = [Number.NEGATIVE_INFINITY, 0]
    for (let i = from; i < from + 1000; i++) top = Math.max(top, x[i])
    for (let i = from; i < from + 1000; i++) total += out[i] = Math.exp(x[i] - top)
    for (let i = from; i < from + 1000; i++) out[i] /= total
  }
  return out
}

const normalised = row({
  title: "softmax of the rows of 1000×1000",
  ...ahead("TensorFlow.js wasm"),
  shapes: [[1000, 1000]],
  own: (x) => softmax(x),
  loops: loopSoftmax,
  withJax:
    ({ nn }) =>
    (x) =>
      nn.softmax(x, -1),
  withTf: (tf) => (x) => tf.softmax(x),
})

function blockedTranspose(x) {
  const [n, tile] = [2000, 16]
  const out = new Float32Array(x.length)
  for (let i0 = 0; i0 < n; i0 += tile) {
    for (let j0 = 0; j0 < n; j0 += tile) {
      for (let i = i0; i < i0 + tile; i++) for (let j = j0; j < j0 + tile; j++) out[i * n + j] = x[j * n + i]
    }
  }
  return out
}

const transposed = row({
  title: "transpose and copy, 2000×2000",
  aim: "faster than a blocked loop",
  limit: { against: "plain loops", ratio: 1 },
  shapes: [[2000, 2000]],
  own: (x) => reshape(transpose(x), [-1]),
  loops: blockedTranspose,
  withJax:
    ({ numpy: np }) =>
    (x) =>
      np.transpose(x).mul(1),
  withTf: (tf) => (x) => tf.transpose(x),
  withTs: (ts) => (x) => ts.transpose(x).copy(),
})

const sorted = (kind) =>
  row({
    title: "sort, 1e6",
    aim: "8 times faster than numpy-ts",
    limit: { against: "numpy-ts", ratio: 1 / 8 },
    kind,
    rounds: 5,
    shapes: [[MILLION]],
    own: (x) => sort(x),
    loops: (x) => x.slice().sort(),
    withJax:
      ({ numpy: np }) =>
      (x) =>
        np.sort(x),
    withTs: (ts) => (x) => ts.sort(x),
  })

const positions = row({
  title: "argsort, 1e6",
  ...ahead("numpy-ts"),
  rounds: 5,
  shapes: [[MILLION]],
  own: (x) => argsort(x),
  loops: (x) => Int32Array.from(x, (_, i) => i).sort((i, j) => x[i] - x[j] || i - j),
  withJax:
    ({ numpy: np }) =>
    (x) =>
      np.argsort(x),
  withTs: (ts) => (x) => ts.argsort(x),
})

export default [
  chain,
  exponential("float32"),
  exponential("float64"),
  broadcast,
  sums(0),
  sums(1),
  normalised,
  transposed,
  sorted("float32"),
  sorted("float64"),
  positions,
]
