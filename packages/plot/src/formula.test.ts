import { expect, test } from "vitest"
import { fromData } from "./data.ts"
import { figure } from "./figure.ts"
import { parseSVG, svgFormulas } from "./formula.ts"
import { grid } from "./grid.ts"
import { curve } from "./marks/curve.ts"
import { line } from "./marks/line.ts"
import { figure3d } from "./space/figure3d.ts"
import { line3d } from "./space/path.ts"
import { serialize } from "./svg.ts"

// What MathJax answers, in short: a root with sizes in ex, a style attribute, references to glyphs.
const mathjax = (tex: string) =>
  `<svg style="vertical-align: -0.7ex;" role="presentation" focusable="false" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="4ex" height="3ex" viewBox="0 -750 1800 1000">` +
  `<defs><path id="G1" d="M10 0H90V80Z"/></defs><g stroke="currentColor" fill="currentColor" transform="scale(1,-1)" data-tex="${tex.length}">` +
  `<use data-c="222E" xlink:href="#G1"></use></g></svg>`
const render = svgFormulas((tex) => ({ svg: mathjax(tex), width: 2, height: 0.8, depth: 0.3 }))
const outside = "$\\oint_C F$"

test("a formula outside the subset is set by the hook, at its baseline", () => {
  const drawn = figure({ x: outside, title: `Work $W$ = ${outside}`, renderMath: render, fontSize: 10 }, [line([0, 1], [0, 1])])
  const svg = drawn.toSVG({ theme: "light" })
  const images = [...svg.matchAll(/<svg [^>]*>/g)].slice(1).map((m) => m[0])
  expect(images).toHaveLength(2)
  // Axis labels are one pixel larger than the ticks.
  expect(images[0]).toMatch(/^<svg width="22" height="12\.1" viewBox="0 -750 1800 1000" x="[\d.]+" y="[\d.]+"/)
  expect(svg).toContain('<use data-c="222E" href="#G1"/>')
  expect(svg).not.toMatch(/ style=|xlink|role="presentation"/)
  expect(drawn.title).toBe("Work W = \\oint_C F")
})

test("what labels know they set themselves", () => {
  const never = svgFormulas(() => {
    throw new Error("asked")
  })
  expect(figure({ x: "$x_1$", renderMath: never }, []).toSVG()).toBe(figure({ x: "$x_1$" }, []).toSVG())
})

test("without the hook the command is named, also inside a drawing whose neighbour has one", () => {
  const bare = figure({ x: outside }, [])
  expect(() => bare.toSVG()).toThrow(/unknown command \\oint/)
  const set = figure({ x: outside, renderMath: render }, [])
  expect(() => grid([[set, bare]]).toSVG()).toThrow(/unknown command \\oint/)
  expect(
    grid([[set, set]])
      .toSVG()
      .match(/<svg /g),
  ).toHaveLength(3)
})

test("descriptions, tables and copies read such formulas as they were written", () => {
  const drawn = figure({ renderMath: render }, [curve((x) => x, [0, 1], { label: outside })])
  expect(drawn.describe()).toBe("\\oint_C F rises from 0 to 1.")
  expect(drawn.toTable()).toContain("\\oint_C F")
  const copy = fromData(structuredClone(drawn.toData())).with({ renderMath: render })
  expect(copy.toSVG()).toBe(drawn.toSVG())
})

test("figures in space take the hook too", () => {
  const svg = figure3d({ z: outside, renderMath: render }, [line3d([0, 1], [0, 1], [0, 1], { label: outside })]).toSVG()
  expect(svg.match(/<svg /g)).toHaveLength(3)
})

test("of an image only shapes are taken", () => {
  const hostile =
    '<?xml version="1.0"?><!-- a > b --><svg onload="alert(1)" viewBox="0 0 1 1"><script>alert(1)</script><g onclick=\'x()\'>' +
    '<path d="M0 0" fill="url(#a)" stroke="url(https://x.test/a)"/><path d="&quot;/&gt;&lt;script&gt;"/><use href="https://x.test/a#b"/><foreignObject><div/></foreignObject>' +
    "<text>&lt;b&gt; &#x41;&amp;</text></g></svg>"
  const text = serialize(parseSVG(hostile))
  expect(text).toBe('<svg viewBox="0 0 1 1"><g><path d="M0 0" fill="url(#a)"/><path/><use/><text>&lt;b&gt; A&amp;</text></g></svg>')
})

test.each([
  ["", "text"],
  ["<b>x</b>", "another element"],
  ["<svg><g></svg>", "an open element"],
  ["<svg></svg><svg></svg>", "two images"],
  ["<svg a=b/>", "an attribute without quotes"],
  [`${"<g>".repeat(1000)}`, "depth"],
])("%s is refused: %s", (svg) => {
  const drawn = figure({ x: outside, renderMath: svgFormulas(() => ({ svg, width: 1, height: 1, depth: 0 })) }, [])
  expect(() => drawn.toSVG()).toThrow(/renderMath: svg must be the text of one svg element/)
})

test("sizes and the hook itself are checked", () => {
  const drawn = figure({ x: outside, renderMath: svgFormulas(() => ({ svg: "<svg/>", width: Number.NaN, height: 1, depth: 0 })) }, [])
  expect(() => drawn.toSVG()).toThrow(/width, height and depth must be finite,/)
  expect(() => figure({ renderMath: "katex" as never }, [])).toThrow(/renderMath must be made by svgFormulas/)
  const raw = figure({ x: outside, renderMath: (() => ({ svg: "<svg/>" })) as never }, [])
  expect(() => raw.toSVG()).toThrow(/pass svgFormulas/)
})
