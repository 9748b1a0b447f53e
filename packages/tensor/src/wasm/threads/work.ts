// What a thread does: waits for a command, takes parts of it until none is left, waits again. It makes its kernels itself, from
// the same generators.
import { multiply, productModule } from "../contract/product.ts"
import { Module } from "../module.ts"
import { type Exports, type Memory, webAssembly } from "../platform.ts"
import { type Command, commandFrom, partOf } from "./command.ts"
import { awaitChange, COMMAND, READY, report, take, TICKET } from "./desk.ts"

/** What a thread is given when it starts. */
export interface Start {
  readonly memory: Memory
  readonly desk: Int32Array
  readonly thread: number
}

/** Never returns: the process ends threads when it ends. */
export function serve({ memory, desk, thread }: Start): never {
  const kernels = new Map<string, Exports>()
  Atomics.add(desk, READY, 1)
  Atomics.notify(desk, READY)
  for (;;) {
    const ticket = Atomics.load(desk, TICKET)
    for (let part = take(desk); part >= 0; part = take(desk)) {
      const command = commandFrom(desk.subarray(COMMAND), thread)
      const integers = new Int32Array(memory.buffer)
      multiply(kernelsFor(kernels, command, memory), integers, command.product, partOf(command, part), command.work)
      report(desk)
    }
    const now = Atomics.load(desk, TICKET)
    if (now >>> 10 === ticket >>> 10) awaitChange(desk, TICKET, now, true)
  }
}

function kernelsFor(known: Map<string, Exports>, { dtype, vectors, fused }: Command, memory: Memory): Exports {
  const key = `${dtype} ${vectors} ${fused}`
  const found = known.get(key)
  if (found !== undefined) return found
  const module = new Module()
  productModule(dtype, vectors)(module, fused)
  const { Module: Compiled, Instance } = webAssembly() as NonNullable<ReturnType<typeof webAssembly>>
  const { exports } = new Instance(new Compiled(module.binary(true)), { nabla: { memory } })
  known.set(key, exports)
  return exports
}
