// Runs a loop over operands of any strides into a dense result: neighbouring axes are joined where all operands allow
// it, the innermost is left to the loop, an odometer walks the rest.
import type { NDArray } from "../array.ts"
import type { Loop1, Loop2, Loop3 } from "./loops.ts"
import { walk } from "./walk.ts"

export { copyOut } from "./copy.ts"
export { walk } from "./walk.ts"

export function fill1(loop: Loop1, x: NDArray, out: NDArray): void {
  const n = out.size
  if (n === 0) return
  if (x.dense) loop(n, x.buffer, x.offset, 1, out.buffer, out.offset)
  else walk(out.shape, [x], (m, at, step, to) => loop(m, x.buffer, at[0] as number, step[0] as number, out.buffer, out.offset + to))
}

export function fill2(loop: Loop2, a: NDArray, b: NDArray, out: NDArray): void {
  const n = out.size
  if (n === 0) return
  const whole = a.dense && b.dense
  if (whole && a.size === n && b.size === n) {
    loop(n, a.buffer, a.offset, 1, b.buffer, b.offset, 1, out.buffer, out.offset)
  } else if (whole && b.shape.length === 0 && a.size === n) {
    loop(n, a.buffer, a.offset, 1, b.buffer, b.offset, 0, out.buffer, out.offset)
  } else if (whole && a.shape.length === 0 && b.size === n) {
    loop(n, a.buffer, a.offset, 0, b.buffer, b.offset, 1, out.buffer, out.offset)
  } else {
    walk(out.shape, [a, b], (m, at, step, to) =>
      loop(m, a.buffer, at[0] as number, step[0] as number, b.buffer, at[1] as number, step[1] as number, out.buffer, out.offset + to),
    )
  }
}

export function fill3(loop: Loop3, a: NDArray, b: NDArray, c: NDArray, out: NDArray): void {
  if (out.size === 0) return
  walk(out.shape, [a, b, c], (m, at, step, to) =>
    loop(
      m,
      a.buffer,
      at[0] as number,
      step[0] as number,
      b.buffer,
      at[1] as number,
      step[1] as number,
      c.buffer,
      at[2] as number,
      step[2] as number,
      out.buffer,
      out.offset + to,
    ),
  )
}

/** Writes `x`, broadcast, through the window `target`, which must be alone on its memory. */
export function assign(target: NDArray, x: NDArray): void {
  if (target.size === 0) return
  const into = target.buffer
  walk(target.shape, [target, x], (n, at, step) => {
    const from = x.buffer
    let i = at[0] as number
    let j = at[1] as number
    if (step[0] === 1 && step[1] === 1 && n > 16) into.set(from.subarray(j, j + n) as never, i)
    else for (let k = 0; k < n; k++, i += step[0] as number, j += step[1] as number) into[i] = from[j] as number
  })
}

/** Adds `x`, broadcast, to what the window `target` shows, which must be alone on its memory. */
export function accumulate(target: NDArray, x: NDArray): void {
  if (target.size === 0) return
  const into = target.buffer
  if (target.size === 1) {
    into[target.offset] = (into[target.offset] as number) + (x.buffer[x.offset] as number)
    return
  }
  walk(target.shape, [target, x], (n, at, step) => {
    const from = x.buffer
    let i = at[0] as number
    let j = at[1] as number
    for (let k = 0; k < n; k++, i += step[0] as number, j += step[1] as number) into[i] = (into[i] as number) + (from[j] as number)
  })
}
