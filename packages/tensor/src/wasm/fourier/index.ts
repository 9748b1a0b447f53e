// Fourier transforms along an axis: whole blocks go to scratch, where real and imaginary parts lie apart, and leave transformed.
import { allocateBare, denseArray, type FourierJob, type NDArray } from "@nablajs/core"
import { layout, view } from "../memory.ts"
import { APART, type Call, kernels, known } from "./plan.ts"
import { isOdd, type Process, type Sizes, wayOf } from "./ways.ts"

/** Below so many numbers plain loops are as quick. */
const FEW = 512
/** Numbers of a block that stays in the second cache while its steps pass over it, and of rows that are transformed at a time. */
const [BLOCK, TOGETHER] = [1 << 14, 1 << 13]

export function transformAlong(job: FourierJob): NDArray[] | undefined {
  const { kind, n, outer, inner, inputs, plan, shape } = job
  if (outer * n * inner < FEW || !known(plan)) return undefined
  const sizes = sizesOf(job)
  const { width, apart } = sizes
  const way = wayOf(job, sizes)
  const around = width === inner ? 0 : 8 * (Math.max(sizes.from, sizes.to) * inner + APART)
  const places = layout([2 * apart, 2 * apart, 2 * around, 2 * around, ...way.sizes])
  if (places === undefined) return undefined
  const [x, y, wideX, wideY, ...rest] = places as [number, number, number, number, ...number[]]
  const process = way.at(rest)
  const outputs = Array.from({ length: kind === "back" ? 1 : 2 }, () => allocateBare((inputs[0] as NDArray).dtype, shape))
  const sources = inputs.map((one) => denseArray(one, one.dtype === "float32" ? "float32" : "float64"))
  if (width === inner) inBlocks(job, sizes, sources, outputs, process, x, y)
  else inColumns(job, sizes, sources, outputs, process, [x, y], [wideX, wideY], around)
  return outputs
}

function sizesOf(job: FourierJob): Sizes {
  const { kind, n, outer, inner } = job
  const half = (n >> 1) + 1
  const [from, to] = kind === "whole" ? [n, n] : kind === "half" ? [n, half] : [half, n]
  // all neighbours, or as many as make whole lines of the cache
  const width = n * inner <= BLOCK ? inner : Math.min(inner, Math.max(8, Math.floor(BLOCK / n) & -8))
  const blocks = width < inner || isOdd(job) ? 1 : Math.max(1, Math.min(outer, Math.floor(TOGETHER / (n * width))))
  return { blocks, width, from, to, apart: 8 * (blocks * Math.max(from, to) * width + APART) }
}

type Parts = readonly NDArray[]

/** Blocks that lie together, several at a time. */
function inBlocks(job: FourierJob, sizes: Sizes, sources: Parts, outputs: Parts, process: Process, x: number, y: number): void {
  const [before, behind] = [sizes.from * job.inner, sizes.to * job.inner]
  for (let block = 0; block < job.outer; block += sizes.blocks) {
    const blocks = Math.min(sizes.blocks, job.outer - block)
    take(sources, block * before, blocks * before, x, sizes.apart)
    process(blocks, x, y)
    give(outputs, block * behind, blocks * behind, y, sizes.apart, job.scale)
  }
}

/** Some columns at a time of large blocks, which go to scratch as they are; there `around` bytes lie between their parts. */
function inColumns(
  { outer, inner, scale }: FourierJob,
  { width, from, to, apart }: Sizes,
  sources: Parts,
  outputs: Parts,
  process: Process,
  [x, y]: readonly [number, number],
  [wideX, wideY]: readonly [number, number],
  around: number,
): void {
  const { move } = kernels() as { move: Call }
  for (let block = 0; block < outer; block++) {
    take(sources, block * from * inner, from * inner, wideX, around)
    for (let q = 0; q < inner; q += width) {
      const bytes = 8 * Math.min(width, inner - q)
      sources.forEach((_, k) => move(wideX + 8 * q + k * around, 8 * inner, x + k * apart, 8 * width, from, bytes))
      process(1, x, y)
      outputs.forEach((_, k) => move(y + k * apart, 8 * width, wideY + 8 * q + k * around, 8 * inner, to, bytes))
    }
    give(outputs, block * to * inner, to * inner, wideY, around, scale)
  }
}

/** Copies so many numbers of each part to scratch. */
function take(parts: readonly NDArray[], start: number, count: number, to: number, apart: number): void {
  const numbers = view("float64")
  parts.forEach(({ buffer, offset }, k) => numbers.set(buffer.subarray(offset + start, offset + start + count), (to + k * apart) / 8))
}

/** Copies them back, times a factor. */
function give(parts: readonly NDArray[], start: number, count: number, from: number, apart: number, factor: number): void {
  const numbers = view("float64")
  const { scale } = kernels() as { scale: Call }
  parts.forEach(({ buffer, offset }, k) => {
    const at = from + k * apart
    if (factor !== 1) scale(at, count, factor)
    buffer.set(numbers.subarray(at / 8, at / 8 + count), offset + start)
  })
}
