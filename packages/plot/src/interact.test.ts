import { describe, expect, test } from "vitest"
import { drawOnCanvas } from "./canvas.ts"
import { figure } from "./figure.ts"
import { frames } from "./frames.ts"
import { interact } from "./interact.ts"
import { curve } from "./marks/curve.ts"
import { contour } from "./marks/contour.ts"
import { heatmap } from "./marks/heatmap.ts"
import { line, scatter } from "./marks/line.ts"
import { drawPanel } from "./panel.ts"
import { themes } from "./theme.ts"

const noPage = typeof document === "undefined"

// The next frame of the screen, in which a changed view is drawn.
const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))

const sample = () => figure({ x: "x", y: "y" }, [line([0, 1, 2], [0, 1, 4], { label: "squares" })])

function shown() {
  const root = interact(sample(), document)
  document.body.append(root)
  const svg = root.querySelector("svg") as SVGSVGElement
  const texts = () => [...svg.querySelectorAll("text")].map((t) => t.textContent)
  const key = (name: string) => svg.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }))
  return { root, svg, texts, key }
}

test("what is no figure is refused", () => {
  expect(() => interact({} as never, {} as never)).toThrow(/expected a figure/)
  expect(() => interact(sample(), undefined as never)).toThrow(/the page's document/)
})

describe.skipIf(noPage)("on a page", () => {
  test("an element holds the same drawing as the string", () => {
    const svg = sample().toElement(document)
    expect(svg.namespaceURI).toBe("http://www.w3.org/2000/svg")
    expect(svg.querySelector("title")?.textContent).toBe("y over x")
    expect(svg.querySelectorAll("path").length).toBe(sample().toSVG().match(/<path/g)?.length)
    expect(svg.querySelector("[style]")).toBeNull()
  })

  test("two copies of one figure do not share names", () => {
    const [a, b] = [sample().toElement(document), sample().toElement(document)]
    expect(a.querySelector("clipPath")?.id).not.toBe(b.querySelector("clipPath")?.id)
  })

  test("user text never becomes markup", () => {
    const svg = figure({ title: "<img src=x onerror=alert(1)>" }, []).toElement(document)
    expect(svg.querySelector("img")).toBeNull()
    const parsed = new DOMParser().parseFromString(
      figure({ title: "<b>&\u0000]]>" }, [line([0, 1], [0, 1], { label: '"><script>' })]).toSVG(),
      "image/svg+xml",
    )
    expect(parsed.querySelector("parsererror, script, b")).toBeNull()
  })

  test("keys move, zoom and reset the view", async () => {
    const { texts, key, root } = shown()
    const before = texts()
    for (const name of ["+", "+", "ArrowRight"]) {
      key(name)
      await frame()
    }
    expect(texts()).not.toEqual(before)
    key("0")
    await frame()
    expect(texts()).toEqual(before)
    root.remove()
  })

  test("brackets step through the points and tell them", async () => {
    const { key, root } = shown()
    const status = root.querySelector("output") as HTMLOutputElement
    key("]")
    expect(status.textContent).toBe("squares: (0, 0)")
    key("]")
    expect(status.textContent).toBe("squares: (1, 1)")
    key("[")
    await frame()
    expect(status.textContent).toBe("squares: (0, 0)")
    expect(root.querySelectorAll("circle").length).toBe(1)
    key("Escape")
    expect(status.textContent).toBe("")
    root.remove()
  })

  test("dragging moves the view, and the pointer shows the nearest value", async () => {
    const { svg, texts, root } = shown()
    const { left, top } = svg.getBoundingClientRect()
    const fire = (name: string, x: number, y: number) =>
      svg.dispatchEvent(new PointerEvent(name, { clientX: left + x, clientY: top + y, bubbles: true, pointerId: 1, button: 0 }))
    fire("pointermove", 190, 160)
    expect(root.querySelector("output")?.textContent).toBe("squares: (1, 1)")
    const before = texts()
    svg.setPointerCapture = () => {}
    fire("pointerdown", 100, 100)
    fire("pointermove", 220, 100)
    fire("pointerup", 220, 100)
    await frame()
    expect(texts()).not.toEqual(before)
    root.remove()
  })

  test("the pointer reads values off areas", () => {
    const plane = figure([
      contour(
        (x: number, y: number) => x + 10 * y,
        [
          [0, 1],
          [0, 1],
        ],
        { label: "f" },
      ),
    ])
    const cells = figure({ colorbar: false }, [
      heatmap([
        [1, 2],
        [3, 4],
      ]),
    ])
    for (const [drawing, pattern] of [
      [plane, /^f: \(0\.5\d*, 0\.5\d*\) ↦ 5\.\d+$/],
      [cells, /^\((?:0\.\d+|1), [\d.]+\) ↦ [1-4]$/],
    ] as const) {
      const root = interact(drawing, document)
      document.body.append(root)
      const { left, top } = (root.querySelector("svg") as SVGSVGElement).getBoundingClientRect()
      const { x, y, box } = drawPanel(drawing.panel(themes.light)).pen
      const [px, py] = drawing === plane ? [x.map(0.52), y.map(0.52)] : [box.left + box.width * 0.7, box.top + box.height * 0.3]
      root.querySelector("svg")?.dispatchEvent(new PointerEvent("pointermove", { clientX: left + px, clientY: top + py, bubbles: true }))
      expect(root.querySelector("output")?.textContent).toMatch(pattern)
      root.remove()
    }
  })

  test("the wheel is the page's until the figure has the focus", async () => {
    const { svg, root } = shown()
    const wheel = (init: WheelEventInit = {}) =>
      svg.dispatchEvent(new WheelEvent("wheel", { deltaY: -100, bubbles: true, cancelable: true, ...init }))
    expect(wheel()).toBe(true)
    expect(wheel({ ctrlKey: true })).toBe(false)
    svg.focus()
    expect(wheel()).toBe(false)
    await frame()
    root.remove()
  })

  test("functions are sampled anew for the view", async () => {
    const root = interact(figure([curve((x) => Math.sin(1000 * x), [0, 10])]), document)
    document.body.append(root)
    const svg = root.querySelector("svg") as SVGSVGElement
    for (let i = 0; i < 30; i++) svg.dispatchEvent(new KeyboardEvent("keydown", { key: "+" }))
    await frame()
    for (let i = 0; i < 5; i++) {
      svg.dispatchEvent(new KeyboardEvent("keydown", { key: "+" }))
      await frame()
    }
    expect(svg.querySelector('[data-mark="curve"] path')?.getAttribute("d")?.length).toBeGreaterThan(50)
    root.remove()
  })

  test("a slider moves through frames", () => {
    const root = frames([1, 2, 3], (n) => figure({ title: `n = ${n}` }, [line([0, n], [0, n])]), { label: "n" }).toElement(document)
    const slider = root.querySelector("input") as HTMLInputElement
    expect(root.querySelector("output")?.textContent).toContain("n = 3")
    slider.value = "0"
    slider.dispatchEvent(new Event("input"))
    expect(root.querySelector("output")?.textContent).toContain("n = 1")
    expect(root.querySelector("svg title")?.textContent).toBe("n = 1")
    expect(slider.getAttribute("aria-label")).toBe("n")
  })

  test("a canvas shows what the image of the SVG shows", async () => {
    const drawing = figure({ x: "$x_1$", y: "y", grid: true }, [line([0, 1, 2], [0, 1, 4]), scatter([0, 1], [4, 2], { marker: "star" })])
    const { width, height } = drawing
    const [drawn, reference] = [0, 1].map(() => Object.assign(document.createElement("canvas"), { width, height })) as [
      HTMLCanvasElement,
      HTMLCanvasElement,
    ]
    drawOnCanvas(drawn.getContext("2d") as CanvasRenderingContext2D, drawing)
    const image = new Image()
    image.src = `data:image/svg+xml,${encodeURIComponent(drawing.toSVG({ theme: "light" }))}`
    await image.decode()
    const context = reference.getContext("2d") as CanvasRenderingContext2D
    context.drawImage(image, 0, 0)
    const pixels = (canvas: HTMLCanvasElement): Uint8ClampedArray =>
      (canvas.getContext("2d") as CanvasRenderingContext2D).getImageData(0, 0, width, height).data
    const [a, b] = [pixels(drawn), pixels(reference)]
    const differing = a.reduce((n, v, i) => n + (Math.abs(v - (b[i] as number)) > 64 ? 1 : 0), 0)
    expect(a.some((v) => v < 200)).toBe(true)
    expect(differing / a.length).toBeLessThan(0.01)
  })
})
