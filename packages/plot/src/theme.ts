import { floor } from "./math.ts"

/** Where a figure will be seen. `auto` inherits text colour and CSS variables from the page around it. */
export type ThemeName = "auto" | "light" | "dark"

/** Colours by role; every stroke holds 3:1 and every text 4.5:1 against its background. */
export interface Theme {
  readonly name: ThemeName
  /** Axes and text. */
  readonly ink: string
  /** The background, where the figure paints one. */
  readonly paper: string | undefined
  /** The colour of the nth series. */
  series(index: number): string
}

/** Hues with a luminance between 0.14 and 0.29: visible on white and on near-black, apart under the common colour-vision types. */
export const palette: readonly string[] = ["#2d69e1", "#e15a0f", "#00a578", "#a54b87", "#9687d2", "#c33c4b", "#0f785a", "#808080"]

/** Dash patterns in units of the stroke width, the second way to tell series apart. */
const dashes: readonly (string | undefined)[] = [undefined, "5 2.5", "6 2 1.2 2", "1.4 1.8", "9 3", "6 2 1.2 2 1.2 2", "3 1.5", "9 2 3 2"]

/** The element at an index of a list that starts again at its end. */
export const cycle = <T>(list: readonly T[], index: number): T => list[((index % list.length) + list.length) % list.length] as T

/** The dash pattern of the nth series: where hues start again, patterns are one further, so that 64 series differ. */
export const dashOf = (index: number): string | undefined => cycle(dashes, index + floor(index / palette.length))

const auto: Theme = {
  name: "auto",
  ink: "currentColor",
  paper: undefined,
  series: (i) => `var(--nabla-series-${palette.indexOf(cycle(palette, i)) + 1}, ${cycle(palette, i)})`,
}

const fixed = (name: ThemeName, ink: string, paper: string): Theme => ({ name, ink, paper, series: (i) => cycle(palette, i) })

export const themes: Record<ThemeName, Theme> = {
  auto,
  light: /* @__PURE__ */ fixed("light", "#1f2328", "#ffffff"),
  dark: /* @__PURE__ */ fixed("dark", "#e6e6e9", "#1b1b1f"),
}

// matplotlib's one-letter colours, answered by the nearest series colour so that contrast holds.
const letters = "bygm rc"

/** The colour to draw with: the series' own, a palette name (`C0`, `r`), the text colour (`k`), or any SVG colour. */
export const colourOf = (theme: Theme, color: string | undefined, slot: number): string => {
  if (color === undefined) return theme.series(slot)
  if (color === "k" || color === "ink") return theme.ink
  if (/^[bygmrc]$/.test(color)) return theme.series(letters.indexOf(color))
  return /^C\d+$/.test(color) ? theme.series(Number(color.slice(1))) : color
}

/** The colour of a series: its own, or that of its place among the others. */
export const hueOf = ({ color }: { readonly color?: string }, { theme, slot }: { readonly theme: Theme; readonly slot: number }): string =>
  colourOf(theme, color, slot)
