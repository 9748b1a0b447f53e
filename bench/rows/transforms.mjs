// Fourier transforms of real signals in float64, along one axis and two, of good and of bad lengths. fft.js knows powers of
// two alone and writes into an array of the caller's.
import { fft, fromBuffer, imag, real } from "@nablajs/tensor"
import { few, uniform } from "../lib/data.mjs"
import { fftJs, numpyTs } from "../lib/rivals.mjs"

const tolerance = 1e-9
const parts = (re, im) => [...few(re), ...few(im)]
/** Of numbers with real and imaginary parts in turn, the first `count`. */
const inTurn = (data, count) =>
  parts(
    Float64Array.from({ length: count }, (_, i) => data[2 * i]),
    Float64Array.from({ length: count }, (_, i) => data[2 * i + 1]),
  )

const row = ({ title, aim, limit, shape, own, ts, js }) => ({
  title,
  aim,
  limit,
  async candidates(peers) {
    const size = shape.reduce((n, m) => n * m, 1)
    const data = uniform(size, 4, Float64Array)
    const x = fromBuffer(data, { shape })
    const count = own(x).size
    const answer = () => {
      const y = own(x)
      return parts(real(y).data, imag(y).data)
    }
    const lanes = [{ name: "Nabla", tolerance, run: () => own(x), value: answer }]
    if (!peers) return lanes
    const np = await numpyTs()
    const a = np.array([...data]).reshape(...shape)
    lanes.push({ name: "numpy-ts", tolerance, run: () => ts(np, a).data, value: () => inTurn(ts(np, a).data, count) })
    if (js) {
      const transform = new (await fftJs())(size)
      const out = transform.createComplexArray()
      const run = () => js(transform, out, data)
      lanes.push({
        name: "fft.js",
        tolerance,
        run,
        value: () => {
          run()
          return inTurn(out, count)
        },
      })
    }
    return lanes
  },
})

const half = { own: (x) => fft.rfft(x), ts: (np, a) => np.fft.rfft(a), js: (t, out, data) => t.realTransform(out, data) }
const whole = {
  own: (x) => fft.fft(x),
  ts: (np, a) => np.fft.fft(a),
  js: (t, out, data) => {
    t.realTransform(out, data)
    t.completeSpectrum(out)
  },
}

export default [
  row({
    title: "rfft of 1024 numbers",
    aim: "at most 3 times fft.js, which makes no arrays",
    limit: { against: "fft.js", ratio: 3 },
    shape: [1024],
    ...half,
  }),
  row({ title: "fft of 65536 numbers", aim: "at most 3 times fft.js", limit: { against: "fft.js", ratio: 3 }, shape: [65536], ...whole }),
  row({
    title: "fft of 10007 numbers, a prime",
    aim: "faster than numpy-ts",
    limit: { against: "numpy-ts", ratio: 1 },
    shape: [10007],
    own: whole.own,
    ts: whole.ts,
  }),
  row({
    title: "fft2 of 512×512 numbers",
    aim: "faster than numpy-ts",
    limit: { against: "numpy-ts", ratio: 1 },
    shape: [512, 512],
    own: (x) => fft.fft2(x),
    ts: (np, a) => np.fft.fft2(a),
  }),
]
