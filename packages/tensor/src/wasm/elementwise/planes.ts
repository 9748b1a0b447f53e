// Small planes, many of them, as where rows meet a stack of small matrices: what the planes of a block need is copied at once, an
// operand that is the same for all of them once and for all; then the kernel runs plane by plane.
import { dtypes, type NDArray } from "@nablajs/core"
import { type Blocks, mend, type Source, visitPlanes } from "./blocks.ts"
import type { Kernel, Patch } from "./loop.ts"

/** From so many elements on a plane is worth a block of its own. */
export const LARGE = 2048

/** The elements of one plane of an operand, without those that are repeated in it. */
interface Piece {
  readonly source: Source
  readonly rows: number
  readonly width: number
  /** From plane to plane in scratch; 0 where all planes are the same. */
  readonly next: number
}

function pieceOf(source: Source, rows: number, width: number): Piece {
  const [high, wide] = [source.step === 0 ? 1 : rows, source.lie === "d" ? width : 1]
  return { source, rows: high, width: wide, next: source.steps.every((step) => step === 0) ? 0 : high * wide }
}

/** Computes all elements of `out`. */
export function sweepPlanes(blocks: Blocks, kernel: Kernel, out: NDArray, patch: Patch | undefined): void {
  const { sources, rows, width, high, result, address } = blocks
  const plane = rows * width
  const room = Math.floor((high * width) / plane)
  const pieces = sources.map((source) => pieceOf(source, rows, width))
  const { bytes } = dtypes[out.dtype]
  const first = address / bytes
  const args = new Array<number>(3 + 2 * pieces.length).fill(0)
  let [filled, to] = [0, out.offset]
  const flush = (): void => {
    for (let p = 0; p < filled; p++) runPlane(p)
    out.buffer.set(result.subarray(first, first + filled * plane), to)
    to += filled * plane
    filled = 0
  }
  const runPlane = (p: number): void => {
    args[0] = address + p * plane * bytes
    args[1] = width * bytes
    args[2] = rows
    for (let k = 0; k < pieces.length; k++) {
      const { source, rows: own, width: wide, next } = pieces[k] as Piece
      args[3 + 2 * k] = (source.start + p * next) * source.home.BYTES_PER_ELEMENT
      args[4 + 2 * k] = own === 1 ? 0 : wide * source.home.BYTES_PER_ELEMENT
    }
    if (kernel(...args) !== 0 && patch !== undefined) {
      const { source, rows: own, width: wide, next } = pieces[0] as Piece
      const lying = { home: source.home, start: source.start + p * next, down: own === 1 ? 0 : wide, right: source.lie === "d" ? 1 : 0 }
      mend(patch, lying, result, first + p * plane, rows, width)
    }
  }
  let fresh = true
  visitPlanes(blocks, (at) => {
    if (filled === room) flush()
    for (let k = 0; k < pieces.length; k++) {
      const piece = pieces[k] as Piece
      if (fresh || piece.next > 0) copyPiece(piece, at[k] as number, filled)
    }
    fresh = false
    filled++
  })
  flush()
}

function copyPiece({ source: { data, home, start, step }, rows, width, next }: Piece, from: number, plane: number): void {
  let to = start + plane * next
  for (let row = 0, place = from; row < rows; row++, place += step) {
    for (let i = place; i < place + width; i++) home[to++] = data[i] as number
  }
}
