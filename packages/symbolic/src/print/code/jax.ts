// Python with JAX.
import { along, logdetOf, numpyLike, pythonNumber, pythonWords, tuple, writePython } from "./python.ts"
import { atom, call, type Form, isWhole, type Target } from "./target.ts"

const cumulative =
  (f: string): Form =>
  (args, op, help) => {
    help.need("jax")
    return along(`jax.lax.${f}`)(args, op, help)
  }

export const jax: Target = {
  forms: {
    ...numpyLike("jnp"),
    relu: call("jax.nn.relu", "jax"),
    softplus: call("jax.nn.softplus", "jax"),
    sigmoid: call("jax.nn.sigmoid", "jax"),
    logsumexp: ([x], op, help) => {
      help.need("jax")
      return atom(`jax.nn.logsumexp(${x?.code}${isWhole(op) ? "" : `, axis=${tuple(op.data.axes as number[])}`})`)
    },
    cummax: cumulative("cummax"),
    cummin: cumulative("cummin"),
    expm: call("jax.scipy.linalg.expm", "jax"),
    erf: call("jax.scipy.special.erf", "jax"),
    erfc: call("jax.scipy.special.erfc", "jax"),
    erfinv: call("jax.scipy.special.erfinv", "jax"),
    digamma: call("jax.scipy.special.digamma", "jax"),
    lgamma: call("jax.scipy.special.gammaln", "jax"),
    logit: call("jax.scipy.special.logit", "jax"),
  },
  number: pythonNumber,
  axis: (name, axis) => `${name}.shape[${axis}]`,
  array: (rows) => `jnp.array(${JSON.stringify(rows)}, dtype=float)`,
  words: new Set(pythonWords),
  write: writePython((needs) => [
    ...(needs.includes("jax") ? ["import jax"] : []),
    "import jax.numpy as jnp",
    ...(needs.includes("logdet") ? ["", "", ...logdetOf("jnp")] : []),
  ]),
}
