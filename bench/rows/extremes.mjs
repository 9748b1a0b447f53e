// Long and deep formulas, read, derived, simplified and written: none may take longer than a second. Peers stand beside those
// that they live through; at 10⁴ nested brackets or 10⁵ terms their stacks overflow or they run for minutes.
import { derive, evaluate, latex, parse, text } from "@nablajs/symbolic"
import { computeEngine, mathjs, nerdamerPrime } from "../lib/rivals.mjs"

const list = (n, term, sign = " + ") => Array.from({ length: n }, (_, i) => term(i)).join(sign)
const nested = (n, open, inner, close) => open.repeat(n) + inner + close.repeat(n)

const beside = [
  ["a sum of 100 sines", list(100, (i) => `sin(${i + 1}*x)`)],
  ["a product of 20 sums", list(20, (i) => `(x+${i + 1})`, "*")],
  ["a continued fraction of 20 levels", nested(20, "1/(x+", "x", ")")],
  ["8 nested roots", nested(8, "sqrt(x+", "x", ")")],
  ["50 sines of sines", nested(50, "sin(", "x", ")")],
  ["a tower of 6 powers", list(6, () => "x", "^")],
]

const alone = [
  ["a sum of 100,000 sines", list(100_000, (i) => `sin(${i + 1}*x)`)],
  ["a product of 100,000 sums", list(100_000, (i) => `(x+${i + 1})`, "*")],
  ["x + x + … + x, 250,000 times", list(250_000, () => "x")],
  ["9,000 sines of sines", nested(9_000, "sin(", "x", ")")],
  ["a continued fraction of 9,000 levels", nested(9_000, "1/(x+", "x", ")")],
  ["a tower of 9,000 powers", list(9_000, () => "x", "^")],
  ["8 nested roots, second derivative", nested(8, "sqrt(x+", "x", ")"), { order: 2 }],
  ["1,000 sines of sines, third derivative", nested(1_000, "sin(", "x", ")"), { order: 3 }],
]

const at = 0.7

function own(formula, options) {
  const candidate = { name: "Nabla", run: () => text(derive(formula, "x", undefined, options)) }
  candidate.value = () => {
    const answer = derive(formula, "x", undefined, options)
    candidate.bytes = text(answer).length
    return [Number(evaluate(answer, { x: at }))]
  }
  return candidate
}

/** A peer, with the length of its answer. */
function peer(name, derived) {
  const candidate = { name }
  candidate.run = () => {
    const answer = derived()
    candidate.bytes = answer.length
    return answer
  }
  return candidate
}

async function peersOf(formula) {
  const math = await mathjs()
  const nerdamer = await nerdamerPrime()
  const engine = await computeEngine()
  const boxed = engine.parse(latex(parse(formula, { x: [] })))
  return [
    peer("mathjs", () => math.derivative(formula, "x").toString()),
    peer("nerdamer-prime", () => nerdamer.diff(formula, "x").toString()),
    peer("compute-engine", () => engine.box(["D", boxed, "x"]).evaluate().simplify().toString()),
  ]
}

const row = (title, formula, options, withPeers) => ({
  title: `derivative of ${title}`,
  aim: "a second",
  limit: { ns: 1e9 },
  column: "answer",
  rounds: 3,
  candidates: async (peers) => [own(formula, options), ...(peers && withPeers ? await peersOf(formula) : [])],
})

export default [
  ...beside.map(([title, formula, options]) => row(title, formula, options, true)),
  ...alone.map(([title, formula, options]) => row(title, formula, options, false)),
]
