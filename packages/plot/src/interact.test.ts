import { describe, expect, test } from "vitest"
import { drawOnCanvas } from "./canvas.ts"
import { figure } from "./figure.ts"
import { frames } from "./frames.ts"
import { interact } from "./interact.ts"
import { curve } from "./marks/curve.ts"
import { contour } from "./marks/contour.ts"
import { heatmap } from "./marks/heatmap.ts"
import { line } from "./marks/line.ts"
import { scatter } from "./marks/scatter.ts"
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

  test("a point moved out of view loses its ring and keeps its value", async () => {
    const { svg, key, root } = shown()
    key("]")
    expect(svg.querySelector("circle")).not.toBeNull()
    for (let i = 0; i < 4; i++) key("+")
    await frame()
    expect(svg.querySelector("circle")).toBeNull()
    expect(root.querySelector("output")?.textContent).toContain("(0, 0)")
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

  // From the first to the last number below the figure.
  const span = (svg: Element): number => {
    const numbers = [...svg.querySelectorAll("text[text-anchor=middle]")].map((t) => Number(t.textContent?.replace("−", "-")))
    const known = numbers.filter(Number.isFinite)
    return Math.max(...known) - Math.min(...known)
  }

  // Pointer events as Chromium makes them of fingers; real ones cannot be held by a script.
  function fingers(svg: SVGSVGElement) {
    svg.setPointerCapture = () => {}
    const { left, top } = svg.getBoundingClientRect()
    return (name: string, id: number, x: number, y: number) =>
      svg.dispatchEvent(
        new PointerEvent(name, { clientX: left + x, clientY: top + y, pointerId: id, pointerType: "touch", button: 0, bubbles: true }),
      )
  }

  test("a tap reads a value, which stays when the finger is gone", () => {
    const { svg, root } = shown()
    const finger = fingers(svg)
    for (const name of ["pointerdown", "pointerup", "pointerleave"]) finger(name, 1, 190, 160)
    expect(root.querySelector("output")?.textContent).toBe("squares: (1, 1)")
    root.remove()
  })

  test("a dragging finger is the page's until the figure has the focus, and again after", async () => {
    const { svg, texts, root } = shown()
    const finger = fingers(svg)
    const before = texts()
    const drag = async () => {
      finger("pointerdown", 1, 100, 100)
      finger("pointermove", 1, 200, 100)
      finger("pointerup", 1, 200, 100)
      finger("pointerdown", 1, 300, 10)
      finger("pointercancel", 1, 300, 10)
      await frame()
      return texts().filter((text) => /\d/.test(text ?? "") && !text?.includes("("))
    }
    const plain = before.filter((text) => /\d/.test(text ?? ""))
    expect(await drag()).toEqual(plain)
    expect(svg.style.touchAction).toBe("")
    svg.focus()
    expect(svg.style.touchAction).toBe("none")
    expect(await drag()).not.toEqual(plain)
    svg.blur()
    expect(svg.style.touchAction).toBe("")
    root.remove()
  })

  test("two fingers zoom about their middle", async () => {
    const { svg, root } = shown()
    const before = span(svg)
    svg.focus()
    const finger = fingers(svg)
    finger("pointerdown", 1, 150, 100)
    finger("pointerdown", 2, 250, 100)
    finger("pointermove", 1, 50, 100)
    finger("pointermove", 2, 350, 100)
    finger("pointerup", 1, 50, 100)
    finger("pointerup", 2, 350, 100)
    await frame()
    expect(span(svg)).toBeLessThan(before / 2)
    root.remove()
  })

  test("all that happens before the next picture counts", async () => {
    const spans: number[] = []
    for (const slowly of [true, false]) {
      const { svg, root } = shown()
      svg.focus()
      const { left, top } = svg.getBoundingClientRect()
      for (let i = 0; i < 5; i++) {
        svg.dispatchEvent(new WheelEvent("wheel", { deltaY: -100, clientX: left + 100, clientY: top + 90, cancelable: true }))
        if (slowly) await frame()
      }
      await frame()
      spans.push(span(svg))
      root.remove()
    }
    for (const seen of spans) expect(seen).toBeLessThan(1.3)
  })

  test("playing steps once where motion is unwelcome", () => {
    const asked = window.matchMedia
    window.matchMedia = ((query: string) => ({ matches: query.includes("reduced-motion: reduce") })) as never
    try {
      const root = frames([1, 2, 3], (n) => figure([line([0, n], [0, n])]), { label: "n", initial: 0 }).toElement(document)
      const play = root.querySelector("button") as HTMLButtonElement
      play.click()
      expect(root.querySelector("output")?.textContent).toContain("n = 2")
      expect(play.textContent).toBe("Play")
    } finally {
      window.matchMedia = asked
    }
  })

  test("playing runs through the frames and stops when asked", async () => {
    const root = frames([1, 2, 3], (n) => figure([line([0, n], [0, n])]), { label: "n", initial: 0, rate: 60 }).toElement(document)
    document.body.append(root)
    const play = root.querySelector("button") as HTMLButtonElement
    const seen = new Set<string | null | undefined>()
    play.click()
    expect(play.textContent).toBe("Pause")
    for (let i = 0; i < 200 && seen.size < 3; i++) {
      await frame()
      seen.add(root.querySelector("output")?.textContent)
    }
    play.click()
    expect(play.textContent).toBe("Play")
    expect(seen.size).toBe(3)
    root.remove()
  })

  test("functions are sampled anew for the view", async () => {
    const root = interact(figure([curve((x) => Math.sin(1000 * x), [0, 10])]), document)
    document.body.append(root)
    const svg = root.querySelector("svg") as SVGSVGElement
    for (let i = 0; i < 10; i++) svg.dispatchEvent(new KeyboardEvent("keydown", { key: "+" }))
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
