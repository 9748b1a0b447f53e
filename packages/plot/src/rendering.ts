import { checked } from "./rules.ts"
import * as rules from "./rules.ts"
import { type Theme, type ThemeName, themes } from "./theme.ts"

/** Options of every rendering. */
export interface RenderOptions {
  /** `auto` takes colours from the page; `light` and `dark` paint their own background. */
  readonly theme?: ThemeName
}

const spec = { theme: rules.theme, scale: rules.zoom, ratio: rules.zoom }

/** The theme asked for; all options of a rendering are checked. */
export const themeOf = (options: RenderOptions = {}): Theme => themes[checked(options, spec, "drawing").theme ?? "auto"]
