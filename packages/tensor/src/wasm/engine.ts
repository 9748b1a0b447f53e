// Modules by structure: kernels are generated when first needed and kept by what they are, with sizes and addresses as
// parameters, so that shapes make no new ones.
import type { NDArray } from "@nablajs/core"
import { type Level, level } from "./level.ts"
import { isShared, scratch, trim } from "./memory.ts"
import { Module } from "./module.ts"
import { type Exports, type Memory, webAssembly } from "./platform.ts"

/** So many modules are kept, the least recently used going first; each costs some 20 KiB. */
const KEPT = 128

interface Entry {
  readonly module: object
  exports: Exports
  memory: Memory
}

const cache = new Map<string, Entry>()

/** Adds the functions of a family to a module; `fused` says whether to use relaxed instructions. */
export type Generator = (module: Module, fused: boolean) => void

/** The functions of a module, on the present memory: call after `layout`. Names must tell all that `generate` depends on. */
export function functions(name: string, generate: Generator): Exports {
  const key = `${level()} ${isShared() ? "shared " : ""}${name}`
  const memory = scratch() as Memory
  const known = cache.get(key)
  if (known === undefined) return remember(key, compile(generate, level()), memory).exports
  if (known.memory !== memory) {
    known.exports = instantiate(known.module, memory)
    known.memory = memory
  }
  if (cache.size > KEPT / 2) {
    cache.delete(key)
    cache.set(key, known)
  }
  return known.exports
}

function remember(key: string, module: object, memory: Memory): Entry {
  for (const oldest of cache.keys()) {
    if (cache.size < KEPT) break
    cache.delete(oldest)
  }
  const entry = { module, exports: instantiate(module, memory), memory }
  cache.set(key, entry)
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
