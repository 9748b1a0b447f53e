import { afterEach, describe, expect, test } from "vitest"
import { gallery } from "../gallery/index.ts"
import { Figure } from "./figure.ts"
import { interact } from "./interact.ts"
import { Figure3d } from "./space/figure3d.ts"
import { orbit } from "./space/orbit.ts"

// A page with figures of the gallery, judged by axe; the looks of the page are set by its author.
const names = "tangent contours filled gradient-field heatmap losses many-series surface subplots graph matrix frames".split(" ")
const chosen = gallery.filter(({ name }) => names.includes(name)).map(({ draw }) => draw())
const noPage = typeof document === "undefined"

type Outcome = { violations: { id: string; nodes: { html: string }[] }[]; passes: { id: string }[] }

function pageOf(paper: string, ink: string): HTMLElement {
  const main = document.createElement("main")
  main.append(Object.assign(document.createElement("h1"), { textContent: "Figures" }))
  document.title = "Figures"
  document.documentElement.lang = "en"
  document.body.style.background = paper
  document.body.style.color = ink
  document.body.append(main)
  return main
}

async function judged(): Promise<Outcome> {
  const { default: axe } = await import("axe-core")
  return axe.run(document, { rules: { region: { enabled: false } } }) as unknown as Promise<Outcome>
}

const told = ({ violations }: Outcome): string[] => violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)

describe.skipIf(noPage).each([
  ["light", "#ffffff", "#1a1a1a"],
  ["dark", "#121212", "#eeeeee"],
] as const)("on a %s page", (name, paper, ink) => {
  afterEach(() => document.body.replaceChildren())

  test("figures are accessible, as images, with their tables", async () => {
    const main = pageOf(paper, ink)
    for (const drawing of chosen) {
      const holder = main.appendChild(document.createElement("div"))
      holder.append(drawing.toElement(document))
      holder.append(document.createRange().createContextualFragment(drawing.toTable()))
    }
    const outcome = await judged()
    expect(told(outcome)).toEqual([])
    expect(outcome.passes.map(({ id }) => id)).toContain("svg-img-alt")
  })

  test("so are figures with colours of their own, and those that answer pointer and keys", async () => {
    const main = pageOf(paper, ink)
    for (const drawing of chosen) {
      main.append(drawing.toElement(document, { theme: name }))
      if (drawing instanceof Figure) main.append(interact(drawing, document))
      if (drawing instanceof Figure3d) main.append(orbit(drawing, document))
    }
    expect(told(await judged())).toEqual([])
  })
})
