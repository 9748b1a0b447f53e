// How wide tiles are. Two vectors a row fill the registers of 128 bits; where the engine joins pairs of vectors into 256 bits, as V8
// does under a flag, four are faster, elsewhere slower. Only a clock can tell.
import { type NDArray, wrapArray } from "@nablajs/core"
import { clock } from "../platform.ts"
import { blocked } from "./blocked.ts"
import { planOf } from "./plan.ts"

const widths = [2, 4] as const
let vectors: number = widths[0]

/** Vectors in a row of a tile. */
export const tileVectors = (): number => vectors

const SIZE = 192
/** Milliseconds: engines make code fast only after it has run for a while. */
const [WARMING, TIMING] = [60, 20]

/** Times a product with each width and takes the faster one from now on. */
export function probeTile(): number {
  const matrix = wrapArray("float32", [SIZE, SIZE], new Float32Array(SIZE * SIZE).fill(1))
  const times = widths.map((width) => {
    repeat(WARMING, matrix, width)
    return repeat(TIMING, matrix, width)
  })
  vectors = (times[1] as number) < 0.9 * (times[0] as number) ? widths[1] : widths[0]
  return vectors
}

/** The shortest of the calls that fill so many milliseconds. */
function repeat(milliseconds: number, x: NDArray, width: number): number {
  const labels = { a: [0, 1], b: [1, 2], out: [0, 2] }
  const end = clock() + milliseconds
  let best = Number.POSITIVE_INFINITY
  for (let start = clock(); start < end; start = clock()) {
    blocked(planOf(x, x, labels), "float32", [SIZE, SIZE], labels.out, width)
    best = Math.min(best, clock() - start)
  }
  return best
}
