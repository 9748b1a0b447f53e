import { type RenderOptions, themeOf } from "../rendering.ts"
import { live } from "../live.ts"
import { refuse } from "../refuse.ts"
import { Figure3d } from "./figure3d.ts"
import { max, min, round } from "../math.ts"

/** Degrees for one press of an arrow key, and for one pixel of a drag. */
const press = 10
const pixel = 0.5

/**
 * A figure in space for a page, turned by dragging and arrow keys; 0 or a double click turns it back.
 *
 * @example
 * ```ts no-run
 * import { figure3d, orbit, surface } from "@nablajs/plot"
 * const saddle = figure3d({}, [surface((x: number, y: number) => x * x - y * y, [[-1, 1], [-1, 1]])])
 * document.body.append(orbit(saddle, document))
 * ```
 */
export const orbit = (figure: Figure3d, document: Document, options: RenderOptions = {}): HTMLElement => {
  if (!(figure instanceof Figure3d)) refuse("orbit: expected a figure from figure3d; plane ones have interact(figure, document)")
  const home = [figure.options.azimuth ?? -60, figure.options.elevation ?? 30] as const
  let [azimuth, elevation] = home
  // Azimuths are kept between −180 and 180, elevations between the poles.
  const turn = (a: number, e: number): void => {
    azimuth = a - 360 * round(a / 360)
    elevation = max(-90, min(90, e))
    page.say(`azimuth ${round(azimuth)}°, elevation ${round(elevation)}°`.replaceAll("-", "−"))
    page.refresh()
  }
  const reset = (): void => {
    turn(...home)
    page.say("")
  }
  const page = live(
    figure,
    document,
    options,
    ["orbit", "figure with keys: arrows turn it, 0 turns it back"],
    {
      drag: (dx, dy) => turn(azimuth - pixel * dx, elevation + pixel * dy),
      reset,
      keys: {
        ArrowLeft: () => turn(azimuth - press, elevation),
        ArrowRight: () => turn(azimuth + press, elevation),
        ArrowUp: () => turn(azimuth, elevation + press),
        ArrowDown: () => turn(azimuth, elevation - press),
        "0": reset,
      },
    },
    () => figure.with({ azimuth, elevation }).body(themeOf(options)),
  )
  return page.root
}
