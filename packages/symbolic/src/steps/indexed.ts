// Derivation in components: Σᵢⱼ xᵢ Aᵢⱼ xⱼ, the product rule with Kronecker deltas, the deltas summed away.
import { latexOfName } from "../print/latex.ts"
import { type Expr, same } from "@nablajs/core"
import { pushforward } from "../differentiate.ts"
import { jacobianOf } from "../jacobian.ts"
import { text } from "../print/text.ts"
import { simple } from "../simple.ts"
import { tidy } from "../tidy.ts"
import { changeOf, differentialSteps, pairing } from "./differential.ts"
import { components } from "./components.ts"
import { derivativeOf, differentialOf } from "./operator.ts"
import { leaf, type Shown, type Step } from "./step.ts"

/** ∇ₓ y in components; by differentials where a term has no notation in components. */
export function indexSteps(y: Expr, x: Expr): Step[] {
  const dx = changeOf(x)
  const dy = pushforward(y, [x], [dx])
  const G = simple(jacobianOf(y, x))
  if (dy === null) return [leaf("constant", "constant rule", derivativeOf(y, x, "nabla"), G)]
  const moved = tidy(dy)
  const free = "ijklmn".slice(0, y.shape.length).split("")
  const target = "pqrstuv".slice(0, x.shape.length).split("")
  const [fY, fDy, fG] = [
    components(y, free),
    components(moved, free, { name: dx.name as string, of: x.name as string, target }),
    components(G, [...target, ...free]),
  ]
  if (fY === null || fDy === null || fG === null) return differentialSteps(y, x)
  const [sub, subLatex] = [target.join(""), target.join(" ")]
  const left = (of: Shown): Shown => ({
    text: `∂/∂${x.name}_${sub} ${of.text}`,
    latex: `\\frac{\\partial}{\\partial ${latexOfName(x.name as string)}_{${subLatex}}} ${of.latex}`,
  })
  const written: Step = leaf("components", "write the formula in components", y, y, {
    shown: { before: { text: "f", latex: "f" }, after: fY },
  })
  const product: Step = leaf(
    "delta",
    `product rule in components: ∂${x.name}ᵢ/∂${x.name}_${sub} = δ, 1 where the indices agree and 0 elsewhere`,
    differentialOf(y, [x], [dx]),
    moved,
    {
      shown: { before: left(fY), after: fDy },
      note: `d${x.name} stands for the delta: it is 1 in the place ${sub} and 0 elsewhere`,
    },
  )
  const out = [written, product]
  if (y.shape.length === 0) {
    const summed = pairing(G, dx)
    const before = simple(moved)
    if (!same(before, summed))
      out.push(leaf("sum-deltas", "sum over the deltas: each picks one term", moved, summed, { shown: { before: fDy, after: fG } }))
  }
  out.push(
    leaf("read-off", `the component ${sub} of the derivative, for all ${sub}`, derivativeOf(y, x, "nabla"), G, {
      shown: { before: left({ text: "f", latex: "f" }), after: fG },
      note: `for all ${sub} this is ${text(G)}`,
    }),
  )
  return out
}
