// Every step of a derivation, evaluated: what stands before must equal what stands after. Derivatives still to be taken are
// taken by central differences.
import { type Expr, order, symbol, symbolsOf, type Value } from "@nablajs/core"
import { reapply, substitute } from "../differentiate.ts"
import { evaluate } from "../evaluate.ts"
import { quadrature } from "../quadrature.ts"
import type { Derivation } from "../derive.ts"
import type { Integral } from "../integrate.ts"
import { type Operator, operatorOf } from "../steps/operator.ts"
import type { Step, Substitution } from "../steps/step.ts"
import { differences, directional, type Values } from "./differences.ts"
import { type Block, blockOf, distance, isFiniteBlock, valueOf, whereDefined } from "./numbers.ts"
import { randomOf, ranges, sample, type Sizes, sizesFor } from "./sample.ts"

/** A step whose sides differ. */
export interface StepFault {
  readonly step: Step
  readonly side: "after" | "result"
  readonly difference: number
}

export interface StepsCheck {
  readonly ok: boolean
  /** How many equations were evaluated. */
  readonly equations: number
  /** The largest relative difference of two sides. */
  readonly largest: number
  readonly faults: readonly StepFault[]
}

interface Scope {
  readonly values: Values
  readonly sizes: Sizes
  readonly named: readonly Substitution[]
  /** Widens the steps of central differences. */
  readonly scale: number
  /** Where integrals begin; they are equations up to a constant, so both sides are compared by their growth from here. */
  readonly start: Values | null
}

// Where a step seems to fail, narrower differences are tried: near a singularity wide ones are wrong.
const scales = [1, 0.2, 0.04]
const TREMBLE = 1e-9

/**
 * Evaluates both sides of every step of a derivation at random values.
 *
 * @example checkSteps(derive("sin(x^2)", "x")).ok // => true
 */
export function checkSteps(d: Derivation | Integral, options: { readonly seed?: number; readonly tolerance?: number } = {}): StepsCheck {
  const random = randomOf(options.seed ?? 1)
  const symbols = symbolsOf(d.of)
  for (const trial of [0, 1, 4]) {
    const sizes = sizesFor([d.of], trial)
    for (const [range, calm] of ranges.flatMap((r) => [[r, false] as const, [r, false] as const, [r, true] as const])) {
      const values: Record<string, Value> = Object.fromEntries(
        symbols.map((s) => [s.name as string, sample(s, sizes, range, random, calm)]),
      )
      if ("antiderivative" in d) values[d.by.name as string] ??= sample(d.by, sizes, range, random)
      else for (const s of d.variables) values[`d${s.name}`] ??= sample(s, sizes, [-1, 1], random)
      const defined = whereDefined(() => [evaluate(d.of, values, sizes), evaluate(d, values, sizes)])
      if (defined === null || !defined.every((x) => isFiniteBlock(blockOf(x)))) continue
      if (!isSettled(d, values, sizes)) continue
      const start = startOf(d, values)
      if (start !== null && !isFiniteBetween(d, start, values, sizes)) continue
      return walk(d.steps, { values, sizes, named: [], scale: 1, start }, options.tolerance ?? 1e-6)
    }
  }
  return { ok: false, equations: 0, largest: Number.POSITIVE_INFINITY, faults: [] }
}

/** Whether the answer hardly moves with its variables: a matrix may be singular but for rounding. */
function isSettled(d: Derivation | Integral, values: Values, sizes: Sizes): boolean {
  const moved = Object.fromEntries(
    Object.entries(values).map(([name, x]) => {
      const { shape, data } = blockOf(x)
      return [name, valueOf({ shape, data: data.map((v, i) => v * (1 + (i % 2 === 0 ? TREMBLE : -TREMBLE))) })]
    }),
  )
  const answers = whereDefined(() => [blockOf(evaluate(d, values, sizes)), blockOf(evaluate(d, moved, sizes))] as const)
  return answers !== null && distance(...answers) <= 1e-4
}

/** A little before the point, for integrals. */
function startOf(d: Derivation | Integral, values: Values): Values | null {
  if (!("antiderivative" in d)) return null
  const x = d.by.name as string
  return { ...values, [x]: (values[x] as number) - 0.05 }
}

/** Whether the integrand has a finite integral from the start to the point. */
function isFiniteBetween(d: Derivation | Integral, start: Values, values: Values, sizes: Sizes): boolean {
  const by = "antiderivative" in d ? [d.by] : []
  const scope: Scope = { values, sizes, named: [], scale: 1, start }
  return by.every((x) => Number.isFinite(integrated(d.of, x.name as string, scope)))
}

function walk(steps: readonly Step[], scope: Scope, tolerance: number): StepsCheck {
  const faults: StepFault[] = []
  let equations = 0
  let largest = 0
  const compare = (step: Step, side: "after" | "result", outside: Scope, inside: Scope): void => {
    let difference = Number.POSITIVE_INFINITY
    let [last, gap]: [Block | null, number] = [null, 0]
    for (const scale of scales) {
      const sides = whereDefined(() => [sideOf(step.before, { ...outside, scale }), sideOf(step[side], { ...inside, scale })] as const)
      if (sides === null) return
      const [before, after] = sides
      difference = Math.min(difference, distance(before, after))
      if (difference <= tolerance) break
      gap = last === null ? 0 : distance(last, before)
      last = before
    }
    // where even the narrowest differences do not settle, as at a jump, there is nothing to compare with
    if (!(difference <= tolerance) && !(gap <= 10 * tolerance)) return
    equations++
    largest = Math.max(largest, difference)
    if (!(difference <= tolerance)) faults.push({ step, side, difference })
  }
  const stack = steps.map((step) => ({ step, scope })).reverse()
  while (stack.length > 0) {
    const { step, scope: here } = stack.pop() as { step: Step; scope: Scope }
    const inner = whereDefined(() => withNames(here, step.substitutions ?? (step.substitution ? [step.substitution] : [])))
    if (inner === null) continue
    compare(step, "after", here, inner)
    if (step.result !== step.after) compare(step, "result", here, inner)
    for (let i = step.children.length - 1; i >= 0; i--) stack.push({ step: step.children[i] as Step, scope: inner })
  }
  return { ok: faults.length === 0, equations, largest, faults }
}

/** The value of a side; of an integral how much it grows. */
function sideOf(term: Expr, scope: Scope): Block {
  const end = valueOfTerm(term, scope)
  if (scope.start === null || !order(term).some((node) => node.name !== null || operatorOf(node) !== null)) return end
  const start = valueOfTerm(term, { ...scope, values: scope.start })
  return { shape: end.shape, data: end.data.map((v, i) => v - (start.data[i] as number)) }
}

/** u stands for g(x): its value is that of g. */
function withNames(scope: Scope, added: readonly Substitution[]): Scope {
  if (added.length === 0) return scope
  const values: Record<string, Value> = { ...scope.values }
  for (const s of added) values[s.name] = valueOf(valueOfTerm(s.equals, scope))
  const start: Record<string, Value> | null = scope.start && { ...scope.start }
  if (start !== null) for (const s of added) start[s.name] = valueOf(valueOfTerm(s.equals, { ...scope, values: start }))
  return { ...scope, values, start, named: [...scope.named.filter((s) => !added.some((a) => a.name === s.name)), ...added] }
}

function valueOfTerm(term: Expr, scope: Scope): Block {
  const now = new Map<Expr, Expr>()
  const values: Record<string, Value> = { ...scope.values }
  let count = 0
  for (const node of order(term)) {
    const operator = operatorOf(node)
    if (operator !== null) {
      const name = `derivative${count++}`
      values[name] = valueOf(taken(node.args[0] as Expr, operator, scope))
      now.set(node, symbol(name, node.shape))
    } else if (node.primitive === null) now.set(node, node)
    else {
      const args = node.args.map((x) => now.get(x) as Expr)
      now.set(node, args.every((x, i) => x === node.args[i]) ? node : reapply(node, args))
    }
  }
  return blockOf(evaluate(now.get(term) as Expr, values, scope.sizes))
}

function taken(term: Expr, operator: Operator, scope: Scope): Block {
  const names = operator.by.map((s) => s.name as string)
  if (operator.kind === "integral") return { shape: [], data: [integrated(term, names[0] as string, scope)] }
  // names that stand for subterms move with the variable; the variable itself may be such a name, then it moves alone
  const hidden = scope.named.filter((s) => !names.includes(s.name))
  const whole = names.some((name) => scope.named.some((s) => s.name === name)) ? term : expanded(term, hidden)
  const f = (values: Values): Block => blockOf(evaluate(whole, values, scope.sizes))
  if (operator.kind === "differential") {
    return directional(
      f,
      names,
      operator.along.map((s) => blockOf(scope.values[s.name as string] as Value)),
      scope.values,
      scope.scale,
    )
  }
  return differences(f, names, scope.values, scope.scale)
}

// Later names may use earlier ones, so the last is put in first.
const expanded = (term: Expr, named: readonly Substitution[]): Expr =>
  [...named].reverse().reduce((e, s) => substitute(e, new Map([[s.name, s.equals]])), term)

function integrated(term: Expr, x: string, scope: Scope): number {
  const f = (t: number): number => blockOf(evaluate(term, { ...scope.values, [x]: t }, scope.sizes)).data[0] as number
  const ends = [scope.start?.[x] ?? 0, scope.values[x] ?? 0] as [number, number]
  // over a pole there is nothing to compare with
  const { value, error } = quadrature(f, ...ends)
  return error < 1e-6 * Math.max(1, Math.abs(value)) ? value : Number.NaN
}
