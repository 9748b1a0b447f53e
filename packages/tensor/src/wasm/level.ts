// How far the engine goes: not at all, 128-bit vectors, or vectors with fused multiply-add.
import { f32x4, v128 } from "./simd.ts"
import { Module } from "./module.ts"
import { webAssembly } from "./platform.ts"

/** none: plain JavaScript. simd: vectors. relaxed: vectors, and a·b + c in one rounding. */
export type Level = "none" | "simd" | "relaxed"

const order: readonly Level[] = ["none", "simd", "relaxed"]

let detected: Level | undefined
let current: Level | undefined

/** Compiling is the test: it fails alike where instructions are missing and where a policy forbids it. */
function compiles(fused: boolean): boolean {
  const probe = new Module()
  probe.define("probe", ["i32"], (v, at) => {
    const x = v.local("v128")
    return [x.set(v128.load(at)), v128.store(at, fused ? f32x4.fma(x, x, x) : f32x4.add(x, x))]
  })
  try {
    const api = webAssembly()
    if (api !== undefined) Reflect.construct(api.Module, [probe.binary()])
    return api !== undefined
  } catch {
    return false
  }
}

const detect = (): Level => (compiles(true) ? "relaxed" : compiles(false) ? "simd" : "none")

/** The level in force: the engine's own, or a lower one that was asked for. */
export function level(): Level {
  current ??= detected ??= detect()
  return current
}

/** Goes no further than `highest` from now on. */
export function limitLevel(highest: Level): void {
  detected ??= detect()
  current = order[Math.min(order.indexOf(detected), order.indexOf(highest))] as Level
}
