// Python with NumPy; what NumPy lacks comes from SciPy.
import { along, logdetOf, numpyLike, pythonNumber, pythonWords, tuple, writePython } from "./python.ts"
import { atom, call, isWhole, level, like, type Piece, type Target, tight } from "./target.ts"

const special = (name: string) => call(name, name)

export const numpy: Target = {
  forms: {
    ...numpyLike("np"),
    relu: like("np.maximum($1, 0)"),
    softplus: like("np.logaddexp(0, $1)"),
    // neither overflows nor warns, unlike 1 / (1 + exp(-x))
    sigmoid: ([x], op) => {
      const written = x as Piece
      const negated = op.args[0]?.data.name === "negative" && written.level === level.unary
      return atom(`np.exp(-np.logaddexp(0, ${negated ? written.code.slice(1) : `-${tight(written, level.power)}`}))`)
    },
    logsumexp: ([x], op) => atom(`np.logaddexp.reduce(${x?.code}, axis=${isWhole(op) ? "None" : tuple(op.data.axes as number[])})`),
    cummax: along("np.maximum.accumulate"),
    cummin: along("np.minimum.accumulate"),
    expm: special("expm"),
    erf: special("erf"),
    erfc: special("erfc"),
    erfinv: special("erfinv"),
    digamma: special("digamma"),
    lgamma: special("gammaln"),
    logit: special("logit"),
  },
  number: pythonNumber,
  axis: (name, axis) => `${name}.shape[${axis}]`,
  array: (rows) => `np.array(${JSON.stringify(rows)}, dtype=float)`,
  words: new Set(pythonWords),
  write: writePython((needs) => {
    const scipy = needs.filter((name) => name !== "logdet" && name !== "expm")
    return [
      "import numpy as np",
      ...(scipy.length > 0 ? [`from scipy.special import ${scipy.join(", ")}`] : []),
      ...(needs.includes("expm") ? ["from scipy.linalg import expm"] : []),
      ...(needs.includes("logdet") ? ["", "", ...logdetOf("np")] : []),
    ]
  }),
}
