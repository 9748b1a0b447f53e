import { isFiniteNumber } from "./math.ts"
import { markerNames } from "./markers.ts"
import { refuse } from "./refuse.ts"
import type { Tick } from "./scales.ts"
import { isArrayLike, plain, shapeText, toInterval } from "./values.ts"

/** What an option may be: a test, the words for it, and the way to what is kept where that is not the value itself. */
export type Rule = readonly [holds: (value: unknown) => boolean, words: string, read?: (value: unknown, name: string) => unknown]

/** The options that a function has, each with its rule. */
export type Rules = Readonly<Record<string, Rule>>

/** Options with every value looked at, so that drawing meets no surprise; those that are `undefined` are left out. */
export const checked = <T extends object>(options: T, rules: Rules, operation: string): T => {
  const names = Object.keys(rules)
  if (typeof options !== "object" || options === null)
    refuse(`${operation}: expected options such as { ${names[0]}: … }, got ${shapeText(options)}`)
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    const rule = names.includes(name) && rules[name]
    if (!rule) refuse(`${operation}: unknown option "${name}"; known are ${names.join(", ")}`)
    if (value === undefined) continue
    const [holds, words, read] = rule
    if (!holds(value)) refuse(`${operation}: ${name} must be ${words}, got ${typeof value === "number" ? value : shapeText(value)}`)
    result[name] = read ? read(value, `${operation}: ${name}`) : value
  }
  return result as T
}

const between = (low: number, high: number, unit = ""): Rule => [
  (v) => typeof v === "number" && v >= low && v <= high,
  `between ${low} and ${high}${unit}`,
]
const whole = (low: number, high: number): Rule => [
  (v) => Number.isInteger(v) && (v as number) >= low && (v as number) <= high,
  `a whole number from ${low} to ${high}`,
]
const oneOf = (words: readonly unknown[]): Rule => [(v) => words.includes(v), `one of ${words.join(", ")}`]
const isText = (v: unknown): boolean => typeof v === "string"
const isFlag = (v: unknown): boolean => typeof v === "boolean"
const listOf =
  (holds: (v: unknown) => boolean) =>
  (v: unknown): boolean =>
    isArrayLike(v) && Array.from(v).every(holds)

/** For what needs more than a look at the value: it is tested where it is used. */
export const any: Rule = [() => true, ""]
export const interval: Rule = [any[0], "", toInterval]
export const text: Rule = [isText, "text"]
export const texts: Rule = [/* @__PURE__ */ listOf(isText), "a list of texts"]
export const flag: Rule = [isFlag, "true or false"]
export const caption: Rule = [(v) => isFlag(v) || isText(v), "true, false or text"]

/** Where a legend may stand. */
export const places = ["top left", "top right", "bottom left", "bottom right", "above", "right"] as const
const isName = (v: unknown): boolean => v === undefined || isText(v)
export const legend: Rule = [
  (v) => isFlag(v) || places.includes(v as never) || listOf(isName)(v),
  /* @__PURE__ */ `true, false, names, or one of ${/* @__PURE__ */ places.join(", ")}`,
]
const isTick = (v: unknown): boolean => isFiniteNumber(typeof v === "object" ? (v as Tick | null)?.value : v)
export const ticks: Rule = [/* @__PURE__ */ listOf(isTick), "finite numbers, or a list of { value, text }"]
export const hook: Rule = [(v) => typeof v === "function", "made by svgFormulas"]
export const theme: Rule = /* @__PURE__ */ oneOf(["auto", "light", "dark"])
export const scale: Rule = /* @__PURE__ */ oneOf(["linear", "log", "symlog"])
export const marker: Rule = /* @__PURE__ */ oneOf([...markerNames, false])
export const dash: Rule = [(v) => v === false || (isText(v) && /^[\d., ]+$/.test(v as string)), 'false, or lengths such as "4 2"']
export const turns: Rule = /* @__PURE__ */ oneOf(["after", "before", "middle"])

/** The names of the colour maps. */
export const colourMaps = ["viridis", "magma", "plasma", "cividis", "rdbu", "reds", "blues", "greys", "gray"] as const
export const cmap: Rule = /* @__PURE__ */ oneOf(colourMaps)

export const pixels: Rule = /* @__PURE__ */ between(20, 20_000, " pixels")
export const points: Rule = /* @__PURE__ */ between(4, 72, " pixels")
export const cells: Rule = /* @__PURE__ */ between(1, 400, " pixels")
export const gap: Rule = /* @__PURE__ */ between(0, 1000, " pixels")
export const rate: Rule = /* @__PURE__ */ between(0.001, 60, " frames a second")
export const fraction: Rule = /* @__PURE__ */ between(0, 1)
export const finite: Rule = /* @__PURE__ */ between(-1e300, 1e300)
export const positive: Rule = /* @__PURE__ */ between(1e-300, 1e300)
export const angle: Rule = [isFiniteNumber, "a finite number of degrees"]
export const samples: Rule = /* @__PURE__ */ whole(2, 2000)
export const dense: Rule = /* @__PURE__ */ whole(2, 100)
export const reachable: Rule = /* @__PURE__ */ whole(1, 20)
export const counting: Rule = /* @__PURE__ */ whole(1, 1000)
export const figsize: Rule = [
  (v) => isArrayLike(v) && v.length === 2 && Array.from(v).every(/* @__PURE__ */ between(0.2, 100)[0]),
  "width and height in inches, from 0.2 to 100",
]
const isLevels = /* @__PURE__ */ between(1, 200)[0]
export const levels: Rule = [(v) => isLevels(v) || listOf(isFiniteNumber)(plain(v)), "from 1 to 200, or finite numbers"]
export const density: Rule = [(v) => [v].flat().every(/* @__PURE__ */ whole(2, 200)[0]), "one or two whole numbers from 2 to 200"]
const rises = (v: unknown, i: number, all: unknown[]): boolean => isFiniteNumber(v) && (i === 0 || (v as number) > (all[i - 1] as number))
export const bins: Rule = [
  (v) => {
    const list = plain(v)
    return isArrayLike(list) ? list.length > 1 && Array.from(list).every(rises) : whole(1, 10_000)[0](v)
  },
  "a whole number from 1 to 10000, or at least two rising edges",
]
export const slope: Rule = [(v) => typeof v === "number" || v === "difference", 'a number or "difference"']
export const zoom: Rule = /* @__PURE__ */ between(0.01, 20)
export const wires: Rule = /* @__PURE__ */ whole(0, 2000)
