// Modules by structure: kernels are generated when first needed and kept by what they are, with sizes and addresses as
// parameters, so that shapes make no new ones.
import type { NDArray } from "@nablajs/core"
import { type Level, level } from "./level.ts"
import { isShared, onRelease, scratch, trim } from "./memory.ts"
import { Module } from "./module.ts"
import { type Exports, type Memory, webAssembly } from "./platform.ts"

/** So many modules are kept, the least recently used going first; each costs some 20 KiB. */
const KEPT = 128

interface Entry {
  readonly module: object
  exports: Exports | undefined
  memory: Memory | undefined
}

const shelves: Readonly<Record<Level, readonly [Map<string, Entry>, Map<string, Entry>]>> = {
  none: [new Map(), new Map()],
  simd: [new Map(), new Map()],
  relaxed: [new Map(), new Map()],
}

// an instance keeps its memory alive
onRelease(() => {
  for (const cache of Object.values(shelves).flat()) {
    for (const entry of cache.values()) entry.exports = entry.memory = undefined
  }
})

/** Adds the functions of a family to a module; `fused` says whether to use relaxed instructions. */
export type Generator = (module: Module, fused: boolean) => void

/** The functions of a module, on the present memory: call after `layout`. Names must tell all that `generate` depends on. */
export function functions(name: string, generate: Generator): Exports {
  const cache = shelves[level()][isShared() ? 1 : 0]
  const entry = cache.get(name) ?? remember(cache, name, compile(generate, level()))
  const memory = scratch() as Memory
  if (entry.exports === undefined || entry.memory !== memory) {
    entry.exports = instantiate(entry.module, memory)
    entry.memory = memory
  }
  if (cache.size > KEPT / 2) {
    cache.delete(name)
    cache.set(name, entry)
  }
  return entry.exports
}

function remember(cache: Map<string, Entry>, name: string, module: object): Entry {
  for (const oldest of cache.keys()) {
    if (cache.size < KEPT) break
    cache.delete(oldest)
  }
  const entry = { module, exports: undefined, memory: undefined }
  cache.set(name, entry)
  return entry
}

function compile(generate: Generator, at: Level): object {
  const module = new Module()
  generate(module, at === "relaxed")
  const { Module: Compiled } = webAssembly() as NonNullable<ReturnType<typeof webAssembly>>
  return new Compiled(module.binary(isShared()))
}

function instantiate(module: object, memory: Memory): Exports {
  const { Instance } = webAssembly() as NonNullable<ReturnType<typeof webAssembly>>
  return new Instance(module, { nabla: { memory } }).exports
}

let busy = false

/**
 * A kernel as core takes it: asked only where there is WebAssembly, one at a time, for all share the scratch memory; what core
 * computes inside a kernel, as a copy of a view, it does plainly.
 */
export function guarded<A extends readonly unknown[], R extends NDArray | NDArray[] | boolean>(
  kernel: (...args: A) => R | undefined,
): (...args: A) => R | undefined {
  return (...args) => {
    if (busy || level() === "none") return undefined
    busy = true
    try {
      return kernel(...args)
    } finally {
      busy = false
      trim()
    }
  }
}
