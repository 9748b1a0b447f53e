import * as rules from "../rules.ts"
import type { PlaneFn } from "../plane.ts"
import { colourBar } from "../colorbar.ts"
import { type ColourMapName, colourSteps } from "../colormap.ts"
import { type Field, type Place, toField, valueIn } from "../field.ts"
import {
  type ColourKey,
  extentOfValues,
  type Mark,
  type MarkType,
  mark,
  type Pen,
  type Style,
  parted,
  nameOf,
  opened,
  within,
} from "../mark.ts"
import { type Isoline, outlines } from "../isolines.ts"
import { group, path } from "../node.ts"
import { xy } from "../number.ts"
import type { MatrixLike } from "../values.ts"
import { fieldExtent, fieldTable, type LevelOptions, levelsOf, levelSpec, spread } from "./contour.ts"

export interface ContourfOptions extends LevelOptions, Pick<Style, "label" | "opacity"> {
  readonly cmap?: ColourMapName
  readonly colorbar?: boolean
}

interface BandData {
  readonly field: Field
  readonly levels: readonly number[]
  readonly cmap: ColourMapName
  readonly colorbar: boolean
  readonly style: Style
}

const outlinePath = ({ x, y }: Isoline, pen: Pen): string => {
  const points: string[] = []
  for (let i = 1; i < x.length; i++) {
    const p = `${xy(pen.x.map(x[i] as number), pen.y.map(y[i] as number))}`
    if (p !== points.at(-1)) points.push(p)
  }
  return points.length > 2 ? `M${points.join("L")}Z` : ""
}

export const bandType: MarkType<BandData> = {
  kind: "contourf",
  series: false,
  bar: colourBar,
  extent: ({ field }) => fieldExtent(field),
  valueAt: ({ field }, x, y) => valueIn(field, x, y),
  draw({ field, levels, cmap, style }, pen) {
    const range = extentOfValues(field.z)
    if (!range) return []
    // Every band is painted over those below it; the lowest one covers all cells that have values.
    const cut = [range[0], ...within(levels, range)]
    const colours = colourSteps(cmap, cut.length)
    const bands = cut.map((level, i) => {
      const d = outlines(field, level)
        .map((line) => outlinePath(line, pen))
        .join("")
      const colour = colours[i] as string
      return path(d, { fill: colour, "fill-rule": "evenodd", stroke: colour, "stroke-width": 0.4 })
    })
    return [group({ opacity: style.opacity }, bands)]
  },
  describe: ({ field, levels, style }) => `${spread(field, nameOf(style, "filled contours"))}, ${levels.length + 1} bands`,
  table: ({ field }) => fieldTable(field),
  colours({ field, levels, cmap, colorbar, style }): ColourKey | undefined {
    const range = extentOfValues(field.z)
    return range && colorbar ? { cmap, domain: opened(range), levels, label: style.label } : undefined
  },
}

/**
 * Areas between levels, filled with the colours of a map and explained by a colour bar; missing values stay empty.
 *
 * `source`: a function of `(x, y)` or of a vector, or a table `[rows, columns]`; `place`: `[[x0, x1], [y0, y1]]` or `{ x, y }`
 *
 * @example
 * ```ts
 * import { contourf, figure } from "@nablajs/plot"
 * figure([contourf((x: number, y: number) => x * y, [[-1, 1], [-1, 1]], { levels: [-0.5, 0, 0.5] })]).describe()
 * // => "filled contours from −1 at (1, −1) to 1 at (−1, −1), 4 bands."
 * ```
 */
export const contourf = (source: PlaneFn | MatrixLike, place?: Place, options: ContourfOptions = {}): Mark => {
  const spec = { ...levelSpec, cmap: rules.cmap, colorbar: rules.flag }
  const { style, samples, levels, cmap = "viridis", colorbar = true } = parted(options, "contourf", spec)
  const field = toField(source, place, samples, "contourf")
  return mark(bandType, { field, levels: levelsOf(levels, field), cmap, colorbar, style })
}
