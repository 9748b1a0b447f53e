import { expect, test } from "vitest"
import { plainLabel } from "./label.ts"
import { Figure, figure } from "./figure.ts"
import type { FigureOptions } from "./options.ts"
import type { Mark } from "./mark.ts"
import { annotate } from "./marks/annotate.ts"
import { arrows, vectors } from "./marks/arrows.ts"
import { bar, hist } from "./marks/bar.ts"
import { contour, implicit } from "./marks/contour.ts"
import { contourf } from "./marks/contourf.ts"
import { curve } from "./marks/curve.ts"
import { errorBars } from "./marks/errorbars.ts"
import { band, fill } from "./marks/fill.ts"
import { heatmap, image } from "./marks/heatmap.ts"
import { line } from "./marks/line.ts"
import { scatter } from "./marks/scatter.ts"
import { parametric } from "./marks/parametric.ts"
import { hline, vline } from "./marks/reference.ts"
import { stem, step } from "./marks/step.ts"
import { stream } from "./marks/stream.ts"
import { secant, tangent } from "./marks/tangent.ts"

const nan = Number.NaN
const inf = Number.POSITIVE_INFINITY
const clean = (svg: string): string => {
  expect(svg).toMatch(/^<svg [^]*<\/svg>$/)
  expect(svg).not.toMatch(/NaN|Infinity|undefined|null|[^-]style=|<style|e[+-]\d/)
  return svg
}

test("a figure is frozen, and its copies are new", () => {
  const f = figure({ x: "x" }, [line([0, 1], [0, 1])])
  expect(Object.isFrozen(f.options) && Object.isFrozen(f.marks) && Object.isFrozen(f.marks[0])).toBe(true)
  expect(f.with({ x: "t" }).options.x).toBe("t")
  expect(f.options.x).toBe("x")
  expect(f.add(hline(0)).marks.length).toBe(2)
  expect(f.marks.length).toBe(1)
})

test("equal figures give equal texts, different ones different names", () => {
  const make = (y: number) => figure([line([0, 1], [0, y])]).toSVG()
  expect(make(1)).toBe(make(1))
  const id = (svg: string) => /id="([^"]+)-title"/.exec(svg)?.[1]
  expect(id(make(1))).not.toBe(id(make(2)))
})

test("a screen reader finds role, title and description", () => {
  const svg = figure({ x: "$x$", y: "$f(x)$" }, [
    curve((x) => 3 * x * x - 4 * x, [0, 3], { label: "$f$" }),
    tangent((x) => 3 * x * x - 4 * x, 1, { slope: 2 }),
  ]).toSVG()
  expect(svg).toMatch(/role="img" aria-labelledby="(nabla-\w+)-title \1-desc"/)
  expect(svg).toContain(">f(x) over x</title>")
  expect(svg).toContain("f rises from 0 to 15, minimum −1.33 at x = 0.667. tangent slope 2 at x = 1.")
})

test("themes paint: auto leaves the page's colours, light and dark bring their own", () => {
  const f = figure([line([0, 1], [0, 1])])
  expect(f.toSVG()).toContain("currentColor")
  expect(f.toSVG()).toContain("var(--nabla-series-1, #")
  expect(f.toSVG({ theme: "light" })).not.toMatch(/var\(|currentColor/)
  expect(f.toSVG({ theme: "dark" })).toContain('fill="#1b1b1f"')
  expect(() => f.toSVG({ theme: "blue" as never })).toThrow(/theme must be one of auto, light, dark/)
})

test("notebooks and terminals get their form", () => {
  const f = figure([line([0, 1], [0, 1])]) as unknown as Record<symbol, () => unknown>
  const bundle = f[Symbol.for("Jupyter.display")]?.() as Record<string, string>
  expect(Object.keys(bundle)).toEqual(["image/svg+xml", "text/plain"])
  const text = String(f[Symbol.for("nodejs.util.inspect.custom")]?.())
  expect(text).toMatch(/[\u2801-\u28ff]/)
  expect(text).toContain("line rises from 0 to 1.")
})

test("the table holds the data, joined over equal x, abridged in the middle, escaped", () => {
  const table = figure({ title: "a < b" }, [line([1, 2], [3, 4], { label: "<i>" }), line([1, 2], [5, 6], { label: "v" })]).toTable()
  expect(table).toBe(
    '<table><caption>a &lt; b</caption><thead><tr><th scope="col">x</th><th scope="col">&lt;i&gt;</th><th scope="col">v</th></tr></thead>' +
      '<tbody><tr><th scope="row">1</th><td>3</td><td>5</td></tr><tr><th scope="row">2</th><td>4</td><td>6</td></tr></tbody></table>',
  )
  const long = Array.from({ length: 1000 }, (_, i) => i)
  expect(figure([line(long, long)]).toTable({ limit: 10 })).toContain("… 990 more rows …")
})

const box = [
  [-1, 1],
  [-1, 1],
] as const
const bowl = (x: number, y: number): number => x * x + y * y

const everyKind: readonly (readonly [string, () => Mark])[] = [
  ["line", () => line([0, 1, nan, 2, inf, null], [1, nan, 2, 3, 4, 5])],
  ["line without data", () => line([], [])],
  ["line of one point", () => line([1], [2])],
  ["line of gaps", () => line([nan, nan], [1, 2])],
  ["constant line", () => line([0, 1], [5, 5], { label: "c" })],
  ["huge values", () => line([0, 1, 2], [-1e300, 1e300, 0])],
  ["tiny values", () => line([0, 1, 2], [0, 5e-324, 1e-310])],
  ["scatter", () => scatter([1, nan], [1, 2], { marker: "star" })],
  ["scatter without data", () => scatter([], [])],
  ["step", () => step([0, 1, 2], [0, nan, 1], { where: "middle" })],
  ["stem", () => stem([0, 1], [-1, nan])],
  ["stem without data", () => stem([], [])],
  ["fill", () => fill([0, 1, 2, 3], [1, nan, 2, 3], 0)],
  ["fill without data", () => fill([], [])],
  [
    "band",
    () =>
      band(
        [0, 1],
        [1, 2],
        [
          [0.1, 0.2],
          [0.3, nan],
        ],
      ),
  ],
  ["error bars", () => errorBars([0, 1], [1, nan], 0.5)],
  ["bars", () => bar(["a", "b"], [1, nan])],
  ["bars without data", () => bar([], [])],
  ["horizontal bars", () => bar(["a", "b"], [1, -2], { horizontal: true })],
  ["histogram", () => hist([1, 2, nan, inf, 2])],
  ["histogram without data", () => hist([])],
  ["histogram of one value", () => hist([3, 3, 3], { density: true })],
  ["reference lines", () => vline(3)],
  ["annotation", () => annotate("a very long text beside a point", [0, 0], [1, 1])],
  ["curve", () => curve((x) => 1 / x, [-1, 1])],
  ["curve without values", () => curve(() => nan, [0, 1])],
  ["curve of infinities", () => curve(() => inf, [0, 1])],
  ["secant", () => secant((x) => x * x, 0, 1)],
  ["parametric", () => parametric((t) => [t, t < 0.5 ? nan : 1], [0, 1])],
  ["contour", () => contour(bowl, box, { labels: true })],
  ["contour of a constant", () => contour(() => 1, box)],
  ["contour of nothing", () => contour(() => nan, box)],
  [
    "contour with gaps",
    () =>
      contour([
        [1, 2, 3],
        [nan, 1, inf],
        [3, 4, 5],
      ]),
  ],
  [
    "filled contour",
    () =>
      contourf([
        [1, 2, 3],
        [nan, 1, 2],
        [3, 4, 5],
      ]),
  ],
  ["filled contour of a constant", () => contourf(() => 2, box)],
  ["filled contour of nothing", () => contourf(() => nan, box)],
  ["implicit", () => implicit(() => 1, box)],
  [
    "heatmap",
    () =>
      heatmap(
        [
          [1, nan],
          [inf, 2],
        ],
        undefined,
        { values: true },
      ),
  ],
  ["heatmap of one cell", () => heatmap([[3]])],
  [
    "image",
    () =>
      image([
        [0, 0.5],
        [nan, 1],
      ]),
  ],
  ["arrows", () => arrows(() => [0, 0], box)],
  ["arrows of gaps", () => arrows((x: number, y: number) => [nan, x + y], box)],
  ["vectors", () => vectors([0, 0])],
  ["stream", () => stream((x: number, y: number) => [y, -x], box)],
  ["stream at rest", () => stream(() => [0, 0], box)],
]

test.each(everyKind)("%s: a sensible figure", (_, make) => {
  const f = figure({ x: "x", y: "y", title: "t" }, [make()])
  clean(f.toSVG())
  expect(f.describe()).toMatch(/^\S.*\.$/)
  expect(f.describe()).not.toMatch(/NaN|undefined/)
  expect(f.toTable()).not.toMatch(/undefined/)
  f.toText()
  if (!/histogram|bars|heatmap|image/.test(_)) clean(f.with({ yscale: "symlog" }).toSVG())
})

test.each([
  { xlim: [3, 0] as const },
  { xlim: [1, 1] as const, ylim: [2, 2] as const },
  { xlim: [1e-300, 2e-300] as const },
  { xlim: [-1e308, 1e308] as const },
  { xlim: [1, 1 + 2 ** -52] as const },
  { width: 20, height: 20, title: "long title", x: "x", y: "y" },
  { equal: true },
  { axes: false },
  { xscale: "log", yscale: "log" } as const,
  { xscale: "symlog" } as const,
  { legend: "right" } as const,
  { legend: "above" } as const,
  { xticks: [0, 1], yticks: [{ value: 1, text: "one" }] },
] satisfies FigureOptions[])("unusual options are drawn (%#)", (options) => {
  clean(figure(options, [line([0, 1, 2], [0, 1, 4], { label: "a" }), scatter([1, 2], [1, 2], { label: "b" })]).toSVG())
})

test("an empty figure has axes", () => {
  clean(figure([]).toSVG())
  expect(figure([]).describe()).toBe("An empty figure.")
})

test("a log axis shows what is positive", () => {
  expect(figure({ yscale: "log" }, [line([1, 2, 3], [-1, 0.1, 10])]).domain("y")[0]).toBeGreaterThan(0)
})

test("many series stay one figure", () => {
  const marks = Array.from({ length: 2000 }, (_, i) => line([0, 1], [i, i], { label: `s${i}` }))
  const svg = clean(figure({ legend: false }, marks).toSVG())
  expect(svg.match(/data-mark/g)).toHaveLength(2000)
})

test("a legend leaves the plot more than half of its figure", () => {
  const marks = Array.from({ length: 40 }, (_, i) => line([0, 1, 2], [i % 2, i, 40 - i], { label: `a long name for series ${i}` }))
  for (const legend of [true, "above", "right"] as const) {
    const svg = clean(figure({ legend }, marks).toSVG())
    expect(svg).toMatch(/… \d+ more/)
    const height = Number(/<clipPath[^>]*><rect [^>]*height="([\d.]+)"/.exec(svg)?.[1])
    expect(height).toBeGreaterThan(110)
  }
})

test("a million points are a small image", () => {
  const x = Float64Array.from({ length: 1e6 }, (_, i) => i)
  const y = x.map((v) => (v * 7919) % 1000)
  expect(figure([line(x, y)]).toSVG().length).toBeLessThan(64 * 1024)
})

test("a steep tangent does not flatten its curve", () => {
  const f = figure([curve((x) => x * x, [0, 1]), tangent((x) => x * x, 0.5, { slope: 1000 })])
  expect(f.domain("y")[1]).toBeLessThan(2)
})

test("a tangent spans the curve it touches", () => {
  expect(figure([tangent((x) => x, 1, { slope: 1 }), curve((x) => x, [0, 3])]).domain("x")).toEqual([-0.15000000000000002, 3.15])
})

test.each<readonly [() => unknown, RegExp]>([
  [() => figure({ xlable: "x" } as never, []), /unknown option "xlable"; known are title/],
  [() => figure({}, "line" as never), /the second argument is a list of marks/],
  [() => figure({}, new Array(10_001).fill(hline(0))), /at most 10000 marks, got 10001/],
  [() => figure({}, [{}] as never), /item 0 of the list is no mark/],
  [() => figure({ width: -1 }, []), /width must be between 20 and 20000 pixels, got -1/],
  [() => figure({ xlim: [0, nan] }, []), /xlim: expected two finite numbers/],
  [() => figure({ yscale: "logarithmic" as never }, []), /yscale must be one of linear, log, symlog/],
  [() => figure({ yscale: "log", ylim: [0, 1] }, []), /on a logarithmic axis must be positive/],
  [() => figure({ yscale: "log" }, [line([0, 1], [-1, -2])]).toSVG(), /no y value is positive/],
  [() => figure({ legend: "middle" as never }, []), /legend must be/],
  [() => figure({}, [curve((x) => x)]).toSVG(), /over which interval\?/],
  [() => figure({ xscale: "log" }, [curve((x) => x, [-1, 1])]).toSVG(), /is not positive; start above 0/],
  [() => line([1, 2], [1]), /line: x and y differ in length, got \[2\] and \[1\]/],
  [() => line([1], [1], { colour: "red" } as never), /unknown option "colour"/],
  [() => curve("x" as never, [0, 1]), /expected a function of x, got "x"/],
  [() => curve(() => "a", [0, 1]) && figure([curve(() => "a", [0, 1])]).toSVG(), /must answer one number, got "a" at x = 0/],
  [() => curve((x) => x, [1, 1]), /has no length/],
  [() => tangent((x) => 1 / x, 0, { slope: 1 }), /no finite value at x = 0/],
  [() => secant((x) => x, 1, 1), /x0 and x1 are both 1; use tangent/],
  [() => contour([[1, 2]]), /at least 2 rows and 2 columns, got \[1, 2\]/],
  [
    () =>
      contour(
        [
          [1, 2],
          [3, 4],
        ],
        { x: [0, 1, 2], y: [0, 1] },
      ),
    /need 2 x and 2 y, got \[3\] and \[2\]/,
  ],
  [
    () =>
      contour(
        [
          [1, 2],
          [3, 4],
        ],
        { x: [1, 0], y: [0, 1] },
      ),
    /x coordinates must rise/,
  ],
  [() => contour(bowl), /over which rectangle\?/],
  [() => heatmap([]), /no cells in a table of shape \[0, 0\]/],
  [() => heatmap([[1]], undefined, { cmap: "jet" as never }), /heatmap: cmap must be one of viridis, .*got "jet"/],
  [() => arrows(() => 1, box), /must answer two numbers/],
  [() => arrows(((x: number) => [1, x]) as never, box), /a function with one parameter is given the vector/],
  [() => vectors([1, 2, 3]), /a vector of the plane has 2 numbers/],
  [() => hist([1], { bins: 0 }), /bins must be a whole number/],
  [() => hist([1], { bins: [2, 1] }), /at least two rising edges/],
  [() => bar(["a"], [1, 2]), /differ in length, got \[1\] and \[2\]/],
  [
    () =>
      stream(
        () => [1, 0],
        [
          [0, 0],
          [0, 1],
        ],
      ),
    /has no area/,
  ],
])("a mistake is told once, with what to do (%#)", (act, message) => {
  expect(act).toThrow(message)
})

test("figures are recognised by their class", () => {
  expect(figure([])).toBeInstanceOf(Figure)
})

test("names that objects inherit are no names of colours, symbols or options", () => {
  expect(() => plainLabel("$\\constructor$")).toThrow(/unknown command \\constructor/)
  expect(figure([line([0, 1], [0, 1], { color: "constructor" })]).toSVG()).toContain('stroke="constructor"')
  expect(() => figure([]).toSVG({ them: "dark" } as never)).toThrow(/unknown option "them"/)
})

test("numbers too close for axes to tell apart still give a figure, complex ones are named", () => {
  expect(figure([hist([1e-320, 2e-320])]).toSVG()).not.toMatch(/NaN|Infinity/)
  expect(() => line([0, 1], [0, { re: 1, im: 2 }] as never)).toThrow(/position 1, got a complex number/)
})

test("the place of an extreme at zero is zero", () => {
  const bell = (x: number) => Math.exp(-x * x)
  expect(figure([curve(bell, [-3, 3.1])]).describe()).toMatch(/maximum 1 at x = 0\.$/)
})
