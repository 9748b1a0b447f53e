import type { Drawing } from "@nablajs/plot"
import { basics } from "./basics.ts"
import { planes } from "./planes.ts"
import { spaces } from "./spaces.ts"

/** One figure of the gallery: its golden SVG is `<name>.svg` beside this file. */
export interface Example {
  readonly name: string
  readonly title: string
  readonly draw: () => Drawing
}

/** Every kind of figure, once; drawn by the tests and shown on the gallery page. */
export const gallery: readonly Example[] = [...basics, ...planes, ...spaces]
