import { refuse } from "./refuse.ts"
import type { RenderMath } from "./label.ts"
import type { Interval } from "./mark.ts"
import { checkDomain, type ScaleKind } from "./scales.ts"
import { isArrayLike, shapeText, toInterval } from "./values.ts"
import { markerNames } from "./markers.ts"
import type { Tick } from "./scales.ts"

export type LegendPlace = "top left" | "top right" | "bottom left" | "bottom right" | "above" | "right"

/** Ticks of one's own: values, or values with their labels. */
export type Ticks = readonly number[] | readonly { readonly value: number; readonly text: string }[]

/** What a figure needs beside its marks; everything has a default. */
export interface FigureOptions {
  /** Title above the figure; formulas stand between dollar signs. */
  readonly title?: string
  /** A sentence for screen readers in place of the generated one. */
  readonly description?: string
  /** Label of the horizontal axis. */
  readonly x?: string
  /** Label of the vertical axis. */
  readonly y?: string
  readonly xlim?: readonly [number, number]
  readonly ylim?: readonly [number, number]
  readonly xscale?: ScaleKind
  readonly yscale?: ScaleKind
  readonly xticks?: Ticks
  readonly yticks?: Ticks
  readonly grid?: boolean
  /** `false` for none, a place, or names for the series in their order. */
  readonly legend?: boolean | LegendPlace | readonly string[]
  /** Width in pixels, 350 by default. */
  readonly width?: number
  /** Height in pixels, 250 by default. */
  readonly height?: number
  /** One unit of x as long as one unit of y. */
  readonly equal?: boolean
  /** `false` draws the marks alone. */
  readonly axes?: boolean
  /** `false` for none, or the label of the colour bar. */
  readonly colorbar?: boolean | string
  readonly fontSize?: number
  /** Sets formulas that labels cannot, for instance by MathJax: see `svgFormulas`. */
  readonly renderMath?: RenderMath
}

/** What an option may be: a test, and the words for it. */
type Rule = readonly [holds: (value: unknown) => boolean, words: string]

const from = (low: number, high: number, unit = ""): Rule => [
  (v) => typeof v === "number" && v >= low && v <= high,
  `between ${low} and ${high}${unit}`,
]
const whole = (low: number, high: number): Rule => [
  (v) => Number.isInteger(v) && (v as number) >= low && (v as number) <= high,
  `a whole number from ${low} to ${high}`,
]
const oneOf = (words: readonly string[]): Rule => [(v) => words.includes(v as string), `one of ${words.join(", ")}`]
const isText = (v: unknown): boolean => typeof v === "string"
const isFlag = (v: unknown): boolean => typeof v === "boolean"
const list =
  (holds: (v: unknown) => boolean) =>
  (v: unknown): boolean =>
    typeof v === "object" && isArrayLike(v) && Array.from(v).every(holds)
const places: readonly string[] = ["top left", "top right", "bottom left", "bottom right", "above", "right"]

/** The names of the colour maps. */
export const colourMaps = ["viridis", "magma", "plasma", "cividis", "rdbu", "reds", "blues", "greys", "gray"] as const

const rules: Record<string, Rule> = {
  text: [isText, "text"],
  texts: [list(isText), "a list of texts"],
  flag: [isFlag, "true or false"],
  caption: [(v) => isFlag(v) || isText(v), "true, false or text"],
  legend: [
    (v) => isFlag(v) || places.includes(v as string) || list((name) => isText(name) || name === undefined)(v),
    `true, false, names, or one of ${places.join(", ")}`,
  ],
  ticks: [list((v) => Number.isFinite(typeof v === "object" ? (v as Tick | null)?.value : v)), "numbers, or a list of { value, text }"],
  hook: [(v) => typeof v === "function", "made by svgFormulas"],
  pixels: from(20, 20_000, " pixels"),
  points: from(4, 72, " pixels"),
  cell: from(1, 400, " pixels"),
  gap: from(0, 1000, " pixels"),
  share: from(0, 1),
  rate: from(0.001, 60, " frames a second"),
  finite: from(-1e300, 1e300),
  positive: from(1e-300, 1e300),
  angle: [Number.isFinite, "a finite number of degrees"],
  scale: oneOf(["linear", "log", "symlog"]),
  cmap: oneOf(colourMaps),
  marker: oneOf([...markerNames, false as never]),
  dash: [(v) => v === false || (isText(v) && /^[\d., ]+$/.test(v as string)), 'false, or lengths such as "4 2"'],
  where: oneOf(["after", "before", "middle"]),
  samples: whole(2, 2000),
  density: whole(2, 100),
  reach: whole(1, 20),
  count: whole(1, 1000),
  wire: whole(0, 2000),
}

/** The options that a function has, with the rule of each: `"title=text width=pixels"`. */
type Spec = string

const parsed = /* @__PURE__ */ new Map<Spec, ReadonlyMap<string, string | undefined>>()

function namesOf(spec: Spec): ReadonlyMap<string, string | undefined> {
  const known = parsed.get(spec)
  if (known) return known
  const names = new Map(spec.split(" ").map((part) => [part.replace(/=.*/, ""), part.split("=")[1]] as const))
  parsed.set(spec, names)
  return names
}

/** Options with every value looked at, so that drawing meets no surprise; those that are `undefined` are left out. */
export function checked<T extends object>(options: T, spec: Spec, operation: string): T {
  if (typeof options !== "object" || options === null)
    refuse(`${operation}: expected options such as { ${spec.slice(0, spec.indexOf("="))}: … }, got ${shapeText(options)}`)
  const names = namesOf(spec)
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (!names.has(name)) refuse(`${operation}: unknown option "${name}"; known are ${[...names.keys()].join(", ")}`)
    if (value === undefined) continue
    // What needs more than a look at the value is tested where it is used.
    const rule = rules[names.get(name) ?? ""]
    if (rule && !rule[0](value))
      refuse(`${operation}: ${name} must be ${rule[1]}, got ${typeof value === "number" ? value : shapeText(value)}`)
    result[name] = value
  }
  return result as T
}

const figureSpec =
  "title=text description=text x=text y=text xlim ylim xscale=scale yscale=scale xticks=ticks yticks=ticks " +
  "grid=flag legend=legend width=pixels height=pixels equal=flag axes=flag colorbar=caption fontSize=points renderMath=hook"

/** The options of a figure, checked. */
export function checkedOptions(given: FigureOptions): FigureOptions {
  const options = checked(given, figureSpec, "figure")
  for (const axis of ["x", "y"] as const) {
    const limits = options[`${axis}lim`]
    if (limits) checkDomain(options[`${axis}scale`] ?? "linear", toInterval(limits, `figure: ${axis}lim`), axis)
  }
  return options
}

export const interval = (limits: readonly [number, number] | undefined): Interval | undefined =>
  limits && toInterval(limits, "figure: limits")
