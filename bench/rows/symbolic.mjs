// Derivatives of formulas, read, derived, simplified and written. Compared is what the answers are at one point; the table shows
// how long the answers are in all.
import { derive, evaluate, latex, parse, text } from "@nablajs/symbolic"
import { computeEngine, mathjs, nerdamerPrime } from "../lib/rivals.mjs"

const formulas = [
  "3*x^2-4*x",
  "x^5-2*x^3+x",
  "1/x",
  "sqrt(x)",
  "x^(2/3)",
  "exp(x)",
  "exp(-x^2/2)",
  "2^x",
  "x^x",
  "log(x)",
  "log(x^2+1)",
  "x*log(x)",
  "log(x)/x",
  "log(log(x+2))",
  "sin(x)",
  "cos(x)",
  "tan(x)",
  "sin(x)^2",
  "sin(x^2)",
  "sin(x)*cos(x)",
  "sin(cos(x))",
  "cos(x)/(1+x^2)",
  "sin(x)/x",
  "exp(sin(x))",
  "exp(x)*sin(x)",
  "x*exp(x)",
  "x^2*exp(-x)",
  "exp(exp(x))",
  "atan(x)",
  "atan(1/x)",
  "sinh(x)",
  "cosh(x)",
  "tanh(x)",
  "log(cosh(x))",
  "(x^2+1)/(x+1)",
  "x/(x^2+1)",
  "(x+1)/(x+2)",
  "1/(1+x^2)",
  "1/(1+exp(-x))",
  "x^3/(1+x^2)^2",
  "sqrt(1+x^2)",
  "1/sqrt(1+x^2)",
  "x/sqrt(1+x^2)",
  "log(x+sqrt(x^2+1))",
  "(x+1)*(x+2)*(x+3)",
  "(x+1)^10",
  "(2*x+3)^5",
  "(x^2+x+1)^3",
  "sin(3*x)*exp(-x)",
  "sin(sin(x))",
]

const at = 0.7

/** Two sums over all answers, and the length of their text. */
function lane(name, derived, value, tolerance = 1e-6) {
  const candidate = { name, tolerance, run: () => formulas.map(derived) }
  candidate.value = () => {
    const answers = formulas.map(derived)
    candidate.bytes = answers.join("").replaceAll(/\s/g, "").length
    const values = answers.map(value)
    return [values.reduce((sum, v) => sum + v, 0), values.reduce((sum, v, i) => sum + v / (i + 1), 0)]
  }
  return candidate
}

const scalar = {
  title: `derivatives of ${formulas.length} elementary formulas, simplified`,
  aim: "0.1 ms for each, and no longer than the peers' answers",
  limit: { ns: formulas.length * 1e5 },
  column: "answers",
  async candidates(peers) {
    const lanes = [
      lane(
        "Nabla",
        (f) => text(derive(f, "x")),
        (answer) => evaluate(parse(answer, { x: [] }), { x: at }),
      ),
    ]
    if (!peers) return lanes
    const math = await mathjs()
    lanes.push(
      lane(
        "mathjs",
        (f) => math.derivative(f, "x").toString(),
        (answer) => math.evaluate(answer, { x: at }),
      ),
    )
    const nerdamer = await nerdamerPrime()
    lanes.push(
      lane(
        "nerdamer-prime",
        (f) => nerdamer.diff(f, "x").toString(),
        (answer) =>
          Number(
            nerdamer(answer, { x: String(at) })
              .evaluate()
              .text("decimals"),
          ),
        // it computes powers of e from a rational number near e
        1e-3,
      ),
    )
    const engine = await computeEngine()
    // it reads LaTeX, and \log as the logarithm to the base 10
    const read = new Map(formulas.map((f) => [f, latex(parse(f, { x: [] })).replaceAll("\\log", "\\ln")]))
    lanes.push(
      lane(
        "compute-engine",
        (f) =>
          engine
            .box(["D", engine.parse(read.get(f)), "x"])
            .evaluate()
            .simplify()
            .toString(),
        () => Number.NaN,
      ),
    )
    const last = lanes[lanes.length - 1]
    last.value = () => {
      const answers = formulas.map((f) =>
        engine
          .box(["D", engine.parse(read.get(f)), "x"])
          .evaluate()
          .simplify(),
      )
      last.bytes = answers.map(String).join("").replaceAll(/\s/g, "").length
      const values = answers.map((answer) => answer.subs({ x: at }).N().re)
      return [values.reduce((sum, v) => sum + v, 0), values.reduce((sum, v, i) => sum + v / (i + 1), 0)]
    }
    return lanes
  },
}

const shapes = { x: ["n"], a: ["n"], b: ["m"], A: ["m", "n"], C: ["n", "n"], X: ["n", "n"], U: ["m", "k"], W: ["n", "k"], s: [] }
const matrix = [
  ["x' * C * x", "x"],
  ["norm2(A * x - b)^2", "x"],
  ["norm2(A * x - b)^2 + s * norm2(x)^2", "x"],
  ["sum(log(1 + exp(-b .* (A * x))))", "x"],
  ["logsumexp(A * x)", "x"],
  ["softmax(x)", "x"],
  ["tr(C * X * X')", "X"],
  ["logdet(X)", "X"],
  ["a' * inv(X) * a", "X"],
  ["norm(A - U * W')^2", "U"],
  ["b' * tanh(A * x)", "A"],
  ["x' * C * x / (x' * x)", "x"],
  ["norm2(x - a)", "x"],
  ["sum(relu(A * x - b))", "x"],
]

const gradients = {
  title: `gradients of ${matrix.length} matrix formulas, simplified`,
  aim: "2 ms for each",
  limit: { ns: matrix.length * 2e6 },
  column: "answers",
  async candidates() {
    const candidate = { name: "Nabla", run: () => matrix.map(([f, by]) => text(derive(f, by, shapes))) }
    candidate.value = () => {
      const answers = candidate.run()
      candidate.bytes = answers.join("").replaceAll(/\s/g, "").length
      return [candidate.bytes]
    }
    return [candidate]
  },
}

export default [scalar, gradients]
