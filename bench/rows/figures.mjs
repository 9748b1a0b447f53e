// Figures to the text of an SVG. Every library gets its data beforehand, in the form it likes best, and the same limits.
// Compared is where the data lie in the plot area, to about two pixels: some libraries thin dense data, or draw in pixels.
import { curve, figure, figure3d, line, scatter, surface, tangent } from "@nablajs/plot"
import { multiply, subtract } from "@nablajs/core"
import { readNabla, readPlot, readVega } from "../lib/picture.mjs"
import { observablePlot, vegaLite } from "../lib/rivals.mjs"

const size = { width: 350, height: 250 }
const margins = { marginLeft: 40, marginRight: 10, marginTop: 10, marginBottom: 30 }
const frame = [40, 10, 300, 210]

/** A candidate that draws: it is timed, its picture is measured and read. */
function drawing(name, draw, read, more = {}) {
  const candidate = { name, run: draw, tolerance: 0.008, ...more }
  candidate.value = async () => {
    const svg = await draw()
    candidate.bytes = Buffer.byteLength(svg)
    return read(svg)
  }
  return candidate
}

function unable(name, reason) {
  const run = () => {
    throw new Error(reason)
  }
  return { name, run, value: run }
}

const drawn = (Plot, document, limits, marks) => () =>
  Plot.plot({ document, ...size, ...margins, x: { domain: limits.x }, y: { domain: limits.y }, marks }).outerHTML

const specified = (svg, limits, layers) => {
  const axis = (field) => ({ field, type: "quantitative", scale: { domain: limits[field], nice: false, zero: false } })
  const encoding = { x: axis("x"), y: axis("y") }
  return () => svg({ width: frame[2], height: frame[3], layer: layers.map((layer) => ({ ...layer, encoding })) })
}

const objects = (x, y) => Array.from(x, (v, i) => ({ x: v, y: y[i] }))

// A random walk from a fixed start, without a generator to import.
function walk(n) {
  const [x, y] = [new Float64Array(n), new Float64Array(n)]
  let state = 1
  for (let i = 1; i < n; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    x[i] = i
    y[i] = y[i - 1] + state / 2 ** 32 - 0.5
  }
  return [x, y]
}

// Two noisy clouds.
function clouds(n) {
  let state = 7
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const bell = () => (uniform() + uniform() + uniform() - 1.5) * 2
  const x = Float64Array.from({ length: n }, (_, i) => bell() + (i % 2 ? 2 : -2))
  return [x, x.map((v) => 0.5 * v + bell())]
}

const ends = (values) =>
  values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])

/** A row over columns of numbers: lines or points. */
const pointsRow = ({ title, aim, limit, data, own, kinds, marks, rounds }) => ({
  title,
  aim,
  limit,
  rounds,
  async candidates(peers) {
    const [x, y] = data()
    const limits = { x: ends(x), y: ends(y) }
    const ours = drawing(
      "Nabla",
      () => figure({ ...size, xlim: limits.x, ylim: limits.y }, [own(x, y)]).toSVG(),
      (svg) => readNabla(svg, kinds[0]),
    )
    if (!peers) return [ours]
    const { Plot, document } = await observablePlot()
    const vega = await vegaLite()
    const values = objects(x, y)
    return [
      ours,
      drawing("Observable Plot, linkedom", drawn(Plot, document, limits, [marks(Plot, x, y)]), (svg) => readPlot(svg, kinds[1], frame)),
      drawing("Vega-Lite", specified(vega, limits, [{ data: { values }, mark: kinds[3] }]), (svg) => readVega(svg, kinds[2], frame), {
        waits: true,
      }),
    ]
  },
})

const lineRow = pointsRow({
  title: "figure: a line of 1 000 000 points",
  aim: "at most 50 ms and 64 KiB",
  limit: { ns: 50e6, bytes: 65_536 },
  rounds: 3,
  data: () => walk(1e6),
  own: line,
  kinds: ["line", "line", "line", "line"],
  marks: (Plot, x, y) => Plot.line({ length: x.length }, { x, y }),
})

const scatterRow = pointsRow({
  title: "figure: 100 000 points scattered",
  aim: "at most 20 ms",
  limit: { ns: 20e6 },
  rounds: 3,
  data: () => clouds(1e5),
  own: scatter,
  kinds: ["scatter", "dot", "symbol", "point"],
  marks: (Plot, x, y) => Plot.dot({ length: x.length }, { x, y, r: 1.5 }),
})

const saddle = (x, y) => x * x - y * y
const square = [
  [-1, 1],
  [-1, 1],
]

const surfaceRow = {
  title: "figure: a surface of 41 × 41 nodes",
  aim: "at most 10 ms",
  limit: { ns: 10e6 },
  async candidates(peers) {
    const ours = drawing(
      "Nabla",
      () => figure3d(size, [surface(saddle, square, { samples: 41 })]).toSVG(),
      () => [], // no peer draws it, so there is nothing to compare
    )
    return peers ? [ours, unable("Observable Plot", "has no marks in space"), unable("Vega-Lite", "has no marks in space")] : [ours]
  },
}

// 3x² − 4x over [0, 3]; the peers know no derivative, so they are given 97 points of it and the slope 2 at 1.
const parabola = (x) => subtract(multiply(3, multiply(x, x)), multiply(4, x))
const plain = (x) => 3 * x * x - 4 * x

const tangentRow = {
  title: "figure: a curve with its tangent",
  aim: "at most 0.2 ms",
  limit: { ns: 2e5 },
  async candidates(peers) {
    const limits = { x: [0, 3], y: [-4, 15] }
    const own = (name, f, options) =>
      drawing(
        name,
        () => figure({ ...size, xlim: limits.x, ylim: limits.y }, [curve(f, [0, 3]), tangent(f, 1, options)]).toSVG(),
        (svg) => readNabla(svg, "curve"),
      )
    const ours = [own("Nabla, slope by differences", plain, { slope: "difference" }), own("Nabla, slope by differentiation", parabola)]
    if (!peers) return ours
    const { Plot, document } = await observablePlot()
    const vega = await vegaLite()
    const x = Float64Array.from({ length: 97 }, (_, i) => i / 32)
    const y = x.map(plain)
    const [tx, ty] = [
      [0, 3],
      [-3, 3],
    ]
    const [graph, touching] = [objects(x, y), objects(tx, ty)]
    return [
      ...ours,
      drawing(
        "Observable Plot, linkedom, points given",
        drawn(Plot, document, limits, [
          Plot.line({ length: 97 }, { x, y }),
          Plot.line({ length: 2 }, { x: tx, y: ty, strokeDasharray: "4 2" }),
        ]),
        (svg) => readPlot(svg, "line", frame),
      ),
      drawing(
        "Vega-Lite, points given",
        specified(vega, limits, [
          { data: { values: graph }, mark: "line" },
          { data: { values: touching }, mark: { type: "line", strokeDash: [4, 2] } },
        ]),
        (svg) => readVega(svg, "line", frame),
        { waits: true },
      ),
    ]
  },
}

export default [lineRow, scatterRow, surfaceRow, tangentRow]
