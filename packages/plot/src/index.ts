export { type DisplayBundle, Drawing, type RenderOptions } from "./drawing.ts"
export { Figure, figure } from "./figure.ts"
export { line, scatter } from "./marks/line.ts"
