// A formula with the types that it is for, and the compiled loops around it.
import { type DType, dtypes } from "@nablajs/core"
import { functions, type Generator } from "../engine.ts"
import { type Level, level } from "../level.ts"
import { onRelease, scratch } from "../memory.ts"
import type { Memory } from "../platform.ts"
import type { Float } from "./algebra.ts"
import { type Lie, rowsOf, type Turn } from "./loops.ts"

/** `run` of `rowsOf`. */
export type Kernel = (...args: readonly number[]) => number

/** Elements beyond the reach of a formula are computed one at a time. */
export interface Patch {
  readonly reach: number
  readonly scalar: (x: number) => number
}

/** Loops that hold a kernel, and by it the memory that the kernel works on. */
const holding = new Set<Loop>()

onRelease(() => {
  for (const loop of holding) loop.forget()
  holding.clear()
})

export class Loop {
  /** Of the elements that the formula takes, to which those of the operands are converted, and that it gives. */
  readonly types: readonly DType[]
  readonly dtype: DType
  readonly patch: Patch | undefined
  private readonly name: string
  private readonly generate: (lies: string) => Generator
  // the kernel that was used last, and what it depends on
  private kernel: Kernel | undefined
  private lies = ""
  private memory: Memory | undefined
  private level: Level | undefined

  constructor(name: string, work: Float, types: readonly DType[], dtype: DType, turn: Turn, patch?: Patch) {
    this.name = name
    this.types = types
    this.dtype = dtype
    this.patch = patch
    this.generate = (lies) => {
      const slots = types.map((type, k) => ({ lie: lies[k] as Lie, bytes: dtypes[type].bytes as 1 | 2 | 4 | 8 }))
      return rowsOf(work, dtypes[dtype].bytes, slots, turn)
    }
  }

  /** The loop over operands that lie so within a row, one letter each. */
  kernelFor(lies: string): Kernel {
    if (this.kernel === undefined || this.lies !== lies || this.memory !== scratch() || this.level !== level()) {
      this.kernel = functions(`${this.name} ${lies}`, this.generate(lies)).run as Kernel
      this.lies = lies
      this.memory = scratch()
      this.level = level()
      holding.add(this)
    }
    return this.kernel
  }

  forget(): void {
    this.kernel = this.memory = undefined
  }
}
