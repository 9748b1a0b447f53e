import { describe, expect, test } from "vitest"
import { cameraAt } from "./camera.ts"
import { figure3d } from "./figure3d.ts"
import { orbit } from "./orbit.ts"
import { surface } from "./surface.ts"

const noPage = typeof document === "undefined"
const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))

const square: [[number, number], [number, number]] = [
  [-1, 1],
  [-1, 1],
]
const saddle = () => figure3d({ x: "x", y: "y", z: "z" }, [surface((x: number, y: number) => x * x - y * y, square, { samples: 9 })])

test("what is no figure in space is refused", () => {
  expect(() => orbit({} as never, {} as never)).toThrow(/expected a figure from figure3d/)
  expect(() => orbit(saddle(), undefined as never)).toThrow(/the page's document/)
})

test.each([-90, -89, 0, 45, 89, 90])("a view from %s degrees draws", (elevation) => {
  for (const azimuth of [-180, -90, 0, 33, 180]) {
    expect(saddle().with({ azimuth, elevation }).toSVG()).not.toMatch(/NaN|Infinity/)
    expect(Math.hypot(...cameraAt(azimuth, elevation).view)).toBeCloseTo(1, 12)
  }
})

describe.skipIf(noPage)("on a page", () => {
  function shown() {
    const root = orbit(saddle(), document)
    document.body.append(root)
    const svg = root.querySelector("svg") as SVGSVGElement
    const status = root.querySelector("output") as HTMLOutputElement
    const paths = () => [...svg.querySelectorAll("path")].map((p) => p.getAttribute("d")).join()
    const key = (name: string) => svg.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }))
    return { root, svg, status, paths, key }
  }

  test("arrow keys turn it, 0 turns it back", async () => {
    const { root, status, paths, key } = shown()
    const before = paths()
    key("ArrowRight")
    key("ArrowUp")
    await frame()
    expect(paths()).not.toBe(before)
    expect(status.textContent).toBe("azimuth −50°, elevation 40°")
    for (let i = 0; i < 12; i++) key("ArrowUp")
    for (let i = 0; i < 14; i++) key("ArrowLeft")
    expect(status.textContent).toBe("azimuth 170°, elevation 90°")
    key("0")
    await frame()
    expect(paths()).toBe(before)
    root.remove()
  })

  test("dragging turns it; other keys stay with the page", async () => {
    const { root, svg, status, paths, key } = shown()
    const before = paths()
    const drag = (name: string, x: number, y: number) =>
      svg.dispatchEvent(new PointerEvent(name, { clientX: x, clientY: y, button: 0, pointerId: 1, bubbles: true }))
    svg.setPointerCapture = () => undefined
    drag("pointerdown", 100, 100)
    drag("pointermove", 120, 80)
    drag("pointerup", 120, 80)
    drag("pointermove", 200, 200)
    await frame()
    expect(status.textContent).toBe("azimuth −70°, elevation 20°")
    expect(paths()).not.toBe(before)
    expect(key("Tab")).toBe(true)
    expect(svg.querySelectorAll("title, desc")).toHaveLength(2)
    root.remove()
  })

  test("a finger turns it once it has the focus", async () => {
    const { root, svg, status } = shown()
    svg.setPointerCapture = () => undefined
    const finger = (name: string, x: number, y: number) =>
      svg.dispatchEvent(new PointerEvent(name, { clientX: x, clientY: y, button: 0, pointerId: 1, pointerType: "touch", bubbles: true }))
    const drag = () => {
      finger("pointerdown", 100, 100)
      finger("pointermove", 120, 80)
      finger("pointerup", 120, 80)
    }
    drag()
    expect(status.textContent).toBe("")
    svg.focus()
    drag()
    expect(status.textContent).toBe("azimuth −70°, elevation 20°")
    await frame()
    root.remove()
  })
})
